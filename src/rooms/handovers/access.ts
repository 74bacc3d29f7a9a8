import { notFound } from '../../core/refusals.ts';
import { atLeast, type PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { seenRows } from '../tickets/queries.ts';
import { notYourTeam } from './contract.ts';
import { withThoseThere } from './incoming.ts';
import { mayAcknowledge, seenBy, type Content } from './rules.ts';
import { tables, type HandoverRecord } from './tables.ts';

/*
 * Whoever sees a team sees that it handed over; of what it handed over, they see items of tickets they may see now, by
 * the rights of now (W-G4). Members sign; those who take over acknowledge.
 */

/** A handover of a team the actor sees; missing and forbidden ones answer alike (W-G1). */
export async function readable(db: Reads, actor: PersonActor, id: string): Promise<HandoverRecord> {
  const row = await tables(db).selectFrom('handovers').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || row.version === 0 || !actor.sees.includes(row.team_id)) return refuse(notFound);
  return (await withThoseThere(db, [row]))[0]!;
}
/** The same, locked for a change. */
export async function locked(tx: Tx, actor: PersonActor, id: string): Promise<HandoverRecord> {
  await tables(tx).selectFrom('handovers').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  return await readable(tx, actor, id);
}

/** The team somebody hands over for: one they are a member of; without a choice, the one given, else their first. */
export function ownTeam(actor: PersonActor, chosen: string | undefined, usual: string | null): string {
  const team = chosen ?? (usual && actor.teams.includes(usual) ? usual : actor.teams[0]);
  return team !== undefined && actor.teams.includes(team) ? team : refuse(notYourTeam);
}

/** Parts of handovers as the actor may see them: one question for all of them. */
export async function onlySeen<T extends readonly (Content | null)[]>(db: Reads, actor: PersonActor, all: T): Promise<T> {
  const ids = new Set(all.flatMap((c) => c?.items.map((i) => i.ticketId) ?? []));
  const seen = new Set((await seenRows(db, actor, [...ids])).map((t) => t.id));
  return all.map((c) => c && seenBy(c, seen)) as unknown as T;
}

/** Whether the actor takes over from this one, and may say so now. */
export const acknowledges = (actor: PersonActor, row: Pick<HandoverRecord, 'to_team_id' | 'incoming' | 'next_start'>, signers: readonly string[], now: number): boolean =>
  mayAcknowledge({ id: actor.id, works: atLeast(actor.role, 'agent'), teams: actor.teams }, { toTeamId: row.to_team_id, incoming: row.incoming, signers, nextStart: row.next_start }, now);
