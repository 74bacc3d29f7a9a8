import { beside } from './beside.ts';
import type { Figure } from './figures.ts';
import { fillPeople } from './many-tickets.ts';
import { memoryOf } from './memory-of.ts';
import { pause, withDesk } from './running.ts';
import { signIn } from './sessions.ts';
import type { Options } from './run.ts';

export const title = 'Sockets: many browsers that sit there (W-M3)';

export const measure = ({ quick }: Options): Promise<Figure[]> => withDesk(async ({ desk, pool, server, teamId }) => {
  const { people } = await fillPeople(pool, teamId);
  const cookies = await signIn(desk, pool, people);
  await pause(2000);
  const before = memoryOf(server.pid, desk.postmaster()!);
  const count = quick ? 200 : 1000;
  const begun = performance.now();
  const browsers = beside('many-sockets.ts', [new URL(desk.origin).port, cookies.join(','), String(count)]);
  try {
    await browsers.line();
    const connected = performance.now() - begun;
    await pause(quick ? 1000 : 5000);
    const after = memoryOf(server.pid, desk.postmaster()!);
    return [
      { what: `${count} idle sockets: server process`, value: after.server, unit: 'MB', budget: '< 300', note: `PSS; ${before.server.toFixed(0)} MB before them` },
      { what: 'each socket', value: ((after.server - before.server) * 1024) / count, unit: 'KB' },
      { what: `${count} connected, one process of ours`, value: connected / 1000, unit: 's' },
    ];
  } finally {
    await browsers.end();
  }
});
