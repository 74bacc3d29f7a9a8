import { joins } from '../../core/server/journal.ts';
import { onClock } from '../clocks/on-clock.ts';
import { PersonDeactivated, TeamChanged } from '../people/contract.ts';
import { overdue, personLeft, teamGone } from './asks.ts';

export const followers = [
  joins(PersonDeactivated, (tx, fact, actor) => personLeft(tx, actor, fact.about.id)),
  joins(TeamChanged, async (tx, fact, actor) => { if (fact.data.set.archivedAt) await teamGone(tx, actor, fact.about.id); }),
] as const;

/** A question or request whose time is over: said once, in the transaction of its clock. */
export const onClocks = [onClock('ask', { ranOut: (tx, clock) => overdue(tx, clock.about_id) })] as const;
