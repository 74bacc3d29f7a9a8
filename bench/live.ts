import { beside } from './beside.ts';
import { quantile, type Figure } from './figures.ts';
import { fillPeople, fillTickets } from './many-tickets.ts';
import { pause, withDesk } from './running.ts';
import { signIn } from './sessions.ts';
import type { Options } from './run.ts';

export const title = "Live: from one person's act to everybody's browsers";

const now = () => Number(process.hrtime.bigint()) / 1e6;

/** One changes a ticket's subject; the time runs from sending that request until the fact is on each of the sockets. */
export const measure = ({ quick }: Options): Promise<Figure[]> => withDesk(async ({ desk, pool, agent, teamId }) => {
  const big = await fillPeople(pool, teamId);
  await fillTickets(pool, big, 0, 200);
  const { rows: tickets } = await pool.query<{ id: string }>('select id from tickets');
  const cookies = await signIn(desk, pool, big.people);
  const figures: Figure[] = [];
  for (const sockets of quick ? [200] : [200, 2000]) {
    const browsers = beside('many-sockets.ts', [new URL(desk.origin).port, cookies.join(','), String(sockets)]);
    try {
      if (!(await browsers.line()).startsWith('open')) throw new Error('the sockets did not open');
      await pause(500);
      const times: number[] = [];
      const answers: number[] = [];
      for (let n = 0; n < (quick ? 5 : 40); n++) {
        const mark = `bench mark ${n} of ${sockets} ${Math.random().toString(36).slice(2)}`;
        browsers.child.stdin!.write(`wait ${mark}\n`);
        if ((await browsers.line()) !== 'waiting') throw new Error('a socket was closed');
        const at = now();
        const answer = await agent.call('PUT /tickets/:id/subject', { params: { id: tickets[n % tickets.length]!.id }, body: { subject: mark } });
        if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
        answers.push(now() - at);
        times.push(...(JSON.parse(await browsers.line()) as { times: number[] }).times.map((t) => t - at));
        await pause(100);
      }
      figures.push(
        { what: `${sockets} sockets: p50`, value: quantile(times, 0.5), unit: 'ms', note: `the act itself was answered after ${quantile(answers, 0.5).toFixed(1)} ms` },
        { what: `${sockets} sockets: p99`, value: quantile(times, 0.99), unit: 'ms', budget: '< 150' },
      );
    } finally {
      await browsers.end();
    }
    await pause(500);
  }
  return figures;
});
