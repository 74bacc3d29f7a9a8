import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact, type Db, type Reads, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { limit } from '../../core/server/limits.ts';
import { refuse } from '../../core/server/refusals.ts';
import { seal, sign, unseal } from '../../core/server/secrets.ts';
import { SecondFactorChanged, secondFactorOff, secondFactorOn, wrongCode } from './contract.ts';
import { graveNotice } from './letters.ts';
import { makeSure } from './passwords.ts';
import { tables } from './tables.ts';

const stepMs = 30_000;
const recoveryCodes = 10;

/** At most 10 codes a minute and 30 an hour for one person, whoever types them (W-H1). */
export async function countCode(db: Db, personId: string): Promise<void> {
  await limit(db, `code ${personId}`, { max: 10, seconds: 60 });
  await limit(db, `code-hour ${personId}`, { max: 30, seconds: 3600 });
}

const totp = (secret: string, label = '', issuer = 'Baton'): TOTP => new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) });
const markOf = (personId: string, code: string): string => sign('recovery-code', `${personId} ${code.toLowerCase().replace(/[^a-z2-7]/g, '')}`);

/** Begins: a fresh secret that counts for nothing until its first code is confirmed. */
export async function beginSecondFactor(db: Db, actor: PersonActor, password: string): Promise<{ secret: string; url: string }> {
  await makeSure(db, actor, password);
  const secret = new Secret({ size: 20 }).base32;
  return await transact(db, async (tx) => {
    const person = await tables(tx).selectFrom('people').innerJoin('workspace', (j) => j.onTrue()).select(['people.email', 'workspace.name as workspace']).where('people.id', '=', actor.id).executeTakeFirstOrThrow();
    const row = { secret: seal('second-factor', secret), made_at: clock.now(), confirmed_at: null, last_step: 0 };
    const begun = await tables(tx).insertInto('second_factors').values({ person_id: actor.id, ...row })
      .onConflict((c) => c.column('person_id').doUpdateSet(row).where('second_factors.confirmed_at', 'is', null)).returning('person_id').executeTakeFirst();
    if (!begun) refuse(secondFactorOn);
    return { secret, url: totp(secret, person.email, person.workspace).toString() };
  });
}

/** Turns it on with a first right code; answers the recovery codes. */
export async function confirmSecondFactor(db: Db, actor: PersonActor, code: string): Promise<string[]> {
  await countCode(db, actor.id);
  return await transact(db, async (tx) => {
    const factor = await tables(tx).selectFrom('second_factors').select('confirmed_at').where('person_id', '=', actor.id).forUpdate().executeTakeFirst();
    if (!factor) return refuse(secondFactorOff);
    if (factor.confirmed_at) return refuse(secondFactorOn);
    if (!(await takeStep(tx, actor.id, code))) return refuse(wrongCode);
    await tables(tx).updateTable('second_factors').set({ confirmed_at: clock.now() }).where('person_id', '=', actor.id).execute();
    await record(tx, actor, SecondFactorChanged, { about: actor.id, to: [`person:${actor.id}`, 'admins'], data: { on: true } });
    return await writeCodes(tx, actor.id);
  });
}

/** New recovery codes; the old ones die. */
export async function renewCodes(db: Db, actor: PersonActor, password: string): Promise<string[]> {
  await makeSure(db, actor, password);
  return await transact(db, async (tx) => {
    const on = await tables(tx).selectFrom('second_factors').select('person_id').where('person_id', '=', actor.id).where('confirmed_at', 'is not', null).forUpdate().executeTakeFirst();
    return on ? await writeCodes(tx, actor.id) : refuse(secondFactorOff);
  });
}

/** Turns it off, for oneself or (admins) for somebody who lost it; a mail tells them. */
export async function dropSecondFactor(tx: Tx, actor: Actor, personId: string): Promise<void> {
  await tables(tx).deleteFrom('recovery_codes').where('person_id', '=', personId).execute();
  const gone = await tables(tx).deleteFrom('second_factors').where('person_id', '=', personId).returning('confirmed_at').executeTakeFirst();
  if (!gone?.confirmed_at) refuse(secondFactorOff);
  await record(tx, actor, SecondFactorChanged, { about: personId, to: [`person:${personId}`, 'admins'], data: { on: false } });
  await graveNotice(tx, actor, personId, 'second-factor');
}

/** Takes a code at sign-in, each once only (W-H11): from the app, or a recovery code. Answers which, or null. */
export async function takeCode(tx: Tx, personId: string, code: string): Promise<'second-factor' | 'recovery-code' | null> {
  if (await takeStep(tx, personId, code)) return 'second-factor';
  const used = await tables(tx).updateTable('recovery_codes').set({ used_at: clock.now() }).where('person_id', '=', personId).where('code', '=', markOf(personId, code)).where('used_at', 'is', null).returning('code').executeTakeFirst();
  return used ? 'recovery-code' : null;
}

/** Within one step of now, and newer than any code taken before. The row lock makes two at once one after the other. */
async function takeStep(tx: Tx, personId: string, code: string): Promise<boolean> {
  const factor = await tables(tx).selectFrom('second_factors').select(['secret', 'last_step']).where('person_id', '=', personId).forUpdate().executeTakeFirst();
  const secret = factor && unseal('second-factor', factor.secret);
  const token = code.replace(/\s/g, '');
  if (!secret || !/^\d{6}$/.test(token)) return false;
  const delta = totp(secret).validate({ token, timestamp: clock.ms(), window: 1 });
  if (delta === null) return false;
  const step = Math.floor(clock.ms() / stepMs) + delta;
  if (step <= factor.last_step) return false;
  await tables(tx).updateTable('second_factors').set({ last_step: step }).where('person_id', '=', personId).execute();
  return true;
}

async function writeCodes(tx: Tx, personId: string): Promise<string[]> {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  const codes = Array.from({ length: recoveryCodes }, () => Array.from(randomBytes(12), (b) => letters[b & 31]).join('').replace(/(.{6})/, '$1-'));
  await tables(tx).deleteFrom('recovery_codes').where('person_id', '=', personId).execute();
  await tables(tx).insertInto('recovery_codes').values(codes.map((c) => ({ person_id: personId, code: markOf(personId, c) }))).execute();
  return codes;
}

export async function secondFactorOf(db: Reads, personId: string): Promise<{ on: boolean; codesLeft: number }> {
  const factor = await tables(db).selectFrom('second_factors').select('person_id').where('person_id', '=', personId).where('confirmed_at', 'is not', null).executeTakeFirst();
  if (!factor) return { on: false, codesLeft: 0 };
  const left = await tables(db).selectFrom('recovery_codes').select(({ fn }) => fn.countAll<number>().as('n')).where('person_id', '=', personId).where('used_at', 'is', null).executeTakeFirstOrThrow();
  return { on: true, codesLeft: left.n };
}
