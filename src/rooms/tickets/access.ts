import { sql, type RawBuilder } from 'kysely';
import { notFound } from '../../core/refusals.ts';
import { atLeast, type Actor, type PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { mayOpenFile } from '../../core/server/files.ts';
import { replies } from '../../core/server/gates.ts';
import { mayLook } from '../../core/server/live-socket.ts';
import { refuse } from '../../core/server/refusals.ts';
import { actorFor, runs } from '../people/access.ts';
import { peopleOwn } from '../people/people.ts';
import { cannotOwn, mergedAway, notForYou } from './contract.ts';
import { seesRow, works } from './rules.ts';
import { tables, type Ticket } from './tables.ts';
import { ticketColumns } from './ticket-row.ts';

type Placed = Pick<Ticket, 'id' | 'team_id' | 'owner_id'>;
const placed = (t: Placed) => ({ teamId: t.team_id, ownerId: t.owner_id });

/** Who may see a ticket: those who see its team, its owner, and those who follow it. The one place that decides it for one ticket. */
export async function sees(db: Reads, actor: Actor, ticket: Placed): Promise<boolean> {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'person') return false;
  return seesRow(actor, placed(ticket)) || (await follows(db, actor.id, ticket.id));
}

const follows = async (db: Reads, personId: string, ticketId: string): Promise<boolean> =>
  (await tables(db).selectFrom('ticket_followers').select('person_id').where('ticket_id', '=', ticketId).where('person_id', '=', personId).executeTakeFirst()) !== undefined;

/** The same for many, as SQL over a table called `t`: every list, count and search goes through it (W-G4). */
export const visible = (actor: PersonActor): RawBuilder<boolean> =>
  sql<boolean>`(t.team_id = any(${[...actor.sees]}::uuid[]) or t.owner_id = ${actor.id}::uuid or t.id in (select f.ticket_id from ticket_followers f where f.person_id = ${actor.id}::uuid))`;

/** A ticket the actor may see; missing and forbidden ones answer alike (W-G1). */
export async function readable(db: Reads, actor: Actor, id: string): Promise<Ticket> {
  const ticket = await tables(db).selectFrom('tickets').select(ticketColumns).where('id', '=', id).executeTakeFirst();
  return ticket && (await sees(db, actor, ticket)) ? ticket : refuse(notFound);
}

/** Tickets to be changed, locked in one order so that two bulk acts never wait for each other in a circle. */
export async function workable(tx: Tx, actor: Actor, ids: readonly string[], options: { merged?: boolean } = {}): Promise<Ticket[]> {
  const found = await tables(tx).selectFrom('tickets').select(ticketColumns).where('id', 'in', [...ids]).orderBy('id').forUpdate().execute();
  const byId = new Map(found.map((t) => [t.id, t]));
  const all: Ticket[] = [];
  for (const id of ids) {
    const ticket = byId.get(id);
    if (!ticket || !(await sees(tx, actor, ticket))) return refuse(notFound);
    if (actor.kind === 'person' && !works(actor, placed(ticket))) refuse(notForYou);
    if (ticket.merged_into && !options.merged) refuse(mergedAway, { intoId: ticket.merged_into, number: await numberOf(tx, ticket.merged_into) });
    all.push(ticket);
  }
  return all;
}
export const workableOne = async (tx: Tx, actor: Actor, id: string, options: { merged?: boolean } = {}): Promise<Ticket> => (await workable(tx, actor, [id], options))[0]!;

const numberOf = async (db: Reads, id: string): Promise<number> => (await tables(db).selectFrom('tickets').select('number').where('id', '=', id).executeTakeFirstOrThrow()).number;

/** A team tickets may be put into: one that is there and, for a person, one they see (W-G3). */
export async function reachableTeam(db: Reads, actor: Actor, teamId: string): Promise<void> {
  const team = await tables(db).selectFrom('teams').select('archived_at').where('id', '=', teamId).executeTakeFirst();
  if (!team || team.archived_at || (actor.kind === 'person' && !actor.sees.includes(teamId))) refuse(notFound);
}

/** Whether somebody can own tickets of a team: active, more than a collaborator, and able to see it. */
export async function canOwn(db: Reads, personId: string, teamId: string): Promise<boolean> {
  const person = await actorFor(db, personId);
  return person !== null && atLeast(person.role, 'agent') && person.sees.includes(teamId);
}
export async function mustOwn(db: Reads, personId: string, teamId: string): Promise<void> {
  if (!(await canOwn(db, personId, teamId))) refuse(cannotOwn);
}

/** Who hears what happens on a ticket: those who see its team, its owner and its followers; when it moved, those of both places; and `also`. */
export function audience(ticket: Placed, moved: Placed = ticket, also: readonly string[] = []): RawBuilder<string[]> {
  const known = [...new Set([...[ticket, moved].flatMap((t) => [`team:${t.team_id}`, ...(t.owner_id ? [`person:${t.owner_id}`] : [])]), ...also])];
  return sql<string[]>`array(select unnest(${known}::text[]) union select 'person:' || f.person_id from ticket_followers f where f.ticket_id = ${ticket.id}::uuid)`;
}

/** Who may change a view or settings shared by a team (its leads) or by everybody (admins; for views leads too). */
export const mayShare = (actor: PersonActor, teamId: string | null): boolean => (teamId === null ? actor.role === 'admin' : runs(actor, teamId));

/** Whether the actor may see a ticket, or the one it was merged into, whose timeline holds its entries. */
export async function seesById(db: Reads, actor: Actor, id: string): Promise<boolean> {
  for (let at: string | null = id; at !== null;) {
    const ticket: (Placed & { merged_into: string | null }) | undefined = await tables(db).selectFrom('tickets').select(['id', 'team_id', 'owner_id', 'merged_into']).where('id', '=', at).executeTakeFirst();
    if (!ticket) return false;
    if (await sees(db, actor, ticket)) return true;
    at = ticket.merged_into;
  }
  return false;
}

export const looks = replies(mayLook, async (db, actor, on) => (on.kind === 'ticket' ? await seesById(db, actor, on.id) : null));

/** Files of messages open to those who see the ticket; files of a draft only to its writer. */
export const opensFiles = replies(mayOpenFile, async (db, actor, file) => {
  if (file.kind === 'draft') return actor.kind === 'person' && (await tables(db).selectFrom('drafts').select('person_id').where('id', '=', file.id).executeTakeFirst())?.person_id === actor.id;
  if (file.kind !== 'message') return null;
  const message = await tables(db).selectFrom('messages').select('ticket_id').where('id', '=', file.id).executeTakeFirst();
  return message !== undefined && (await seesById(db, actor, message.ticket_id));
});

/** What a teammate who leaves still owns. */
export const owns = replies(peopleOwn, async (db, _actor, { personId }) => {
  const { n } = await tables(db).selectFrom('ticket_tallies').select((e) => e.fn.coalesce(e.fn.sum<number>('n'), e.lit(0)).as('n')).where('owner_id', '=', personId).where('status', '!=', 'closed').executeTakeFirstOrThrow();
  return { kind: 'ticket', count: Number(n), say: Number(n) === 1 ? '1 ticket that is not closed' : `${n} tickets that are not closed` };
});
