import { newId } from '../../core/ids.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { keepClaim } from '../queues/claims.ts';
import { workableOne } from '../tickets/access.ts';
import { tell } from '../tickets/changes.ts';
import { follow } from '../tickets/following.ts';
import { locked } from './access.ts';
import { askAt, climb, landing, minutesOf, pathOf } from './climbs.ts';
import { acknowledgedAlready, EscalationAcknowledged, EscalationRaised, EscalationReopened, EscalationWithdrawn, noSuchPath, notAsked, notYours, openAlready, ownOne, thin, ticketClosed, withdrawTooLate, wrongState } from './contract.ts';
import { nextDue, noMoreDue } from './due-times.ts';
import { letGo } from './guests.ts';
import { keepWords } from './kept-words.ts';
import { gapsIn, ladderOf, loudnessOf, type Field, type Form, type LadderStep, type PathStep, type State, type Urgency } from './rules.ts';
import { openStates, tables } from './tables.ts';

/** Escalates a ticket (E2, E3): the first step at which somebody is there is asked at once. Who raises it follows the ticket and owns closing the loop. */
export async function raise(tx: Tx, actor: PersonActor, ticketId: string, what: Form & { readonly id: string }): Promise<void> {
  const found = await workableOne(tx, actor, ticketId);
  if (found.status === 'closed') refuse(ticketClosed);
  const ticket = found.claimed_by && (await keepClaim(tx, actor, ticketId)) ? await workableOne(tx, actor, ticketId) : found;
  const path = await tables(tx).selectFrom('escalation_paths').selectAll().where('id', '=', what.pathId).where('archived_at', 'is', null).executeTakeFirst();
  if (!path) return refuse(noSuchPath);
  const gaps = gapsIn(what, path.required as Field[]);
  if (gaps.length) refuse(thin, { fields: gaps.map((g) => ({ ...g })) });
  await notOpen(tx, ticketId, path.id);
  const steps = ladderOf(path.steps as PathStep[], ticket.team_id);
  const row = {
    id: what.id, ticket_id: ticketId, team_id: ticket.team_id, path_id: path.id, raised_by: actor.id, closer_id: actor.id, reason: what.reason, urgency: what.urgency, mood: what.mood, issue: what.issue, done: what.done,
    need_kind: what.needKind, need: what.need, expectation: what.expectation, commitments: what.commitments, state: 'raised', steps: JSON.stringify(steps), raised_at: clock.now(), asked_at: clock.now(),
  };
  await tables(tx).insertInto('escalations').values(row).execute();
  await follow(tx, actor, ticket, actor.id);
  const to = await landing(tx, steps, 0, actor.id);
  const dueAt = await askAt(tx, row, ticket, to);
  const asking = { step: to.step, asked: to.people, dueAt, loud: loudnessOf(what.urgency, 0) };
  await tell(tx, actor, ticket, EscalationRaised, { escalationId: what.id, pathId: path.id, urgency: what.urgency, reason: what.reason, closerId: actor.id, ...asking }, { uid: what.id, also: to.people.map((p) => `person:${p}`) });
}

async function notOpen(tx: Tx, ticketId: string, pathId: string): Promise<void> {
  const open = await tables(tx).selectFrom('escalations').select('id').where('ticket_id', '=', ticketId).where('path_id', '=', pathId).where('state', 'in', [...openStates]).executeTakeFirst();
  if (open) refuse(openAlready, { escalationId: open.id });
}

/** Takes it on. Of two who do so at once one wins and the other is told who (W-L10); a second press of the same person changes nothing. */
export async function acknowledge(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { it, ticket, may } = await locked(tx, actor, id);
  if (it.acknowledged_by === actor.id && it.state !== 'raised') return;
  if (it.state === 'acknowledged') refuse(acknowledgedAlready, { personId: it.acknowledged_by!, at: it.acknowledged_at! });
  mayHelp(actor, it, may.acknowledge, ['raised']);
  await tables(tx).updateTable('escalations').set({ state: 'acknowledged', acknowledged_by: actor.id, acknowledged_at: clock.now(), reminders: 0 }).where('id', '=', id).execute();
  await nextDue(tx, { escalationId: id, ticket, stage: 'answer', minutes: minutesOf(await pathOf(tx, it.path_id), 'answer', it.urgency), urgency: it.urgency as Urgency, personId: actor.id });
  await follow(tx, actor, ticket, actor.id);
  await tell(tx, actor, ticket, EscalationAcknowledged, { escalationId: id, closerId: it.closer_id, raisedBy: it.raised_by }, { also: [`person:${it.closer_id}`] });
}

/** Refuses with the reason why somebody may not help: the state, that it is their own, or that nobody asked them. */
export function mayHelp(actor: PersonActor, it: { readonly state: string; readonly raised_by: string }, may: boolean, states: readonly State[]): void {
  if (!states.includes(it.state as State)) refuse(wrongState, { state: it.state as State });
  if (may) return;
  refuse(it.raised_by === actor.id ? ownOne : notAsked);
}

/** Takes it back before somebody acknowledged it. */
export async function withdraw(tx: Tx, actor: PersonActor, id: string, reason: string): Promise<void> {
  const { it, ticket, asked, may } = await locked(tx, actor, id);
  if (it.state === 'acknowledged') refuse(withdrawTooLate, { personId: it.acknowledged_by! });
  if (it.state !== 'raised') refuse(wrongState, { state: it.state as State });
  if (!may.withdraw) refuse(notYours);
  await tables(tx).updateTable('escalations').set({ state: 'withdrawn', closed_at: clock.now(), closed_by: actor.id }).where('id', '=', id).execute();
  await noMoreDue(tx, id, 'withdrawn');
  const uid = newId();
  await keepWords(tx, uid, id, reason);
  await tell(tx, actor, ticket, EscalationWithdrawn, { escalationId: id, asked: [...asked] }, { uid });
  await letGo(tx, id, ticket);
}

/** Sends it to the next step at once: not theirs, or out of their hands. */
export async function passOn(tx: Tx, actor: PersonActor, id: string, reason: string): Promise<void> {
  const one = await locked(tx, actor, id);
  const mine = one.it.state === 'raised' ? one.asked.includes(actor.id) : one.it.acknowledged_by === actor.id;
  if ((one.it.state !== 'raised' && one.it.state !== 'acknowledged') || one.it.step >= one.steps.length - 1) refuse(wrongState, { state: one.it.state as State });
  if (!mine) refuse(notAsked);
  await climb(tx, actor, one, 'passed-on', reason);
}

/** Asks again as the answer did not help: first the one who gave it, then on up the ladder. */
export async function reopen(tx: Tx, actor: PersonActor, id: string, reason: string): Promise<void> {
  const one = await locked(tx, actor, id);
  const { it, ticket, may } = one;
  if (it.state === 'raised' || it.state === 'acknowledged' || it.state === 'withdrawn') refuse(wrongState, { state: it.state });
  if (ticket.status === 'closed' || ticket.merged_into) refuse(ticketClosed);
  if (!may.reopen) refuse(notYours);
  if (it.state === 'closed') await notOpen(tx, it.ticket_id, it.path_id);
  const helper = it.answered_by ?? it.acknowledged_by;
  const steps: LadderStep[] = helper ? [...one.steps.slice(0, it.step), { kind: 'person', personId: helper }, ...one.steps.slice(it.step)] : [...one.steps];
  const fresh = {
    answered_at: null, answered_by: null, answer_kind: null, answer_note_id: null, told_at: null, told_by: null, told_message_id: null, untold_reason: null, closed_at: null, closed_by: null, overridden: false, lesson: null, lesson_words: '',
    closer_id: it.state === 'closed' ? actor.id : it.closer_id,
  };
  await tables(tx).updateTable('escalations').set({ ...fresh, state: 'raised', steps: JSON.stringify(steps) }).where('id', '=', id).execute();
  await follow(tx, actor, ticket, actor.id);
  const to = await landing(tx, steps, it.step, it.raised_by);
  const dueAt = await askAt(tx, it, ticket, to);
  const uid = newId();
  await keepWords(tx, uid, id, reason);
  await tell(tx, actor, ticket, EscalationReopened, { escalationId: id, closerId: fresh.closer_id, step: to.step, asked: to.people, dueAt, loud: loudnessOf(it.urgency as Urgency, 1) }, { uid, also: to.people.map((p) => `person:${p}`) });
}
