import { newId } from '../src/core/ids.ts';
import { webClient, type WebClient } from '../test/web-client.ts';
import { quantile, type Figure } from './figures.ts';
import { fillPeople, fillTickets } from './many-tickets.ts';
import type { Options } from './run.ts';
import { withDesk } from './running.ts';
import { signIn } from './sessions.ts';

export const title = 'Handoffs: offer and accept through HTTP, beside a plain reply';

const context = { reason: 'expertise', issue: 'Her card was charged twice for the visit on 14 January', done: 'Compared both payments with the list of visits', next: 'Refund the second payment and write to her', mood: 'upset', urgency: 'normal' };
interface Hands { readonly id: string; readonly client: WebClient }
interface Owned { readonly id: string; readonly address: string; owner: number }

export const measure = ({ quick }: Options): Promise<Figure[]> => withDesk(async ({ desk, pool, teamId }) => {
  const big = await fillPeople(pool, teamId);
  await fillTickets(pool, big, 0, 400);
  const two = big.people.slice(0, 2);
  const cookies = await signIn(desk, pool, two);
  const hands: Hands[] = two.map((id, at) => ({ id, client: webClient(desk.origin, { cookie: cookies[at]! }) }));
  await pool.query(`update tickets set status = 'open', closed_at = null, waiting_for = null, wake_at = null, owner_id = $1, queued_at = null`, [two[0]]);
  const tickets: Owned[] = (await pool.query<{ id: string; address: string }>('select t.id, p.address from tickets t join participants p on p.ticket_id = t.id order by t.number')).rows.map((row) => ({ ...row, owner: 0 }));

  const timed = async (times: number[], run: () => Promise<{ status: number; body: unknown }>) => {
    const begun = performance.now();
    const { status, body } = await run();
    if (status !== 200) throw new Error(`answered ${status} ${JSON.stringify(body)}`);
    times.push(performance.now() - begun);
    return body;
  };
  /** One ticket after another: a reply by its owner, an offer to the other, their yes. In turn, so that a busy moment falls on all alike. */
  const rounds = async (clients: number, each: number) => {
    const [reply, offer, accept]: [number[], number[], number[]] = [[], [], []];
    let next = 0;
    await Promise.all(Array.from({ length: clients }, async () => {
      for (let n = 0; n < each; n++) {
        const ticket = tickets[next++ % tickets.length]!;
        const [from, to] = [hands[ticket.owner]!, hands[1 - ticket.owner]!];
        await timed(reply, () => from.client.call('POST /tickets/:id/replies', { params: { id: ticket.id }, body: { id: newId(), html: '<p>Your refund is on its way.</p>', to: [{ name: '', address: ticket.address }], undoSeconds: 60, seen: 1e15 } }));
        const handoffId = newId();
        await timed(offer, () => from.client.call('POST /tickets/:id/handoffs', { params: { id: ticket.id }, body: { id: handoffId, ...context, to: { personId: to.id } } }));
        await timed(accept, () => to.client.call('POST /handoffs/:id/accept', { params: { id: handoffId }, body: {} }));
        ticket.owner = 1 - ticket.owner;
      }
    }));
    return { reply, offer, accept };
  };
  await rounds(4, quick ? 2 : 10);
  const figures: Figure[] = [];
  for (const clients of [1, 8]) {
    const { reply, offer, accept } = await rounds(clients, Math.floor((quick ? 16 : 160) / clients));
    const who = `${clients} client${clients > 1 ? 's' : ''}`;
    for (const [name, times] of [['reply', reply], ['offer', offer], ['accept', accept]] as const) {
      const beside = name === 'reply' ? '' : `, ${(quantile(times, 0.5) / quantile(reply, 0.5)).toFixed(1)} × a reply`;
      figures.push({ what: `${name}, ${who}: p95`, value: quantile(times, 0.95), unit: 'ms', note: `p50 ${quantile(times, 0.5).toFixed(1)} ms${beside}` });
    }
  }
  for (const { client } of hands) client.close();
  return figures;
});
