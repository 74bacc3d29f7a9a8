import { joins } from '../../core/server/journal.ts';
import { Assigned, Given, TagsChanged, TicketOpened } from '../tickets/contract.ts';
import { applyFitting } from './applying.ts';

/** Templates that come by themselves: with the ticket, with a tag, with another team. */
export const followers = [
  joins(TicketOpened, (tx, fact, actor) => applyFitting(tx, actor, fact.about.id)),
  joins(TagsChanged, async (tx, fact, actor) => { if (fact.data.added.length) await applyFitting(tx, actor, fact.about.id); }),
  joins(Assigned, async (tx, fact, actor) => { if (fact.data.fromTeam !== fact.data.toTeam) await applyFitting(tx, actor, fact.about.id); }),
  joins(Given, async (tx, fact, actor) => { if (fact.data.fromTeam !== fact.data.toTeam) await applyFitting(tx, actor, fact.about.id); }),
] as const;
