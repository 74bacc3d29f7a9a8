import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { escalationFacts } from './contract.ts';
import { raiseBody } from './fixtures.ts';

/* Every word somebody writes on an escalation carries the marker: facts carry none of it, strangers hear nothing. */
const marker = 'MARKERescalation';
let house: TestHouse;
let maya: TestPerson, ben: TestPerson, ada: TestPerson, sam: TestPerson;
let ticketId: string, path: string;
beforeAll(async () => {
  house = await openTestHouse();
  const billing = await makeTeam(house, 'Billing', { visibility: 'closed' });
  maya = await person(house, { name: 'Maya', teams: [{ id: billing.id }] });
  ben = await person(house, { name: 'Ben', teams: [] });
  sam = await person(house, { name: 'Sam', teams: [] });
  ada = await person(house, { name: 'Ada', role: 'admin' });
  const minutes = { urgent: 15, high: 60, normal: 240, low: 480 };
  path = newId();
  await ada.call('POST /escalation-paths', { body: { id: path, name: 'Ben', steps: [{ kind: 'person', personId: ben.id }], acknowledge: minutes, answer: minutes, required: [] } });
  ticketId = (await mailIn(house.db, { teamId: billing.id })).ticketId;
});
afterAll(() => house.close());

const act = async (who: TestPerson, id: string, what: string, body: object = {}) => {
  const answer = await who.call(`POST /escalations/:id/${what}`, { params: { id }, body });
  expect(answer.status, `${what} ${JSON.stringify(answer.body)}`).toBe(200);
};

test('W-G6 who has a part in it hears every step in order and no words; strangers hear nothing, guests nothing after the end', async () => {
  const id = newId();
  const reason = `${marker} because of that`;
  const heard = new Map<string, string[]>();
  const whole = async () => {
    await maya.call('POST /tickets/:id/escalations', { params: { id: ticketId }, body: raiseBody({ pathId: path, issue: `${marker} charged twice in January`, done: `${marker} looked at it`, need: `${marker} approve a credit`, expectation: `${marker} today` }, id) });
    await act(ben, id, 'acknowledge');
    await act(ben, id, 'notes', { id: newId(), html: `<p>${marker} which bank</p>` });
    await act(ben, id, 'answer', { id: newId(), kind: 'decision', html: `<p>${marker} approved 80 EUR</p>` });
    await act(maya, id, 'told', { reason });
    await act(maya, id, 'reopen', { reason });
    await house.advance('16m');
    await act(ada, id, 'answer', { id: newId(), kind: 'action', html: `<p>${marker} credited by hand</p>` });
    await act(maya, id, 'close', { reason, learned: { lesson: 'access', words: `${marker} let us credit` } });
    await maya.call('POST /tickets/:id/tags', { params: { id: ticketId }, body: {} });
  };
  const facts = await heardBy(house, await maya.fresh(), whole);
  const own = facts.filter((f) => f.name.startsWith('escalations.'));
  heard.set('maya', own.map((f) => f.name));
  expect(heard.get('maya')).toEqual(['raised', 'acknowledged', 'answered', 'told', 'reopened', 'climbed', 'answered', 'told', 'closed'].map((n) => `escalations.${n}`));
  expect(JSON.stringify(facts)).not.toContain(marker);
  const all = await house.db.selectFrom('facts').select(['name', 'audience', 'data']).where('about_id', '=', ticketId).where('name', 'in', escalationFacts.map((f) => f.name)).orderBy('id').execute();
  expect(all.every((f) => f.audience.includes(`person:${ben.id}`))).toBe(true);
  expect(all.some((f) => f.audience.includes(`person:${sam.id}`))).toBe(false);
  // After the end the guest is told of nothing that happens on the ticket.
  const later = await heardBy(house, await ben.fresh(), async () => { await maya.call('PUT /tickets/:id/tags', { params: { id: ticketId }, body: { tags: ['later'] } }); });
  expect(later.filter((f) => f.about.id === ticketId)).toEqual([]);
  // Notifications name what happened and hold no words of the form.
  await house.settle();
  const kinds = (await ben.call('GET /notifications')).body.items;
  expect(kinds).toEqual([]);
  const mayas = (await maya.call('GET /notifications')).body.items.map((n: { kind: string }) => n.kind);
  expect(mayas).toEqual(expect.arrayContaining(['escalation', 'escalation-moved']));
});
