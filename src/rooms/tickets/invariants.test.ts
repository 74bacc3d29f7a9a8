import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { wireJoins } from '../../core/server/journal.ts';
import { countsFor, foldTallies } from './counts.ts';
import { mailIn } from './fixtures.ts';

let house: TestHouse;
let teams: { id: string }[];
let people: TestPerson[];
let ids: string[];
beforeAll(async () => {
  house = await openTestHouse();
  wireJoins([]);
  teams = await Promise.all(['Billing', 'Tech'].map((name) => makeTeam(house, name)));
  people = [await person(house, { role: 'lead', teams: [{ ...teams[0]!, lead: true }] }), await person(house, { role: 'lead', teams: [{ ...teams[1]!, lead: true }] })];
  ids = [];
  for (let n = 0; n < 4; n++) ids.push((await mailIn(house.db, { teamId: teams[n % 2]!.id })).ticketId);
});
afterAll(() => house.close());

interface Step { who: 0 | 1; what: string; on: number; other: number }
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom(0 as const, 1 as const), on: fc.nat(3), other: fc.nat(3),
  what: fc.constantFrom('take', 'assign', 'give', 'wait', 'close', 'reopen', 'merge', 'unmerge', 'priority', 'reply', 'mail', 'split', 'bulk', 'undo', 'fold', 'tag'),
});
let undos: string[] = [];

async function run({ who, what, on, other }: Step): Promise<number> {
  const [me, id, second] = [people[who]!, ids[on]!, ids[other]!];
  const verb = (name: string, body: object = {}) => me.call(`POST /tickets/:id/${name}`, { params: { id }, body: name === 'close' ? { ...asDone, ...body } : body });
  const done = async (): Promise<{ status: number; body: { undoId?: string } }> => {
    switch (what) {
      case 'assign': return verb('assign', { personId: people[other % 2]!.id, teamId: teams[on % 2]!.id });
      case 'give': return verb('give', { teamId: teams[other % 2]!.id });
      case 'wait': return verb('wait', { for: 'vendor', until: clock.iso(3600_000) });
      case 'merge': return verb('merge', { intoId: second, anyway: true });
      case 'priority': return me.call('PUT /tickets/:id/priority', { params: { id }, body: { priority: 'high' } });
      case 'reply': return verb('replies', { id: newId(), html: '<p>x</p>', to: [{ name: '', address: 'a@b.example' }], seen: 0, anyway: true, then: { kind: 'close', ...asDone } });
      case 'mail': await mailIn(house.db, { ticketId: id }); return { status: 200, body: {} };
      case 'split': return me.call('POST /tickets/:id/split', { params: { id }, body: { id: newId(), messageId: (await mailIn(house.db, { ticketId: id })).messageId, subject: 'x' } });
      case 'bulk': return me.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: [...new Set([id, second])], change: { kind: 'assign', personId: me.id } } });
      case 'undo': return me.call('POST /tickets/undo/:id', { params: { id: undos[on] ?? newId() } });
      case 'tag': return me.call('PUT /tickets/:id/tags', { params: { id }, body: { tags: other ? ['refund', `t${other}`] : [] } });
      case 'fold': await foldTallies(house.db); return { status: 200, body: {} };
      default: return verb(what);
    }
  };
  const answer = await done();
  if (answer.body.undoId) undos = [answer.body.undoId, ...undos].slice(0, 4);
  return answer.status;
}

/** What must hold whatever happened, in whatever order. */
async function hold(): Promise<void> {
  const { rows } = await sql<{ id: string; n: number; count: number; nowhere: boolean }>`
    select t.id, t.message_count as count, t.team_id is null as nowhere, (with recursive f as (select t.id union select c.id from tickets c join f on c.merged_into = f.id) select count(*)::int from messages m join f on f.id = m.ticket_id where m.delivery <> 'cancelled') as n from tickets t`.execute(house.db);
  expect(rows.filter((r) => r.nowhere || r.n !== r.count)).toEqual([]);
  const actor = await people[0]!.fresh();
  const recount = await sql<{ team: string; status: string; mine: boolean; free: boolean; n: number }>`select team_id as team, status, coalesce(owner_id = ${actor.id}::uuid, false) as mine, owner_id is null as free, count(*)::int as n from tickets where merged_into is null group by 1, 2, 3, 4`.execute(house.db);
  const sum = (test: (r: (typeof recount.rows)[number]) => boolean) => recount.rows.filter(test).reduce((all, r) => all + r.n, 0);
  const counts = await countsFor(house.db, actor);
  expect({ ...counts, teams: undefined }).toEqual({
    mine: { open: sum((r) => r.mine && r.status === 'open'), waiting: sum((r) => r.mine && r.status === 'waiting') }, myTeams: sum((r) => r.free && r.status === 'open' && r.team === teams[0]!.id),
    unowned: sum((r) => r.free && r.status === 'open'), waiting: sum((r) => r.status === 'waiting'), all: sum((r) => r.status !== 'closed'), closed: sum((r) => r.status === 'closed'), teams: undefined,
  });
  const tags = (from: string) => sql`select tag, id, team_id, status, priority, due_at, last_message_at, made_at from ${sql.raw(from)} order by tag, id`.execute(house.db);
  expect((await tags('(select g.*, g.ticket_id as id from tagged_tickets g) g')).rows).toEqual((await tags('tickets t, unnest(t.tags) as tag where merged_into is null')).rows);
  // The owner the row names is the last one its facts made: there never are two.
  const owners = await sql<{ id: string; row: string | null; fact: string | null }>`select t.id, t.owner_id as row, (select f.data->'set'->>'ownerId' from facts f where f.about_id = t.id and f.data->'set' ? 'ownerId' order by f.id desc limit 1) as fact from tickets t`.execute(house.db);
  expect(owners.rows.filter((o) => o.row !== o.fact)).toEqual([]);
}

test('no sequence of verbs leaves a ticket nowhere, with two owners, or counted wrongly', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 15 }), async (steps) => {
    for (const s of steps) expect(await run(s)).toBeLessThan(500);
    await hold();
  }), { numRuns: 12 });
}, 120_000);

test('W-L10 nor does any interleaving of verbs at once', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
    for (const status of await Promise.all(steps.map(run))) expect(status).toBeLessThan(500);
    await hold();
  }), { numRuns: 12 });
}, 120_000);
