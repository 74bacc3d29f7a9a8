import { sql } from 'kysely';
import { clock } from '../../core/server/clock.ts';
import type { Db } from '../../core/server/db.ts';
import { heldBy, weightsOf } from './loads.ts';
import { loadOf } from './rules.ts';
import { tables } from './tables.ts';

const hourMs = 3600_000;
const keptMs = 35 * 24 * hourMs;

/** Writes down what everybody carries, once an hour: by it the week is told. Run twice in one hour it writes the same row. */
export async function takeSamples(db: Db): Promise<void> {
  const at = new Date(Math.floor(clock.ms() / hourMs) * hourMs).toISOString();
  const weights = await weightsOf(db);
  const held = await heldBy(db, null);
  const people = await tables(db).selectFrom('people').select('id').where('kind', '=', 'person').where('deactivated_at', 'is', null).where('role', '!=', 'collaborator').execute();
  const { rows: written } = await sql<{ person: string; channel: string; n: number }>`select person_id as person, channel, count(*)::int as n from messages where at >= ${clock.iso(-hourMs)} and direction = 'out' and delivery <> 'cancelled' group by 1, 2`.execute(tables(db));
  const effort = new Map<string, number>();
  for (const { person, channel, n } of written) effort.set(person, (effort.get(person) ?? 0) + n * (weights.channels[channel] ?? 1));
  const rows = people.map(({ id }) => ({ person_id: id, ...loadOf(held.get(id) ?? [], weights), effort: effort.get(id) ?? 0 }));
  if (rows.length) {
    await sql`insert into load_samples (person_id, at, points, open, waiting, late, effort)
      select person_id, ${at}::timestamptz, points, open, waiting, late, effort from json_to_recordset(${JSON.stringify(rows)}::json) as r(person_id uuid, points real, open int, waiting int, late int, effort real)
      on conflict (person_id, at) do nothing`.execute(tables(db));
  }
  await tables(db).deleteFrom('load_samples').where('at', '<', clock.iso(-keptMs)).execute();
}
