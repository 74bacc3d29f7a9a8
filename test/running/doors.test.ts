import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { log } from '../../src/core/server/log.ts';
import { routes } from '../../src/app/rooms.ts';
import { openTestHouse, type TestHouse } from '../house.ts';
import { call, makeTeam, makeWorkspace, person, type TestPerson } from '../people.ts';
import { newId } from '../../src/core/ids.ts';

let house: TestHouse;
let maya: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  maya = await person(house, { role: 'admin', teams: [await makeTeam(house, 'Support')] });
});
afterAll(() => house.close());

test('W-N2 every answer carries the headers that keep browsers strict, and none says what we run', async () => {
  const pages = ['/', '/tickets/1001', '/api/workspace', '/api/nothing', '/api/me', '/health', '/api/docs', '/assets/nothing.js'];
  for (const url of pages) {
    const { headers } = await house.app!.inject({ url });
    const policy = String(headers['content-security-policy']);
    expect(policy, url).toContain("default-src 'self'");
    expect(policy, url).toMatch(/script-src 'self'(;|$)/);
    expect(policy, url).toMatch(/style-src 'self'(;|$)/);
    expect(policy, url).toContain("frame-ancestors 'none'");
    expect(policy.replace(/style-src-attr [^;]*/, ''), url).not.toMatch(/unsafe|\*/);
    expect([headers['x-content-type-options'], headers['x-frame-options'], headers['referrer-policy']], url).toEqual(['nosniff', 'DENY', 'no-referrer']);
    expect([headers['server'], headers['x-powered-by']], url).toEqual([undefined, undefined]);
  }
});

test('W-N2 a bug answers with an id and nothing else; the log has the rest', async () => {
  const lines: string[] = [];
  log.set('error', (line) => void lines.push(line));
  await sql`alter table workspace rename to workspace_away`.execute(house.db);
  const answer = await call(house, 'GET /workspace');
  await sql`alter table workspace_away rename to workspace`.execute(house.db);
  log.set('error', () => undefined);
  expect([answer.status, Object.keys(answer.body).sort(), Object.keys(answer.body.data)]).toEqual([500, ['code', 'data', 'message'], ['id']]);
  expect(JSON.stringify(answer.body)).not.toMatch(/workspace|relation|\.ts|at /i);
  expect(lines.filter((l) => l.includes(answer.body.data.id))).toHaveLength(1);
});

test('W-N6 alive says nothing of the database, ready does, with the age of what waits; the figures are there for machines', async () => {
  expect((await house.app!.inject('/health')).json()).toEqual({ ok: true });
  expect((await house.app!.inject('/ready')).json()).toEqual({ ok: true, queueSeconds: 0, oldestUnsentSeconds: 0 });
  await sql`select graphile_worker.add_job('test.waits', run_at => now() - interval '90 seconds')`.execute(house.db);
  expect((await house.app!.inject('/ready')).json().queueSeconds).toBeGreaterThanOrEqual(90);
  const { body, statusCode } = await house.app!.inject('/metrics');
  expect(statusCode).toBe(200);
  for (const figure of ['baton_queue_age_seconds 9', 'baton_mail_oldest_unsent_seconds 0', 'baton_mail_parked 0', 'baton_facts_parked 0', 'baton_jobs_dead 0', 'baton_request_seconds_count', 'baton_sockets']) expect(body).toContain(figure);
  expect((await house.app!.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(404);
  expect((await house.app!.inject({ url: '/metrics', headers: { 'x-forwarded-for': '127.0.0.1' } })).statusCode).toBe(404);
  await sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`.execute(house.db);
});

test('W-H13 prototypes are out of reach through JSON, queries and parameters, at every door', async () => {
  const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"name":"x"}';
  for (const { endpoint } of routes) {
    const [method, path] = endpoint.key.split(' ') as ['POST', string];
    const url = `/api${path.replace(/:\w+/g, '__proto__')}?__proto__[polluted]=1&constructor.prototype.polluted=1&constructor[prototype][polluted]=1`;
    const answer = await house.app!.inject({ method, url, headers: { host: 'localhost', origin: 'http://localhost', cookie: maya.cookie, ...(method === ('GET' as string) ? {} : { 'content-type': 'application/json' }) }, ...(method === ('GET' as string) ? {} : { payload: evil }) });
    expect(answer.statusCode, endpoint.key).not.toBe(500);
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  // Some of these doors sign out, rename and the like: whoever asks next is somebody else.
  maya = await person(house, { role: 'admin' });
});

test('W-K7 pages, arrays, texts and bodies beyond reason are refused as such, at once', async () => {
  const many = Array.from({ length: 1_000_000 }, () => 1);
  expect((await maya.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: many, change: { kind: 'close' } } })).status).toBe(413);
  expect((await maya.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: Array.from({ length: 501 }, () => newId()), change: { kind: 'close' } } })).status).toBe(400);
  for (const limit of [0, -1, 201, 1e9]) expect((await maya.call('GET /people', { query: { limit } })).status, String(limit)).toBe(400);
  for (const cursor of ['x'.repeat(301), '../../etc', '{}', "' or 1=1 --", `${'9'.repeat(200)}`]) expect((await maya.call('GET /tickets', { query: { view: 'all', cursor } })).status, cursor.slice(0, 20)).toBeLessThan(500);
  expect((await maya.call('GET /search', { query: { q: 'a'.repeat(201) } })).status).toBe(400);
  expect((await house.app!.inject({ url: `/api/tickets?${'tag=x&'.repeat(3000)}`, headers: { cookie: maya.cookie } })).statusCode).toBeLessThan(500);
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect((await house.app!.inject({ method: 'PATCH', url: '/api/me', payload: deep, headers: { host: 'localhost', origin: 'http://localhost', cookie: maya.cookie, 'content-type': 'application/json' } })).statusCode).toBe(400);
});

test('the pages and the policy agree: no script, style or handler stands in the page itself', () => {
  const page = readFileSync(new URL('../../src/app/index.html', import.meta.url), 'utf8');
  expect(page).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\son\w+=|javascript:/i);
});

test('W-N2 with an https address browsers are told to stay with it', async () => {
  const secure = await openTestHouse({ config: { publicUrl: 'https://desk.example.com' } });
  expect((await secure.app!.inject('/health')).headers['strict-transport-security']).toMatch(/max-age=31536000/);
  await secure.close();
});
