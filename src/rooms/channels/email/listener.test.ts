import { readFileSync } from 'node:fs';
import { connect as connectTls } from 'node:tls';
import { connect } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/house.ts';
import { clock } from '../../../core/server/clock.ts';
import { config } from '../../../core/server/config.ts';
import { files } from '../../../core/server/files.ts';
import { arrive, deliverTo, incomingOf, mailOf, messagesOf, openDesk, ticketsOf, type Desk } from './fixtures.ts';
import { rawOf } from './incoming-mails.ts';
import { senderBrake } from './listener.ts';
import { replyAddress } from './reply-tokens.ts';

let house: TestHouse, desk: Desk;
beforeAll(async () => {
  house = await openTestHouse({ config: { mailMaxBytes: 200_000 }, channels: true });
  desk = await openDesk(house);
});
afterAll(() => house.close());
const limits = () => house.db.deleteFrom('limits').execute();

test('only known mailboxes are served, with any tag behind a plus', async () => {
  expect(await deliverTo(desk.port, { raw: mailOf(), to: 'nobody@acme.example' })).toMatchObject({ code: 550, at: 'RCPT' });
  expect(await deliverTo(desk.port, { raw: mailOf(), to: 'support@elsewhere.example' })).toMatchObject({ code: 550, at: 'RCPT' });
  for (const to of ['support@acme.example', 'Support@ACME.example', replyAddress('support@acme.example', 7)!, 'support+shop@acme.example']) {
    expect(await deliverTo(desk.port, { raw: mailOf(), to }), to).toMatchObject({ code: 250 });
  }
});

test('W-C15 the original is kept byte for byte, and only leads and admins get it', async () => {
  const odd = Buffer.concat([mailOf({ text: '.dot\r\n..dots\r\n.\r\nend' }), Buffer.from([0, 255, 128, 13, 10])]);
  await deliverTo(desk.port, { raw: odd });
  const kept = (await incomingOf(desk)).at(-1)!;
  expect((await rawOf(house.db, kept.file_id)).equals(odd)).toBe(true);
});

test('W-C4 what is larger than the limit is refused with 552, at once or after DATA', async () => {
  const large = mailOf({ text: 'x'.repeat(250_000) });
  expect(await deliverTo(desk.port, { raw: large, size: large.length })).toMatchObject({ code: 552, at: 'MAIL' });
  expect(await deliverTo(desk.port, { raw: large })).toMatchObject({ code: 552, at: 'end' });
});

test('W-C11 DATA ends on CRLF.CRLF and nothing else', async () => {
  const before = (await incomingOf(desk)).length;
  for (const end of ['\n.\n', '\n.\r\n', '\r.\r', '\r\n.\n', '\r\n.\r']) {
    const wire = Buffer.concat([mailOf({ subject: 'smuggle' }), Buffer.from(`first${end}MAIL FROM:<evil@x.example>\r\nRCPT TO:<support@acme.example>\r\nDATA\r\nsecond\r\n.\r\n`)]);
    expect(await deliverTo(desk.port, { wire }), JSON.stringify(end)).toMatchObject({ code: 250 });
  }
  const kept = (await incomingOf(desk)).slice(before);
  expect(kept).toHaveLength(5);
  for (const mail of kept) expect((await rawOf(house.db, mail.file_id)).toString()).toContain('MAIL FROM:<evil@x.example>');
});

test('W-L6 the same mail five times at once is one message', async () => {
  await house.settle();
  const before = (await messagesOf(desk)).length;
  const raw = mailOf({ subject: 'five times' });
  expect((await Promise.all([1, 2, 3, 4, 5].map(() => deliverTo(desk.port, { raw })))).map((a) => a.code)).toEqual([250, 250, 250, 250, 250]);
  await house.settle();
  expect((await messagesOf(desk)).length - before).toBe(1);
});

test('W-L8 250 comes only after row, bytes and job are committed', async () => {
  const raw = mailOf({ subject: 'durable' });
  expect(await deliverTo(desk.port, { raw })).toMatchObject({ code: 250 });
  const kept = (await incomingOf(desk)).at(-1)!;
  const { hash } = await house.db.selectFrom('files').select('hash').where('id', '=', kept.file_id).executeTakeFirstOrThrow();
  expect(readFileSync(join(config().data, 'files', hash.slice(0, 2), hash)).equals(raw)).toBe(true);
  const jobs = await sql<{ n: number }>`select count(*) as n from graphile_worker._private_jobs where payload->'ids'->>0 = ${kept.id}`.execute(house.db);
  expect(jobs.rows[0]!.n).toBe(1);
  await house.settle();
});

test('W-L8 when the mail cannot be kept the sender is asked to come again: nothing is half there', async () => {
  const store = files();
  const put = store.put;
  store.put = () => Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' }));
  const before = (await incomingOf(desk)).length;
  expect(await deliverTo(desk.port, { raw: mailOf({ subject: 'disk full' }) })).toMatchObject({ code: 451, at: 'end' });
  store.put = put;
  expect((await incomingOf(desk)).length).toBe(before);
});

test('W-L9 with the database away mail is deferred, and taken again afterwards', async () => {
  await sql`alter table incoming_mails rename to away`.execute(house.db);
  expect(await deliverTo(desk.port, { raw: mailOf() })).toMatchObject({ code: 451 });
  await sql`alter table away rename to incoming_mails`.execute(house.db);
  expect(await deliverTo(desk.port, { raw: mailOf() })).toMatchObject({ code: 250 });
});

test('W-B11 one sender beyond their share is deferred, never lost; others go on', async () => {
  await house.db.insertInto('limits').values({ key: 'mail-in flood@x.example', since: clock.now(), counts: [senderBrake.max] }).execute();
  expect(await deliverTo(desk.port, { raw: mailOf(), from: 'flood@x.example' })).toMatchObject({ code: 450, at: 'MAIL' });
  expect(await deliverTo(desk.port, { raw: mailOf(), from: 'calm@x.example' })).toMatchObject({ code: 250 });
  await limits();
  expect(await deliverTo(desk.port, { raw: mailOf(), from: 'flood@x.example' })).toMatchObject({ code: 250 });
});

test('STARTTLS with the certificate made here', async () => {
  const socket = connect(desk.port, '127.0.0.1');
  const hear = () => new Promise<string>((done) => socket.once('data', (d) => done(d.toString())));
  await hear();
  socket.write('EHLO test.example\r\n');
  expect(await hear()).toContain('STARTTLS');
  socket.write('STARTTLS\r\n');
  expect(await hear()).toMatch(/^220/);
  const secure = connectTls({ socket, rejectUnauthorized: false });
  await new Promise((done) => secure.once('secureConnect', done));
  expect(secure.getPeerCertificate().subject.CN).toBe('localhost');
  expect(secure.authorizationError).toMatch(/SELF_SIGNED/);
  secure.destroy();
});

test('a mail for two mailboxes comes to both teams', async () => {
  await house.settle();
  const other = await openDesk(house, { address: 'billing@acme.example' });
  const before = (await ticketsOf(desk)).length;
  await arrive(desk, { subject: 'both', envelopeTo: ['support@acme.example', 'billing@acme.example'] });
  expect((await ticketsOf(desk)).slice(before).map((t) => t.team_id).sort()).toEqual([desk.teamId, other.teamId].sort());
});

test('W-C14 W-L18 a mail that cannot be read is parked with its bytes, the next goes on, and it can be read again', async () => {
  await house.settle();
  const { reader, stopReader } = await import('./receive.ts');
  const pool = reader();
  const read = pool.read;
  pool.read = () => Promise.resolve({ ok: false, reason: 'timeout' });
  await arrive(desk, { subject: 'deadly' });
  pool.read = read;
  const parked = (await incomingOf(desk)).at(-1)!;
  expect(parked).toMatchObject({ state: 'parked', reason: expect.stringContaining('timeout') });
  await arrive(desk, { subject: 'the next one' });
  expect((await ticketsOf(desk)).at(-1)!.subject).toBe('the next one');
  const admin = await openDesk(house, { address: 'admin@acme.example', role: 'admin' });
  const { transact } = await import('../../../core/server/db.ts');
  const { readAgain } = await import('./incoming-mails.ts');
  await transact(house.db, (tx) => readAgain(tx, admin.agent, parked.id, ['parked'], false));
  await house.settle();
  expect((await ticketsOf(desk)).at(-1)!.subject).toBe('deadly');
  expect((await incomingOf(desk)).filter((m) => m.state === 'parked')).toEqual([]);
  await stopReader();
});

test('W-C14 a mail that took the process down several times is parked unread', async () => {
  await deliverTo(desk.port, { raw: mailOf({ subject: 'bomb' }) });
  await house.db.withTables<{ incoming_mails: { attempts: number; subject: string; state: string } }>().updateTable('incoming_mails').set({ attempts: 8 }).where('state', '=', 'received').execute();
  await house.settle();
  expect((await incomingOf(desk)).at(-1)).toMatchObject({ state: 'parked', reason: expect.stringContaining('broke off') });
});

test('W-C16 W-B13 mails of any shape are taken and kept', async () => {
  const shapes = [Buffer.from('\r\n'), Buffer.from('x\r\n'), Buffer.from('Subject: only a head\r\n'), mailOf({ text: '' }), mailOf({ id: null, subject: '', from: '' }), Buffer.from('From: a@b.example\r\nSubject: \u0000\ud83d\r\n\r\n\u0000', 'utf8'), Buffer.alloc(50_000, 0xff)];
  const before = (await messagesOf(desk)).length;
  for (const raw of shapes) expect(await deliverTo(desk.port, { raw })).toMatchObject({ code: 250 });
  await house.settle();
  expect((await messagesOf(desk)).length - before).toBe(shapes.length);
});
