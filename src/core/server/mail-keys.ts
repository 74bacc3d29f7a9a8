import { generateKeyPairSync } from 'node:crypto';
import DKIM from 'nodemailer/lib/dkim';
import { clock } from './clock.ts';
import type { Reads, Tx } from './db.ts';
import { seal, unseal } from './secrets.ts';

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** What a domain's DNS must say so that receivers can check our signatures (RFC 6376). */
export interface SigningRecord { readonly name: string; readonly value: string }

/** Makes a signing key for a domain unless it has one; the private half is sealed. Answers the DNS record to publish. */
export async function signingRecord(tx: Tx, domain: string): Promise<SigningRecord> {
  const has = () => tx.selectFrom('mail_keys').select(['selector', 'public_key']).where('domain', '=', domain.toLowerCase()).executeTakeFirst();
  let key = await has();
  if (!key) {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
    await tx.insertInto('mail_keys').values({
      domain: domain.toLowerCase(), selector: 'baton', public_key: pair.publicKey.toString('base64'), sealed_key: seal('mail.signing', pair.privateKey), active: false, at: clock.now(),
    }).onConflict((c) => c.doNothing()).execute();
    key = await has();
  }
  return { name: `${key!.selector}._domainkey.${domain}`, value: `v=DKIM1; k=rsa; p=${key!.public_key}` };
}

// What a signature covers. The one-click header must be among it (RFC 8058, section 4), and no list of others has it.
const covered = 'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:In-Reply-To:References:Auto-Submitted:List-Unsubscribe:List-Unsubscribe-Post';

/** Signs with the sender's domain's key when that domain signs; else leaves the letter as it is. */
export async function signLetter(db: Reads, from: string, letter: Buffer): Promise<Buffer> {
  const key = await db.selectFrom('mail_keys').select(['domain', 'selector', 'sealed_key']).where('domain', '=', domainOf(from)).where('active', '=', true).executeTakeFirst();
  const privateKey = key && unseal('mail.signing', key.sealed_key);
  if (!key || !privateKey) return letter;
  const parts: Buffer[] = [];
  for await (const part of new DKIM({ domainName: key.domain, keySelector: key.selector, privateKey, headerFieldNames: covered }).sign(letter)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Whether mail of a domain is signed from now on; its key must be there. */
export const setSigningActive = (tx: Tx, domain: string, active: boolean) => tx.updateTable('mail_keys').set({ active }).where('domain', '=', domain.toLowerCase()).execute();
