import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { person, makeTeam, type Answer, type TestPerson } from '../../../test/people.ts';
import { openTicket } from '../../rooms/tickets/tickets.ts';
import { newId } from '../ids.ts';
import { system } from './actor.ts';
import { config, useConfig } from './config.ts';
import { transact } from './db.ts';
import { keepFile, sweepFiles } from './files.ts';
import { sweepInbox, takeUpload } from './uploads.ts';

let house: TestHouse;
let maya: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  maya = await person(house);
  ben = await person(house);
});
afterAll(() => house.close());

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082', 'hex');

/** A multipart upload as a browser makes it. */
async function upload(by: TestPerson, name: string, content: Buffer, type = 'application/octet-stream', more: Record<string, string> = {}): Promise<Answer> {
  const edge = 'edge1234';
  const payload = Buffer.concat([Buffer.from(`--${edge}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`), content, Buffer.from(`\r\n--${edge}--\r\n`)]);
  const answer = await house.app!.inject({ method: 'POST', url: '/api/files', payload, headers: { host: 'localhost', origin: 'http://localhost', cookie: by.cookie, 'content-type': `multipart/form-data; boundary=${edge}`, ...more } });
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
}
const download = (by: TestPerson, id: string, query: Record<string, string> = {}) => by.call('GET /files/:id', { params: { id }, query });

test('W-E1 whatever a browser might run comes as a download, typed as nothing, without a word of script allowed', async () => {
  const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>');
  for (const [name, type] of [['a.html', 'text/html'], ['a.svg', 'image/svg+xml'], ['a.xml', 'text/xml'], ['a.xhtml', 'application/xhtml+xml'], ['a.js', 'text/javascript'], ['a.png', 'image/png']] as const) {
    const { body } = await upload(maya, name, script, type);
    expect(body.showable, name).toBe(false);
    const { headers, status } = await download(maya, body.id);
    expect([name, status, headers['content-type'], headers['x-content-type-options']]).toEqual([name, 200, 'application/octet-stream', 'nosniff']);
    expect(headers['content-disposition'], name).toMatch(/^attachment;/);
    expect(headers['content-security-policy'], name).toBe("default-src 'none'; sandbox");
  }
});

test('W-E2 only a picture by content is shown in place, whatever it was called', async () => {
  const { body } = await upload(maya, 'harmless.html', png, 'text/html');
  expect(body).toMatchObject({ type: 'image/png', showable: true, width: 1, height: 1 });
  const shown = await download(maya, body.id);
  expect(shown.headers['content-type']).toBe('image/png');
  expect(shown.headers['content-disposition']).toMatch(/^inline;/);
  expect((await download(maya, body.id, { save: '1' })).headers['content-disposition']).toMatch(/^attachment;/);
});

test('W-E3 a file is another\'s nothing: same answer as for one that is not there, looked at anew each time', async () => {
  const { body } = await upload(maya, 'mine.txt', Buffer.from('mine'));
  const foreign = await download(ben, body.id);
  const missing = await download(ben, newId());
  expect([foreign.status, foreign.body]).toEqual([404, missing.body]);
  expect((await house.app!.inject({ url: `/api/files/${body.id}` })).statusCode).toBe(401);
  expect((await ben.call('DELETE /files/:id', { params: { id: body.id } })).status).toBe(404);
  expect((await maya.call('DELETE /files/:id', { params: { id: body.id } })).status).toBe(200);
  expect((await download(maya, body.id)).status).toBe(404);
});

test('W-E3 who may no longer see the ticket may no longer open its files', async () => {
  const closed = await makeTeam(house, 'Closed circle', { visibility: 'closed' });
  const member = await person(house, { teams: [closed] });
  const file = await transact(house.db, async (tx) => {
    const ticket = await openTicket(tx, system('test'), { id: newId(), teamId: closed.id, subject: 'Private', customerId: null, channel: 'email' });
    const messageId = newId();
    await tx.withTables<{ messages: Record<string, unknown> }>().insertInto('messages').values({ id: messageId, ticket_id: ticket.id, direction: 'in', channel: 'email', sender: '{}', html: '', text: '', at: new Date() }).execute();
    return await keepFile(tx, { name: 'contract.txt', content: Buffer.from('secret'), about: { kind: 'message', id: messageId } });
  });
  expect((await download(member, file.id)).status).toBe(200);
  expect((await download(maya, file.id)).status).toBe(404);
  await house.pool.query('delete from members where person_id = $1', [member.id]);
  expect((await download(member, file.id)).status).toBe(404);
});

test('W-E4 hostile names stay names: one header, nothing outside our folders', async () => {
  for (const name of ['../../etc/passwd', 'a\u202egnp.exe', 'x'.repeat(300), '.htaccess', 'CON', 'a;b=c.txt', "a'b%22.txt", 'Größe 😀.pdf']) {
    const { status, body } = await upload(maya, name, Buffer.from('x'));
    expect([name, status]).toEqual([name, 200]);
    const header = String((await download(maya, body.id)).headers['content-disposition']);
    expect(header, name).not.toMatch(/[\r\n/\\]|\.\./);
    expect(header, name).toMatch(/^attachment; filename="[^"]*"; filename\*=UTF-8''[\w.~!*'()%-]+$/);
  }
  const kept = await readdir(join(config().data, 'files'), { recursive: true });
  expect(kept.every((path) => /^[0-9a-f]{2}([/\\][0-9a-f]{64})?$/.test(path))).toBe(true);
});

test('W-E5 archives that would fill a disk are kept as they came: nothing here unpacks them', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
  const before = process.memoryUsage().rss;
  for (const name of ['bomb.gz', 'bomb.tar.gz']) {
    const { status, body } = await upload(maya, name, bomb);
    expect([status, body.bytes, body.showable]).toEqual([200, bomb.length, false]);
    const back = await house.app!.inject({ url: `/api/files/${body.id}`, headers: { host: 'localhost', cookie: maya.cookie } });
    expect(back.rawPayload.equals(bomb)).toBe(true);
    expect(back.headers['content-encoding']).toBeUndefined();
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
});

test('W-E7 many large uploads at once keep to a quota, cost little memory, and nobody else waits', async () => {
  const big = Buffer.alloc(8 * 1024 * 1024, 'x');
  const before = process.memoryUsage().rss;
  const slow = Array.from({ length: 12 }, (_, n) => { const stream = new PassThrough(); const done = takeUpload(house.db, stream, `big-${n}.bin`, maya.id); return { stream, done, n }; });
  for (const { stream, n } of slow) stream.write(Buffer.concat([Buffer.from(String(n)), big.subarray(1)]));
  expect((await ben.call('GET /me')).status).toBe(200);
  for (const { stream } of slow) stream.end();
  const rows = await Promise.all(slow.map((s) => s.done));
  expect(new Set(rows.map((r) => r.hash)).size).toBe(12);
  expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
  await house.pool.query(`update files set bytes = 600000000 where id = $1`, [rows[0]!.id]);
  expect(await upload(maya, 'one-more.txt', Buffer.from('x'))).toMatchObject({ status: 413, body: { code: 'files.quota-full' } });
  await house.pool.query(`delete from files where made_by = $1`, [maya.id]);
  expect((await upload(maya, 'one-more.txt', Buffer.from('x'))).status).toBe(200);
});

test('W-E7 W-L9 a full disk is said as that, nothing is half there, and with room all goes on', async ({ skip }) => {
  const small = await mkdtemp(join(tmpdir(), 'baton-small-'));
  const mounted = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', small]).status === 0;
  if (!mounted) {
    await rm(small, { recursive: true });
    return skip('a small disk can only be mounted by root');
  }
  const whole = config();
  try {
    useConfig({ ...whole, data: small });
    const count = async () => (await house.pool.query('select count(*) as n from files')).rows[0].n as number;
    const before = await count();
    expect(await upload(maya, 'large.bin', Buffer.alloc(5 * 1024 * 1024, 'y'))).toMatchObject({ status: 507, body: { code: 'server.disk-full' } });
    expect(await count()).toBe(before);
    expect(await readdir(join(small, 'inbox'))).toEqual([]);
    useConfig(whole);
    expect((await upload(maya, 'large.bin', Buffer.alloc(5 * 1024 * 1024, 'y'))).status).toBe(200);
  } finally {
    useConfig(whole);
    spawnSync('umount', [small]);
    await rm(small, { recursive: true, force: true });
  }
});

test('contents are taken over from another disk as well', async ({ skip }) => {
  const elsewhere = await mkdtemp('/dev/shm/baton-inbox-').catch(() => null);
  if (!elsewhere) return skip('there is no second disk here');
  const whole = config();
  try {
    useConfig({ ...whole, data: elsewhere });
    const { status, body } = await upload(maya, 'far.txt', Buffer.from('from far away'));
    expect(status).toBe(200);
    expect((await download(maya, body.id)).body).toBe('from far away');
    expect(await readdir(join(elsewhere, 'inbox'))).toEqual([]);
  } finally {
    useConfig(whole);
    await rm(elsewhere, { recursive: true, force: true });
  }
});

test('W-E8 an upload cut half-way leaves no row, and what a killed process left is swept within a day', async () => {
  const before = (await house.pool.query('select count(*) as n from files')).rows[0].n;
  const stream = new PassThrough();
  const cut = takeUpload(house.db, stream, 'cut.bin', maya.id);
  stream.write('the first half');
  stream.destroy(new Error('the line broke'));
  await expect(cut).rejects.toThrow('the line broke');
  expect((await house.pool.query('select count(*) as n from files')).rows[0].n).toBe(before);
  const inbox = join(config().data, 'inbox');
  await mkdir(inbox, { recursive: true });
  expect(await readdir(inbox)).toEqual([]);
  await writeFile(join(inbox, 'left-by-a-killed-process'), 'half');
  const { body } = await upload(maya, 'never-sent.txt', Buffer.from('never sent'));
  await house.advance('25h');
  await sweepInbox();
  await sweepFiles(house.db);
  await sweepFiles(house.db);
  expect(await readdir(inbox)).toEqual([]);
  expect((await download(maya, body.id)).status).not.toBe(200);
  expect((await house.pool.query('select 1 from files where id = $1', [body.id])).rowCount).toBe(0);
});

test('W-E9 what the scanner calls dangerous opens only for those who insist', async () => {
  const scanner = join(config().data, 'scanner.sh');
  await writeFile(scanner, '#!/bin/sh\ngrep -q EICAR "$1" && echo "Eicar-Test-Signature" && exit 1\nexit 0\n');
  await chmod(scanner, 0o755);
  const whole = config();
  useConfig({ ...whole, scanner });
  try {
    const reader = await person(house);
    const bad = await upload(reader, 'invoice.pdf', Buffer.from('X5O!P%@AP…EICAR-STANDARD-ANTIVIRUS-TEST-FILE'));
    const good = await upload(reader, 'fine.txt', Buffer.from('fine'));
    await house.settle();
    expect(await download(reader, bad.body.id)).toMatchObject({ status: 409, body: { code: 'files.dangerous', data: { finding: 'Eicar-Test-Signature' } } });
    expect((await download(reader, bad.body.id, { anyway: '1' })).headers['content-disposition']).toMatch(/^attachment;/);
    expect((await download(reader, good.body.id)).status).toBe(200);
  } finally {
    useConfig(whole);
  }
});

test('W-E11 the same content sent many times is kept once, and each file has its own access', async () => {
  const [writer, other] = [await person(house), await person(house)];
  const same = Buffer.from('the same picture again and again');
  const mine = await Promise.all(Array.from({ length: 10 }, (_, n) => upload(writer, `copy-${n}.txt`, same)));
  const theirs = await upload(other, 'copy.txt', same);
  const { rows } = await house.pool.query(`select count(distinct f.hash) as contents, count(*) as files from files f where f.id = any($1)`, [[...mine, theirs].map((a) => a.body.id)]);
  expect(rows).toEqual([{ contents: 1, files: 11 }]);
  expect((await download(other, theirs.body.id)).status).toBe(200);
  expect((await download(other, mine[0]!.body.id)).status).toBe(404);
  await other.call('DELETE /files/:id', { params: { id: theirs.body.id } });
  expect((await download(writer, mine[3]!.body.id)).body).toBe(same.toString());
});
