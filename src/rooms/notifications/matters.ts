import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { seesRequest } from '../approvals/access.ts';
import { daysWords, type Days } from '../leave/leave-days.ts';
import { daysNow } from '../rota/occurrences.ts';
import { shiftWords } from '../rota/swap-letters.ts';
import type { matterKind } from './contract.ts';
import { tables } from './tables.ts';

export type MatterKind = Out<typeof matterKind>;
/** A thing that is no ticket, the page that shows it, and the team one must see to see it; null: it is one's own. */
export interface Matter { readonly kind: MatterKind; readonly id: string; readonly path: string; readonly teamId: string | null }

type Named = readonly (readonly [id: string, words: string])[];
type Reader = (db: Reads, ids: readonly string[], actor: PersonActor) => Promise<Named>;

/** What things are about, in a few words as they stand now; what the reader may not see says nothing. */
const readers: Readonly<Record<MatterKind, Reader>> = {
  approval: async (db, ids, actor) => (await tables(db).selectFrom('approvals as a').select(['a.id', 'a.words']).where('a.id', 'in', [...ids]).where(seesRequest(actor)).execute()).map((a) => [a.id, a.words]),
  async swap(db, ids, actor) {
    const { zone } = await tables(db).selectFrom('people').select('zone').where('id', '=', actor.id).executeTakeFirstOrThrow();
    const rows = await tables(db).selectFrom('rota_swaps').selectAll().where('id', 'in', [...ids]).execute();
    const days = await daysNow(db, rows.map((row) => ({ shiftId: row.shift_id, day: row.day })));
    return rows.map((row, n) => [row.id, `${days[n] ? shiftWords(days[n], zone) : 'a shift that is no longer worked'} · ${swapStates[row.state] ?? row.state}`]);
  },
  help: async (db, ids) => (await tables(db).selectFrom('helps as h').innerJoin('people as p', 'p.id', 'h.helper_id').select(['h.id', 'h.count', 'h.state', 'p.name']).where('h.id', 'in', [...ids]).execute())
    .map((h) => [h.id, `${h.count === 1 ? 'one ticket' : `${h.count} tickets`} to ${h.name} · ${h.state}`]),
  handover: async (db, ids) => (await tables(db).selectFrom('handovers as h').innerJoin('teams as t', 't.id', 'h.team_id').select(['h.id', 't.name', 'h.settled_at']).where('h.id', 'in', [...ids]).execute())
    .map((h) => [h.id, `From ${h.name} · ${h.settled_at ? 'all of it is acknowledged' : 'not all of it is acknowledged'}`]),
  leave: async (db, ids, actor) => (await tables(db).selectFrom('leaves as l').innerJoin('people as p', 'p.id', 'l.person_id').selectAll('l').select('p.name').where('l.id', 'in', [...ids]).execute())
    .map((l) => [l.id, [`${l.person_id === actor.id ? 'You are' : `${l.name} is`} away ${daysWords({ firstDay: l.first_day, lastDay: l.last_day, starts: l.starts, ends: l.ends, zone: l.zone } as Days, clock.now().getUTCFullYear())}`, ...(l.state === 'cancelled' ? ['called off'] : l.person_id !== actor.id && l.cover_id !== actor.id ? ['somebody else stands in'] : [])].join(' · ')]),
};
const swapStates: Readonly<Record<string, string>> = { asked: 'waits for an answer', agreed: 'both agree; a lead decides', done: 'changed hands', declined: 'declined', refused: 'a lead said no', withdrawn: 'taken back', over: 'nobody decided in time' };

/** The words of each thing by its id: one question for each kind there is. */
export async function wordsOfMatters(db: Reads, actor: PersonActor, matters: readonly Pick<Matter, 'kind' | 'id'>[]): Promise<Map<string, string>> {
  const kinds = [...new Set(matters.map((m) => m.kind))];
  const found = await Promise.all(kinds.map((kind) => readers[kind](db, matters.filter((m) => m.kind === kind).map((m) => m.id), actor)));
  return new Map(found.flat());
}
