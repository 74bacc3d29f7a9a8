import { createHash } from 'node:crypto';
import { open, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '../ids.ts';
import { quotaFull } from '../file-contract.ts';
import { clock } from './clock.ts';
import { config } from './config.ts';
import { transact, type Db } from './db.ts';
import { fileRow, files, typeOf, type FileRow } from './files.ts';
import { refuse } from './refusals.ts';

const looseBytes = 500 * 1024 * 1024;
const inbox = () => join(config().data, 'inbox');

/** Streams an upload to disk while hashing it, so that many large ones at once cost little memory, then keeps it. */
export async function takeUpload(db: Db, from: Readable & { truncated?: boolean }, name: string, madeBy: string): Promise<FileRow> {
  // A line that breaks before reading begins must not end the process; reading then meets the error.
  from.on('error', () => undefined);
  const loose = await db.selectFrom('files').select(({ fn }) => fn.sum<number>('bytes').as('sum')).where('made_by', '=', madeBy).where('about_id', 'is', null).executeTakeFirst();
  if (Number(loose?.sum ?? 0) > looseBytes) refuse(quotaFull);
  await mkdir(inbox(), { recursive: true, mode: 0o700 });
  const path = join(inbox(), newId());
  try {
    const { hash, head, bytes } = await write(from, path);
    const type = await typeOf(head, name);
    return await transact(db, async (tx) => {
      const row = await fileRow(tx, { name, hash, bytes, type, head, madeBy });
      await files().adopt(hash, path);
      return row;
    });
  } finally {
    await rm(path, { force: true });
  }
}

async function write(from: Readable, path: string): Promise<{ hash: string; head: Uint8Array; bytes: number }> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  const heads: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      hash.update(chunk);
      if (bytes < 65_536) heads.push(chunk);
      bytes += chunk.length;
      // Not `write`, which on a nearly full disk writes a part and says nothing.
      await file.appendFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { hash: hash.digest('hex'), head: Buffer.concat(heads), bytes };
}

/** Removes what uploads cut off half-way left behind, older than a day. */
export async function sweepInbox(): Promise<void> {
  for (const name of await readdir(inbox()).catch(() => [])) {
    const path = join(inbox(), name);
    const made = await stat(path).then((s) => s.mtimeMs, () => Date.now());
    if (clock.ms() - made > 24 * 3600_000) await rm(path, { force: true });
  }
}
