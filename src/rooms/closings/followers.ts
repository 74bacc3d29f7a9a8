import { joins } from '../../core/server/journal.ts';
import { Reopened, Undone, Waiting } from '../tickets/contract.ts';
import { end, endNot } from './closings.ts';

/** Whatever opens a ticket again ends its closing; the history stays. */
export const followers = [
  joins(Reopened, (tx, fact) => end(tx, fact.about.id, fact.actor.kind === 'person' ? fact.actor.id : null)),
  // A closed ticket may be let wait instead of being opened first.
  joins(Waiting, (tx, fact) => end(tx, fact.about.id, fact.actor.id)),
  joins(Undone, async (tx, fact) => {
    const { status } = fact.data.set;
    if (status === 'closed') await endNot(tx, fact.about.id);
    else if (status) await end(tx, fact.about.id, fact.actor.id);
  }),
] as const;
