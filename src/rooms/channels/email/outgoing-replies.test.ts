import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/house.ts';
import { openSink, type MailSink } from '../../../../test/mail-sink.ts';
import { newId } from '../../../core/ids.ts';
import { clock } from '../../../core/server/clock.ts';
import { config, useConfig } from '../../../core/server/config.ts';
import { transact } from '../../../core/server/db.ts';
import { keepFile } from '../../../core/server/files.ts';
import { closeLines } from '../../../core/server/mail-lines.ts';
import { mailTicker } from '../../../core/server/mail-queue.ts';
import { cancelReply, decideUnknown, reply, retryReply } from '../../tickets/replies.ts';
import { arrive, messagesOf, openDesk, ticketsOf, type Desk } from './fixtures.ts';
import { parseMail } from './parse.ts';

let house: TestHouse, sink: MailSink, desk: Desk;
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
beforeAll(async () => {
  sink = await openSink();
  house = await openTestHouse({ config: { smtpOut: sink.url }, channels: true });
  desk = await openDesk(house);
});
beforeEach(() => {
  sink.mails.length = 0;
  sink.answer.rcpt = () => null;
  sink.answer.data = () => null;
});
afterAll(async () => {
  closeLines();
  await house.close();
  await sink.close();
});

let n = 0;
async function ticketBy(mail: object = {}) {
  const from = `out${++n}@customer.example`;
  await arrive(desk, { from: `"Kunde" <${from}>`, ...mail });
  return { ticket: (await ticketsOf(desk)).at(-1)!, first: (await messagesOf(desk)).at(-1)!, from };
}
async function write(ticketId: string, to: string, what: { html?: string; quote?: string | null; fileIds?: string[]; undoSeconds?: number; cc?: string[] } = {}) {
  const id = newId();
  const { html = '<p>Hello</p>', quote = null, fileIds = [], undoSeconds = 0, cc = [] } = what;
  await transact(house.db, (tx) => reply(tx, desk.agent, ticketId, { id, html, to: [{ name: '', address: to }], cc: cc.map((address) => ({ name: '', address })), fileIds, quote, undoSeconds, seen: 0, anyway: true }));
  await house.settle();
  return id;
}
const upload = (content: Buffer, name: string) => transact(house.db, (tx) => keepFile(tx, { name, content, madeBy: desk.agent.id }));
const delivery = async (id: string) => { const m = (await messagesOf(desk)).find((x) => x.id === id)!; return [m.delivery, m.delivery_note]; };
const last = () => ({ ...sink.mails.at(-1)!, mail: parseMail(sink.mails.at(-1)!.raw) });

test('a reply has a text and an HTML form, its files, and its pictures in place', async () => {
  const { ticket, from } = await ticketBy();
  const picture = await upload(png, 'shot.png'), paper = await upload(Buffer.from('%PDF-1.4 x'), 'Angebot für Sie.pdf');
  await write(ticket.id, from, { html: `<p>See <b>this</b>: <img src="/api/files/${picture.id}"></p>`, fileIds: [paper.id] });
  const { mail } = last();
  expect(mail.plain).toContain('See this');
  expect(mail.html).toContain(`src="cid:${picture.id}@baton"`);
  expect(mail.html).not.toContain('/api/files');
  expect(mail.attachments.map((f) => [f.name, f.inline, f.content.length])).toEqual(expect.arrayContaining([['shot.png', true, png.length], ['Angebot für Sie.pdf', false, 10]]));
});

test('W-F6 W-D13 only what is on the ticket leaves: hostile HTML is sanitised again, files of elsewhere are not taken along', async () => {
  const other = await ticketBy({ text: 'MARKER-OF-ANOTHER-TICKET' });
  const secret = await transact(house.db, (tx) => keepFile(tx, { name: 'secret.png', content: png, about: { kind: 'message', id: other.first.id } }));
  const note = await transact(house.db, (tx) => keepFile(tx, { name: 'note.png', content: png, about: { kind: 'note', id: newId() } }));
  const { ticket, first, from } = await ticketBy({ html: '<p onclick="x()">bad<script>alert(1)</script><img src="https://tracker.example/p.gif"></p>' });
  await house.db.withTables<{ messages: { id: string; html: string } }>().updateTable('messages').set({ html: `<p onclick="x()">bad</p><script>alert(1)</script><img src="/api/files/${secret.id}"><img src="/api/files/${note.id}">` }).where('id', '=', first.id).execute();
  await write(ticket.id, from, { quote: first.id });
  const { mail, raw } = last();
  expect(mail.html).toContain('bad');
  expect(mail.html).not.toMatch(/onclick|script|tracker|api\/files|cid:/);
  expect(mail.attachments).toEqual([]);
  expect(raw.toString()).not.toContain('MARKER-OF-ANOTHER-TICKET');
});

test('W-F4 the agent’s private address is nowhere, Reply-To carries the token', async () => {
  const { ticket, from } = await ticketBy();
  await write(ticket.id, from);
  const { mail, raw, from: envelope } = last();
  expect(mail.from).toEqual({ name: 'Acme Support', address: 'support@acme.example' });
  expect(mail.replyTo[0]!.address).toMatch(/^support\+t\d+\.[a-z2-7]{26}@acme\.example$/);
  expect(envelope).toMatch(/^support\+b\d+\.[a-z2-7]{26}@acme\.example$/);
  expect(raw.toString()).not.toMatch(/maya\.[0-9a-f]{8}/);
});

test('W-L2 reply and mail are one transaction', async () => {
  const { ticket, from } = await ticketBy();
  const id = newId();
  await expect(transact(house.db, async (tx) => {
    await reply(tx, desk.agent, ticket.id, { id, html: '<p>x</p>', to: [{ name: '', address: from }], cc: [], fileIds: [], quote: null, undoSeconds: 0, seen: 0, anyway: true });
    throw new Error('crash');
  })).rejects.toThrow('crash');
  await house.settle();
  expect(await house.db.selectFrom('outbox').select('id').where('id', '=', id).execute()).toEqual([]);
  expect(sink.mails).toEqual([]);
});

test('a reply taken back in time is not sent; later it is too late', async () => {
  const { ticket, from } = await ticketBy();
  const id = await write(ticket.id, from, { undoSeconds: 10 });
  await transact(house.db, (tx) => cancelReply(tx, desk.agent, id));
  await house.advance('1m');
  expect(sink.mails).toEqual([]);
  const sent = await write(ticket.id, from);
  await expect(transact(house.db, (tx) => cancelReply(tx, desk.agent, sent))).rejects.toMatchObject({ refusal: { code: 'tickets.sent-already' } });
  const leaving = await write(ticket.id, from, { undoSeconds: 10 });
  await house.db.updateTable('outbox').set({ state: 'sending' }).where('id', '=', leaving).execute();
  await expect(transact(house.db, (tx) => cancelReply(tx, desk.agent, leaving))).rejects.toMatchObject({ refusal: { code: 'tickets.sent-already' } });
});

test('W-F7 what the server says is told on the reply: delayed, failed, then sent by hand', async () => {
  const { ticket, from } = await ticketBy();
  sink.answer.rcpt = () => '450 4.2.0 mailbox busy';
  const id = await write(ticket.id, from);
  expect(await delivery(id)).toEqual(['delayed', expect.stringContaining('mailbox busy')]);
  sink.answer.rcpt = () => '550 5.1.1 no such user';
  await house.advance('2m');
  expect(await delivery(id)).toEqual(['failed', expect.stringContaining('no such user')]);
  sink.answer.rcpt = () => null;
  await transact(house.db, (tx) => retryReply(tx, desk.agent, id));
  await house.settle();
  expect(await delivery(id)).toEqual(['sent', null]);
  expect(sink.mails).toHaveLength(1);
});

test('W-L3 cut off after the closing dot: unknown, not sent again, decided by a person', async () => {
  const { ticket, from } = await ticketBy();
  const id = await write(ticket.id, from, { undoSeconds: 10 });
  await house.db.updateTable('outbox').set({ state: 'sending' }).where('id', '=', id).execute();
  await house.advance('1m');
  expect((await delivery(id))[0]).toBe('unknown');
  expect(sink.mails).toEqual([]);
  await transact(house.db, (tx) => decideUnknown(tx, desk.agent, id, 'again'));
  await house.settle();
  expect((await delivery(id))[0]).toBe('sent');
  const other = await write(ticket.id, from, { undoSeconds: 10 });
  await house.db.updateTable('outbox').set({ state: 'sending' }).where('id', '=', other).execute();
  await house.advance('1m');
  await transact(house.db, (tx) => decideUnknown(tx, desk.agent, other, 'sent'));
  await house.settle();
  expect((await delivery(other))[0]).toBe('sent');
  expect(sink.mails).toHaveLength(1);
});

test('without a mailbox to send from the reply says so, and leaves when there is one', async () => {
  const { ticket, from } = await ticketBy();
  const boxes = () => house.db.withTables<{ mailboxes: { active: boolean } }>().updateTable('mailboxes');
  await boxes().set({ active: false }).execute();
  const id = await write(ticket.id, from);
  expect(await delivery(id)).toEqual(['failed', expect.stringContaining('no mailbox')]);
  await boxes().set({ active: true }).execute();
  await transact(house.db, (tx) => retryReply(tx, desk.agent, id));
  await house.settle();
  expect((await delivery(id))[0]).toBe('sent');
});

test('a long thread keeps its references short, the first and the newest', async () => {
  const { ticket, from } = await ticketBy({ id: '<root@customer.example>' });
  for (let i = 0; i < 3; i++) {
    await write(ticket.id, from);
    const id = last().mail.messageId;
    await arrive(desk, { from, inReplyTo: id, references: `<root@customer.example> ${Array.from({ length: 60 }, (_, k) => `<r${k}@customer.example>`).join(' ')} ${id}`, id: `<in${n}-${i}@customer.example>`, text: `answer ${i}` });
  }
  await write(ticket.id, from);
  const { mail } = last();
  expect(mail.references.length).toBeLessThanOrEqual(40);
  expect(mail.references.at(-1)).toBe(`<in${n}-2@customer.example>`);
  expect(mail.inReplyTo).toEqual([`<in${n}-2@customer.example>`]);
});

test('W-M6 with workers running a reply reaches the server well within two seconds', async () => {
  const { ticket, from } = await ticketBy();
  const ticker = mailTicker(house.db, house.bus);
  ticker.start();
  await house.jobRunner.start(4);
  const began = clock.ms();
  const id = newId();
  await transact(house.db, (tx) => reply(tx, desk.agent, ticket.id, { id, html: '<p>fast</p>', to: [{ name: '', address: from }], cc: [], fileIds: [], quote: null, undoSeconds: 0, seen: 0, anyway: true }));
  while (!sink.mails.length && clock.ms() - began < 20_000) await new Promise(setImmediate);
  await ticker.stop();
  await house.jobRunner.stop();
  expect(sink.mails).toHaveLength(1);
  useConfig(config());
});
