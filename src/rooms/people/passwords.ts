import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact, type Db, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { giveBack, limit } from '../../core/server/limits.ts';
import { refuse } from '../../core/server/refusals.ts';
import { PasswordChanged, weakPassword, wrongPassword } from './contract.ts';
import { graveNotice } from './letters.ts';
import { isOwnName, isPlain } from './rules.ts';
import { endSessions } from './sessions.ts';
import { tables } from './tables.ts';
import { isCommon } from './weak-passwords.ts';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
// RFC 7914; the strength that OWASP's password storage cheat sheet sets for scrypt, 32 MB and about a tenth of a second.
const cost = { N: 2 ** 15, r: 8, p: 3 };
const optionsOf = (c: typeof cost): ScryptOptions => ({ ...c, maxmem: 256 * c.N * c.r });
const keyBytes = 32;
const plain = (password: string): string => password.normalize('NFKC');

/** `scrypt$N$r$p$salt$key`: carries its cost, so that a stronger one can come later. The password is never cut. */
export async function hashPassword(password: string, at = cost): Promise<string> {
  const salt = randomBytes(16);
  const derived = await derive(plain(password), salt, keyBytes, optionsOf(at));
  return ['scrypt', at.N, at.r, at.p, salt.toString('base64url'), derived.toString('base64url')].join('$');
}

/** Stands in where there is no password, so that an unknown account costs the same time as a known one (W-H2). */
const decoy = `scrypt$${cost.N}$${cost.r}$${cost.p}$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(keyBytes).toString('base64url')}`;

/** Whether the password is right. With nothing to compare to it works as long and says no. */
export async function isPassword(hash: string | null | undefined, password: string): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (hash ?? decoy).split('$');
  const wanted = Buffer.from(key, 'base64url');
  const derived = await derive(plain(password), Buffer.from(salt, 'base64url'), wanted.length, optionsOf({ N: Number(N), r: Number(r), p: Number(p) }));
  return timingSafeEqual(derived, wanted) && Boolean(hash);
}

/** Refuses passwords that everybody tries first, and those made of the person's own names (W-H12). */
export function refuseWeak(password: string, own: readonly string[]): void {
  const normal = plain(password);
  if (isCommon(normal) || isCommon(normal.replace(/[^\p{L}]+$/u, '')) || isPlain(normal)) refuse(weakPassword, { why: 'common' });
  if (isOwnName(normal, own)) refuse(weakPassword, { why: 'own-name' });
}

/** Sets a password that was looked at and hashed; open links for it die, the person's other sessions end (W-H8), and a mail tells them. */
export async function setPassword(tx: Tx, actor: Actor, personId: string, hash: string, how: 'set-up' | 'changed' | 'reset' | 'command'): Promise<void> {
  const row = { hash, changed_at: clock.now() };
  await tables(tx).insertInto('passwords').values({ person_id: personId, ...row }).onConflict((c) => c.column('person_id').doUpdateSet(row)).execute();
  if (how === 'set-up') return;
  await tables(tx).deleteFrom('sign_in_tokens').where('person_id', '=', personId).where('kind', 'in', ['reset', 'second-factor']).execute();
  const here = actor.kind === 'person' && actor.id === personId && how === 'changed' ? actor.session : undefined;
  await endSessions(tx, actor, personId, { but: here }, 'password');
  await record(tx, actor, PasswordChanged, { about: personId, to: [`person:${personId}`, 'admins'], data: { how } });
  await graveNotice(tx, actor, personId, 'password');
}

/** Makes sure that it is really them before something grave: asks their password once more, at most 10 wrong ones in 15 minutes. */
export async function makeSure(db: Db, actor: PersonActor, password: string): Promise<void> {
  const key = `password ${actor.id}`;
  await limit(db, key, { max: 10, seconds: 900 });
  const row = await tables(db).selectFrom('passwords').select('hash').where('person_id', '=', actor.id).executeTakeFirst();
  if (!(await isPassword(row?.hash, password))) refuse(wrongPassword);
  await giveBack(db, key);
}

/** Changes one's own password. */
export async function changePassword(db: Db, actor: PersonActor, what: { current: string; password: string }): Promise<void> {
  await makeSure(db, actor, what.current);
  refuseWeak(what.password, await namesOf(db, actor.id));
  const hash = await hashPassword(what.password);
  await transact(db, (tx) => setPassword(tx, actor, actor.id, hash, 'changed'));
}

/** The words a person's password must not be made of. */
export async function namesOf(db: Db, personId: string): Promise<string[]> {
  const row = await tables(db).selectFrom('people').leftJoin('workspace', (j) => j.onTrue()).select(['people.name', 'people.email', 'workspace.name as workspace']).where('people.id', '=', personId).executeTakeFirst();
  return row ? [row.name, row.email, row.workspace ?? ''] : [];
}
