import { newId } from '../src/core/ids.ts';
import { marksIn } from '../test/crash/load.ts';
import { openSink } from '../test/mail-sink.ts';
import { quantile, type Figure } from './figures.ts';
import { fillPeople, fillTickets } from './many-tickets.ts';
import { pause, until, withDesk } from './running.ts';
import type { Options } from './run.ts';

export const title = 'Mail out: from an accepted reply to the outgoing server (W-M6)';

export async function measure({ quick }: Options): Promise<Figure[]> {
  const sink = await openSink();
  const arrived = new Map<string, number>();
  sink.answer.data = () => { setImmediate(() => { for (const mark of marksIn(sink).keys()) if (!arrived.has(mark)) arrived.set(mark, performance.now()); sink.mails.length = 0; }); return null; };
  try {
    return await withDesk(async ({ pool, agent, teamId }) => {
      await fillTickets(pool, await fillPeople(pool, teamId), 0, 200);
      const tickets = (await pool.query<{ id: string; address: string }>('select t.id, p.address from tickets t join participants p on p.ticket_id = t.id')).rows;
      const accepted = new Map<string, number>();
      const send = async (n: number) => {
        const id = newId();
        const { id: ticket, address } = tickets[n % tickets.length]!;
        const answer = await agent.call('POST /tickets/:id/replies', { params: { id: ticket }, body: { id, html: `<p>This is reply-${id}</p>`, to: [{ name: '', address }], undoSeconds: 0, seen: 1e15 } });
        if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
        accepted.set(id, performance.now());
      };
      for (let n = 0; n < 10; n++) await send(n);
      accepted.clear();
      const count = quick ? 40 : 300;
      const going: Promise<void>[] = [];
      for (let n = 0; n < count; n++) { going.push(send(n)); await pause(50); }
      await Promise.all(going);
      await until(() => Promise.resolve([...accepted.keys()].every((id) => arrived.has(id))), 60);
      const times = [...accepted].map(([id, at]) => Math.max(0, arrived.get(id)! - at));
      return [
        { what: 'queued to sent at 20/s: p50', value: quantile(times, 0.5), unit: 'ms', note: `${count} replies without undo time` },
        { what: 'queued to sent at 20/s: p95', value: quantile(times, 0.95), unit: 'ms', budget: '< 2000' },
      ];
    }, { env: { BATON_SMTP_OUT: `${sink.url}?tls=none` } });
  } finally {
    await sink.close();
  }
}
