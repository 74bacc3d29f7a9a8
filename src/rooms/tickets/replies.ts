import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { attachFiles, loosenFiles } from '../../core/server/files.ts';
import { ask } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { richText, type RichText } from '../../core/server/rich-text.ts';
import { readSettings } from '../../core/server/settings.ts';
import { workableOne } from './access.ts';
import { change, tell, undoable } from './changes.ts';
import { DeliveryDecided, filesMissing, mayReply, MessageReceived, notForYou, noRecipient, notStuck, othersWrote, Replied, ReplyCancelled, replyEmpty, ReplyRetried, ticketSettings, tooLate, type tickets } from './contract.ts';
import { dropSaid, putBack } from './drafts.ts';
import { follow } from './following.ts';
import { family, familyOf } from './families.ts';
import { lastWords, messageRow, type Delivery } from './messages.ts';
import { newestWords } from './newest-words.ts';
import { about } from './owners.ts';
import { addCopied } from './participants.ts';
import { quoteOf } from './quotes.ts';
import { snippetOf } from './rules.ts';
import { close, waitUntil } from './states.ts';
import { tables, type MessageRecord, type Ticket } from './tables.ts';
import { undo } from './undos.ts';

export type NewReply = Out<typeof tickets.reply.spec.body>;

/**
 * Answers the customer: the reply waits out its undo time, then its channel sends it (the channel joins
 * `tickets.replied`, so both exist or neither, W-L2). Stopped with `tickets.others-wrote` when somebody else wrote
 * after the newest entry the writer had seen (Q11). The draft goes only when all succeeded.
 */
export async function reply(tx: Tx, actor: PersonActor, ticketId: string, what: NewReply): Promise<{ ticket: Ticket; messageId: string; dueAt: string }> {
  const before = await workableOne(tx, actor, ticketId);
  if (!what.anyway) await nobodyWroteSince(tx, actor, ticketId, what.seen);
  if (!what.to.length) refuse(noRecipient);
  const written = richText(what.html);
  await ask(tx, actor, mayReply, { ...about(before), messageId: what.id, text: written.text });
  const seconds = what.undoSeconds ?? (await readSettings(tx, ticketSettings, before.team_id)).undoSeconds;
  const dueAt = clock.iso(seconds * 1000);
  const folded = what.quote ? await quoteOf(tx, await familyOf(tx, ticketId), what.quote) : '';
  await keep(tx, actor, before, what, written, folded, dueAt);
  await addCopied(tx, actor, before, [...what.to, ...what.cc]);
  const patch = { ...lastWords(before, written.text, clock.iso(), 'us'), message_count: before.message_count + 1 };
  let ticket = await change(tx, actor, before, patch, Replied, { messageId: what.id, dueAt, to: what.to, cc: what.cc, channel: before.channel }, { uid: what.id });
  await follow(tx, actor, ticket, actor.id);
  const { then } = what;
  if (then) ({ result: ticket } = await undoable(tx, actor, (act) => (then.kind === 'close' ? close(tx, actor, ticketId, { act, closing: then.closing, said: written.text }) : waitUntil(tx, actor, ticketId, then.for, then.until, then.note, { act })), what.id));
  return { ticket, messageId: what.id, dueAt };
}

async function keep(tx: Tx, actor: PersonActor, ticket: Ticket, what: NewReply, written: RichText, folded: string, dueAt: string): Promise<void> {
  const fileIds = [...new Set([...what.fileIds, ...written.fileIds])];
  if (written.text === '' && !fileIds.length) refuse(replyEmpty);
  await tables(tx).insertInto('messages').values({
    id: what.id, ticket_id: ticket.id, direction: 'out', channel: ticket.channel, person_id: actor.id, sender: sql`(select jsonb_build_object('name', name, 'address', '') from people where id = ${actor.id})`, recipients: JSON.stringify(what.to), copies: JSON.stringify(what.cc),
    html: written.html, folded_html: folded, text: written.text, delivery: 'pending', due_at: dueAt, at: clock.now(),
  }).execute();
  await dropSaid(tx, actor, ticket.id, 'reply', { html: what.html, fileIds, draft: what.draft });
  const tied = await attachFiles(tx, fileIds, { kind: 'message', id: what.id }, actor.id);
  // Only one's own uploads can be sent: no file of a note or of another ticket leaves this way.
  const missing = fileIds.filter((id) => !tied.some((f) => f.id === id));
  if (missing.length) refuse(filesMissing, { fileIds: missing });
}

interface Newer { entryId: string; at: string; personId: string | null; name: string; text: string }

async function nobodyWroteSince(tx: Tx, actor: PersonActor, ticketId: string, seen: number): Promise<void> {
  const { rows } = await sql<Newer>`${family(ticketId)} select f.uid as "entryId", f.at, m.person_id as "personId", coalesce(p.name, m.sender->>'name') as name, left(m.text, 400) as text
    from facts f join messages m on m.id = f.uid left join people p on p.id = m.person_id
    where f.about_id in (select id from family) and f.shown and f.id > ${seen} and f.name in (${MessageReceived.name}, ${Replied.name})
      and m.person_id is distinct from ${actor.id}::uuid and m.delivery <> 'cancelled' and not coalesce((f.data->>'quiet')::boolean, false) order by f.id desc limit 20`.execute(tx);
  if (rows.length) refuse(othersWrote, { entries: rows.map(({ text, ...r }) => ({ ...r, snippet: snippetOf(text) })) });
}

/** A message of this person's desk, locked, on a ticket they work. */
async function stuck(tx: Tx, actor: PersonActor, messageId: string, from: readonly Delivery[], otherwise: typeof notStuck | typeof tooLate = notStuck): Promise<{ message: MessageRecord; ticket: Ticket }> {
  const where = await messageRow(tx, messageId);
  if (where?.direction !== 'out') return refuse(notFound);
  const ticket = await workableOne(tx, actor, where.ticket_id, { merged: true });
  const { delivery } = await tables(tx).selectFrom('messages').select('delivery').where('id', '=', messageId).forUpdate().executeTakeFirstOrThrow();
  if (!from.includes(delivery as Delivery)) refuse(otherwise, { delivery: delivery as Delivery });
  return { message: { ...where, delivery }, ticket };
}

/** Takes a reply back that has not left: it becomes its writer's draft again, and what was done with it is undone. */
export async function cancelReply(tx: Tx, actor: PersonActor, messageId: string): Promise<{ ticketId: string }> {
  const { message, ticket } = await stuck(tx, actor, messageId, ['pending', 'held', 'failed'], tooLate);
  if (message.person_id !== actor.id) refuse(notForYou);
  await tables(tx).updateTable('messages').set({ delivery: 'cancelled', due_at: null, html: '', folded_html: '', text: '' }).where('id', '=', messageId).execute();
  const files = await loosenFiles(tx, { kind: 'message', id: message.id });
  await putBack(tx, actor.id, ticket.id, { html: message.html, to: message.recipients, cc: message.copies, files });
  const patch = { ...(await newestWords(tx, ticket)), message_count: ticket.message_count - 1 };
  await change(tx, actor, ticket, patch, ReplyCancelled, { messageId });
  const then = await tables(tx).selectFrom('ticket_undos').select('id').where('id', '=', messageId).where('undone_at', 'is', null).executeTakeFirst();
  if (then) await undo(tx, actor, messageId, { lenient: true });
  return { ticketId: ticket.id };
}

/** Sends a reply once more whose sending failed, bounced or is held. */
export async function retryReply(tx: Tx, actor: PersonActor, messageId: string): Promise<void> {
  const { message, ticket } = await stuck(tx, actor, messageId, ['failed', 'bounced', 'held']);
  await again(tx, actor, message, ticket);
}

async function again(tx: Tx, actor: PersonActor, message: MessageRecord, ticket: Ticket): Promise<void> {
  const dueAt = clock.iso();
  await tables(tx).updateTable('messages').set({ delivery: 'pending', delivery_note: null, due_at: dueAt }).where('id', '=', message.id).execute();
  await tell(tx, actor, ticket, ReplyRetried, { messageId: message.id, dueAt, was: message.delivery as Delivery });
}

/** Decides about a reply whose sending was cut off: nobody knows whether it left (W-L3). */
export async function decideUnknown(tx: Tx, actor: PersonActor, messageId: string, as: 'sent' | 'again'): Promise<void> {
  const { message, ticket } = await stuck(tx, actor, messageId, ['unknown']);
  if (as === 'again') return await again(tx, actor, message, ticket);
  await tables(tx).updateTable('messages').set({ delivery: 'sent', delivery_note: null }).where('id', '=', messageId).execute();
  await tell(tx, actor, ticket, DeliveryDecided, { messageId, delivery: 'sent' });
}
