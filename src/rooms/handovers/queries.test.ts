import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { clock } from '../../core/server/clock.ts';
import { countsQuery, escalationQuery, openedQuery, ownQuery, promiseQuery, urgentQuery, type ToCompile } from './compilations.ts';
import { givenQuery } from './easing-in.ts';
import { ownTicketsQuery } from './own-tickets.ts';
import { sinceQueries } from './starts.ts';
import { leftOpenQuery } from './sweeps.ts';

const size = 20_000;
let house: TestHouse;
let maya: TestPerson;
let what: ToCompile;
let teams: string[];
beforeAll(async () => {
  house = await openTestHouse();
  const made = await Promise.all(['Billing', 'Tech', 'Field', 'Sales'].map((name) => makeTeam(house, name)));
  teams = made.map((t) => t.id);
  maya = await person(house, { teams: [made[0]!] });
  const others = await Promise.all(Array.from({ length: 6 }, () => person(house, { teams: [made[0]!] })));
  const owners = [maya.id, ...others.map((o) => o.id)];
  await sql`insert into tickets (id, subject, status, team_id, owner_id, priority, tags, channel, waiting_for, wake_at, closed_at, snippet, message_count, last_message_at, last_from, made_at, due_at, queued_at)
    select gen_random_uuid(), 'Ticket ' || n, s.status, (${teams}::uuid[])[1 + n % 4], case when n % 3 = 0 then null else (${owners}::uuid[])[1 + n % 7] end, case when n % 500 = 0 then 3 else n % 3 end, case when n % 10 = 0 then array['refund'] else '{}' end, 'email',
      case when s.status = 'waiting' then 'customer' end, case when s.status = 'waiting' then now() + (n % 90) * interval '1 day' end, case when s.status = 'closed' then now() - (${sql.lit(size)} - n) * interval '11 minutes' end, 'snippet', 1, now() - (${sql.lit(size)} - n) * interval '13 minutes', case when n % 2 = 0 then 'customer' else 'us' end, now() - (${sql.lit(size)} - n) * interval '13 minutes',
      case when n % 20 = 0 then now() + (n % 400) * interval '3 hours' else timestamptz '9999-12-31 00:00:00+00' end, case when s.status = 'open' and n % 3 = 0 then now() end
    from generate_series(1, ${sql.lit(size)}) n, lateral (select (array['open','waiting','closed','closed','closed','closed','closed','closed'])[1 + (n / 7) % 8] as status) s`.execute(house.db);
  await sql`insert into facts (uid, at, name, about_kind, about_id, actor_kind, audience, shown, data) select gen_random_uuid(), now() - row_number() over (order by id) * interval '7 minutes', 'tickets.assigned', 'ticket', id, 'system', '{}', true, jsonb_build_object('set', jsonb_build_object('ownerId', owner_id)) from tickets where owner_id is not null`.execute(house.db);
  for (const table of ['tickets', 'facts', 'ticket_tallies']) await sql`vacuum analyze ${sql.table(table)}`.execute(house.db);
  const span = { teamId: teams[0]!, startsAt: clock.iso(-8 * 3600_000), endsAt: clock.iso(), by: 'rota' as const };
  what = { span, next: { ...span, startsAt: clock.iso(), endsAt: clock.iso(8 * 3600_000) }, dueSoonHours: 2, signers: [maya.id], flagged: [], left: [], notes: [] };
}, 120_000);
afterAll(() => house.close());

const explain = async (query: RawBuilder<unknown>): Promise<string> => (await sql<{ 'QUERY PLAN': string }>`explain (analyze, buffers off, costs off, timing off, summary off) ${query}`.execute(house.db)).rows.map((r) => r['QUERY PLAN']).join('\n');
const mostRows = (plan: string): number => Math.max(0, ...[...plan.matchAll(/rows=(\d+)(?:\.\d+)? loops=(\d+)/g)].map((m) => Number(m[1]) * Number(m[2])), ...[...plan.matchAll(/Rows Removed by \w+(?: \w+)*: (\d+)/g)].map((m) => Number(m[1])));

test('what a handover and the beginning of a shift ask costs what they show, however many tickets there are', async () => {
  const hour = 3600_000;
  const since = sinceQueries(maya.actor, clock.iso(-16 * hour));
  const stretches = [0, 1, 2, 3, 4].map((n) => ({ start: clock.ms() - n * 7 * 24 * hour - 8 * hour, end: clock.ms() - n * 7 * 24 * hour }));
  const all: Record<string, [RawBuilder<unknown>, number]> = {
    urgent: [urgentQuery(what), 400], promises: [promiseQuery(what), 400], escalations: [escalationQuery(what), 400], own: [ownQuery(what), 1500], opened: [openedQuery(teams[0]!, stretches), 500], 'own tickets': [sql`${ownTicketsQuery(house.db, maya.id)}`, 1000],
    'left open': [leftOpenQuery(teams[0]!, [maya.id]), 1000], replies: [since.replies, 600], queue: [since.queue, 600], closed: [since.closed, 600], mentions: [since.mentions, 600], given: [givenQuery(maya.id, clock.iso(-8 * hour)), 200],
    // Those waiting in one team are counted; what is open stands in the ledger, which is folded.
    counts: [countsQuery(what), 3000],
  };
  for (const [name, [query, most]] of Object.entries(all)) {
    const plan = await explain(query);
    expect(plan, name).not.toMatch(/Seq Scan on (tickets|facts|messages)/);
    if (name !== 'counts') expect(mostRows(plan), `${name}\n${plan}`).toBeLessThanOrEqual(most);
  }
}, 60_000);
