import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigMistakes } from './config.ts';

let master: Buffer | null = null;

/** Loads the workspace's one secret (32 random bytes), making it on the first start; readable by its owner only. */
export function openSecrets(file: string, given?: string): void {
  if (given !== undefined) {
    master = Buffer.from(given, 'base64url');
    if (master.length < 32) throw new ConfigMistakes(['BATON_SECRET needs at least 32 bytes in base64url']);
    return;
  }
  if (!existsSync(file)) makeSecret(file);
  chmodSync(file, 0o600);
  master = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  if (master.length < 32) throw new ConfigMistakes([`${file} holds no usable secret; restore it from a backup`]);
}

/** Whole or not at all: half a secret, left by a full disk, would be taken for a lost one for ever. */
function makeSecret(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    // Another process that starts for the first time was faster: theirs it is.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    rmSync(file, { force: true });
    throw error;
  }
}

function keyFor(purpose: string): Buffer {
  if (!master) throw new Error('secrets are not open');
  return Buffer.from(hkdfSync('sha256', master, 'baton', purpose, 32));
}

export const same = (a: string, b: string): boolean => timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
/** An unguessable token, 256 bits, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');
/** What is stored in a token's place: tokens have full entropy, so a plain hash is enough. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** A message authentication code for `text`, 160 bits in lower-case base32 letters that survive mail addresses. */
export function sign(purpose: string, text: string): string {
  const mac = createHmac('sha256', keyFor(purpose)).update(text).digest().subarray(0, 20);
  let bits = 0n;
  for (const byte of mac) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: 32 }, (_, i) => 'abcdefghijklmnopqrstuvwxyz234567'[Number((bits >> BigInt(155 - i * 5)) & 31n)]).join('');
}
export const signed = (purpose: string, text: string, mac: string): boolean => same(sign(purpose, text), mac);

/** Encrypts a secret for the database (AES-256-GCM); `open` answers null when it was altered or the key is another. */
export function seal(purpose: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}
export function unseal(purpose: string, sealed: string): string | null {
  try {
    const raw = Buffer.from(sealed, 'base64url');
    const plain = createDecipheriv('aes-256-gcm', keyFor(purpose), raw.subarray(0, 12));
    plain.setAuthTag(raw.subarray(12, 28));
    return Buffer.concat([plain.update(raw.subarray(28)), plain.final()]).toString('utf8');
  } catch {
    return null;
  }
}
/** For backups, which carry the secret so that sealed settings and reply tokens work after a restore. */
export const masterSecret = (): string => master!.toString('base64url');
