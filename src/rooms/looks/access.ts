import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { mayOpenFile } from '../../core/server/files.ts';
import { replies } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { runs } from '../people/access.ts';
import { readable, seesById, workableOne } from '../tickets/access.ts';
import { works } from '../tickets/rules.ts';
import type { Ticket } from '../tickets/tables.ts';
import { lookSettled, lookSettings, type lookState, type need } from './contract.ts';
import { tables, type LookRecord } from './tables.ts';

/*
 * Whoever sees a ticket reads what waits on it and says something of it. Who works on it, and needs no look themselves,
 * changes it, releases it or gives it back; never its author. The author, or who leads the team, takes it back.
 */

type Need = Out<typeof need>;
type Rules = Out<typeof lookSettings.schema>;
type Placed = Pick<Ticket, 'team_id' | 'owner_id' | 'tags'>;

/** Why a reply of somebody on a ticket needs a look, by its team's rules; null when it needs none. */
export function needBy({ people, tags }: Pick<Rules, 'people' | 'tags'>, actor: PersonActor, ticket: Placed): Need | null {
  if (people.some((one) => one.personId === actor.id && (one.until === null || Date.parse(one.until) > clock.ms()))) return { why: 'person', tag: null };
  const tag = runs(actor, ticket.team_id) ? undefined : tags.find((one) => ticket.tags.includes(one));
  return tag ? { why: 'topic', tag } : null;
}

export const neededFor = async (db: Reads, actor: PersonActor, ticket: Placed): Promise<Need | null> => needBy(await readSettings(db, lookSettings, ticket.team_id), actor, ticket);

export interface Found { readonly look: LookRecord; readonly ticket: Ticket; readonly may: { look: boolean; comment: boolean; withdraw: boolean } }

export function mayWith(rules: Pick<Rules, 'people' | 'tags'>, actor: PersonActor, look: LookRecord, ticket: Placed): Found['may'] {
  const waits = look.state === 'waiting';
  const work = waits && works(actor, { teamId: ticket.team_id, ownerId: ticket.owner_id });
  const looks = work && look.author_id !== actor.id && needBy(rules, actor, { ...ticket, tags: [] }) === null;
  return { look: looks, comment: waits, withdraw: work && (look.author_id === actor.id || runs(actor, ticket.team_id)) };
}

/** A reply that waits, its ticket locked before it; missing and forbidden ones answer alike (W-G1). */
export async function locked(tx: Tx, actor: PersonActor, id: string): Promise<Found> {
  const where = (await tables(tx).selectFrom('looks').select('ticket_id').where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  const ticket = await workableOne(tx, actor, where.ticket_id, { merged: true });
  const look = await tables(tx).selectFrom('looks').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
  if (look.state !== 'waiting') refuse(lookSettled, { state: look.state as Out<typeof lookState> });
  return { look, ticket, may: mayWith(await readSettings(tx, lookSettings, ticket.team_id), actor, look, ticket) };
}

/** One to be commented on by whoever sees its ticket. */
export async function commentable(tx: Tx, actor: PersonActor, id: string): Promise<{ look: LookRecord; ticket: Ticket }> {
  const look = (await tables(tx).selectFrom('looks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse(notFound);
  const ticket = await readable(tx, actor, look.ticket_id);
  if (look.state !== 'waiting') refuse(lookSettled, { state: look.state as Out<typeof lookState> });
  return { look, ticket };
}

/** Files of a reply that waits open to those who see its ticket. */
export const opensFiles = replies(mayOpenFile, async (db, actor: Actor, file) => {
  if (file.kind !== 'look') return null;
  const look = await tables(db).selectFrom('looks').select('ticket_id').where('id', '=', file.id).executeTakeFirst();
  return look !== undefined && (await seesById(db, actor, look.ticket_id));
});
