import { DateTime } from 'luxon';
import type { Out } from '../../core/contract.ts';
import type { acknowledgement, content, endTicket, item, marks, span, standing, trouble, volume, why } from './contract.ts';

export type Span = Out<typeof span>;
export type Item = Out<typeof item>;
export type Content = Out<typeof content>;
export type Marks = Out<typeof marks>;
export type Acknowledgement = Out<typeof acknowledgement>;
export type Standing = Out<typeof standing>;
export type Why = Out<typeof why>;
type Mark = Out<typeof endTicket>['marks'][number];

const hourMs = 3600_000;
/** By code units: instants, ids and tags need no language, and that is a hundred times quicker. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

// ── Days of work where there is no rota ──────────────────────────────────────

interface Stretch { readonly start: number; readonly end: number }
/** A gap this short is a break, not the end of the day. */
const breakMs = 4 * hourMs;

/** Opening hours as days of work: stretches with a short gap between them are one. */
export function workDays(openings: readonly Stretch[]): Stretch[] {
  const days: { start: number; end: number }[] = [];
  for (const { start, end } of openings) {
    const last = days.at(-1);
    if (last && start - last.end < breakMs) last.end = Math.max(last.end, end);
    else days.push({ start, end });
  }
  return days;
}

/** Days from midnight to midnight where a desk never closes. */
export function wholeDays(zone: string, from: number, until: number): Stretch[] {
  const days: Stretch[] = [];
  for (let day = DateTime.fromMillis(from, { zone }).startOf('day'); day.toMillis() < until;) {
    const next = day.plus({ days: 1 }).startOf('day');
    days.push({ start: day.toMillis(), end: next.toMillis() });
    day = next;
  }
  return days;
}

/** Which of some stretches lie at, last before and next after an instant. */
export const around = (days: readonly Stretch[], at: number): { now: Stretch | null; before: Stretch | null; after: Stretch | null } => ({
  now: days.find((d) => d.start <= at && at < d.end) ?? null, before: days.findLast((d) => d.end <= at) ?? null, after: days.find((d) => d.start > at) ?? null,
});

/** The same hours on the wall so many weeks before: over a change of the clocks, too. */
export function weekBefore(zone: string, { start, end }: Stretch, weeks: number): Stretch {
  const back = (at: number) => DateTime.fromMillis(at, { zone }).minus({ weeks }).toMillis();
  return { start: back(start), end: back(end) };
}

// ── The end of a shift ───────────────────────────────────────────────────────

interface Stands { readonly status: string; readonly offered: boolean; readonly next: string; readonly nextAt: string | null; readonly lastFrom: string; readonly lastMessageAt: string }

/** What says how a ticket goes on. A next step is worth nothing once the customer wrote after it. */
export function standingOf(t: Stands): Standing {
  if (t.offered) return 'offered';
  if (t.status === 'waiting') return 'waits';
  const fresh = t.nextAt !== null && (t.lastFrom !== 'customer' || Date.parse(t.nextAt) >= Date.parse(t.lastMessageAt));
  return t.next.trim() !== '' && fresh ? 'next-step' : 'unfinished';
}

interface Pressing { readonly priority: string; readonly dueAt: string | null; readonly lastFrom: string; readonly status: string }
/** What about a ticket cannot wait for the shift after next. */
export function marksOf(t: Pressing, { promised, escalated }: { promised: boolean; escalated: boolean }, now: number, nextEnd: number): Mark[] {
  const due = t.dueAt === null ? Infinity : Date.parse(t.dueAt);
  return [
    ...(t.priority === 'urgent' ? ['urgent' as const] : []), ...(due <= now ? ['late' as const] : due <= nextEnd ? ['due-soon' as const] : []), ...(promised ? ['promised' as const] : []), ...(escalated ? ['escalated' as const] : []),
    ...(t.status === 'open' && t.lastFrom === 'customer' ? ['customer-wrote' as const] : []),
  ];
}

/** Unfinished ones first, then what presses, then by due time. */
export const inEndOrder = (a: { standing: Standing; marks: readonly Mark[]; ticket: { dueAt: string | null; id: string } }, b: typeof a): number =>
  Number(b.standing === 'unfinished') - Number(a.standing === 'unfinished') || Number(b.marks.includes('late')) - Number(a.marks.includes('late')) || Number(b.marks.includes('urgent')) - Number(a.marks.includes('urgent'))
  || compare(a.ticket.dueAt ?? '9999', b.ticket.dueAt ?? '9999') || compare(a.ticket.id, b.ticket.id);

// ── What is urgent ───────────────────────────────────────────────────────────

/** Why the next shift must know of a ticket at once; empty: it need not. */
export function urgency(t: { priority: string; dueAt: string | null; flagged: boolean; left: boolean }, at: { now: number; nextStart: number }, dueSoonHours: number): Why[] {
  const due = t.dueAt === null ? Infinity : Date.parse(t.dueAt);
  const soon = Math.max(at.now, at.nextStart) + dueSoonHours * hourMs;
  return [...(t.flagged ? ['flagged' as const] : []), ...(t.priority === 'urgent' ? ['urgent' as const] : []), ...(due <= at.now ? ['late' as const] : due < soon ? ['due-soon' as const] : []), ...(t.left ? ['left' as const] : [])];
}

const weight: Readonly<Record<Why, number>> = { flagged: 1, late: 2, urgent: 3, left: 4, 'due-soon': 5 };
const first = (all: readonly Why[]): number => Math.min(9, ...all.map((w) => weight[w]));
/** Marked by people first, then late, urgent, left, soon due; by due time among them. */
export const inUrgentOrder = (a: Item, b: Item): number => first(a.why) - first(b.why) || compare(a.dueAt ?? '9999', b.dueAt ?? '9999') || a.number - b.number;

// ── What is unusual ──────────────────────────────────────────────────────────

const average = (all: readonly number[]): number => all.reduce((sum, n) => sum + n, 0) / all.length;
const rounded = (n: number): number => Math.round(n * 10) / 10;

/** A figure beside those of the same hours in the weeks before. Small figures vary by themselves: what is unusual is well beyond that. */
export function volumeOf(n: number, past: readonly number[]): Out<typeof volume> {
  if (!past.length) return { n, usual: null, verdict: 'unknown' };
  const usual = average(past);
  const far = Math.abs(n - usual) > Math.max(3, 2 * Math.sqrt(usual));
  return { n, usual: rounded(usual), verdict: far && n > usual * 1.3 ? 'busy' : far && n < usual * 0.7 ? 'quiet' : 'usual' };
}

const mostTags = 8;
/** Tags that tickets of the shift had: those much more frequent than usual first, then the most frequent. Rare ones are left out. */
export function troubleOf(now: ReadonlyMap<string, number>, past: ReadonlyMap<string, number>, weeks: number): Out<typeof trouble>[] {
  return [...now].filter(([, n]) => n >= 3).map(([tag, n]) => {
    const usual = weeks ? (past.get(tag) ?? 0) / weeks : 0;
    return { tag, n, usual: rounded(usual), spike: weeks > 0 && n >= 2 * usual && n - usual > Math.max(2, 2 * Math.sqrt(usual)) };
  }).sort((a, b) => Number(b.spike) - Number(a.spike) || b.n - a.n || compare(a.tag, b.tag)).slice(0, mostTags);
}

// ── Issues and how they differ ───────────────────────────────────────────────

const fields = ['line', 'next', 'dueAt', 'personId', 'why'] as const;
/** Being late comes by itself, and is no news. */
const told = (i: Item, field: (typeof fields)[number]): string => (field === 'why' ? i.why.filter((w) => w !== 'late' && w !== 'due-soon').join() : String(i[field] ?? ''));
const changedFields = (a: Item, b: Item) => fields.filter((f) => told(a, f) !== told(b, f));

/** How an issue differs from the one before; without one before, nothing is marked. */
export function differences(before: Content | null, after: Content): Marks {
  if (!before) return { added: [], changed: [], gone: [], counts: [], notes: 0 };
  const [old, now] = [new Map(before.items.map((i) => [i.key, i])), new Set(after.items.map((i) => i.key))];
  return {
    added: after.items.filter((i) => !old.has(i.key)).map((i) => i.key),
    changed: after.items.flatMap((i) => { const was = old.get(i.key); const what = was ? changedFields(was, i) : []; return what.length ? [{ key: i.key, fields: what }] : []; }),
    gone: before.items.filter((i) => !now.has(i.key)),
    counts: (Object.keys(after.counts) as (keyof Content['counts'])[]).filter((c) => before.counts[c] !== after.counts[c]).map((count) => ({ count, was: before.counts[count] })),
    notes: after.notes.filter((n) => !before.notes.some((o) => o.personId === n.personId && o.at === n.at)).length,
  };
}

/** An item that was there before keeps who signed it first and, unless it says something else now, since when it stands. */
export function dated(before: Content | null, items: readonly Item[], version: number): Item[] {
  const old = new Map((before?.items ?? []).map((i) => [i.key, i]));
  return items.map((i) => { const was = old.get(i.key); return was ? { ...i, by: was.by, since: changedFields(was, i).length ? version : was.since } : { ...i, since: version }; });
}

/** What somebody sees of an issue: items of tickets they may see. */
export const seenBy = (one: Content, mayWith: ReadonlySet<string>): Content => ({ ...one, items: one.items.filter((i) => mayWith.has(i.ticketId)) });

// ── Acknowledging ────────────────────────────────────────────────────────────

type Ack = Pick<Acknowledgement, 'key' | 'personId' | 'version'>;
const urgentIn = (items: readonly Item[]): Item[] => items.filter((i) => i.section === 'urgent');
const holds = (a: Ack, i: Item): boolean => a.key === i.key && a.version >= i.since;

/** Urgent items that are not acknowledged as they stand now: by anybody, or where everybody has to by each of the incoming. */
export function missing(items: readonly Item[], acks: readonly Ack[], incoming: readonly string[], everyone: boolean): string[] {
  const done = (i: Item) => (everyone && incoming.length ? incoming.every((p) => acks.some((a) => a.personId === p && holds(a, i))) : acks.some((a) => holds(a, i)));
  return urgentIn(items).filter((i) => !done(i)).map((i) => i.key);
}

/** Urgent items that one person has not acknowledged as they stand now. */
export const missingOf = (items: readonly Item[], acks: readonly Ack[], personId: string): string[] => urgentIn(items).filter((i) => !acks.some((a) => a.personId === personId && holds(a, i))).map((i) => i.key);

/** Who takes over acknowledges. Who signed may as well be the next to come: then it counts once that shift has begun. */
export const mayAcknowledge = (who: { id: string; works: boolean; teams: readonly string[] }, of: { toTeamId: string; incoming: readonly string[]; signers: readonly string[]; nextStart: string }, now: number): boolean =>
  who.works && (who.teams.includes(of.toTeamId) || of.incoming.includes(who.id)) && (!of.signers.includes(who.id) || Date.parse(of.nextStart) <= now);

/** Whether somebody is asked for it: those on the next shift, or where no rota says who, everybody who may. */
export const isAsked = (personId: string, may: boolean, incoming: readonly string[]): boolean => may && (incoming.length === 0 || incoming.includes(personId));

/** Whom to ask about an item: who signed it first; where they are not here any more, others who signed, the last one first, or whose it is; null: its team. */
export const whoToAsk = (i: Pick<Item, 'by' | 'personId'>, signers: readonly string[], here: (id: string) => boolean): string | null =>
  [i.by, ...signers.toReversed(), ...(i.personId ? [i.personId] : [])].find(here) ?? null;

// ── The beginning of a shift ─────────────────────────────────────────────────

const longestMs = 31 * 24 * hourMs;
/** When somebody left: their last signing if it was about then, else the end of the shift before; a day ago when nothing is known; never longer than a month. */
export function leftAt(known: { signedAt: string | null; shiftEnd: string | null; hoursEnd: string | null }, now: number): { since: string; by: 'signed' | 'shift' | 'hours' | 'day' } {
  const [signed, shift, hours] = [known.signedAt, known.shiftEnd, known.hoursEnd].map((t) => (t === null ? null : Date.parse(t)));
  const end = shift ?? hours ?? null;
  const at = signed !== null && signed !== undefined && (end === null || signed >= end - 12 * hourMs) ? { at: signed, by: 'signed' as const }
    : shift !== null && shift !== undefined ? { at: shift, by: 'shift' as const } : hours !== null && hours !== undefined ? { at: hours, by: 'hours' as const } : { at: now - 24 * hourMs, by: 'day' as const };
  return { since: new Date(Math.max(at.at, now - longestMs)).toISOString(), by: at.by };
}

// ── Words that screens, mails and print share ─────────────────────────────────

export const whyWords: Readonly<Record<Why, string>> = { flagged: 'marked as urgent', urgent: 'urgent', late: 'late', 'due-soon': 'due soon', left: 'no next step' };

const of = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
/** The counts in words, those of nothing left out; the first always. */
export function countWords(c: Content['counts']): string[] {
  return [
    `${of(c.open, 'open ticket', 'open tickets')}${c.unowned ? `, ${c.unowned} without an owner` : ''}`, ...(c.waitingForCustomer ? [`${c.waitingForCustomer} waiting for the customer`] : []), ...(c.waitingForOthers ? [`${c.waitingForOthers} waiting for teammates or other teams`] : []),
    ...(c.waitingOtherwise ? [`${c.waitingOtherwise} waiting for a supplier or a date`] : []), ...(c.handedOn ? [`${c.handedOn} offered to another team, not accepted yet`] : []), ...(c.wakeNext ? [`${of(c.wakeNext, 'comes', 'come')} back by ${c.wakeNext === 1 ? 'itself' : 'themselves'} during the next shift`] : []),
  ];
}

/** "42 new tickets, usually 18: busier than usual". */
export function volumeWords({ n, usual, verdict }: Content['volume']): string {
  const came = of(n, 'new ticket', 'new tickets');
  if (usual === null) return `${came}; there is no past to compare with yet`;
  return `${came}, usually ${usual}${verdict === 'busy' ? ': busier than usual' : verdict === 'quiet' ? ': quieter than usual' : ''}`;
}
