import type { Out } from '../../core/contract.ts';
import { tongues, type Language } from '../../core/commitments.ts';
import type { summaryLine } from './contract.ts';
import { cues } from './cue-words.ts';
import { languageOf, sentencesOf, wordsOf } from './sentences.ts';

export type Line = Out<typeof summaryLine>;
type Kind = Line['kind'];
/** One thing that was written on a ticket, without what it quotes and signs with. Oldest first in a thread. */
export interface Said { readonly id: string; readonly by: 'customer' | 'us' | 'note'; readonly personId: string | null; readonly at: string; readonly text: string }
/** Something that is owed, written down as a promise. */
export interface Owed { readonly text: string; readonly entryId: string | null; readonly at: string; readonly dueAt: string; readonly personId: string }
export interface Thread { readonly subject: string; readonly said: readonly Said[]; readonly owed?: readonly Owed[]; /** Messages whose promises were settled: what they announced is done. */ readonly settledIn?: ReadonlySet<string> }

const everyLanguage: readonly Language[] = ['en', 'de', 'fr', 'es'];
const longestLine = 220;
/** A message says what it is about before that. */
const mostSentences = 60;
const each = 2;

/** A sentence with all that choosing needs. */
interface Heard { readonly text: string; readonly said: Said; readonly at: number; readonly of: number; readonly languages: readonly Language[] }

const tells = (one: Heard, what: 'wants' | 'trouble' | 'done' | 'doneShort' | 'noise'): boolean => one.languages.some((language) => cues[language][what].test(one.text));
const promises = (one: Heard): boolean => one.languages.some((language) => tongues[language].says.test(one.text) && !tongues[language].not.test(one.text));
/** Words that say something about the matter. */
const telling = (text: string): string[] => wordsOf(text).filter((word) => word.length > 2 && !everyLanguage.some((language) => cues[language].little.has(word)));
const exact = /\d|[€$£]|(?<!\p{L})(?:today|tomorrow|monday|tuesday|wednesday|thursday|friday|heute|morgen|montag|dienstag|mittwoch|donnerstag|freitag|demain|lundi|mardi|mercredi|jeudi|vendredi|mañana|lunes|martes|miércoles|jueves|viernes)(?!\p{L})/iu;

function hear(said: Said): Heard[] {
  const language = languageOf(said.text);
  const texts = sentencesOf(said.text);
  return texts.slice(0, mostSentences).map((text, at): Heard => ({ text, said, at, of: texts.length, languages: language ? [language] : everyLanguage })).filter((one) => !tells(one, 'noise') && telling(one.text).length > 0);
}

/** What a sentence is worth apart from its cues: it names things, speaks of the subject and of what is spoken of most, stands early. */
function weight(one: Heard, subject: ReadonlySet<string>, often: ReadonlyMap<string, number>): number {
  const words = telling(one.text);
  const most = Math.max(1, ...often.values());
  const central = words.reduce((sum, word) => sum + (often.get(word) ?? 0) / most, 0) / Math.sqrt(words.length + 1);
  const about = words.filter((word) => subject.has(word)).length;
  const length = words.length < 2 ? -1.5 : words.length > 35 ? -0.5 : 0;
  return central * 0.6 + Math.min(1.2, about * 0.4) + (exact.test(one.text) ? 0.5 : 0) + 0.8 * (1 - one.at / one.of) + length;
}

/** The best of one message: what is wrong and what is asked for, else what it is mostly about; in the order they were written. */
function gist(message: readonly Heard[], subject: ReadonlySet<string>): Heard[] {
  const often = counted(message);
  const scored = message.map((one) => {
    const [asks, trouble, plainly] = [one.text.endsWith('?'), tells(one, 'trouble'), tells(one, 'wants')];
    // A bare question says less than words that ask, and trouble that is asked about less than trouble that is told.
    return { one, wants: asks || plainly, trouble, score: weight(one, subject, often) + (plainly ? 2.5 : asks ? 1.4 : 0) + (trouble ? (asks ? 0.8 : 2) : 0) };
  }).toSorted((a, b) => b.score - a.score || a.one.at - b.one.at);
  const [first] = scored;
  if (!first) return [];
  const second = scored.find((other) => other !== first && ((other.wants && !first.wants) || (other.trouble && !first.trouble))) ?? scored.find((other) => other !== first && other.score > 2);
  return [first.one, ...(second ? [second.one] : [])].toSorted((a, b) => a.at - b.at);
}

function counted(all: readonly Heard[]): Map<string, number> {
  const often = new Map<string, number>();
  for (const one of all) for (const word of new Set(telling(one.text))) often.set(word, (often.get(word) ?? 0) + 1);
  return often;
}

/** Of what we wrote so much is looked at, the newest first: a summary is read at each opening of a ticket. */
const oursRead = 10;
const oursLength = 2500;

/** The newest sentences that fit, best of each message first; never the same words twice. Messages are heard only until there are enough. */
function newest(messages: readonly Said[], hears: (one: Said) => readonly Heard[], fits: (one: Heard) => boolean, score: (one: Heard) => number, most = each): Heard[] {
  const found: Heard[] = [];
  const known = new Set<string>();
  for (const message of messages.toReversed().slice(0, oursRead)) {
    for (const one of hears(message).filter(fits).toSorted((a, b) => score(b) - score(a) || a.at - b.at)) {
      const key = wordsOf(one.text).join(' ');
      if (known.has(key) || found.length === most) continue;
      known.add(key);
      found.push(one);
    }
    if (found.length === most) break;
  }
  return found.toSorted((a, b) => a.said.at.localeCompare(b.said.at) || a.at - b.at);
}

/**
 * A summary in sentences that stand in the thread: what the customer came for, what was done, what was promised and asked,
 * and what they said last. Nothing is put into words that nobody wrote.
 */
export function summarise({ subject, said, owed = [], settledIn = new Set() }: Thread): Line[] {
  const about = new Set(telling(subject));
  const heard = new Map<string, Heard[]>();
  const hears = (one: Said): Heard[] => {
    const known = heard.get(one.id) ?? hear(one.by === 'customer' ? one : { ...one, text: one.text.slice(0, oursLength) });
    heard.set(one.id, known);
    return known;
  };
  const ours = said.filter((one) => one.by !== 'customer');
  const lastReply = said.findLast((one) => one.by === 'us');
  const opening = said.slice(0, oursRead).find((one) => one.by === 'customer' && hears(one).length > 0) ?? (said[0]?.by === 'us' ? said[0] : undefined);
  const since = said.filter((one) => one.by === 'customer' && one !== opening && (!lastReply || one.at > lastReply.at)).slice(-oursRead).findLast((one) => hears(one).length > 0);
  const worked = ours.filter((one) => one !== opening);
  const reported = (one: Heard): boolean => !promises(one) && !one.text.endsWith('?') && (tells(one, 'done') || (one.said.by === 'note' && tells(one, 'doneShort')));
  const worth = (one: Heard): number => weight(one, about, new Map());
  const done = newest(worked, hears, reported, worth);
  const announced = owed.length ? [] : newest(worked.filter((one) => one.by === 'us' && !settledIn.has(one.id)), hears, promises, (one) => (exact.test(one.text) ? 2 : 0) + worth(one), 1);
  // What we asked is open as long as they have not written since.
  const waits = lastReply && lastReply !== opening && !said.some((one) => one.by === 'customer' && one.at > lastReply.at);
  const asked = waits ? hears(lastReply).filter((one) => one.text.endsWith('?') || (tells(one, 'wants') && !promises(one) && !tells(one, 'done'))).slice(-1) : [];
  return [
    ...(opening ? gist(hears(opening), about) : []).map(lineOf('wants')), ...done.map(lineOf('done')),
    ...owed.slice(0, each).map((one): Line => ({ kind: 'promised', text: brief(one.text), entryId: one.entryId, at: one.at, by: 'us', personId: one.personId, dueAt: one.dueAt })),
    ...announced.map(lineOf('promised')), ...asked.filter((one) => !done.includes(one) && !announced.includes(one)).map(lineOf('asked')), ...(since ? gist(hears(since), about) : []).map(lineOf('now')),
  ];
}

const lineOf = (kind: Kind) => (one: Heard): Line => ({ kind, text: brief(one.text), entryId: one.said.id, at: one.said.at, by: one.said.by, personId: one.said.personId, dueAt: null });
/** Cut between words. */
function brief(text: string): string {
  if (text.length <= longestLine) return text;
  const at = text.lastIndexOf(' ', longestLine - 1);
  return `${text.slice(0, at > longestLine / 2 ? at : longestLine - 1).trimEnd()}…`;
}
