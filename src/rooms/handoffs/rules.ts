import type { Out } from '../../core/contract.ts';
import { isMashed } from '../../core/mashed-words.ts';
import { thinness, type Thin } from '../../core/thin-words.ts';
import type { handoffRow, handoffSettings, mood, urgency } from './contract.ts';

export type HandoffRow = Out<typeof handoffRow>;
export type HandoffSettings = Out<typeof handoffSettings.schema>;
export type Urgency = Out<typeof urgency>;
export type Mood = Out<typeof mood>;

// ── Whether a handoff says enough ────────────────────────────────────────────

export const questions = ['issue', 'done', 'next'] as const;
export type Question = (typeof questions)[number];
export interface Context { readonly issue: string; readonly done: string; readonly next: string }
/** Why an answer is not enough. */
export type Why = 'empty' | 'stock' | 'mashed' | 'copy-of-subject' | 'same-as-other' | 'too-thin';
export interface Gap { readonly field: Question; readonly why: Why; readonly say: string }

/** Fewest different words that can tell somebody something. */
const fewest: Readonly<Record<Question, number>> = { issue: 4, done: 3, next: 3 };

const missed: Readonly<Record<Question, string>> = {
  issue: 'would have to read everything to learn what this is about', done: 'would do again what was done already', next: 'would not know what to do first',
};
const asked: Readonly<Record<Question, string>> = { issue: 'what the issue is', done: 'what was done so far', next: 'what is needed next' };

const sayings: Readonly<Record<Why, (field: Question) => string>> = {
  empty: (f) => `Say ${asked[f]}.`,
  stock: (f) => `That points elsewhere or says nothing. Say ${asked[f]} here.`,
  mashed: (f) => `That is not words yet. Say ${asked[f]}.`,
  'copy-of-subject': () => 'That is the subject again. Say what stands behind it.',
  'same-as-other': (f) => `That says the same as another field. Say ${asked[f]}.`,
  'too-thin': (f) => `A few more words: say ${asked[f]}.`,
};

/** What is missing for a good handoff, in the form's order; empty when it says enough. Runs at each key press and on the server. */
export function gapsIn(context: Context, subject: string): Gap[] {
  return questions.flatMap((field) => {
    const why = whyNot(field, context, subject);
    return why ? [{ field, why, say: sayings[why](field) }] : [];
  });
}

const whys: Readonly<Record<Thin, Why>> = { empty: 'empty', boilerplate: 'stock', short: 'too-thin', repeated: 'mashed', copied: 'same-as-other' };

function whyNot(field: Question, context: Context, subject: string): Why | null {
  const text = context[field].trim();
  const earlier = questions.slice(0, questions.indexOf(field)).map((other) => context[other]);
  const thin = thinness(text, { words: fewest[field], others: earlier });
  if (thin === 'empty' || thin === 'copied') return whys[thin];
  if (field === 'issue' && copies(text, subject)) return 'copy-of-subject';
  if (isMashed(text)) return 'mashed';
  return thin && whys[thin];
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean));

/** Whether the text is nothing but the subject, with at most one word of its own. */
function copies(text: string, subject: string): boolean {
  const [of, words] = [wordsOf(subject), wordsOf(text)];
  const fresh = [...words].filter((w) => !of.has(w)).length;
  return words.size > 0 && (fresh === 0 || (fresh === 1 && words.size >= 3));
}

/** "Ben would do again what was done already and would not know what to do first." Empty when nothing is missing. */
export function wouldMiss(gaps: readonly Pick<Gap, 'field'>[], receiver: string): string {
  const parts = gaps.map((g) => missed[g.field]);
  if (!parts.length) return '';
  return `${receiver} ${parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`}.`;
}

// ── How loud, and when ───────────────────────────────────────────────────────

export type Loud = 'app' | 'mail' | 'lead';
const ladders: Readonly<Record<Urgency, readonly Loud[]>> = { low: ['app', 'mail', 'lead'], normal: ['app', 'mail', 'lead'], urgent: ['lead'] };
/** How loud the `step`-th telling is: 0 is the offer itself. After the last step of the ladder it stays as loud. */
export const loudnessAt = (urgency: Urgency, step: number): Loud => ladders[urgency][Math.min(step, ladders[urgency].length - 1)]!;
/** From this telling on nobody accepted in time: the handoff counts as expired and is the leads' matter. */
export const expiresAt = (urgency: Urgency): number => Math.max(1, ladders[urgency].length - 1);
/** Minutes from one telling to the next: the team's, and once the leads know twice as long each time, a day at most. */
export function minutesAfter(settings: Pick<HandoffSettings, 'minutesToAccept'>, urgency: Urgency, step: number): number {
  const minutes = settings.minutesToAccept[urgency];
  return Math.min(minutes * 2 ** Math.max(0, step - expiresAt(urgency)), Math.max(minutes, 1440));
}

// ── Whose it is to decide ────────────────────────────────────────────────────

/** Somebody looking, with what their rights follow from. */
export interface Looker { readonly id: string; readonly role: string; readonly teams: readonly string[]; readonly leads: readonly string[] }
type Places = Pick<HandoffRow, 'senderId' | 'ownerId' | 'fromTeam' | 'toTeam' | 'toPerson' | 'state'>;
const leadsTeam = (who: Looker, team: string): boolean => who.role === 'admin' || (who.role === 'lead' && who.leads.includes(team));
const open = (h: Pick<HandoffRow, 'state'>): boolean => h.state === 'offered' || h.state === 'expired';

/** The receiver, whoever stands in for them (`standsIn`), any other member of the team it was offered to; once it expired the team's leads too. Never the sender. */
export function mayAccept(who: Looker, h: Places, standsIn = false): boolean {
  if (!open(h) || who.role === 'collaborator' || who.id === h.senderId) return false;
  if (h.toPerson) return who.id === h.toPerson || standsIn || (h.state === 'expired' && leadsTeam(who, h.toTeam));
  return who.teams.includes(h.toTeam) || leadsTeam(who, h.toTeam);
}
/** The receiver or who stands in for them; for a team its leads. */
export const mayDecline = (who: Looker, h: Places, standsIn = false): boolean =>
  open(h) && who.id !== h.senderId && (h.toPerson ? who.id === h.toPerson || standsIn : leadsTeam(who, h.toTeam));
/** The sender, the owner, and who leads the team it comes from. */
export const mayWithdraw = (who: Looker, h: Places): boolean => open(h) && (who.id === h.senderId || who.id === h.ownerId || leadsTeam(who, h.fromTeam));
export const isOpen = open;

/** Who passes a ticket on: its owner; anybody who works it when nobody owns it or its owner is gone or away; leads of its team. */
export const mayOffer = (who: Looker, ticket: { readonly ownerId: string | null; readonly teamId: string }, ownerGone: boolean): boolean =>
  ticket.ownerId === null || ticket.ownerId === who.id || ownerGone || leadsTeam(who, ticket.teamId);
export { leadsTeam };
