import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { owedBy } from '../promises/queries.ts';
import { onlySeen } from './access.ts';
import { compile } from './compilations.ts';
import type { endOfShift } from './contract.ts';
import { prepared } from './preparations.ts';
import { dated } from './rules.ts';
import { endingSpan } from './spans.ts';
import { tables } from './tables.ts';

/** Everything to go through at the end of one's shift, and the handover as it would be signed now. */
export async function endFor(db: Reads, actor: PersonActor, chosen?: string): Promise<Out<typeof endOfShift>> {
  const span = await endingSpan(db, actor, chosen);
  const { what, next, toTeamId, row, before, own } = await prepared(db, actor, span, { notes: '', flagged: [], left: [] });
  const compiled = await compile(db, what);
  const [draft, shownBefore] = await onlySeen(db, actor, [{ ...compiled, items: dated(before, compiled.items, (row?.version ?? 0) + 1) }, before] as const);
  const mine = row ? await tables(db).selectFrom('handover_issues').select(['version', 'signed_at']).where('handover_id', '=', row.id).where('signed_by', '=', actor.id).orderBy('version', 'desc').limit(1).executeTakeFirst() : undefined;
  return {
    span, next, toTeamId, teams: [...actor.teams], signed: row && mine ? { handoverId: row.id, version: mine.version, at: mine.signed_at } : null, tickets: [...own],
    promises: await owedBy(db, actor), draft: draft!, before: shownBefore, issued: row?.version ? { handoverId: row.id, version: row.version } : null,
  };
}
