import { sql } from 'kysely';
import { z } from 'zod';
import type { AnySchema, In, Out, Settings } from '../contract.ts';
import { clock } from './clock.ts';
import type { Reads, Tx } from './db.ts';

/** A team's settings: its own values over the workspace's over the defaults in the schema. */
export const readSettings = async <S extends AnySchema>(db: Reads, of: Settings<string, S>, team: string | null): Promise<Out<S>> => (await readSettingsOf(db, of, [team])).get(team)!;

/** The same of several teams at once; null is the workspace. */
export async function readSettingsOf<S extends AnySchema, T extends string | null>(db: Reads, of: Settings<string, S>, teams: readonly T[]): Promise<Map<T, Out<S>>> {
  const own = teams.filter((team) => team !== null);
  const rows = await db.selectFrom('team_settings').select(['team_id', 'data']).where('name', '=', of.name)
    .where((e) => e.or([e('team_id', 'is', null), e('team_id', '=', sql<string>`any(${own}::uuid[])`)])).execute();
  const from = (team: string | null) => rows.find((row) => row.team_id === team)?.data as object | undefined;
  return new Map(teams.map((team) => [team, z.parse(of.schema as unknown as z.core.$ZodType, { ...from(null), ...(team === null ? {} : from(team)) }) as Out<S>]));
}

/** Which fields a team (or, with null, the workspace) has set itself. The others come from above it. */
export async function ownSettings(db: Reads, of: Pick<Settings, 'name'>, team: string | null): Promise<string[]> {
  const row = await db.selectFrom('team_settings').select('data').where('name', '=', of.name).where('team_id', 'is not distinct from', team).executeTakeFirst();
  return Object.keys((row?.data ?? {}) as object).sort();
}

/** null lets go of a field: the value from above holds again. */
export type SettingsChange<S> = { readonly [K in keyof In<S>]?: In<S>[K] | null | undefined };

/** Writes some of a team's (or, with null, the workspace's) settings; the others keep their values. */
export async function writeSettings<S extends AnySchema>(tx: Tx, of: Settings<string, S>, team: string | null, change: SettingsChange<S>): Promise<Out<S>> {
  const entries = Object.entries(change);
  const set = JSON.stringify(Object.fromEntries(entries.filter(([, value]) => value !== null)));
  const gone = entries.filter(([, value]) => value === null).map(([field]) => field);
  await sql`insert into team_settings (name, team_id, data, at) values (${of.name}, ${team}, ${set}::jsonb, ${clock.now()})
    on conflict (name, team_id) do update set data = (team_settings.data || excluded.data) - ${gone}::text[], at = excluded.at`.execute(tx);
  return await readSettings(tx, of, team);
}
