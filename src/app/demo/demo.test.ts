import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { log } from '../../core/server/log.ts';
import { contentOf } from '../../rooms/channels/email/incoming-mails.ts';
import { parseMail } from '../../rooms/channels/email/parse.ts';
import { myHandoffs } from '../../rooms/handoffs/handoff-answers.ts';
import { listEscalations } from '../../rooms/escalations/queries.ts';
import { actorFor } from '../../rooms/people/access.ts';
import { tables as peopleTables } from '../../rooms/people/tables.ts';
import { asks, workspaceName } from './cast.ts';
import { fillDemo } from './fill.ts';
import { makePlan, scenarios } from './plan.ts';
import { beginnings, path } from './scenario.ts';

let house: TestHouse;
let guests: { lead: string; agent: string };
const said: string[] = [];

beforeAll(async () => {
  house = await openTestHouse();
  log.set('warn', (line) => void said.push(line));
  await peopleTables(house.db).insertInto('workspace').values({ id: newId(), name: workspaceName, demo: true, ready: true, made_at: clock.now() }).execute();
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
    expect(asked.filter(([ticket]) => ticket).length).toBeGreaterThanOrEqual(4);
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

const counts = async (query: string): Promise<Record<string, number>> => Object.fromEntries((await sql.raw<{ k: string; n: number }>(query).execute(house.db)).rows.map((r) => [r.k, Number(r.n)]));
const idOf = (key: string) => one<string>(`select id from people where email = '${key}@hearthharbor.example'`);

test('each team has a calendar of its own with holidays, and knows who knows what', async () => {
  expect(await counts(`select t.name as k, count(*) as n from team_calendars tc join teams t on t.id = tc.team_id join calendars c on c.id = tc.calendar_id where c.holidays is not null group by 1`)).toEqual({ 'Home Services': 1, Billing: 1, 'Tech Support': 1 });
  expect(await one('select count(distinct zone) from calendars')).toBe(3);
  expect(await one('select count(*) from people where cardinality(skills) > 0')).toBeGreaterThanOrEqual(10);
});

test('handoffs: one to the agent, one to the team of the lead, one that nobody took in time, one declined, one accepted that held what was needed', async () => {
  expect(await counts('select state as k, count(*) as n from handoffs group by 1')).toEqual({ offered: 2, expired: 1, declined: 1, accepted: 1 });
  expect(await one(`select count(*) from handoffs where state = 'offered' and to_person = '${guests.agent}'`)).toBe(1);
  expect(await one(`select count(*) from handoffs h join members m on m.team_id = h.to_team where h.state = 'offered' and h.to_person is null and m.person_id = '${guests.lead}' and m.lead`)).toBe(1);
  expect(await one(`select count(*) from handoffs where state = 'accepted' and had_enough and sender_id = '${guests.agent}' and promises <> '[]'`)).toBe(1);
});

test('escalations: one in each state, one for the lead to take on, one for the agent to tell the customer', async () => {
  expect(await counts('select state as k, count(*) as n from escalations group by 1')).toEqual({ raised: 1, acknowledged: 1, answered: 1, told: 1, closed: 1, withdrawn: 1 });
  expect(await one(`select count(*) from escalations e join escalation_asked a on a.escalation_id = e.id where e.state = 'raised' and a.person_id = '${guests.lead}' and e.climbs = 0 and e.due_at > now()`)).toBe(1);
  expect(await one(`select count(*) from escalations where state = 'answered' and closer_id = '${guests.agent}' and due_at > now()`)).toBe(1);
});

test('approvals: one of the agent and another wait for the lead, one was given and one refused; two topics have limits', async () => {
  expect(await counts('select state as k, count(*) as n from approvals group by 1')).toEqual({ pending: 2, approved: 1, refused: 1 });
  expect(await one(`select count(*) from approvals where state = 'pending' and '${guests.lead}' = any(asked)`)).toBe(2);
  expect(await one(`select count(*) from approvals where state = 'pending' and requester_id = '${guests.agent}'`)).toBe(1);
  expect(await one('select count(*) from decisions')).toBe(2);
});

test('promises: open today, moved, kept and broken; what was promised with a ticket went with its handoff', async () => {
  expect(await counts('select state as k, count(*) as n from promises group by 1')).toEqual({ open: 5, kept: 1, broken: 1 });
  expect(await one('select count(*) from promise_moves where told')).toBe(1);
  for (const person of [guests.lead, guests.agent]) expect(await one(`select count(*) from promises where kind <> 'callback' and owner_id = '${person}' and state = 'open' and due_at between now() and now() + interval '3 hours'`)).toBe(1);
  expect(await one(`select count(*) from promises p join handoffs h on h.ticket_id = p.ticket_id where h.state = 'accepted' and p.owner_id = h.ended_by and p.made_by = h.sender_id`)).toBe(1);
});

test('questions and requests: each guest has a few, nobody is still owed an answer from long ago', async () => {
  for (const person of [guests.lead, guests.agent]) {
    const open = await one<number>(`select count(*) from note_asks where person_id = '${person}' and state = 'open'`);
    expect(open).toBeGreaterThanOrEqual(1);
    expect(open).toBeLessThanOrEqual(4);
  }
  expect(await one(`select count(*) from note_asks where state = 'open' and at < now() - interval '14 hours'`)).toBe(0);
  expect(await one('select count(*) from note_asks where overdue_at is not null')).toBe(0);
});

test('two customers were verified, and the notes written since carry it', async () => {
  expect(await one('select count(*) from customer_verifications')).toBe(2);
  expect(await one('select count(*) from notes where verified_how is not null')).toBeGreaterThanOrEqual(2);
});

test('service levels: targets that run, are at risk, stand still and one that was missed', async () => {
  expect(await one('select count(*) from sla_policies')).toBe(3);
  const kinds = await counts(`select state as k, count(*) as n from clocks where kind like 'sla.%' and state <> 'stopped' group by 1`);
  expect(kinds).toMatchObject({ 'ran-out': 1 });
  expect(kinds.running).toBeGreaterThanOrEqual(5);
  expect(kinds.paused).toBeGreaterThanOrEqual(2);
  expect(await one(`select count(*) from clocks where kind = 'sla.first-reply' and state = 'running' and warned_at is not null`)).toBe(2);
});

test('somebody is on leave with a cover, somebody in a meeting, and My day of both guests is neither empty nor long', async () => {
  expect(await one(`select count(*) from availability_sources where source = 'leave' and state = 'on-leave' and cover_id = '${await idOf('priya')}' and person_id = '${await idOf('sofia')}'`)).toBe(1);
  expect(await one(`select count(*) from availability where state = 'in-a-meeting' and until > now()`)).toBe(1);
  expect(await one(`select count(*) from clocks where trouble is not null`)).toBe(0);
  for (const id of [guests.lead, guests.agent]) {
    const actor = (await actorFor(house.db, id))!;
    const { toMe } = await myHandoffs(house.db, actor);
    expect(toMe.length).toBeGreaterThanOrEqual(1);
    expect(toMe.length).toBeLessThanOrEqual(2);
    const { items } = await listEscalations(house.db, actor, { view: 'mine', cursor: undefined });
    expect(items.filter((e) => e.mine)).toHaveLength(1);
  }
});

test('the day is under way: a handover waits for the guests, one of them prepares her leave and owes a call, checklists are half done', async () => {
  const [handover] = (await sql<{ signed: string; incoming: string[]; settled_at: string | null; urgent: number }>`select i.signed_by as signed, h.incoming, h.settled_at, jsonb_array_length(jsonb_path_query_array(i.content, '$.items[*] ? (@.section == "urgent")')) as urgent
    from handovers h join handover_issues i on i.handover_id = h.id and i.version = h.version`.execute(house.db)).rows;
  expect(handover).toMatchObject({ signed: await idOf('priya'), settled_at: null });
  expect([...handover!.incoming].sort()).toEqual([guests.agent, guests.lead].sort());
  expect(handover!.urgent).toBeGreaterThanOrEqual(2);
  expect(await one('select count(*) from rota_shifts')).toBe(10);
  expect(await one(`select count(*) from leaves where state = 'draft' and person_id = '${guests.agent}'`)).toBe(1);
  expect(await one(`select count(*) from leaves where state = 'away'`)).toBe(1);
  expect(await one(`select count(*) from promises where kind = 'callback' and state = 'open' and owner_id = '${guests.agent}' and due_at > now()`)).toBe(1);
  expect(await one('select count(*) from subtasks where done_at is not null')).toBeGreaterThan(3);
  expect(await one('select count(*) from subtasks where done_at is null')).toBeGreaterThan(3);
});
