import { sql } from 'kysely';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { workable } from './access.ts';
import { tell } from './changes.ts';
import { Linked, mergeItself, Unlinked } from './contract.ts';
import { linkTo, type Link } from './families.ts';
import { tables, type Ticket } from './tables.ts';

/** Links two tickets as related, seen from both; needs rights on both (W-G3). */
export async function link(tx: Tx, actor: Actor, id: string, otherId: string): Promise<void> {
  if (id === otherId) refuse(mergeItself);
  const [one, other] = (await workable(tx, actor, [id, otherId])) as [Ticket, Ticket];
  const [low, high] = [id, otherId].toSorted() as [string, string];
  const made = await tables(tx).insertInto('ticket_links').values({ ticket_id: low, other_id: high, kind: 'related', at: clock.now() }).onConflict((c) => c.doNothing()).returning('at').executeTakeFirst();
  if (!made) return;
  await tell(tx, actor, one, Linked, { link: linkTo(other, 'related') });
  await tell(tx, actor, other, Linked, { link: linkTo(one, 'related') });
}

/** Removes a link between related tickets; those from splits, follow-ups and merges stay. */
export async function unlink(tx: Tx, actor: Actor, id: string, otherId: string): Promise<void> {
  const [one, other] = (await workable(tx, actor, [id, otherId], { merged: true })) as [Ticket, Ticket];
  const [low, high] = [id, otherId].toSorted() as [string, string];
  const gone = await tables(tx).deleteFrom('ticket_links').where('ticket_id', '=', low).where('other_id', '=', high).where('kind', '=', 'related').returning('at').executeTakeFirst();
  if (!gone) return;
  await tell(tx, actor, one, Unlinked, { otherId, number: other.number });
  await tell(tx, actor, other, Unlinked, { otherId: id, number: one.number });
}

/** Everything a ticket is linked with: related ones, those split off it or following it up, those it came from, those merged into it or it into. */
export async function linksOf(db: Reads, id: string): Promise<Link[]> {
  const { rows } = await sql<{ id: string; number: number; subject: string; status: string; kind: Link['kind'] }>`
    select t.id, t.number, t.subject, t.status, l.kind from (
      select other_id as id, case kind when 'split' then 'split-to' else kind end as kind, at from ticket_links where ticket_id = ${id}
      union all select ticket_id, case kind when 'split' then 'split-from' when 'follow-up' then 'follow-up-of' else kind end, at from ticket_links where other_id = ${id}
      union all select id, 'merged-in', closed_at from tickets where merged_into = ${id}
      union all select merged_into, 'merged-into', closed_at from tickets where id = ${id} and merged_into is not null
    ) l join tickets t on t.id = l.id order by l.at, t.number limit 200`.execute(db);
  return rows.map((t) => linkTo(t, t.kind));
}
