import { joins, type Follower } from '../../core/server/journal.ts';
import { ApprovalMoved } from '../approvals/contract.ts';
import { system } from '../../core/server/actor.ts';
import { onClock } from '../clocks/on-clock.ts';
import { clockKind, tellEdges } from './edges.ts';
import { swapAct, swapRefused, swapsOver } from './swaps.ts';
import { tables } from './tables.ts';

/** A swap that a lead refused, or that the one who agreed took back, is over. */
export const followers: readonly Follower[] = [
  joins(ApprovalMoved, async (tx, { data }, actor) => {
    if (data.act !== swapAct || (data.state !== 'refused' && data.state !== 'withdrawn')) return;
    const request = await tables(tx).selectFrom('approvals').select('data').where('id', '=', data.approvalId).executeTakeFirstOrThrow();
    await swapRefused(tx, actor, (request.data as { swapId: string }).swapId);
  }),
];

/** Shifts begin and end by the clock; what nobody decided about a shift that begins is over. */
export const onClocks = [onClock(clockKind, {
  async ranOut(tx, clock) {
    await tellEdges(tx, clock);
    await swapsOver(tx, system('rota'), clock.about_id);
  },
})] as const;
