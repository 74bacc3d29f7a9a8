import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { change, tell } from '../tickets/changes.ts';
import { lockForDue } from '../tickets/due-times.ts';
import { assign } from '../tickets/owners.ts';
import type { Ticket } from '../tickets/tables.ts';
import { openHandoff, readableHandoff, standsInFor } from './access.ts';
import { Accepted, Answered, Declined, handoffSettings, notYoursToAnswer, notYoursToDecide, Withdrawn } from './contract.ts';
import { endDeadline } from './deadlines.ts';
import { handoffShape } from './handoff-answers.ts';
import { mayAccept, mayDecline, mayWithdraw, type HandoffRow } from './rules.ts';
import { tables, type HandoffRecord } from './tables.ts';

type WithdrawnBy = 'sender' | 'closed' | 'merged' | 'moved' | 'receiver-left' | 'redirected';

/** Becomes the owner. Of two who try at once one wins, and the other is told that it is over (W-L10). */
export async function accept(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { record, row, ticket } = await openHandoff(tx, actor, id);
  if (!mayAccept(actor, row, await standsInFor(tx, actor, record))) refuse(notYoursToDecide);
  await passedOnBefore(tx, ticket);
  await assign(tx, actor, record.ticket_id, actor.id, record.to_team, { via: 'handoff' });
  const handoff = await end(tx, actor, record, { state: 'accepted' });
  await tell(tx, actor, await fresh(tx, ticket.id), Accepted, { handoff }, { also: sides(record) });
}

/** Gives it back to its sender, with the reason. The ticket stands where it stood before. */
export async function decline(tx: Tx, actor: PersonActor, id: string, reason: string): Promise<void> {
  const { record, row } = await openHandoff(tx, actor, id);
  if (!mayDecline(actor, row, await standsInFor(tx, actor, record))) refuse(notYoursToDecide);
  const handoff = await end(tx, actor, record, { state: 'declined', decline_reason: reason, bounced: 'declined' });
  await goBack(tx, actor, record, Declined, { handoff });
}

/** Takes an offer back. */
export async function withdraw(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { record, row } = await openHandoff(tx, actor, id);
  if (!mayWithdraw(actor, row)) refuse(notYoursToDecide);
  await withdrawRecord(tx, actor, record, 'sender');
}

/** Ends an open handoff for another cause than somebody's word. With `stay` the ticket is where it belongs already. */
export async function withdrawRecord(tx: Tx, actor: Actor, record: HandoffRecord, why: WithdrawnBy, stay = false): Promise<void> {
  const handoff = await end(tx, actor, record, { state: 'withdrawn', why });
  if (stay) await tell(tx, actor, await fresh(tx, record.ticket_id), Withdrawn, { handoff, why }, { also: sides(record) });
  else await goBack(tx, actor, record, Withdrawn, { handoff, why });
}

/** Says whether what one accepted held what was needed. */
export async function answer(tx: Tx, actor: PersonActor, id: string, had: boolean, missing: string): Promise<void> {
  const { record, ticket } = await readableHandoff(tx, actor, id);
  if (record.state !== 'accepted' || record.ended_by !== actor.id) refuse(notYoursToAnswer);
  await tables(tx).updateTable('handoffs').set({ had_enough: had, missing: had ? '' : missing, answered_at: clock.now() }).where('id', '=', id).execute();
  await tell(tx, actor, ticket, Answered, { handoff: handoffShape(record), had }, { also: sides(record) });
}

const sides = (r: HandoffRecord): string[] => [`person:${r.sender_id}`, ...(r.to_person ? [`person:${r.to_person}`] : [])];

/** The ticket as it stands now, locked: its clock may have changed it meanwhile. */
const fresh = async (tx: Tx, ticketId: string): Promise<Ticket> => (await lockForDue(tx, ticketId))!;

async function end(tx: Tx, actor: Actor, record: HandoffRecord, set: { state: HandoffRow['state']; why?: string; decline_reason?: string; bounced?: 'declined' }): Promise<HandoffRow> {
  await endDeadline(tx, actor, record.id, set.state);
  const after = await tables(tx).updateTable('handoffs').set({ ...set, ended_at: clock.now(), ended_by: actor.kind === 'person' ? actor.id : null, due_at: null }).where('id', '=', record.id).returningAll().executeTakeFirstOrThrow();
  return handoffShape(after);
}

/** Puts the ticket back into the queue it came from, unless that one is gone or somebody moved it meanwhile. */
async function goBack(tx: Tx, actor: Actor, record: HandoffRecord, fact: typeof Declined | typeof Withdrawn, data: { handoff: HandoffRow; why?: WithdrawnBy }): Promise<void> {
  const ticket = await fresh(tx, record.ticket_id);
  const from = await tables(tx).selectFrom('teams').select('archived_at').where('id', '=', record.from_team).executeTakeFirstOrThrow();
  const back = record.from_team !== ticket.team_id && ticket.team_id === record.to_team && ticket.merged_into === null && from.archived_at === null;
  if (back) await change(tx, actor, ticket, { team_id: record.from_team }, fact, data as never, { also: sides(record) });
  else await tell(tx, actor, ticket, fact, data as never, { also: sides(record) });
}

/** Passing on soon what one accepted counts as bounced: the context, or the choice of receiver, was not right. */
async function passedOnBefore(tx: Tx, ticket: Ticket): Promise<void> {
  const { bounceMinutes } = await readSettings(tx, handoffSettings, ticket.team_id);
  const last = await tables(tx).selectFrom('handoffs').select(['id', 'ended_by']).where('ticket_id', '=', ticket.id).where('state', '=', 'accepted').where('ended_at', '>', clock.iso(-bounceMinutes * 60_000)).orderBy('ended_at', 'desc').limit(1).executeTakeFirst();
  if (last && last.ended_by !== null && last.ended_by === ticket.owner_id) await tables(tx).updateTable('handoffs').set({ bounced: 'passed-on' }).where('id', '=', last.id).execute();
}
