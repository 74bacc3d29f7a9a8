import { setSigningActive, signingRecord } from '../../../core/server/mail-keys.ts';
import { notFound } from '../../../core/refusals.ts';
import type { Tx } from '../../../core/server/db.ts';
import { outgoingServer } from '../../../core/server/mail-server.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { tables } from './tables.ts';

export interface Dns { domain: string; signing: boolean; records: { type: string; name: string; value: string; why: string }[] }

/** What the domain of a mailbox needs in its DNS so that mail from it is believed: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489). */
export async function dnsOf(tx: Tx, mailboxId: string): Promise<Dns> {
  const box = await tables(tx).selectFrom('mailboxes').select('address').where('id', '=', mailboxId).executeTakeFirst();
  if (!box) return refuse(notFound);
  const domain = box.address.slice(box.address.lastIndexOf('@') + 1);
  const key = await tx.selectFrom('mail_keys').select('active').where('domain', '=', domain).executeTakeFirst();
  const server = await outgoingServer(tx);
  const records = [
    { type: 'TXT', name: domain, value: `v=spf1 mx${server ? ` a:${server.host}` : ''} ~all`, why: 'Says which servers may send mail of this domain. Add to the one that is there.' },
    { type: 'TXT', name: `_dmarc.${domain}`, value: `v=DMARC1; p=quarantine; rua=mailto:${box.address}`, why: 'Says what receivers do with mail that nothing vouches for.' },
  ];
  if (!key) return { domain, signing: false, records };
  const signing = await signingRecord(tx, domain);
  return { domain, signing: key.active, records: [{ type: 'TXT', ...signing, why: 'The key by which receivers check our signature. Publish it before switching signing on.' }, ...records] };
}

/** Starts or stops signing mail of a mailbox's domain. */
export async function setSigning(tx: Tx, mailboxId: string, on: boolean): Promise<Dns> {
  const { domain } = await dnsOf(tx, mailboxId);
  await signingRecord(tx, domain);
  await setSigningActive(tx, domain, on);
  return await dnsOf(tx, mailboxId);
}
