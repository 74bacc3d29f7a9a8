import type { Language } from '../../core/commitments.ts';
import { storable } from '../../core/text.ts';
import { cues, goodbye, greeting } from './cue-words.ts';

/** At most so much of a message is read, and so long may one sentence be: reading stays linear whatever is sent. */
export const longestMessage = 6000;
const longestSentence = 400;
const languages: readonly Language[] = ['en', 'de', 'fr', 'es'];

/** Signs that show nothing, or turn the order of others around: no line of ours carries them. */
const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
export const plain = (text: string): string => storable(text.replace(unseen, ''));

/** What was written, without greeting, goodbye and quoted lines, as paragraphs. Lines that a mail program broke are one again. */
export function paragraphs(text: string): string[] {
  const lines = plain(text.slice(0, longestMessage)).split('\n').map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim());
  const end = lines.findIndex((line, at) => at > 0 && line.length < 60 && goodbye.test(line) && lines.length - at <= 14);
  const found: string[] = [];
  let open = '';
  const shut = () => { if (open) found.push(open); open = ''; };
  for (const line of end < 0 ? lines : lines.slice(0, end)) {
    if (line === '' || line.startsWith('>') || machine(line)) { shut(); continue; }
    if (found.length === 0 && !open && greeting.test(line)) {
      const rest = withoutGreeting(line);
      if (rest) open = rest;
      continue;
    }
    const item = /^(?:[-*•–—·]|\d{1,2}[.)]|[a-z]\))\s+/i.exec(line);
    if (item || apart(open, line)) shut();
    open = open ? `${open} ${item ? line.slice(item[0].length) : line}` : item ? line.slice(item[0].length) : line;
  }
  shut();
  return found;
}

/** Lines no person writes: drawn rules, heads of mails, code and keys. */
const machine = (line: string): boolean => /^[-=_*~#<>|+ ]{4,}/.test(line) || /^[A-Za-z]+(?:-[A-Za-z]+)+: /.test(line) || /[^\s/]{48,}/.test(line.slice(0, 500)) || /^(?:tel|telefon|phone|fax|mobil|mobile|web|www)[\s.:]/i.test(line);

/** A short line without an end, and then a capital: lines of a list or a form, not a sentence that was broken. */
const apart = (before: string, line: string): boolean => before !== '' && before.length < 50 && !/[,;:(–-]$/.test(before) && /^[\p{Lu}\d¿¡"“«]/u.test(line);

/** "Hello Anna, my invoice is wrong" → "my invoice is wrong"; a line that only greets → "". */
function withoutGreeting(line: string): string {
  const comma = /^[^,!.:;]{0,60}[,!.:;]\s*/u.exec(line);
  if (comma) return line.slice(comma[0].length);
  return line.length < 50 && !/[?]/.test(line) ? '' : line;
}

const short = /(?:^|[\s(])(?:[\p{L}]|mr|mrs|ms|dr|prof|st|no|nr|inc|ltd|vs|etc|eg|ie|approx|ca|bzw|ggf|evtl|usw|inkl|zzgl|tel|str|hr|fr|frau|hrn|abs|art|bspw|max|min|mme|mlle|sr|sra|srta|ud|uds|vd|p\. ?ej|av|env|janv|févr|juil|sept|oct|nov|déc|jan|feb|mar|apr|aug|sep|okt|dez)\.$/iu;

/** The sentences of one paragraph. Dots of dates, initials and short forms end none. */
export function sentencesIn(paragraph: string): string[] {
  const found: string[] = [];
  let from = 0;
  for (const stop of paragraph.matchAll(/[.!?…]+["”»“)\]]*(?=\s)/gu)) {
    const to = stop.index + stop[0].length;
    const next = paragraph.slice(to, to + 3).trimStart();
    const dot = /^[.…]+$/.test(stop[0]);
    if (dot && (!/^[\p{Lu}\d"“«¿¡([]/u.test(next) || short.test(paragraph.slice(Math.max(from, to - 12), to)) || /\d\.$/.test(paragraph.slice(from, to)) && /^\p{Lu}\p{Ll}/u.test(next) && /\b\d{1,2}\.$/.test(paragraph.slice(from, to)) && month.test(paragraph.slice(to + 1, to + 10)))) continue;
    found.push(paragraph.slice(from, to));
    from = to;
  }
  found.push(paragraph.slice(from));
  return found.flatMap(cut).map((one) => one.trim()).filter((one) => /\p{L}{2}/u.test(one));
}
const month = /^(?:jan|feb|mär|mrz|apr|mai|jun|jul|aug|sep|okt|nov|dez)/iu;

/** What goes on without an end is cut between words. */
function cut(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > longestSentence) {
    const at = rest.lastIndexOf(' ', longestSentence);
    const to = at > longestSentence / 2 ? at : longestSentence;
    parts.push(rest.slice(0, to));
    rest = rest.slice(to);
  }
  return [...parts, rest];
}

export const sentencesOf = (text: string): string[] => paragraphs(text).flatMap(sentencesIn);
export const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{N}'’]+/u).filter(Boolean);

/** The language somebody writes in, by its little words; null where hardly any stand there. */
export function languageOf(text: string): Language | null {
  const words = wordsOf(text.slice(0, 2000));
  const counted = languages.map((language) => ({ language, n: words.filter((word) => cues[language].little.has(word)).length })).toSorted((a, b) => b.n - a.n);
  return counted[0]!.n > counted[1]!.n ? counted[0]!.language : null;
}
