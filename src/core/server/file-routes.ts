import { dangerous, fileDoors } from '../file-contract.ts';
import { invalid, notFound } from '../refusals.ts';
import type { PersonActor } from './actor.ts';
import type { Db } from './db.ts';
import { fileAnswer, fileColumns, files, isShowable, mayOpenFile } from './files.ts';
import { askAll } from './gates.ts';
import { refuse } from './refusals.ts';
import { implement } from './serve.ts';
import { takeUpload } from './uploads.ts';

/** The file's row when this person may open it; else the same answer as for a file that does not exist. */
async function openable(db: Db, actor: PersonActor, id: string) {
  const row = await db.selectFrom('files').innerJoin('blobs', 'blobs.hash', 'files.hash')
    .select(fileColumns.map((c) => `files.${c}` as const)).select(['made_by', 'about_kind', 'about_id', 'danger']).where('files.id', '=', id).executeTakeFirst();
  if (!row) return refuse(notFound);
  const own = row.about_id === null && row.made_by === actor.id;
  const asked = row.about_kind && row.about_id ? await askAll(db, actor, mayOpenFile, { kind: row.about_kind, id: row.about_id, fileId: row.id, madeBy: row.made_by }) : [];
  if (!own && (asked.includes(false) || !asked.includes(true))) refuse(notFound);
  return row;
}

/** RFC 6266 with RFC 8187: a plain name for old clients, the real one encoded. */
const disposition = (kind: 'inline' | 'attachment', name: string): string =>
  `${kind}; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`;

export const fileRoutes = implement('files', fileDoors, {
  async upload({ db, actor, request }) {
    const part = await request.file();
    if (!part) return refuse(invalid, { fields: [{ path: 'file', message: 'send one file' }] });
    return fileAnswer(await takeUpload(db, part.file, part.filename, actor.id));
  },
  async discard({ tx, actor, params }) {
    const gone = await tx.deleteFrom('files').where('id', '=', params.id).where('made_by', '=', actor.id).where('about_id', 'is', null).returning('id').executeTakeFirst();
    if (!gone) refuse(notFound);
    return { ok: true };
  },
  async download({ db, actor, params, query, reply }) {
    const row = await openable(db, actor, params.id);
    if (row.danger && !query.anyway) refuse(dangerous, { finding: row.danger });
    const inline = isShowable(row) && !query.save && !row.danger;
    await reply.headers({
      'content-type': inline ? row.type : 'application/octet-stream', 'content-length': String(row.bytes), 'content-disposition': disposition(inline ? 'inline' : 'attachment', row.name),
      'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'private, max-age=3600', 'cross-origin-resource-policy': 'same-origin',
    }).send(await files().read(row.hash));
  },
});
