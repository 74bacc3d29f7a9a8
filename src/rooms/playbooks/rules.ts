import type { Out } from '../../core/contract.ts';
import type { playbook, step, trigger, why } from './contract.ts';

export type Playbook = Out<typeof playbook>;
export type Trigger = Out<typeof trigger>;
export type Step = Out<typeof step>;
export type Why = Out<typeof why>;

/** Which hold in a team: its own, and those of the workspace that it has nothing of its own for. */
export function inForce(all: readonly Playbook[], teamId: string): Playbook[] {
  const own = all.filter((one) => one.teamId === teamId);
  const replaced = new Set(own.map((one) => one.replaces));
  return [...own, ...all.filter((one) => one.teamId === null && !replaced.has(one.id))].filter((one) => one.active);
}

const longest = 8000;
const even = (text: string): string => text.normalize('NFKC').replace(/[’‘`´]/g, "'").toLowerCase().replace(/\s+/g, ' ');
const letter = /[\p{L}\p{N}]/u;

/** Words that were met, as they are written there. */
function asWritten(words: string, text: string): string {
  const pattern = words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', '\\s+').replaceAll("'", "['’‘`´]");
  return new RegExp(pattern, 'iu').exec(text)?.[0].replace(/\s+/g, ' ') ?? words;
}

/** The first phrase that stands in a text, as whole words and as it is written there; null when none does. Linear for each phrase. */
export function met(phrases: readonly string[], text: string): string | null {
  const read = even(text.slice(0, longest));
  let best: { at: number; words: string } | null = null;
  for (const phrase of phrases) {
    const open = phrase.endsWith('*');
    const wanted = even(open ? phrase.slice(0, -1) : phrase).trim();
    if (!wanted) continue;
    for (let at = read.indexOf(wanted); at >= 0; at = read.indexOf(wanted, at + wanted.length)) {
      if (best && at >= best.at) break;
      let end = at + wanted.length;
      if (letter.test(read[at - 1] ?? ' ') || (!open && letter.test(read[end] ?? ' '))) continue;
      while (open && letter.test(read[end] ?? ' ')) end++;
      best = { at, words: read.slice(at, end) };
      break;
    }
  }
  return best && asWritten(best.words, text.slice(0, longest));
}

/** Somebody who writes in capitals, or with many exclamation marks. What made it so, as written. */
export function shouted(text: string): string | null {
  const read = text.slice(0, longest);
  const marks = /[!?]*!!+[!?]*|[!?]{4,}/.exec(read)?.[0];
  if (marks && marks.length > 2) return marks.slice(0, 12);
  const words = read.match(/\p{L}{2,}/gu) ?? [];
  const loud = words.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase());
  return words.length >= 6 && loud.length / words.length > 0.6 ? loud.slice(0, 5).join(' ') : null;
}

/** What a conversation tells, for triggers. Messages are the customer's since our last reply, newest first. */
export interface Told { readonly since: readonly { readonly id: string; readonly text: string; readonly at: string }[]; readonly firstContact: boolean; /** Whether the customer had the last word. */ readonly theirs: boolean }

/** Why a playbook fits what was said; null when it does not. Those of drafts never do: nobody but who writes reads these. */
export function fits(rule: Trigger, told: Told): Why | null {
  const said = (kind: Why['kind'], words: string, message?: Told['since'][number]): Why => ({ kind, words, entryId: message?.id ?? null, at: message?.at ?? null });
  if (rule.kind === 'first-contact') return told.firstContact ? said('first-contact', '', told.since.at(-1)) : null;
  if (rule.kind === 'closing') {
    const [last] = told.since;
    const words = last && told.theirs ? met(rule.words, last.text) : null;
    return words && last ? said('closing', words, last) : null;
  }
  if (rule.kind !== 'customer-words') return null;
  for (const message of told.since) {
    const words = met(rule.words, message.text);
    if (words) return said('customer-words', words, message);
    const loud = rule.loud ? shouted(message.text) : null;
    if (loud) return said('loud', loud, message);
  }
  return null;
}

/** The phrase for a customer who reads this language; English, or whatever there is, for others. */
export function phraseFor(phrases: Readonly<Record<'en' | 'de' | 'fr' | 'es', string>>, language: string | null, known: { readonly customer: string; readonly me: string }): string {
  const short = (language ?? 'en').slice(0, 2).toLowerCase();
  const text = phrases[short as 'en'] || phrases.en || phrases.de || phrases.fr || phrases.es;
  // Where a name is not known, the words around it close up.
  return text.replace(/,? ?\{customer\}/g, (all) => (known.customer ? all.replace('{customer}', () => known.customer) : '')).replaceAll('{me}', () => known.me);
}
