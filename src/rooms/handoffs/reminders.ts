import { system } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { onClock } from '../clocks/on-clock.ts';
import type { ClockRecord } from '../clocks/tables.ts';
import { tell } from '../tickets/changes.ts';
import { lockForDue } from '../tickets/due-times.ts';
import { Reminded } from './contract.ts';
import { clockKind, nextDeadline } from './deadlines.ts';
import { leadsOf } from './destinations.ts';
import { handoffShape } from './handoff-answers.ts';
import { expiresAt, loudnessAt, type Urgency } from './rules.ts';
import { openStates, tables } from './tables.ts';

const actor = system('handoff-clock');

/** Nobody accepted in time: it is told again by the next way, from then on also to the leads, and its clock runs on (H4). */
async function louder(tx: Tx, ran: ClockRecord): Promise<void> {
  const record = await tables(tx).selectFrom('handoffs').selectAll().where('id', '=', ran.about_id).where('state', 'in', [...openStates]).forUpdate().executeTakeFirst();
  if (!record) return;
  const urgency = record.urgency as Urgency;
  const step = record.step + 1;
  const first = record.state === 'offered' && step >= expiresAt(urgency);
  await nextDeadline(tx, actor, record, step, { id: ran.id, budgetMs: ran.budget_ms });
  const after = await tables(tx).updateTable('handoffs').set({ step, ...(first ? { state: 'expired' } : {}) }).where('id', '=', record.id).returningAll().executeTakeFirstOrThrow();
  const loud = loudnessAt(urgency, step);
  const also = [`person:${record.sender_id}`, ...(record.to_person ? [`person:${record.to_person}`] : [])];
  await tell(tx, actor, (await lockForDue(tx, record.ticket_id))!, Reminded, { handoff: handoffShape(after), loud, first, leads: loud === 'lead' ? await leadsOf(tx, record.to_team) : [] }, { also });
}

export const onClocks = [onClock(clockKind, { ranOut: louder })] as const;
