import { sql } from 'kysely';
import type { Fact, Out } from '../../core/contract.ts';
import { transact, type Db, type Reads } from '../../core/server/db.ts';
import type { Recorded } from '../../core/server/journal.ts';
import { coveredNow, reachable } from '../shifts/availability.ts';
import { mailNow, type Loud } from './loud-mails.ts';
import type { Matter } from './matters.ts';
import { notify } from './notifications.ts';
import { preferencesFrom } from './preferences.ts';
import { eachOnce, wantsAny, type Kind } from './rules.ts';
import { tables } from './tables.ts';

export type Said = readonly (readonly [string | null | undefined, Kind])[];

/** Tells everybody a fact about a ticket concerns, each in a transaction of their own: one person's trouble is not another's. What is `loud` goes by mail at once too. */
export async function tellAll(db: Db, fact: Recorded, entryId: string, said: Said, loud: Loud = 'app'): Promise<void> {
  const standing = await standIns(db, said);
  const pressing = said.filter(([, kind]) => !mayWait.includes(kind));
  const concerned = eachOnce([...pressing, ...standing.map(([cover, kind]) => [cover, kind] as const), ...said], fact.actor.kind === 'person' ? fact.actor.id : null);
  const forWhom = (person: string, kind: Kind) => (pressing.some(([one]) => one === person) && !ofOwner.includes(kind) ? null : standing.find(([one]) => one === person)?.[2] ?? null);
  const wanted = await wanting(db, concerned);
  for (const [person, kind] of concerned) if (wanted.has(person)) await transact(db, (tx) => notify(tx, person, kind, fact, { entryId }, forWhom(person, kind)));
  await mailNow(db, fact, wanted, loud);
}

/** The same for a fact about another thing. Nobody stands in: a shift, a handover or leave is one's own. */
export async function tellOfMatter(db: Db, fact: Recorded, matter: Matter, said: Said): Promise<void> {
  const concerned = eachOnce(said, fact.actor.kind === 'person' ? fact.actor.id : null);
  for (const person of await wanting(db, concerned)) await transact(db, (tx) => notify(tx, person, concerned.get(person)!, fact, matter));
}

/** What wants something of somebody who is away is told to who stands in for them too (S6); what merely happens is not. */
const mayWait: readonly Kind[] = ['note', 'teammate-replied', 'new-in-team', 'participant-proposed'];
/** Who follows a ticket hears of these as a follower too; who stands in hears of them for its owner. */
const ofOwner: readonly Kind[] = ['customer-replied', 'woke', 'sla', 'reply-failed'];
async function standIns(db: Reads, said: Said): Promise<(readonly [cover: string | null, kind: Kind, away: string])[]> {
  if (said.every(([, kind]) => mayWait.includes(kind))) return [];
  const away = new Set((await coveredNow(db)).map((a) => a.personId));
  return await Promise.all(said.flatMap(([person, kind]) => (person && away.has(person) && !mayWait.includes(kind) ? [reachable(db, person).then((cover) => [cover, kind, person] as const)] : [])));
}

/** Those among them who want to be told of it at all, in one read: of most things most people do not. Services have nobody who reads. */
async function wanting(db: Reads, concerned: ReadonlyMap<string, Kind>): Promise<Set<string>> {
  if (!concerned.size) return new Set();
  const { rows } = await sql<{ id: string; data: unknown }>`/* hot */ select p.id, c.data from people p left join notification_preferences c on c.person_id = p.id
    where p.id = any(${[...concerned.keys()]}::uuid[]) and p.kind = 'person' and p.deactivated_at is null`.execute(tables(db));
  return new Set(rows.filter(({ id, data }) => wantsAny(preferencesFrom(data), concerned.get(id)!)).map((r) => r.id));
}

type Tell<F extends Fact> = (db: Db, fact: Recorded<Out<F['data']>>) => Promise<void>;
/** One line of a table: whom a fact concerns, and as what. */
export const on = <F extends Fact>(fact: F, run: Tell<F>) => ({ fact: fact as Fact, run: run as unknown as (db: Db, fact: Recorded) => Promise<void> });
