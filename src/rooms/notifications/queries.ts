import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { shortened } from '../../core/text.ts';
import { seenNow } from './access.ts';
import type { notification, notifications } from './contract.ts';
import { wordsOfMatters, type MatterKind } from './matters.ts';
import { pathOf, type Kind } from './rules.ts';
import { tables } from './tables.ts';

const most = 100;

/** How many are unread of what the person may see now; counting ends at 100. */
export async function unreadOf(db: Reads, actor: PersonActor): Promise<number> {
  return (await unreadQuery(actor).execute(db)).rows[0]!.n;
}
export const unreadQuery = (actor: PersonActor) => sql<{ n: number }>`select count(*) as n from (select 1 from notifications n left join tickets t on t.id = n.ticket_id
  where n.person_id = ${actor.id} and n.read_at is null and n.app and ${seenNow(actor)} limit ${sql.lit(most)}) x`;

/** A page of the centre: only of what the person may see now (W-G6), with words read by the rights of now. */
export async function listNotifications(db: Reads, actor: PersonActor, ask: Out<typeof notifications.list.spec.query>): Promise<{ items: Out<typeof notification>[]; next: string | null }> {
  let query = tables(db).selectFrom('notifications as n').leftJoin('tickets as t', 't.id', 'n.ticket_id').leftJoin('people as p', 'p.id', 'n.actor_id').leftJoin('people as w', 'w.id', 'n.for_id').leftJoin('customers as c', 'c.id', 't.customer_id')
    .leftJoin('messages as m', 'm.id', 'n.entry_id').leftJoin('notes as o', 'o.id', 'n.entry_id')
    .select(['n.id', 'n.kind', 'n.at', 'n.read_at', 'n.entry_id', 'n.actor_kind', 'n.actor_id', 'n.for_id', 'n.matter_kind', 'n.matter_id', 'n.path', 'w.name as away', 'p.name as person', 'c.name as customer', 't.customer_id', 't.id as ticket', 't.number', 't.subject'])
    .select([sql<string | null>`left(coalesce(o.text, m.text), 400)`.as('words'), sql<string | null>`m.sender->>'name'`.as('sender')])
    .where('n.person_id', '=', actor.id).where('n.app', '=', true).where(seenNow(actor));
  if (ask.unread) query = query.where('n.read_at', 'is', null);
  const [at, id] = ask.cursor?.split(' ') ?? [];
  if (at && id && !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id)) query = query.where(sql<boolean>`(n.at, n.id) < (${at}::timestamptz, ${id}::uuid)`);
  const rows = await query.orderBy('n.at', 'desc').orderBy('n.id', 'desc').limit(ask.limit + 1).execute();
  const last = rows.length > ask.limit ? rows[ask.limit - 1] : undefined;
  const shown = rows.slice(0, ask.limit);
  const matters = await wordsOfMatters(db, actor, shown.flatMap((r) => (r.matter_id ? { kind: r.matter_kind as MatterKind, id: r.matter_id } : [])));
  const items = shown.map((r) => ({
    id: r.id, kind: r.kind as Kind, at: r.at, readAt: r.read_at, actor: { kind: r.actor_kind, id: r.actor_id ?? (r.actor_kind === 'system' && !r.sender ? null : r.customer_id), name: r.person ?? (r.sender || (r.actor_kind === 'system' ? 'Baton' : r.customer) || 'The customer') },
    ticket: r.ticket ? { id: r.ticket, number: r.number!, subject: r.subject! } : null, entryId: r.entry_id, matter: r.matter_id ? { kind: r.matter_kind as MatterKind, id: r.matter_id } : null, path: r.path ?? pathOf(r.number!, r.entry_id!),
    for: r.for_id ? { id: r.for_id, name: r.away ?? 'a teammate' } : null, words: shortened((r.matter_id ? matters.get(r.matter_id) ?? '' : r.words ?? '').replace(/\s+/g, ' ').trim(), 140),
  }));
  return { items, next: last ? `${last.at} ${last.id}` : null };
}
