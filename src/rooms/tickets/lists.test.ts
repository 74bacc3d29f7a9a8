import fc from 'fast-check';
import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reasons } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import type { Reads } from '../../core/server/db.ts';
import { countsFor, foldTallies, tallyQuery } from './counts.ts';
import { mailIn } from './fixtures.ts';
import { listQuery, listTickets, type ListAsk } from './lists.ts';
import { belongs, filterOf, inOrder, typedWords, type TicketRow } from './rules.ts';
import { rareLimit, search, sinceQuery, walkQuery } from './searches.ts';
import { rows, shape } from './ticket-row.ts';

const size = 100_000;
const step = 10_000;
let house: TestHouse;
let maya: TestPerson;
let narrow: TestPerson;
let boss: TestPerson;
let teams: { id: string }[];
let customerId: string;

/** A hundred thousand tickets of every kind, made by the database itself. */
async function fill(): Promise<void> {
  for (let from = 1; from < size; from += step) await fillSome(from, from + step - 1);
  await foldTallies(house.db);
  for (const table of ['tickets', 'messages', 'ticket_tallies']) await sql`vacuum analyze ${sql.table(table)}`.execute(house.db);
}

async function fillSome(from: number, to: number): Promise<void> {
  const ids = teams.map((t) => t.id);
  await sql`insert into tickets (id, subject, status, team_id, owner_id, priority, tags, customer_id, channel, waiting_for, wake_at, closed_at, closed_for, snippet, message_count, last_message_at, last_from, made_at, due_at, queued_at)
    select gen_random_uuid(), (array['Charged twice','Login loop after update','Boiler visit','Refund for order','Cannot open invoice'])[1 + n % 5] || ' ' || n, s.status, (${ids}::uuid[])[1 + n % ${sql.lit(ids.length)}],
      case when n % 3 = 0 then null when n % 5 = 4 then case when n % 1000 = 4 then ${narrow.id}::uuid else ${boss.id}::uuid end when n % 7 = 0 then ${maya.id}::uuid else ${narrow.id}::uuid end, n % 4, case when n % 4985 = 0 then array['rare', 'refund'] when n % 10 = 0 then array['refund'] when n % 997 = 0 then array['rare'] when n < 20000 and n % 2 = 0 then array['old'] else '{}' end, ${customerId}::uuid, 'email',
      case when s.status = 'waiting' then 'customer' end, case when s.status = 'waiting' then now() + interval '1 day' end, case when s.status = 'closed' then now() end,
      case when s.status = 'closed' then case when n % 997 = 0 then ${reasons.unsuccessful}::uuid when n < 20000 and n % 2 = 0 then ${reasons.noAnswer}::uuid when n % 3 > 0 then ${reasons.solved}::uuid end end,
      'snippet ' || n, 1, timestamptz '2026-01-01' + n * interval '61 seconds', 'customer', timestamptz '2026-01-01' + n * interval '60 seconds', case when n % 5 = 0 then timestamptz '2026-02-01' + n * interval '7 seconds' else timestamptz '9999-12-31 00:00:00+00' end,
      case when s.status = 'open' and n % 3 = 0 then timestamptz '2026-01-01' + n * interval '60 seconds' end
    from generate_series(${sql.lit(from)}, ${sql.lit(to)}) n, lateral (select (array['open','open','waiting','closed','closed'])[1 + (n / 7) % 5] as status) s`.execute(house.db);
  await sql`insert into messages (id, ticket_id, direction, channel, customer_id, sender, html, text, at)
    select gen_random_uuid(), t.id, 'in', 'email', t.customer_id, '{"name":"Anna","address":"anna@acme.example"}', '', 'hello the invoice ' || t.number || ' is wrong ' || case when t.number % 1009 = 0 then 'xylophone ' else '' end || case when t.number % 190 = 0 then 'seldom ' else '' end || case when t.number % 40 = 0 then 'often ' else '' end || case when t.number < 20000 then 'formerly' else '' end, t.last_message_at from tickets t where snippet like 'snippet %' and split_part(snippet, ' ', 2)::int between ${sql.lit(from)} and ${sql.lit(to)}`.execute(house.db);
}

beforeAll(async () => {
  house = await openTestHouse();
  teams = await Promise.all(['Billing', 'Tech', 'Field', 'Sales'].map((name) => makeTeam(house, name)));
  const secret = await makeTeam(house, 'Legal', { visibility: 'closed' });
  maya = await person(house, { teams: [teams[0]!] });
  boss = await person(house, { role: 'admin' });
  narrow = await person(house, { teams: [teams[1]!] });
  ({ customerId } = await mailIn(house.db, { teamId: secret.id }, { from: 'lone@acme.example' }));
  teams.push(secret);
  await fill();
}, 180_000);
afterAll(() => house.close());

const explain = async (query: RawBuilder<unknown>, db: Reads = house.db): Promise<string> => (await sql<{ 'QUERY PLAN': string }>`explain (analyze, buffers off, costs off, timing off, summary off) ${query}`.execute(db)).rows.map((r) => r['QUERY PLAN']).join('\n');
/** The most rows any step of a plan handled. */
const mostRows = (plan: string): number => Math.max(0, ...[...plan.matchAll(/rows=(\d+)(?:\.\d+)? loops=(\d+)/g)].map((m) => Number(m[1]) * Number(m[2])), ...[...plan.matchAll(/Rows Removed by \w+(?: \w+)*: (\d+)/g)].map((m) => Number(m[1])));

describe('a page costs the same however many tickets there are', () => {
  const views = ['mine', 'my-teams', 'unowned', 'waiting', 'all', 'closed'] as const;
  const orders = ['due', 'newest', 'oldest', 'priority', 'updated'] as const;
  test.each(views.flatMap((view) => orders.map((order) => ({ view, order }))))('$view by $order reads a few rows from an index', async ({ view, order }) => {
    const actor = await maya.fresh();
    const ask: ListAsk = { filter: filterOf(view, actor), order };
    const plan = await explain(await listQuery(house.db, actor, ask));
    expect(plan).not.toMatch(/Seq Scan on tickets/);
    expect(plan).toMatch(/Index (Only )?Scan .*tickets_(lane|free|owner)_/);
    if (view !== 'mine') expect(mostRows(plan), plan).toBeLessThan(3000);
  });

  test('so it is for tags rare and frequent, for a page deep down, and for whoever sees one team', async () => {
    const actor = await maya.fresh();
    for (const tag of [['rare'], ['refund'], ['old'], ['unknown'], ['refund', 'rare']]) {
      for (const [order, status] of [['due', ['open', 'waiting']], ['updated', ['closed']], ['priority', ['open']], ['newest', ['closed']]] as const) {
        const plan = await explain(await listQuery(house.db, actor, { filter: { status: [...status], tag }, order }));
        expect(plan).toMatch(/Index (Only )?Scan .*tagged_tickets_/);
        expect(mostRows(plan), `${tag.join()} ${plan}`).toBeLessThan(1500);
      }
    }
    const first = await listTickets(house.db, actor, { filter: { status: ['closed'] }, order: 'updated' });
    const far = Buffer.from(JSON.stringify(['updated', '2026-01-20 00:00:00+00', first.items[0]!.id])).toString('base64url');
    expect(mostRows(await explain(await listQuery(house.db, actor, { filter: { status: ['closed'] }, order: 'updated', cursor: far })))).toBeLessThan(2000);
    expect(mostRows(await explain(await listQuery(house.db, { ...actor, sees: [teams[1]!.id] }, { filter: { status: ['open'] }, order: 'due' })))).toBeLessThan(1000);
  });

  test('so it is for reasons of closing, given often, seldom, or only long ago; alone, together, and deep down', async () => {
    const actor = await maya.fresh();
    const asked = (closedFor: string[], order: (typeof orders)[number], cursor?: string) => listQuery(house.db, actor, { filter: { status: ['closed'], closedFor }, order, cursor });
    for (const closedFor of [[reasons.solved], [reasons.unsuccessful], [reasons.noAnswer], [narrow.id], [reasons.solved, reasons.unsuccessful]]) {
      for (const order of orders) {
        const plan = await explain(await asked(closedFor, order));
        expect(plan).toMatch(/Index (Only )?Scan .*tickets_(closed|lane)_/);
        expect(mostRows(plan), `${closedFor.join()} ${order} ${plan}`).toBeLessThan(1500);
      }
    }
    const far = Buffer.from(JSON.stringify(['updated', '2026-01-20 00:00:00+00', narrow.id])).toString('base64url');
    expect(mostRows(await explain(await asked([reasons.solved], 'updated', far)))).toBeLessThan(1500);
  });

  test('counts never read tickets', async () => {
    const plan = await explain(tallyQuery(await maya.fresh()));
    expect(plan).not.toMatch(/on tickets/);
    expect(mostRows(plan), plan).toBeLessThan(1000);
  });

  test('search reads a bounded number of rows for words rare and frequent', async () => {
    const asked = (word: string) => ({ actor: boss.actor, query: typedWords(word)!, onlyOpen: false });
    await house.db.transaction().execute(async (tx) => {
      await sql`select set_config('enable_seqscan', 'off', true), set_config('gin_fuzzy_search_limit', ${String(rareLimit)}, true)`.execute(tx);
      for (const place of ['message', 'subject'] as const) {
        for (const word of ['xylophone', 'hello', 'charged', 'formerly']) {
          const walk = await explain(walkQuery(place, asked(word), rareLimit), tx);
          expect(walk).toMatch(/Index Scan using (messages_at|tickets_last)/);
          expect(mostRows(walk), walk).toBeLessThan(2 * rareLimit);
          const all = await explain(sinceQuery(place, asked(word), null), tx);
          expect(all).toMatch(/Bitmap Index Scan on (messages_search|tickets_subject)/);
          expect(mostRows(all), all).toBeLessThan(word === 'xylophone' ? 500 : 2 * rareLimit);
        }
      }
      await sql`select set_config('gin_fuzzy_search_limit', '0', true)`.execute(tx);
      const plan = await explain(sinceQuery('message', asked('seldom'), '2026-02-20T00:00:00Z'), tx);
      expect(plan).toMatch(/Bitmap Index Scan on messages_search/);
      expect(mostRows(plan), plan).toBeLessThan(500);
    });
  });
});

test('W-G4 search finds the newest that may be seen, of words rare, frequent, and frequent only long ago', async () => {
  for (const who of [maya, narrow, boss]) {
    const actor = await who.fresh();
    for (const word of ['xylophone', 'seldom', 'often', 'hello', 'formerly', 'seldom often', 'formerly seldom', 'formerly hello']) {
      const expected = await sql<{ id: string }>`select t.id from messages m join tickets t on t.id = m.ticket_id where ${sql.join(word.split(' ').map((w) => sql`m.text ilike ${`%${w}%`}`), sql` and `)}
        and (t.team_id = any(${[...actor.sees]}::uuid[]) or t.owner_id = ${actor.id}) order by m.at desc limit 30`.execute(house.db);
      expect((await search(house.db, actor, word, false)).tickets.map((t) => t.ticket.id), word).toEqual(expected.rows.map((r) => r.id));
    }
  }
});

test('a list is what the rules say it is: the same rows in the same order, page by page', async () => {
  const all = (await rows(house.db).execute()).map(shape);
  const status = fc.uniqueArray(fc.constantFrom('open' as const, 'waiting' as const, 'closed' as const), { minLength: 1 });
  const filter = fc.record({
    status, teamId: fc.subarray(teams.map((t) => t.id), { minLength: 1 }), ownerId: fc.subarray(['me', 'none', narrow.id], { minLength: 1 }), priority: fc.subarray<'low' | 'urgent' | 'high'>(['low', 'urgent', 'high'], { minLength: 1 }), tag: fc.constantFrom<string[]>(['rare'], ['refund'], ['old'], ['refund', 'rare']),
    text: fc.constantFrom('boiler', 'VISIT 1', '100%', '_', '\\'), madeAfter: fc.constant('2026-02-01T00:00:00Z'), lastBefore: fc.constant('2026-02-10T00:00:00Z'), queuedBefore: fc.constant('2026-02-01T00:00:00Z'), dueBefore: fc.constant('2026-03-01T00:00:00Z'), waitingFor: fc.subarray<'customer' | 'date'>(['customer', 'date'], { minLength: 1 }), closedFor: fc.subarray<string>([reasons.solved, reasons.unsuccessful, reasons.noAnswer], { minLength: 1 }),
  }, { requiredKeys: ['status'] });
  await fc.assert(fc.asyncProperty(filter, fc.constantFrom('due' as const, 'newest' as const, 'oldest' as const, 'priority' as const, 'updated' as const), fc.constantFrom('maya', 'narrow'), async (f, order, who) => {
    const actor = await (who === 'maya' ? maya : narrow).fresh();
    const expected = all.filter((row) => belongs(row, f, actor)).toSorted(inOrder[order]).slice(0, 120);
    const got: TicketRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTickets(house.db, actor, { filter: f, order, cursor });
      got.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor && got.length < 120);
    expect(got.slice(0, 120).map((t) => t.id)).toEqual(expected.map((t) => t.id));
  }), { numRuns: 100, includeErrorInReport: true });
}, 120_000);

test('counts are what a recount gives', async () => {
  const actor = await maya.fresh();
  const counts = await countsFor(house.db, actor);
  const recount = async (where: string) => (await sql<{ n: number }>`select count(*)::int as n from tickets where merged_into is null and ${sql.raw(where)}`.execute(house.db)).rows[0]!.n;
  const mine = `(owner_id = '${maya.id}' or team_id <> '${teams[4]!.id}')`;
  expect(counts.all).toBe(await recount(`status <> 'closed' and ${mine}`));
  expect(counts.closed).toBe(await recount(`status = 'closed' and ${mine}`));
  expect(counts.unowned).toBe(await recount(`status = 'open' and owner_id is null and ${mine}`));
  expect(counts.mine).toEqual({ open: await recount(`status = 'open' and owner_id = '${maya.id}'`), waiting: await recount(`status = 'waiting' and owner_id = '${maya.id}'`) });
  expect(counts.teams[teams[0]!.id]!.open).toBe(await recount(`status = 'open' and team_id = '${teams[0]!.id}'`));
});

test('search finds by number, words, beginnings of words, accents, customers and nearly right words', async () => {
  const at = await mailIn(house.db, { teamId: teams[0]!.id, subject: 'Überweisung für Müller' }, { text: 'The quick brown fox. Contact fox@den.example about INV-2291.', from: 'wilma@stone.example', name: 'Wilma Feuerstein' });
  const found = async (q: string) => (await search(house.db, await maya.fresh(), q, false)).tickets.map((t) => t.ticket.number);
  for (const q of [`#${at.number}`, String(at.number), 'uberweisung', 'müll', 'Muller uber', 'quick brow', 'fox@den.example', 'inv-2291', 'wilma feuer', 'wilma@stone']) expect([q, (await found(q))[0]]).toEqual([q, at.number]);
  expect(await found('Überweisnug')).toContain(at.number);
  expect(await found('quick xylophone')).toEqual([]);
  const hit = (await search(house.db, await maya.fresh(), 'brown', false)).tickets[0]!;
  expect(hit).toMatchObject({ in: 'message', entryId: at.messageId });
  expect(hit.snippet).toContain('\u0002brown\u0003');
});

test('W-K1 W-K4 W-K7 W-K8 whatever is typed into filters, cursors and search is a value, never a part of the query', async () => {
  const evil = [`'`, '(a+)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', `"`, `\\`, `%`, `_`, `')); drop table tickets; --`, `a & | ! ( ) : * <->`, `:*`, `!!`, `\u0001`, `'':*'`, `a:b`, `{"a":1}`, `$1`, `<b>`, 'x'.repeat(200), '💥', `a\\'b`];
  for (const q of evil) {
    for (const [key, query] of [['GET /search', { q }], ['GET /tickets', { text: q }], ['GET /tickets/tags', { q: q.slice(0, 40) }]] as const) expect([q, key, (await maya.call(key, { query })).status]).toEqual([q, key, 200]);
    for (const [name, value] of [['cursor', q], ['order', q], ['view', q], ['tag', q], ['status', q], ['customerId', q], ['ownerId', q]]) expect([200, 400]).toContain((await maya.call('GET /tickets', { query: { [name!]: value! } })).status);
  }
  for (const place of [['due', "'; select 1", 'x'], ['due', '2026-01-01 00:00:00+00', "x' or true"], ['newest', '2026-01-01 00:00:00+00', maya.id], [{}], 7, null]) expect((await maya.call('GET /tickets', { query: { cursor: Buffer.from(JSON.stringify(place)).toString('base64url') } })).status).toBe(400);
  expect((await maya.call('GET /tickets', { query: { text: '%' } })).body.items).toEqual([]);
  expect((await maya.call('GET /tickets/:id/timeline', { params: { id: maya.id }, query: { limit: 1e9 } })).status).toBe(400);
  expect((await maya.call('POST /tickets/bulk', { body: { id: maya.id, ticketIds: Array.from({ length: 501 }, () => maya.id), change: { kind: 'close' } } })).status).toBe(400);
});
