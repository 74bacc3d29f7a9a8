import { z } from 'zod';
import { newId } from '../../core/ids.ts';
import { id } from '../../core/shapes.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { mustAsk, reservedAct } from '../approvals/acts.ts';
import { placeOf } from '../approvals/children.ts';
import { runs } from '../people/access.ts';
import { tell } from '../tickets/changes.ts';
import { take } from '../tickets/owners.ts';
import { inOrderOnly, PickedOut, queueSettings, reasonNeeded } from './contract.ts';
import { tables } from './tables.ts';
import { policiesOf, turnFor } from './turns.ts';

export const pickAct = 'queues.pick';

/** Taking a ticket out of its turn where a team wants a lead's yes for it. Its policy is the team's for its queue. */
export const pickOut = reservedAct({
  name: pickAct, say: 'Take a ticket out of its turn', help: '', data: z.object({ ticketId: id }), standard: { asks: 'nobody', above: null, except: [] },
  about: (db, { ticketId }) => placeOf(db, ticketId),
  words: async (db, { ticketId }) => `Take #${(await tables(db).selectFrom('tickets').select('number').where('id', '=', ticketId).executeTakeFirst())?.number ?? '?'} out of its turn`,
  free: async (db, actor, { teamId }) => runs(actor, teamId) || (await readSettings(db, queueSettings, teamId)).picking !== 'lead',
  async perform(tx, requester, { ticketId }) { await take(tx, requester, ticketId, { via: 'approval' }); },
});

/** What of a move matters here: a ticket of the queue that somebody wants for themselves. */
export interface Wanted { readonly ticketId: string; readonly teamId: string; readonly ownerId: string | null; readonly claimedBy: string | null; readonly via?: string; readonly undoes?: string; readonly reason?: string }

/** Whether somebody may take a ticket that is not the next one; with a reason it is kept, for the team's leads. */
export async function inTurn(tx: Tx, actor: Actor, wanted: Wanted): Promise<void> {
  const { ticketId, teamId } = wanted;
  if (actor.kind !== 'person' || wanted.ownerId !== null || wanted.claimedBy !== null || wanted.via !== undefined || wanted.undoes !== undefined || runs(actor, teamId)) return;
  const { picking } = await readSettings(tx, queueSettings, teamId);
  if (picking === 'free') return;
  const ticket = await tables(tx).selectFrom('tickets').select(['id', 'number', 'team_id', 'owner_id', 'queued_at']).where('id', '=', ticketId).executeTakeFirstOrThrow();
  // One that waits is in nobody's turn; and whose time ran out may go on with it, as long as it is there.
  if (ticket.queued_at === null || (await wasTheirs(tx, actor, ticketId)) || (await isNext(tx, actor, ticketId, teamId))) return;
  if (picking === 'off') refuse(inOrderOnly, { ticketId, teamId });
  if (picking === 'lead') return await mustAsk(tx, actor, pickAct, { ticketId, teamId, data: { ticketId }, via: wanted.via });
  if (!wanted.reason) return refuse(reasonNeeded, { ticketId, teamId, number: ticket.number });
  const pickId = newId();
  await tables(tx).insertInto('queue_picks').values({ id: pickId, ticket_id: ticketId, team_id: teamId, person_id: actor.id, reason: wanted.reason, at: clock.now() }).execute();
  await tell(tx, actor, ticket, PickedOut, { pickId, personId: actor.id }, { uid: pickId });
}

const dayMs = 24 * 3600_000;
/** Whether they were the last to work on it, and their time ran out. */
async function wasTheirs(db: Reads, actor: PersonActor, ticketId: string): Promise<boolean> {
  const last = await tables(db).selectFrom('claims').select(['person_id', 'outcome']).where('ticket_id', '=', ticketId).where('ended_at', '>', clock.iso(-dayMs)).orderBy('at', 'desc').limit(1).executeTakeFirst();
  return last?.person_id === actor.id && last.outcome === 'idle';
}
const isNext = async (db: Reads, actor: PersonActor, ticketId: string, teamId: string): Promise<boolean> => (await turnFor(db, actor, await policiesOf(db, [teamId]), 1)).queue[0]?.id === ticketId;
