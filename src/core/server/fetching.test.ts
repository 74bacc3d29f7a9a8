import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchFrom, FetchFailed } from './fetching.ts';

const asked: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = [];
const leadsTo: Record<string, string> = {};
const server = createServer((request, answer) => {
  let body = '';
  request.on('data', (part: Buffer) => { body += part.toString(); });
  request.on('end', () => {
    asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    const to = leadsTo[request.url ?? ''];
    answer.writeHead(to === undefined ? 200 : 302, to === undefined ? {} : { location: to }).end('hello');
  });
});
let base = '';
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => { server.closeAllConnections(); server.close(); });
const how = { allowPrivate: true, maxBytes: 1000, ms: 5000 };

test('a name and a password in an address are for its own host, whatever is written in them', async () => {
  const { port } = new URL(base);
  await fetchFrom(`http://m%40ya:100%25@127.0.0.1:${port}/own`, how);
  expect(asked.at(-1)!.headers['authorization']).toBe(`Basic ${Buffer.from('m@ya:100%').toString('base64')}`);
  expect((await fetchFrom(`http://maya:100%@127.0.0.1:${port}/odd`, how)).status).toBe(200);
  leadsTo['/away'] = `http://localhost:${port}/next`;
  await fetchFrom(`http://maya:pw@127.0.0.1:${port}/away`, how);
  expect(asked.at(-1)).toMatchObject({ url: '/next', headers: expect.not.objectContaining({ authorization: expect.anything() }) });
});

test('W-J3 a redirect that is none, or leads to an address with a password, is a failure that is said', async () => {
  for (const to of ['http://[', 'file:///etc/passwd', `${base.replace('//', '//x:y@')}/z`, 'javascript:alert(1)']) {
    leadsTo['/to'] = to;
    await expect(fetchFrom(`${base}/to`, how), to).rejects.toBeInstanceOf(FetchFailed);
  }
});

test('a form is posted to that very address: where it is sent on to, nothing is told', async () => {
  const form = new URLSearchParams({ secret: 'a b' });
  expect((await fetchFrom(`${base}/token`, { ...how, form })).body.toString()).toBe('hello');
  expect(asked.at(-1)).toMatchObject({ method: 'POST', body: 'secret=a+b', headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '10' } });
  leadsTo['/moved'] = '/elsewhere';
  expect((await fetchFrom(`${base}/moved`, { ...how, form })).status).toBe(302);
  expect(asked.at(-1)!.url).toBe('/moved');
});
