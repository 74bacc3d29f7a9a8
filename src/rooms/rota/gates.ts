import { answers } from '../../core/server/gates.ts';
import { mustAsk } from '../approvals/acts.ts';
import { maySetAvailability } from '../shifts/contract.ts';
import { offQueueAct } from './reserved-acts.ts';

/** Off the queue for longer than the team's time is reserved, as policy says. Without a team nobody could be asked. */
export const gates = [
  answers(maySetAvailability, async (tx, actor, { personId, teamId, said, minutes, limit, via }) => {
    if (teamId === null || minutes <= limit) return;
    await mustAsk(tx, actor, offQueueAct, { ticketId: null, teamId, data: { personId, teamId, ...said, minutes }, via });
  }),
] as const;
