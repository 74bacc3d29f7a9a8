import type { Out } from '../../core/contract.ts';
import { thinness, thinWords, type Thin } from '../../core/thin-words.ts';
import type { escalation, field, form, ladderStep, listed, path, pathStep, urgency } from './contract.ts';

export type Form = Out<typeof form>;
export type Field = Out<typeof field>;
export type PathStep = Out<typeof pathStep>;
export type LadderStep = Out<typeof ladderStep>;
export type Urgency = Out<typeof urgency>;
export type Path = Out<typeof path>;
export type Escalation = Out<typeof escalation>;
export type State = Escalation['state'];
export type May = Escalation['may'];
export type Mine = Out<typeof listed>['mine'];

// ── What an escalation must say (E3) ─────────────────────────────────────────

/** Something the form lacks: where, why, and in words. */
export interface Gap { readonly field: keyof Form; readonly say: string }

export const labels = { issue: 'The issue in brief', done: 'What was done', need: 'What you need', expectation: 'What the customer expects', commitments: 'What was promised' } as const;
type Written = keyof typeof labels;
const asks: Record<Written, string> = {
  issue: 'Say in a sentence or two what happened, to whom, since when.', done: 'Say what you tried or checked, so that nobody does it again.', need: 'Say which decision, action or advice you need.',
  expectation: 'Say what the customer waits for and until when.', commitments: 'Say what the customer was promised, or that nothing was.',
};
const rulesOf: Record<Written, { words: number; mayBeNone?: boolean }> = { issue: { words: 4 }, done: { words: 3 }, need: { words: 3 }, expectation: { words: 2 }, commitments: { words: 2, mayBeNone: true } };
const optional: readonly Written[] = ['done', 'expectation', 'commitments'];

/** What is missing before somebody could help; empty when it is good enough. The server refuses with it, the form shows it while one types. */
export function gapsIn(written: Form, required: readonly Field[]): Gap[] {
  const gaps: Gap[] = [];
  for (const name of Object.keys(labels) as Written[]) {
    const text = written[name];
    const must = !optional.includes(name) || required.includes(name as Field);
    if (!must && !text.trim()) continue;
    const thin = thinness(text, { ...rulesOf[name], others: name === 'need' ? [written.issue] : name === 'done' ? [written.issue, written.need] : [] });
    // What nobody asked for may be short, as long as it is not there to fill a field.
    if (thin && (must || thin === 'repeated')) gaps.push({ field: name, say: gapWords(name, thin) });
  }
  if (required.includes('mood') && !written.mood) gaps.push({ field: 'mood', say: 'Say how the customer feels, so that nobody is surprised.' });
  return gaps;
}
const gapWords = (name: Written, thin: Thin): string => (thin === 'empty' ? asks[name] : `${thinWords(labels[name], thin)} ${asks[name]}`);

/** Whether an answer says what was decided or done. */
export const answerGap = (text: string): string | null => {
  const thin = thinness(text, { words: 2 });
  return thin ? `Your answer ${thin === 'empty' ? 'is empty' : thinWords('', thin).trim().replace(/\.$/, '')}. Say what was decided or done, in words that can be passed on.` : null;
};

// ── The ladder (E4) ──────────────────────────────────────────────────────────

/** The steps of a path for a ticket of this team: its own, then the leads of the last team named (else of the ticket's), then the admins. */
export function ladderOf(steps: readonly PathStep[], teamId: string): LadderStep[] {
  const last = steps.findLast((s) => s.kind !== 'person');
  return [...steps, { kind: 'leads', teamId: last ? last.teamId : teamId }, { kind: 'admins' }];
}

export interface Names { readonly person: (id: string) => string; readonly team: (id: string) => string; /** What stands for the ticket's own team. */ readonly own?: string }

/** "Ben", "the leads of Tech", "whoever of Tech is there". */
export function stepWords(step: LadderStep, names: Names): string {
  switch (step.kind) {
    case 'person': return names.person(step.personId);
    case 'team': return `everybody of ${names.team(step.teamId)}`;
    case 'on-duty': return `whoever of ${names.team(step.teamId)} is there`;
    case 'leads': return `the leads of ${names.team(step.teamId)}`;
    case 'admins': return 'the admins';
  }
}
const plural = (step: LadderStep): boolean => step.kind === 'leads' || step.kind === 'admins';

/** "15 minutes", "4 hours", "2 hours 30 minutes", "2 days". */
export function spanWords(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const part = (n: number, word: string) => (n ? [`${n} ${word}${n === 1 ? '' : 's'}`] : []);
  return [...part(days, 'day'), ...part(hours, 'hour'), ...part(rest, 'minute')].join(' ');
}

export const urgencies = ['urgent', 'high', 'normal', 'low'] as const;

/** "Urgent: Ben has 15 minutes, then the leads of Tech have 15 minutes, then the admins, who are told again until somebody takes it." */
export function previewOf(path: Pick<Path, 'steps' | 'acknowledge'>, urgency: Urgency, names: Names): string {
  const ladder = ladderOf(path.steps, 'own');
  const named: Names = { ...names, team: (id) => (id === 'own' ? (names.own ?? 'the ticket’s team') : names.team(id)) };
  const time = spanWords(path.acknowledge[urgency]);
  const parts = ladder.slice(0, -1).map((step, at) => `${at ? 'then ' : ''}${stepWords(step, named)} ${plural(step) ? 'have' : 'has'} ${time}`);
  const text = [...parts, 'then the admins, who are told again until somebody takes it'].join(', ');
  return `${urgency[0]!.toUpperCase()}${urgency.slice(1)}: ${text}.`;
}

/** How loudly a step is told of it: urgent ones and later steps by mail at once; the last two are leads and admins. */
export const loudnessOf = (urgency: Urgency, climbs: number): 'app' | 'mail' | 'lead' => (climbs > 1 || (climbs === 1 && urgency === 'urgent') ? 'lead' : climbs === 1 || urgency === 'urgent' || urgency === 'high' ? 'mail' : 'app');

/** Minutes until the admins, or the one who sits on it, are told again: twice as long each time, a day at most. */
export const reminderMinutes = (minutes: number, reminders: number): number => Math.min(minutes * 2 ** Math.min(reminders, 12), Math.max(1440, minutes));

// ── Who may do what ──────────────────────────────────────────────────────────

export interface Viewer { readonly id: string; readonly role: string; readonly leads: readonly string[] }
export interface Standing {
  readonly state: State; readonly raisedBy: string; readonly closerId: string; readonly asked: readonly string[]; readonly everAsked: readonly string[]; readonly acknowledgedBy: string | null;
  readonly overridden: boolean; readonly ownerId: string | null; readonly teamId: string; readonly ticketLive: boolean; readonly lastStep: boolean;
}

/** What somebody may do with an escalation as it stands; they see the ticket. */
export function mayDo(who: Viewer, it: Standing): May {
  const runs = who.role === 'admin' || (who.role === 'lead' && who.leads.includes(it.teamId));
  // Nobody answers themselves, but where they are the only one left to ask.
  const self = it.raisedBy === who.id && !(it.asked.length === 1 && it.asked[0] === who.id);
  const helps = !self && (runs || it.everAsked.includes(who.id));
  const worker = who.role !== 'collaborator' && (runs || it.raisedBy === who.id || it.closerId === who.id || it.ownerId === who.id);
  const open = it.state !== 'closed' && it.state !== 'withdrawn';
  return {
    acknowledge: it.state === 'raised' && helps, answer: (it.state === 'raised' || it.state === 'acknowledged') && helps,
    withdraw: it.state === 'raised' && worker, tell: (it.state === 'answered' || it.state === 'told') && worker, close: (it.state === 'answered' || it.state === 'told') && worker,
    reopen: ['answered', 'told', 'closed'].includes(it.state) && worker && it.ticketLive, override: open && runs, learn: it.state === 'closed' && (worker || helps),
  };
}

/** What is somebody's to do next, if anything. */
export function mineIn(who: Pick<Viewer, 'id'>, it: Pick<Standing, 'state' | 'asked' | 'acknowledgedBy' | 'closerId'>): Mine {
  switch (it.state) {
    case 'raised': return it.asked.includes(who.id) ? 'acknowledge' : null;
    case 'acknowledged': return it.acknowledgedBy === who.id ? 'answer' : null;
    case 'answered': return it.closerId === who.id ? 'tell' : null;
    case 'told': return it.closerId === who.id ? 'close' : null;
    default: return null;
  }
}

/** The middle of some numbers; null when there are none. */
export function median(values: readonly number[]): number | null {
  if (!values.length) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
