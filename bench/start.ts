import { makeDesk } from '../test/desk.ts';
import { median, type Figure } from './figures.ts';
import type { Options } from './run.ts';

export const title = 'Start: from the command to the ready line, built server';

/** New: the embedded database is made and migrated. Existing: as after a restart. After a kill: the database replays its log. */
export async function measure({ quick }: Options): Promise<Figure[]> {
  const fresh: number[] = [];
  const again: number[] = [];
  const killed: number[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    const desk = await makeDesk({ built: true });
    try {
      const first = await desk.start();
      fresh.push(first.readyMs / 1000);
      await first.stop();
      const second = await desk.start();
      again.push(second.readyMs / 1000);
      await second.kill();
      const third = await desk.start();
      killed.push(third.readyMs / 1000);
      await third.stop();
    } finally {
      await desk.remove();
    }
  }
  return [
    { what: 'new data folder', value: median(fresh), unit: 's', budget: '< 120', note: 'the budget counts installing and building too' },
    { what: 'existing data folder', value: median(again), unit: 's', budget: '< 5' },
    { what: 'after kill -9', value: median(killed), unit: 's', budget: '< 5' },
  ];
}
