import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { openSink, type MailSink } from '../../../test/mail-sink.ts';
import { newId } from '../ids.ts';
import { clock } from './clock.ts';
import { config, useConfig } from './config.ts';
import { openDb, openPool, transact } from './db.ts';
import { cancelMail, keptMail, post, releaseHeld, retryMail, type OutgoingMail } from './mail.ts';
import { closeLines } from './mail-lines.ts';
import { mailTicker, queueDueMail } from './mail-queue.ts';
import { deliver, nextTry } from './mail-sender.ts';
import { readServerUrl } from './mail-server.ts';

let house: TestHouse;
let sink: MailSink;
beforeAll(async () => {
  sink = await openSink();
  house = await openTestHouse({ config: { smtpOut: sink.url } });
});
beforeEach(() => {
  sink.mails.length = 0;
  sink.answer.rcpt = () => null;
  sink.answer.data = () => null;
  useConfig({ ...config(), smtpOut: sink.url });
});
afterAll(async () => {
  closeLines();
  await house.close();
  await sink.close();
});

const letter: OutgoingMail = { from: { name: 'Acme Support', address: 'support@acme.example' }, to: [{ name: 'Anna', address: 'anna@customer.example' }], subject: 'Your boiler', text: 'We come on Tuesday.' };
const send = (mail: Partial<OutgoingMail> = {}, automatic = false) => transact(house.db, (tx) => post(tx, { id: newId(), kind: 'test', automatic, mail: { ...letter, ...mail } }));
const row = (id: string) => house.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const facts = async (id: string) => (await house.db.selectFrom('facts').select('name').where('about_id', '=', id).orderBy('id').execute()).map((f) => f.name);
const headers = (at = 0) => sink.mails[at]!.raw.toString('latin1').split('\r\n\r\n')[0]!.replace(/\r\n[ \t]+/g, ' ').split('\r\n');

test('a posted mail is sent once, with its id', async () => {
  const { id, messageId } = await send();
  await house.settle();
  expect(sink.mails).toHaveLength(1);
  expect(headers()).toContain(`Message-ID: ${messageId}`);
  expect((await row(id)).state).toBe('sent');
  expect(await facts(id)).toEqual(['mail.sent']);
});

test('a sealed mail is sent whole, cannot be read from the outbox, and its words are wiped when it was sent', async () => {
  sink.answer.data = () => '451 4.3.0 later';
  const { id } = await transact(house.db, (tx) => post(tx, { kind: 'test', automatic: true, sealed: true, mail: { ...letter, text: 'The word is xyzzy.', html: '<p>The word is xyzzy.</p>' } }));
  expect(JSON.stringify(await row(id))).not.toContain('xyzzy');
  await house.settle();
  expect(keptMail((await row(id)).mail)?.text, 'it waits for the next try').toContain('xyzzy');
  sink.answer.data = () => null;
  await house.advance('2m');
  expect(sink.mails.at(-1)!.raw.toString().match(/xyzzy/g), 'as text and as HTML').toHaveLength(2);
  expect(keptMail((await row(id)).mail)).toBeNull();
  expect((await row(id)).state).toBe('sent');
});

test('W-F1 line breaks in names and subjects never make a header', async () => {
  await send({ subject: 'Hello\r\nBcc: victim@x.example\r\n\r\nbody', from: { name: 'A\r\nX-Evil: 1', address: 'support@acme.example' }, headers: { 'X-Tag': 'a\nX-Evil: 2' } });
  await house.settle();
  expect(headers().filter((h) => /^(bcc|x-evil)/i.test(h))).toEqual([]);
  expect(headers()).toContain('Subject: Hello Bcc: victim@x.example body');
});

test('W-F2 a display name with commas and quotes adds nobody', async () => {
  await send({ to: [{ name: 'Anna" <evil@x.example>, "B', address: 'anna@customer.example' }] });
  await house.settle();
  expect(sink.mails[0]!.to).toEqual(['anna@customer.example']);
});

test('W-F3 an address that is not plain is refused when posting', async () => {
  await expect(send({ to: [{ name: '', address: 'a@good.example(x)evil.example' }] })).rejects.toMatchObject({ refusal: { code: 'mail.bad-address' } });
});

test('W-F5 Bcc recipients are in no header', async () => {
  await send({ bcc: [{ name: '', address: 'boss@acme.example' }] });
  await house.settle();
  expect(sink.mails[0]!.to).toEqual(['anna@customer.example', 'boss@acme.example']);
  expect(sink.mails[0]!.raw.toString()).not.toContain('boss@');
});

test('W-B2 automatic mail says so and has no return path', async () => {
  await send({}, true);
  await house.settle();
  expect(sink.mails[0]!.from).toBe('');
  expect(headers()).toEqual(expect.arrayContaining(['Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All']));
});

test('W-F7 4xx is tried again from 1 minute up to 4 hours, for 48 hours', async () => {
  sink.answer.data = () => '451 4.3.0 later';
  const { id } = await send();
  await house.settle();
  expect(await row(id)).toMatchObject({ state: 'queued', attempts: 1, reason: expect.stringContaining('later') });
  await house.advance('61s');
  expect((await row(id)).attempts).toBe(2);
  sink.answer.data = () => null;
  await house.advance('2m1s');
  expect((await row(id)).state).toBe('sent');
  expect(await facts(id)).toEqual(['mail.delayed', 'mail.delayed', 'mail.sent']);
  expect([1, 2, 9, 30].map(nextTry)).toEqual([60_000, 120_000, 14_400_000, 14_400_000]);
});

test('W-F7 after 48 hours of 4xx it has failed', async () => {
  sink.answer.data = () => '451 4.3.0 later';
  const { id } = await send();
  await house.settle();
  for (let hours = 0; hours < 52; hours += 4) await house.advance('4h1m');
  expect(await row(id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('48 hours') });
});

test('W-F7 5xx has failed at once, and a person may send it again', async () => {
  sink.answer.rcpt = () => '550 5.1.1 no such user';
  const { id } = await send();
  await house.settle();
  expect(await row(id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('no such user') });
  expect(await facts(id)).toEqual(['mail.failed']);
  sink.answer.rcpt = () => null;
  expect(await transact(house.db, (tx) => retryMail(tx, id))).toBe(true);
  await house.settle();
  expect((await row(id)).state).toBe('sent');
});

test('those who were taken are not sent it again when others are refused for now', async () => {
  sink.answer.rcpt = (a) => (a.startsWith('slow') ? '450 4.2.0 busy' : a.startsWith('gone') ? '550 5.1.1 gone' : null);
  const { id } = await send({ cc: [{ name: '', address: 'slow@x.example' }, { name: '', address: 'gone@x.example' }] });
  await house.settle();
  expect(sink.mails.map((m) => m.to)).toEqual([['anna@customer.example']]);
  sink.answer.rcpt = () => null;
  await house.advance('2m');
  expect(sink.mails.map((m) => m.to)).toEqual([['anna@customer.example'], ['slow@x.example']]);
  expect((await row(id)).state).toBe('sent');
});

test('W-F7 a certificate that does not check out never sends in clear', async () => {
  const strict = await openSink({ disabledCommands: ['AUTH'] });
  useConfig({ ...config(), smtpOut: strict.url });
  const { id } = await send();
  await house.settle();
  expect(strict.mails).toEqual([]);
  expect(await row(id)).toMatchObject({ state: 'queued', attempts: 1, reason: expect.stringMatching(/certificate/i) });
  useConfig({ ...config(), smtpOut: `${sink.url}?tls=required` });
  const second = await send();
  await house.settle();
  expect(sink.mails).toEqual([]);
  expect((await row(second.id)).state).toBe('queued');
  await strict.close();
});

test('without an outgoing server mail is held in sight, and let go when there is one', async () => {
  useConfig({ ...config(), smtpOut: undefined });
  const { id } = await send();
  await house.settle();
  expect((await row(id)).state).toBe('held');
  useConfig({ ...config(), smtpOut: sink.url });
  await transact(house.db, (tx) => releaseHeld(tx));
  await house.settle();
  expect((await row(id)).state).toBe('sent');
  expect(await facts(id)).toEqual(['mail.held', 'mail.sent']);
});

test('W-L3 a row left in sending is unknown, not sent again, until a person says so', async () => {
  const { id, messageId } = await send();
  await house.db.updateTable('outbox').set({ state: 'sending' }).where('id', '=', id).execute();
  await house.settle();
  expect((await row(id)).state).toBe('unknown');
  expect(sink.mails).toEqual([]);
  await transact(house.db, (tx) => retryMail(tx, id));
  await house.settle();
  expect(headers()).toContain(`Message-ID: ${messageId}`);
});

test('W-L3 the row is still queued until the closing dot, then sending', async () => {
  const states: string[] = [];
  const { id } = await send();
  sink.answer.rcpt = () => null;
  sink.answer.data = async () => { states.push((await row(id)).state); return null; };
  await house.settle();
  expect(states).toEqual(['sending']);
  const other = await send();
  sink.answer.rcpt = () => '450 not now';
  await house.settle();
  expect((await row(other.id)).state).toBe('queued');
});

test('W-L4 two workers with the same mail send it once', async () => {
  const { id } = await send();
  await Promise.all([deliver(house.db, id), deliver(house.db, id), deliver(house.db, id)]);
  await house.settle();
  expect(sink.mails).toHaveLength(1);
  expect((await row(id)).state).toBe('sent');
});

test('W-L19 W-L4 three processes at once hand each mail to the workers once, when it is due', async () => {
  await house.db.updateTable('outbox').set({ state: 'cancelled' }).where('state', '=', 'queued').execute();
  const [at, later] = [new Date(clock.ms() + 60_000), new Date(clock.ms() + 3600_000)];
  const ids: string[] = [];
  await transact(house.db, async (tx) => { for (let n = 0; n < 40; n++) ids.push((await post(tx, { kind: 'test', automatic: false, mail: letter, at })).id); });
  await transact(house.db, (tx) => post(tx, { kind: 'test', automatic: false, mail: letter, at: later }));
  const jobs = async () => (await sql<{ id: string }>`select payload->>'id' as id from graphile_worker._private_jobs`.execute(house.db)).rows.map((r) => r.id);
  expect(await queueDueMail(house.db)).toEqual({ queued: 0, next: at.getTime() });
  expect(await jobs(), 'what waits has no job').toEqual([]);
  clock.shift(61_000);
  const others = [1, 2, 3].map(() => openDb(openPool({ ...house.database, max: 2 })));
  const done = await Promise.all(others.map((db) => queueDueMail(db)));
  for (const db of others) await db.destroy();
  expect(done.reduce((n, d) => n + d.queued, 0)).toBe(40);
  expect((await jobs()).sort()).toEqual(ids.toSorted());
  expect(await queueDueMail(house.db)).toEqual({ queued: 0, next: later.getTime() });
  await house.settle();
  expect(sink.mails, 'a mail that is handed is sent').toHaveLength(40);
});

test('a ticker at work wakes for mail that is due, and for what is due sooner than what it slept for', async () => {
  const ticker = mailTicker(house.db, house.bus);
  ticker.start();
  try {
    const inMs = (ms: number) => transact(house.db, (tx) => post(tx, { kind: 'test', automatic: false, mail: letter, at: new Date(clock.ms() + ms) }));
    const handed = async (id: string) => (await row(id)).handed;
    const [late, now] = [await inMs(3600_000), await inMs(0)];
    await expect.poll(() => handed(now.id), { timeout: 20_000 }).toBe(true);
    const [second, first] = [await inMs(25_000), await inMs(300)];
    await expect.poll(() => handed(first.id), { timeout: 20_000 }).toBe(true);
    expect([await handed(second.id), await handed(late.id)]).toEqual([false, false]);
  } finally {
    await ticker.stop();
  }
}, 60_000);

test('a mail taken back is not sent', async () => {
  const { id } = await transact(house.db, (tx) => post(tx, { kind: 'test', automatic: false, mail: letter, at: new Date(Date.now() + 60_000) }));
  expect(await transact(house.db, (tx) => cancelMail(tx, id))).toBe(true);
  await house.advance('5m');
  expect((await row(id)).state).toBe('cancelled');
  expect(sink.mails.filter((m) => m.raw.includes(id))).toEqual([]);
  expect(await transact(house.db, (tx) => cancelMail(tx, id))).toBe(false);
});

test('the outgoing address names how it is encrypted', () => {
  expect(readServerUrl('smtp://u%40x:p@mail.example.com')).toMatchObject({ port: 587, security: 'starttls', user: 'u@x', password: 'p' });
  expect(readServerUrl('smtps://mail.example.com')).toMatchObject({ port: 465, security: 'tls' });
  expect(readServerUrl('smtp://10.0.0.2:25')).toMatchObject({ security: 'offered' });
  expect(readServerUrl('smtp://relay.example.com:25?tls=none')).toMatchObject({ security: 'none' });
});
