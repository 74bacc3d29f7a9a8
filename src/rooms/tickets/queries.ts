import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { askAll, port } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { visible } from './access.ts';
import { besideTicket } from './beside.ts';
import { MessageMovedIn, MessageReceived, Replied, ticketSettings, type entry } from './contract.ts';
import { draftsOf } from './drafts.ts';
import { followersOf } from './following.ts';
import { linksOf } from './links.ts';
import { messagesByIds } from './message-answers.ts';
import { participantsOf } from './participants.ts';
import { mayDo, seesRow, type TicketHead, type TicketRow } from './rules.ts';
import { tables } from './tables.ts';
import { rows, shape } from './ticket-row.ts';

export type Entry = Out<typeof entry>;
/** Higher rooms add what they know to the entries of a timeline, by entry id: the words of a note, the state of a handoff. */
export const entryContents = port<{ readonly ticketId: string; readonly teamId: string; readonly entries: readonly { readonly id: string; readonly name: string; readonly data: unknown }[] }, Readonly<Record<string, unknown>>>('tickets.entry-contents');

/** A ticket somebody may see, and all that were merged into it, in one query; missing and forbidden ones answer alike. */
export async function seen(db: Reads, actor: PersonActor, ref: string): Promise<{ row: TicketRow; family: string[] }> {
  const found = await rows(db).select([
    sql<boolean>`exists (select from ticket_followers f where f.ticket_id = t.id and f.person_id = ${actor.id}::uuid)`.as('followed'),
    sql<string[]>`array(with recursive family as (select t.id union select m.id from tickets m join family f on m.merged_into = f.id) select id from family)`.as('family'),
  ]).where(/^\d+$/.test(ref) ? 't.number' : 't.id', '=', ref as never).executeTakeFirst();
  if (!found) return refuse(notFound);
  const row = shape(found);
  return seesRow(actor, row) || found.followed ? { row, family: found.family } : refuse(notFound);
}

/** A ticket's head, by id or number. */
export async function headOf(db: Reads, actor: PersonActor, ref: string, withBeside = false): Promise<TicketHead> {
  const { row, family } = await seen(db, actor, ref);
  const [participants, followers, links, drafts, { undoSeconds }] = await Promise.all([
    participantsOf(db, family), followersOf(db, row.id), linksOf(db, row.id), draftsOf(db, actor.id, row.id), readSettings(db, ticketSettings, row.teamId),
  ]);
  const beside = withBeside ? (await askAll(db, actor, besideTicket, { ticketId: row.id, customerId: row.customerId })).flat() : undefined;
  return { ticket: row, may: mayDo(actor, row), participants, followers, links, drafts, undoSeconds, beside };
}

interface FactRow { number: number; id: string; name: string; at: string; kind: string; actor: string | null; about: string; data: unknown }
const most = 500;

/** The entries of a ticket and of those merged into it, newest first; the cost is that of one page, however long the ticket. */
export async function timelineOf(db: Reads, actor: PersonActor, ticketId: string, ask: { before?: number; limit: number; through?: string }): Promise<{ items: Entry[]; next: number | null }> {
  const { row, family } = await seen(db, actor, ticketId);
  const through = ask.through ? await tables(db).selectFrom('facts').select('id').where('uid', '=', ask.through).where('about_id', 'in', family).executeTakeFirst() : undefined;
  // Reaching the entry asked for, a page is never shorter than usual.
  const limit = through ? Math.min(most, Math.max(ask.limit, (await factsOf(db, family, { limit: most, from: through.id })).length)) : ask.limit;
  const facts = await factsOf(db, family, { before: ask.before, limit: limit + 1 });
  return { items: await contents(db, actor, row, family, facts.slice(0, limit)), next: facts.length > limit ? facts[limit - 1]!.number : null };
}

async function factsOf(db: Reads, family: readonly string[], ask: { before?: number; limit: number; from?: number }): Promise<FactRow[]> {
  const { rows: facts } = await sql<FactRow>`select f.id as number, f.uid as id, f.name, f.at, f.actor_kind as kind, f.actor_id as actor, f.about_id as about, f.data
    from unnest(${[...family]}::uuid[]) as t(id) cross join lateral (
      select * from facts where about_id = t.id and shown ${ask.before ? sql`and id < ${ask.before}` : sql``} ${ask.from ? sql`and id >= ${ask.from}` : sql``} order by id desc limit ${ask.limit}
    ) f order by f.id desc limit ${ask.limit}`.execute(db);
  return facts;
}

const withMessage = new Set([MessageReceived.name, Replied.name, MessageMovedIn.name] as string[]);
const messageOf = (f: FactRow): string | null => (withMessage.has(f.name) ? (f.data as { messageId: string }).messageId : null);

async function contents(db: Reads, actor: PersonActor, row: TicketRow, family: readonly string[], facts: readonly FactRow[]): Promise<Entry[]> {
  const messages = await messagesByIds(db, facts.flatMap((f) => messageOf(f) ?? []));
  const more = Object.assign({}, ...(await askAll(db, actor, entryContents, { ticketId: row.id, teamId: row.teamId, entries: facts }))) as Record<string, unknown>;
  return facts.map((f) => {
    const message = messages.get(messageOf(f) ?? '');
    // `set` is for lists: a timeline says what changed in words of its own, and holds no words that were taken back.
    const { set: _, ...data } = f.data as { set?: unknown };
    return { id: f.id, number: f.number, name: f.name, at: f.at, actor: { kind: f.kind, id: f.actor }, data, message: message && family.includes(message.ticketId) ? message : null, more: more[f.id] ?? null };
  });
}

/** One entry, as a browser fetches it when it hears of it. */
export async function entryOf(db: Reads, actor: PersonActor, ticketId: string, entryId: string): Promise<Entry> {
  const { row, family } = await seen(db, actor, ticketId);
  const fact = await tables(db).selectFrom('facts').select(['id as number', 'uid as id', 'name', 'at', 'actor_kind as kind', 'actor_id as actor', 'about_id as about', 'data'])
    .where('uid', '=', entryId).where('about_id', 'in', family).where('shown', '=', true).executeTakeFirst();
  if (!fact) return refuse(notFound);
  return (await contents(db, actor, row, family, [fact]))[0]!;
}

/** The customer's other tickets that the viewer may see, newest first. */
export async function othersOf(db: Reads, actor: PersonActor, ticketId: string): Promise<TicketRow[]> {
  const { row, family } = await seen(db, actor, ticketId);
  if (!row.customerId) return [];
  const found = await rows(db).where('t.id', 'not in', family).where('t.merged_into', 'is', null).where(visible(actor))
    .where('t.customer_id', 'in', (q) => q.selectFrom('customers').select('id').where((e) => e.or([e('id', '=', row.customerId), e('merged_into', '=', row.customerId)]))).orderBy('t.made_at', 'desc').orderBy('t.id', 'desc').limit(50).execute();
  return found.map(shape);
}

/** Those of some tickets that the viewer may see. */
export const seenRows = async (db: Reads, actor: PersonActor, ids: readonly string[]): Promise<TicketRow[]> =>
  ids.length ? (await rows(db).where('t.id', 'in', [...ids]).where(visible(actor)).execute()).map(shape) : [];

/** Tags used in teams the viewer sees, those used last first. */
export async function tagsFor(db: Reads, actor: PersonActor, q: string, teamId?: string): Promise<string[]> {
  const teams = teamId ? actor.sees.filter((t) => t === teamId) : [...actor.sees];
  const { rows: found } = await sql<{ tag: string }>`select tag from ticket_tags where team_id = any(${teams}::uuid[]) and starts_with(tag, ${q.toLowerCase()}) group by tag order by max(at) desc, tag limit 20`.execute(db);
  return found.map((f) => f.tag);
}
