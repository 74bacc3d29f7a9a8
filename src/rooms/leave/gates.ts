import { clock } from '../../core/server/clock.ts';
import { answers, replies } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { mayEndAbsence } from '../rota/contract.ts';
import { newWorkLimits } from '../shifts/eligibility.ts';
import { loadOf } from '../tickets/loads.ts';
import { isLeave, leaveSettings } from './contract.ts';
import { eased } from './rules.ts';
import { tables } from './tables.ts';

/** Who came back takes on a few new tickets in the first hours, beside what they had (S8). */
const gently = replies(newWorkLimits, async (db, _actor, { personIds }) => {
  const held = new Map<string, string>();
  if (!personIds.length) return held;
  const settings = await readSettings(db, leaveSettings, null);
  const back = await tables(db).selectFrom('leaves').select(['person_id', 'ended_at', 'open_then']).where('person_id', 'in', [...personIds]).where('state', '=', 'over').where('ended_at', '>', clock.iso(-settings.backHours * 3600_000)).execute();
  if (!back.length) return held;
  const loads = await loadOf(db, back.map((b) => b.person_id));
  for (const b of back) {
    const why = eased({ at: Date.parse(b.ended_at!), openThen: b.open_then }, loads.get(b.person_id)!.open, settings, clock.ms());
    if (why) held.set(b.person_id, why);
  }
  return held;
});

/** The absence of a leave ends with the leave, not beside it. */
const wholeLeave = answers(mayEndAbsence, async (tx, _actor, { absenceId }) => {
  const leave = await tables(tx).selectFrom('leaves').select('id').where('absence_id', '=', absenceId).where('state', 'in', ['approved', 'away']).executeTakeFirst();
  if (leave) refuse(isLeave, { leaveId: leave.id });
});

export const gates = [wholeLeave] as const;
export const portReplies = [gently] as const;
