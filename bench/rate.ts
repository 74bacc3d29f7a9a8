import type { Figure } from './figures.ts';
import { withDesk } from './running.ts';
import type { Options } from './run.ts';

export const title = 'Rate: one key may ask 200 times a second, and is told so beyond (W-M7)';

export const measure = ({ quick }: Options): Promise<Figure[]> => withDesk(async ({ agent }) => {
  const seconds = quick ? 2 : 6;
  const statuses = new Map<number, number>();
  let without = 0;
  const asking: Promise<void>[] = [];
  const begun = performance.now();
  // 300 a second, sent evenly whatever comes back.
  for (let n = 0; n < 300 * seconds; n++) {
    const due = begun + (n * 1000) / 300;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((done) => setTimeout(done, wait));
    asking.push(agent.call('GET /tickets/counts').then(({ status, headers }) => {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 429 && !headers['retry-after']) without++;
    }));
  }
  await Promise.all(asking);
  const took = (performance.now() - begun) / 1000;
  const other = [...statuses].filter(([s]) => s !== 200 && s !== 429).reduce((sum, [, n]) => sum + n, 0);
  return [
    { what: 'answered', value: (statuses.get(200) ?? 0) / took, unit: '/s', budget: '≥ 180', note: 'of 300/s asked' },
    { what: 'told to come later (429)', value: (statuses.get(429) ?? 0) / took, unit: '/s' },
    { what: '429 without Retry-After', value: without, unit: '', budget: '< 1' },
    { what: 'any other answer', value: other, unit: '', budget: '< 1' },
  ];
}, { env: { BATON_RATE_LIMIT: '200' } });
