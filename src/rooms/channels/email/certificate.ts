import { createSign, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clock } from '../../../core/server/clock.ts';
import { config } from '../../../core/server/config.ts';

export interface Certificate { readonly key: string; readonly cert: string }

/** The pair for STARTTLS: the configured files, else one made here once and kept in the data folder. */
export async function certificate(): Promise<Certificate> {
  const { smtpTlsKey, smtpTlsCert, smtpName, data } = config();
  if (smtpTlsKey && smtpTlsCert) return { key: await readFile(smtpTlsKey, 'utf8'), cert: await readFile(smtpTlsCert, 'utf8') };
  const file = join(data, 'smtp-tls.json');
  const kept = await readFile(file, 'utf8').then((text) => JSON.parse(text) as Certificate, () => null);
  if (kept && Date.parse(new X509Certificate(kept.cert).validTo) > clock.ms() + 30 * 86_400_000 && new X509Certificate(kept.cert).checkHost(smtpName)) return kept;
  const made = selfSigned(smtpName, clock.now());
  await mkdir(data, { recursive: true });
  await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

/** A self-signed certificate (RFC 5280) for one host name, good for two years: servers that deliver mail encrypt with it and do not check who it is. */
export function selfSigned(host: string, now: Date): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = sequence(oid('2a864886f70d01010b'), tlv(0x05, Buffer.alloc(0)));
  const name = sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(host)))));
  const serial = randomBytes(16);
  serial[0] = serial[0]! & 0x7f | 0x40;
  const alternative = sequence(oid('551d11'), tlv(0x04, sequence(tlv(0x82, Buffer.from(host)))));
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))), tlv(0x02, serial), algorithm, name,
    sequence(instant(new Date(now.getTime() - 86_400_000)), instant(new Date(now.getTime() + 730 * 86_400_000))),
    name, publicKey.export({ type: 'spki', format: 'der' }), tlv(0xa3, sequence(alternative)),
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  const der = sequence(body, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString('base64').match(/.{1,64}/g)!.join('\n');
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}

/** One value of ASN.1 in DER: tag, length, content. */
function tlv(tag: number, content: Buffer): Buffer {
  const n = content.length;
  const length = n < 128 ? [n] : n < 256 ? [0x81, n] : [0x82, n >> 8, n & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
const sequence = (...items: Buffer[]): Buffer => tlv(0x30, Buffer.concat(items));
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'));
const instant = (at: Date): Buffer => tlv(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));

