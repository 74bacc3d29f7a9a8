import type { Reads } from '../../core/server/db.ts';
import { backAt, type Claim, type Reason } from './rules.ts';
import { claimColumns, tables, type ClaimRecord } from './tables.ts';

type Named = ClaimRecord & { readonly number: number; readonly subject: string };

/** A claim as it leaves the house. */
export function shape(row: Named): Claim {
  const back = backOf(row);
  return {
    id: row.id, ticketId: row.ticket_id, number: row.number, subject: row.subject, teamId: row.team_id, personId: row.person_id, reasons: row.reasons as Reason[], at: row.at, activeAt: row.active_at,
    idleSeconds: row.idle_seconds, warnSeconds: row.warn_seconds, warnedAt: row.warned_at, backAt: back === null ? null : new Date(back).toISOString(), protectedAt: row.protected_at,
  };
}

export const backOf = (row: Pick<ClaimRecord, 'active_at' | 'idle_seconds' | 'warn_seconds' | 'protected_at'>): number | null =>
  backAt({ activeAt: Date.parse(row.active_at), idleSeconds: row.idle_seconds, warnSeconds: row.warn_seconds, protected: row.protected_at !== null });

/** Claims that are not over, with what their ticket is called. */
export const openClaims = (db: Reads) => tables(db).selectFrom('claims as c').innerJoin('tickets as t', 't.id', 'c.ticket_id')
  .select(claimColumns.map((column) => `c.${column}` as const)).select(['t.number', 't.subject']).where('c.ended_at', 'is', null);

/** What somebody works on now without owning it; the oldest first. */
export const claimsOf = async (db: Reads, personId: string): Promise<Claim[]> => (await openClaims(db).where('c.person_id', '=', personId).orderBy('c.at').execute()).map(shape);
/** The same, where one is enough: what they took first. */
export const claimOf = async (db: Reads, personId: string): Promise<Claim | null> => (await claimsOf(db, personId))[0] ?? null;
export const claimOn = async (db: Reads, ticketId: string): Promise<Claim | null> => (await openClaims(db).where('c.ticket_id', '=', ticketId).execute()).map(shape)[0] ?? null;
