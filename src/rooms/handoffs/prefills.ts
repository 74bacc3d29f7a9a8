import type { Mood } from './rules.ts';

/*
 * What a handoff form begins with. Plain rules that one can read: nothing is made up, every line says where it comes from,
 * and what the ticket does not tell stays empty for its sender to fill in.
 */

export interface Said { readonly by: string; readonly text: string }
export interface Known {
  readonly customer: string;
  readonly lastFromCustomer: string | null;
  /** Oldest first. */
  readonly replies: readonly Said[];
  readonly notes: readonly Said[];
  readonly progress: { readonly validation: string; readonly next: string } | null;
  /** Sub-tasks in the order of the checklist, required ones first among the open. */
  readonly tasks?: { readonly done: readonly string[]; readonly open: readonly string[] };
}

const sentence = /[^.!?。！？\n]+[.!?。！？]*/gu;
const greeting = /^(hi|hello|hey|dear|hallo|guten (tag|morgen|abend)|sehr geehrte|liebe[rs]?|bonjour|bonsoir|madame|monsieur|hola|buenos d[ií]as|buenas|estimad[oa]s?|buongiorno|ol[áa])\b[^.!?\n]{0,60}$/i;
const signature = /^(kind regards|best regards|regards|best|cheers|thanks|thank you|many thanks|mit freundlichen gr[üu](ß|ss)en|viele gr[üu](ß|ss)e|lg|mfg|danke|cordialement|merci|saludos|gracias|un saludo)\b[\s,.!]*$/i;

/** The first sentences that say something, in at most `max` characters. */
export function gist(text: string, max: number): string {
  const lines = text.split('\n').map((l) => l.trim()).filter((l) => l && !l.startsWith('>'));
  const end = lines.findIndex((l, i) => i > 0 && signature.test(l));
  const said = (end < 0 ? lines : lines.slice(0, end)).filter((l, i) => !(i === 0 && greeting.test(l.replace(/[,!.]+$/, '')))).flatMap((l) => l.match(sentence) ?? []).map((s) => s.trim()).filter(Boolean);
  let out = '';
  for (const one of said) {
    if (out && out.length + one.length + 1 > max) break;
    out = out ? `${out} ${one}` : one;
  }
  return out.length > max ? `${out.slice(0, max - 1).replace(/\s+\S*$/, '')}…` : out;
}

const nextLine = /^\s*(?:[-*•]\s*)?(?:next(?: steps?)?|to ?do|n[äa]chste[rs]?(?: schritte?)?|prochaines? [ée]tapes?|siguientes? pasos?|prossimi? pass[oi]|volgende stap)\s*[:：\-–]\s*(.+)$/i;
/** What notes name as the next step, the newest that does. */
export function nextIn(notes: readonly Said[]): string {
  for (const note of [...notes].reverse()) {
    const found = note.text.split('\n').flatMap((l) => nextLine.exec(l)?.[1]?.trim() ?? []);
    if (found.length) return found.join('\n');
  }
  return '';
}

const moods: readonly (readonly [Mood, RegExp])[] = [
  ['angry', /\b(furious|outrag|unacceptable|ridiculous|disgusting|scam|fraud|lawyer|sue you|worst|fed up|never again|w[üu]tend|unversch[äa]mt|frechheit|inakzeptabel|betrug|anwalt|inadmissible|inacceptable|scandaleux|arnaque|avocat|indignante|inaceptable|estafa|abogado|furios)/iu],
  ['upset', /\b(disappoint|frustrat|annoy|upset|unhappy|complain|again and again|still not|third time|ent[äa]uscht|ver[äa]rger|beschwer|immer noch nicht|d[ée][çc]u|m[ée]content|toujours pas|plainte|decepcionad|molest[oa]|queja|todav[íi]a no)/iu],
  ['worried', /\b(worried|concern|afraid|anxious|urgent|as soon as possible|besorgt|sorgen|dringend|inqui[èe]te?|urgence|preocupad|urgente)/iu],
  ['calm', /\b(thank|thanks|great|kind|appreciate|danke|vielen dank|merci|gracias|grazie)/iu],
];
/** How the customer's last words sound, by words that say so; unknown when none does. */
export const moodOf = (text: string | null): Mood => (text === null ? 'unknown' : moods.find(([, words]) => words.test(text))?.[0] ?? 'unknown');

/** The three answers as far as the ticket tells them. */
export function prefill(known: Known): { issue: string; done: string; next: string; mood: Mood } {
  const asked = known.lastFromCustomer === null ? '' : gist(known.lastFromCustomer, 400);
  const reply = known.replies.at(-1);
  const note = known.notes.findLast((n) => gist(withoutNext(n.text), 300) !== '');
  const done = [
    known.progress?.validation ?? '',
    known.tasks?.done.length ? `Ticked off: ${known.tasks.done.join('; ')}` : '',
    note ? `${note.by} noted: ${gist(withoutNext(note.text), 300)}` : '',
    reply ? `${reply.by} wrote to the customer${known.replies.length > 1 ? ` (reply ${known.replies.length})` : ''}: ${gist(reply.text, 200)}` : '',
  ].filter(Boolean).join('\n');
  return { issue: asked && `${known.customer || 'The customer'} wrote: ${asked[0]!.toUpperCase()}${asked.slice(1)}`, done, next: known.progress?.next || nextIn(known.notes) || (known.tasks?.open.slice(0, 5).join('\n') ?? ''), mood: moodOf(known.lastFromCustomer) };
}

const withoutNext = (text: string): string => text.split('\n').filter((l) => !nextLine.test(l)).join('\n');
