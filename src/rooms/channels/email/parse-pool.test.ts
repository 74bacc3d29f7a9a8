import { afterAll, expect, test } from 'vitest';
import { startMailReader } from './parse-pool.ts';

const reader = startMailReader({ workers: 2, timeoutMs: 20_000 });
afterAll(() => reader.close());
const mail = (body: string) => Buffer.from(`From: a@b.example\r\nSubject: s\r\n${body}`);

test('a mail is read off the main thread with all that is to know of it', async () => {
  const raw = mail('Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n--b\r\nContent-Type: a/b; name=f\r\n\r\n\x01\x02\r\n--b--\r\n');
  const before = Buffer.from(raw);
  const read = await reader.read(raw, { mailFrom: 'a@b.example' });
  expect(read).toMatchObject({ ok: true, mail: { subject: 's', attachments: [{ name: 'f', content: Buffer.from([1, 2]) }] }, reply: { visible: 'Hi' }, classified: { kind: 'message' }, mayAnswer: true });
  expect(raw.equals(before)).toBe(true);
});

test('HTML is sanitised there, too', async () => {
  const safe = await reader.sanitise({ html: '<img src="cid:a"><img src="http://x.example/"><script>x</script>', cids: { a: '/files/7' }, remoteImages: 'proxied', proxyPrefix: '/p?u=' });
  expect(safe).toMatchObject({ ok: true, html: '<img src="/files/7" data-cid="a"><img src="/p?u=http%3A%2F%2Fx.example%2F" data-remote-src="http://x.example/">' });
});

test('W-C16 many at once are all answered', async () => {
  const answers = await Promise.all(Array.from({ length: 300 }, (_, i) => reader.read(mail(`\r\nmail ${i}`), {})));
  expect(answers.every((answer, i) => answer.ok && answer.mail.text === `mail ${i}`)).toBe(true);
});

test('W-C3 reading a heavy mail does not block the event loop', async () => {
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const raw = mail(`Content-Type: text/html\r\n\r\n${'<p>a <b>b</b></p>\r\n'.repeat(150_000)}`);
  const begun = last = performance.now();
  expect(await reader.read(raw, {})).toMatchObject({ ok: true });
  clearInterval(beat);
  // Read here, the whole of it would be one gap.
  expect(longest).toBeLessThan((performance.now() - begun) / 2);
});

test('W-C14 a mail that takes too long is given up, and the next one is read', async () => {
  const hasty = startMailReader({ workers: 1, timeoutMs: 1 });
  expect(await hasty.read(mail(`\r\n${'x\r\n'.repeat(500_000)}`), {})).toEqual({ ok: false, reason: 'timeout' });
  await hasty.close();
  expect(await hasty.read(mail('\r\nx'), {})).toEqual({ ok: false, reason: 'closed' });
  expect(await reader.read(mail('\r\nx'), {})).toMatchObject({ ok: true });
});

test('W-C14 a worker out of memory is replaced', async () => {
  const small = startMailReader({ workers: 1, memoryMb: 24 });
  const heavy = await small.read(mail(`Content-Type: text/html\r\n\r\n${'<p>a<b>b</b></p>\r\n'.repeat(160_000)}`), {});
  expect(heavy.ok ? 'read' : heavy.reason).toMatch(/memory|read/);
  expect(await small.read(mail('\r\nnext'), {})).toMatchObject({ ok: true });
  await small.close();
});
