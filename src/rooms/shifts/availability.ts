import { sql } from 'kysely';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { lockName, type Reads, type Tx } from '../../core/server/db.ts';
import { ask } from '../../core/server/gates.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { maySetFor } from './access.ts';
import { AvailabilityChanged, cannotCover, maySetAvailability, notYourTeam, shiftSettings, stateGone, untilPast } from './contract.ts';
import { holds, isAway, isOffQueue, isPlain, offQueue, standIn, type Availability, type BySource, type Said, type Saying, type Source, type State } from './rules.ts';
import { tables } from './tables.ts';

interface Row { person_id: string; source: Source; state: State; state_id: string | null; label: string | null; until: string | null; note: string; cover_id: string | null; at: string }
const sayingOf = (r: Row): Saying => ({ source: r.source, at: Date.parse(r.at), state: r.state, stateId: r.state_id, label: r.label, until: r.until, note: r.note, coverId: r.cover_id });

/** What every source says of some people, or (null) of everybody of whom something other than plainly available may be said. */
export async function sayingsOf(db: Reads, personIds: readonly string[] | null): Promise<Map<string, Saying[]>> {
  const those = (person: string) => (personIds ? sql`${sql.ref(person)} = any(${[...personIds]}::uuid[])` : sql`true`);
  const now = clock.iso();
  const { rows } = await sql<Row>`/* hot */
    select a.person_id, 'hand' as source, a.state, a.state_id, s.name as label, a.until, a.note, a.cover_id, a.at from availability a left join availability_states s on s.id = a.state_id
      where ${those('a.person_id')} and (a.until is null or a.until > ${now}::timestamptz)
    union all select o.person_id, o.source, o.state, null, null, o.until, o.note, o.cover_id, o.at from availability_sources o where ${those('o.person_id')} and (o.until is null or o.until > ${now}::timestamptz)`.execute(db);
  const all = new Map<string, Saying[]>();
  for (const row of rows) {
    const of = all.get(row.person_id);
    if (of) of.push(sayingOf(row));
    else all.set(row.person_id, [sayingOf(row)]);
  }
  return all;
}

/** How each of these people is now; every one asked for is in the answer. */
export async function availabilityOf(db: Reads, personIds: readonly string[]): Promise<Map<string, Availability>> {
  const said = personIds.length ? await sayingsOf(db, personIds) : new Map<string, Saying[]>();
  return new Map(personIds.map((id) => [id, holds(id, said.get(id) ?? [], clock.ms())]));
}

/** Everybody who is not simply available. */
export async function listAvailability(db: Reads): Promise<Availability[]> {
  const now = clock.ms();
  return [...(await sayingsOf(db, null))].map(([id, said]) => holds(id, said, now)).filter((one) => !isPlain(one));
}

/** Those away for whom somebody stands in. */
export async function coveredNow(db: Reads): Promise<Availability[]> {
  const now = clock.iso();
  const { rows } = await sql<{ id: string }>`/* hot */ select person_id as id from availability where cover_id is not null and (until is null or until > ${now}::timestamptz)
    union select person_id from availability_sources where cover_id is not null and (until is null or until > ${now}::timestamptz)`.execute(db);
  return rows.length ? [...(await availabilityOf(db, rows.map((r) => r.id))).values()].filter((one) => one.coverId !== null) : [];
}

/** Who to ask in somebody's place: themselves, their cover, or null when nobody stands in. Deactivated people are nobody. */
export const reachable = async (db: Reads, personId: string): Promise<string | null> => (await standInsOf(db, [personId])).get(personId)!;

/** The same for many: a question for each link of the longest chain of covers. Everybody asked for is in the answer. */
export async function standInsOf(db: Reads, personIds: readonly string[]): Promise<Map<string, string | null>> {
  const known = new Map<string, Availability>();
  for (let next = [...new Set(personIds)]; next.length > 0;) {
    for (const [id, one] of await availabilityOf(db, next)) known.set(id, one);
    next = [...new Set(next.flatMap((id) => (known.get(id)!.away ? known.get(id)!.coverId ?? [] : [])))].filter((id) => !known.has(id));
  }
  const found = new Map(personIds.map((id) => [id, standIn(id, (other) => known.get(other))]));
  const ids = [...new Set(found.values())].filter((id) => id !== null);
  const there = new Set((ids.length ? await tables(db).selectFrom('people').select('id').where('id', 'in', ids).where('deactivated_at', 'is', null).execute() : []).map((p) => p.id));
  return new Map([...found].map(([id, to]) => [id, to !== null && there.has(to) ? to : null]));
}

/** Active members of a team who work tickets and are not away, leads among them; by name. */
export async function whoIsThere(db: Reads, teamId: string): Promise<{ id: string; name: string; lead: boolean }[]> {
  const members = await tables(db).selectFrom('members as m').innerJoin('people as p', 'p.id', 'm.person_id').select(['p.id', 'p.name', 'm.lead'])
    .where('m.team_id', '=', teamId).where('p.deactivated_at', 'is', null).where('p.role', '!=', 'collaborator').where('p.kind', '=', 'person').orderBy('p.name').execute();
  const states = await availabilityOf(db, members.map((m) => m.id));
  return members.filter((m) => !states.get(m.id)!.away);
}

// ── Saying it ────────────────────────────────────────────────────────────────

const farthestMs = 2 * 366 * 24 * 3600_000;

/** What somebody says of themselves, or who may say it for them. `stateId`: an own state of the workspace. */
export interface ByHand extends Said { readonly stateId?: string | null }

/**
 * Says by hand whether somebody can be given work now; it wins over what calls, shifts and calendars say until its time is
 * over. A cover is kept only for those away; off the queue has always an end, and needs a yes beyond the team's limit.
 */
export async function setAvailability(tx: Tx, actor: Actor, personId: string, said: ByHand, how: { via?: 'approval' } = {}): Promise<Availability> {
  if (actor.kind === 'customer' || (actor.kind === 'person' && !(await maySetFor(tx, actor, personId)))) refuse(notYourTeam);
  const own = said.stateId ? (await tables(tx).selectFrom('availability_states').select(['id', 'state']).where('id', '=', said.stateId).where('archived_at', 'is', null).executeTakeFirst()) ?? refuse(stateGone) : null;
  const state = (own?.state ?? said.state) as Said['state'];
  if (said.until !== null && !(Date.parse(said.until) > clock.ms() && Date.parse(said.until) < clock.ms() + farthestMs)) refuse(untilPast);
  await lockName(tx, `availability ${personId}`);
  const coverId = isAway(state) ? said.coverId : null;
  if (coverId) await mustCover(tx, personId, coverId);
  const off = isOffQueue(state) ? await leaveQueue(tx, actor, personId, { state, stateId: own?.id ?? null, until: said.until, note: said.note }, how.via) : null;
  const row = { state, state_id: own?.id ?? null, until: off?.until ?? said.until, note: said.note, cover_id: coverId, off_since: off ? new Date(off.since) : null, at: clock.now() };
  await tables(tx).insertInto('availability').values({ person_id: personId, ...row }).onConflict((c) => c.column('person_id').doUpdateSet(row)).execute();
  if (!isAway(state)) await isHere(tx, personId);
  return await tell(tx, actor, personId);
}

/** Who is said to be here is here from now on, however long they were not seen. */
async function isHere(tx: Tx, personId: string): Promise<void> {
  await tables(tx).deleteFrom('availability_sources').where('person_id', '=', personId).where('source', '=', 'idle').execute();
  await tables(tx).insertInto('availability_seen').values({ person_id: personId, at: clock.now() }).onConflict((c) => c.column('person_id').doUpdateSet({ at: clock.now() })).execute();
}

type Leaving = { state: Said['state']; stateId: string | null; until: string | null; note: string };
/** Off the queue: given an end where none was said, counted since they left it, and asked of the rooms above. */
async function leaveQueue(tx: Tx, actor: Actor, personId: string, said: Leaving, via: 'approval' | undefined) {
  const before = await tables(tx).selectFrom('availability').select(['off_since', 'until']).where('person_id', '=', personId).where((e) => e.or([e('until', 'is', null), e('until', '>', clock.iso())])).executeTakeFirst();
  const { teamId, limit } = await strictestLimit(tx, personId);
  const off = offQueue({ since: before?.off_since ? Date.parse(before.off_since) : null }, said.until, limit, clock.ms());
  await ask(tx, actor, maySetAvailability, { personId, teamId, said: { ...said, until: off.until }, minutes: off.minutes, limit, via });
  return off;
}

/** Of somebody's teams the one that allows the least time off the queue. */
async function strictestLimit(db: Reads, personId: string): Promise<{ teamId: string | null; limit: number }> {
  const teams = await tables(db).selectFrom('members as m').innerJoin('teams as t', 't.id', 'm.team_id').select('t.id').where('m.person_id', '=', personId).where('t.archived_at', 'is', null).orderBy('t.name').execute();
  let found: { teamId: string | null; limit: number } | null = null;
  for (const { id } of teams) {
    const { offQueueMinutes } = await readSettings(db, shiftSettings, id);
    if (!found || offQueueMinutes < found.limit) found = { teamId: id, limit: offQueueMinutes };
  }
  return found ?? { teamId: null, limit: (await readSettings(db, shiftSettings, null)).offQueueMinutes };
}

async function mustCover(tx: Tx, personId: string, coverId: string): Promise<void> {
  const cover = await tables(tx).selectFrom('people').select('id').where('id', '=', coverId).where('id', '!=', personId)
    .where('kind', '=', 'person').where('deactivated_at', 'is', null).where('role', '!=', 'collaborator').executeTakeFirst();
  if (!cover || (await availabilityOf(tx, [coverId])).get(coverId)!.away) refuse(cannotCover);
}

/**
 * Sets what one source says of somebody, or (null) that it says nothing any more. Whether it shows is the rule of `sayingNow`:
 * what they said by hand wins until its time is over. Said twice it changes nothing. For the rooms above, which decide that it is so.
 */
export async function setBySource(tx: Tx, actor: Actor, personId: string, source: Exclude<Source, 'hand'>, said: BySource | null): Promise<Availability> {
  await lockName(tx, `availability ${personId}`);
  const before = (await availabilityOf(tx, [personId])).get(personId)!;
  if (said) {
    const row = { state: said.state, at: said.since ?? clock.iso(), until: said.until ?? null, note: said.note ?? '', cover_id: isAway(said.state) ? said.coverId ?? null : null };
    await tables(tx).insertInto('availability_sources').values({ person_id: personId, source, ...row }).onConflict((c) => c.columns(['person_id', 'source']).doUpdateSet(row)).execute();
  } else await tables(tx).deleteFrom('availability_sources').where('person_id', '=', personId).where('source', '=', source).execute();
  return await tell(tx, actor, personId, before);
}

/** Tells everybody how somebody is now; where nothing is different from before, nothing. */
async function tell(tx: Tx, actor: Actor, personId: string, before?: Availability): Promise<Availability> {
  const now = (await availabilityOf(tx, [personId])).get(personId)!;
  if (!before || JSON.stringify(before) !== JSON.stringify(now)) await record(tx, actor, AvailabilityChanged, { about: personId, to: ['staff'], data: now });
  return now;
}
