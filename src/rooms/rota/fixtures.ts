import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { transact, type Db } from '../../core/server/db.ts';
import { clock } from '../../core/server/clock.ts';
import { lookAgain } from './edges.ts';
import { tables } from './tables.ts';

/** A shift of every day in UTC, unless told otherwise. Answers its id. */
export async function giveShift(db: Db, what: { teamId: string; personId: string; starts: string; ends: string; zone?: string; days?: readonly number[]; firstDay?: string; lastDay?: string | null; everyWeeks?: number; name?: string }): Promise<string> {
  const id = newId();
  await transact(db, async (tx) => {
    await lookAgain(tx, system('test'), [what.personId]);
    await tables(tx).insertInto('rota_shifts').values({
      id, team_id: what.teamId, person_id: what.personId, name: what.name ?? '', zone: what.zone ?? 'UTC', starts: what.starts, ends: what.ends, days: [...(what.days ?? [1, 2, 3, 4, 5, 6, 7])], every_weeks: what.everyWeeks ?? 1,
      first_day: what.firstDay ?? clock.iso(-7 * 24 * 3600_000).slice(0, 10), last_day: what.lastDay ?? null, made_at: clock.now(), changed_at: clock.now(),
    }).execute();
  });
  return id;
}
