import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/house.ts';
import { openSink, type MailSink } from '../../../../test/mail-sink.ts';
import { makeWorkspace, person, type TestPerson } from '../../../../test/people.ts';
import { openPage, unreplayed } from '../../../../test/replay.ts';
import { newId } from '../../../core/ids.ts';
import { transact } from '../../../core/server/db.ts';
import { closeLines } from '../../../core/server/mail-lines.ts';
import { reply } from '../../tickets/replies.ts';
import * as contract from './contract.ts';
import { arrive, openDesk, ticketsOf, type Desk } from './fixtures.ts';
import { tables } from './tables.ts';

let house: TestHouse, sink: MailSink, desk: Desk, ada: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
// How long something waits grows by itself.
const still = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (name, one: unknown) => (/Seconds$|seenAt$|SeenAt$/.test(name) ? undefined : one)));
beforeAll(async () => {
  sink = await openSink();
  house = await openTestHouse({ config: { privateMailHosts: true, authservId: 'mx.acme.example' }, channels: true });
  await makeWorkspace(house);
  desk = await openDesk(house, { acknowledge: true });
  ada = await person(house, { name: 'Ada Admin', role: 'admin' });
  const read = (key: string, query = {}) => async () => still((await ada.call(key, { query })).body);
  page = await openPage(house, ada, { room: 'channels/email', name: 'emailHears' }, {
    'email mailboxes': read('GET /mailboxes'), 'email outgoing-server': read('GET /outgoing-server'), 'email health': read('GET /mail-health'),
    'email incoming filed': read('GET /incoming-mails', { state: 'filed' }), 'email incoming parked': read('GET /incoming-mails', { state: 'parked' }), 'email outgoing held': read('GET /outgoing-mails', { state: 'held' }),
  });
});
afterAll(async () => {
  closeLines();
  await house.close();
  await sink.close();
});

test('mailboxes, fetching and the outgoing server', async () => {
  const box = { id: newId(), address: 'new@acme.example', name: 'New', teamId: desk.teamId, active: true };
  await page.replay(() => ada.call('POST /mailboxes', { body: box }));
  // Nothing listens there: what the fetcher says of it is heard.
  const imap = { host: '127.0.0.1', port: 1, user: 'u', security: 'none' };
  await page.replay(async () => {
    expect((await ada.call('PUT /mailboxes/:id', { params: { id: box.id }, body: { ...box, imap, secret: { password: 'x' }, version: 1 } })).status).toBe(200);
    house.channels!.imap.look();
    await expect.poll(async () => (await tables(house.db).selectFrom('mailboxes').select('imap_state').where('id', '=', box.id).executeTakeFirstOrThrow()).imap_state, { timeout: 20_000 }).toBe('failing');
  });
  await page.replay(() => ada.call('PUT /outgoing-server', { body: { host: '127.0.0.1', port: sink.port, security: 'none', user: '' } }));
});

test('mail that makes no message, and mail that is kept back', async () => {
  await page.replay(() => arrive(desk, { from: 'news@shop.example', headers: ['List-Unsubscribe: <https://shop.example/off>', 'List-Id: <news.shop.example>', 'Precedence: bulk'] }));
  await page.replay(() => arrive(desk, { from: 'support@acme.example' }));
  await page.replay(async () => { for (let i = 0; i < 7; i++) await arrive(desk, { from: 'loop@x.example', subject: `number ${i}` }); });
});

test('mail from a teammate, confirmed or not', async () => {
  await arrive(desk, { from: 'moritz@customer.example' });
  const ticket = (await ticketsOf(desk)).at(-1)!;
  await transact(house.db, (tx) => reply(tx, desk.agent, ticket.id, { id: newId(), html: '<p>Yes</p>', to: [{ name: '', address: 'moritz@customer.example' }], cc: [], fileIds: [], quote: null, undoSeconds: 0, seen: 0, anyway: true }));
  await house.settle();
  const inReplyTo = /^Message-ID: (.*)$/mi.exec(sink.mails.at(-1)!.raw.toString().replace(/\r\n[ \t]+/g, ' '))![1]!.trim();
  const email = (await house.db.withTables<{ people: { id: string; email: string } }>().selectFrom('people').select('email').where('id', '=', desk.agent.id).executeTakeFirstOrThrow()).email;
  await page.replay(() => arrive(desk, { from: `Maya <${email}>`, inReplyTo }));
  await page.replay(() => arrive(desk, { from: `Maya <${email}>`, inReplyTo, headers: ['Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example'] }));
});

test('every fact about mail was replayed', () => {
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
