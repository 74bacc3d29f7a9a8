import { sql } from 'kysely';
import { replies } from '../../../core/server/gates.ts';
import { besideTicket } from '../../tickets/beside.ts';
import { contactAttempts } from '../../tickets/closing-needs.ts';
import { entryContents } from '../../tickets/queries.ts';
import { searchMore, type Found } from '../../tickets/searches.ts';
import { callsByIds, callsOf } from './call-answers.ts';
import { CallLogged, CallStarted } from './contract.ts';
import { attemptsTried } from './queries.ts';
import { tables } from './tables.ts';

/** What stands in a timeline's entries of calls. Only teammates are answered; that they see the ticket has been looked at. */
const contents = replies(entryContents, async (db, actor, { entries }) => {
  if (actor.kind !== 'person') return {};
  const ids = entries.filter((e) => e.name === CallStarted.name || e.name === CallLogged.name).map((e) => e.id);
  return Object.fromEntries((await callsByIds(db, actor, ids)).map((call) => [call.id, call]));
});

/** Calls whose notes hold the words searched, newest first. Whose ticket may be seen is decided by who asked. */
const found = replies(searchMore, async (db, actor, { query, limit }) => (actor.kind === 'person' ? (await foundQuery(query, limit).execute(tables(db))).rows : []));
const foundQuery = (query: string, limit: number) => sql<Found>`select ticket_id as "ticketId", id as "entryId", 'call' as in, started_at as at, left(notes, 4000) as text from calls
  where search @@ to_tsquery('desk', ${query}) and discarded_at is null order by started_at desc limit ${limit}`;

/** Calls and other attempts, for the rules of closing: an unsuccessful contact needs some. */
const tried = replies(contactAttempts, (db, _actor, { ticketId }) => attemptsTried(db, ticketId));

/** Calls of a ticket, next to it. */
const beside = replies(besideTicket, async (db, actor, { ticketId }) => (actor.kind === 'person' ? [{ key: ['phone', 'calls', ticketId], data: await callsOf(db, actor, ticketId) }] : []));

export const gates = [contents, found, tried, beside] as const;
