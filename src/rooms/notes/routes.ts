import { implement } from '../../core/server/serve.ts';
import { notes } from './contract.ts';
import { addNote, editNote, pinNote, removeNote } from './notes.ts';
import { historyOf, listNotes, noteById } from './queries.ts';

export const routes = implement('notes', notes, {
  list: ({ db, actor, params, query }) => listNotes(db, actor, params.id, query),
  add: async ({ tx, actor, params, body }) => {
    await addNote(tx, actor, params.id, body);
    return await noteById(tx, actor, body.id);
  },
  show: ({ db, actor, params }) => noteById(db, actor, params.id),
  edit: async ({ tx, actor, params, body }) => {
    await editNote(tx, actor, params.id, body);
    return await noteById(tx, actor, params.id);
  },
  history: ({ db, actor, params }) => historyOf(db, actor, params.id),
  pin: async ({ tx, actor, params, body }) => {
    await pinNote(tx, actor, params.id, body.pinned);
    return await noteById(tx, actor, params.id);
  },
  remove: async ({ tx, actor, params }) => {
    await removeNote(tx, actor, params.id);
    return { ok: true as const };
  },
});
