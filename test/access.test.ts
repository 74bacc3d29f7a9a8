import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../src/app/rooms.ts';
import type { Role } from '../src/core/server/actor.ts';
import { newId } from '../src/core/ids.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { call, makeWorkspace, person, type Answer, type TestPerson } from './people.ts';

const roles: readonly Role[] = ['collaborator', 'agent', 'lead', 'admin'];
const rank = { teammate: 0, agent: 1, lead: 2, admin: 3 } as const;
/** Doors that need nobody signed in. A new one must be added here on purpose. */
const publicDoors = [
  'GET /workspace', 'POST /workspace', 'POST /workspace/demo', 'POST /demo/enter', 'POST /sign-in', 'POST /sign-in/second-factor',
  // The frame that shows a mail sends no cookie; the link is signed by this server and runs out (W-J5).
  'GET /images',
  // A link in a mail, signed by this server; all it can do is turn such mails off.
  'GET /notifications/mail-off', 'POST /notifications/mail-off',
  // Links from mails: a token of 256 bits, for one person, used once.
  'POST /approval-links/look', 'POST /approval-links/decide',
  // What calendars read: a secret of 256 bits in the address, one person's, renewed at will.
  'GET /rota-feeds/:token',
  'POST /password/forgot', 'POST /password/reset', 'POST /email/confirm', 'POST /invitations/look', 'POST /invitations/accept',
];

let house: TestHouse;
const at = new Map<Role, TestPerson>();
const keys = new Map<string, string>();
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  for (const role of roles) at.set(role, await person(house, { role }));
  keys.set('read', (await at.get('admin')!.call('POST /keys', { body: { kind: 'personal', name: 'r', scopes: [...new Set(routes.map((r) => `${r.room}:read`))] } })).body.secret);
  keys.set('nothing here', (await at.get('admin')!.call('POST /keys', { body: { kind: 'personal', name: 'o', scopes: ['people:read'] } })).body.secret);
});
afterAll(() => house.close());

const params = (key: string) => Object.fromEntries([...key.matchAll(/:(\w+)/g)].map(([, name]) => [name!, newId()]));
/** Knocks with nothing in hand: who may not enter is sent away before anything is looked at; who may, meets another answer. */
const knock = (key: string, headers: Record<string, string> = {}): Promise<Answer> => call(house, key, { params: params(key), headers });
const sentAway = (answer: Answer): boolean => ['request.sign-in-needed', 'request.forbidden'].includes(answer.body?.code as string);

test('W-G1 the public doors are these and no others', () => {
  expect(routes.filter((r) => r.endpoint.spec.door === 'public').map((r) => r.endpoint.key).sort()).toEqual([...publicDoors].sort());
});

test('no two endpoints share a door', () => {
  const all = routes.map((r) => r.endpoint.key.replace(/:\w+/g, ':'));
  expect(all.filter((k, i) => all.indexOf(k) !== i)).toEqual([]);
});

describe.each(routes.filter((r) => r.endpoint.spec.door !== 'public').map((r) => ({ key: r.endpoint.key, room: r.room, door: r.endpoint.spec.door as keyof typeof rank, byKey: r.endpoint.spec.keys !== false })))('$key', ({ key, room, door, byKey }) => {
  test('W-G1 nobody is asked to sign in', async () => {
    expect((await knock(key)).body.code).toBe('request.sign-in-needed');
    expect((await knock(key, { cookie: `baton=${'x'.repeat(43)}` })).body.code).toBe('request.sign-in-needed');
  });

  test(`W-G1 roles below ${door} are refused`, async () => {
    for (const role of roles) {
      if (rank[door] <= roles.indexOf(role)) continue;
      expect((await knock(key, { cookie: at.get(role)!.cookie })).body.code, role).toBe('request.forbidden');
    }
  });

  test('W-G12 a key without the scope is refused', async () => {
    const reads = key.startsWith('GET ');
    const bearer = (name: string) => ({ authorization: `Bearer ${keys.get(name)}` });
    if (!reads || !byKey) expect((await knock(key, bearer('read'))).body.code).toBe('request.forbidden');
    if (room !== 'people' || !reads || !byKey) expect((await knock(key, bearer('nothing here'))).body.code).toBe('request.forbidden');
  });

  test('W-H9 a write from another site is refused', async () => {
    if (key.startsWith('GET ')) return;
    expect((await knock(key, { cookie: at.get('admin')!.cookie, origin: 'https://evil.example' })).body.code).toBe('request.foreign-origin');
  });
});

test('the least role a door asks for gets in, where reading changes nothing', async () => {
  for (const { endpoint } of routes.filter((r) => r.endpoint.key.startsWith('GET ') && r.endpoint.spec.door !== 'public')) {
    const least = roles[rank[endpoint.spec.door as keyof typeof rank]]!;
    const answer = await knock(endpoint.key, { cookie: at.get(least)!.cookie });
    expect(sentAway(answer), `${endpoint.key} as ${least}`).toBe(false);
    expect(answer.status, endpoint.key).toBeLessThan(500);
  }
});
