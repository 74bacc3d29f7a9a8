import { newId } from '../src/core/ids.ts';
import { webClient, type WebAnswer } from '../test/web-client.ts';
import { beside } from './beside.ts';
import { quantile, type Figure } from './figures.ts';
import { fillPeople, fillTickets } from './many-tickets.ts';
import { withDesk } from './running.ts';
import type { Options } from './run.ts';

export const title = 'Commands: reply and note through HTTP, beside a bare server that inserts one row in one transaction';

type Send = (n: number) => Promise<WebAnswer>;
/** With a warm-up and four rounds of three ways, twice: 41 s, over before the undo time of the first reply is. */
const seconds = 1.5;
interface Round { readonly done: number; readonly seconds: number; readonly times: number[] }

/** So many clients, each sending the next as soon as the last is answered. */
async function drive(send: Send, clients: number, seconds: number): Promise<Round> {
  const times: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let n = 0;
  await Promise.all(Array.from({ length: clients }, async () => {
    while (performance.now() < end) {
      const at = performance.now();
      const { status, body } = await send(n++);
      if (status !== 200) throw new Error(`answered ${status} ${JSON.stringify(body)}`);
      times.push(performance.now() - at);
    }
  }));
  return { done: times.length, seconds: (performance.now() - begun) / 1000, times };
}

export const measure = ({ quick }: Options): Promise<Figure[]> => withDesk(async ({ desk, pool, agent, teamId }) => {
  await fillTickets(pool, await fillPeople(pool, teamId), 0, 400);
  const tickets = (await pool.query<{ id: string; address: string }>('select t.id, p.address from tickets t join participants p on p.ticket_id = t.id order by t.number')).rows;
  const bare = beside('bare-server.ts', [JSON.stringify(desk.database)]);
  const bareClient = webClient(await bare.line());
  const html = '<p>Hello Anna,</p><p>your refund is on its way and should arrive on <strong>Friday</strong>. Until then the card stays as it is.</p><p>Maya</p>';
  const at = (n: number) => tickets[n % tickets.length]!;
  const ways: Record<string, Send> = {
    bare: () => bareClient.call('POST /bare', { body: { id: newId(), html } }),
    // The undo time keeps the sending out of the measured seconds; mail out is measured by itself.
    reply: (n) => agent.call('POST /tickets/:id/replies', { params: { id: at(n).id }, body: { id: newId(), html, to: [{ name: '', address: at(n).address }], undoSeconds: 60, seen: 1e15 } }),
    note: (n) => agent.call('POST /tickets/:id/notes', { params: { id: at(n).id }, body: { id: newId(), html } }),
  };
  try {
    const figures: Figure[] = [];
    for (const send of Object.values(ways)) await drive(send, 8, quick ? 0.5 : seconds);
    for (const clients of [1, 8]) {
      const rounds: Record<string, Round[]> = { bare: [], reply: [], note: [] };
      // In turn, so that a busy moment of the machine falls on all alike.
      for (let round = 0; round < (quick ? 1 : 4); round++) for (const [name, send] of Object.entries(ways)) rounds[name]!.push(await drive(send, clients, quick ? 0.7 : seconds));
      figures.push(...figuresOf(rounds, clients));
    }
    return figures;
  } finally {
    await bare.end();
  }
});

function figuresOf(rounds: Record<string, Round[]>, clients: number): Figure[] {
  const rate = (name: string) => rounds[name]!.reduce((n, r) => n + r.done, 0) / rounds[name]!.reduce((n, r) => n + r.seconds, 0);
  const who = `${clients} client${clients > 1 ? 's' : ''}`;
  return Object.keys(rounds).flatMap((name) => {
    const times = rounds[name]!.flatMap((r) => r.times);
    const note = `p50 ${quantile(times, 0.5).toFixed(1)} ms, ${times.length} requests`;
    const own: Figure[] = [{ what: `${name}, ${who}: throughput`, value: rate(name), unit: '/s', note }, { what: `${name}, ${who}: p95`, value: quantile(times, 0.95), unit: 'ms', budget: name !== 'bare' && clients === 8 ? '< 25' : undefined }];
    return name === 'bare' ? own : [...own, { what: `${name}, ${who}: of the bare server`, value: (100 * rate(name)) / rate('bare'), unit: '%', budget: '≥ 40' }];
  });
}
