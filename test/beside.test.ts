import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../src/core/ids.ts';
import { mentionOf } from '../src/rooms/notes/fixtures.ts';
import { mailIn } from '../src/rooms/tickets/fixtures.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { call, makeTeam, person, type TestPerson } from './people.ts';

let house: TestHouse;
let maya: TestPerson, noah: TestPerson, guest: TestPerson, stranger: TestPerson;
let ticketId: string, customerId: string;
beforeAll(async () => {
  house = await openTestHouse();
  const [team, other] = [await makeTeam(house, 'Billing', { visibility: 'closed' }), await makeTeam(house, 'Legal')];
  [maya, noah, guest, stranger] = [await person(house, { name: 'Maya', teams: [team] }), await person(house, { name: 'Noah', teams: [team] }), await person(house, { role: 'collaborator', teams: [team] }), await person(house, { teams: [other] })];
  ({ ticketId, customerId } = await mailIn(house.db, { teamId: team.id }, { text: 'I was charged twice. Could you refund one of them?' }));
  const here = { params: { id: ticketId } };
  const note = newId();
  for (const [key, asked] of [
    ['POST /tickets/:id/notes', { ...here, body: { id: note, html: `<p>${mentionOf('person', noah.id)} did they pay twice?</p>` } }],
    ['PUT /notes/:id/pin', { params: { id: note }, body: { pinned: true } }],
    ['POST /tickets/:id/subtasks', { ...here, body: { id: newId(), text: 'Compare both payments', required: true } }],
    ['POST /tickets/:id/calls', { ...here, body: { id: newId(), outcome: 'no-answer' } }],
  ] as const) expect([key, (await maya.call(key, asked)).status]).toEqual([key, 200]);
});
afterAll(() => house.close());

/** Where what came along is read by itself, and what of that answer browsers keep. */
const own: Record<string, readonly [key: string, part?: string]> = {
  'looks ticket': ['GET /tickets/:id/looks'], 'approvals ticket': ['GET /tickets/:id/approvals', 'items'], 'notes pinned': ['GET /tickets/:id/notes', 'items'], 'notes asks ticket': ['GET /tickets/:id/asks'],
  'escalations ticket': ['GET /tickets/:id/escalations'], 'phone calls': ['GET /tickets/:id/calls'], 'subtasks ticket': ['GET /tickets/:id/subtasks'], 'assist summary': ['GET /tickets/:id/summary'], 'customers identity': ['GET /customers/:id/identity'],
};
const open = (who: TestPerson, beside?: '1') => who.call('GET /tickets/:ref', { params: { ref: ticketId }, query: beside ? { beside } : {} });
type CameAlong = { key: string[]; data: unknown }[];

test('what comes along with a ticket is what its own endpoints answer', async () => {
  for (const who of [maya, guest]) {
    const along = (await open(who, '1')).body.beside as CameAlong;
    expect(along.map(({ key }) => key.slice(0, -1).join(' ')).toSorted()).toEqual(Object.keys(own).toSorted());
    for (const { key, data } of along) {
      const [name, about] = [key.slice(0, -1).join(' '), key.at(-1)!];
      expect([name, about]).toEqual([name, name === 'customers identity' ? customerId : ticketId]);
      const [endpoint, part] = own[name]!;
      const { status, body } = await who.call(endpoint, { params: { id: about }, query: name === 'notes pinned' ? { pinned: '1' } : {} });
      expect([name, status, data]).toEqual([name, 200, part ? (body as Record<string, unknown>)[part] : body]);
    }
  }
  const found = Object.fromEntries(((await open(maya, '1')).body.beside as CameAlong).map(({ key, data }) => [key.slice(0, -1).join(' '), data])) as Record<string, unknown[]>;
  for (const name of ['notes pinned', 'notes asks ticket', 'phone calls', 'subtasks ticket']) expect([name, found[name]!.length]).toEqual([name, 1]);
});

test('W-G4 it comes for browsers that ask, who sees the ticket; a key gets what its scopes allow at its own endpoint', async () => {
  expect((await open(maya)).body.beside).toBeUndefined();
  expect((await open(stranger, '1')).status).toBe(404);
  const { secret } = (await maya.call('POST /keys', { body: { kind: 'personal', name: 'k', scopes: ['tickets:read'] } })).body as { secret: string };
  const byKey = await call(house, 'GET /tickets/:ref', { params: { ref: ticketId }, query: { beside: '1' }, headers: { authorization: `Bearer ${secret}` } });
  expect([byKey.status, byKey.body.beside]).toEqual([200, undefined]);
});
