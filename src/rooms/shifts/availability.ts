import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { maySetFor } from './access.ts';
import { AvailabilityChanged, cannotCover, notYourTeam, untilPast } from './contract.ts';
import { holds, isAway, standIn, type Availability, type Said, type State } from './rules.ts';
import { tables } from './tables.ts';

const farthestMs = 2 * 366 * 24 * 3600_000;

/** Says whether somebody can be given work now. A cover is kept only for those away. */
export async function setAvailability(tx: Tx, actor: PersonActor, personId: string, said: Said): Promise<Availability> {
  if (!(await maySetFor(tx, actor, personId))) refuse(notYourTeam);
  if (said.until !== null && !(Date.parse(said.until) > clock.ms() && Date.parse(said.until) < clock.ms() + farthestMs)) refuse(untilPast);
  const coverId = isAway(said.state) ? said.coverId : null;
  if (coverId) await mustCover(tx, personId, coverId);
  const row = { state: said.state, until: said.until, note: said.note, cover_id: coverId, at: clock.now() };
  await tables(tx).insertInto('availability').values({ person_id: personId, ...row }).onConflict((c) => c.column('person_id').doUpdateSet(row)).execute();
  const now = holds(personId, { ...said, coverId }, clock.ms());
  await record(tx, actor, AvailabilityChanged, { about: personId, to: ['staff'], data: now });
  return now;
}

async function mustCover(tx: Tx, personId: string, coverId: string): Promise<void> {
  const cover = await tables(tx).selectFrom('people').select('id').where('id', '=', coverId).where('id', '!=', personId)
    .where('kind', '=', 'person').where('deactivated_at', 'is', null).where('role', '!=', 'collaborator').executeTakeFirst();
  if (!cover || (await availabilityOf(tx, [coverId])).get(coverId)!.away) refuse(cannotCover);
}

const columns = ['person_id', 'state', 'until', 'note', 'cover_id'] as const;
interface Row { person_id: string; state: string; until: string | null; note: string; cover_id: string | null }
const saidIn = (row: Row): Said => ({ state: row.state as State, until: row.until, note: row.note, coverId: row.cover_id });

/** How each of these people is now; every one asked for is in the answer. */
export async function availabilityOf(db: Reads, personIds: readonly string[]): Promise<Map<string, Availability>> {
  const rows = personIds.length ? await tables(db).selectFrom('availability').select(columns).where('person_id', 'in', [...personIds]).execute() : [];
  const said = new Map(rows.map((row) => [row.person_id, saidIn(row)]));
  return new Map(personIds.map((id) => [id, holds(id, said.get(id), clock.ms())]));
}

/** Everybody who is not simply available. */
export async function listAvailability(db: Reads): Promise<Availability[]> {
  const rows = await tables(db).selectFrom('availability').select(columns).where('state', '!=', 'available').where((e) => e.or([e('until', 'is', null), e('until', '>', clock.iso())])).execute();
  return rows.map((row) => holds(row.person_id, saidIn(row), clock.ms()));
}

/** Who to ask in somebody's place: themselves, their cover, or null when nobody stands in. Deactivated people are nobody. */
export async function reachable(db: Reads, personId: string): Promise<string | null> {
  const away = new Map((await listAvailability(db)).map((one) => [one.personId, one]));
  const found = standIn(personId, (id) => away.get(id));
  if (!found) return null;
  const there = await tables(db).selectFrom('people').select('id').where('id', '=', found).where('deactivated_at', 'is', null).executeTakeFirst();
  return there ? found : null;
}

/** Active members of a team who work tickets and are not away, leads among them; by name. */
export async function whoIsThere(db: Reads, teamId: string): Promise<{ id: string; name: string; lead: boolean }[]> {
  const members = await tables(db).selectFrom('members as m').innerJoin('people as p', 'p.id', 'm.person_id').select(['p.id', 'p.name', 'm.lead'])
    .where('m.team_id', '=', teamId).where('p.deactivated_at', 'is', null).where('p.role', '!=', 'collaborator').where('p.kind', '=', 'person').orderBy('p.name').execute();
  const states = await availabilityOf(db, members.map((m) => m.id));
  return members.filter((m) => !states.get(m.id)!.away);
}
