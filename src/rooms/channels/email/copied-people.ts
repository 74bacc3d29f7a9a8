import type { Actor } from '../../../core/server/actor.ts';
import type { Tx } from '../../../core/server/db.ts';
import { plainAddress } from '../../../core/mail-address.ts';
import { addCopied } from '../../tickets/participants.ts';
import { listAddresses } from './list-mail.ts';
import type { Read } from './receive.ts';
import { untagged } from './reply-tokens.ts';
import { tables } from './tables.ts';

const machines = /^(mailer-daemon|postmaster|no-?_?reply|do-?not-?reply|bounces?)([+-].*)?@/i;
const most = 20;

/** Those whom a customer's mail names besides us get later replies, never what was written before (W-A8). */
export async function copyIn(tx: Tx, actor: Actor, ticketId: string, read: Read): Promise<void> {
  const { to, cc } = read.reading.mail;
  if (to.length + cc.length < 2 || !['message', 'list-message'].includes(read.kind)) return;
  const lists = listAddresses(read.reading.mail);
  const own = new Set((await tables(tx).selectFrom('mailboxes').select('address').execute()).map((m) => m.address));
  const people = new Set((await tables(tx).selectFrom('people').select('email').execute()).map((p) => p.email.toLowerCase()));
  const named = [...to, ...cc].filter(({ address }) => {
    const plain = plainAddress(address)?.toLowerCase();
    return plain && plain !== read.sender.address.toLowerCase() && !own.has(plain) && !own.has(untagged(plain)) && !people.has(plain) && !lists.has(plain) && !machines.test(plain);
  });
  if (!named.length) return;
  const ticket = await tables(tx).selectFrom('tickets').select(['id', 'team_id', 'owner_id']).where('id', '=', ticketId).executeTakeFirstOrThrow();
  await addCopied(tx, actor, ticket, named.slice(0, most));
}
