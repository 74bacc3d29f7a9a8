import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asDone } from '../../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../../test/house.ts';
import { openSink, type MailSink } from '../../../../test/mail-sink.ts';
import { newId } from '../../../core/ids.ts';
import { transact } from '../../../core/server/db.ts';
import { closeLines } from '../../../core/server/mail-lines.ts';
import { reply } from '../../tickets/replies.ts';
import { close } from '../../tickets/states.ts';
import { arrive, incomingOf, messagesOf, openDesk, participantsIn, ticketsOf, type Desk } from './fixtures.ts';
import { dismissMail, readAgain } from './incoming-mails.ts';
import { tables } from './tables.ts';

let house: TestHouse, sink: MailSink, desk: Desk, admin: Desk['agent'];
beforeAll(async () => {
  sink = await openSink();
  house = await openTestHouse({ config: { smtpOut: sink.url }, channels: true });
  desk = await openDesk(house, { acknowledge: true });
  admin = (await openDesk(house, { address: 'other@acme.example', role: 'admin' })).agent;
});
beforeEach(() => { sink.mails.length = 0; });
afterAll(async () => {
  closeLines();
  await house.close();
  await sink.close();
});

let n = 0;
/** A ticket with one reply of ours that left. */
async function answered() {
  const from = `c${++n}@customer.example`;
  await arrive(desk, { from, envelopeFrom: from });
  const ticket = (await ticketsOf(desk)).at(-1)!;
  sink.mails.length = 0;
  const id = newId();
  await transact(house.db, (tx) => reply(tx, desk.agent, ticket.id, { id, html: '<p>Hello</p>', to: [{ name: '', address: from }], cc: [], fileIds: [], quote: null, undoSeconds: 0, seen: 0, anyway: true }));
  await house.settle();
  const sent = sink.mails.at(-1)!;
  return { id, from, ticket, returnPath: sent.from, messageId: /^Message-ID:\s*(<[^>]+>)/mi.exec(sent.raw.toString())![1]! };
}
const report = (what: { to: string; status: string; action: string; original?: string }) => [
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '', '--b', 'Content-Type: text/plain', '', 'It could not be delivered.', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.x.example', '',
  `Final-Recipient: rfc822; ${what.to}`, `Action: ${what.action}`, `Status: ${what.status}`, 'Diagnostic-Code: smtp; 550 no such user', '', '--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${what.original ?? '<nothing@x>'}`, 'Subject: Re: Boiler', '', '--b--', ''].join('\r\n');
const bounceMail = { from: 'MAILER-DAEMON@mx.x.example', subject: 'Undelivered Mail Returned to Sender', envelopeFrom: '' };
const delivery = async (id: string) => (await messagesOf(desk)).find((m) => m.id === id)!;
const addressRow = (address: string) => tables(house.db).selectFrom('customer_addresses').select(['trouble', 'quiet_at']).where('normal', '=', address).executeTakeFirstOrThrow();
const kept = async () => (await incomingOf(desk)).at(-1)!;

test('the acknowledgement: once, short, and marked as automatic', async () => {
  await arrive(desk, { from: 'ack@customer.example', subject: 'Buy cheap pills at http://evil.example' });
  expect(sink.mails.map((m) => [m.from, m.to])).toEqual([['', ['ack@customer.example']]]);
  const text = sink.mails[0]!.raw.toString();
  expect(text).toMatch(/^Subject: We got your message #\d+$/mi);
  expect(text).toMatch(/^Auto-Submitted: auto-replied$/mi);
  expect(text).toMatch(/^X-Auto-Response-Suppress: All$/mi);
  expect(text).not.toContain('evil');
});

test.each([
  ['Auto-Submitted', ['Auto-Submitted: auto-generated']], ['Precedence', ['Precedence: bulk']], ['List-Id', ['List-Id: <x.example>']], ['suppress', ['X-Auto-Response-Suppress: OOF']],
])('W-B1 no answer to machines: %s', async (name, headers) => {
  await arrive(desk, { from: `machine-${name}@x.example`, headers });
  expect(sink.mails).toEqual([]);
});
test('W-B1 no answer to a null return path', async () => {
  await arrive(desk, { from: 'nobody@x.example', envelopeFrom: '' });
  expect(sink.mails).toEqual([]);
});

test('W-B3 at most five automatic mails a day to one address; the brake is told', async () => {
  for (let i = 0; i < 7; i++) await arrive(desk, { from: 'loop@x.example', subject: `number ${i}` });
  expect(sink.mails).toHaveLength(5);
  expect((await house.db.selectFrom('facts').select('name').where('name', '=', 'email.automatic-braked').execute()).length).toBe(2);
  await house.advance('25h');
  await arrive(desk, { from: 'loop@x.example', subject: 'tomorrow' });
  expect(sink.mails).toHaveLength(6);
});

test('W-B4 mail from our own address makes no ticket and no answer, and admins are told once', async () => {
  const before = (await ticketsOf(desk)).length;
  for (const from of ['support@acme.example', 'Other <OTHER@acme.example>', 'support@acme.example']) await arrive(desk, { from });
  expect((await ticketsOf(desk)).length).toBe(before);
  expect(sink.mails).toEqual([]);
  expect((await incomingOf(desk)).slice(-3).map((m) => m.state)).toEqual(['filed', 'filed', 'filed']);
  expect((await house.db.selectFrom('facts').select('data').where('name', '=', 'email.own-address-seen').execute()).length).toBe(2);
});

test('W-B5 a hard bounce shows on the reply and marks the address; no ticket', async () => {
  for (const by of ['return path', 'message id'] as const) {
    const { id, from, returnPath, messageId } = await answered();
    const before = (await ticketsOf(desk)).length;
    await arrive(desk, { ...bounceMail, ...(by === 'return path' ? { envelopeTo: returnPath } : {}), headers: [report({ to: from, status: '5.1.1', action: 'failed', ...(by === 'message id' ? { original: messageId } : {}) })], body: '' });
    expect(await delivery(id), by).toMatchObject({ delivery: 'bounced', delivery_note: expect.stringContaining('no such user') });
    expect((await addressRow(from)).trouble).toContain('no such user');
    expect((await ticketsOf(desk)).length).toBe(before);
    expect(await kept()).toMatchObject({ state: 'done', kind: 'bounce', entry_id: id });
  }
});

test('W-B6 a delay shows as delayed and marks nothing', async () => {
  const { id, from, returnPath } = await answered();
  await arrive(desk, { ...bounceMail, subject: 'Delayed', envelopeTo: returnPath, headers: [report({ to: from, status: '4.4.7', action: 'delayed' })], body: '' });
  expect((await delivery(id)).delivery).toBe('delayed');
  expect((await addressRow(from)).trouble).toBeNull();
});

test('W-B7 a forged bounce changes nothing', async () => {
  const { id, from, returnPath, messageId } = await answered();
  const forged = [{ envelopeTo: returnPath.replace(/.@/, (c) => (c === 'a@' ? 'b@' : 'a@')) }, { original: messageId.replace(/.@/, (c) => (c === 'a@' ? 'b@' : 'a@')) }, {}] as const;
  for (const f of forged) {
    await arrive(desk, { ...bounceMail, ...('envelopeTo' in f ? f : {}), headers: [report({ to: from, status: '5.1.1', action: 'failed', ...('original' in f ? f : {}) })], body: '' });
    expect((await delivery(id)).delivery).toBe('sent');
    expect((await addressRow(from)).trouble).toBeNull();
    expect(await kept()).toMatchObject({ state: 'filed', kind: 'bounce' });
  }
  await arrive(desk, { ...bounceMail, envelopeTo: returnPath, headers: [report({ to: 'other@customer.example', status: '5.1.1', action: 'failed' })], body: '' });
  await arrive(desk, { from: 'innocent@customer.example' });
  expect((await addressRow('innocent@customer.example')).trouble).toBeNull();
});

test('W-B8 a complaint ends automatic mail to the address; no ticket', async () => {
  const { from, returnPath } = await answered();
  const before = (await ticketsOf(desk)).length;
  const body = ['Content-Type: multipart/report; report-type=feedback-report; boundary="b"', '', '--b', 'Content-Type: text/plain', '', 'abuse', '--b', 'Content-Type: message/feedback-report', '', 'Feedback-Type: abuse', 'User-Agent: x/1', 'Version: 1', '', '--b', 'Content-Type: message/rfc822', '', 'Subject: x', '', 'y', '--b--', ''].join('\r\n');
  await arrive(desk, { from: 'fbl@provider.example', subject: 'complaint', envelopeTo: returnPath, headers: [body], body: '' });
  expect((await addressRow(from)).quiet_at).not.toBeNull();
  expect((await ticketsOf(desk)).length).toBe(before);
  await arrive(desk, { from, subject: 'something new' });
  expect(sink.mails.filter((m) => m.to.includes(from) && m.from === '')).toEqual([]);
});

test('W-B9 a read receipt is noted, never a message', async () => {
  const before = (await messagesOf(desk)).length;
  const body = ['Content-Type: multipart/report; report-type=disposition-notification; boundary="b"', '', '--b', 'Content-Type: text/plain', '', 'read', '--b', 'Content-Type: message/disposition-notification', '', 'Final-Recipient: rfc822; a@x', 'Disposition: manual-action/MDN-sent-manually; displayed', '', '--b--', ''].join('\r\n');
  await arrive(desk, { from: 'reader@customer.example', subject: 'Read: hello', headers: [body], body: '' });
  expect((await messagesOf(desk)).length).toBe(before);
  expect(await kept()).toMatchObject({ state: 'done', kind: 'receipt' });
});

test('an out-of-office notice shows on its ticket, and wakes nothing', async () => {
  const { ticket, from, messageId } = await answered();
  await transact(house.db, (tx) => close(tx, desk.agent, ticket.id, { closing: { ...asDone.closing, note: '', fileIds: [] } }));
  await arrive(desk, { from, subject: 'Out of office', inReplyTo: messageId, headers: ['Auto-Submitted: auto-replied'], text: 'back on Monday' });
  expect((await messagesOf(desk)).at(-1)).toMatchObject({ ticket_id: ticket.id, text: 'back on Monday' });
  expect((await ticketsOf(desk)).find((t) => t.id === ticket.id)).toMatchObject({ status: 'closed', last_from: 'us' });
});

test('thanks alone leave a closed ticket closed, more words reopen it', async () => {
  const { ticket, from, messageId } = await answered();
  await transact(house.db, (tx) => close(tx, desk.agent, ticket.id, { closing: { ...asDone.closing, note: '', fileIds: [] } }));
  await arrive(desk, { from, inReplyTo: messageId, text: 'Thank you so much!' });
  expect((await ticketsOf(desk)).find((t) => t.id === ticket.id)!.status).toBe('closed');
  await arrive(desk, { from, inReplyTo: messageId, text: 'Thank you, but it is still cold.' });
  expect((await ticketsOf(desk)).find((t) => t.id === ticket.id)!.status).toBe('open');
});

test('W-B14 W-B15 list mail and spam are filed with their cause, and can be recovered', async () => {
  const before = (await ticketsOf(desk)).length;
  await arrive(desk, { from: 'news@shop.example', subject: 'Our newsletter', headers: ['List-Unsubscribe: <mailto:x@shop.example>'] });
  expect(await kept()).toMatchObject({ state: 'filed', kind: 'list', reason: expect.stringContaining('newsletter'), subject: 'Our newsletter' });
  await arrive(desk, { from: 'spam@shop.example', subject: 'Win', headers: ['X-Spam-Flag: YES'] });
  const spam = await kept();
  expect(spam).toMatchObject({ state: 'filed', kind: 'spam', reason: expect.stringContaining('spam') });
  expect((await ticketsOf(desk)).length).toBe(before);
  await transact(house.db, (tx) => readAgain(tx, admin, spam.id, ['filed'], true));
  await house.settle();
  expect((await ticketsOf(desk)).at(-1)!.subject).toBe('Win');
  expect(sink.mails).toEqual([]);
});

test('W-B14 what a person writes through a list is a ticket of theirs, without an automatic answer; a mailbox may file it', async () => {
  const group = (more: object = {}) => ({ from: "'Hanna Berg' via Support <help-group@acme.example>", to: 'help-group@acme.example', cc: 'Ole Berg <ole@customer.example>', envelopeTo: 'support@acme.example', envelopeFrom: 'help-group+bnc@acme.example', subject: 'No warm water',
    headers: ['Precedence: list', 'List-ID: <help-group.acme.example>', 'List-Post: <mailto:help-group@acme.example>', 'List-Unsubscribe: <mailto:leave@acme.example>', 'X-Original-From: Hanna Berg <hanna@customer.example>'], ...more });
  await arrive(desk, group());
  const last = (await messagesOf(desk)).at(-1)!;
  expect(last).toMatchObject({ sender: { name: 'Hanna Berg', address: 'hanna@customer.example' }, doubt: expect.stringContaining('help-group@acme.example') });
  expect(await participantsIn(desk, last.ticket_id)).toEqual({ 'hanna@customer.example': 'requester', 'ole@customer.example': 'copied' });
  expect(await kept()).toMatchObject({ state: 'done', kind: 'list-message' });
  // Our own mail, passed on to us by the group, is our own.
  await arrive(desk, group({ headers: [...group().headers.slice(0, 4), 'X-Original-From: support@acme.example'] }));
  expect(await kept()).toMatchObject({ state: 'filed', kind: 'own' });
  await tables(house.db).updateTable('mailboxes').set({ list_mail: 'file' }).where('id', '=', desk.mailboxId).execute();
  await arrive(desk, group());
  expect(await kept()).toMatchObject({ state: 'filed', kind: 'list-message', reason: expect.stringContaining('mailing list') });
  await tables(house.db).updateTable('mailboxes').set({ list_mail: 'people' }).where('id', '=', desk.mailboxId).execute();
  expect(sink.mails).toEqual([]);
});

test('W-A9 W-A10 mail that may hold a sign-in code is held, seen by those who look after mail, not on a ticket', async () => {
  const { messageId, ticket } = await answered();
  for (const inReplyTo of [undefined, messageId]) {
    const before = (await messagesOf(desk)).length;
    await arrive(desk, { from: 'Slack <no-reply@slack.example>', subject: 'Your verification code is 123456', text: 'Your code is 123456', headers: ['Auto-Submitted: auto-generated'], ...(inReplyTo ? { envelopeTo: `support@acme.example` } : {}) });
    expect(await kept()).toMatchObject({ state: 'held', kind: 'verification' });
    expect((await messagesOf(desk)).length).toBe(before);
  }
  expect(ticket.id).toBeTruthy();
  const held = await kept();
  await expect(transact(house.db, (tx) => dismissMail(tx, { ...desk.agent, sees: [] }, held.id))).rejects.toMatchObject({ refusal: { code: 'request.not-found' } });
  await transact(house.db, (tx) => dismissMail(tx, admin, held.id));
  expect((await kept()).state).toBe('dismissed');
});

test('W-B13 a blank mail and one with only a file are kept', async () => {
  await arrive(desk, { from: 'blank@customer.example', subject: '', text: '' });
  expect((await messagesOf(desk)).at(-1)).toMatchObject({ text: '' });
  await arrive(desk, { from: 'blank@customer.example', headers: ['Content-Type: application/pdf; name="a.pdf"', 'Content-Disposition: attachment; filename="a.pdf"', 'Content-Transfer-Encoding: base64', ''], body: 'JVBERi0xLjQK\r\n' });
  const last = (await messagesOf(desk)).at(-1)!;
  expect(await house.db.selectFrom('files').select('name').where('about_kind', '=', 'message').where('about_id', '=', last.id).execute()).toEqual([{ name: 'a.pdf' }]);
});

test('W-E10 pictures of a mail are shown in place, also without a name', async () => {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const body = ['--b', 'Content-Type: text/html', '', '<p>Look: <img src="cid:pic@x" onerror="alert(1)"> and <img src="https://tracker.example/p.gif"></p>', '--b', 'Content-Type: image/png', 'Content-ID: <pic@x>', 'Content-Transfer-Encoding: base64', '', png, '--b--', ''].join('\r\n');
  await arrive(desk, { from: 'pic@customer.example', headers: ['Content-Type: multipart/related; boundary="b"', ''], body });
  const last = (await messagesOf(desk)).at(-1)!;
  const file = await house.db.selectFrom('files').select(['id', 'inline', 'type']).where('about_kind', '=', 'message').where('about_id', '=', last.id).executeTakeFirstOrThrow();
  expect(file).toMatchObject({ inline: true, type: 'image/png' });
  expect(last.html).toContain(`src="/api/files/${file.id}"`);
  expect(last.html).not.toMatch(/onerror|\ssrc="https:/);
});
