import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse } from '../../app/house.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { queueSettings } from './contract.ts';
import { next } from './fixtures.ts';
import { candidates, laneQuery, laneLength } from './lanes.ts';
import { renew } from './leases.ts';

let house: TestHouse;
let crowd: TestPerson[];
let team: { id: string };
beforeAll(async () => {
  house = await openTestHouse({ config: { poolSize: 40 } });
  team = await makeTeam(house, 'Billing');
  crowd = [];
  for (let n = 0; n < 100; n++) crowd.push(await person(house, { teams: [team] }));
}, 120_000);
afterAll(() => house.close());

/** As browsers do: asked again with the same id where the house was too busy to look at it. */
async function persistently(who: TestPerson) {
  const body = { id: newId() };
  for (;;) {
    const answer = await who.call('POST /queue/next', { body });
    if (answer.status !== 503) return answer;
  }
}
const takers = async (): Promise<Map<string, string>> => new Map((await sql<{ ticket: string; person: string }>`select ticket_id as ticket, person_id as person from claims where ended_at is null and team_id = ${team.id}`.execute(house.db)).rows.map((r) => [r.ticket, r.person]));
const clear = () => sql`with gone as (update claims set ended_at = now(), outcome = 'given-back' where ended_at is null returning ticket_id) update tickets set claimed_by = null where id in (select ticket_id from gone)`.execute(house.db);

test('W-L13 a hundred people at once get a hundred tickets, each one, and the hundred first of the queue', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 130; n++) ids.push((await mailIn(house.db, { teamId: team.id }, { from: `c${n}@acme.example` })).ticketId);
  const answers = await Promise.all(crowd.map(persistently));
  expect(answers.map((a) => a.status).filter((s) => s !== 200)).toEqual([]);
  expect(new Set(answers.map((a) => a.body.ticket.id as string))).toEqual(new Set(ids.slice(0, 100)));
  expect(new Set(answers.map((a) => a.body.claim.personId as string)).size).toBe(100);
  expect((await takers()).size).toBe(100);
});

test('W-L10 nobody waits for a ticket that somebody else holds: they get the next one', async () => {
  await clear();
  const first = (await crowd[0]!.call('GET /queue', { query: { teamId: team.id } })).body.items[0].ticket.id as string;
  await house.db.transaction().execute(async (tx) => {
    await sql`select id from tickets where id = ${first} for update`.execute(tx);
    // This transaction ends only after all of them have an answer: had one waited for it, none would come.
    const answers = await Promise.all(crowd.slice(0, 20).map((who) => next(who)));
    expect(answers.map((a) => a.status).filter((s) => s !== 200)).toEqual([]);
    expect(answers.map((a) => a.body.ticket.id)).not.toContain(first);
  });
});

test('W-L5 of many presses of one person one gives a ticket', async () => {
  await clear();
  const answers = await Promise.all(Array.from({ length: 12 }, () => next(crowd[0]!)));
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  expect(answers.filter((a) => a.status !== 200).map((a) => a.body.code as string).every((code) => code === 'queues.finish-first')).toBe(true);
});

test('W-L13 W-L19 a second process and a restart: claims stay, each time that is over acts once', async () => {
  await clear();
  for (const who of crowd.slice(0, 8)) await next(who);
  const before = await takers();
  const second = await openHouse({ database: house.database, web: true, work: false, channels: false });
  try {
    expect(await takers()).toEqual(before);
    await Promise.all([house.clockRunner.once(), second.clockRunner.once()]);
    await renew(second.db, crowd.slice(0, 3).map((who) => ({ personId: who.id, at: clock.iso() })));
    await house.advance('2m');
    await renew(house.db, crowd.slice(0, 3).map((who) => ({ personId: who.id, at: clock.iso() })));
    clock.shift(30_000);
    await Promise.all([house.clockRunner.once(), second.clockRunner.once(), house.clockRunner.once(), second.clockRunner.once()]);
    await house.settle();
    expect(new Set((await takers()).values())).toEqual(new Set(crowd.slice(0, 3).map((who) => who.id)));
    const told = await sql<{ n: number }>`select count(*)::int as n from facts where name = 'queues.given-back' and about_id = any(${[...before.keys()]}::uuid[]) group by about_id`.execute(house.db);
    expect(told.rows.map((r) => r.n)).toEqual([1, 1, 1, 1, 1]);
  } finally {
    await second.close();
  }
});

test('the lanes read a few rows of a few indexes, however long the queue', async () => {
  await sql`insert into tickets (id, subject, status, team_id, owner_id, priority, tags, channel, snippet, message_count, last_message_at, last_from, made_at, due_at, queued_at)
    select gen_random_uuid(), 'Ticket ' || n, 'open', ${team.id}, case when n % 3 = 0 then ${crowd[0]!.id}::uuid end, n % 4, case when n % 50 = 0 then array['complaint'] when n % 20 = 0 then array['refunds'] else '{}' end, 'email', '', 1, at, 'customer', at,
      case when n % 4 = 1 then ${clock.iso()}::timestamptz + (n - 10000) * interval '1 minute' else timestamptz '9999-12-31 00:00:00+00' end, case when n % 3 <> 0 then at end
    from generate_series(1, 20000) n, lateral (select ${clock.iso()}::timestamptz - (20000 - n) * interval '30 seconds' as at) a`.execute(house.db);
  await sql`vacuum analyze tickets`.execute(house.db);
  await sql`vacuum analyze tagged_tickets`.execute(house.db);
  const wanted = { teamId: team.id, knows: { skills: ['refunds', 'spanish'], languages: ['es'], customers: new Set([newId(), newId()]) }, policy: queueSettings.schema.parse({}), now: clock.ms(), reach: laneLength };
  const plan = (await sql<{ 'QUERY PLAN': string }>`explain (analyze, buffers off, costs off, timing off, summary off) ${laneQuery(wanted)}`.execute(house.db)).rows.map((r) => r['QUERY PLAN']).join('\n');
  expect(plan).not.toMatch(/Seq Scan on (tickets|tagged_tickets)/);
  expect(plan).toMatch(/tickets_queue_due/);
  expect(plan).toMatch(/tickets_queue_age/);
  expect(plan).toMatch(/tagged_tickets_lane/);
  expect(plan).toMatch(/tickets_queue_language/);
  const most = Math.max(...[...plan.matchAll(/(?:tickets_\w+|tagged_tickets_\w+) on \w+ \w+ \(actual rows=([\d.]+)/g)].map(([, rows]) => Number(rows)));
  expect(most).toBeLessThanOrEqual(laneLength * 2);
  expect((await candidates(house.db, wanted)).length).toBeLessThan(laneLength * 11);
});
