import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/house.ts';
import { openSink, type MailSink } from '../../../../test/mail-sink.ts';
import { newId } from '../../../core/ids.ts';
import { transact } from '../../../core/server/db.ts';
import { closeLines } from '../../../core/server/mail-lines.ts';
import { linksOf } from '../../tickets/links.ts';
import { admit } from '../../tickets/participants.ts';
import { reply } from '../../tickets/replies.ts';
import { arrive, deliverTo, emailOf, incomingOf, mailOf, messagesOf, openDesk, participantsIn, ticketsOf, type Desk } from './fixtures.ts';

let house: TestHouse, sink: MailSink, desk: Desk;
beforeAll(async () => {
  sink = await openSink();
  house = await openTestHouse({ config: { smtpOut: sink.url, authservId: 'mx.acme.example' }, channels: true });
  desk = await openDesk(house);
});
beforeEach(() => { sink.mails.length = 0; });
afterAll(async () => {
  closeLines();
  await house.close();
  await sink.close();
});

/** A fresh customer with one ticket. */
async function ticketBy(name: string, mail = {}) {
  const from = `${name}@customer.example`;
  await arrive(desk, { from: `${name} <${from}>`, id: `<first-${name}@customer.example>`, envelopeFrom: from, subject: `Boiler of ${name}`, ...mail });
  const ticket = (await ticketsOf(desk)).at(-1)!;
  return { ticket, from };
}
const answer = async (ticketId: string, to: string, more: object = {}) => {
  const id = newId();
  await transact(house.db, (tx) => reply(tx, desk.agent, ticketId, { id, html: '<p>We come <b>on Tuesday</b>.</p>', to: [{ name: '', address: to }], cc: [], fileIds: [], quote: null, undoSeconds: 0, seen: 0, anyway: true, ...more }));
  await house.settle();
  const sent = sink.mails.at(-1)!;
  const head = sent.raw.toString().split('\r\n\r\n')[0]!.replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'mi').exec(head)?.[1] ?? '';
  return { id, sent, header, messageId: header('Message-ID'), replyTo: /<([^>]+)>/.exec(header('Reply-To'))?.[1] ?? header('Reply-To') };
};
const dmarc = ['Authentication-Results: mx.acme.example; dmarc=pass header.from=customer.example'];

test('a mail becomes a ticket; the reply leaves; the answer to it comes back to the ticket', async () => {
  const { ticket, from } = await ticketBy('anna');
  expect(ticket).toMatchObject({ subject: 'Boiler of anna', status: 'open', channel: 'email' });
  const out = await answer(ticket.id, from);
  expect(out.sent.to).toEqual([from]);
  expect(out.header('In-Reply-To')).toBe('<first-anna@customer.example>');
  expect(out.header('References')).toContain('<first-anna@customer.example>');
  expect(out.header('Subject')).toBe('Re: Boiler of anna');
  expect(out.header('From')).toBe('Acme Support <support@acme.example>');
  expect(out.sent.raw.toString()).not.toContain('maya.');
  expect((await messagesOf(desk)).at(-1)).toMatchObject({ direction: 'out', delivery: 'sent' });
  await arrive(desk, { from: `anna <${from}>`, subject: 'Something else now', inReplyTo: out.messageId, text: 'Tuesday is fine.' });
  expect((await ticketsOf(desk)).at(-1)!.id).toBe(ticket.id);
  expect((await messagesOf(desk)).at(-1)).toMatchObject({ ticket_id: ticket.id, direction: 'in', text: 'Tuesday is fine.' });
});

test('an answer to the Reply-To address comes back without any header', async () => {
  const { ticket, from } = await ticketBy('bert');
  const { replyTo } = await answer(ticket.id, from);
  expect(replyTo).toMatch(/^support\+t\d+\./);
  await arrive(desk, { from, envelopeTo: replyTo, to: replyTo, text: 'without threading headers' });
  expect((await messagesOf(desk)).at(-1)).toMatchObject({ ticket_id: ticket.id, text: 'without threading headers' });
});

test('W-A3 a known number in the subject never threads a stranger, nor a forged customer', async () => {
  const { ticket, from } = await ticketBy('carl');
  await arrive(desk, { from: 'evil@elsewhere.example', subject: `Re: #${ticket.number}` });
  await arrive(desk, { from, subject: `Re: #${ticket.number}` });
  expect((await messagesOf(desk)).slice(-2).map((m) => m.ticket_id)).not.toContain(ticket.id);
  expect((await linksOf(house.db, ticket.id)).map((l) => l.kind)).toEqual(['related', 'related']);
  await arrive(desk, { from, subject: `Re: #${ticket.number}`, headers: dmarc });
  expect((await messagesOf(desk)).at(-1)!.ticket_id).toBe(ticket.id);
});

test('W-A3 W-A15 a stranger with our own references waits to be admitted, one with a number begins anew; neither gets history', async () => {
  const { ticket, from } = await ticketBy('clara', { text: 'marker-history' });
  const { messageId } = await answer(ticket.id, from);
  const before = sink.mails.length;
  await arrive(desk, { from: 'peer@other.example', references: messageId, text: 'I read along' });
  await arrive(desk, { from: 'guess@other.example', subject: `[#${ticket.number}] what is this?`, text: 'tell me' });
  await house.settle();
  expect(sink.mails.length, 'nothing goes to either by itself').toBe(before);
  expect((await participantsIn(desk, ticket.id))['peer@other.example']).toBe('proposed');
  const fresh = (await ticketsOf(desk)).at(-1)!;
  expect(await participantsIn(desk, fresh.id)).toEqual({ 'guess@other.example': 'requester' });
  const [first] = (await messagesOf(desk)).filter((m) => m.ticket_id === ticket.id);
  // What was said before somebody came is not theirs, even when it is quoted by mistake.
  await transact(house.db, (tx) => admit(tx, desk.agent, ticket.id, 'peer@other.example'));
  expect((await answer(ticket.id, 'peer@other.example', { quote: first!.id })).sent.raw.toString()).not.toContain('marker-history');
  await arrive(desk, { from, inReplyTo: messageId, text: 'marker-since-then' });
  expect((await answer(ticket.id, 'peer@other.example', { quote: (await messagesOf(desk)).at(-1)!.id })).sent.raw.toString(), 'what came since').toContain('marker-since-then');
  const { sent, header } = await answer(fresh.id, 'guess@other.example');
  expect(sent.raw.toString()).not.toContain('marker-history');
  expect(header('References')).not.toContain(messageId);
});

test('W-A4 a token with one character altered is new mail', async () => {
  const { ticket, from } = await ticketBy('dora');
  const { replyTo, messageId } = await answer(ticket.id, from);
  const bad = replyTo.replace(/.@/, (c) => (c === 'a@' ? 'b@' : 'a@'));
  await arrive(desk, { from: 'x@elsewhere.example', envelopeTo: bad, to: bad });
  await arrive(desk, { from: 'x@elsewhere.example', inReplyTo: messageId.replace(/.@/, (c) => (c === 'a@' ? 'b@' : 'a@')) });
  expect((await messagesOf(desk)).slice(-2).map((m) => m.ticket_id)).not.toContain(ticket.id);
});

test('W-A5 the number in the address without a MAC opens nothing', async () => {
  const { ticket } = await ticketBy('emil');
  await arrive(desk, { from: 'x@elsewhere.example', envelopeTo: `support+t${ticket.number}@acme.example`, to: `support+t${ticket.number}@acme.example` });
  expect((await messagesOf(desk)).at(-1)!.ticket_id).not.toBe(ticket.id);
});

test('W-A6 a valid token from another address makes a stranger who waits, and never changes the requester', async () => {
  const { ticket, from } = await ticketBy('fred');
  const { messageId } = await answer(ticket.id, from);
  await arrive(desk, { from: 'Colleague <colleague@other.example>', inReplyTo: messageId, text: 'I was forwarded this.' });
  expect(await participantsIn(desk, ticket.id)).toEqual({ [from]: 'requester', 'colleague@other.example': 'proposed' });
  expect((await messagesOf(desk)).at(-1)).toMatchObject({ ticket_id: ticket.id, sender: { name: 'Colleague', address: 'colleague@other.example' } });
  await transact(house.db, (tx) => admit(tx, desk.agent, ticket.id, 'colleague@other.example'));
  await arrive(desk, { from: 'colleague@other.example', references: '<first-fred@customer.example>', text: 'now I take part' });
  expect((await messagesOf(desk)).at(-1)!.ticket_id).toBe(ticket.id);
});

test('W-A8 somebody in Cc gets later replies, and no history', async () => {
  const { ticket, from } = await ticketBy('gina', { cc: 'Friend <friend@other.example>' });
  expect(await participantsIn(desk, ticket.id)).toEqual({ [from]: 'requester', 'friend@other.example': 'copied' });
  const [first] = (await messagesOf(desk)).filter((m) => m.ticket_id === ticket.id);
  const added = await answer(ticket.id, from, { cc: [{ name: '', address: 'late@other.example' }], quote: first!.id });
  expect(added.sent.raw.toString()).not.toContain('It is cold.');
  const quoted = await answer(ticket.id, from, { quote: first!.id });
  expect(quoted.sent.raw.toString()).toContain('It is cold.');
});

test('W-A12 look-alike addresses are different customers', async () => {
  await arrive(desk, { from: 'hans@customer.example', id: '<h1@x>' });
  await arrive(desk, { from: 'hans+shop@customer.example', id: '<h2@x>' });
  await arrive(desk, { from: 'Hans@Customer.example', id: '<h3@x>' });
  const [a, b, c] = (await messagesOf(desk)).slice(-3).map((m) => m.customer_id);
  expect(a).not.toBe(b);
  expect(a).toBe(c);
});

test('W-A13 a display name is never an address', async () => {
  await arrive(desk, { from: '"maya@acme.example" <evil@x.example>' });
  expect((await messagesOf(desk)).at(-1)!.sender).toEqual({ name: 'maya@acme.example', address: 'evil@x.example' });
});

test('W-A14 answers wanted at another domain are pointed out', async () => {
  await arrive(desk, { from: 'ina@customer.example', headers: ['Reply-To: ina@elsewhere.example'] });
  expect((await messagesOf(desk)).at(-1)).toMatchObject({ sender: { address: 'ina@customer.example' }, doubt: expect.stringContaining('elsewhere.example') });
});

test('W-A15 the Message-ID of another customer in References opens nothing', async () => {
  const { ticket } = await ticketBy('jane');
  await arrive(desk, { from: 'spy@elsewhere.example', references: '<first-jane@customer.example>', inReplyTo: '<first-jane@customer.example>' });
  const last = (await messagesOf(desk)).at(-1)!;
  expect(last.ticket_id).not.toBe(ticket.id);
  expect(Object.keys(await participantsIn(desk, ticket.id))).not.toContain('spy@elsewhere.example');
});

test('W-A16 the same Message-ID from somebody else with other words is a mail of its own', async () => {
  const before = (await messagesOf(desk)).length;
  await arrive(desk, { from: 'kim@customer.example', id: '<same@id>', text: 'one' });
  await arrive(desk, { from: 'lea@customer.example', id: '<same@id>', text: 'two' });
  await arrive(desk, { from: 'kim@customer.example', id: '<same@id>', text: 'one' });
  const own = (await messagesOf(desk)).slice(before);
  expect(own.map((m) => m.text)).toEqual(['one', 'two']);
  expect(own[0]!.ticket_id).not.toBe(own[1]!.ticket_id);
});

test('W-A1 W-A2 mail that says it is from a teammate is never a reply of ours', async () => {
  const { ticket, from } = await ticketBy('moritz');
  const { messageId } = await answer(ticket.id, from);
  const email = await emailOf(desk);
  sink.mails.length = 0;
  for (const headers of [[], ['Authentication-Results: elsewhere.example; dmarc=pass header.from=acme.example'], ['Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example', 'Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example']]) {
    await arrive(desk, { from: `Maya <${email}>`, inReplyTo: messageId, headers });
    expect((await messagesOf(desk)).at(-1)).toMatchObject({ ticket_id: ticket.id, direction: 'in', person_id: null, doubt: expect.stringContaining('nothing confirms') });
  }
  expect(await participantsIn(desk, ticket.id)).toMatchObject({ [email]: 'proposed' });
  expect(sink.mails).toEqual([]);
  expect((await house.db.selectFrom('facts').select('name').where('about_id', '=', ticket.id).where('name', '=', 'email.teammate-unconfirmed').execute()).length).toBe(3);
});

test('W-A7 a teammate who answers by mail is told, and nothing is sent to the customer', async () => {
  const { ticket, from } = await ticketBy('nina');
  const { messageId } = await answer(ticket.id, from);
  const email = await emailOf(desk);
  sink.mails.length = 0;
  const count = (await messagesOf(desk)).length;
  await arrive(desk, { from: `Maya <${email}>`, inReplyTo: messageId, headers: ['Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example'] });
  expect((await messagesOf(desk)).length).toBe(count);
  expect((await incomingOf(desk)).at(-1)).toMatchObject({ state: 'refused', kind: 'teammate' });
  expect(sink.mails.map((m) => m.to)).toEqual([[email]]);
});

test('W-A17 a forwarded mail is the original sender’s only when a confirmed teammate forwards it', async () => {
  const email = await emailOf(desk);
  const text = 'please handle\n\n---------- Forwarded message ---------\nFrom: Otto Berg <otto@customer.example>\nDate: Mon\nSubject: Cold\nTo: maya@acme.example\n\nMy boiler is cold.';
  await arrive(desk, { from: email, subject: 'Fwd: Cold', text, headers: ['Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example'] });
  expect((await messagesOf(desk)).at(-1)).toMatchObject({ sender: { name: 'Otto Berg', address: 'otto@customer.example' }, doubt: expect.stringContaining('Forwarded by Maya') });
  for (const from of [email, 'somebody@customer.example']) {
    await arrive(desk, { from, subject: 'Fwd: Cold', text });
    expect((await messagesOf(desk)).at(-1)).toMatchObject({ sender: { address: from } });
  }
});

test('a mail that answers one still being read waits for it', async () => {
  const raw = (mail: object) => mailOf({ from: 'pia@customer.example', ...mail });
  await deliverTo(desk.port, { raw: raw({ id: '<p1@customer.example>', text: 'first' }) });
  await deliverTo(desk.port, { raw: raw({ id: '<p2@customer.example>', text: 'second', inReplyTo: '<p1@customer.example>' }) });
  const [first, second] = (await incomingOf(desk)).slice(-2);
  const { readIncoming } = await import('./receive.ts');
  await readIncoming(house.db, second!.id, 0);
  expect((await incomingOf(desk)).at(-1)!.state).toBe('received');
  await readIncoming(house.db, first!.id, 0);
  await house.advance('1s');
  const [a, b] = (await messagesOf(desk)).slice(-2);
  expect(a!.ticket_id).toBe(b!.ticket_id);
});

test('all mail in this file was taken in', async () => {
  expect((await incomingOf(desk)).filter((m) => m.state === 'parked' || m.state === 'received')).toEqual([]);
});
