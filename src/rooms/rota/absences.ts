import { newId } from '../../core/ids.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { AbsenceChanged, absenceNotAhead } from './contract.ts';
import { lookAgain } from './edges.ts';
import { tables } from './tables.ts';

/** Somebody is not there for a while, whatever their shifts say: from now or some day ahead. Answers its id. Who calls has decided that the actor may. */
export async function absent(tx: Tx, actor: Actor, personId: string, { id = newId(), from, until, why }: { id?: string; from: string; until: string; why: string }): Promise<string> {
  if (!(Date.parse(until) > Date.parse(from))) refuse(absenceNotAhead);
  await lookAgain(tx, actor, [personId]);
  await tables(tx).insertInto('rota_absences').values({ id, person_id: personId, from_at: from, until_at: until, why, made_by: actor.kind === 'person' ? actor.id : null, made_at: clock.now() }).execute();
  await say(tx, actor, { id, person_id: personId, from_at: new Date(from).toISOString(), until_at: new Date(until).toISOString() }, false);
  return id;
}

/** An absence ends now, or is taken back before it began. One that is over stays so. */
export async function absenceOver(tx: Tx, actor: Actor, absenceId: string): Promise<void> {
  const row = (await tables(tx).selectFrom('rota_absences').selectAll().where('id', '=', absenceId).executeTakeFirst()) ?? refuse(notFound);
  if (row.over_at !== null || Date.parse(row.until_at) <= clock.ms()) return;
  await lookAgain(tx, actor, [row.person_id]);
  // One that has begun keeps what is past of it.
  const begun = Date.parse(row.from_at) < clock.ms();
  await tables(tx).updateTable('rota_absences').set(begun ? { until_at: clock.now() } : { over_at: clock.now() }).where('id', '=', absenceId).execute();
  await say(tx, actor, row, true);
}

const say = (tx: Tx, actor: Actor, row: { id: string; person_id: string; from_at: string; until_at: string }, over: boolean) =>
  record(tx, actor, AbsenceChanged, { about: row.person_id, to: ['staff'], data: { absenceId: row.id, personId: row.person_id, from: row.from_at, until: row.until_at, over } });
