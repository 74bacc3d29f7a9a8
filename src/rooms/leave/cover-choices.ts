import type { Reads } from '../../core/server/db.ts';
import { tables } from './tables.ts';

export interface Cover { readonly name: string; readonly works: boolean; readonly away: boolean }
export interface Standing { readonly id: string; readonly coverId: string; readonly from: string; readonly until: string }

/** Whether somebody can stand in, by the `id` of each question: here, works tickets, and is not away in that time. Who is not there is left out. */
export async function coversAt(db: Reads, asked: readonly Standing[]): Promise<Map<string, Cover>> {
  if (!asked.length) return new Map();
  const ids = [...new Set(asked.map((one) => one.coverId))];
  const people = new Map((await tables(db).selectFrom('people').select(['id', 'name', 'role', 'kind', 'deactivated_at']).where('id', 'in', ids).execute()).map((p) => [p.id, p]));
  const away = await tables(db).selectFrom('leaves').select(['person_id', 'from_at', 'until_at']).where('person_id', 'in', ids).where('state', 'in', ['approved', 'away']).execute();
  return new Map(asked.flatMap(({ id, coverId, from, until }) => {
    const one = people.get(coverId);
    const gone = away.some((l) => l.person_id === coverId && Date.parse(l.from_at) < Date.parse(until) && Date.parse(l.until_at) > Date.parse(from));
    return one ? [[id, { name: one.name, works: one.kind === 'person' && one.role !== 'collaborator' && one.deactivated_at === null, away: gone }] as const] : [];
  }));
}

/** The same for one. */
export const coverAt = async (db: Reads, coverId: string, span: { readonly from: string; readonly until: string }): Promise<Cover | null> => (await coversAt(db, [{ id: coverId, coverId, ...span }])).get(coverId) ?? null;
