import { newId } from '../src/core/ids.ts';
import { system } from '../src/core/server/actor.ts';
import { openDb, openPool, transact } from '../src/core/server/db.ts';
import { start } from '../src/rooms/clocks/clocks.ts';
import { quantile, type Figure } from './figures.ts';
import { fillPeople, fillTickets } from './many-tickets.ts';
import { cpu, pss } from './memory-of.ts';
import { pause, until, withDesk } from './running.ts';
import type { Options } from './run.ts';

export const title = 'Clocks: starting them, acting on time, and what 100,000 running ones cost';

const actor = system('bench');

export const measure = ({ quick }: Options): Promise<Figure[]> => withDesk(async ({ desk, pool, server, teamId }) => {
  const many = quick ? 5000 : 100_000;
  const some = quick ? 200 : 2000;
  const idleSeconds = quick ? 3 : 30;
  const db = openDb(openPool({ ...desk.database, max: 10 }));
  try {
    await fillTickets(pool, await fillPeople(pool, teamId), 0, 400);
    const tickets = (await pool.query<{ id: string }>('select id from tickets')).rows.map((r) => r.id);
    const resting = async () => {
      await pause(2000);
      const [before, memory] = [cpu(server.pid), pss(server.pid)];
      await pause(idleSeconds * 1000);
      return { cpu: (100 * (cpu(server.pid) - before)) / idleSeconds, memory: Math.max(memory, pss(server.pid)) };
    };
    const before = await resting();
    await pool.query(`insert into clocks (id, kind, about_id, state, started_at, budget_ms, running_since, due_at, next_at)
      select gen_random_uuid(), 'bench.far', gen_random_uuid(), 'running', now(), 1, now(), now() + interval '1 day' * (1 + n % 60), now() + interval '1 day' * (1 + n % 60) from generate_series(1, $1::int) n`, [many]);
    await pool.query('analyze clocks');
    const after = await resting();

    const begun = performance.now();
    let n = 0;
    const starting = Array.from({ length: 8 }, async () => {
      for (; n < some;) await transact(db, (tx) => start(tx, actor, { kind: 'bench.start', aboutId: newId(), ticketId: tickets[n++ % tickets.length]!, budgetMs: 86_400_000, warn: { share: 0.8 } }));
    });
    await Promise.all(starting);
    const startRate = some / ((performance.now() - begun) / 1000);

    // As a busy hour compressed: so many each second for ten seconds; then all at one moment.
    const fired = async (kind: string, spreadMs: number, count: number) => {
      const from = Date.now() + 3000;
      await pool.query(`insert into clocks (id, kind, about_id, state, started_at, budget_ms, running_since, due_at, next_at)
        select gen_random_uuid(), $1, gen_random_uuid(), 'running', now(), 1, now(), to_timestamp($2::float8 / 1000 + n * $3::float8 / 1000), to_timestamp($2::float8 / 1000 + n * $3::float8 / 1000) from generate_series(0, $4::int - 1) n`, [kind, from, spreadMs / count, count]);
      await pool.query(`select pg_notify('clocks', '')`);
      await until(async () => (await pool.query<{ n: number }>(`select count(*)::int as n from clocks where kind = $1 and state = 'running'`, [kind])).rows[0]!.n === 0, 120, 250);
      const { rows } = await pool.query<{ late: number; at: number }>(`select extract(epoch from ran_out_at - due_at)::float8 * 1000 as late, extract(epoch from ran_out_at)::float8 as at from clocks where kind = $1 order by ran_out_at`, [kind]);
      const twice = (await pool.query<{ n: number }>(`select count(*)::int as n from (select from facts where name = 'clocks.ran-out' and data->'clock'->>'kind' = $1 group by data->'clock'->>'id' having count(*) > 1) x`, [kind])).rows[0]!.n;
      return { late: rows.map((r) => r.late), seconds: rows.at(-1)!.at - rows[0]!.at, twice };
    };
    const spread = await fired('bench.spread', 10_000, quick ? 100 : 500);
    const burst = await fired('bench.burst', 0, some);
    return [
      { what: `processor while idle, with ${many.toLocaleString('en')} running`, value: after.cpu, unit: '%', budget: `< ${Math.max(3, before.cpu * 1.5).toFixed(1)}`, note: `${before.cpu.toFixed(1)} % with none` },
      { what: 'memory of the server with them', value: after.memory, unit: 'MB', budget: `< ${(before.memory + 20).toFixed(0)}`, note: `${before.memory.toFixed(0)} MB with none` },
      { what: 'started on tickets, 8 at once', value: startRate, unit: '/s', note: 'row, ticket row, fact; one transaction each' },
      { what: 'late, 50 a second: p50', value: quantile(spread.late, 0.5), unit: 'ms' },
      { what: 'late, 50 a second: p99', value: quantile(spread.late, 0.99), unit: 'ms', budget: '< 1000' },
      { what: `${some} due at one moment: acted`, value: some / Math.max(burst.seconds, 0.001), unit: '/s' },
      { what: 'acted twice', value: spread.twice + burst.twice, unit: '', budget: '< 1' },
    ];
  } finally {
    await db.destroy();
  }
});
