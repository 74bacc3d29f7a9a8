import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { transact } from '../../core/server/db.ts';
import { keptMail } from '../../core/server/mail.ts';
import { putMember } from '../people/teams.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { askWith } from './fixtures.ts';

let house: TestHouse;
let billing: { id: string };
let maya: TestPerson;
let leo: TestPerson;
let ben: TestPerson;
let boss: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  billing = await makeTeam(house, 'Billing');
  maya = await person(house, { name: 'Maya', role: 'lead', teams: [{ ...billing, lead: true }] });
  leo = await person(house, { name: 'Leo', role: 'lead', teams: [{ ...billing, lead: true }] });
  ben = await person(house, { name: 'Ben', teams: [billing] });
  boss = await person(house, { name: 'Boss', role: 'admin' });
  await leo.call('PUT /me/availability', { body: { state: 'offline' } });
});
afterAll(() => house.close());

let ticket: string;
let request: string;
let token: string;
beforeEach(async () => {
  ticket = (await mailIn(house.db, { teamId: billing.id })).ticketId;
  const { messageId } = await mailIn(house.db, { ticketId: ticket });
  const refused = await ben.call('POST /tickets/:id/split', { params: { id: ticket }, body: { id: newId(), messageId, subject: 'Boiler' } });
  request = (await askWith(ben, refused)).body.id;
  await house.settle();
  token = (await tokensTo(maya)).at(-1)!;
});

/** The tokens in the letters to somebody, oldest first: as their mail program shows them. */
async function tokensTo(who: TestPerson): Promise<string[]> {
  const { rows } = await sql<{ mail: unknown }>`select mail from outbox where kind = 'approvals.request' and ${who.email} = any(recipients) order by made_at, id`.execute(house.db);
  return rows.flatMap((r) => /\/approve\/(\S+)/.exec(keptMail(r.mail)?.text ?? '')?.[1] ?? []);
}
const look = (with_: string, as?: TestPerson) => (as ? as.call('POST /approval-links/look', { body: { token: with_ } }) : call(house, 'POST /approval-links/look', { body: { token: with_ } }));
const use = (with_: string, approve = true, as?: TestPerson) => (as?.call ?? ((key: string, asked: object) => call(house, key, asked)))('POST /approval-links/decide', { body: { token: with_, approve, answer: 'No: same boiler.' } });
const state = async (): Promise<string> => (await boss.call('GET /approvals/:id', { params: { id: request } })).body.state;

test('W-H10 what follows links in mails changes nothing: opening one asks, only a confirmation decides', async () => {
  for (const method of ['GET', 'HEAD'] as const) for (let n = 0; n < 3; n++) await house.app!.inject({ method, url: `/approve/${token}`, headers: { host: 'localhost' } });
  for (const key of ['GET /approval-links/look', 'GET /approval-links/decide']) expect((await call(house, key, { query: { token } })).status).toBe(404);
  expect((await look(token)).body).toMatchObject({ decider: 'Maya', requester: 'Ben', say: 'Open a ticket for a new matter', reason: 'It is a matter of its own.', workspace: 'Hearth & Home' });
  expect(await state()).toBe('pending');
  expect((await use(token)).body).toEqual({ approved: true });
  expect(await state()).toBe('approved');
  expect((await boss.call('GET /approvals/:id', { params: { id: request } })).body.decidedById).toBe(maya.id);
});

test('W-H9 a page of another site cannot use it', async () => {
  expect((await call(house, 'POST /approval-links/decide', { body: { token, approve: true }, headers: { origin: 'https://evil.example' } })).body.code).toBe('request.foreign-origin');
  expect(await state()).toBe('pending');
});

describe('W-G9 W-H10 a link that is not good', () => {
  test('used: works once, and not by two at once', async () => {
    const answers = await Promise.all([use(token), use(token, false)]);
    expect(answers.map((a) => a.status).sort()).not.toEqual([200, 200]);
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
    expect((await use(token)).body.code).toBe('approvals.link-dead');
    expect((await look(token)).body.code).toBe('approvals.link-dead');
  });

  test('forged: another one, one changed by a letter, one for another request', async () => {
    const changed = (token.startsWith('A') ? 'B' : 'A') + token.slice(1);
    for (const bad of ['x'.repeat(43), changed, `${token}x`, request]) expect((await use(bad)).body.code, bad).toBe('approvals.link-dead');
    expect(await state()).toBe('pending');
  });

  test('foreign: somebody else who is signed in cannot use it, not even the one who asked, another lead or an admin', async () => {
    for (const who of [ben, leo, boss]) {
      expect((await look(token, who)).body.code).toBe('approvals.link-foreign');
      expect((await use(token, true, who)).body.code).toBe('approvals.link-foreign');
    }
    expect(await state()).toBe('pending');
    expect((await use(token, false, maya)).status).toBe(200);
  });

  test('decided in the app meanwhile', async () => {
    await maya.call('POST /approvals/:id/decide', { params: { id: request }, body: { approve: false, answer: 'no' } });
    expect((await use(token)).body).toMatchObject({ code: 'approvals.decided-already', data: { byId: maya.id } });
  });

  test('demoted between mail and click', async () => {
    await transact(house.db, (tx) => putMember(tx, system('test'), billing.id, maya.id, false));
    expect((await use(token)).body.code).toBe('approvals.not-yours-to-decide');
    await transact(house.db, (tx) => putMember(tx, system('test'), billing.id, maya.id, true));
    expect(await state()).toBe('pending');
  });

  test('W-A7 deactivated between mail and click', async () => {
    await boss.call('POST /people/:id/deactivate', { params: { id: maya.id } });
    expect((await look(token)).body.code).toBe('approvals.link-dead');
    expect((await use(token)).body.code).toBe('approvals.link-dead');
    await boss.call('POST /people/:id/reactivate', { params: { id: maya.id } });
    expect(await state()).toBe('pending');
    expect((await use(token, false)).status).toBe(200);
  });

  test('run out', async () => {
    await sql`update approval_links set expires_at = expires_at - interval '7 days 1 second'`.execute(house.db);
    expect((await use(token)).body.code).toBe('approvals.link-dead');
    expect(await state()).toBe('pending');
  });
});

test('it is not used up by failing: refusing without a reason, then with one', async () => {
  expect((await call(house, 'POST /approval-links/decide', { body: { token, approve: false } })).body.code).toBe('approvals.why-needed');
  expect((await use(token, false)).body).toEqual({ approved: false });
  expect(await state()).toBe('refused');
});

test('who is asked gets one letter each time, without the customer’s words; who wants no mail gets none', async () => {
  const before = (await tokensTo(maya)).length;
  await house.followerRunner.drain();
  expect((await tokensTo(maya)).length).toBe(before);
  const { rows } = await sql<{ mail: unknown; subject: string }>`select mail, subject from outbox where kind = 'approvals.request' order by made_at desc limit 1`.execute(house.db);
  expect(rows[0]!.subject).toMatch(/^Ben asks for your approval on #\d+$/);
  expect(keptMail(rows[0]!.mail)!.text).not.toMatch(/boiler|invoice|Charged|matter/i);
  expect(JSON.stringify(rows[0]!.mail)).not.toContain(token);
  const { body } = await boss.call('GET /notifications/preferences');
  await boss.call('PUT /notifications/preferences', { body: { ...body, kinds: { ...body.kinds, approval: { app: true, browser: true, mail: false } } } });
  await house.advance('4d');
  expect((await boss.call('GET /approvals/:id', { params: { id: request } })).body.askedIds).toContain(boss.id);
  expect(await tokensTo(boss)).toEqual([]);
});
