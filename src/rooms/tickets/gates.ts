import { answers } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { teamInUse } from '../people/contract.ts';
import { teamMayArchive } from '../people/teams.ts';
import { tables } from './tables.ts';

/** A team with tickets that are not closed cannot be archived: they would lie nowhere. */
export const gates = [
  answers(teamMayArchive, async (tx, _actor, { teamId }) => {
    const open = await tables(tx).selectFrom('tickets').select((e) => e.fn.countAll<number>().as('n')).where('team_id', '=', teamId).where('status', 'in', ['open', 'waiting']).where('merged_into', 'is', null).executeTakeFirstOrThrow();
    if (open.n) refuse(teamInUse, { tickets: open.n });
  }),
];
