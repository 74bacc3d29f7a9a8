import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';

/** Where contents live, named by their SHA-256. */
export interface Store {
  has(hash: string): Promise<boolean>;
  put(hash: string, content: Uint8Array): Promise<void>;
  /** Takes over a complete, synced file from the inbox folder. */
  adopt(hash: string, path: string): Promise<void>;
  read(hash: string): Promise<Readable>;
  remove(hash: string): Promise<void>;
}

/** Windows keeps names by itself and opens no folders. */
async function syncedFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try { await handle.sync(); } finally { await handle.close(); }
}

/** On disk: written beside, synced, then renamed, so that a name never stands for half a file. */
export function diskStore(folder: string): Store {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);
  const besideOf = (hash: string) => join(folder, `${hash}.${process.pid}.${Math.random().toString(36).slice(2)}`);
  const adopt = async (hash: string, path: string) => {
    const home = join(folder, hash.slice(0, 2));
    const made = await mkdir(home, { recursive: true, mode: 0o700 });
    await rename(path, pathOf(hash)).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EXDEV') throw error;
      // The folder lies on another disk: copied beside, synced, then renamed there.
      const beside = besideOf(hash);
      try {
        await copyFile(path, beside);
        await synced(beside);
        await rename(beside, pathOf(hash));
      } catch (trouble) {
        await rm(beside, { force: true });
        throw trouble;
      }
      await rm(path, { force: true });
    });
    // The name, too, must outlast a power cut, and that of its folder.
    for (const place of made ? [home, folder] : [home]) await syncedFolder(place);
  };
  return {
    adopt,
    has: (hash) => stat(pathOf(hash)).then(() => true, (error: NodeJS.ErrnoException) => { if (error.code === 'ENOENT') return false; throw error; }),
    async put(hash, content) {
      if (await stat(pathOf(hash)).then((s) => s.size === content.length, () => false)) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const beside = besideOf(hash);
      const file = await open(beside, 'wx', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      } finally {
        await file.close();
      }
      await adopt(hash, beside);
    },
    async read(hash) {
      await stat(pathOf(hash));
      return createReadStream(pathOf(hash));
    },
    remove: (hash) => rm(pathOf(hash), { force: true }),
  };
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try { await file.sync(); } finally { await file.close(); }
}

/** S3-compatible storage, from `s3://KEY:SECRET@host[:port]/bucket?region=r[&http=1]`. */
export function s3Store(address: string): Store {
  const url = new URL(address.replace(/^s3:/, 'https:'));
  const base = `${url.searchParams.get('http') ? 'http' : 'https'}://${url.host}${url.pathname.replace(/\/$/, '')}`;
  const client = new AwsClient({
    accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password), service: 's3', region: url.searchParams.get('region') ?? 'us-east-1', retries: 3,
  });
  const call = async (method: string, hash: string, body?: Uint8Array): Promise<Response> => {
    const answer = await client.fetch(`${base}/${hash}`, { method, body: body as never, signal: AbortSignal.timeout(60_000) });
    if (!answer.ok && !(['DELETE', 'HEAD'].includes(method) && answer.status === 404)) throw new Error(`file storage answered ${answer.status}`);
    return answer;
  };
  return {
    async has(hash) { return (await call('HEAD', hash)).ok; },
    async put(hash, content) { await call('PUT', hash, content); },
    async adopt(hash, path) {
      await call('PUT', hash, await readFile(path));
      await rm(path, { force: true });
    },
    async read(hash) { return Readable.fromWeb((await call('GET', hash)).body as never); },
    async remove(hash) { await call('DELETE', hash); },
  };
}
