import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { attachFiles, fileAnswer, fileColumns, loosenFiles } from '../../core/server/files.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { storable } from '../../core/text.ts';
import { readable } from './access.ts';
import { DraftsChanged, draftNewer, type draft, type saidDraft, type tickets } from './contract.ts';
import { tables } from './tables.ts';

export type Draft = Out<typeof draft>;
type Mode = Draft['mode'];
type Body = Out<typeof tickets.saveDraft.spec.body>;

/** Drafts of one person, of one ticket or all of them, with their files: two queries whatever their number. */
export async function draftsOf(db: Reads, personId: string, ticketId?: string): Promise<Draft[]> {
  let query = tables(db).selectFrom('drafts').selectAll().where('person_id', '=', personId);
  if (ticketId) query = query.where('ticket_id', '=', ticketId);
  const all = await query.orderBy('at', 'desc').limit(200).execute();
  const files = all.length ? await tables(db).selectFrom('files').select([...fileColumns, 'about_id']).where('about_id', 'in', all.map((d) => d.id)).where('about_kind', '=', 'draft').execute() : [];
  return all.map((d) => {
    const { to = [], cc = [] } = d.recipients as { to?: Draft['to']; cc?: Draft['cc'] };
    const mine = files.filter((f) => f.about_id === d.id).toSorted((a, b) => d.files.indexOf(a.id) - d.files.indexOf(b.id));
    return { id: d.id, ticketId: d.ticket_id, mode: d.mode as Mode, html: d.html, to, cc, files: mine.map(fileAnswer), version: d.version, at: d.at };
  });
}

const draftOf = async (db: Reads, personId: string, ticketId: string, mode: Mode): Promise<Draft | undefined> => (await draftsOf(db, personId, ticketId)).find((d) => d.mode === mode);

/**
 * Keeps what a person is writing. Refused with `tickets.draft-newer` when another of their tabs wrote since, so that
 * neither text is lost. What is kept is raw: it is cleaned when it is sent.
 */
export async function saveDraft(tx: Tx, actor: PersonActor, ticketId: string, mode: Mode, body: Body): Promise<Draft> {
  await readable(tx, actor, ticketId);
  const values = { html: storable(body.html), recipients: JSON.stringify({ to: body.to, cc: body.cc }), files: body.fileIds, at: clock.now() };
  const saved = await tables(tx).insertInto('drafts').values({ id: newId(), person_id: actor.id, ticket_id: ticketId, mode, ...values })
    .onConflict((c) => c.columns(['person_id', 'ticket_id', 'mode']).doUpdateSet((e) => ({ ...values, version: e('drafts.version', '+', 1) })).where('drafts.version', '=', body.version)).returning(['id', 'version']).executeTakeFirst();
  if (!saved) return refuse(draftNewer, { draft: (await draftOf(tx, actor.id, ticketId, mode))! });
  const about = { kind: 'draft', id: saved.id };
  await loosenFiles(tx, about, body.fileIds);
  await attachFiles(tx, body.fileIds, about, actor.id);
  if (saved.version === 1) await tell(tx, actor, saved.id, { ticketId, mode, gone: false });
  return (await draftOf(tx, actor.id, ticketId, mode))!;
}

/** Only that it appears and goes: what is typed in between is nobody's news. */
const tell = (tx: Tx, actor: PersonActor, id: string, data: { ticketId: string; mode: Mode; gone: boolean }) => record(tx, actor, DraftsChanged, { about: id, to: [`person:${actor.id}`], data });

/** Lets go of a draft; its files become loose: sent with something else in the same transaction, or swept within a day. */
export async function dropDraft(tx: Tx, actor: PersonActor, ticketId: string, mode: Mode): Promise<void> {
  const gone = await tables(tx).deleteFrom('drafts').where('person_id', '=', actor.id).where('ticket_id', '=', ticketId).where('mode', '=', mode).returning('id').executeTakeFirst();
  if (!gone) return;
  await loosenFiles(tx, { kind: 'draft', id: gone.id });
  await tell(tx, actor, gone.id, { ticketId, mode, gone: true });
}

/** What a draft became. `draft`: which one it was, and how far its writer's window knew it. */
export interface Said { readonly html: string; readonly fileIds: readonly string[]; readonly draft?: Out<typeof saidDraft> | undefined }

/**
 * Lets go of the draft that was sent. Another one, and one that was written on in another window since, stays, without the
 * files that left: a reply may have waited long for its line, and words begun meanwhile are nowhere else.
 */
export async function dropSaid(tx: Tx, actor: PersonActor, ticketId: string, mode: Mode, said: Said): Promise<void> {
  const draft = await tables(tx).selectFrom('drafts').select(['id', 'html', 'files', 'version']).where('person_id', '=', actor.id).where('ticket_id', '=', ticketId).where('mode', '=', mode).forUpdate().executeTakeFirst();
  if (!draft) return;
  const kept = draft.files.filter((id) => !said.fileIds.includes(id));
  const known = said.draft?.id === draft.id && draft.version <= said.draft.version;
  // What was saved last may be behind what was sent, and sent without its version: all that stands in it was said.
  if (known || (kept.length === 0 && storable(said.html).startsWith(draft.html.replace(/(<\/\w+>)+$/, '')))) return await dropDraft(tx, actor, ticketId, mode);
  if (kept.length < draft.files.length) await loosenFiles(tx, { kind: 'draft', id: draft.id }, kept);
}

interface Back { readonly html: string; readonly to: unknown; readonly cc: unknown; /** Loose files of the writer's own. */ readonly files: readonly string[] }
/** What did not leave is its writer's draft again; what was begun in the meantime stays below. With `by` its writer's browsers are told of it. */
export async function putBack(tx: Tx, personId: string, ticketId: string, { html, to, cc, files }: Back, by?: Actor): Promise<void> {
  const draft = await tables(tx).insertInto('drafts').values({ id: newId(), person_id: personId, ticket_id: ticketId, mode: 'reply', html, recipients: JSON.stringify({ to, cc }), files: [...files], at: clock.now() })
    .onConflict((c) => c.columns(['person_id', 'ticket_id', 'mode']).doUpdateSet((e) => ({ html: sql<string>`${html} || drafts.html`, files: sql<string[]>`${[...files]}::uuid[] || drafts.files`, version: e('drafts.version', '+', 1), at: clock.now() })))
    .returning('id').executeTakeFirstOrThrow();
  await attachFiles(tx, files, { kind: 'draft', id: draft.id }, personId);
  if (by) await record(tx, by, DraftsChanged, { about: draft.id, to: [`person:${personId}`], data: { ticketId, mode: 'reply', gone: false } });
}
