import { tooMany } from '../../core/refusals.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact, type Db } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { attempt, giveBack } from '../../core/server/limits.ts';
import { refuse } from '../../core/server/refusals.ts';
import { hashToken, newToken } from '../../core/server/secrets.ts';
import type { Out } from '../../core/contract.ts';
import { linkDead, SignInRefused, wrongCode, wrongSignIn } from './contract.ts';
import { isPassword } from './passwords.ts';
import { attackerKey } from './rules.ts';
import { countCode, takeCode } from './second-factors.ts';
import { openSession, type Browser } from './sessions.ts';
import { tables } from './tables.ts';

export type SignInStep = { step: 'done'; token: string } | { step: 'second-factor'; token: string };

const perAddress = { max: 5, seconds: 300 };
const perAccount = { max: 10, seconds: 900 };
const secondStepMs = 10 * 60_000;
const triesEach = 5;

/**
 * First half of a sign-in. Wrong ones are counted by network address (5 in 5 minutes) and by account (10 in 15), known or
 * not (W-H1); an unknown address takes the same steps and the same time as a wrong password (W-H2).
 */
export async function signIn(db: Db, browser: Browser, what: { email: string; password: string }): Promise<SignInStep> {
  const email = what.email.toLowerCase();
  const [from, to] = [`sign-in from ${attackerKey(browser.address)}`, `sign-in to ${hashToken(email)}`];
  const fromHere = await attempt(db, from, perAddress);
  // Who is stopped at their own address no longer uses up the account's tries: one attacker alone cannot lock anybody out.
  const toThem = fromHere.allowed ? await attempt(db, to, perAccount) : fromHere;
  const row = await tables(db).selectFrom('workspace')
    .leftJoin('people', (j) => j.on((e) => e.and([e(e.fn('lower', ['people.email']), '=', email), e('people.kind', '=', 'person')])))
    .leftJoin('passwords', 'passwords.person_id', 'people.id').leftJoin('second_factors', 'second_factors.person_id', 'people.id')
    .select(['workspace.id as workspace', 'people.id', 'people.deactivated_at', 'passwords.hash', 'second_factors.confirmed_at as factor']).executeTakeFirst();
  if (!row) return refuse(wrongSignIn);
  const about = row.id ?? row.workspace;
  if (!toThem.allowed) {
    // Written down once for each time a limit is reached, not for each knock on the closed door.
    const of = fromHere.allowed ? perAccount : perAddress;
    if (toThem.count === of.max + 1) await refused(db, about, 'too-many', browser);
    return refuse(tooMany, { retryAfter: toThem.retryAfter });
  }
  const right = await isPassword(row.hash, what.password);
  if (!right || !row.id || row.deactivated_at) {
    await refused(db, about, !row.id ? 'unknown' : right ? 'deactivated' : 'password', browser);
    return refuse(wrongSignIn);
  }
  for (const key of [from, to]) await giveBack(db, key);
  return row.factor ? { step: 'second-factor', token: await beginSecondStep(db, row.id, email) } : await done(db, row.id, browser, 'password');
}

async function beginSecondStep(db: Db, personId: string, email: string): Promise<string> {
  const token = newToken();
  await tables(db).insertInto('sign_in_tokens').values({ token: hashToken(token), kind: 'second-factor', person_id: personId, email, made_at: clock.now(), expires_at: new Date(clock.ms() + secondStepMs) }).execute();
  return token;
}

/** Second half: a code. A step is good for ten minutes and five tries. */
export async function signInWithCode(db: Db, browser: Browser, what: { token: string; code: string }): Promise<SignInStep> {
  const token = hashToken(what.token);
  const step = await tables(db).updateTable('sign_in_tokens').set((e) => ({ tries: e('tries', '+', 1) })).where('token', '=', token).where('kind', '=', 'second-factor')
    .where('expires_at', '>', clock.iso()).where('tries', '<', triesEach).returning('person_id').executeTakeFirst();
  if (!step) return refuse(linkDead);
  await countCode(db, step.person_id);
  const opened = await transact(db, async (tx) => {
    const by = await takeCode(tx, step.person_id, what.code);
    if (!by) return null;
    const gone = await tables(tx).deleteFrom('sign_in_tokens').where('token', '=', token).returning('token').executeTakeFirst();
    return gone ? await openSession(tx, step.person_id, browser, by) : null;
  });
  if (opened) return { step: 'done', token: opened.token };
  await refused(db, step.person_id, 'code', browser);
  return refuse(wrongCode);
}

const done = async (db: Db, personId: string, browser: Browser, by: 'password'): Promise<SignInStep> =>
  ({ step: 'done', token: (await transact(db, (tx) => openSession(tx, personId, browser, by))).token });

const refused = (db: Db, about: string, why: Out<typeof SignInRefused['data']>['why'], browser: Browser) =>
  transact(db, (tx) => record(tx, system('sign-in'), SignInRefused, { about, to: ['admins'], data: { why, ...browser } }));
