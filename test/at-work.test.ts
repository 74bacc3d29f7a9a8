import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../src/core/ids.ts';
import { mailIn } from '../src/rooms/tickets/fixtures.ts';
import { asDone } from './closing.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { makeTeam, person } from './people.ts';
import { openLine } from './socket.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

test('W-M1 fifty people take, and close while hundreds of customers write: nobody gets what another has, and everybody hears every act once', async () => {
  const team = await makeTeam(house, 'Billing');
  const people = await Promise.all(Array.from({ length: 50 }, () => person(house, { teams: [{ id: team.id }] })));
  const before: string[] = [];
  for (let n = 0; n < 100; n++) before.push((await mailIn(house.db, { teamId: team.id, subject: `Before ${n}` }, { from: `before${n}@many.example` })).ticketId);
  const first = await openLine(house, people[0]!.cookie);
  const lines = [first, ...(await Promise.all(people.slice(1).map((one) => openLine(house, one.cookie))))];
  await Promise.all(lines.map((line) => line.hear('hello')));

  const working = people.map(async (one) => {
    const taken: string[] = [];
    for (let round = 0; round < 2; round++) {
      const answer = await one.call('POST /queue/next', { body: { id: newId() } });
      expect(answer.status).toBe(200);
      const ticketId = answer.body.ticket.id as string;
      taken.push(ticketId);
      expect((await one.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone })).status).toBe(200);
    }
    return taken;
  });
  const writing = Array.from({ length: 10 }, async (_, from) => {
    for (let n = 0; n < 20; n++) await mailIn(house.db, { teamId: team.id, subject: `Meanwhile ${from} ${n}` }, { from: `meanwhile${from}-${n}@many.example` });
  });
  const [taken] = await Promise.all([Promise.all(working).then((all) => all.flat()), Promise.all(writing)]);
  expect(new Set(taken).size).toBe(100);

  const heard = (line: (typeof lines)[number], name: string) => line.facts().filter((f) => f.name === name).map((f) => f.about.id);
  for (const line of lines) {
    await expect.poll(() => [heard(line, 'tickets.closed').length, heard(line, 'queues.claimed').length, heard(line, 'tickets.opened').length >= 200], { timeout: 60_000 }).toEqual([100, 100, true]);
    expect(new Set(heard(line, 'tickets.closed'))).toEqual(new Set(taken));
    expect(new Set(line.facts().map((f) => f.seq)).size).toBe(line.facts().length);
  }
  for (const line of lines) line.socket.close();
}, 300_000);
