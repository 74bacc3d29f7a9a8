import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { notFound } from '../../core/refusals.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { familyOf } from '../tickets/families.ts';
import type { closeReason, pastClosing } from './contract.ts';
import { ofList } from './reasons.ts';
import type { AttemptsRule, Reason } from './rules.ts';
import { tables, type ReasonRecord } from './tables.ts';

export type CloseReason = Out<typeof closeReason>;
export type PastClosing = Out<typeof pastClosing>;

const shown = (r: ReasonRecord): Reason & { teamId: string | null } => ({ id: r.id, teamId: r.team_id, name: r.name, note: r.note, subtasks: r.subtasks, promises: r.promises, approvals: r.approvals, attempts: r.attempts as AttemptsRule | null });

/** The list a team goes by: its own, else the workspace's. */
export async function listFor(db: Reads, teamId: string | null): Promise<{ rows: ReasonRecord[]; own: boolean }> {
  const own = teamId ? await ofList(db, teamId).selectAll().orderBy('position').orderBy('id').execute() : [];
  if (own.length) return { rows: own, own: true };
  return { rows: await ofList(db, null).selectAll().orderBy('position').orderBy('id').execute(), own: teamId === null };
}

/** Reasons somebody may choose for a ticket of a team. */
export const choicesFor = async (db: Reads, teamId: string): Promise<(Reason & { teamId: string | null })[]> => (await listFor(db, teamId)).rows.filter((r) => r.active).map(shown);

async function used(db: Reads, actor: PersonActor, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; n: number }>`select c.reason_id as id, count(*)::int as n from closings c join tickets t on t.id = c.ticket_id
    where c.reason_id = any(${[...ids]}::uuid[]) and c.at > ${clock.iso(-30 * 24 * 3600_000)} and c.ended_at is null and t.team_id = any(${[...actor.sees]}::uuid[]) group by 1`.execute(db);
  return new Map(rows.map((r) => [r.id, r.n]));
}

async function whole(db: Reads, actor: PersonActor, rows: readonly ReasonRecord[]): Promise<CloseReason[]> {
  const counts = await used(db, actor, rows.map((r) => r.id));
  return rows.map((r) => ({ ...shown(r), active: r.active, version: r.version, used: counts.get(r.id) ?? 0 }));
}

/** The list of a team as its settings show it, those out of use too. */
export async function listReasons(db: Reads, actor: PersonActor, teamId: string | null): Promise<{ items: CloseReason[]; own: boolean }> {
  const { rows, own } = await listFor(db, teamId);
  return { items: await whole(db, actor, rows), own };
}

/** Reasons of the workspace and of teams somebody sees; removed ones where something was closed for them. */
export async function knownReasons(db: Reads, actor: PersonActor): Promise<{ id: string; name: string; teamId: string | null; removed: boolean }[]> {
  return (await sql<{ id: string; name: string; teamId: string | null; removed: boolean }>`select r.id, r.name, r.team_id as "teamId", r.retired_at is not null as removed from close_reasons r
    where (r.team_id is null or r.team_id = any(${[...actor.sees]}::uuid[])) and (r.retired_at is null or exists (select from closings c where c.reason_id = r.id))
    order by removed, r.team_id is not null, r.position, r.id limit 1000`.execute(db)).rows;
}

export async function reasonById(db: Reads, actor: PersonActor, id: string): Promise<CloseReason> {
  const row = (await tables(db).selectFrom('close_reasons').selectAll().where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  return (await whole(db, actor, [row]))[0]!;
}

const past = (db: Reads) => tables(db).selectFrom('closings').select([
  'id', 'reason_id as reasonId', 'reason', 'note_id as noteId', 'waived', 'person_id as personId', 'at', 'ended_at as endedAt', 'ended_by as endedById',
]);
type Row = Omit<PastClosing, 'waived'> & { waived: unknown };
const shape = (r: Row): PastClosing => ({ ...r, waived: r.waived as PastClosing['waived'] });

/** Every time a ticket, or one merged into it, was closed; the last one first. That the asker sees it has been looked at. */
export const closingsOf = async (db: Reads, ticketId: string): Promise<PastClosing[]> =>
  (await past(db).where('ticket_id', 'in', await familyOf(db, ticketId)).orderBy('at', 'desc').limit(50).execute()).map(shape);

export const closingsByIds = async (db: Reads, ids: readonly string[]): Promise<PastClosing[]> => (ids.length ? (await past(db).where('id', 'in', [...ids]).execute()).map(shape) : []);
