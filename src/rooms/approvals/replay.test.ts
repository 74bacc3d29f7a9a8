import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { allActs, reservedAct, wireActs } from './acts.ts';
import * as contract from './contract.ts';
import { askWith } from './fixtures.ts';

let house: TestHouse;
let team: { id: string };
let maya: TestPerson;
let leo: TestPerson;
let ben: TestPerson;
let ticketId: string;
let page: Awaited<ReturnType<typeof openPage>>;
const done: string[] = [];
/** An act about no ticket, as later rooms bring them. */
const leave = reservedAct({
  name: 'shifts.leave', say: 'Go on leave', help: '', data: z.object({ teamId: z.uuid(), days: z.number() }), standard: { asks: 'agents', above: 2, except: [] }, measure: { unit: 'days', of: ({ days }) => days },
  about: async (_db, { teamId }) => ({ ticketId: null, teamId }), words: async (_db, { days }) => `Leave of ${days} days`, async perform(_tx, requester) { done.push(requester.id); },
});
beforeAll(async () => {
  house = await openTestHouse();
  wireActs([...allActs(), leave]);
  await makeWorkspace(house);
  team = await makeTeam(house, 'Billing');
  maya = await person(house, { name: 'Maya', role: 'lead', teams: [{ ...team, lead: true }] });
  leo = await person(house, { name: 'Leo', role: 'lead', teams: [{ ...team, lead: true }] });
  ben = await person(house, { name: 'Ben', teams: [team] });
  ticketId = (await mailIn(house.db, { teamId: team.id })).ticketId;
  const reads = (key: string, query: Record<string, string>, params: Record<string, string> = {}) => async () => { const { body } = await maya.call(key, { query, params }); return (body.items ?? body) as unknown; };
  page = await openPage(house, maya, { room: 'approvals', name: 'approvalsHear' }, {
    'approvals box waiting': reads('GET /approvals', { box: 'waiting' }), 'approvals box all': reads('GET /approvals', { box: 'all' }),
    [`approvals ticket ${ticketId}`]: reads('GET /tickets/:id/approvals', {}, { id: ticketId }), [`approvals authority ${ticketId}`]: reads('GET /tickets/:id/authority', {}, { id: ticketId }),
    [`approvals policy ${team.id}`]: reads('GET /approval-policy', { teamId: team.id }), [`approvals limits ${team.id}`]: reads('GET /authority', { teamId: team.id }),
  });
});
afterAll(() => house.close());

const refund = (amount: number) => ben.call('POST /tickets/:id/decisions', { params: { id: ticketId }, body: { id: newId(), topic: 'refund', amount, reason: 'Charged twice' } });
const ok = async (answer: Promise<{ status: number; body: { id?: string; code?: string } }>): Promise<string> => { const { status, body } = await answer; expect([status, body.code]).toEqual([200, undefined]); return body.id ?? ''; };
const decide = (who: TestPerson, id: string, approve: boolean) => ok(who.call('POST /approvals/:id/decide', { params: { id }, body: { approve, answer: 'Because.' } }));

test('W-L14 asked, gone up the line, refused, taken back, approved; recorded; ruled otherwise', async () => {
  let id = '';
  await page.replay(() => ok(refund(20)));
  await page.replay(async () => { id = await ok(askWith(ben, await refund(80))); });
  const on = (who: TestPerson, verb: string) => ok(who.call(`POST /approvals/:id/${verb}`, { params: { id }, body: {} }));
  const { askedIds: [first] } = (await maya.call('GET /approvals/:id', { params: { id } })).body as { askedIds: string[] };
  await page.replay(() => on(first === leo.id ? leo : maya, 'pass-on'));
  await page.replay(() => on(first === leo.id ? leo : maya, 'take-up'));
  await page.replay(() => house.advance('4d'));
  await page.replay(() => decide(leo, id, false));
  await page.replay(async () => { id = await ok(askWith(ben, await refund(90))); });
  await page.replay(() => ok(ben.call('POST /approvals/:id/withdraw', { params: { id }, body: {} })));
  await page.replay(async () => { id = await ok(askWith(ben, await refund(95))); });
  await page.replay(() => decide(maya, id, true));
  await page.replay(() => ok(maya.call('PUT /approval-policy', { body: { teamId: team.id, acts: { 'tickets.child-new': { asks: 'everybody' } }, answerMinutes: 30 } })));
  await page.replay(() => ok(maya.call('PUT /authority', { body: { teamId: team.id, topics: { refund: { name: 'Refund', currency: 'EUR', agents: 75, leads: 500, admins: null } } } })));
});

test('W-L14 what is asked without a ticket goes to the leads of the team, and is done when one says yes; below the measure nobody asks', async () => {
  const body = (days: number) => ({ id: newId(), act: 'shifts.leave', data: { teamId: team.id, days }, reason: 'A wedding' });
  expect((await ben.call('POST /approvals', { body: body(2) })).body.code).toBe('approvals.not-needed');
  let id = '';
  await page.replay(async () => { id = await ok(ben.call('POST /approvals', { body: body(5) })); });
  expect((await ben.call('POST /approvals', { body: body(9) })).body.code).toBe('approvals.pending-already');
  await page.replay(() => decide(leo, id, true));
  expect(done).toEqual([ben.id]);
});

test('every fact about approvals was replayed', () => {
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
