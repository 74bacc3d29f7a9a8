import { sql } from 'kysely';
import type { Actor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import type { Reads, Tx } from '../../../core/server/db.ts';
import type { FileRow } from '../../../core/server/files.ts';
import { post, type MailAddress } from '../../../core/server/mail.ts';
import { setDelivery } from '../../tickets/messages.ts';
import { htmlToText } from './html-text.ts';
import { messageIdFor, replyAddress, returnAddress } from './reply-tokens.ts';
import { sanitiseOutgoing } from './sanitise.ts';
import { tables, type Mailbox } from './tables.ts';

export const replyKind = 'email.reply';
interface Told { readonly messageId: string; readonly ticketId: string; readonly dueAt: string; readonly to: readonly MailAddress[]; readonly cc: readonly MailAddress[] }

/** Writes the mail of a reply into the outbox, in the transaction of the reply: both exist or neither (W-L2). */
export async function postReply(tx: Tx, actor: Actor, told: Told): Promise<void> {
  const { mailbox, earlier, ...message } = await around(tx, told.messageId);
  if (!mailbox) return void await setDelivery(tx, actor, message.id, 'failed', 'There is no mailbox to send from. Add one, then try again.');
  const thread = threadHeaders(earlier);
  await tables(tx).insertInto('email_messages').values({
    number: message.number, entry_id: message.id, mailbox_id: mailbox.id, direction: 'out', message_id: messageIdFor(message.id, mailbox.address), reference_ids: thread.references, sender: mailbox.address, at: clock.now(),
  }).onConflict((c) => c.column('entry_id').doUpdateSet({ mailbox_id: mailbox.id })).execute();
  const body = await bodyOf(tx, message, [...told.to, ...told.cc]);
  await post(tx, {
    id: message.id, kind: replyKind, automatic: false, about: { kind: 'message', id: message.id }, at: new Date(told.dueAt), messageId: messageIdFor(message.id, mailbox.address),
    mail: {
      from: { name: mailbox.name, address: mailbox.address }, to: [...told.to], cc: [...told.cc], subject: answering(message.subject, thread.inReplyTo !== undefined),
      replyTo: { name: mailbox.name, address: (mailbox.plus && replyAddress(mailbox.address, message.ticket_number)) || mailbox.address },
      returnPath: (mailbox.plus && returnAddress(mailbox.address, message.number)) || mailbox.address, ...thread, ...body,
    },
  });
}

const answering = (subject: string, answers: boolean): string => (answers && !/^\s*(re|aw|sv|antw|vs)\s*:/i.test(subject) ? `Re: ${subject}` : subject);

interface Around {
  readonly id: string; readonly ticket_id: string; readonly html: string; readonly folded_html: string; readonly text: string; readonly subject: string; readonly ticket_number: number;
  /** Of its mail, for the return path: the one it has, or a new one. */
  readonly number: number;
  /** The mailbox the ticket's mail comes to: the last one used on it, else its team's first, else the first there is. */
  readonly mailbox: Pick<Mailbox, 'id' | 'address' | 'name' | 'plus'> | null;
  /** The newest mails of the ticket, the newest first. */
  readonly earlier: readonly { message_id: string; direction: string; reference_ids: string[] }[];
  readonly files: readonly Pick<FileRow, 'id' | 'name' | 'type'>[];
}

/** A reply with everything its mail is made of, in one question. */
async function around(db: Reads, messageId: string): Promise<Around> {
  const mailbox = sql`json_build_object('id', b.id, 'address', b.address, 'name', b.name, 'plus', b.plus)`;
  const { rows } = await sql<Around>`select m.id, m.ticket_id, m.html, m.folded_html, m.text, t.subject, t.number as ticket_number,
      coalesce((select e.number from email_messages e where e.entry_id = m.id), nextval(pg_get_serial_sequence('email_messages', 'number'))) as number,
      coalesce((select ${mailbox} from email_messages e join messages o on o.id = e.entry_id join mailboxes b on b.id = e.mailbox_id where o.ticket_id = t.id and b.active order by e.number desc limit 1),
        (select ${mailbox} from mailboxes b where b.active order by b.team_id = t.team_id desc, b.made_at limit 1)) as mailbox,
      coalesce((select json_agg(x) from (select e.message_id, e.direction, e.reference_ids from email_messages e join messages o on o.id = e.entry_id
        where o.ticket_id = t.id and o.id <> m.id and o.delivery <> 'cancelled' order by e.number desc limit 20) x), '[]') as earlier,
      coalesce((select json_agg(x) from (select id, name, type from files where about_kind = 'message' and about_id = m.id order by at) x), '[]') as files
    from messages m join tickets t on t.id = m.ticket_id where m.id = ${messageId}`.execute(db);
  return rows[0]!;
}

/** In-Reply-To and References (RFC 5322, 3.6.4): the last mail from the customer's side, and what led to it. */
function threadHeaders(all: Around['earlier']): { inReplyTo?: string; references: string[] } {
  const last = all.find((m) => m.direction === 'in') ?? all[0];
  if (!last) return { references: [] };
  const chain = [...last.reference_ids, last.message_id, ...all.filter((m) => m.direction === 'out').map((m) => m.message_id).toReversed()];
  const unique = [...new Set(chain.filter((id) => id.length < 500 && !/[\s\u0080-\uffff]/.test(id)))];
  const ordered = [...unique.filter((id) => id !== last.message_id), last.message_id];
  return { inReplyTo: last.message_id, references: ordered.length > 40 ? [ordered[0]!, ...ordered.slice(-39)] : ordered };
}

interface Body { readonly text: string; readonly html: string; readonly attachments: { fileId: string; name: string; type: string; contentId?: string }[] }
const picture = /<img\b[^>]*\bsrc="(?:https?:\/\/[^"/]+)?\/api\/files\/([0-9a-f-]{36})[^"]*"[^>]*>/g;

/** HTML with its text beside it, sanitised once more (W-D13); pictures shown in it become parts of the mail. */
async function bodyOf(db: Reads, message: Omit<Around, 'mailbox' | 'earlier'>, recipients: readonly MailAddress[]): Promise<Body> {
  const folded = message.folded_html && (await mayQuote(db, message, recipients)) ? `<br>${message.folded_html}` : '';
  const whole = `${message.html}${folded}`;
  const files = await sendable(db, message, [...whole.matchAll(picture)].map((m) => m[1]!));
  const shown = new Set<string>();
  const html = whole.replace(picture, (tag, id: string) => {
    if (!files.some((f) => f.id === id)) return '';
    shown.add(id);
    return tag.replace(/\sdata-[a-z-]+="[^"]*"/g, '').replace(/\bsrc="[^"]*"/, `src="cid:${id}@baton"`);
  });
  const text = `${message.text}${folded ? `\n\n${htmlToText(folded).split('\n').map((l) => `> ${l}`).join('\n')}` : ''}`;
  return {
    text, html: sanitiseOutgoing(html),
    attachments: files.filter((f) => f.own || shown.has(f.id)).map((f) => ({ fileId: f.id, name: f.name, type: f.type, ...(shown.has(f.id) ? { contentId: `${f.id}@baton` } : {}) })),
  };
}

/** Files of this very message, and pictures that stand in messages of its ticket; never one of a note or another ticket (W-F6). */
async function sendable(db: Reads, message: Pick<Around, 'ticket_id' | 'files'>, named: readonly string[]): Promise<{ id: string; name: string; type: string; own: boolean }[]> {
  const own = message.files;
  const others = named.filter((id) => !own.some((f) => f.id === id));
  const quoted = others.length ? await tables(db).selectFrom('files').innerJoin('messages', 'messages.id', 'files.about_id').select(['files.id', 'files.name', 'files.type'])
    .where('files.id', 'in', others).where('files.about_kind', '=', 'message').where('messages.ticket_id', '=', message.ticket_id).execute() : [];
  return [...own.map((f) => ({ ...f, own: true })), ...quoted.map((f) => ({ ...f, own: false }))];
}

/**
 * What was written before goes to the requester, to whoever wrote it, and to those who had got mail of this ticket by then:
 * from us, or in copy from the requester. A stranger who wrote, was let in and is answered does not get what came before (W-A8).
 */
async function mayQuote(db: Reads, message: { id: string; ticket_id: string; folded_html: string }, recipients: readonly MailAddress[]): Promise<boolean> {
  const { rows } = await sql<{ address: string }>`
    with family as (select id from tickets where id = ${message.ticket_id} or merged_into = ${message.ticket_id}),
      requesters as (select lower(address) as address from participants where ticket_id in (select id from family) and role = 'requester'),
      quoted as (select at, lower(sender->>'address') as sender from messages where ticket_id in (select id from family) and id <> ${message.id}
        and position('<blockquote>' || html || '</blockquote>' in ${message.folded_html}) > 0 order by at desc limit 1)
    select address from requesters union select sender from quoted
    union select lower(a->>'address') from quoted q join messages m on m.at <= q.at, jsonb_array_elements(m.recipients || m.copies) a
    where m.ticket_id in (select id from family) and m.id <> ${message.id} and m.delivery <> 'cancelled' and (m.direction = 'out' or lower(m.sender->>'address') in (select address from requesters))`.execute(db);
  const parties = new Set(rows.map((r) => r.address));
  return recipients.every((r) => parties.has(r.address.toLowerCase()));
}
