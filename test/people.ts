import { newId } from '../src/core/ids.ts';
import { system, type PersonActor, type Role } from '../src/core/server/actor.ts';
import { clock } from '../src/core/server/clock.ts';
import { transact } from '../src/core/server/db.ts';
import { actorFor, sessionCookie } from '../src/rooms/people/access.ts';
import { addPerson } from '../src/rooms/people/people.ts';
import { openSession } from '../src/rooms/people/sessions.ts';
import { tables } from '../src/rooms/people/tables.ts';
import { makeTeam as makeTeamVerb } from '../src/rooms/people/teams.ts';
import type { TestHouse } from './house.ts';

// Answers are looked at by tests, which say themselves what they expect in them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Answer { readonly status: number; readonly body: any; readonly headers: Record<string, unknown> }
export interface Asked { readonly params?: Record<string, string>; readonly query?: Record<string, string | number>; readonly body?: unknown; readonly headers?: Record<string, string>; /** The network address it comes from. */ readonly from?: string }

/** One request to a house, as a browser on its own page makes it. */
export async function call(house: TestHouse, key: string, asked: Asked = {}): Promise<Answer> {
  const [method, path] = key.split(' ') as ['GET', string];
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(asked.params?.[name] ?? `:${name}`));
  const query = Object.fromEntries(Object.entries(asked.query ?? {}).map(([k, v]) => [k, String(v)]));
  const answer = await house.app!.inject({
    method, url: `/api${filled}`, query, remoteAddress: asked.from, headers: { host: 'localhost', ...(method === 'GET' ? {} : { origin: 'http://localhost' }), ...asked.headers },
    ...(asked.body === undefined ? {} : { payload: asked.body as object }),
  });
  const json = String(answer.headers['content-type'] ?? '').includes('json');
  return { status: answer.statusCode, body: json ? answer.json() : answer.body, headers: answer.headers };
}

/** The session cookie an answer sets, as `baton=…`; null when it sets none. */
export function cookieOf(answer: Answer): string | null {
  const set = [answer.headers['set-cookie'] ?? []].flat() as string[];
  return set.find((c) => c.startsWith(`${sessionCookie}=`) && !c.startsWith(`${sessionCookie}=;`))?.split(';')[0] ?? null;
}

export interface TestPerson {
  readonly id: string;
  readonly email: string;
  /** As `baton=TOKEN`, for a `cookie` header. */
  readonly cookie: string;
  /** Who they are for verbs, with the rights they had when made; `fresh()` looks again. */
  readonly actor: PersonActor;
  fresh(): Promise<PersonActor>;
  /** `maya.call('POST /tickets/:id/close', {params, body})`: signed in, from the desk's own page. */
  call(key: string, asked?: Asked): Promise<Answer>;
}

let count = 0;

/** Makes a teammate and signs them in. */
export async function person(house: TestHouse, what: { name?: string; role?: Role; email?: string; teams?: readonly { id: string; lead?: boolean }[]; zone?: string } = {}): Promise<TestPerson> {
  const name = what.name ?? `Teammate ${++count}`;
  const email = what.email ?? `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}.${++count}@desk.example`;
  const id = newId();
  const token = await transact(house.db, async (tx) => {
    await addPerson(tx, system('test'), { id, name, email, role: what.role ?? 'agent', teams: what.teams, zone: what.zone });
    return (await openSession(tx, id, { device: 'Test', address: '127.0.0.1' }, 'password')).token;
  });
  const cookie = `${sessionCookie}=${token}`;
  const session = (await tables(house.db).selectFrom('sessions').select('id').where('person_id', '=', id).executeTakeFirstOrThrow()).id;
  const fresh = async () => ({ ...(await actorFor(house.db, id))!, session });
  return { id, email, cookie, actor: await fresh(), fresh, call: (key, asked = {}) => call(house, key, { ...asked, headers: { cookie, ...asked.headers } }) };
}

/** Makes a team without members. */
export async function makeTeam(house: TestHouse, name: string, what: { visibility?: 'open' | 'closed'; sign?: string } = {}): Promise<{ id: string; name: string }> {
  const id = await transact(house.db, (tx) => makeTeamVerb(tx, system('test'), { name, ...what }));
  return { id, name };
}

/** The workspace row, for tests of what needs its name. Made once for a house. */
export async function makeWorkspace(house: TestHouse, name = 'Hearth & Home'): Promise<string> {
  const id = newId();
  await tables(house.db).insertInto('workspace').values({ id, name, made_at: clock.now() }).execute();
  return id;
}
