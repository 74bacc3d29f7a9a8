import type { Out } from '../../core/contract.ts';
import type { kind, preferences } from './contract.ts';

export type Kind = Out<typeof kind>;
/** "Maya mentioned you", as the centre and the mails say it. */
export const saying: Readonly<Record<Kind, (who: string) => string>> = {
  handoff: () => 'A handoff waits for your yes', 'handoff-told': () => 'There is news of your handoff',
  sla: () => 'A service level is at risk or was missed', promise: () => 'A promise is due or was broken', callback: () => 'A callback wants you', ask: () => 'There is news of a question or request', look: () => 'A reply waits for your look', 'look-told': () => 'There is news of your reply that a colleague looks at',
  approval: (who) => `${who} asks for your approval`, 'approval-decided': (who) => `${who} decided what you asked for`, 'approval-undecided': () => 'Nobody has decided what you asked for yet',
  escalation: () => 'An escalation waits for you', 'escalation-moved': () => 'An escalation you have a part in moved on',
  mention: (who) => `${who} mentioned you`, 'reply-failed': () => 'Your reply did not arrive', assigned: (who) => `${who} gave it to you`, released: (who) => `${who} put what you worked on back in the queue`, 'went-back': () => 'What you worked on went back to the queue',
  'customer-replied': (who) => `${who} answered`, 'participant-proposed': (who) => `${who} wrote and is not part of it yet`, woke: () => 'Its waiting is over', note: (who) => `${who} wrote a note`, 'teammate-replied': (who) => `${who} replied to the customer`, 'new-in-team': () => 'It is new in your team',
  swap: (who) => `${who} asks you to work a shift of theirs`, 'swap-told': () => 'There is news of the shift you offered', help: (who) => `${who} offers to take some of your tickets`, 'help-told': () => 'There is news of help with tickets',
  handover: () => 'A handover waits to be acknowledged', cover: () => 'You stand in for a teammate', leave: (who) => `${who} changed your leave`,
};

/** What the browser says aloud, on a screen that others may see: no names, no words. */
export const quietly: Readonly<Record<Kind, string>> = {
  handoff: 'A handoff waits for your yes', 'handoff-told': 'There is news of your handoff',
  sla: 'A service level is at risk or was missed', promise: 'A promise is due or was broken', callback: 'A callback wants you', ask: 'There is news of a question or request', look: 'A reply waits for your look', 'look-told': 'There is news of a reply of yours',
  approval: 'Something waits for your approval', 'approval-decided': 'What you asked for was decided', 'approval-undecided': 'What you asked for still waits',
  escalation: 'An escalation waits for you', 'escalation-moved': 'An escalation moved on',
  mention: 'You were mentioned', 'reply-failed': 'A reply did not arrive', assigned: 'A ticket is yours now', released: 'What you worked on is back in the queue', 'went-back': 'What you worked on is back in the queue',
  'customer-replied': 'The customer answered', 'participant-proposed': 'Somebody new wrote', woke: 'A ticket woke up', note: 'A new note', 'teammate-replied': 'A teammate replied', 'new-in-team': 'A new ticket in your team',
  swap: 'Somebody asks you to work a shift', 'swap-told': 'There is news of a shift you offered', help: 'Somebody offers to help you', 'help-told': 'There is news of help with tickets', handover: 'A handover waits to be acknowledged', cover: 'You stand in for a teammate', leave: 'There is news of your leave',
};

export type Preferences = Out<typeof preferences>;
export type Quiet = Preferences['quiet'];

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether it is quiet at a moment (milliseconds since 1970) for somebody in a zone. `from` after `to` goes over midnight; equal times mean the whole day. */
export function quietAt(quiet: Quiet, at: number, zone: string): boolean {
  if (!quiet.on) return false;
  const parts = new Map(new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at).map((p) => [p.type, p.value]));
  if (quiet.weekends && ['Sat', 'Sun'].includes(parts.get('weekday') ?? '')) return true;
  const now = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  return from < to ? now >= from && now < to : now >= from || now < to;
}

/** Where an entry of a ticket is shown. */
export const pathOf = (number: number, entryId: string): string => `/tickets/${number}#entry-${entryId}`;

/** Whom a fact concerns, each once: the first kind named wins, and nobody is told of their own act. */
export function eachOnce(said: readonly (readonly [person: string | null | undefined, kind: Kind])[], actorId: string | null): Map<string, Kind> {
  const told = new Map<string, Kind>();
  for (const [person, kind] of said) if (person && person !== actorId && !told.has(person)) told.set(person, kind);
  return told;
}

/** Whether somebody is told of this kind in any way. */
export const wantsAny = (chosen: Preferences, kind: Kind): boolean => Object.values(chosen.kinds[kind]).some(Boolean);

export interface DigestItem { readonly kind: Kind; readonly who: string; /** null: it is about something else than a ticket. */ readonly number: number | null; readonly subject: string; readonly url: string; /** Who was meant and is away. */ readonly away?: string | null }

const line = (i: DigestItem): string => `${saying[i.kind](oneLine(i.who))}${i.away ? `, for ${oneLine(i.away)}, who is away` : ''}`;
/** All that is about one ticket under its subject; everything else in a line of its own. */
const part = (all: readonly DigestItem[]): string => {
  const [first] = all as readonly [DigestItem];
  return (first.number === null ? [line(first), `  ${first.url}`] : [`#${first.number}  ${oneLine(first.subject)}`, ...all.slice(0, 8).map((i) => `  ${line(i)}`), ...(all.length > 8 ? [`  and ${all.length - 8} more`] : []), `  ${first.url}`]).join('\n');
};

/** The mail for somebody away: which tickets and things, who did what, and links. No words of notes or messages: mail leaves the house. */
export function digestLetter(name: string, items: readonly DigestItem[], preferencesUrl: string): { subject: string; text: string } {
  const parts = new Map<unknown, DigestItem[]>();
  for (const item of items) parts.set(item.number ?? item, [...(parts.get(item.number ?? item) ?? []), item]);
  const [first] = items;
  const onTickets = items.every((i) => i.number !== null);
  const count = items.length === 1 ? (onTickets ? `news on #${first!.number}` : 'one thing') : `${items.length} things${onTickets ? ` on ${parts.size === 1 ? `#${first!.number}` : `${parts.size} tickets`}` : ''}`;
  return {
    subject: `While you were away: ${count}`,
    text: [`Hello ${oneLine(name)},`, 'this happened while you were away and is still unread.', ...[...parts.values()].slice(0, 30).map(part), ...(parts.size > 30 ? [`And ${parts.size - 30} more.`] : []), `How you are told, and how to turn these mails off:\n${preferencesUrl}`].join('\n\n') + '\n',
  };
}

/** The mail for what cannot wait: one line of what, and the link. */
export const loudLetter = (name: string, { kind, number, subject, url }: { readonly kind: Kind; readonly number: number; readonly subject: string; readonly url: string }, preferencesUrl: string): { subject: string; text: string } => ({
  subject: `${saying[kind]('Somebody')}: #${number}`,
  text: `${[`Hello ${oneLine(name)},`, `${saying[kind]('Somebody')}, and it does not wait for long.`, `#${number}  ${oneLine(subject)}\n  ${url}`, `How you are told, and how to turn these mails off:\n${preferencesUrl}`].join('\n\n')}\n`,
});

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200);
