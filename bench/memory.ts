import { newId } from '../src/core/ids.ts';
import { openSmtpLine } from '../test/smtp-client.ts';
import type { Figure } from './figures.ts';
import { fillPeople, fillTickets } from './many-tickets.ts';
import { memoryOf } from './memory-of.ts';
import { pause, withDesk } from './running.ts';
import type { Options } from './run.ts';

export const title = 'Memory: server and embedded database with all their processes (PSS)';

export const measure = ({ quick }: Options): Promise<Figure[]> => withDesk(async ({ desk, pool, server, agent, mailbox, teamId }) => {
  await pause(quick ? 2000 : 15_000);
  const idle = memoryOf(server.pid, desk.postmaster()!);
  await fillTickets(pool, await fillPeople(pool, teamId), 0, quick ? 1000 : 20_000);
  const { rows: tickets } = await pool.query<{ id: string }>('select id from tickets limit 400');
  const until = performance.now() + (quick ? 2000 : 20_000);
  let n = 0;
  await Promise.all([
    ...Array.from({ length: 6 }, async () => {
      while (performance.now() < until) {
        const { id } = tickets[n++ % tickets.length]!;
        await agent.call('GET /tickets', { query: { view: 'all' } });
        await agent.call('GET /tickets/:ref', { params: { ref: id } });
        await agent.call('GET /search', { query: { q: n % 2 ? 'boiler visit' : 'refund' } });
        await agent.call('POST /tickets/:id/notes', { params: { id }, body: { id: newId(), html: '<p>Looked at.</p>' } });
      }
    }),
    ...Array.from({ length: 3 }, async (_, who) => {
      const line = await openSmtpLine(desk.smtpPort);
      for (let m = 0; performance.now() < until; m++) await line.send({ from: `c${who}@people.example`, to: mailbox, raw: `From: c${who}@people.example\nSubject: Load ${who} ${m}\nMessage-ID: <l${who}.${m}@people.example>\n\n${'It drips and drips. '.repeat(200)}\n` });
      line.close();
    }),
  ]);
  const loaded = memoryOf(server.pid, desk.postmaster()!);
  await pause(quick ? 2000 : 35_000);
  const after = memoryOf(server.pid, desk.postmaster()!);
  const parts = (m: typeof idle) => `server ${m.server.toFixed(0)}, database ${m.database.toFixed(0)}`;
  return [
    { what: 'idle after start', value: idle.all, unit: 'MB', budget: '< 400', note: parts(idle) },
    { what: 'at the end of load', value: loaded.all, unit: 'MB', note: `${parts(loaded)}; lists, openings, searches, notes and mail at once` },
    { what: 'idle after load', value: after.all, unit: 'MB', budget: '< 400', note: parts(after) },
  ];
});
