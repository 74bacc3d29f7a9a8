import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { person, type TestPerson } from '../../../test/people.ts';
import { openLine } from '../../../test/socket.ts';

let house: TestHouse, ann: TestPerson;
beforeAll(async () => { house = await openTestHouse(); ann = await person(house, { name: 'Ann' }); });
afterAll(() => house.close());

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** MB in use, and MB held, without what earlier files left behind. */
function memory(): { used: number; held: number } {
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { used: (heapUsed + external) / 2 ** 20, held: rss / 2 ** 20 };
}

test('W-M3 a thousand idle browsers cost less than 300 MB, both ends of each line counted', async () => {
  const before = memory();
  const lines: Awaited<ReturnType<typeof openLine>>[] = [];
  for (let i = 0; i < 20; i++) lines.push(...(await Promise.all(Array.from({ length: 50 }, () => openLine(house, ann.cookie)))));
  await expect.poll(() => lines.every((l) => l.said.some((m) => m.kind === 'hello')), { timeout: 20_000 }).toBe(true);
  expect(house.live!.lines.size).toBe(1000);
  const { used, held } = memory();
  expect(used - before.used).toBeLessThan(300);
  expect(held - before.held).toBeLessThan(300);
  for (const line of lines) line.socket.close();
  await expect.poll(() => house.live!.lines.size, { timeout: 20_000 }).toBe(0);
});
