import { sql } from 'kysely';
import { newId } from '../../core/ids.ts';
import { system, type PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record, type Recorded } from '../../core/server/journal.ts';
import { actorFor } from '../people/access.ts';
import { sees } from '../tickets/access.ts';
import { NotificationMade, NotificationsRead } from './contract.ts';
import { seesMatter } from './access.ts';
import type { Matter } from './matters.ts';
import { preferencesFrom } from './preferences.ts';
import { unreadOf } from './queries.ts';
import { pathOf, quietAt, wantsAny, type Kind } from './rules.ts';
import { tables } from './tables.ts';

/** What one is told of: an entry of the ticket the fact is about, or another thing. */
export type About = { readonly entryId: string } | Matter;
const asMatter = (about: About): Matter | null => ('entryId' in about ? null : about);

/**
 * Tells one person of a fact: nothing when they muted the ticket, may not see what it is about now, or want nothing
 * of this kind. Telling the same fact twice tells it once. `forId`: who was meant and is away.
 */
export async function notify(tx: Tx, personId: string, kind: Kind, fact: Recorded, about: About, forId: string | null = null): Promise<void> {
  const matter = asMatter(about);
  const actor = await actorFor(tx, personId);
  const found = await tables(tx).selectFrom('people as p').leftJoin('tickets as t', (j) => j.on('t.id', '=', matter ? null : fact.about.id))
    .leftJoin('ticket_followers as f', (j) => j.onRef('f.ticket_id', '=', 't.id').onRef('f.person_id', '=', 'p.id')).leftJoin('notification_preferences as c', 'c.person_id', 'p.id')
    .select(['t.id', 't.number', 't.team_id', 't.owner_id', 'f.muted', 'c.data', 'p.zone']).where('p.id', '=', personId).executeTakeFirst();
  if (!found || !actor || found.muted || !(matter ? seesMatter(actor, matter) : found.id && (await sees(tx, actor, { ...found, id: found.id, team_id: found.team_id! })))) return;
  const chosen = preferencesFrom(found.data);
  const ways = chosen.kinds[kind];
  if (!wantsAny(chosen, kind)) return;
  const id = newId();
  const row = await tables(tx).insertInto('notifications').values({
    id, person_id: personId, kind, ...('entryId' in about ? { ticket_id: found.id, entry_id: about.entryId } : { matter_kind: about.kind, matter_id: about.id, path: about.path, team_id: about.teamId }),
    fact_id: fact.id, for_id: forId, actor_kind: fact.actor.kind, actor_id: fact.actor.id, app: ways.app, mail: ways.mail && chosen.mail.on, at: fact.at,
  }).onConflict((c) => c.columns(['person_id', 'fact_id']).doNothing()).returning('id').executeTakeFirst();
  if (!row || (!ways.app && !ways.browser)) return;
  // Old news (a worker that was away) waits in the centre and does not ring.
  const late = clock.ms() - Date.parse(fact.at) > 10 * 60_000;
  const browser = ways.browser && !late && !quietAt(chosen.quiet, clock.ms(), found.zone);
  const path = 'entryId' in about ? pathOf(found.number!, about.entryId) : about.path;
  await record(tx, system('notifications'), NotificationMade, { about: personId, to: [`person:${personId}`], data: { id, kind, ticketId: found.id, number: found.number, path, browser, unread: await unreadOf(tx, actor) } });
}

export type Which = { readonly ids: readonly string[] } | { readonly ticketId: string } | { readonly path: string } | { readonly all: true };

/** Marks one's own as read, in all one's tabs. Answers how many are left. */
export async function markRead(tx: Tx, actor: PersonActor, which: Which): Promise<number> {
  let mine = tables(tx).updateTable('notifications').set({ read_at: clock.now() }).where('person_id', '=', actor.id).where('read_at', 'is', null);
  if ('ids' in which) mine = mine.where('id', 'in', [...which.ids]);
  if ('ticketId' in which) mine = mine.where('ticket_id', 'in', (q) => q.selectFrom('tickets').select('id').where((e) => e.or([e('id', '=', which.ticketId), e('merged_into', '=', which.ticketId)])));
  if ('path' in which) mine = mine.where(sql<string>`split_part(path, '?', 1)`, '=', which.path);
  const read = await mine.returning('id').execute();
  const unread = await unreadOf(tx, actor);
  if (read.length) await record(tx, actor, NotificationsRead, { about: actor.id, to: [`person:${actor.id}`], data: { ids: 'all' in which ? null : read.map((r) => r.id), unread } });
  return unread;
}

/** What waited for somebody on a ticket, by some of its entries, or on a thing waits no longer: nobody, or not this person, is called to it any more, by the centre or by mail. */
export async function markOver(tx: Tx, of: { readonly ticketId: string; readonly entryIds?: readonly string[] } | { readonly matterId: string }, kind: Kind, personId?: string): Promise<void> {
  let waiting = tables(tx).selectFrom('notifications').select(['id', 'person_id']).where('kind', '=', kind).where('read_at', 'is', null).orderBy('id');
  waiting = 'ticketId' in of ? waiting.where('ticket_id', '=', of.ticketId) : waiting.where('matter_id', '=', of.matterId);
  if ('ticketId' in of && of.entryIds) waiting = waiting.where('entry_id', 'in', [...of.entryIds]);
  if (personId) waiting = waiting.where('person_id', '=', personId);
  const rows = await waiting.execute();
  for (const one of new Set(rows.map((r) => r.person_id))) {
    const actor = await actorFor(tx, one);
    if (actor) await markRead(tx, actor, { ids: rows.filter((r) => r.person_id === one).map((r) => r.id) });
  }
}

/** Forgets what is older than 90 days. */
export const sweepNotifications = (db: Reads) => tables(db).deleteFrom('notifications').where('at', '<', clock.iso(-90 * 24 * 3600_000)).execute();
