import { system, type Actor, type PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact, type Db, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { enqueue } from '../../core/server/jobs.ts';
import { attempt } from '../../core/server/limits.ts';
import { refuse } from '../../core/server/refusals.ts';
import { hashToken, newToken } from '../../core/server/secrets.ts';
import { actorFor } from './access.ts';
import { EmailChanged, emailTaken, linkDead } from './contract.ts';
import { addressNotice, newAddressLetter, resetLetter } from './letters.ts';
import { hashPassword, makeSure, namesOf, refuseWeak, setPassword } from './passwords.ts';
import { tables } from './tables.ts';

const hourMs = 3600_000;
const mailsAnHour = { max: 5, seconds: 3600 };
export const sendReset = { name: 'people.send-reset', attempts: 10 } as const;

/** Asks for a reset link. Who is known is found out later, by a worker: this answers the same in the same time for all (W-H2). */
export async function askReset(db: Db, email: string): Promise<void> {
  const address = email.toLowerCase();
  const { allowed } = await attempt(db, `reset ${hashToken(address)}`, mailsAnHour);
  await enqueue(db, sendReset, allowed ? { email: address } : { email: '' });
}

/** Mails a reset link when somebody active has this address; called by the job. */
export async function mailReset(db: Db, email: string): Promise<void> {
  if (!email) return;
  await transact(db, async (tx) => {
    const person = await tables(tx).selectFrom('people').select(['id', 'name', 'email']).where((e) => e(e.fn('lower', ['email']), '=', email)).where('kind', '=', 'person').where('deactivated_at', 'is', null).executeTakeFirst();
    if (person) await resetLetter(tx, person, await makeResetToken(tx, person));
  });
}

/** A token that sets a new password once within an hour, while the address stays the same; earlier ones die. */
export async function makeResetToken(tx: Tx, person: { id: string; email: string }): Promise<string> {
  await tables(tx).deleteFrom('sign_in_tokens').where('person_id', '=', person.id).where('kind', '=', 'reset').execute();
  return await writeToken(tx, 'reset', person.id, person.email);
}

/** Sets a new password with a token; all sessions end. The second factor stays. */
export async function reset(db: Db, token: string, password: string): Promise<void> {
  const found = await liveToken(db, 'reset', token).executeTakeFirst();
  if (!found) return refuse(linkDead);
  refuseWeak(password, await namesOf(db, found.person_id));
  const hash = await hashPassword(password);
  await transact(db, async (tx) => {
    const used = await liveToken(tx, 'reset', token).forUpdate('sign_in_tokens').executeTakeFirst();
    const actor: Actor | null = used ? await actorFor(tx, used.person_id) : null;
    if (!used || !actor) return refuse(linkDead);
    await setPassword(tx, actor, used.person_id, hash, 'reset');
  });
}

/** Asks to sign in with another address from now on. */
export async function askNewAddress(db: Db, actor: PersonActor, what: { email: string; password: string }): Promise<void> {
  await makeSure(db, actor, what.password);
  await transact(db, async (tx) => {
    const me = await tables(tx).selectFrom('people').select(['id', 'name', 'email']).where('id', '=', actor.id).executeTakeFirstOrThrow();
    await refuseTaken(tx, what.email, actor.id);
    await tables(tx).deleteFrom('sign_in_tokens').where('person_id', '=', actor.id).where('kind', '=', 'email').execute();
    await newAddressLetter(tx, { ...me, email: what.email }, await writeToken(tx, 'email', actor.id, what.email));
    await addressNotice(tx, me, 'asked');
  });
}

/** The new address is theirs: it takes the old one's place, and every open link to the old one dies (W-H3). */
export async function confirmAddress(db: Db, token: string): Promise<void> {
  await transact(db, async (tx) => {
    const row = await tables(tx).deleteFrom('sign_in_tokens').where('token', '=', hashToken(token)).where('kind', '=', 'email').where('expires_at', '>', clock.iso()).returning(['person_id', 'email']).executeTakeFirst();
    const old = row && (await tables(tx).selectFrom('people').select(['id', 'name', 'email']).where('id', '=', row.person_id).where('deactivated_at', 'is', null).forUpdate().executeTakeFirst());
    if (!row || !old) return refuse(linkDead);
    await refuseTaken(tx, row.email, old.id);
    await tables(tx).updateTable('people').set({ email: row.email }).where('id', '=', old.id).execute();
    await tables(tx).deleteFrom('sign_in_tokens').where('person_id', '=', old.id).execute();
    await addressNotice(tx, old, 'changed');
    await record(tx, system('address confirmed'), EmailChanged, { about: old.id, to: ['staff'], data: {} });
  });
}

async function refuseTaken(tx: Tx, email: string, but: string): Promise<void> {
  const other = await tables(tx).selectFrom('people').select('id').where((e) => e(e.fn('lower', ['email']), '=', email.toLowerCase())).where('kind', '=', 'person').where('id', '!=', but).executeTakeFirst();
  if (other) refuse(emailTaken);
}

async function writeToken(tx: Tx, kind: 'reset' | 'email', personId: string, email: string): Promise<string> {
  const token = newToken();
  await tables(tx).insertInto('sign_in_tokens').values({ token: hashToken(token), kind, person_id: personId, email, made_at: clock.now(), expires_at: new Date(clock.ms() + hourMs) }).execute();
  return token;
}

const liveToken = (db: Db | Tx, kind: 'reset', token: string) => tables(db).selectFrom('sign_in_tokens').innerJoin('people', 'people.id', 'sign_in_tokens.person_id')
  .select(['sign_in_tokens.person_id']).where('token', '=', hashToken(token)).where('sign_in_tokens.kind', '=', kind).where('expires_at', '>', clock.iso())
  .whereRef('people.email', '=', 'sign_in_tokens.email').where('people.deactivated_at', 'is', null);
