import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { heardBy, openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { asked } from '../queues/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import * as contract from './contract.ts';
import { raiseBody } from './fixtures.ts';

/* Every word somebody writes on an escalation carries the marker: facts carry none of it, strangers hear nothing. */
const marker = 'MARKERescalation';
let house: TestHouse;
let maya: TestPerson, ben: TestPerson, ada: TestPerson, sam: TestPerson;
let ticketId: string, path: string, billingId: string;
beforeAll(async () => {
  house = await openTestHouse();
  const billing = await makeTeam(house, 'Billing', { visibility: 'closed' });
  billingId = billing.id;
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
  };
  const facts = await heardBy(house, await maya.fresh(), whole);
  const own = facts.filter((f) => f.name.startsWith('escalations.'));
  heard.set('maya', own.map((f) => f.name));
  expect(heard.get('maya')).toEqual(['raised', 'acknowledged', 'answered', 'told', 'reopened', 'climbed', 'answered', 'told', 'closed'].map((n) => `escalations.${n}`));
  expect(JSON.stringify(facts)).not.toContain(marker);
  const all = await house.db.selectFrom('facts').select(['name', 'audience', 'data']).where('about_id', '=', ticketId).where('name', 'in', contract.escalationFacts.map((f) => f.name)).orderBy('id').execute();
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

test('a page that hears every fact shows what the server says', async () => {
  const nora = await person(house, { name: 'Nora', teams: [{ id: billingId }] });
  await ada.call('POST /mailboxes', { body: { id: newId(), address: 'help@desk.example', name: 'Help', teamId: billingId } });
  const on = (await mailIn(house.db, { teamId: billingId, subject: 'Another matter' }, { text: 'I want to speak to your manager.', from: 'else@acme.example' })).ticketId;
  await maya.call('POST /tickets/:id/take', { params: { id: on }, body: asked });
  const read = (key: string, more: object = {}) => async () => { const { status, body } = await ada.call(key, { params: { id: on }, ...more }); expect(status, key).toBe(200); return body as unknown; };
  const page = await openPage(house, ada, { room: 'escalations', name: 'escalationsHear' }, {
    [`escalations ticket ${on}`]: read('GET /tickets/:id/escalations'), [`escalations hint ${on}`]: read('GET /tickets/:id/escalation-hint'), 'escalations list mine': read('GET /escalations', { query: { view: 'mine' } }),
    'escalations paths': read('GET /escalation-paths'), 'escalations settings': read('GET /escalation-settings'),
  });
  const call = (who: TestPerson, key: string, body: object = {}, params: Record<string, string> = { id: on }) => page.replay(async () => { const answer = await who.call(key, { params, body }); expect(answer.status, `${key} ${JSON.stringify(answer.body)}`).toBe(200); });
  const raise = async (who: TestPerson) => { const id = newId(); await call(who, 'POST /tickets/:id/escalations', raiseBody({ pathId: path }, id)); return id; };
  const step = (who: TestPerson, id: string, what: string, body: object = {}) => call(who, `POST /escalations/:id/${what}`, body, { id });
  await call(maya, 'POST /tickets/:id/escalation-hint/dismiss', { rule: 'asks-for-manager', reason: 'I am the manager' });
  await step(maya, await raise(maya), 'withdraw', { reason: 'solved it' });
  const id = await raise(nora);
  for (const by of ['16m', '16m', '31m']) await page.replay(() => house.advance(by));
  await step(ada, id, 'acknowledge');
  await page.replay(async () => { await nora.call('PUT /me/availability', { body: { state: 'on-leave' } }); });
  await step(ada, id, 'answer', { id: newId(), kind: 'decision', html: '<p>Approved 80 EUR, book it.</p>' });
  const messageId = newId();
  await call(maya, 'POST /tickets/:id/replies', { id: messageId, html: '<p>You get it.</p>', to: [{ name: 'Anna', address: 'else@acme.example' }], seen: 0, anyway: true, undoSeconds: 60 });
  await step(maya, id, 'told', { messageId });
  await call(maya, 'POST /replies/:id/cancel', {}, { id: messageId });
  await step(maya, id, 'close', { reason: 'told her on the phone' });
  await step(maya, id, 'lesson', { lesson: 'knowledge' });
  await step(maya, id, 'reopen', { reason: 'it came back' });
  await call(ada, 'POST /tickets/:id/escalations/override', { reason: 'settled elsewhere' });
  await call(ada, 'PUT /escalation-settings', { forced: [{ tag: 'complaint' }] }, {});
  const other = (await mailIn(house.db, { teamId: billingId, subject: 'A third matter' })).ticketId;
  await ada.call('PUT /tickets/:id/tags', { params: { id: other }, body: { tags: ['complaint'] } });
  await call(ada, 'POST /tickets/:id/escalations/override', { reason: 'no complaint at all' }, { id: other });
  await call(ada, 'DELETE /escalation-paths/:id', {}, { id: path });
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
