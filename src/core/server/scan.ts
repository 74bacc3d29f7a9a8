import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { config } from './config.ts';
import type { Db } from './db.ts';
import type { Store } from './store.ts';

const run = promisify(execFile);
export const scanFile = { name: 'files.scan', attempts: 8 } as const;

/** Shows a content to the configured scanner: exit code 0 is clean, 1 marks it with the first line printed, anything else is tried again. */
export async function scan(db: Db, store: Store, hash: string): Promise<void> {
  const [command, ...words] = (config().scanner ?? '').split(' ').filter(Boolean);
  if (!command) return;
  const folder = await mkdtemp(join(tmpdir(), 'baton-scan-'));
  const path = join(folder, 'file');
  try {
    await pipeline(await store.read(hash), createWriteStream(path, { mode: 0o600 }));
    const finding = await run(command, [...words, path], { timeout: 60_000 }).then(() => null, (error: { code?: number; stdout?: string }) => {
      if (error.code !== 1) throw error;
      return error.stdout?.trim().split('\n')[0]?.slice(0, 200) || 'dangerous';
    });
    if (finding) await db.updateTable('blobs').set({ danger: finding }).where('hash', '=', hash).execute();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
