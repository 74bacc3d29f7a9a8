import type { Out } from '../../core/contract.ts';
import type { kind, preferences } from './contract.ts';

export type Kind = Out<typeof kind>;
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

/** Whom a fact concerns, each once: the first kind named wins, and nobody is told of their own act. */
export function eachOnce(said: readonly (readonly [person: string | null | undefined, kind: Kind])[], actorId: string | null): Map<string, Kind> {
  const told = new Map<string, Kind>();
  for (const [person, kind] of said) if (person && person !== actorId && !told.has(person)) told.set(person, kind);
  return told;
}

/** Whether somebody is told of this kind in any way. */
export const wantsAny = (chosen: Preferences, kind: Kind): boolean => Object.values(chosen.kinds[kind]).some(Boolean);

export interface DigestItem { readonly kind: Kind; readonly who: string; readonly number: number; readonly subject: string; readonly url: string; /** Who was meant and is away. */ readonly away?: string | null }

const did: Record<Kind, (who: string) => string> = {
  handoff: () => 'A handoff waits for your yes', 'handoff-told': () => 'There is news of your handoff',
  sla: () => 'A service level is at risk or was missed', promise: () => 'A promise is due or was broken', callback: () => 'A callback wants you', ask: () => 'There is news of a question or request', look: () => 'A reply waits for your look', 'look-told': () => 'There is news of your reply that a colleague looks at', approval: (who) => `${who} asks for your approval`, 'approval-decided': (who) => `${who} decided what you asked for`, 'approval-undecided': () => 'Nobody has decided what you asked for yet',
  escalation: () => 'An escalation waits for you', 'escalation-moved': () => 'An escalation you have a part in moved on',
  mention: (who) => `${who} mentioned you`, 'reply-failed': () => 'Your reply did not arrive', assigned: (who) => `${who} gave it to you`, 'customer-replied': (who) => `${who} answered`, 'participant-proposed': (who) => `${who} wrote and is not part of it yet`,
  woke: () => 'Its waiting is over', note: (who) => `${who} wrote a note`, 'teammate-replied': (who) => `${who} replied to the customer`, 'new-in-team': () => 'It is new in your team',
};
/** "Maya mentioned you": one line for a person. */
export const saying = (kind: Kind, who: string): string => did[kind](who);

/** The mail for somebody away: which tickets, who did what, and links. No words of notes or messages: mail leaves the house. */
export function digestLetter(name: string, items: readonly DigestItem[], preferencesUrl: string): { subject: string; text: string } {
  const byTicket = new Map<number, DigestItem[]>();
  for (const item of items) byTicket.set(item.number, [...(byTicket.get(item.number) ?? []), item]);
  const tickets = [...byTicket.values()].slice(0, 30).map((all) => [`#${all[0]!.number}  ${oneLine(all[0]!.subject)}`, ...all.slice(0, 8).map((i) => `  ${saying(i.kind, oneLine(i.who))}${i.away ? `, for ${oneLine(i.away)}, who is away` : ''}`), ...(all.length > 8 ? [`  and ${all.length - 8} more`] : []), `  ${all[0]!.url}`].join('\n'));
  const rest = byTicket.size > 30 ? [`And ${byTicket.size - 30} more tickets.`] : [];
  const count = items.length === 1 ? `news on #${items[0]!.number}` : `${items.length} things on ${byTicket.size === 1 ? `#${items[0]!.number}` : `${byTicket.size} tickets`}`;
  return {
    subject: `While you were away: ${count}`,
    text: [`Hello ${oneLine(name)},`, 'this happened while you were away and is still unread.', ...tickets, ...rest, `How you are told, and how to turn these mails off:\n${preferencesUrl}`].join('\n\n') + '\n',
  };
}

/** The mail for what cannot wait: one line of what, and the link. */
export const loudLetter = (name: string, { kind, number, subject, url }: Pick<DigestItem, 'kind' | 'number' | 'subject' | 'url'>, preferencesUrl: string): { subject: string; text: string } => ({
  subject: `${did[kind]('Somebody')}: #${number}`,
  text: `${[`Hello ${oneLine(name)},`, `${did[kind]('Somebody')}, and it does not wait for long.`, `#${number}  ${oneLine(subject)}\n  ${url}`, `How you are told, and how to turn these mails off:\n${preferencesUrl}`].join('\n\n')}\n`,
});

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200);
