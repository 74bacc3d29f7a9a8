import type { FastifyReply } from 'fastify';
import { notFound } from '../../../core/refusals.ts';
import { atLeast, type PersonActor } from '../../../core/server/actor.ts';
import type { Reads } from '../../../core/server/db.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { readable } from '../../tickets/access.ts';
import { rawOf } from './incoming-mails.ts';
import { tables } from './tables.ts';

/** Answers a mail byte for byte (W-C15): only ever a download, and never shown by a browser. */
export async function sendRaw(db: Reads, reply: FastifyReply, mail: { id: string; file_id: string }): Promise<void> {
  const raw = await rawOf(db, mail.file_id);
  await reply.headers({
    'content-type': 'application/octet-stream', 'content-length': String(raw.length), 'content-disposition': `attachment; filename="${mail.id}.eml"`, 'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'private, no-store', 'cross-origin-resource-policy': 'same-origin',
  }).send(raw);
}

/** The mail a message was made of, for those who see its ticket: its head may name who was in blind copy on the way, so leads and admins only. */
export async function originalOf(db: Reads, actor: PersonActor, entryId: string): Promise<{ id: string; file_id: string }> {
  if (!atLeast(actor.role, 'lead')) refuse(notFound);
  const row = await tables(db).selectFrom('incoming_mails as i').innerJoin('messages as m', 'm.id', 'i.entry_id').select(['i.id', 'i.file_id', 'm.ticket_id']).where('i.entry_id', '=', entryId).where('i.state', '=', 'done').orderBy('i.at').limit(1).executeTakeFirst();
  if (!row) return refuse(notFound);
  await readable(db, actor, row.ticket_id);
  return row;
}
