import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { asked } from '../queues/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { applyToRow, type TicketRow } from '../tickets/rules.ts';
import { handoffFacts } from './contract.ts';
import { alwaysOpen, context, decide, offerTo } from './fixtures.ts';
import type { HandoffRow } from './rules.ts';

let house: TestHouse;
let maya: TestPerson;
let ben: TestPerson;
let lena: TestPerson;
let watcher: TestPerson;
let billing: { id: string };
let tech: { id: string };
const replayed = new Set<string>();
type ApplyToOpen = (all: readonly HandoffRow[], fact: { name: string; data: unknown }) => readonly HandoffRow[];
const { applyToOpen } = (await import(/* @vite-ignore */ join(import.meta.dirname, 'web/open-handoffs.ts'))) as { applyToOpen: ApplyToOpen };
beforeAll(async () => {
  house = await openTestHouse();
  await alwaysOpen(house);
  billing = await makeTeam(house, 'Billing');
  tech = await makeTeam(house, 'Tech');
  maya = await person(house, { name: 'Maya', teams: [billing] });
  ben = await person(house, { name: 'Ben', teams: [tech] });
  lena = await person(house, { role: 'lead', teams: [{ id: billing.id, lead: true }, { id: tech.id, lead: true }] });
  watcher = await person(house, { teams: [tech] });
});
afterAll(() => house.close());

interface Held { readonly open: readonly HandoffRow[]; readonly ticket: TicketRow }
const look = async (id: string): Promise<Held> => ({ open: (await watcher.call('GET /handoffs')).body.items as HandoffRow[], ticket: (await watcher.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket as TicketRow });
const sorted = (all: readonly HandoffRow[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Runs an act, applies what a watcher hears to what their browser held, and compares with what the server says then. */
async function replay(id: string, run: () => Promise<unknown>): Promise<void> {
  const held = await look(id);
  const facts = await heardBy(house, await watcher.fresh(), run);
  let open = held.open;
  let ticket = held.ticket;
  for (const fact of facts) {
    replayed.add(fact.name);
    for (const _twice of [1, 2]) { open = applyToOpen(open, fact); ticket = applyToRow(ticket, fact); }
  }
  const now = await look(id);
  expect(sorted(open)).toEqual(sorted(now.open));
  expect(ticket).toEqual(now.ticket);
}
const mine = async () => {
  const { ticketId } = await mailIn(house.db, { teamId: billing.id });
  await maya.call('POST /tickets/:id/take', { params: { id: ticketId }, body: asked });
  return ticketId;
};
const form = (to: object) => ({ id: newId(), ...context, to });

test('W-L14 a browser that hears the facts of a handoff holds what the server says, also when it hears them twice', async () => {
  const id = await mine();
  let handoff = '';
  const offered = (to: { personId: string } | { teamId: string }) => replay(id, async () => { handoff = (await offerTo(maya, id, to)).body.handoff.id as string; });
  await offered({ teamId: tech.id });
  for (let i = 0; i < 2; i++) await replay(id, () => house.advance('61m'));
  await replay(id, () => decide(lena, 'decline', handoff, { reason: 'Not ours' }));
  await offered({ personId: ben.id });
  await replay(id, () => decide(maya, 'withdraw', handoff));
  await offered({ personId: ben.id });
  await replay(id, () => decide(ben, 'accept', handoff));
  await replay(id, () => ben.call('POST /handoffs/:id/answer', { params: { id: handoff }, body: { had: true } }));
  await replay(id, () => ben.call('PUT /tickets/:id/progress', { params: { id }, body: { validation: 'Card', next: 'Refund', version: 0 } }));
  await replay(id, () => lena.call('POST /tickets/:id/reassign', { params: { id }, body: form({ personId: maya.id }) }));
  await offered({ teamId: tech.id });
  await replay(id, () => lena.call('POST /tickets/:id/override-owner', { params: { id }, body: { id: newId(), to: { personId: ben.id }, reason: 'Maya is not here today' } }));
  const closing = await mine();
  await offerTo(maya, closing, { teamId: tech.id });
  await replay(closing, () => maya.call('POST /tickets/:id/close', { params: { id: closing }, body: asDone }));
});

test('every fact of a handoff was replayed', () => {
  expect(handoffFacts.map((f) => f.name).filter((name) => !replayed.has(name))).toEqual([]);
});
