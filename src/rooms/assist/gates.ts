import { replies } from '../../core/server/gates.ts';
import { besideTicket } from '../tickets/beside.ts';
import { summaryOf } from './queries.ts';

/** What a ticket is about, next to it. */
export const beside = replies(besideTicket, async (db, actor, { ticketId }) => (actor.kind === 'person' ? [{ key: ['assist', 'summary', ticketId], data: await summaryOf(db, actor, ticketId) }] : []));
