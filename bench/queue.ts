import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { newId } from '../src/core/ids.ts';
import { webClient, type WebClient } from '../test/web-client.ts';
import { beside } from './beside.ts';
import { quantile, type Figure } from './figures.ts';
import { fillPeople, fillTickets } from './many-tickets.ts';
import { cpu, family } from './memory-of.ts';
import { pause, withDesk, type Running } from './running.ts';
import { signIn } from './sessions.ts';
import type { Options } from './run.ts';

export const title = 'Queue: taking next, signs of life, and fifty people at work (W-M1)';

const now = () => Number(process.hrtime.bigint()) / 1e6;

/** More teammates in the first team. */
async function crowd(pool: pg.Pool, teamId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await pool.query(`insert into people (id, name, email, role, made_at) select id, 'Agent ' || n, id || '@crowd.example', 'agent', now() from unnest($1::uuid[]) with ordinality as p(id, n)`, [ids]);
  await pool.query('insert into members (team_id, person_id, made_at) select $1, p, now() from unnest($2::uuid[]) p', [teamId, ids]);
  return ids;
}

/** A queue as long as it gets: every priority, some of it due, some of it complaints. */
async function longQueue(pool: pg.Pool, teamId: string, count: number): Promise<void> {
  await pool.query(`insert into tickets (id, subject, status, team_id, priority, tags, channel, message_count, last_message_at, made_at, due_at, queued_at)
    select gen_random_uuid(), 'Waits ' || n, 'open', $1, n % 4, case when n % 40 = 0 then array['complaint'] else '{}' end, 'email', 1, at, at, case when n % 3 = 0 then now() + (n - $2::int / 2) * interval '20 seconds' else timestamptz '9999-12-31 00:00:00+00' end, at
    from generate_series(1, $2::int) n, lateral (select now() - ($2::int - n) * interval '3 seconds' as at) a`, [teamId, count]);
  await pool.query('vacuum analyze tickets');
  await pool.query('vacuum analyze tagged_tickets');
}

const giveAllBack = (pool: pg.Pool) => pool.query(`with gone as (update claims set ended_at = now(), outcome = 'given-back', warned_at = null where ended_at is null returning id, ticket_id), still as (update clocks set state = 'stopped', stopped_at = now(), running_since = null, next_at = null where about_id in (select id from gone) and state = 'running')
  update tickets set claimed_by = null where id in (select ticket_id from gone)`);

async function takers({ desk, pool, teamId }: Running, quick: boolean): Promise<Figure[]> {
  const count = quick ? 20 : 100;
  const people = await crowd(pool, teamId, count);
  const clients = (await signIn(desk, pool, people)).map((cookie) => webClient(desk.origin, { cookie }));
  const take = async (client: WebClient) => {
    const at = now();
    const answer = await client.call('POST /queue/next', { body: { id: newId() } });
    if (answer.status !== 200) throw new Error(`take next answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return { ms: now() - at, ticket: answer.body.ticket.id as string };
  };
  const alone: number[] = [];
  for (let n = 0; n < (quick ? 5 : 40); n++) {
    alone.push((await take(clients[0]!)).ms);
    await giveAllBack(pool);
  }
  const together: number[] = [];
  const whole: number[] = [];
  let twice = 0;
  for (let n = 0; n < (quick ? 1 : 5); n++) {
    const at = now();
    const taken = await Promise.all(clients.map(take));
    whole.push(now() - at);
    together.push(...taken.map((t) => t.ms));
    twice += count - new Set(taken.map((t) => t.ticket)).size;
    await giveAllBack(pool);
  }
  for (const client of clients) client.close();
  return [
    { what: 'take next, one person: p50', value: quantile(alone, 0.5), unit: 'ms', note: `p95 ${quantile(alone, 0.95).toFixed(1)} ms` },
    { what: `take next, ${count} people at once: until all have one`, value: quantile(whole, 0.5), unit: 'ms', note: `each p50 ${quantile(together, 0.5).toFixed(0)}, p95 ${quantile(together, 0.95).toFixed(0)} ms` },
    { what: 'tickets given to two', value: twice, unit: '', budget: '≤ 0' },
  ];
}

/** Processor time of the server and of the database's processes so far, in seconds, each by its id. */
const spent = ({ server, desk }: Running): Map<number, number> =>
  new Map([server.pid, ...family(desk.postmaster()!)].flatMap((pid) => { try { return [[pid, cpu(pid)]]; } catch { return []; } }));
/** Share of all processors, in per cent, that the server and the database use meanwhile. */
async function share(running: Running, seconds: number): Promise<number> {
  const before = spent(running);
  await pause(seconds * 1000);
  let sum = 0;
  for (const [pid, now] of spent(running)) sum += now - (before.get(pid) ?? 0);
  return (100 * sum) / seconds / cpus().length;
}

/** Everybody works on a ticket; each tab says every 20 s that they are there. Their claims must all still stand when the idle time is over. */
async function lives(running: Running, quick: boolean): Promise<Figure[]> {
  const { desk, pool, teamId } = running;
  const count = quick ? 100 : 2000;
  const people = await crowd(pool, teamId, count);
  const cookies = await signIn(desk, pool, people);
  await pool.query(`with taken as (select id, row_number() over (order by queued_at) as n from tickets where team_id = $1 and claimed_by is null and queued_at is not null order by queued_at limit $3::int),
      held as (insert into claims (id, ticket_id, team_id, person_id, slot, idle_seconds, warn_seconds, at, active_at) select gen_random_uuid(), t.id, $1, p.id, 1, 120, 30, now(), now() from unnest($2::uuid[]) with ordinality as p(id, n) join taken t on t.n = p.n returning id, ticket_id, person_id),
      running as (insert into clocks (id, kind, about_id, state, started_at, budget_ms, running_since, due_at, warn, warn_at, next_at, audience) select gen_random_uuid(), 'claim', id, 'running', now(), 150000, now(), now() + interval '150 seconds', '{"beforeMs": 30000}', now() + interval '120 seconds', now() + interval '120 seconds', array['person:' || person_id] from held)
    update tickets t set claimed_by = h.person_id from held h where t.id = h.ticket_id`, [teamId, people, count]);
  const file = join(desk.data, 'cookies');
  writeFileSync(file, cookies.join(','));
  const quiet = await share(running, quick ? 3 : 15);
  const browsers = beside('many-sockets.ts', [new URL(desk.origin).port, `@${file}`, String(count), '20000']);
  try {
    await browsers.line();
    const busy = await share(running, quick ? 10 : 100);
    await pause(quick ? 0 : 35_000);
    const left = (await pool.query<{ n: number }>('select count(*)::int as n from claims where ended_at is null and warned_at is null and person_id = any($1::uuid[])', [people])).rows[0]!.n;
    return [
      { what: `signs of life of ${count} agents: share of the processors`, value: busy, unit: '%', note: `${quiet.toFixed(1)} % before; ${(count / 20).toFixed(0)} messages a second` },
      { what: 'claims that lapsed meanwhile', value: count - left, unit: '', budget: '≤ 0' },
    ];
  } finally {
    await browsers.end();
    await giveAllBack(pool);
  }
}

/** Fifty agents in their browsers: each takes the next, reads, notes, keeps or gives back, every few seconds; meanwhile an act is timed to everybody's screen. */
async function atWork(running: Running, quick: boolean): Promise<Figure[]> {
  const { desk, pool, teamId, agent } = running;
  const [count, seconds] = quick ? [10, 6] : [50, 60];
  const people = await crowd(pool, teamId, count);
  const cookies = await signIn(desk, pool, people);
  const browsers = beside('many-sockets.ts', [new URL(desk.origin).port, cookies.join(','), String(count), '20000']);
  const clients = cookies.map((cookie) => webClient(desk.origin, { cookie }));
  const { rows: watched } = await pool.query<{ id: string }>('select id from tickets where team_id = $1 limit 20', [teamId]);
  let ends = Infinity;
  let acts = 0;
  const work = async (client: WebClient) => {
    await pause(Math.random() * 5000);
    while (now() < ends) {
      const { status, body } = await client.call('POST /queue/next', { body: { id: newId() } });
      if (status === 200) {
        const params = { id: body.ticket.id as string };
        await client.call('GET /tickets/:ref', { params: { ref: params.id } });
        await client.call('GET /tickets/:id/timeline', { params });
        await pause(1500 + Math.random() * 1500);
        await client.call('POST /tickets/:id/notes', { params, body: { id: newId(), html: '<p>Looked at the list of visits.</p>' } });
        await pause(1000 + Math.random() * 1500);
        await client.call(`POST /claims/:id/${Math.random() < 0.7 ? 'keep' : 'give-back'}`, { params: { id: body.claim.id as string }, body: {} });
        acts += 5;
      }
      await pause(500 + Math.random() * 1000);
    }
  };
  try {
    await browsers.line();
    ends = now() + seconds * 1000;
    const working = clients.map(work);
    const measuring = share(running, seconds - 1);
    const times: number[] = [];
    for (let n = 0; now() < ends - 3000; n++) {
      const mark = `at work ${n} ${Math.random().toString(36).slice(2)}`;
      browsers.child.stdin!.write(`wait ${mark}\n`);
      await browsers.line();
      const at = now();
      await agent.call('PUT /tickets/:id/subject', { params: { id: watched[n % watched.length]!.id }, body: { subject: mark } });
      times.push(...(JSON.parse(await browsers.line()) as { times: number[] }).times.map((t) => t - at));
      await pause(500);
    }
    const used = await measuring;
    await Promise.all(working);
    return [
      { what: `${count} agents at work: an act on all screens, p95`, value: quantile(times, 0.95), unit: 'ms', budget: '< 300', note: `p50 ${quantile(times, 0.5).toFixed(0)} ms` },
      { what: `${count} agents at work: share of the processors`, value: used, unit: '%', budget: '< 60', note: `${(acts / seconds).toFixed(1)} acts a second` },
    ];
  } finally {
    await browsers.end();
    for (const client of clients) client.close();
  }
}

export const measure = ({ quick }: Options): Promise<Figure[]> => withDesk(async (running) => {
  const big = await fillPeople(running.pool, running.teamId);
  await fillTickets(running.pool, big, 0, 200);
  await longQueue(running.pool, running.teamId, quick ? 2000 : 100_000);
  return [...(await takers(running, quick)), ...(await lives(running, quick)), ...(await atWork(running, quick))];
});
