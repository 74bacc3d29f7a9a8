import type { Out } from '../../../core/contract.ts';
import type { call, channel, contact, outcome } from './contract.ts';

export type Outcome = Out<typeof outcome>;
export type Channel = Out<typeof channel>;
export type Preferred = NonNullable<Out<typeof contact>['customer']>['preferred'];
export type Attempts = Out<typeof contact>['attempts'][number];
type ReadBackLine = Out<typeof call>['readBack'][number];

const minuteMs = 60_000;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

// ── Quiet hours ──────────────────────────────────────────────────────────────

export interface QuietHours { readonly from: string; readonly to: string }
const localMinutes = (at: number, zone: string): number => minutesOf(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at));

/** Whether customers in a zone are left in peace at an instant. `from` after `to` goes over midnight; equal times mean never. */
export function quietAt({ from, to }: QuietHours, at: number, zone: string): boolean {
  const [now, begin, end] = [localMinutes(at, zone), minutesOf(from), minutesOf(to)];
  return begin < end ? now >= begin && now < end : begin > end && (now >= begin || now < end);
}

// ── How to reach somebody ────────────────────────────────────────────────────

export type Way = 'email' | 'phone' | 'text' | 'chat';
export interface Reach { readonly name: string; readonly preferred: Preferred; readonly has: { readonly phone: boolean; readonly email: boolean }; readonly attempts: readonly Attempts[]; readonly quiet: boolean; readonly now: number }
export interface Advice { readonly way: Way | null; readonly words: string }

/** A text is given so long to be answered before one calls. */
const textWaitMs = 30 * minuteMs;
const wayWords: Record<Way, string> = { email: 'email', phone: 'a call', text: 'a text message', chat: 'chat' };
const first = (name: string): string => name.trim().split(/\s+/)[0] || 'The customer';

/** What to try next, and why (Q6): the way they prefer; where nobody knows, text before call, and call when there is no answer. */
export function advise({ name, preferred, has, attempts, quiet, now }: Reach): Advice {
  const who = first(name);
  const hush = quiet ? ' It is quiet hours there now.' : '';
  if (!has.phone) return has.email ? { way: 'email', words: preferred === 'phone' || preferred === 'text' ? `${who} prefers ${wayWords[preferred]}, but no number is known. Write, and ask for one.` : 'No number is known. Write to them.' } : { way: null, words: 'Nobody knows how to reach them yet. Add a number or an address.' };
  if (preferred === 'email' || preferred === 'chat') return { way: preferred, words: `${who} prefers ${wayWords[preferred]}. Call only when it cannot wait.${hush}` };
  if (preferred === 'phone') return { way: quiet ? (has.email ? 'email' : null) : 'phone', words: `${who} prefers a call.${quiet ? ' It is quiet hours there now: write, or call later.' : ''}` };
  const texted = attempts.find((one) => one.channel === 'text');
  const call = attempts.find((one) => one.channel === 'phone');
  const textedAt = texted?.triedAt ? Date.parse(texted.triedAt) : null;
  const since = (time: string | null): boolean => textedAt !== null && time !== null && Date.parse(time) > textedAt;
  const prefers = preferred === 'text' ? `${who} prefers a text message.` : `Nobody knows how ${who} likes to be reached.`;
  if (preferred === 'unknown' && call && reached(call.lastOutcome)) return { way: quiet ? (has.email ? 'email' : 'text') : 'phone', words: `${who} answered the last call.${quiet ? hush : ' Call again.'}` };
  if (textedAt === null || attempts.some((one) => since(one.heardAt))) return { way: 'text', words: `${prefers} Text before you call.${hush}` };
  if (texted!.reached > 0) return { way: 'text', words: `${prefers} They answered by text.${hush}` };
  if (since(call?.triedAt ?? null)) return { way: has.email ? 'email' : 'text', words: `Text and call had no answer yet. ${has.email ? 'Write a mail, or try again another time.' : 'Try again another time.'}${hush}` };
  if (now - textedAt < textWaitMs) return { way: 'text', words: `A text was sent. Give it half an hour before you call.${hush}` };
  return quiet ? { way: 'text', words: `The text had no answer.${hush} Call when it is over.` } : { way: 'phone', words: 'The text had no answer. Call now.' };
}

// ── Outcomes ─────────────────────────────────────────────────────────────────

const ofCalls: readonly Outcome[] = ['answered', 'no-answer', 'busy', 'voicemail', 'wrong-number', 'called-back'];
/** A call is answered or not; anything else was sent, or answered. */
export const fits = (way: Channel, how: Outcome): boolean => (way === 'phone' ? ofCalls.includes(how) : how === 'sent' || how === 'answered');
/** Whether somebody was spoken with. */
export const reached = (how: Outcome | null): boolean => how === 'answered' || how === 'called-back';

/** A callback counts as made by a call that begins from so long before its time. */
export const earlyMs = 15 * minuteMs;
/** Reminders before a callback. */
export const remindMs = { first: 10 * minuteMs, second: 2 * minuteMs } as const;

// ── What is read back ────────────────────────────────────────────────────────

const months = 'jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?';
const weekdays = 'mon(?:day|tag)?|tue(?:s(?:day)?)?|dienstag|wed(?:nesday)?|mittwoch|thu(?:rs(?:day)?)?|donnerstag|fri(?:day)?|freitag|sat(?:urday)?|samstag|sun(?:day)?|sonntag';
const clock = '(?:,? (?:at|um|@) )?,? ?(?:\\d{1,2}[:.]\\d{2}(?: ?(?:am|pm|uhr))?|\\d{1,2} ?(?:am|pm|uhr))';
const dates = new RegExp(`(?<![\\p{L}\\d])(?:(?:(?:${weekdays}),? ?(?:the )?)?(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./](?:\\d{4}|\\d{2})?|\\d{1,2}(?:st|nd|rd|th|\\.)? (?:${months})(?: \\d{4})?|(?:${months}) \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?)(?:${clock})?|(?:${weekdays})(?:${clock}))(?![\\p{L}\\d])`, 'giu');
const addresses = /(?<![\p{L}\d])(?:\p{Lu}[\p{L}.'-]{0,40}(?: \p{Lu}[\p{L}.'-]{1,30}){0,2}? ?(?:[Ss]traße|[Ss]trasse|[Ss]tr\.|[Ww]eg|[Pp]latz|[Aa]llee|[Gg]asse|[Rr]ing|[Dd]amm)\s+\d{1,4} ?[a-z]?|\d{1,5} \p{Lu}[\p{L}.'-]{1,40}(?: \p{Lu}[\p{L}.'-]{1,30}){0,2} (?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln\.?|Drive|Dr\.?|Square|Way|Court))(?![\p{L}\d])(?:,? \d{4,5} \p{Lu}[\p{L}-]{1,40})?/gu;
const amounts = /(?<![\p{L}\d.,])(?:(?:€|\$|£|eur|usd|gbp|chf) ?\d{1,3}(?:[.,' ]?\d{3}){0,3}(?:[.,]\d{2})?|\d{1,3}(?:[.,' ]?\d{3}){0,3}(?:[.,]\d{2})? ?(?:€|\$|£|euros?|eur|usd|gbp|chf|dollars?|pounds?))(?![\p{L}\d])/giu;

const finders: readonly (readonly [RegExp, RegExp])[] = [[/date|time|when|day|datum|termin|visit/i, dates], [/address|where|adresse|street|place/i, addresses], [/amount|price|sum|cost|betrag|preis|refund|money/i, amounts]];
export interface Said { readonly entryId: string; readonly at: string; readonly text: string }

/** So much of a message is looked through. */
export const mostRead = 20_000;

/** Lines to read back, filled with the last date, address or amount said on the ticket where there is one. What a label asks for is told by its words. */
export function readBackFrom(labels: readonly string[], newestFirst: readonly Said[]): (Omit<ReadBackLine, 'agreed'> & { from: { entryId: string; at: string } | null })[] {
  return labels.map((label, at) => {
    const pattern = finders.find(([word]) => word.test(label))?.[1];
    for (const { entryId, at: when, text } of pattern ? newestFirst : []) {
      const found = text.slice(0, mostRead).match(pattern!)?.at(-1);
      if (found) return { id: `line-${at}`, label, value: found.replace(/\s+/g, ' ').trim().slice(0, 300), from: { entryId, at: when } };
    }
    return { id: `line-${at}`, label, value: '', from: null };
  });
}
