import { sql } from 'kysely';
import { replies } from '../../core/server/gates.ts';
import { identityOf } from '../customers/verifications.ts';
import { besideTicket } from '../tickets/beside.ts';
import { entryContents } from '../tickets/queries.ts';
import { searchMore, type Found } from '../tickets/searches.ts';
import { ticketAsks } from './ask-answers.ts';
import { NoteAdded } from './contract.ts';
import { listNotes, notesByIds } from './queries.ts';
import { tables } from './tables.ts';

/** What stands in a timeline's entries of notes. Only teammates are answered; that they see the ticket has been looked at. */
export const contents = replies(entryContents, async (db, actor, { teamId, entries }) => {
  if (actor.kind !== 'person') return {};
  const ids = entries.filter((e) => e.name === NoteAdded.name).map((e) => e.id);
  return Object.fromEntries((await notesByIds(db, actor, ids, teamId)).map((note) => [note.id, note]));
});

/** Notes that hold the words searched, newest first. Whose ticket may be seen is decided by who asked. */
export const found = replies(searchMore, async (db, actor, { query, limit }) => (actor.kind === 'person' ? (await foundQuery(query, limit).execute(tables(db))).rows : []));

export const foundQuery = (query: string, limit: number) => sql<Found>`select ticket_id as "ticketId", id as "entryId", 'note' as in, at, left(text, 4000) as text from notes
  where search @@ to_tsquery('desk', ${query}) and removed_at is null order by at desc limit ${limit}`;

/** Pinned notes, open asks and whom the customer is known to be, next to their ticket. */
const beside = replies(besideTicket, async (db, actor, { ticketId, customerId }) => {
  if (actor.kind !== 'person') return [];
  const known = customerId ? [{ key: ['customers', 'identity', customerId], data: await identityOf(db, actor, customerId) }] : [];
  return [{ key: ['notes', 'pinned', ticketId], data: (await listNotes(db, actor, ticketId, { pinned: '1', limit: 50 })).items }, { key: ['notes', 'asks', 'ticket', ticketId], data: await ticketAsks(db, actor, ticketId) }, ...known];
});

export const gates = [contents, found, beside] as const;
