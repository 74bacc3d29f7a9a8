import { joins, type Follower } from '../../core/server/journal.ts';
import { system, type Actor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { ApprovalMoved } from '../approvals/contract.ts';
import { onClock } from '../clocks/on-clock.ts';
import { MembersChanged, PersonDeactivated, PersonReactivated } from '../people/contract.ts';
import { clockKind, lookAgain, tellEdges } from './edges.ts';
import { swapAct, swapRefused, swapsOver } from './swaps.ts';
import { tables } from './tables.ts';

/** Those of them who are on a rota: their shifts begin or end with what changed, and their swaps may be over. */
async function moved(tx: Tx, actor: Actor, personIds: readonly string[]): Promise<void> {
  const known = personIds.length ? await tables(tx).selectFrom('rota_people').select('person_id').where('person_id', 'in', [...personIds]).execute() : [];
  await lookAgain(tx, actor, known.map((one) => one.person_id));
}

export const followers: readonly Follower[] = [
  // A swap that a lead refused, or that the one who agreed took back, is over.
  joins(ApprovalMoved, async (tx, { data }, actor) => {
    if (data.act !== swapAct || (data.state !== 'refused' && data.state !== 'withdrawn')) return;
    const request = await tables(tx).selectFrom('approvals').select('data').where('id', '=', data.approvalId).executeTakeFirstOrThrow();
    await swapRefused(tx, actor, (request.data as { swapId: string }).swapId);
  }),
  // Who leaves a team works none of its shifts; who is back works them again.
  joins(MembersChanged, (tx, { data }, actor) => moved(tx, actor, [...data.left, ...data.joined.map((one) => one.id)])),
  joins(PersonDeactivated, (tx, { about }, actor) => moved(tx, actor, [about.id])),
  joins(PersonReactivated, (tx, { about }, actor) => moved(tx, actor, [about.id])),
];

/** Shifts begin and end by the clock; what nobody decided about a shift that begins is over. */
export const onClocks = [onClock(clockKind, {
  async ranOut(tx, clock) {
    await tellEdges(tx, clock);
    await swapsOver(tx, system('rota'), clock.about_id);
  },
})] as const;
