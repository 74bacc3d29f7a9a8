import { newId } from '../../core/ids.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { hashToken, newToken } from '../../core/server/secrets.ts';
import { KeyMade, KeyRevoked, scopeUnknown } from './contract.ts';
import { tables } from './tables.ts';

let known: ReadonlySet<string> = new Set();
/** The house says once which rooms have doors: `room:read` and `room:write` of each are the scopes there are. */
export const knowScopes = (rooms: Iterable<string>): void => { known = new Set([...rooms].flatMap((room) => [`${room}:read`, `${room}:write`])); };
export const scopesThere = (): readonly string[] => [...known].sort();

export function refuseUnknownScopes(scopes: readonly string[]): void {
  const unknown = scopes.filter((s) => !known.has(s));
  if (unknown.length) refuse(scopeUnknown, { scopes: unknown });
}

/** Makes a key that acts as a person or service. The secret is answered this once and kept as a hash only. */
export async function makeKey(tx: Tx, actor: PersonActor, what: { name: string; personId: string; kind: 'personal' | 'service'; scopes: readonly string[] }): Promise<{ id: string; secret: string }> {
  const id = newId();
  const secret = `bk_${newToken()}`;
  const scopes = [...new Set(what.scopes)].sort();
  await tables(tx).insertInto('keys').values({ id, name: what.name, person_id: what.personId, hash: hashToken(secret), hint: secret.slice(-4), scopes, made_by: actor.id, made_at: clock.now() }).execute();
  await record(tx, actor, KeyMade, { about: id, to: [`person:${what.personId}`, 'admins'], data: { name: what.name, person: what.personId, kind: what.kind, scopes } });
  return { id, secret };
}

/** Revokes one's own key, or as an admin any. */
export async function revokeKey(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const key = await tables(tx).selectFrom('keys').select(['name', 'person_id']).where('id', '=', id).where('revoked_at', 'is', null).forUpdate().executeTakeFirst();
  if (!key || (key.person_id !== actor.id && actor.role !== 'admin')) return refuse(notFound);
  await tables(tx).updateTable('keys').set({ revoked_at: clock.now() }).where('id', '=', id).execute();
  await record(tx, actor, KeyRevoked, { about: id, to: [`person:${key.person_id}`, 'admins'], data: { name: key.name, person: key.person_id } });
}

/** Revokes every key of somebody who goes. */
export async function revokeKeysOf(tx: Tx, actor: Actor, personId: string): Promise<void> {
  const keys = await tables(tx).updateTable('keys').set({ revoked_at: clock.now() }).where('person_id', '=', personId).where('revoked_at', 'is', null).returning(['id', 'name']).execute();
  for (const key of keys) await record(tx, actor, KeyRevoked, { about: key.id, to: [`person:${personId}`, 'admins'], data: { name: key.name, person: personId } });
}
