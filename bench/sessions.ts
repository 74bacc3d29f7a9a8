import type pg from 'pg';
import { openSecrets } from '../src/core/server/secrets.ts';
import { join } from 'node:path';
import { newId } from '../src/core/ids.ts';
import { sessionCookie, sessionMark } from '../src/rooms/people/access.ts';
import type { Desk } from '../test/desk.ts';

/** Signed-in browsers of people, made with the desk's own secret; answers their cookies. */
export async function signIn(desk: Desk, pool: pg.Pool, people: readonly string[]): Promise<string[]> {
  openSecrets(join(desk.data, 'secret'));
  const cookies: string[] = [];
  for (const person of people) {
    const token = newId() + newId();
    const now = new Date();
    await pool.query('insert into sessions (id, person_id, token, device, address, made_at, seen_at) values ($1, $2, $3, $4, $5, $6, $6)', [newId(), person, sessionMark(token), 'Bench', '127.0.0.1', now]);
    cookies.push(`${sessionCookie}=${token}`);
  }
  return cookies;
}
