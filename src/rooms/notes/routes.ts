import { implement } from '../../core/server/serve.ts';
import { teamSettings } from '../tickets/team-settings.ts';
import { answerAsk, passAsk, reopenAsk, takeAsk, tickAsk, withdrawAsk } from './asks.ts';
import { askById, myAsks, ticketAsks } from './ask-answers.ts';
import { notes, noteSettings, SettingsChanged } from './contract.ts';
import { addNote, editNote, pinNote, removeNote } from './notes.ts';
import { addTemplate, changeTemplate, listTemplates, removeTemplate, restoreTemplate, templateById } from './templates.ts';
import { historyOf, listNotes, noteById, notesByIds } from './queries.ts';

export const routes = implement('notes', notes, {
  list: ({ db, actor, params, query }) => listNotes(db, actor, params.id, query),
  add: async ({ tx, actor, params, body }) => {
    const { team_id } = await addNote(tx, actor, params.id, body);
    return (await notesByIds(tx, actor, [body.id], team_id))[0]!;
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

  myAsks: ({ db, actor }) => myAsks(db, actor),
  asks: ({ db, actor, params }) => ticketAsks(db, actor, params.id),
  async take({ tx, actor, params }) { await takeAsk(tx, actor, params.id); return await askById(tx, actor, params.id); },
  async answer({ tx, actor, params, body }) { await answerAsk(tx, actor, params.id, body.noteId); return await askById(tx, actor, params.id); },
  async done({ tx, actor, params }) { await tickAsk(tx, actor, params.id); return await askById(tx, actor, params.id); },
  async pass({ tx, actor, params, body }) { await passAsk(tx, actor, params.id, body.to); return await askById(tx, actor, params.id); },
  async withdraw({ tx, actor, params }) { await withdrawAsk(tx, actor, params.id); return await askById(tx, actor, params.id); },
  async reopen({ tx, actor, params }) { await reopenAsk(tx, actor, params.id); return await askById(tx, actor, params.id); },

  templates: ({ db, actor }) => listTemplates(db, actor),
  async addTemplate({ tx, actor, body }) { await addTemplate(tx, actor, body); return await templateById(tx, actor, body.id); },
  async changeTemplate({ tx, actor, params, body }) { await changeTemplate(tx, actor, params.id, body); return await templateById(tx, actor, params.id); },
  async removeTemplate({ tx, actor, params }) { await removeTemplate(tx, actor, params.id); return { ok: true as const }; },
  async restoreTemplate({ tx, actor, params }) { await restoreTemplate(tx, actor, params.id); return await templateById(tx, actor, params.id); },

  ...teamSettings(noteSettings, SettingsChanged),
});
