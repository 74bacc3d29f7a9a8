import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { log } from '../../core/server/log.ts';
import { contentOf } from '../../rooms/channels/email/incoming-mails.ts';
import { parseMail } from '../../rooms/channels/email/parse.ts';
import { asks } from './cast.ts';
import { fillDemo } from './fill.ts';
import { makePlan, scenarios } from './plan.ts';
import { beginnings, path } from './scenario.ts';

let house: TestHouse;
let guests: { lead: string; agent: string };
const said: string[] = [];

beforeAll(async () => {
  house = await openTestHouse();
  log.set('warn', (line) => void said.push(line));
  guests = await fillDemo(house.db);
  await house.settle();
}, 180_000);
afterAll(() => house.close());

const one = async <T>(query: string): Promise<T> => (await sql.raw<{ n: T }>(`select (${query}) as n`).execute(house.db)).rows[0]!.n;

test('the demo has 3 teams, 12 teammates in 3 time zones, 200 customers and 400 tickets', async () => {
  expect(await one('select count(*) from teams')).toBe(3);
  expect(await one('select count(*) from people')).toBe(12);
  expect(await one('select count(distinct zone) from people')).toBe(3);
  expect(await one('select count(*) from customers')).toBe(200);
  expect(await one('select count(*) from tickets')).toBe(400);
  expect(await one('select count(distinct language) from customers')).toBeGreaterThanOrEqual(6);
});

test('nothing was logged as wrong, nothing is parked, nothing leaves, and the counts are those of a recount', async () => {
  expect(said).toEqual([]);
  expect(await one('select count(*) from parked_facts')).toBe(0);
  expect(await one(`select count(*) from outbox where state <> 'sent'`)).toBe(0);
  expect(await one(`select count(*) from messages where direction = 'out' and delivery <> 'sent'`)).toBe(0);
  const cells = (from: string) => sql.raw<object>(`select team_id, owner_id, status, sum(n)::int as n from (${from}) t group by 1, 2, 3 having sum(n) <> 0 order by 1, 2, 3`).execute(house.db);
  expect((await cells('select team_id, owner_id, status, n from ticket_tallies')).rows).toEqual((await cells('select team_id, owner_id, status, 1 as n from tickets where merged_into is null')).rows);
});

test('everything lies in the past, in order, and what waits has a wake-up ahead', async () => {
  expect(await one('select count(*) from facts where at > now()')).toBe(0);
  expect(await one('select count(*) from messages where at > now()')).toBe(0);
  expect(await one(`select count(*) from (select at, lag(at) over (partition by about_id order by id) as before from facts where about_kind = 'ticket' and shown) f where at < before`)).toBe(0);
  expect(await one(`select count(*) from tickets where status = 'waiting' and wake_at <= now()`)).toBe(0);
  expect(await one(`select count(*) from tickets where status = 'waiting'`)).toBeGreaterThan(30);
  expect(await one(`select count(*) from tickets where status = 'open'`)).toBeGreaterThan(80);
  expect(await one(`select count(*) from tickets t where message_count <> (select count(*) from messages m where m.ticket_id = t.id)`)).toBe(0);
});

test('both people whom visitors look around as have work of their own and unread mentions', async () => {
  for (const person of [guests.lead, guests.agent]) {
    expect(await one(`select count(*) from tickets where owner_id = '${person}' and status <> 'closed'`)).toBeGreaterThanOrEqual(4);
    expect(await one(`select count(*) from notifications where person_id = '${person}' and kind = 'mention' and read_at is null`)).toBeGreaterThanOrEqual(3);
    expect(await one(`select count(*) from notifications where person_id = '${person}'`)).toBeLessThan(60);
  }
});

test('every mail that came in has its original, which says what the message says', async () => {
  expect(await one(`select count(*) from messages m where direction = 'in' and not exists (select from incoming_mails i where i.entry_id = m.id and i.state = 'done')`)).toBe(0);
  expect(await one(`select count(*) from messages m where direction = 'in' and not exists (select from email_messages e where e.entry_id = m.id)`)).toBe(0);
  const rows = (await sql<{ hash: string; text: string; sender: { address: string }; files: number }>`select f.hash, m.text, m.sender, (select count(*)::int from files a where a.about_kind = 'message' and a.about_id = m.id) as files
    from incoming_mails i join messages m on m.id = i.entry_id join files f on f.id = i.file_id order by m.id limit 40`.execute(house.db)).rows;
  expect(rows.some((r) => r.files > 0)).toBe(true);
  for (const { hash, text, sender, files } of rows) {
    const mail = parseMail(await contentOf(hash));
    expect([mail.from!.address, mail.attachments.length]).toEqual([sender.address, files]);
    expect(mail.text.replace(/\s+/g, ' ')).toContain(text.replace(/\s+/g, ' ').slice(0, 60));
  }
});

test('what colleagues ask about answers stands on tickets that have some', () => {
  for (const seed of [2026, 1, 2, 3]) {
    const { tickets } = makePlan(seed, Date.parse('2026-11-22T09:00:00Z'));
    const asked = Object.values(asks).flat().map(({ text, answered }) => [tickets.find((t) => t.events.some((e) => e.kind === 'note' && e.text.startsWith(text.slice(0, 30)))), answered] as const);
    expect(asked.filter(([ticket]) => ticket).length).toBeGreaterThanOrEqual(7);
    for (const [ticket, answered] of asked) if (ticket) expect(ticket.events.filter((e) => e.kind === 'reply').length).toBeGreaterThanOrEqual(answered);
  }
});

test('the same seed gives the same demo, another one another', () => {
  const now = Date.parse('2026-11-22T09:00:00Z');
  const [a, b, c] = [makePlan(7, now), makePlan(7, now), makePlan(8, now)];
  expect(JSON.stringify(a)).toBe(JSON.stringify(b));
  expect(a.tickets.map((t) => t.subject)).not.toEqual(c.tickets.map((t) => t.subject));
});

test('no text has an open slot or mark, whichever way a matter goes, and no language is told in another', () => {
  const open = /[[\]<>{}]|\|/;
  for (const seed of [1, 2, 3]) {
    for (const ticket of makePlan(seed, Date.parse('2026-11-22T09:00:00Z')).tickets) {
      expect(ticket.subject).not.toMatch(open);
      for (const event of ticket.events) if ('text' in event) expect(event.text).not.toMatch(open);
    }
  }
  for (const scenario of scenarios) {
    expect(beginnings(scenario).length, scenario.key).toBeGreaterThan(0);
    for (const { opening } of beginnings(scenario)) {
      for (const nth of [0, -1]) {
        const turns = path(scenario, opening, (from) => from.at(nth)!);
        expect(turns.filter((t) => t.who === 'agent').length, `${scenario.key} ${opening}`).toBeGreaterThan(0);
      }
    }
  }
});

test('somebody scrolling meets little twice: subjects and first words differ', () => {
  const { tickets } = makePlan(2026, Date.parse('2026-11-22T09:00:00Z'));
  const count = (words: readonly string[]) => new Set(words).size;
  expect(count(tickets.map((t) => t.subject))).toBeGreaterThan(240);
  expect(count(tickets.map((t) => ('text' in t.events[0]! ? t.events[0].text : '')))).toBeGreaterThan(380);
});

test('colleagues hand something on to both guests and to a team; one was accepted', async () => {
  for (const person of [guests.lead, guests.agent]) expect(await one(`select count(*) from handoffs where to_person = '${person}' and state = 'offered'`)).toBeGreaterThanOrEqual(1);
  expect(await one(`select count(*) from handoffs where to_person is null and state = 'offered'`)).toBe(1);
  expect(await one(`select count(*) from handoffs where state = 'accepted' and had_enough`)).toBe(1);
});
