import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { queueSettings } from './contract.ts';
import { unread } from './edges.ts';
import { candidates, knowsOf, type Knows } from './lanes.ts';
import { before, rank, type Waiting } from './rules.ts';

let house: TestHouse;
let team: { id: string };
let maya: TestPerson;
let customers: { id: string; language: string | null; known: boolean }[];
beforeAll(async () => {
  house = await openTestHouse();
  team = await makeTeam(house, 'Billing');
  maya = await person(house, { name: 'Maya', teams: [team] });
  await sql`update people set skills = array['Refunds', 'Spanish', 'fr'] where id = ${maya.id}`.execute(house.db);
  customers = [];
  for (const [n, language] of ['es-MX', null, 'de', 'fr', 'es', null].entries()) {
    const known = n > 3;
    const { ticketId } = await mailIn(house.db, { teamId: team.id }, { from: `c${n}@acme.example` });
    const { rows } = await sql<{ id: string }>`update customers set language = ${language} where id = (select customer_id from tickets where id = ${ticketId}) returning id`.execute(house.db);
    await sql`update tickets set owner_id = ${known ? maya.id : null}, status = ${known ? 'waiting' : 'closed'}, queued_at = null, wake_at = ${known ? clock.iso(86_400_000) : null}, waiting_for = ${known ? 'customer' : null}, closed_at = ${known ? null : clock.iso()} where id = ${ticketId}`.execute(house.db);
    customers.push({ id: rows[0]!.id, language, known });
  }
});
afterAll(() => house.close());

const speaks = (language: string | null) => (language?.startsWith('es') ? 'Spanish' : language?.startsWith('fr') ? 'French' : null);
const minute = 60_000;
const one = fc.record({ hoursAgo: fc.integer({ min: 0, max: 40 }), due: fc.option(fc.integer({ min: -300, max: 90 })), priority: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const), tags: fc.subarray(['complaint', 'refunds', 'x']), who: fc.option(fc.nat(5)) });
const standard = queueSettings.schema.parse({});
const policies = fc.shuffledSubarray(standard.order, { minLength: 1 }).map((order) => ({ ...standard, order }));

/** The whole queue, as it was put there. */
async function fill(all: readonly { hoursAgo: number; due: number | null; priority: Waiting['priority']; tags: string[]; who: number | null }[], now: number): Promise<Waiting[]> {
  await sql`delete from tickets where team_id = ${team.id} and queued_at is not null`.execute(house.db);
  const queue = all.map((w): Waiting => ({
    id: newId(), teamId: team.id, queuedAt: now - w.hoursAgo * 60 * minute, dueAt: w.due === null ? null : now + w.due * minute, priority: w.priority, tags: w.tags, known: w.who !== null && customers[w.who]!.known, spoken: w.who === null ? null : speaks(customers[w.who]!.language),
  }));
  for (const [n, w] of queue.entries()) {
    await sql`insert into tickets (id, subject, status, team_id, priority, tags, customer_id, channel, message_count, last_message_at, made_at, due_at, queued_at)
      values (${w.id}, 'Waits', 'open', ${team.id}, ${w.priority}, ${w.tags}, ${all[n]!.who === null ? null : customers[all[n]!.who]!.id}, 'email', 1, ${clock.iso()}, ${clock.iso()}, ${w.dueAt === null ? '9999-12-31 00:00:00+00' : new Date(w.dueAt).toISOString()}, ${new Date(w.queuedAt).toISOString()})`.execute(house.db);
  }
  return queue;
}

test('what lanes bring is, as far as they are certain, the order of the whole queue; read far enough it is all of it', async () => {
  const knows: Knows = await knowsOf(house.db, await maya.fresh());
  expect(knows.languages).toEqual(expect.arrayContaining(['es', 'fr']));
  await fc.assert(fc.asyncProperty(fc.array(one, { minLength: 8, maxLength: 40 }), policies, async (all, policy) => {
    const now = clock.ms();
    const whole = rank(await fill(all, now), knows, policy, now);
    for (const reach of [1, 3, 50]) {
      const seen = rank(await candidates(house.db, { teamId: team.id, knows, policy, now, reach }), knows, policy, now);
      const beyond = unread(seen, knows, policy, now, reach);
      for (const [at, w] of seen.entries()) {
        if (!beyond.every((other) => before(other, w, knows, policy, now) >= 0)) break;
        expect(w.id).toBe(whole[at]!.id);
      }
      if (reach === 50) expect(seen).toEqual(whole);
    }
  }), { numRuns: 25 });
}, 120_000);

test('an old ticket in a language that only one person speaks is next for them, behind whatever stands before it', async () => {
  const now = clock.ms();
  const quiet = { hoursAgo: 30, due: null, priority: 1 as const, tags: [] as string[], who: null };
  const queue = await fill([...Array.from({ length: 250 }, () => ({ ...quiet, hoursAgo: 35 })), { ...quiet, who: 0 }], now);
  const spanish = queue.at(-1)!.id;
  const admin = await person(house, { role: 'admin' });
  await admin.call('PUT /queue-settings', { body: { teamId: team.id, order: ['priority', 'language', 'age'] } });
  const { body } = await maya.call('POST /queue/next', { body: { id: newId(), teamId: team.id } });
  expect(body.ticket.id).toBe(spanish);
  expect(body.claim.reasons.map((r: { kind: string }) => r.kind)).toContain('language');
  await maya.call('POST /claims/:id/give-back', { params: { id: body.claim.id } });
  // A customer whose language turns out to be another one is found by that.
  await sql`update customers set language = 'ja' where id = ${customers[0]!.id}`.execute(house.db);
  expect((await maya.call('GET /queue', { query: { teamId: team.id } })).body.items[0].ticket.id).not.toBe(spanish);
  await sql`update customers set merged_into = ${customers[3]!.id} where id = ${customers[0]!.id}`.execute(house.db);
  expect((await maya.call('GET /queue', { query: { teamId: team.id } })).body.items[0].ticket.id).toBe(spanish);
});
