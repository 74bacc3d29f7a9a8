import type pg from 'pg';
import { newId } from '../src/core/ids.ts';

/** A big desk made by SQL in seconds: what lists, searches and openings are measured on. Not by the verbs: those have a measurement of their own. */
export interface BigDesk { readonly teams: readonly string[]; readonly people: readonly string[] }

const vocabulary = `invoice charge refund router boiler visit engineer appointment password login reset update device app screen battery cable order delivery address account card payment plan upgrade cancel contract
  customer support team reply ticket message urgent waiting broken leak pressure heating thermostat window door lock key alarm camera sensor wifi signal slow error crash restart install printer scanner laptop phone tablet
  monday tuesday wednesday thursday friday morning afternoon evening today tomorrow yesterday week month again still never always please thanks hello regards kindly question answer problem solution help need want
  the a and or but with without from about into over after before during until because although when where which who how why not no yes we you they it is are was were been have has had do does did will would can could should`.split(/\s+/);

/** Teams and teammates to spread the tickets over. */
export async function fillPeople(pool: pg.Pool, first: string): Promise<BigDesk> {
  const now = new Date();
  const names = ['Billing', 'Repairs', 'Visits', 'App', 'Devices'];
  const teams = names.map(() => newId());
  await pool.query(`insert into teams (id, name, sign, made_at) select id, name, upper(left(name, 2)), $3 from unnest($1::uuid[], $2::text[]) as t(id, name)`, [teams, names, now]);
  const people = Array.from({ length: 20 }, () => newId());
  await pool.query(`insert into people (id, name, email, role, made_at) select id, 'Teammate ' || n, 'teammate' || n || '@desk.example', 'agent', $2 from unnest($1::uuid[]) with ordinality as p(id, n)`, [people, now]);
  await pool.query(`insert into members (team_id, person_id, made_at) select t, p, $3 from unnest($1::uuid[]) t cross join unnest($2::uuid[]) p`, [[first, ...teams], people, now]);
  return { teams: [first, ...teams], people };
}

const firstNames = 'Anna Ben Carla David Elif Farid Greta Hassan Ines Jonas Katja Liam Mara Noor Oskar Paula Quentin Rosa Samir Tanja Ugo Vera Wanda Xenia Yusuf Zoe Amara Bjorn Chloe Dmitri Emre Fatima Goran Hanna Ivan Jana Kofi Lea Milan Nina'.split(' ');
/** SQL for a person's name and address, by number: forty first names, two thousand made-up family names. */
const person = (n: string) => ({ name: `((array['${firstNames.join("','")}'])[1 + ${n} % 40] || ' ' || initcap(translate(to_hex(4000 + (${n} * 31) % 2000), '0123456789', 'ghijklmnop')))`, address: `('c' || ${n} || '@' || translate(to_hex(3000 + ${n} % 700), '0123456789', 'ghijklmnop') || '.example')` });

// Ids like ours (RFC 9562, version 7), so that indexes grow the way they do in life.
const idAt = (at: string, random = 'gen_random_uuid()::text') =>
  `(select (left(h, 8) || '-' || right(h, 4) || '-7' || substr(r, 16, 3) || substr(r, 19))::uuid from (select lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') as h, ${random} as r) made)`;

/**
 * Adds tickets up to a number in all: 8 % open, 4 % waiting, the rest closed, over two years, with two messages each of
 * about 45 words from a vocabulary used as unevenly as a real one, and their part of the journal as old history.
 */
export async function fillTickets(pool: pg.Pool, big: BigDesk, from: number, upTo: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '64MB'; set max_parallel_maintenance_workers = 2`);
    const indexes = upTo - from > 20_000 ? await dropIndexes(client) : [];
    await sentences(client);
    for (let at = from; at < upTo; at += 50_000) await fillStep(client, big, { from: at, to: Math.min(upTo, at + 50_000), first: from, last: upTo });
    for (const definition of indexes) await client.query(definition);
    await client.query('insert into tagged_tickets (tag, ticket_id, team_id, status, priority, due_at, last_message_at, made_at, queued_at) select tag, id, team_id, status, priority, due_at, last_message_at, made_at, queued_at from tickets, unnest(tags) as tag where merged_into is null on conflict do nothing');
    await client.query('delete from ticket_tallies');
    await client.query('insert into ticket_tallies (team_id, owner_id, status, n) select team_id, owner_id, status, count(*) from tickets where merged_into is null group by 1, 2, 3');
    await client.query(`select setval('ticket_numbers', (select max(number) from tickets))`);
    for (const table of ['tickets', 'messages', 'facts', 'customers', 'customer_addresses', 'participants', 'ticket_tallies', 'tagged_tickets']) await client.query(`vacuum analyze ${table}`);
    await client.query('checkpoint');
  } finally {
    client.release(true);
  }
}

/** Those that are no constraint and that nobody works with meanwhile (followers look at the facts all the time); answers how to make them again, for it is quicker over all rows at once. */
async function dropIndexes(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid in ('tickets'::regclass, 'messages'::regclass, 'customers'::regclass, 'customer_addresses'::regclass, 'tagged_tickets'::regclass) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map((r) => r.definition);
}

async function sentences(client: pg.PoolClient): Promise<void> {
  await client.query('create temp table vocabulary (n int primary key, word text)');
  // Real words first, as they are the frequent ones; then made-up ones down to very rare.
  await client.query(`insert into vocabulary select n, coalesce(($1::text[])[n], translate(to_hex(n * 7919), '0123456789', 'ghijklmnop')) from generate_series(1, 12000) n`, [vocabulary]);
  await client.query(`create temp table sentences as select s as n, (select string_agg(v.word, ' ' order by w) from generate_series(1, 15) w join lateral (select 1 + floor(12000 * pow(random(), 3.5))::int + 0 * (w + s) as pick) p on true join vocabulary v on v.n = p.pick) as words from generate_series(1, 20000) s`);
  await client.query('alter table sentences add primary key (n)');
  await client.query('analyze sentences');
}

interface Step { readonly from: number; readonly to: number; readonly first: number; readonly last: number }

/** What is older lies before what is newer, as in a desk that grew. */
async function fillStep(client: pg.PoolClient, { teams, people }: BigDesk, { from, to, first, last }: Step): Promise<void> {
  await client.query('drop table if exists fresh');
  await client.query(`create temp table fresh as select g.n, ${idAt('g.at')} as id, ${idAt('g.at')} as first_id, ${idAt(`g.at + interval '1 hour'`)} as second_id, ${idAt('g.at')} as customer_id, g.at, g.team_id, g.person_id,
      case when g.dice < 0.08 then 'open' when g.dice < 0.12 then 'waiting' else 'closed' end as status, g.owned, g.due,
      initcap(substr(s1.words, 1, 45)) as subject, s2.words || '. ' || s3.words || '. ' || s4.words || ' ref' || g.n as one, s5.words || '. ' || s6.words as two
    from (select ${[1, 2, 3, 4, 5, 6].map((k) => `1 + floor(random() * 20000)::int as k${k}`).join(', ')}, n, now() - (1 - (n - ${first} - random())::float8 / ${last - first}) * interval '730 days' as at, ($1::uuid[])[1 + floor(random() * $2)::int] as team_id, ($3::uuid[])[1 + floor(random() * $4)::int] as person_id, random() as dice, random() < 0.7 as owned, random() < 0.3 as due
      from generate_series(${from + 1}, ${to}) n offset 0) g ${[1, 2, 3, 4, 5, 6].map((k) => `join sentences s${k} on s${k}.n = g.k${k}`).join(' ')} order by g.at`, [teams, teams.length, people, people.length]);
  // Every fifth ticket brings a new customer; the others are from those who wrote before.
  await client.query(`insert into customers (id, name, made_at) select customer_id, ${person('n').name}, at from fresh where n % 5 = 1`);
  await client.query(`insert into customer_addresses (id, customer_id, kind, value, normal, main, made_at) select gen_random_uuid(), customer_id, 'email', ${person('n').address}, ${person('n').address}, true, at from fresh where n % 5 = 1`);
  await client.query(`update fresh f set customer_id = c.customer_id from fresh c where c.n = f.n - (f.n - 1) % 5`);
  await client.query(`insert into tickets (id, number, subject, status, team_id, owner_id, priority, tags, customer_id, channel, waiting_for, wake_at, due_at, snippet, message_count, last_message_at, last_from, closed_at, made_at, queued_at)
    select id, 1000 + n, subject, status, team_id, case when owned then person_id end, case when n % 17 = 0 then 3 when n % 7 = 0 then 2 when n % 11 = 0 then 0 else 1 end,
      case n % 9 when 0 then array['refund'] when 1 then array['visit', 'urgent-part'] else '{}' end, customer_id, 'email', case when status = 'waiting' then 'customer' end, case when status = 'waiting' then now() + interval '3 days' end,
      case when due and status <> 'closed' then at + interval '800 days' else '9999-12-31T00:00:00Z' end, left(two, 160), 2, at + interval '1 hour', 'us', case when status = 'closed' then at + interval '2 hours' end, at, case when status = 'open' and not owned then at end from fresh`);
  const writer = person('(n - (n - 1) % 5)');
  await client.query(`insert into participants (ticket_id, customer_id, address, name, role, at) select id, customer_id, ${writer.address}, ${writer.name}, 'requester', at from fresh`);
  await client.query(`insert into messages (id, ticket_id, direction, channel, customer_id, sender, html, text, delivery, at)
    select first_id, id, 'in', 'email', customer_id, jsonb_build_object('name', ${writer.name}, 'address', ${writer.address}), '<p>' || one || '</p>', one, 'received', at from fresh`);
  await client.query(`insert into messages (id, ticket_id, direction, channel, person_id, sender, recipients, html, text, delivery, at)
    select second_id, id, 'out', 'email', person_id, '{"name": "Teammate", "address": "support@desk.example"}', '[{"name": "", "address": "customer@people.example"}]', '<p>' || two || '</p>', two, 'sent', at + interval '1 hour' from fresh`);
  // Older than anything that followers and browsers still read: history, not news.
  await client.query(`insert into facts (xid, uid, at, name, about_kind, about_id, actor_kind, actor_id, audience, shown, data)
    select '3'::xid8, f.uid, f.at, f.name, 'ticket', f.id, f.kind, f.actor, array['team:' || f.team_id], true, f.data from (
      select gen_random_uuid() as uid, at, 'tickets.opened' as name, id, 'system' as kind, null::uuid as actor, team_id, jsonb_build_object('set', '{}'::jsonb, 'customerId', customer_id, 'channel', 'email') as data, n, 1 as step from fresh
      union all select first_id, at, 'tickets.message-received', id, 'customer', customer_id, team_id, jsonb_build_object('set', '{}'::jsonb, 'messageId', first_id, 'customerId', customer_id, 'channel', 'email', 'stranger', false, 'quiet', false), n, 2 from fresh
      union all select second_id, at + interval '1 hour', 'tickets.replied', id, 'person', person_id, team_id, jsonb_build_object('set', '{}'::jsonb, 'messageId', second_id, 'dueAt', at, 'to', '[]'::jsonb, 'cc', '[]'::jsonb, 'channel', 'email'), n, 3 from fresh) f order by n, step`);
}
