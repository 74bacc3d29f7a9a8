import { runs } from '../people/access.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { mustAsk } from '../approvals/acts.ts';
import { workableOne } from '../tickets/access.ts';
import { tell, type How } from '../tickets/changes.ts';
import { lockForDue } from '../tickets/due-times.ts';
import { assign, giveToTeam } from '../tickets/owners.ts';
import { onlyLeads, Overridden, Reassigned } from './contract.ts';
import { destinationOf, type Destination, type To } from './destinations.ts';
import { handoffShape } from './handoff-answers.ts';
import { handable, saysEnough, write, type Form } from './handoffs.ts';
import { tables } from './tables.ts';

export const reassignAct = 'handoffs.reassign';

/** Moves a ticket to somebody or to a team at once, with its context: for those whom policy lets, or with a lead's yes (A1). */
export async function reassign(tx: Tx, actor: PersonActor, ticketId: string, id: string, form: Form, how: Pick<How, 'version' | 'via'> = {}): Promise<void> {
  const ticket = await handable(tx, actor, ticketId, how.version);
  await saysEnough(tx, ticket, form);
  const to = await destinationOf(tx, actor, ticket, form.to);
  await mustAsk(tx, actor, reassignAct, { ticketId, teamId: ticket.team_id, data: { id, ticketId, form }, via: how.via });
  await write(tx, actor, ticket, id, form, to, 'reassign');
  await move(tx, actor, ticketId, to, 'reassign');
  const record = await tables(tx).selectFrom('handoffs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  await tell(tx, actor, (await lockForDue(tx, ticketId))!, Reassigned, { handoff: handoffShape(record) }, { uid: id, also: to.personId ? [`person:${to.personId}`] : [] });
}

/** A lead moves a ticket without a handoff: its own verb, with a reason that stands on the timeline. */
export async function override(tx: Tx, actor: PersonActor, ticketId: string, id: string, to: To, reason: string): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  if (!runs(actor, ticket.team_id)) refuse(onlyLeads);
  const at = await destinationOf(tx, actor, ticket, to, { mayBeAway: true });
  await tables(tx).insertInto('ownership_overrides').values({ id, ticket_id: ticketId, person_id: actor.id, from_owner: ticket.owner_id, to_person: at.personId, from_team: ticket.team_id, to_team: at.teamId, reason, at: clock.now() }).execute();
  await move(tx, actor, ticketId, at, 'override');
  const data = { fromOwner: ticket.owner_id, toPerson: at.personId, fromTeam: ticket.team_id, toTeam: at.teamId };
  await tell(tx, actor, (await lockForDue(tx, ticketId))!, Overridden, data, { uid: id, also: [ticket.owner_id, at.personId].flatMap((p) => (p ? [`person:${p}`] : [])) });
}

const move = async (tx: Tx, actor: PersonActor, ticketId: string, to: Destination, via: 'reassign' | 'override'): Promise<void> =>
  void (await (to.personId ? assign(tx, actor, ticketId, to.personId, to.teamId, { via }) : giveToTeam(tx, actor, ticketId, to.teamId, { via })));
