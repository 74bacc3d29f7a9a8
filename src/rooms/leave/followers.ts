import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { joins, type Follower } from '../../core/server/journal.ts';
import { ApprovalMoved } from '../approvals/contract.ts';
import { onClock } from '../clocks/on-clock.ts';
import { PersonDeactivated } from '../people/contract.ts';
import { begin, end, endInTime } from './departures.ts';
import { takeAct } from './contract.ts';
import { beginKind, callOff, endKind } from './grants.ts';
import { put } from './leave-row.ts';
import { tables } from './tables.ts';

/** A request for leave shows on the leave itself: asked, refused with the reason, or taken back. */
const moved = joins(ApprovalMoved, async (tx, fact, actor) => {
  const { approvalId, act, state } = fact.data;
  if (act !== takeAct) return;
  const request = await tables(tx).selectFrom('approvals').select(['data', 'answer']).where('id', '=', approvalId).executeTakeFirstOrThrow();
  const row = await tables(tx).selectFrom('leaves').selectAll().where('id', '=', (request.data as { leaveId: string }).leaveId).forUpdate().executeTakeFirst();
  if (!row) return;
  if (state === 'pending' && (row.state === 'draft' || row.state === 'refused')) await put(tx, actor, row, { state: 'asked', approval_id: approvalId, answer: '' });
  if (row.state !== 'asked' || row.approval_id !== approvalId) return;
  if (state === 'refused') await put(tx, actor, row, { state: 'refused', answer: request.answer });
  if (state === 'withdrawn') await put(tx, actor, row, { state: 'draft', approval_id: null });
});

/** Who leaves for good goes on no leave, and comes back from none. */
const left = joins(PersonDeactivated, async (tx, fact) => {
  const rows = await tables(tx).selectFrom('leaves').selectAll().where('person_id', '=', fact.about.id).where('state', 'in', ['draft', 'asked', 'refused', 'approved', 'away']).where('until_at', '>', clock.iso()).orderBy('id').forUpdate().execute();
  for (const row of rows) await (row.state === 'away' ? end(tx, system('leave'), row.id) : callOff(tx, system('leave'), row));
});

export const followers: readonly Follower[] = [moved, left];

export const onClocks = [
  onClock(beginKind, { ranOut: async (tx, { about_id }) => void (await begin(tx, system('leave'), about_id)) }),
  onClock(endKind, { ranOut: (tx, { about_id }) => endInTime(tx, about_id) }),
];
