import { sql } from 'kysely';
import type { Out } from '../../../core/contract.ts';
import { newId } from '../../../core/ids.ts';
import { forbidden, notFound } from '../../../core/refusals.ts';
import type { PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import type { Reads, Tx } from '../../../core/server/db.ts';
import { record } from '../../../core/server/journal.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { audience, mayShare, reachableTeam, readable } from '../../tickets/access.ts';
import { familyOf } from '../../tickets/families.ts';
import { mayChangeQuotable, mustChangeQuotable } from './access.ts';
import { QuotablesChanged, type phone, type quotable } from './contract.ts';
import { tables } from './tables.ts';

export type Quotable = Out<typeof quotable>;
type Body = Out<typeof phone.changeQuotable.spec.body>;
interface Row { id: string; team_id: string | null; ticket_id: string | null; kind: string; text: string; source: string; as_of: string; valid_until: string | null }

const rows = (db: Reads) => tables(db).selectFrom('quotables').select(['id', 'team_id', 'ticket_id', 'kind', 'text', 'source', sql<string>`as_of::text`.as('as_of'), sql<string | null>`valid_until::text`.as('valid_until')]).where('removed_at', 'is', null);
const shape = (r: Row, change: boolean): Quotable => ({
  id: r.id, teamId: r.team_id, ticketId: r.ticket_id, kind: r.kind as Quotable['kind'], text: r.text, source: r.source, asOf: r.as_of, validUntil: r.valid_until, old: r.valid_until !== null && r.valid_until < clock.iso().slice(0, 10), may: { change },
});

/** What may be quoted on a ticket: its own lines, its team's and everybody's, in this order. Whether the ticket is seen was looked at. */
export async function quotablesFor(db: Reads, actor: PersonActor, ticket: { id: string; team_id: string }): Promise<Quotable[]> {
  const family = await familyOf(db, ticket.id);
  const found = await rows(db).where((e) => e.or([e('ticket_id', 'in', family), e('team_id', '=', ticket.team_id), e.and([e('team_id', 'is', null), e('ticket_id', 'is', null)])])).orderBy('kind').orderBy('at', 'desc').limit(200).execute();
  const order = (r: Row): number => (r.ticket_id ? 0 : r.team_id ? 1 : 2);
  return found.toSorted((a, b) => order(a) - order(b)).map((r) => shape(r, r.ticket_id ? actor.role !== 'collaborator' : mayShare(actor, r.team_id)));
}

/** Those of the workspace and of one team, for the settings. */
export async function listQuotables(db: Reads, actor: PersonActor, teamId: string | null): Promise<Quotable[]> {
  if (teamId) await reachableTeam(db, actor, teamId);
  const found = await rows(db).where('ticket_id', 'is', null).where((e) => e.or([e('team_id', 'is', null), ...(teamId ? [e('team_id', '=', teamId)] : [])])).orderBy('kind').orderBy('at', 'desc').limit(500).execute();
  return found.map((r) => shape(r, mayShare(actor, r.team_id)));
}

export async function quotableById(db: Reads, actor: PersonActor, id: string): Promise<Quotable> {
  const row = await rows(db).where('id', '=', id).executeTakeFirst();
  return row ? shape(row, await mayChangeQuotable(db, actor, row)) : refuse(notFound);
}

export async function addQuotable(tx: Tx, actor: PersonActor, what: Body & { id: string; teamId: string | null; ticketId: string | null }): Promise<void> {
  if (what.teamId && !what.ticketId) await reachableTeam(tx, actor, what.teamId);
  const of = { team_id: what.ticketId ? null : what.teamId, ticket_id: what.ticketId };
  if (!(await mustChangeQuotable(tx, actor, of))) refuse(forbidden);
  await tables(tx).insertInto('quotables').values({ id: what.id, ...of, kind: what.kind, text: what.text, source: what.source, as_of: what.asOf, valid_until: what.validUntil, made_by: actor.id, at: clock.now() }).execute();
  await tell(tx, actor, of);
}

export async function changeQuotable(tx: Tx, actor: PersonActor, id: string, what: Body): Promise<void> {
  const row = await changeable(tx, actor, id);
  await tables(tx).updateTable('quotables').set({ kind: what.kind, text: what.text, source: what.source, as_of: what.asOf, valid_until: what.validUntil, made_by: actor.id, at: clock.now() }).where('id', '=', id).execute();
  await tell(tx, actor, row);
}

export async function removeQuotable(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const row = await changeable(tx, actor, id);
  await tables(tx).updateTable('quotables').set({ removed_at: clock.now() }).where('id', '=', id).execute();
  await tell(tx, actor, row);
}

/** One that is there and may be changed; those of tickets and teams one does not see answer like missing ones. */
async function changeable(tx: Tx, actor: PersonActor, id: string): Promise<{ team_id: string | null; ticket_id: string | null }> {
  const row = await tables(tx).selectFrom('quotables').select(['team_id', 'ticket_id']).where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst();
  if (!row || (row.team_id && !actor.sees.includes(row.team_id))) return refuse(notFound);
  return (await mustChangeQuotable(tx, actor, row)) ? row : refuse(forbidden);
}

async function tell(tx: Tx, actor: PersonActor, of: { team_id: string | null; ticket_id: string | null }): Promise<void> {
  const to = of.ticket_id ? audience(await readable(tx, actor, of.ticket_id)) : of.team_id ? [`team:${of.team_id}`] : ['staff'];
  await record(tx, actor, QuotablesChanged, { about: of.ticket_id ?? of.team_id ?? newId(), to, data: { teamId: of.team_id, ticketId: of.ticket_id } });
}
