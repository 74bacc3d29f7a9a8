import type { WebClient } from '../test/web-client.ts';
import { quantile, type Figure } from './figures.ts';
import { fillPeople, fillTickets, type BigDesk } from './many-tickets.ts';
import { withKeptDesk } from './running.ts';
import { signIn } from './sessions.ts';
import { webClient } from '../test/web-client.ts';
import type { Options } from './run.ts';

export const title = 'Lists and search over HTTP, one client at a time, on a desk that grows';

type Query = Record<string, string>;
const views: Query[] = [
  { view: 'all' }, { view: 'all', order: 'priority' }, { view: 'all', order: 'newest' }, { view: 'all', order: 'updated' }, { view: 'mine' }, { view: 'my-teams', order: 'oldest' }, { view: 'unowned' },
  { view: 'waiting' }, { view: 'closed' }, { view: 'closed', order: 'oldest' }, { view: 'all', priority: 'urgent' }, { view: 'all', tag: 'refund' }, { view: 'closed', tag: 'visit' },
];
const searches = ['boiler', 'refund', 'boiler visit', 'password reset login', 'the', 'thermostat battery', 'ref4711', 'therm', 'Anna', 'Elif Kfam', '#1500', 'c11@', 'invoice charge', 'thermostta'];

/** Everyone asks the same questions at every size; the first pages, and pages far down. */
export const measure = ({ quick, million, tickets }: Options): Promise<Figure[]> => withKeptDesk<{ big: BigDesk; size: number }, Figure[]>(async ({ desk, pool, teamId }, kept) => {
  const big = kept?.told?.big ?? await fillPeople(pool, teamId!);
  const [cookie] = await signIn(desk, pool, big.people);
  const person = webClient(desk.origin, { cookie: cookie! });
  const figures: Figure[] = [];
  let from = kept?.told?.size ?? 0;
  const sizes = tickets ? [tickets] : quick ? [2000, 10_000] : million ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
  for (const size of sizes.filter((s) => s >= from)) {
    const begun = performance.now();
    if (size > from) await fillTickets(pool, big, from, size);
    from = size;
    await kept?.tell({ big, size });
    const made = (performance.now() - begun) / 1000;
    const rounds = quick ? 3 : 12;
    const lists = await timed(rounds, views, (query) => walk(person, query));
    const found = await timed(rounds, searches.map((q) => ({ q })), async (query) => [await ask(person, 'GET /search', query)]);
    const opened = await timed(1, (await pool.query<{ id: string }>('select id from tickets order by random() limit 60')).rows.map((r) => ({ ref: r.id })), async ({ ref }) => [await open(person, ref!)]);
    const name = size.toLocaleString('en');
    figures.push(
      { what: `${name} tickets: list of 50, p50`, value: quantile(lists.all, 0.5), unit: 'ms', note: `made in ${made.toFixed(0)} s` }, { what: `${name} tickets: list of 50, p95`, value: quantile(lists.all, 0.95), unit: 'ms', budget: '< 30', note: `slowest: ${lists.slowest}` },
      { what: `${name} tickets: search, p50`, value: quantile(found.all, 0.5), unit: 'ms' }, { what: `${name} tickets: search, p95`, value: quantile(found.all, 0.95), unit: 'ms', budget: '< 150', note: `slowest: ${found.slowest}` },
      { what: `${name} tickets: open one (head and timeline), p95`, value: quantile(opened.all, 0.95), unit: 'ms', budget: '< 300' },
    );
  }
  return figures;
});

async function timed(rounds: number, queries: readonly Query[], run: (query: Query) => Promise<number[]>): Promise<{ all: number[]; slowest: string }> {
  const all: number[] = [];
  const each = new Map<string, number[]>();
  for (const query of queries) await run(query);
  for (let round = 0; round < rounds; round++) {
    for (const query of queries) {
      const times = await run(query);
      all.push(...times);
      const name = Object.values(query).join(' ');
      each.set(name, [...(each.get(name) ?? []), ...times]);
    }
  }
  const slowest = [...each].sort((a, b) => quantile(b[1], 0.5) - quantile(a[1], 0.5)).slice(0, 3);
  return { all, slowest: slowest.map(([name, times]) => `${name} ${quantile(times, 0.5).toFixed(0)} ms`).join(', ') };
}

async function ask(person: WebClient, key: string, query: Query): Promise<number> {
  const at = performance.now();
  const { status } = await person.call(key, { query });
  if (status !== 200) throw new Error(`${key} ${JSON.stringify(query)} answered ${status}`);
  return performance.now() - at;
}

/** The first page and three that follow it. */
async function walk(person: WebClient, query: Query): Promise<number[]> {
  const times: number[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 4; page++) {
    const at = performance.now();
    const answer = await person.call('GET /tickets', { query: cursor ? { ...query, cursor } : query });
    if (answer.status !== 200) throw new Error(`GET /tickets ${JSON.stringify(query)} answered ${answer.status}`);
    times.push(performance.now() - at);
    cursor = answer.body.next as string | null;
    if (!cursor) break;
  }
  return times;
}

async function open(person: WebClient, ref: string): Promise<number> {
  const at = performance.now();
  const answers = await Promise.all([person.call('GET /tickets/:ref', { params: { ref } }), person.call('GET /tickets/:id/timeline', { params: { id: ref } })]);
  if (answers.some((a) => a.status !== 200)) throw new Error(`opening ${ref} answered ${answers.map((a) => a.status).join()}`);
  return performance.now() - at;
}
