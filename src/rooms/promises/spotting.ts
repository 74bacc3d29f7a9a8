import { tongues, type Language } from '../../core/commitments.ts';
import { dueIn, type Saying } from './due-phrases.ts';

/** Something somebody was told would happen, found in what is being written. */
export interface Spotted {
  /** Where its sentence begins. */
  readonly index: number;
  /** The sentence: what is promised. */
  readonly text: string;
  /** The words that say until when: "by EOD tomorrow". */
  readonly words: string;
  readonly dueAt: string;
  readonly language: Language;
}

const longest = 400;
const mostText = 20_000;
const most = 5;

/** Sentences, with where they begin. Dots of times, dates and short forms end none. */
export function sentences(text: string): { index: number; text: string }[] {
  const found: { index: number; text: string }[] = [];
  for (const match of text.slice(0, mostText).matchAll(/[^\n]+?(?:(?<!\d)[.!?;](?=\s+["“¿¡(]?[\p{Lu}\d])|[!?;](?=\s)|(?<=:\d\d|\d{4})[.](?=\s+\p{Lu}\p{Ll})|(?=\n)|$)/gu)) {
    const trimmed = match[0].trim();
    if (trimmed.length > 3) found.push({ index: match.index + match[0].indexOf(trimmed), text: trimmed.slice(0, longest) });
  }
  return found;
}

/**
 * Finds commitments with a time in what somebody writes: pure, local, quick enough for each key. Offered, never made by itself.
 * `likely` is the language it is probably written in; the others are tried after it.
 */
export function spot(text: string, saying: Saying, likely: string = 'en'): Spotted[] {
  const order = (['en', 'de', 'fr', 'es'] as const).toSorted((a, b) => Number(likely.startsWith(b)) - Number(likely.startsWith(a)));
  const found: Spotted[] = [];
  for (const sentence of sentences(text)) {
    const one = inSentence(sentence.text, order, saying);
    if (one) found.push({ index: sentence.index, ...one });
    if (found.length === most) break;
  }
  return found;
}

function inSentence(text: string, order: readonly Language[], saying: Saying): Omit<Spotted, 'index'> | null {
  for (const language of order) {
    const { says, not } = tongues[language];
    const said = says.exec(text);
    if (!said || not.test(text)) continue;
    // "If it comes today, we answer by Friday": the time after the words that promise counts first.
    const due = dueIn(text.slice(said.index), language, saying) ?? dueIn(text, language, saying);
    if (due) return { text, words: due.words, dueAt: new Date(due.at).toISOString(), language };
  }
  return null;
}
