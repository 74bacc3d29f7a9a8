import { newId } from '../../core/ids.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { recordDecision } from '../../rooms/approvals/decisions.ts';
import { askFor } from '../../rooms/approvals/requests.ts';
import { decide } from '../../rooms/approvals/verdicts.ts';
import { scheduleCallback } from '../../rooms/channels/phone/callbacks.ts';
import { logCall } from '../../rooms/channels/phone/calls.ts';
import { verifyCustomer } from '../../rooms/customers/verifications.ts';
import { answer as answerEscalation, writeInThread } from '../../rooms/escalations/answers.ts';
import { close as closeEscalation, tellCustomer } from '../../rooms/escalations/closings.ts';
import { acknowledge, raise, withdraw as withdrawEscalation } from '../../rooms/escalations/escalations.ts';
import { listPaths } from '../../rooms/escalations/paths.ts';
import type { Escalation, Form as EscalationForm } from '../../rooms/escalations/rules.ts';
import { accept, answer as answerHandoff, decline } from '../../rooms/handoffs/decisions.ts';
import { offer, type Form as HandoffForm } from '../../rooms/handoffs/handoffs.ts';
import { noteProgress } from '../../rooms/handoffs/progress.ts';
import { askForLook } from '../../rooms/looks/looks.ts';
import { keepPromise, makePromise, movePromise } from '../../rooms/promises/promises.ts';
import { participantsOf } from '../../rooms/tickets/participants.ts';
import type { TeamKey } from './scenario.ts';
import { asHtml, type Known } from './written.ts';

/** Where a handoff goes: a colleague's key, or `team:` and a team's. */
export type Receiver = string | `team:${TeamKey}`;
export type Context = Omit<HandoffForm, 'to'>;
export type Asking = Omit<EscalationForm, 'pathId'> & { readonly path: 'Manager' | 'Technical' | 'Specialist' };

/** What colleagues do with each other on a ticket. Times are milliseconds since 1970; each concerns the latest of its kind on its ticket. */
export type Deed =
  | { readonly do: 'verify'; readonly how: 'callback' | 'security-question'; readonly detail: string }
  | { readonly do: 'promise'; readonly text: string; readonly due: number } | { readonly do: 'keep' } | { readonly do: 'move'; readonly due: number; readonly reason: string }
  | { readonly do: 'offer'; readonly to: Receiver; readonly team?: TeamKey; readonly context: Context } | { readonly do: 'accept' } | { readonly do: 'decline'; readonly reason: string } | { readonly do: 'had-enough' } | { readonly do: 'progress'; readonly checked: string; readonly next: string }
  | { readonly do: 'escalate'; readonly asking: Asking } | { readonly do: 'acknowledge' } | { readonly do: 'thread'; readonly text: string } | { readonly do: 'withdraw'; readonly reason: string }
  | { readonly do: 'answer'; readonly answer: NonNullable<Escalation['answerKind']>; readonly text: string } | { readonly do: 'told' } | { readonly do: 'close-loop'; readonly lesson: NonNullable<Escalation['lesson']>; readonly words: string }
  | { readonly do: 'decide'; readonly topic: string; readonly amount: number; readonly reason: string } | { readonly do: 'ask-decision'; readonly topic: string; readonly amount: number; readonly reason: string; readonly why: string }
  | { readonly do: 'call'; readonly outcome: 'answered' | 'no-answer' | 'voicemail'; readonly seconds: number; readonly notes: string } | { readonly do: 'callback'; readonly due: number; readonly text: string }
  | { readonly do: 'ask-look'; readonly text: string; readonly words: string }
  | { readonly do: 'ask-reassign'; readonly to: string; readonly context: Context; readonly why: string } | { readonly do: 'verdict'; readonly approve: boolean; readonly words: string };

type Kind = 'promise' | 'handoff' | 'escalation' | 'approval';
/** The ticket it is about: the latest record of each kind, and our last reply. */
export interface Scene { readonly ticketId: string; readonly customerId: string; readonly lastOut: string | null; readonly latest: Map<Kind, string> }

const iso = (at: number): string => new Date(at).toISOString();

/** Does it by the verb that people use. */
export async function perform(tx: Tx, actor: PersonActor, deed: Deed, scene: Scene, known: Known): Promise<void> {
  const { ticketId } = scene;
  const latest = (kind: Kind) => scene.latest.get(kind)!;
  const fresh = (kind: Kind) => { const id = newId(); scene.latest.set(kind, id); return id; };
  switch (deed.do) {
    case 'verify': return await verifyCustomer(tx, actor, scene.customerId, { id: newId(), how: deed.how, detail: deed.detail, ticketId });
    case 'promise': return await makePromise(tx, actor, ticketId, { id: fresh('promise'), text: deed.text, dueAt: iso(deed.due), to: { kind: 'customer', id: null }, saidIn: scene.lastOut });
    case 'keep': return await keepPromise(tx, actor, latest('promise'));
    case 'move': return await movePromise(tx, actor, latest('promise'), { dueAt: iso(deed.due), told: true, reason: deed.reason });
    case 'offer': return await offer(tx, actor, ticketId, fresh('handoff'), { ...deed.context, to: destination(deed.to, deed.team, known) });
    case 'accept': return await accept(tx, actor, latest('handoff'));
    case 'decline': return await decline(tx, actor, latest('handoff'), deed.reason);
    case 'had-enough': return await answerHandoff(tx, actor, latest('handoff'), true, '');
    case 'progress': return void (await noteProgress(tx, actor, ticketId, { validation: deed.checked, next: deed.next, version: 0 }));
    case 'escalate': return await raise(tx, actor, ticketId, await form(tx, deed.asking, fresh('escalation')));
    case 'acknowledge': return await acknowledge(tx, actor, latest('escalation'));
    case 'thread': return await writeInThread(tx, actor, latest('escalation'), { id: newId(), html: asHtml(deed.text) });
    case 'withdraw': return await withdrawEscalation(tx, actor, latest('escalation'), deed.reason);
    case 'answer': return await answerEscalation(tx, actor, latest('escalation'), { id: newId(), kind: deed.answer, html: asHtml(deed.text) });
    case 'told': return await tellCustomer(tx, actor, latest('escalation'), { messageId: scene.lastOut, reason: null });
    case 'close-loop': return await closeEscalation(tx, actor, latest('escalation'), { messageId: null, reason: null, learned: { lesson: deed.lesson, words: deed.words } });
    case 'decide': return void (await recordDecision(tx, actor, ticketId, { id: newId(), topic: deed.topic, amount: deed.amount, reason: deed.reason }));
    case 'ask-decision': return await askFor(tx, actor, { id: fresh('approval'), act: 'approvals.decision', data: { ticketId, id: newId(), topic: deed.topic, amount: deed.amount, reason: deed.reason }, reason: deed.why });
    case 'call': return await logCall(tx, actor, ticketId, { id: newId(), channel: 'phone', direction: 'out', phone: '', outcome: deed.outcome, seconds: deed.seconds, notes: deed.notes });
    case 'callback': return await scheduleCallback(tx, actor, ticketId, { id: fresh('promise'), dueAt: iso(deed.due), phone: '', text: deed.text });
    case 'ask-look': return await askForLook(tx, actor, ticketId, { id: newId(), html: asHtml(deed.text), to: (await participantsOf(tx, [ticketId])).filter((one) => one.role === 'requester').map(({ name, address }) => ({ name, address })), cc: [], fileIds: [], quote: null, askedId: null, words: deed.words });
    case 'ask-reassign': return await askFor(tx, actor, { id: fresh('approval'), act: 'handoffs.reassign', data: { ticketId, id: newId(), form: { ...deed.context, to: destination(deed.to, undefined, known) } }, reason: deed.why });
    case 'verdict': return await decide(tx, actor, latest('approval'), { approve: deed.approve, answer: deed.words });
  }
}

function destination(to: Receiver, team: TeamKey | undefined, known: Known): HandoffForm['to'] {
  if (to.startsWith('team:')) return { teamId: known.teams.get(to.slice(5) as TeamKey)! };
  return { personId: known.people.get(to)!, ...(team ? { teamId: known.teams.get(team)! } : {}) };
}

async function form(tx: Tx, { path, ...asking }: Asking, id: string): Promise<EscalationForm & { id: string }> {
  const pathId = (await listPaths(tx)).find((p) => p.name === path)!.id;
  return { ...asking, pathId, id };
}

