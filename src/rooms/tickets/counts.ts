import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Db, Reads } from '../../core/server/db.ts';
import type { counts } from './contract.ts';
import type { TicketRow } from './rules.ts';

type Counts = Out<typeof counts>;
interface Cell { team: string; mine: boolean; free: boolean; status: TicketRow['status']; n: number }

/** The sums over the ledger of tallies that a person's rail shows; tickets themselves are never read. */
export const tallyQuery = (actor: PersonActor) => sql<Cell>`
  select team_id as team, coalesce(owner_id = ${actor.id}::uuid, false) as mine, owner_id is null as free, status, sum(n)::int as n from ticket_tallies
  where team_id = any(${[...actor.sees]}::uuid[]) group by 1, 2, 3, 4
  union all select team_id, true, false, status, sum(n)::int from ticket_tallies where owner_id = ${actor.id}::uuid and team_id <> all(${[...actor.sees]}::uuid[]) group by team_id, status`;

/** How many tickets each view holds for this person: always what a recount would give. */
export async function countsFor(db: Reads, actor: PersonActor): Promise<Counts> {
  const { rows } = await tallyQuery(actor).execute(db);
  const sum = (test: (c: Cell) => boolean): number => rows.reduce((all, c) => (test(c) ? all + c.n : all), 0);
  const teams: Counts['teams'] = {};
  for (const team of actor.sees) {
    const of = (test: (c: Cell) => boolean) => sum((c) => c.team === team && test(c));
    teams[team] = { open: of((c) => c.status === 'open'), waiting: of((c) => c.status === 'waiting'), closed: of((c) => c.status === 'closed'), unowned: of((c) => c.status === 'open' && c.free) };
  }
  return {
    mine: { open: sum((c) => c.mine && c.status === 'open'), waiting: sum((c) => c.mine && c.status === 'waiting') },
    myTeams: sum((c) => c.free && c.status === 'open' && actor.teams.includes(c.team)), unowned: sum((c) => c.free && c.status === 'open'),
    waiting: sum((c) => c.status === 'waiting'), all: sum((c) => c.status !== 'closed'), closed: sum((c) => c.status === 'closed'), teams,
  };
}

/** Makes one line of many for each cell of the ledger; readers see either the lines or their sum, never both. */
export async function foldTallies(db: Db): Promise<void> {
  await sql`with many as (select team_id, owner_id, status from ticket_tallies group by 1, 2, 3 having count(*) > 1),
    gone as (delete from ticket_tallies t using many m where t.team_id = m.team_id and t.owner_id is not distinct from m.owner_id and t.status = m.status returning t.team_id, t.owner_id, t.status, t.n)
    insert into ticket_tallies (team_id, owner_id, status, n) select team_id, owner_id, status, sum(n) from gone group by 1, 2, 3 having sum(n) <> 0`.execute(db);
}
