import type { Actor } from '../../../core/server/actor.ts';
import { newId } from '../../../core/ids.ts';
import { clock } from '../../../core/server/clock.ts';
import { lockName, type Tx } from '../../../core/server/db.ts';
import { record } from '../../../core/server/journal.ts';
import { post, type MailAddress } from '../../../core/server/mail.ts';
import { normalEmail } from '../../customers/rules.ts';
import { audience } from '../../tickets/access.ts';
import { AutomaticBraked } from './contract.ts';
import { braked, brakes } from './rules.ts';
import { tables } from './tables.ts';

interface Automatic {
  readonly kind: 'acknowledgement' | 'turned-away';
  readonly from: MailAddress;
  readonly replyTo?: string;
  readonly to: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly inReplyTo: string;
  readonly ticketId: string | null;
}

/**
 * Sends a mail that no person wrote, if the brakes let it: at most two an hour to one address about one ticket and five
 * a day in all, nothing to addresses that complained (W-B3, W-B8). It says that it is automatic and has no return path.
 */
export async function postAutomatic(tx: Tx, actor: Actor, mail: Automatic): Promise<boolean> {
  const address = normalEmail(mail.to.address);
  await lockName(tx, `automatic mail ${address}`);
  if (await isQuiet(tx, address)) return false;
  const stop = braked(await sentLately(tx, address, mail.ticketId));
  await tables(tx).insertInto('automatic_mails').values({ id: newId(), address, ticket_id: mail.ticketId, kind: mail.kind, sent: !stop, at: clock.now() }).execute();
  if (stop) {
    if (mail.ticketId) await tellBraked(tx, actor, mail.ticketId, address, mail.kind);
    return false;
  }
  await post(tx, {
    kind: `email.${mail.kind}`, automatic: true, about: mail.ticketId ? { kind: 'ticket', id: mail.ticketId } : undefined,
    mail: { from: mail.from, to: [mail.to], subject: mail.subject, text: mail.text, inReplyTo: mail.inReplyTo, references: [mail.inReplyTo], ...(mail.replyTo ? { replyTo: { name: mail.from.name, address: mail.replyTo } } : {}) },
  });
  return true;
}

const isQuiet = async (tx: Tx, address: string): Promise<boolean> =>
  (await tables(tx).selectFrom('customer_addresses').select('id').where('kind', '=', 'email').where('normal', '=', address).where((e) => e.or([e('quiet_at', 'is not', null), e('trouble', 'is not', null)])).executeTakeFirst()) !== undefined;

async function sentLately(tx: Tx, address: string, ticketId: string | null): Promise<{ ticketHour: number; day: number }> {
  const day = await tables(tx).selectFrom('automatic_mails').select(['ticket_id', 'at']).where('address', '=', address).where('sent', '=', true).where('at', '>', clock.iso(-86_400_000)).limit(brakes.day).execute();
  const hour = clock.iso(-3_600_000);
  return { day: day.length, ticketHour: day.filter((m) => m.ticket_id === ticketId && m.at > hour).length };
}

async function tellBraked(tx: Tx, actor: Actor, ticketId: string, address: string, kind: string): Promise<void> {
  const ticket = await tables(tx).selectFrom('tickets').select(['id', 'team_id', 'owner_id']).where('id', '=', ticketId).executeTakeFirstOrThrow();
  await record(tx, actor, AutomaticBraked, { about: ticketId, to: audience(ticket, ticket, ['admins']), data: { address, kind } });
}
