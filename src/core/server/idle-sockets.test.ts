import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { person, type TestPerson } from '../../../test/people.ts';
import { openLine } from '../../../test/socket.ts';

let house: TestHouse, ann: TestPerson;
beforeAll(async () => { house = await openTestHouse(); ann = await person(house, { name: 'Ann' }); });
afterAll(() => house.close());

test('W-M3 a thousand idle browsers cost less than 300 MB, both ends of each line counted', async () => {
  const before = process.memoryUsage().rss;
  const lines: Awaited<ReturnType<typeof openLine>>[] = [];
  for (let i = 0; i < 20; i++) lines.push(...(await Promise.all(Array.from({ length: 50 }, () => openLine(house, ann.cookie)))));
  await expect.poll(() => lines.every((l) => l.said.some((m) => m.kind === 'hello')), { timeout: 20_000 }).toBe(true);
  expect(house.live!.lines.size).toBe(1000);
  expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(300);
  for (const line of lines) line.socket.close();
  await expect.poll(() => house.live!.lines.size, { timeout: 20_000 }).toBe(0);
});
