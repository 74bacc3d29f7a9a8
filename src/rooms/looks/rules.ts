import { tongues } from '../../core/commitments.ts';
import { commitmentWords, currencies, monthNames, nextDayWords, percentWords, weekdayNames } from '../../core/claim-words.ts';

/**
 * What a reply says that somebody may be held to: prices, dates, commitments. Plain rules in English, German, French and
 * Spanish, the same while one types and on the server; what they find can be pointed at, and nothing else is claimed.
 */
export type ClaimKind = 'amount' | 'date' | 'commitment';
export interface Claim { readonly kind: ClaimKind; /** What makes it the same as another: `amount:EUR:80`, `date:2026-11-27`, `commitment:refund`. */ readonly key: string; readonly words: string; readonly index: number; readonly sentence: string }
/** When and where something is said: a weekday means the next one from then. */
export interface Said { readonly now: number; readonly zone: string }

const mostText = 20_000;
const dayMs = 24 * 3600_000;
const two = (n: number): string => String(n).padStart(2, '0');

/** Beyond so many claims of a kind a text is no reply any more. */
const mostClaims = 500;
/** So much of a sentence without end is looked at, on either side. */
const longest = 400;

/** The sentence around each place of a text; a line ends one, a dot within a figure or date does not. */
function sentencesOf(text: string): (at: number) => string {
  const ends = /[!?\n]|(?<!\d)[.](?=\s)|[.](?=\s+\p{Lu})/gu;
  const stops = [0, ...[...text.matchAll(ends)].map((m) => m.index + 1), text.length];
  return (at) => {
    let [low, high] = [0, stops.length - 1];
    while (high - low > 1) { const middle = (low + high) >> 1; if (stops[middle]! <= at) low = middle; else high = middle; }
    return text.slice(Math.max(stops[low]!, at - longest), Math.min(stops[high]!, at + longest)).trim();
  };
}
function* places(text: string, pattern: RegExp): Generator<RegExpExecArray> {
  let found = 0;
  for (const match of text.matchAll(pattern)) {
    yield match;
    if (++found === mostClaims) return;
  }
}

/** "1.234,50", "1,234.50", "1 234": the value. The last sign before one or two digits parts the cents. */
export function figureOf(typed: string): number {
  const cents = /[.,](\d{1,2})$/.exec(typed);
  const whole = (cents ? typed.slice(0, cents.index) : typed).replace(/\D/g, '');
  return Number(`${whole || '0'}.${cents?.[1] ?? '0'}`);
}

const figure = "\\d{1,3}(?:[.,'’\\u00a0\\u202f ]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?";
const names = Object.values(currencies).flat().map((one) => one.replace(/[$.]/g, '\\$&')).sort((a, b) => b.length - a.length).join('|');
const money = new RegExp(`(?:(?<![\\p{L}\\d])(${names})\\s?(${figure}))|(?:(?<![\\p{L}\\d.,])(${figure})\\s?(?:(${names})(?![\\p{L}])|(${percentWords})(?![\\p{L}])))`, 'giu');
const currencyOf = (typed: string): string => Object.entries(currencies).find(([, all]) => all.includes(typed.toLowerCase()))![0];

function amounts(text: string): Claim[] {
  const sentenceAt = sentencesOf(text);
  return [...places(text, money)].map((m) => {
    const value = figureOf((m[2] ?? m[3])!.trim());
    const key = m[5] ? `percent:${value}` : `amount:${currencyOf((m[1] ?? m[4])!)}:${value}`;
    return { kind: 'amount' as const, key, words: m[0].trim(), index: m.index, sentence: sentenceAt(m.index) };
  });
}

/** The day it is somewhere, as a figure of days. */
function dayOf({ now, zone }: Said): Date {
  const [y, m, d] = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now).split('-').map(Number);
  return new Date(Date.UTC(y!, m! - 1, d!));
}
const keyOfDay = (day: Date): string => `date:${day.getUTCFullYear()}-${two(day.getUTCMonth() + 1)}-${two(day.getUTCDate())}`;

/** A day without a year is the one nearest ahead; one that is no day is none. */
function dayAhead(today: Date, month: number, day: number, year?: number): Date | null {
  const full = year === undefined ? undefined : year < 100 ? 2000 + year : year;
  const at = new Date(Date.UTC(full ?? today.getUTCFullYear(), month - 1, day));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return full === undefined && at.getTime() < today.getTime() - 60 * dayMs ? new Date(Date.UTC(today.getUTCFullYear() + 1, month - 1, day)) : at;
}

const months = Object.keys(monthNames).sort((a, b) => b.length - a.length).join('|');
const weekdays = Object.keys(weekdayNames).sort((a, b) => b.length - a.length).join('|');
const patterns: readonly (readonly [RegExp, (m: RegExpExecArray, today: Date) => Date | null])[] = [
  [/(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/gu, (m, today) => dayAhead(today, Number(m[2]), Number(m[3]), Number(m[1]))],
  [/(?<![\d.,])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?(?!\d)/gu, (m, today) => dayAhead(today, Number(m[2]), Number(m[1]), m[3] ? Number(m[3]) : undefined)],
  [/(?<![\d/])(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?![\d/])/gu, (m, today) => dayAhead(today, Number(m[2]), Number(m[1]), Number(m[3]))],
  [new RegExp(`(?<![\\p{L}\\d.,])(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?\\s(?:of\\s|de\\s)?(${months})(?![\\p{L}])\\.?(?:,?\\s(?:de\\s)?(\\d{4}))?`, 'giu'), (m, today) => dayAhead(today, monthNames[m[2]!.toLowerCase()]!, Number(m[1]), m[3] ? Number(m[3]) : undefined)],
  [new RegExp(`(?<![\\p{L}])(${months})\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?(?![\\p{L}\\d])(?:,?\\s(\\d{4}))?`, 'giu'), (m, today) => dayAhead(today, monthNames[m[1]!.toLowerCase()]!, Number(m[2]), m[3] ? Number(m[3]) : undefined)],
  [new RegExp(`(?<![\\p{L}])(${weekdays})(?![\\p{L}])`, 'giu'), (m, today) => new Date(today.getTime() + (((weekdayNames[m[1]!.toLowerCase()]! - today.getUTCDay() + 7) % 7) || 7) * dayMs)],
  [new RegExp(`(?<![\\p{L}])(?:${nextDayWords})(?![\\p{L}])`, 'giu'), (_m, today) => new Date(today.getTime() + dayMs)],
];

/** Days that a text names; where two ways of saying overlap ("Friday, 27 November") each is a claim of its own, mostly the same. */
function dates(text: string, said: Said): Claim[] {
  const today = dayOf(said);
  const sentenceAt = sentencesOf(text);
  const found: Claim[] = [];
  for (const [pattern, read] of patterns) {
    for (const m of places(text, pattern)) {
      const day = read(m, today);
      if (day && !found.some((one) => m.index < one.index + one.words.length && one.index < m.index + m[0].length)) found.push({ kind: 'date', key: keyOfDay(day), words: m[0].trim().replace(/(?<=\p{L})[.,]$/u, ''), index: m.index, sentence: sentenceAt(m.index) });
    }
  }
  return found;
}

const classes = Object.entries(commitmentWords).map(([name, words]) => [name, new RegExp(`(?<![\\p{L}])(?:${words})`, 'iu')] as const);
/** Which commitments a sentence is about: refund, credit, free, replace, guarantee. */
const classesIn = (sentence: string): string[] => classes.filter(([, words]) => words.test(sentence)).map(([name]) => name);
const promises = (sentence: string): boolean => Object.values(tongues).some(({ says, not }) => says.test(sentence) && !not.test(sentence));

function commitments(text: string): Claim[] {
  const seen = new Map<string, Claim>();
  const sentenceAt = sentencesOf(text);
  for (const [name, words] of classes) {
    for (const m of places(text, new RegExp(words.source, 'giu'))) {
      const sentence = sentenceAt(m.index);
      if (!seen.has(name) && promises(sentence)) seen.set(name, { kind: 'commitment', key: `commitment:${name}`, words: m[0], index: m.index, sentence });
    }
  }
  return [...seen.values()];
}

/** Everything in a text that somebody may be held to, in its order; each thing once. */
export function claimsIn(written: string, said: Said): Claim[] {
  const text = written.slice(0, mostText);
  const all = [...amounts(text), ...dates(text, said), ...commitments(text)].sort((a, b) => a.index - b.index);
  return all.filter((one, at) => all.findIndex((other) => other.key === one.key) === at);
}

/** What a source supports: the figures and days it names and, unless it is the customer's own word, what it commits to. */
export const supportsIn = (text: string, said: Said, own: boolean): string[] => {
  const text_ = text.slice(0, mostText);
  return [...new Set([...amounts(text_), ...dates(text_, said)].map((one) => one.key).concat(own ? classesIn(text_).map((name) => `commitment:${name}`) : []))];
};

/** How much a writer may still decide about a topic on this ticket; null: any amount. */
export interface Limit { readonly topic: string; readonly name: string; readonly currency: string; readonly left: number | null }
export interface Decided { readonly topic: string; readonly currency: string; readonly amount: number }
/** What is known on a ticket: the keys that a source supports, the writer's limits, what was decided. */
export interface Known { readonly keys: readonly string[]; readonly limits: readonly Limit[]; readonly decided: readonly Decided[] }
export interface Finding extends Claim { readonly why: 'no-source' | 'above-authority'; readonly limit: Limit | null }

const topicOf: Readonly<Record<string, string>> = { refund: 'refund', credit: 'goodwill', free: 'goodwill' };

/** What in a text is above the writer's authority, then what nothing on its ticket supports. */
export function findingsIn(text: string, known: Known, said: Said): Finding[] {
  const keys = new Set(known.keys);
  const claims = claimsIn(text, said);
  const above = claims.flatMap((claim): Finding[] => { const limit = aboveAuthority(claim, known); return limit ? [{ ...claim, why: 'above-authority', limit }] : []; });
  // A refund of too much is said once: not also that nobody decided one.
  const told = (claim: Claim) => above.some((one) => one.key === claim.key || (claim.kind === 'commitment' && one.sentence === claim.sentence));
  return [...above, ...claims.filter((claim) => !keys.has(claim.key) && !told(claim)).map((claim): Finding => ({ ...claim, why: 'no-source', limit: null }))];
}

/** The amount that stands nearest to a word such as "refund": of several in a sentence that one is offered. */
function offered(sentence: string, words: RegExp): string | null {
  const at = words.exec(sentence);
  if (!at) return null;
  const gap = (one: Claim) => (one.index > at.index ? one.index - at.index - at[0].length : at.index - one.index - one.words.length);
  return amounts(sentence).sort((a, b) => gap(a) - gap(b))[0]?.key ?? null;
}

function aboveAuthority(claim: Claim, { limits, decided }: Known): Limit | null {
  const [kind, currency, value] = claim.key.split(':');
  if (kind !== 'amount' || !promises(claim.sentence)) return null;
  const topics = new Set(classes.flatMap(([name, words]) => (topicOf[name] && offered(claim.sentence, words) === claim.key ? [topicOf[name]] : [])));
  for (const limit of limits) {
    if (!topics.has(limit.topic) || limit.currency !== currency || limit.left === null || Number(value) <= limit.left) continue;
    if (!decided.some((one) => one.currency === currency && one.amount >= Number(value))) return limit;
  }
  return null;
}

/** What is said of a finding, in words: what, and what to do. */
export function findingWords({ kind, words, why, limit }: Pick<Finding, 'kind' | 'words' | 'why' | 'limit'>): string {
  if (why === 'above-authority') return `“${words}” is above what you may decide: ${limit!.name.toLowerCase()}, ${limit!.left} ${limit!.currency} left. Ask for a yes first.`;
  const what = kind === 'amount' ? 'names this price' : kind === 'date' ? 'names this day' : 'says this was decided';
  return `“${words}”: nothing on this ticket ${what}.`;
}
