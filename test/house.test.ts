import { expect, test } from 'vitest';
import { jobs } from '../src/app/rooms.ts';
import { openTestHouse } from './house.ts';

test('a house with its background work opens and closes, repeating jobs with dots in their names included', async () => {
  expect(jobs.some((j) => j.every && j.name.includes('.'))).toBe(true);
  const house = await openTestHouse({ work: true });
  await house.close();
});
