import { sql } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import { familyOf } from '../tickets/families.ts';
import type { Ticket } from '../tickets/tables.ts';
import { priorityOf } from '../tickets/ticket-row.ts';
import type { Course, Matter, Names } from './rules.ts';
import { tables } from './tables.ts';

/** What of a ticket, its customer and their company decides about its service level. */
export async function matterOf(db: Reads, t: Pick<Ticket, 'team_id' | 'priority' | 'channel' | 'tags' | 'customer_id'>): Promise<Matter> {
  const customer = t.customer_id ? await tables(db).selectFrom('customers as c').leftJoin('companies as o', 'o.id', 'c.company_id').select(['c.plan', 'c.critical', 'c.company_id', 'o.plan as company_plan', 'o.critical as company_critical']).where('c.id', '=', t.customer_id).executeTakeFirst() : undefined;
  return {
    teamId: t.team_id, priority: priorityOf(t.priority), channel: t.channel, tags: t.tags, plans: [customer?.plan, customer?.company_plan].filter((p): p is string => Boolean(p)),
    companyId: customer?.company_id ?? null, critical: Boolean(customer?.critical || customer?.company_critical),
  };
}

/** Names of teams and companies, for words. */
export async function namesFor(db: Reads): Promise<Names> {
  const teams = new Map((await tables(db).selectFrom('teams').select(['id', 'name']).execute()).map((t) => [t.id, t.name]));
  const { rows } = await sql<{ id: string; name: string }>`select id, name from companies where id::text in (select jsonb_array_elements_text(match->'companyIds') from sla_policies)`.execute(db);
  const companies = new Map(rows.map((c) => [c.id, c.name]));
  return { team: (id) => teams.get(id) ?? 'a team that is gone', company: (id) => companies.get(id) ?? 'a company' };
}

interface Row { first_in: string | null; first_out: string | null; last_out: string | null; waiting_since: string | null }
const ms = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** When what was written, on a ticket and those merged into it. What machines wrote and what was taken back does not count. */
export async function courseOf(db: Reads, t: Pick<Ticket, 'id' | 'made_at' | 'closed_at'>): Promise<Course> {
  const { rows: [row] } = await sql<Row>`with said as (
      select f.at, m.direction from facts f join messages m on m.id = f.uid
      where f.about_id = any(${await familyOf(db, t.id)}::uuid[]) and f.shown and f.name in ('tickets.message-received', 'tickets.replied') and m.delivery <> 'cancelled' and not coalesce((f.data->>'quiet')::boolean, false))
    select min(at) filter (where direction = 'in') as first_in, min(at) filter (where direction = 'out') as first_out, max(at) filter (where direction = 'out') as last_out,
      (select min(s.at) from said s where s.direction = 'in' and s.at > coalesce((select max(o.at) from said o where o.direction = 'out'), '-infinity')) as waiting_since from said`.execute(db);
  return { openedAt: Date.parse(t.made_at), closedAt: ms(t.closed_at), firstIn: ms(row!.first_in), firstOut: ms(row!.first_out), lastOut: ms(row!.last_out), waitingSince: ms(row!.waiting_since) };
}
