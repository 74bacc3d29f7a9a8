import { replies } from '../../core/server/gates.ts';
import { attention } from '../tickets/attention.ts';
import { eases } from './easing-in.ts';
import { leftOvernight } from './sweeps.ts';

/** What stayed open overnight without a next step, for the hand-off sheet. Whose ticket may be seen is looked at by who asked. */
const overnight = replies(attention, async (db, _actor, { teamId }) => (await leftOvernight(db, teamId)).map((t) => ({
  section: 'overnight' as const, ticketId: t.ticketId, line: t.ownerId ? 'No next step, and its owner is not on duty next' : 'No next step and no owner', dueAt: null, late: false, personId: t.ownerId,
})));

export const gates = [overnight, eases] as const;
