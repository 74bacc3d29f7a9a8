import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack, type Pack } from 'tar-stream';
import { z } from 'zod';

/** A backup is a tar.gz that any tool can list; its last entry names every other one with its size and SHA-256. */
const manifestName = 'manifest.json';
const manifestSchema = z.object({ entries: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })), summary: z.record(z.string(), z.unknown()) });
export type Manifest = z.infer<typeof manifestSchema>;

/** A backup that cannot be used; the message says why. Nothing has been changed when it is thrown. */
export class BackupUnusable extends Error {}

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Writes an archive beside its final name and renames it when it is whole and on disk. */
export class ArchiveWriter {
  private readonly entries: Manifest['entries'] = {};
  private readonly tar: Pack = pack();
  private readonly beside: string;
  private readonly done: Promise<void>;
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
    this.beside = `${path}.partial`;
    const file = createWriteStream(this.beside, { mode: 0o600 });
    const gzip = createGzip({ level: 3 });
    this.tar.pipe(gzip).pipe(file);
    this.done = Promise.all([finished(gzip), finished(file)]).then(() => undefined);
    this.done.catch(() => this.tar.destroy());
  }

  /** Adds one entry; resolves when it is on its way to the disk, so that a large backup takes little memory. */
  async add(name: string, content: Uint8Array | string): Promise<void> {
    const buffer = Buffer.from(content);
    this.entries[name] = { bytes: buffer.length, sha256: sha256(buffer) };
    const written = new Promise<void>((resolve, reject) => {
      const entry = this.tar.entry({ name, size: buffer.length, mode: 0o600 }, (error) => (error ? reject(error) : resolve()));
      entry.end(buffer);
    });
    await Promise.race([written, this.done.then(() => written)]);
  }

  /** Ends the archive with its manifest. Answers its size in bytes. */
  async close(summary: Manifest['summary']): Promise<number> {
    await this.add(manifestName, JSON.stringify({ entries: { ...this.entries }, summary }, null, 1));
    this.tar.finalize();
    await this.done;
    const file = await open(this.beside, 'r+');
    await file.sync();
    const { size } = await file.stat();
    await file.close();
    await rename(this.beside, this.path);
    return size;
  }

  async abandon(): Promise<void> {
    this.tar.destroy();
    await this.done.catch(() => undefined);
    await rm(this.beside, { force: true });
  }
}

/** Reads an archive entry by entry, in the order it was written. */
export async function* readArchive(path: string): AsyncGenerator<{ name: string; content: Buffer }> {
  const file = createReadStream(path);
  const gunzip = createGunzip();
  const tar = extract();
  for (const stream of [file, gunzip]) stream.on('error', (error: Error) => tar.destroy(error));
  file.pipe(gunzip).pipe(tar);
  try {
    for await (const entry of tar) {
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      yield { name: entry.header.name, content: Buffer.concat(chunks) };
    }
  } finally {
    file.destroy();
    gunzip.destroy();
  }
}

/** Reads the whole archive once and compares every entry with the manifest. Answers the manifest and the entries asked for. */
export async function verifyArchive(path: string, keep: readonly string[]): Promise<{ manifest: Manifest; kept: Map<string, Buffer> }> {
  const seen: Manifest['entries'] = {};
  const kept = new Map<string, Buffer>();
  let manifest: Manifest | null = null;
  try {
    for await (const { name, content } of readArchive(path)) {
      if (name === manifestName) manifest = manifestSchema.parse(JSON.parse(content.toString('utf8')));
      else seen[name] = { bytes: content.length, sha256: sha256(content) };
      if (keep.includes(name)) kept.set(name, content);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES') throw new BackupUnusable(`${path} cannot be read (${code}).`);
    throw new BackupUnusable(`${path} is damaged or no backup (${error instanceof Error ? error.message : String(error)}). Nothing was changed; take another backup file.`);
  }
  if (!manifest) throw new BackupUnusable(`${path} has no manifest: it was cut off or is no backup. Nothing was changed; take another backup file.`);
  compare(path, seen, manifest.entries);
  return { manifest, kept };
}

function compare(path: string, seen: Manifest['entries'], wanted: Manifest['entries']): void {
  const names = new Set([...Object.keys(seen), ...Object.keys(wanted)]);
  const wrong = [...names].filter((name) => seen[name]?.sha256 !== wanted[name]?.sha256 || seen[name]?.bytes !== wanted[name]?.bytes);
  if (wrong.length) throw new BackupUnusable(`${path} is damaged: ${wrong.slice(0, 3).join(', ')}${wrong.length > 3 ? ` and ${wrong.length - 3} more` : ''} differ from what was written. Nothing was changed; take another backup file.`);
}
