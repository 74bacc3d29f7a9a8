import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { sql, type RawBuilder } from 'kysely';
import { newId } from '../ids.ts';
import { clock } from './clock.ts';
import { config } from './config.ts';
import { port } from './gates.ts';
import { imageSize } from './image-size.ts';
import { enqueue } from './jobs.ts';
import { scanFile } from './scan.ts';
import type { Db, Tx } from './db.ts';
import type { Store } from './store.ts';

/** Rooms reply whether an actor may open files about a thing of theirs; no reply means no. */
export const mayOpenFile = port<{ kind: string; id: string; fileId: string; madeBy: string | null }, boolean | null>('core.may-open-file');

export interface FileRow { readonly id: string; readonly hash: string; readonly name: string; readonly type: string; readonly bytes: number; readonly inline: boolean; readonly width: number | null; readonly height: number | null }

let store: Store | null = null;
export const useStore = (s: Store): void => { store = s; };
export const files = (): Store => { if (!store) throw new Error('no file store'); return store; };

/** Types that a browser may show in place; everything else is only ever downloaded. */
export const showable = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** The type by content (never by what the sender said), `text/plain` for valid text without a signature. */
export async function typeOf(content: Uint8Array, name = ''): Promise<string> {
  const found = await fileTypeFromBuffer(content).catch(() => undefined);
  if (found) return found.mime === 'application/xml' ? 'application/octet-stream' : found.mime;
  const textual = !content.subarray(0, 4096).includes(0);
  const known: Record<string, string> = { csv: 'text/csv', ics: 'text/calendar', eml: 'message/rfc822', json: 'application/json', md: 'text/markdown', log: 'text/plain', txt: 'text/plain' };
  return textual ? known[name.toLowerCase().split('.').pop() ?? ''] ?? (name === '' ? 'text/plain' : 'application/octet-stream') : 'application/octet-stream';
}

/** A name that is safe on every system and cannot turn itself around; at most 180 characters. */
export function safeName(name: string): string {
  // eslint-disable-next-line no-control-regex
  const plain = name.toWellFormed().normalize('NFC').replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').replace(/[/\\:*?"<>|]/g, '_').replace(/^[. ]+|[. ]+$/g, '');
  const kept = plain.length > 180 ? `${plain.slice(0, 160)}…${plain.slice(-19)}` : plain;
  return kept === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(kept) ? `file-${kept || 'unnamed'}` : kept;
}

/**
 * Keeps content once, however often it comes, and makes a file that stands for it. The content is safely stored
 * before the row commits; content without a row is swept within a day.
 */
export const keepFile = async (tx: Tx, what: Keeping): Promise<FileRow> => (await keepFiles(tx, [what]))[0]!;

export interface Keeping { id?: string; name: string; content: Uint8Array; madeBy?: string | null; about?: { kind: string; id: string }; inline?: boolean; type?: string }

/** The same for several at once, in two statements. */
export async function keepFiles(tx: Tx, all: readonly Keeping[]): Promise<FileRow[]> {
  const kept = await Promise.all(all.map(async (what) => ({
    ...what, hash: createHash('sha256').update(what.content).digest('hex'), type: what.type ?? (await typeOf(what.content, what.name)), bytes: what.content.length, head: what.content.subarray(0, 65_536),
  })));
  const rows = await fileRows(tx, kept);
  await Promise.all(Array.from(new Map(kept.map((k) => [k.hash, k.content])), ([hash, content]) => files().put(hash, content)));
  return rows;
}

interface NewFile { id?: string; name: string; hash: string; type: string; bytes: number; head: Uint8Array; madeBy?: string | null; about?: { kind: string; id: string }; inline?: boolean }

/** The rows of a file. Its content must be stored after this and before the commit: a sweep of the same content then waits. */
export const fileRow = async (tx: Tx, what: NewFile): Promise<FileRow> => (await fileRows(tx, [what]))[0]!;

async function fileRows(tx: Tx, all: readonly NewFile[]): Promise<FileRow[]> {
  if (!all.length) return [];
  const at = clock.now();
  // In one order, so that two who keep the same contents never wait for each other in a circle.
  const blobs = [...new Map(all.map((f) => [f.hash, { hash: f.hash, bytes: f.bytes, type: f.type, at }])).values()].toSorted((x, y) => (x.hash < y.hash ? -1 : 1));
  await tx.insertInto('blobs').values(blobs).onConflict((c) => c.column('hash').doUpdateSet({ at })).returning('hash').execute();
  const rows = all.map((what) => {
    const size = what.type.startsWith('image/') ? imageSize(what.head) : null;
    return { id: what.id ?? newId(), hash: what.hash, name: safeName(what.name), type: what.type, bytes: what.bytes, inline: what.inline ?? false, width: size?.width ?? null, height: size?.height ?? null };
  });
  await tx.insertInto('files').values(rows.map((row, i) => ({ ...row, made_by: all[i]!.madeBy ?? null, about_kind: all[i]!.about?.kind ?? null, about_id: all[i]!.about?.id ?? null, at }))).execute();
  if (config().scanner) for (const { hash } of blobs) await enqueue(tx, scanFile, { hash });
  return rows;
}

/** Lets files go that were kept in this transaction and are not needed. */
export const dropFiles = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  if (ids.length) await tx.deleteFrom('files').where('id', 'in', [...ids]).execute();
};

const pixels = 40_000_000;
/** Whether a browser may show it in place: a plain picture by content, and not so large that showing it hurts. */
export const isShowable = (f: Pick<FileRow, 'type' | 'width' | 'height'>): boolean => showable.has(f.type) && f.width !== null && f.height !== null && f.width * f.height <= pixels;

/** A file as answers show it. */
export const fileAnswer = (f: FileRow) => ({ id: f.id, name: f.name, type: f.type, bytes: f.bytes, url: `/api/files/${f.id}`, showable: isShowable(f), width: f.width, height: f.height });
export const fileColumns = ['id', 'hash', 'name', 'type', 'bytes', 'inline', 'width', 'height'] as const;
/** The files of a thing, to be read together with it; `id` is its column. */
export const filesAbout = (kind: string, id: string): RawBuilder<FileRow[]> =>
  sql<FileRow[]>`coalesce((select json_agg(x order by x.id) from (select ${sql.join(fileColumns.map((c) => sql.ref(c)))} from files where about_kind = ${kind} and about_id = ${sql.ref(id)}) x), '[]')`;

/** Ties uploaded files to the thing they belong to; only the uploader's own loose files can be tied (null: those kept by the product itself). Answers those tied. */
export async function attachFiles(tx: Tx, ids: readonly string[], about: { kind: string; id: string }, madeBy: string | null): Promise<FileRow[]> {
  if (!ids.length) return [];
  return await tx.updateTable('files').set({ about_kind: about.kind, about_id: about.id })
    .where('id', 'in', [...ids]).where('made_by', 'is not distinct from', madeBy)
    .where((e) => e.or([e('about_id', 'is', null), e.and([e('about_kind', '=', about.kind), e('about_id', '=', about.id)])]))
    .returning(fileColumns).execute();
}

/** Makes the files of a thing loose again, except those to keep: they can be tied to another thing, or are swept within a day. Answers their ids. */
export async function loosenFiles(tx: Tx, about: { kind: string; id: string }, keep: readonly string[] = []): Promise<string[]> {
  const all = tx.updateTable('files').set({ about_kind: null, about_id: null, at: clock.now() }).where('about_kind', '=', about.kind).where('about_id', '=', about.id).returning('id');
  return (await (keep.length ? all.where('id', 'not in', [...keep]) : all).execute()).map((f) => f.id);
}

const dayMs = 24 * 3600_000;
/** Removes uploads never used within a day, then content that no file stands for. Answers how many contents went. */
export async function sweepFiles(db: Db): Promise<number> {
  const old = clock.iso(-dayMs);
  await db.deleteFrom('files').where('about_id', 'is', null).where('at', '<', old).execute();
  return await db.transaction().execute(async (tx) => {
    const orphans = await tx.deleteFrom('blobs').where('at', '<', old)
      .where(({ not, exists, selectFrom }) => not(exists(selectFrom('files').select('files.id').whereRef('files.hash', '=', 'blobs.hash')))).returning('hash').execute();
    for (const { hash } of orphans) await files().remove(hash);
    return orphans.length;
  });
}
