import { topicsOf } from '../src/rooms/people/access.ts';
import type { PersonActor } from '../src/core/server/actor.ts';
import { horizon, readFacts, type Recorded } from '../src/core/server/journal.ts';
import type { TestHouse } from './house.ts';

/** Runs something and answers the facts that this person's browser hears of it, in order. */
export async function heardBy(house: TestHouse, listener: PersonActor, run: () => Promise<unknown>): Promise<Recorded[]> {
  const from = await horizon(house.db);
  await run();
  const topics = new Set(topicsOf(listener));
  return (await readFacts(house.db, from, 10_000)).filter((f) => f.audience.some((t) => topics.has(t)));
}
