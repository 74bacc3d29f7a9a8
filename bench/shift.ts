import { newId } from '../src/core/ids.ts';
import { webClient } from '../test/web-client.ts';
import { quantile, type Figure } from './figures.ts';
import { fillPeople, fillTickets } from './many-tickets.ts';
import type { Options } from './run.ts';
import { withDesk } from './running.ts';
import { signIn } from './sessions.ts';

export const title = 'The beginning and the end of a shift over HTTP, on a big desk';

/** Everybody begins at once, as at eight in the morning: the page of the start, the page of the end, the bar of My day; then signing. */
export const measure = ({ quick, tickets }: Options): Promise<Figure[]> => withDesk(async ({ desk, pool, teamId }) => {
  const size = tickets ?? (quick ? 2000 : 100_000);
  const big = await fillPeople(pool, teamId);
  await fillTickets(pool, big, 0, size);
  const cookies = await signIn(desk, pool, big.people);
  const people = big.people.map((id, n) => ({ id, client: webClient(desk.origin, { cookie: cookies[n]! }) }));
  // They left yesterday evening: each of them signed.
  await pool.query(`insert into handovers (id, team_id, starts_at, ends_at, to_team_id, next_start, next_end, version, made_at) values ($1, $2, now() - interval '24 hours', now() - interval '16 hours', $2, now() - interval '10 minutes', now() + interval '8 hours', $3, now())`, [newId(), teamId, people.length]);
  const content = { items: [], more: [], counts: { open: 0, unowned: 0, waitingForCustomer: 0, waitingForOthers: 0, waitingOtherwise: 0, handedOn: 0, wakeNext: 0 }, trouble: [], volume: { n: 0, usual: null, verdict: 'unknown' }, notes: [], signers: [] };
  await pool.query(`insert into handover_issues (handover_id, version, signed_by, signed_at, content) select h.id, n, p, now() - interval '16 hours', $2 from handovers h, unnest($1::uuid[]) with ordinality as p(p, n)`, [big.people, JSON.stringify(content)]);
  const name = size.toLocaleString('en');
  const figures: Figure[] = [];
  const rounds = quick ? 2 : 8;
  for (const [what, key, budget] of [['start-of-shift page', 'GET /shift/start', '< 150'], ['end-of-shift page with the handover compiled', 'GET /shift/end', undefined], ['the bar of My day', 'GET /shift', undefined]] as const) {
    const ask = async (client: (typeof people)[number]['client']) => {
      const begun = performance.now();
      const { status, body } = await client.call(key);
      if (status !== 200) throw new Error(`${key} answered ${status} ${JSON.stringify(body)}`);
      return performance.now() - begun;
    };
    for (const { client } of people.slice(0, 3)) await ask(client);
    const alone: number[] = [];
    for (let n = 0; n < rounds; n++) for (const { client } of people.slice(0, 5)) alone.push(await ask(client));
    const together = (await Promise.all(people.map(({ client }) => ask(client))));
    figures.push({ what: `${name} tickets: ${what}, p95`, value: quantile(alone, 0.95), unit: 'ms', ...(budget ? { budget } : {}), note: `p50 ${quantile(alone, 0.5).toFixed(0)} ms; ${people.length} people at once: the last after ${Math.max(...together).toFixed(0)} ms` });
  }
  const signing: number[] = [];
  for (const { client } of people.slice(0, quick ? 2 : 10)) {
    const left = ((await client.call('GET /shift/end')).body.tickets as { standing: string; ticket: { id: string } }[]).filter((t) => t.standing === 'unfinished').map((t) => t.ticket.id);
    const begun = performance.now();
    const { status, body } = await client.call('POST /handovers', { body: { id: newId(), left } });
    if (status !== 200) throw new Error(`signing answered ${status} ${JSON.stringify(body)}`);
    signing.push(performance.now() - begun);
  }
  figures.push({ what: `${name} tickets: signing, p95`, value: quantile(signing, 0.95), unit: 'ms', note: `p50 ${quantile(signing, 0.5).toFixed(0)} ms` });
  for (const { client } of people) client.close();
  return figures;
});
