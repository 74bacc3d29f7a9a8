import sanitizeHtml from 'sanitize-html';
import { newId } from '../../core/ids.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor, Role } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { lockName, type Reads, type Tx } from '../../core/server/db.ts';
import { attachFiles } from '../../core/server/files.ts';
import { askAll, port } from '../../core/server/gates.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { deactivated, emailTaken, lastAdmin, PersonChanged, PersonDeactivated, PersonJoined, PersonReactivated } from './contract.ts';
import { revokeKeysOf } from './keys.ts';
import { endSessions } from './sessions.ts';
import { tables } from './tables.ts';
import { putMember } from './teams.ts';

/** Higher rooms reply what a teammate still owns: `{kind: 'ticket', count: 12, say: '12 open tickets'}`. */
export const peopleOwn = port<{ personId: string }, { kind: string; count: number; say: string }>('people.own');

export interface NewPerson {
  readonly id?: string; readonly kind?: 'person' | 'service'; readonly name: string; readonly email?: string; readonly role: Role; readonly title?: string;
  readonly zone?: string; readonly language?: string; readonly signature?: string; readonly teams?: readonly { id: string; lead?: boolean }[];
}

/** Takes somebody in. Without a password they sign in by an invitation or reset link only. Answers their id. */
export async function addPerson(tx: Tx, actor: Actor, what: NewPerson): Promise<string> {
  const id = what.id ?? newId();
  const kind = what.kind ?? 'person';
  const made = await tables(tx).insertInto('people').values({
    id, kind, name: what.name, email: what.email ?? '', role: what.role, title: what.title ?? '', zone: knownZone(what.zone), language: what.language ?? 'en',
    signature: cleanSignature(what.signature ?? ''), made_at: clock.now(),
  }).onConflict((c) => c.doNothing()).returning('id').executeTakeFirst();
  if (!made) return refuse(emailTaken);
  await record(tx, actor, PersonJoined, { about: id, to: ['staff'], data: { name: what.name, role: what.role, kind } });
  for (const team of what.teams ?? []) await putMember(tx, actor, team.id, id, team.lead ?? false);
  return id;
}

export interface PersonChange { readonly name?: string; readonly title?: string; readonly zone?: string; readonly language?: string; readonly skills?: string[]; readonly signature?: string }

/** Changes what a person is shown as. */
export async function changePerson(tx: Tx, actor: PersonActor, id: string, change: PersonChange): Promise<void> {
  const { signature, ...seen } = change;
  const set = { ...seen, ...(seen.zone === undefined ? {} : { zone: knownZone(seen.zone) }) };
  const row = { ...set, ...(signature === undefined ? {} : { signature: cleanSignature(signature) }) };
  if (!Object.keys(row).length) return;
  const changed = await tables(tx).updateTable('people').set(row).where('id', '=', id).returning('id').executeTakeFirst();
  if (!changed) refuse(notFound);
  await record(tx, actor, PersonChanged, { about: id, to: ['staff'], data: { set } });
}

/** Sets one's picture to an image one uploaded, or takes it away. */
export async function changePicture(tx: Tx, actor: PersonActor, fileId: string | null): Promise<void> {
  if (fileId) {
    const [file] = await attachFiles(tx, [fileId], { kind: 'person', id: actor.id }, actor.id);
    if (!file?.type.startsWith('image/')) refuse(notFound);
  }
  await tables(tx).updateTable('people').set({ picture: fileId }).where('id', '=', actor.id).execute();
  await record(tx, actor, PersonChanged, { about: actor.id, to: ['staff'], data: { set: { picture: fileId } } });
}

/** Gives a teammate another role; the last admin keeps theirs (W-G11). Their open sockets hear anew what they may. */
export async function changeRole(tx: Tx, actor: Actor, id: string, role: Role): Promise<void> {
  const person = await held(tx, id);
  if (person.deactivated_at) refuse(deactivated);
  if (person.role === role) return;
  if (person.role === 'admin' && person.kind === 'person') await keepAnAdmin(tx, id);
  await tables(tx).updateTable('people').set({ role }).where('id', '=', id).execute();
  await record(tx, actor, PersonChanged, { about: id, to: ['staff'], data: { set: { role }, roleBefore: person.role as Role } });
}

/** Ends a teammate's access at once: sessions, sockets, keys (W-G10). What they own stays theirs until handed over; answers it. */
export async function deactivate(tx: Tx, actor: Actor, id: string): Promise<{ kind: string; count: number; say: string }[]> {
  const person = await held(tx, id);
  if (!person.deactivated_at) {
    if (person.role === 'admin' && person.kind === 'person') await keepAnAdmin(tx, id);
    await tables(tx).updateTable('people').set({ deactivated_at: clock.now() }).where('id', '=', id).execute();
    await tables(tx).deleteFrom('sign_in_tokens').where('person_id', '=', id).execute();
    await endSessions(tx, actor, id, {}, 'deactivated');
    await revokeKeysOf(tx, actor, id);
    await record(tx, actor, PersonDeactivated, { about: id, to: ['staff'], data: { name: person.name } });
  }
  return await ownedBy(tx, actor, id);
}

export async function reactivate(tx: Tx, actor: Actor, id: string): Promise<void> {
  const person = await held(tx, id);
  if (!person.deactivated_at) return;
  await tables(tx).updateTable('people').set({ deactivated_at: null }).where('id', '=', id).execute();
  await record(tx, actor, PersonReactivated, { about: id, to: ['staff'], data: { name: person.name } });
}

/** What a teammate owns, room by room; nothing is left out by naming nobody. */
export const ownedBy = async (db: Reads, actor: Actor, personId: string) => (await askAll(db, actor, peopleOwn, { personId })).filter((o) => o.count > 0);

/** Roles and departures change one after another, so that two admins who leave at once cannot both be "not the last". */
async function held(tx: Tx, id: string) {
  await lockName(tx, 'roles');
  return (await tables(tx).selectFrom('people').select(['name', 'role', 'kind', 'deactivated_at']).where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse(notFound);
}

async function keepAnAdmin(tx: Tx, leaving: string): Promise<void> {
  const admins = await tables(tx).selectFrom('people').select('id').where('role', '=', 'admin').where('kind', '=', 'person').where('deactivated_at', 'is', null).where('id', '!=', leaving).limit(1).execute();
  if (!admins.length) refuse(lastAdmin);
}

/** A time zone this server knows; anything else is UTC. */
function knownZone(zone: string | undefined): string {
  try { return zone ? new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone : 'UTC'; } catch { return 'UTC'; }
}

/** A signature keeps words, links and light marks; no pictures from elsewhere, no style. */
export const cleanSignature = (html: string): string => sanitizeHtml(html, {
  allowedTags: ['p', 'br', 'b', 'strong', 'i', 'em', 'u', 's', 'a', 'ul', 'ol', 'li', 'blockquote', 'code'], allowedAttributes: { a: ['href'] }, allowedSchemes: ['https', 'http', 'mailto', 'tel'],
});
