import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/house.ts';
import { openSink, type MailSink } from '../../../../test/mail-sink.ts';
import { sendTestMail } from '../../../app/send-test-mail.ts';
import { newId } from '../../../core/ids.ts';
import { transact } from '../../../core/server/db.ts';
import { closeLines } from '../../../core/server/mail-lines.ts';
import { sessionCookie } from '../../people/access.ts';
import { openSession } from '../../people/sessions.ts';
import { reply } from '../../tickets/replies.ts';
import { arrive, incomingOf, mailOf, messagesOf, openDesk, ticketsOf, type Desk } from './fixtures.ts';
import { rawOf } from './incoming-mails.ts';

let house: TestHouse, sink: MailSink, desk: Desk, admin: Desk, lead: Desk, agent: string, adminCookie: string, leadCookie: string;
const cookieOf = async (d: Desk) => `${sessionCookie}=${(await transact(house.db, (tx) => openSession(tx, d.agent.id, { device: 'test', address: '127.0.0.1' }, 'password'))).token}`;
beforeAll(async () => {
  sink = await openSink();
  house = await openTestHouse({ config: { privateMailHosts: true }, channels: true });
  desk = await openDesk(house);
  admin = await openDesk(house, { address: 'admin@acme.example', role: 'admin' });
  lead = await openDesk(house, { address: 'lead@acme.example', role: 'lead' });
  [agent, adminCookie, leadCookie] = [await cookieOf(desk), await cookieOf(admin), await cookieOf(lead)];
});
afterAll(async () => {
  closeLines();
  await house.close();
  await sink.close();
});
type Method = 'GET' | 'POST' | 'PUT';
const ask = async (cookie: string | null, method: Method, path: string, body?: object) => {
  const answer = await house.app!.inject({ method, url: `/api${path}`, headers: cookie ? { cookie } : {}, ...(body ? { payload: body } : {}) });
  return { status: answer.statusCode, body: String(answer.headers['content-type']).includes('json') ? answer.json<Record<string, never>>() as Record<string, unknown> : {}, raw: answer.rawPayload, headers: answer.headers };
};

const id = newId();
const doors: [Method, string, 'teammate' | 'lead' | 'admin', object?][] = [
  ['GET', '/mailboxes', 'teammate'], ['POST', '/mailboxes', 'admin', { id, address: 'x@y.example', name: 'X', teamId: id }], ['PUT', `/mailboxes/${id}`, 'admin', { address: 'x@y.example', name: 'X', teamId: id, version: 1 }],
  ['POST', '/mailboxes/test', 'admin', { imap: { host: 'x.example', user: 'a' } }], ['GET', `/mailboxes/${id}/dns`, 'admin'], ['PUT', `/mailboxes/${id}/signing`, 'admin', { on: true }], ['GET', '/outgoing-server', 'admin'],
  ['PUT', '/outgoing-server', 'admin', { host: '' }], ['POST', '/outgoing-server/test', 'admin', { mailboxId: id }], ['GET', '/mail-health', 'lead'], ['GET', '/incoming-mails', 'lead'], ['GET', `/incoming-mails/${id}`, 'lead'], ['GET', `/incoming-mails/${id}/raw`, 'lead'],
  ['POST', `/incoming-mails/${id}/retry`, 'lead'], ['POST', `/incoming-mails/${id}/recover`, 'lead'], ['POST', `/incoming-mails/${id}/dismiss`, 'lead'], ['GET', '/outgoing-mails', 'lead'], ['POST', `/outgoing-mails/${id}/retry`, 'lead'], ['POST', `/outgoing-mails/${id}/dismiss`, 'lead'],
  ['GET', `/messages/${id}/original`, 'teammate'], ['POST', `/messages/${id}/show-images`, 'teammate', {}],
];
test.each(doors)('W-G1 %s %s is for %s and up', async (method, path, least, body) => {
  expect((await ask(null, method, path, body)).status).toBe(401);
  if (least !== 'teammate') expect((await ask(agent, method, path, body)).status).toBe(403);
  if (least === 'admin') expect((await ask(leadCookie, method, path, body)).status).toBe(403);
});

test('a mailbox is added, changed, and never shows its secret', async () => {
  const box = { id: newId(), address: 'New@Acme.example', name: 'New', teamId: desk.teamId, imap: { host: 'imap.example.com', user: 'u' }, secret: { password: 'hush-hush' } };
  const added = await ask(adminCookie, 'POST', '/mailboxes', box);
  expect(added.body).toMatchObject({ address: 'new@acme.example', imap: { hasSecret: true, folders: ['INBOX'] } });
  expect((await ask(adminCookie, 'POST', '/mailboxes', { ...box, id: newId() })).body).toMatchObject({ code: 'email.address-taken' });
  const same = await ask(adminCookie, 'PUT', `/mailboxes/${box.id}`, { ...box, secret: undefined, name: 'Newer', active: false, version: 1 });
  expect(same.body).toMatchObject({ name: 'Newer', version: 2, imap: { hasSecret: true } });
  expect((await ask(adminCookie, 'PUT', `/mailboxes/${box.id}`, { ...box, version: 1 })).body).toMatchObject({ code: 'email.mailbox-changed' });
  const moved = await ask(adminCookie, 'PUT', `/mailboxes/${box.id}`, { ...box, secret: undefined, imap: { host: 'evil.example.com', user: 'u' }, active: false, version: 2 });
  expect(moved.body).toMatchObject({ imap: { hasSecret: false } });
  expect(JSON.stringify((await ask(agent, 'GET', '/mailboxes')).body)).not.toContain('hush');
});

test('W-J6 the connection test says which step failed and nothing more', async () => {
  expect((await ask(adminCookie, 'POST', '/mailboxes/test', { imap: { host: '127.0.0.1', port: 1, user: 'a', security: 'none' } })).body).toMatchObject({ code: 'email.cannot-connect', data: { step: 'reach' } });
});

test('held mail leaves when an outgoing server is set; the test mail goes there, too', async () => {
  await arrive(desk, { from: 'anna@customer.example' });
  const ticket = (await ticketsOf(desk)).at(-1)!;
  await transact(house.db, (tx) => reply(tx, desk.agent, ticket.id, { id: newId(), html: '<p>Hello</p>', to: [{ name: '', address: 'anna@customer.example' }], cc: [], fileIds: [], quote: null, undoSeconds: 0, seen: 0, anyway: true }));
  await house.settle();
  expect((await messagesOf(desk)).at(-1)!.delivery).toBe('held');
  expect((await ask(leadCookie, 'GET', '/mail-health')).body).toMatchObject({ server: false, outgoing: { held: 1 } });
  expect((await ask(adminCookie, 'POST', '/outgoing-server/test', { mailboxId: desk.mailboxId })).body).toMatchObject({ code: 'email.no-server' });
  const set = await ask(adminCookie, 'PUT', '/outgoing-server', { host: '127.0.0.1', port: sink.port, security: 'none', user: '', password: 'secret-word' });
  expect(set.body).toMatchObject({ from: 'screen', hasPassword: true });
  expect(JSON.stringify(set.body)).not.toContain('secret-word');
  await house.settle();
  expect(sink.mails).toHaveLength(1);
  expect((await messagesOf(desk)).at(-1)!.delivery).toBe('sent');
  expect((await ask(adminCookie, 'POST', '/outgoing-server/test', { mailboxId: desk.mailboxId })).status).toBe(200);
  expect(sink.mails).toHaveLength(2);
});

test('W-C15 the original is downloaded byte for byte by leads and admins of the team, as a file only', async () => {
  const raw = mailOf({ from: 'ben@customer.example', text: 'exactly this' });
  await sendRawMail(raw);
  const mail = (await incomingOf(desk)).at(-1)!;
  for (const path of [`/incoming-mails/${mail.id}/raw`, `/messages/${mail.entry_id}/original`]) {
    const answer = await ask(adminCookie, 'GET', path);
    expect(answer.raw.equals(raw), path).toBe(true);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff', 'content-disposition': expect.stringContaining('attachment') });
  }
  expect((await ask(agent, 'GET', `/messages/${mail.entry_id}/original`)).status).toBe(404);
  expect((await ask(adminCookie, 'GET', `/files/${mail.file_id}`)).status).toBe(404);
  expect((await rawOf(house.db, mail.file_id)).equals(raw)).toBe(true);
});
async function sendRawMail(raw: Buffer): Promise<void> {
  const { deliverTo } = await import('./fixtures.ts');
  expect(await deliverTo(desk.port, { raw })).toMatchObject({ code: 250 });
  await house.settle();
}

test('a filed mail is read and recovered from the health page', async () => {
  await arrive(desk, { from: 'news@shop.example', subject: 'News', text: 'Buy', headers: ['List-Unsubscribe: <mailto:x@y.example>'] });
  const list = (await ask(leadCookie, 'GET', '/incoming-mails?state=filed')).body as { items: { id: string; kind: string }[] };
  expect(list.items[0]).toMatchObject({ kind: 'list' });
  expect((await ask(leadCookie, 'GET', `/incoming-mails/${list.items[0]!.id}`)).body).toMatchObject({ subject: 'News', text: expect.stringContaining('Buy'), from: { address: 'news@shop.example' } });
  expect((await ask(leadCookie, 'POST', `/incoming-mails/${list.items[0]!.id}/recover`)).status).toBe(200);
  await house.settle();
  expect((await ticketsOf(desk)).at(-1)!.subject).toBe('News');
  expect((await ask(leadCookie, 'POST', `/incoming-mails/${list.items[0]!.id}/recover`)).body).toMatchObject({ code: 'email.mail-not-waiting' });
});

test('W-G1 a lead sees no mail of a closed team that is not theirs', async () => {
  const closed = await openDesk(house, { address: 'secret@acme.example' });
  await house.db.withTables<{ teams: { id: string; visibility: string } }>().updateTable('teams').set({ visibility: 'closed' }).where('id', '=', closed.teamId).execute();
  await arrive(closed, { envelopeTo: 'secret@acme.example', headers: ['X-Spam-Flag: YES'] });
  const mail = (await incomingOf(closed)).at(-1)!;
  expect((await ask(leadCookie, 'GET', `/incoming-mails/${mail.id}`)).status).toBe(404);
  expect((await ask(leadCookie, 'POST', `/incoming-mails/${mail.id}/recover`)).status).toBe(404);
  expect(((await ask(leadCookie, 'GET', '/incoming-mails')).body as { items: { id: string }[] }).items.map((m) => m.id)).not.toContain(mail.id);
});

test('W-D4 remote pictures wait to be asked for, then come by signed links of ours', async () => {
  await arrive(desk, { from: 'carl@customer.example', html: '<p>Hi <img src="https://tracker.example/p.gif?a=1&amp;b=2"></p>' });
  const last = (await messagesOf(desk)).at(-1)!;
  expect(last.html).not.toMatch(/\ssrc=/);
  const shown = (await ask(agent, 'POST', `/messages/${last.id}/show-images`, {})).body as { html: string };
  const link = /src="([^"]+)"/.exec(shown.html)![1]!.replaceAll('&amp;', '&');
  expect(link).toMatch(/^\/api\/images\?/);
  expect(new URL(link, 'http://x').searchParams.get('u')).toBe('https://tracker.example/p.gif?a=1&b=2');
  expect((await house.app!.inject({ url: link.replace(/s=./, 's=A') })).json()).toMatchObject({ code: 'email.image-link-broken' });
});

test('W-F4 signing: the record to publish, then signed mail', async () => {
  const before = (await ask(adminCookie, 'GET', `/mailboxes/${desk.mailboxId}/dns`)).body as { records: { name: string }[] };
  expect(before.records.map((r) => r.name)).toEqual(['acme.example', '_dmarc.acme.example']);
  const on = (await ask(adminCookie, 'PUT', `/mailboxes/${desk.mailboxId}/signing`, { on: true })).body as { records: { name: string; value: string }[] };
  expect(on.records[0]).toMatchObject({ name: 'baton._domainkey.acme.example', value: expect.stringMatching(/^v=DKIM1; k=rsa; p=MII/) });
  const ticket = (await ticketsOf(desk)).at(-1)!;
  await transact(house.db, (tx) => reply(tx, desk.agent, ticket.id, { id: newId(), html: '<p>Signed</p>', to: [{ name: '', address: 'x@customer.example' }], cc: [], fileIds: [], quote: null, undoSeconds: 0, seen: 0, anyway: true }));
  await house.settle();
  expect(sink.mails.at(-1)!.raw.toString()).toMatch(/^DKIM-Signature: v=1;[^]*d=acme\.example;[^]*s=baton/m);
});

test('the one-line test mail arrives', async () => {
  expect(await sendTestMail({ host: '127.0.0.1', port: desk.port, from: 'Anna <anna@customer.example>', to: 'support@acme.example', subject: 'My boiler is cold', text: 'Hello' })).toContain('250');
  await house.settle();
  expect((await ticketsOf(desk)).at(-1)!.subject).toBe('My boiler is cold');
});

test('W-N6 the age of unsent and unread mail is on the metrics page', async () => {
  const text = (await house.app!.inject({ url: '/metrics' })).body;
  for (const name of ['baton_mail_oldest_unsent_seconds', 'baton_mail_parked', 'baton_mail_receive_lag_seconds']) expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
});
