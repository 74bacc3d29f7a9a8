import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { cloneMigrated, type TestDatabase } from '../cluster.ts';
import { connection } from '../connection.ts';
import { webClient } from '../web-client.ts';
import { makeDesk, type Desk, type DeskProcess } from '../desk.ts';

let database: TestDatabase;
const desks: Desk[] = [];
const running: DeskProcess[] = [];

beforeAll(async () => {
  database = await cloneMigrated(connection());
  const { host, user, database: name, connectionString } = database.options;
  const url = connectionString ?? `postgres://${user}@${encodeURIComponent(host!)}/${name}`;
  const secret = randomBytes(32).toString('base64url');
  for (let n = 0; n < 2; n++) {
    const desk = await makeDesk({ env: { DATABASE_URL: url, BATON_SECRET: secret } });
    desks.push(desk);
    running.push(await desk.start());
  }
});
afterAll(async () => {
  for (const desk of desks) await desk.remove();
  await database.drop();
});

function ask(origin: string, path: string, body?: object): Promise<number> {
  return new Promise((done, failed) => {
    const asking = request(`${origin}${path}`, { method: body ? 'POST' : 'GET', headers: body ? { 'content-type': 'application/json', origin } : {} }, (answer) => { answer.resume().on('end', () => done(answer.statusCode!)); });
    asking.on('error', failed);
    asking.end(body ? JSON.stringify(body) : undefined);
  });
}

/** What a balancer does: looks every quarter of a second who is ready, and asks only those. */
function balancer(origins: readonly string[]) {
  let ready = [...origins];
  const timer = setInterval(() => void Promise.all(origins.map((o) => ask(o, '/ready').then((s) => s === 200, () => false).then((well) => (well ? [o] : [])))).then((all) => { ready = all.flat(); }), 250);
  return { pick: (n: number) => ready[n % ready.length]!, stop: () => clearInterval(timer) };
}

test('W-L15 one of two processes is stopped under load: no request fails, sockets are told, and it is gone within 30 s', async () => {
  const origins = desks.map((d) => d.origin);
  const token = /\/start\/(\S+)/.exec(running[0]!.output())![1];
  const made = await webClient(origins[0]!).call('POST /workspace', { body: { token, workspace: 'Hearth', name: 'Maya', email: 'maya@desk.example', password: 'four plain words together' } });
  const socket = new WebSocket(`${origins[0]!.replace('http', 'ws')}/live`, { origin: origins[0]!, headers: { cookie: [made.headers['set-cookie']].flat()[0]!.split(';')[0]! } });
  await new Promise((open) => socket.once('open', open));
  socket.send(JSON.stringify({ kind: 'resume', seq: null }));
  const closed = new Promise<number>((done) => { socket.on('close', done); socket.on('error', () => undefined); });
  const balanced = balancer(origins);
  let stopped = false;
  const answers: number[] = [];
  const failures: string[] = [];
  const client = async (n: number) => {
    for (let i = 0; !stopped; i++) {
      const origin = balanced.pick(n + i);
      await (i % 3 ? ask(origin, '/api/workspace') : ask(origin, '/api/sign-in', { email: `nobody${n}@x.example`, password: 'never mind' })).then((s) => answers.push(s), (e: Error) => failures.push(String(e)));
    }
  };
  const clients = Array.from({ length: 6 }, (_, n) => client(n));
  while (answers.length < 60) await new Promise((r) => setImmediate(r));
  const begun = Date.now();
  const code = await running[0]!.stop();
  const took = Date.now() - begun;
  const before = answers.length;
  while (answers.length < before + 60) await new Promise((r) => setImmediate(r));
  stopped = true;
  await Promise.all(clients);
  balanced.stop();
  expect(code).toBe(0);
  expect(took).toBeLessThan(30_000);
  expect(failures).toEqual([]);
  expect(answers.filter((s) => s >= 500)).toEqual([]);
  expect(await closed).toBe(1012);
  expect(await ask(origins[1]!, '/ready')).toBe(200);
}, 90_000);
