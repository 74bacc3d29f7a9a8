import { sql } from 'kysely';
import type { In, Out } from '../../../core/contract.ts';
import { notFound } from '../../../core/refusals.ts';
import type { PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import type { Db, Reads } from '../../../core/server/db.ts';
import { outboxHealth } from '../../../core/server/mail.ts';
import { outgoingServer } from '../../../core/server/mail-server.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { watched, watches } from './access.ts';
import type { incomingMail, mailbox, mailHealth, outgoingMail, outgoingServer as serverShape, readMail } from './contract.ts';
import { rawOf, type Arrival } from './incoming-mails.ts';
import { fromRow } from './mailbox-row.ts';
import { reader } from './receive.ts';
import { tables, type IncomingMail } from './tables.ts';
import { textToHtml } from './text-html.ts';

const pageSize = 50;
const nobody = '00000000-0000-0000-0000-000000000000';

export const listMailboxes = async (db: Reads): Promise<Out<typeof mailbox>[]> => (await tables(db).selectFrom('mailboxes').selectAll().orderBy('address').execute()).map(fromRow);
export async function mailboxById(db: Reads, id: string): Promise<Out<typeof mailbox>> {
  const row = await tables(db).selectFrom('mailboxes').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : refuse(notFound);
}

export async function serverNow(db: Reads): Promise<In<typeof serverShape>> {
  const server = await outgoingServer(db);
  if (!server) return { from: 'none', host: '', port: 587, security: 'starttls', user: '', hasPassword: false };
  return { from: server.from, host: server.host, port: server.port, security: server.security, user: server.user, hasPassword: server.password !== '' };
}

const shape = (m: IncomingMail): In<typeof incomingMail> => ({
  id: m.id, mailboxId: m.mailbox_id, source: m.source as 'smtp', state: m.state as 'done', kind: m.kind, reason: m.reason, sender: m.sender || ((m.envelope as Arrival).from ?? ''), subject: m.subject, bytes: Number(m.bytes), attempts: m.attempts,
  ticketId: m.ticket_id, messageId: m.entry_id, at: m.at, doneAt: m.done_at,
});

/** Mails as they arrived, newest first; the id of the last one is the place to go on from. */
export async function listIncoming(db: Reads, actor: PersonActor, query: { state?: string; cursor?: string }): Promise<{ items: In<typeof incomingMail>[]; next: string | null }> {
  const boxes = await watched(db, actor);
  let q = tables(db).selectFrom('incoming_mails').selectAll().where('mailbox_id', 'in', boxes.length ? boxes : [nobody]);
  if (query.state) q = q.where('state', '=', query.state);
  const after = query.cursor && /^[0-9a-f-]{36}$/.test(query.cursor) ? query.cursor : null;
  if (after) q = q.where('id', '<', after);
  const rows = await q.orderBy('id', 'desc').limit(pageSize + 1).execute();
  return { items: rows.slice(0, pageSize).map(shape), next: rows.length > pageSize ? rows[pageSize - 1]!.id : null };
}

/** A kept mail this person looks after; the same answer for a missing and a forbidden one. */
export async function watchedMail(db: Reads, actor: PersonActor, id: string): Promise<IncomingMail> {
  const row = await tables(db).selectFrom('incoming_mails as i').innerJoin('mailboxes as b', 'b.id', 'i.mailbox_id').selectAll('i').select('b.team_id').where('i.id', '=', id).executeTakeFirst();
  return row && watches(actor, row.team_id) ? row : refuse(notFound);
}
export const incomingById = async (db: Reads, actor: PersonActor, id: string): Promise<In<typeof incomingMail>> => shape(await watchedMail(db, actor, id));

/** A kept mail as it reads, for those that became no message. What cannot be read is shown as the words of its head and body. */
export async function readIncomingMail(db: Db, actor: PersonActor, id: string): Promise<In<typeof readMail>> {
  const row = await watchedMail(db, actor, id);
  const raw = await rawOf(db, row.file_id);
  const read = await reader().read(raw, { mailFrom: (row.envelope as Arrival).from ?? undefined });
  const base = { ...shape(row), mailId: row.message_id };
  if (!read.ok) {
    const text = raw.subarray(0, 20_000).toString('latin1');
    return { ...base, from: null, to: [], cc: [], html: textToHtml(text), text, problems: [read.reason], bounce: null, files: [] };
  }
  const { mail, classified } = read;
  const safe = mail.html === null ? null : await reader().sanitise({ html: mail.html, cids: {}, remoteImages: 'blocked' });
  const one = classified.bounce;
  return {
    ...base, subject: mail.subject, from: mail.from, to: mail.to, cc: mail.cc, html: safe?.ok ? safe.html : textToHtml(mail.text), text: mail.text, problems: mail.problems,
    bounce: one ? { permanent: one.permanent, recipient: one.recipients[0]?.address ?? '' } : null, files: mail.attachments.map((f) => ({ name: f.name, type: f.declaredType, bytes: f.content.length, inline: f.inline })),
  };
}

/** How mail stands, for the health page. */
export async function health(db: Reads, actor: PersonActor): Promise<In<typeof mailHealth>> {
  const boxes = await watched(db, actor);
  const rows = await tables(db).selectFrom('incoming_mails').select(({ fn }) => ['state', fn.countAll<number>().as('n'), fn.min('at').as('oldest')])
    .where('mailbox_id', 'in', boxes.length ? boxes : [nobody]).where('state', 'in', ['received', 'parked', 'filed', 'held']).groupBy('state').execute();
  const of = (state: string) => rows.find((r) => r.state === state);
  const failing = await tables(db).selectFrom('mailboxes').select('id').where('imap_state', '=', 'failing').where('id', 'in', boxes.length ? boxes : [nobody]).execute();
  const brakes = await tables(db).selectFrom('automatic_mails').select(['id', 'address', 'kind', 'ticket_id', 'at']).where('sent', '=', false).where('at', '>', clock.iso(-86_400_000)).orderBy('at', 'desc').limit(50).execute();
  return {
    incoming: { waiting: of('received')?.n ?? 0, oldestSeconds: of('received') ? Math.max(0, (clock.ms() - Date.parse(String(of('received')!.oldest))) / 1000) : 0, parked: of('parked')?.n ?? 0, filed: of('filed')?.n ?? 0, held: of('held')?.n ?? 0 },
    outgoing: await outboxHealth(db), server: (await outgoingServer(db)) !== null, failing: failing.map((m) => m.id), brakes: brakes.map((b) => ({ id: b.id, address: b.address, kind: b.kind, ticketId: b.ticket_id, at: b.at })),
  };
}

/** Mails of the outbox, newest first. Of replies only those on tickets this person may see; other mail is for admins. */
export async function listOutgoing(db: Reads, actor: PersonActor, query: { state?: string; cursor?: string }): Promise<{ items: In<typeof outgoingMail>[]; next: string | null }> {
  const after = query.cursor && /^[0-9a-f-]{36}$/.test(query.cursor) ? query.cursor : null;
  const { rows } = await sql<{ id: string; kind: string; about_kind: string | null; about_id: string | null; ticket_id: string | null; recipients: string[]; subject: string; state: string; attempts: number; reason: string | null; made_at: string; due_at: string }>`
    select o.id, o.kind, o.about_kind, o.about_id, t.id as ticket_id, o.recipients, o.subject, o.state, o.attempts, o.reason, o.made_at, o.due_at
    from outbox o left join messages m on o.about_kind = 'message' and m.id = o.about_id left join tickets t on t.id = coalesce(m.ticket_id, case when o.about_kind = 'ticket' then o.about_id end)
    where o.state = any(${query.state ? [query.state] : ['held', 'queued', 'sending', 'failed', 'unknown']}) and (${actor.role === 'admin'} or t.team_id = any(${[...actor.sees]}::uuid[]))
      and (${after}::uuid is null or o.id < ${after}::uuid) order by o.id desc limit ${pageSize + 1}`.execute(db);
  const items = rows.slice(0, pageSize).map((o) => ({
    id: o.id, kind: o.kind, aboutKind: o.about_kind, aboutId: o.about_id, ticketId: o.ticket_id, recipients: o.recipients, subject: o.subject, state: o.state as 'held', attempts: o.attempts, reason: o.reason, madeAt: o.made_at, dueAt: o.due_at,
  }));
  return { items, next: rows.length > pageSize ? rows[pageSize - 1]!.id : null };
}

/** Whether this person may decide about a mail of the outbox. */
export async function mayDecide(db: Reads, actor: PersonActor, id: string): Promise<void> {
  const { rows } = await sql<{ team_id: string | null }>`select t.team_id from outbox o left join messages m on o.about_kind = 'message' and m.id = o.about_id
    left join tickets t on t.id = coalesce(m.ticket_id, case when o.about_kind = 'ticket' then o.about_id end) where o.id = ${id}`.execute(db);
  if (!rows[0] || (actor.role !== 'admin' && !(rows[0].team_id && actor.sees.includes(rows[0].team_id)))) refuse(notFound);
}
