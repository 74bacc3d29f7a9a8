import { sql } from 'kysely';
import { replies } from '../../../core/server/gates.ts';
import { besideTicket } from '../../tickets/beside.ts';
import { closingNeeds, contactAttempts } from '../../tickets/closing-needs.ts';
import { familyOf } from '../../tickets/families.ts';
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

/** A call that runs, or of which nobody said how it went, stands before closing: for whoever made it; others see it. */
const open = replies(closingNeeds, async (db, actor, { ticketId }) => {
  const rows = await tables(db).selectFrom('calls as c').innerJoin('people as p', 'p.id', 'c.person_id').select(['c.id', 'c.person_id', 'c.ended_at', 'p.name']).where('c.ticket_id', 'in', await familyOf(db, ticketId))
    .where('c.wrapped_at', 'is', null).where('p.deactivated_at', 'is', null).orderBy('c.started_at').execute();
  return rows.map((c) => {
    const own = actor.kind === 'person' && actor.id === c.person_id;
    const words = c.ended_at === null ? `${own ? 'You are' : `${c.name} is`} on the phone with the customer` : own ? 'Say how your call went' : `${c.name} has not said yet how their call went`;
    return { id: c.id, kind: 'call', words, required: own, act: own ? (c.ended_at === null ? 'call' : `wrap-up ${c.id}`) : null };
  });
});

/** Calls of a ticket, next to it. */
const beside = replies(besideTicket, async (db, actor, { ticketId }) => (actor.kind === 'person' ? [{ key: ['phone', 'calls', ticketId], data: await callsOf(db, actor, ticketId) }] : []));

export const gates = [contents, found, tried, open, beside] as const;
