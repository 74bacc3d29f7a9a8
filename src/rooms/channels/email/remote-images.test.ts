import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clock } from '../../../core/server/clock.ts';
import { readConfig, useConfig } from '../../../core/server/config.ts';
import { openSecrets } from '../../../core/server/secrets.ts';
import { fetchPicture, imageLimits, imageLink, validLink } from './remote-images.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const asked: { url: string; headers: Record<string, unknown> }[] = [];
const pages: Record<string, (answer: ServerResponse) => void> = {
  '/p.png': (a) => a.end(png),
  '/lies.png': (a) => a.writeHead(200, { 'content-type': 'image/png' }).end('<script>alert(1)</script>'),
  '/x.svg': (a) => a.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
  '/gone': (a) => a.writeHead(404).end(png),
  '/to-private': (a) => a.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
  '/to-file': (a) => a.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/endless': (a) => { a.write(png); const pour = () => { if (!a.destroyed && a.write(Buffer.alloc(65_536))) setImmediate(pour); else a.once('drain', pour); }; pour(); },
};
for (let i = 0; i < 20; i++) pages[`/hop${i}`] = (a) => a.writeHead(302, { location: i === 0 ? '/p.png' : `/hop${i - 1}` }).end();
const server = createServer((request, answer) => {
  asked.push({ url: request.url ?? '', headers: request.headers });
  (pages[request.url ?? ''] ?? pages['/gone']!)(answer);
});
let base = '';
beforeAll(async () => {
  useConfig(readConfig({}, '/tmp'));
  openSecrets('', 'x'.repeat(44));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => { server.closeAllConnections(); server.close(); });

test('a picture comes through, by what it is', async () => {
  expect(await fetchPicture(`${base}/p.png`, true)).toEqual({ type: 'image/png', content: png });
});
test('W-J5 nothing of the reader goes along', async () => {
  await fetchPicture(`${base}/p.png`, true);
  expect(Object.keys(asked.at(-1)!.headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
});
test('W-J5 what only says that it is a picture, SVG, and failures are refused', async () => {
  for (const path of ['/lies.png', '/x.svg', '/gone', '/nothing']) expect(await fetchPicture(`${base}${path}`, true), path).toBeNull();
  for (const url of ['file:///etc/passwd', 'ftp://x/p.png', `http://user:pw@127.0.0.1/p.png`]) expect(await fetchPicture(url, true), url).toBeNull();
});
test('W-J3 at most three redirects, and never to another scheme', async () => {
  expect((await fetchPicture(`${base}/hop2`, true))?.type).toBe('image/png');
  expect(await fetchPicture(`${base}/hop3`, true)).toBeNull();
  expect(await fetchPicture(`${base}/to-file`, true)).toBeNull();
});
test('W-J1 private addresses are never asked, in any spelling', async () => {
  const before = asked.length;
  const { port } = new URL(base);
  for (const host of ['127.0.0.1', 'localhost', '127.1', '2130706433', '0x7f000001', '[::1]', '[::ffff:127.0.0.1]']) expect(await fetchPicture(`http://${host}:${port}/p.png`, false), host).toBeNull();
  expect(asked.length).toBe(before);
});
test('W-J4 an endless picture is cut', async () => {
  expect(await fetchPicture(`${base}/endless`, true)).toBeNull();
  expect(imageLimits).toMatchObject({ bytes: 5 * 1024 * 1024, ms: 10_000 });
});
test('W-J5 only links that this desk signed, for a day', () => {
  const url = 'https://x.example/p.gif?a=1&b=2';
  const query = new URL(imageLink(url), 'http://desk').searchParams;
  const [e, s] = [query.get('e')!, query.get('s')!];
  expect(query.get('u')).toBe(url);
  expect(validLink(url, e, s)).toBe(true);
  expect(validLink(`${url}x`, e, s)).toBe(false);
  expect(validLink(url, String(Number(e) + 3600), s)).toBe(false);
  clock.shift(26 * 3600_000);
  expect(validLink(url, e, s)).toBe(false);
  clock.shift(-26 * 3600_000);
});
