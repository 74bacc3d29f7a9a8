import { join } from 'node:path';
import type { QueryClient } from '@tanstack/react-query';
import { expect } from 'vitest';
import type { Fact } from '../src/core/contract.ts';
import { topicsOf } from '../src/rooms/people/access.ts';
import type { PersonActor } from '../src/core/server/actor.ts';
import { horizon, readFacts, type Recorded } from '../src/core/server/journal.ts';
import type { TestHouse } from './house.ts';
import { mailIn, type Mail } from '../src/rooms/tickets/fixtures.ts';
import { makeTeam, person, type TestPerson } from './people.ts';

/** Runs something and answers the facts that this person's browser hears of it, in order. */
export async function heardBy(house: TestHouse, listener: PersonActor, run: () => Promise<unknown>): Promise<Recorded[]> {
  const from = await horizon(house.db);
  await run();
  const topics = new Set(topicsOf(listener));
  return (await readFacts(house.db, from, 10_000)).filter((f) => f.audience.some((t) => topics.has(t)));
}

/** A ticket of a team, the lead who works on it, and a teammate whose page is replayed. */
export async function watchedTicket(house: TestHouse, mail: Mail = {}): Promise<{ teamId: string; ticketId: string; maya: TestPerson; ben: TestPerson }> {
  const team = await makeTeam(house, 'Billing');
  const maya = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  const ben = await person(house, { teams: [team] });
  return { teamId: team.id, ticketId: (await mailIn(house.db, { teamId: team.id, subject: 'Boiler' }, mail)).ticketId, maya, ben };
}

/** What a page's ear does with a fact. */
type Hears = (fact: Recorded, cache: QueryClient) => void;
const root = join(import.meta.dirname, '..');
const webPart = async <T>(path: string): Promise<T> => (await import(/* @vite-ignore */ join(root, path))) as T;

/** Names of facts that a contract declares, and that were not replayed. Every room's `replay.test.ts` ends with it being empty. */
export const unreplayed = (contract: object, replayed: ReadonlySet<string>): string[] => factsIn(contract).map((f) => f.name).filter((name) => !replayed.has(name));

/** The facts among a contract's exports. */
export const factsIn = (contract: object): Fact[] =>
  Object.values(contract).filter((one: unknown): one is Fact => typeof one === 'object' && one !== null && 'about' in one && 'shown' in one && 'data' in one && 'name' in one);

/**
 * A page that shows some queries of a room and hears its facts with the room's own ear (`web/live.ts`). `replay` runs something and waits
 * until what the page holds, reading again only what its ear says is old, is what the server says. Names of the facts heard are in `heard`.
 */
export async function openPage(house: TestHouse, who: TestPerson, ear: { room: string; name: string }, queries: Readonly<Record<string, () => Promise<unknown>>>): Promise<{ heard: Set<string>; replay(run: () => Promise<unknown>): Promise<void> }> {
  const { cache } = await webPart<{ cache: QueryClient }>('src/core/web/cache.ts');
  const hears = (await webPart<Record<string, Hears>>(`src/rooms/${ear.room}/web/live.ts`))[ear.name]!;
  cache.clear();
  const all = Object.entries(queries).map(([key, read]) => ({ key: key.split(' '), read }));
  const heard = new Set<string>();
  const held = () => all.map(({ key }) => cache.getQueryData(key));
  const readOld = async () => {
    for (const { key, read } of all) if (cache.getQueryState(key)?.isInvalidated) cache.setQueryData(key, await read());
    return held();
  };
  return {
    heard,
    async replay(run) {
      for (const { key, read } of all) cache.setQueryData(key, await read());
      for (const fact of await heardBy(house, await who.fresh(), run)) {
        heard.add(fact.name);
        hears(fact, cache);
      }
      const now = await Promise.all(all.map(({ read }) => read()));
      await expect.poll(readOld, { timeout: 15_000 }).toEqual(now);
    },
  };
}
