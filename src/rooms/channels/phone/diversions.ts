import type { Out } from '../../../core/contract.ts';
import { newId } from '../../../core/ids.ts';
import type { PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import { lockName, type Reads, type Tx } from '../../../core/server/db.ts';
import { record } from '../../../core/server/journal.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { activeLeads } from '../../people/queries.ts';
import { maySetFor } from '../../shifts/access.ts';
import { DiversionChanged, diversionWhen, diversionWhere, notYourTeam, type diversion, type phone } from './contract.ts';
import { tables } from './tables.ts';

export type Diversion = Out<typeof diversion>;
export type NewDiversion = Out<typeof phone.divert.spec.body>;
const farthestMs = 2 * 366 * 24 * 3600_000;
const columns = ['id', 'person_id', 'from_at', 'until_at', 'to_person', 'number', 'note', 'set_by', 'set_at'] as const;
interface Row { id: string; person_id: string; from_at: string; until_at: string; to_person: string | null; number: string; note: string; set_by: string; set_at: string }

const shape = (r: Row): Diversion => ({
  id: r.id, personId: r.person_id, from: r.from_at, until: r.until_at, toPersonId: r.to_person, number: r.number, note: r.note, setBy: r.set_by, setAt: r.set_at, active: Date.parse(r.from_at) <= clock.ms(),
});
/** Those that hold now or will. */
const holding = (db: Reads) => tables(db).selectFrom('diversions').select(columns).where('ended_at', 'is', null).where('until_at', '>', clock.iso());

/** Where somebody's calls go, now or from a time that is ahead (`active` tells); null: nowhere else. */
export const diversionOf = async (db: Reads, personId: string): Promise<Diversion | null> => (await diversionsOf(db, [personId])).get(personId) ?? null;
/** The same for many; who takes their calls themselves is left out. */
export const diversionsOf = async (db: Reads, personIds: readonly string[]): Promise<Map<string, Diversion>> =>
  new Map((personIds.length ? await holding(db).where('person_id', 'in', [...personIds]).execute() : []).map((row) => [row.person_id, shape(row)]));

/** One's own, those to oneself, and of people in teams one leads; admins see all. */
export async function listDiversions(db: Reads, actor: PersonActor): Promise<Diversion[]> {
  const rows = await holding(db).$if(actor.role !== 'admin', (q) => q.where((e) => e.or([
    e('person_id', '=', actor.id), e('to_person', '=', actor.id), e('person_id', 'in', (m) => m.selectFrom('members').select('person_id').where('team_id', 'in', [...actor.leads, '00000000-0000-0000-0000-000000000000'])),
  ]))).orderBy('from_at').orderBy('id').limit(500).execute();
  return rows.map(shape);
}

/** Sends somebody's calls to a teammate or a number for a time. It takes the place of the one before. */
export async function setDiversion(tx: Tx, actor: PersonActor, personId: string, what: NewDiversion): Promise<Diversion> {
  await mayDivert(tx, actor, personId);
  const [from, until] = [Date.parse(what.from), Date.parse(what.until)];
  if (!(until > from && until > clock.ms() && until < clock.ms() + farthestMs)) refuse(diversionWhen);
  if (!what.toPersonId && !what.number) refuse(diversionWhere);
  if (what.toPersonId) await mustTakeCalls(tx, personId, what.toPersonId);
  const before = await letGo(tx, personId);
  const id = newId();
  await tables(tx).insertInto('diversions').values({ id, person_id: personId, from_at: what.from, until_at: what.until, to_person: what.toPersonId, number: what.number, note: what.note, set_by: actor.id, set_at: clock.now() }).execute();
  await tell(tx, actor, personId, id, [what.toPersonId, before?.to_person], false);
  return (await diversionOf(tx, personId))!;
}

/** Calls of somebody go to them again. */
export async function endDiversion(tx: Tx, actor: PersonActor, personId: string): Promise<void> {
  await mayDivert(tx, actor, personId);
  const gone = await letGo(tx, personId);
  if (gone) await tell(tx, actor, personId, gone.id, [gone.to_person], true);
}

async function mayDivert(tx: Tx, actor: PersonActor, personId: string): Promise<void> {
  if (!(await maySetFor(tx, actor, personId))) refuse(notYourTeam);
  // Two who set it at once: one after the other.
  await lockName(tx, `diversion of ${personId}`);
}

async function mustTakeCalls(tx: Tx, personId: string, toId: string): Promise<void> {
  const to = await tables(tx).selectFrom('people').select('id').where('id', '=', toId).where('id', '!=', personId).where('kind', '=', 'person').where('deactivated_at', 'is', null).executeTakeFirst();
  if (!to) refuse(diversionWhere);
}

const letGo = (tx: Tx, personId: string) => tables(tx).updateTable('diversions').set({ ended_at: clock.now() }).where('person_id', '=', personId).where('ended_at', 'is', null).returning(['id', 'to_person']).executeTakeFirst();

/** `to`: whoever takes the calls, and whoever did until now. */
async function tell(tx: Tx, actor: PersonActor, personId: string, diversionId: string, to: readonly (string | null | undefined)[], gone: boolean): Promise<void> {
  const teams = await tables(tx).selectFrom('members').select('team_id').where('person_id', '=', personId).execute();
  const leads = (await Promise.all(teams.map((t) => activeLeads(tx, t.team_id)))).flat();
  const people = new Set([personId, ...leads, ...to.filter((p) => typeof p === 'string')]);
  await record(tx, actor, DiversionChanged, { about: personId, to: [...[...people].map((p) => `person:${p}`), 'admins'], data: { personId, diversionId, gone } });
}
