import { implement } from '../../core/server/serve.ts';
import { applyTemplate } from './applying.ts';
import { subtasks } from './contract.ts';
import { checklistOf, subtaskById } from './queries.ts';
import { addSubtask, changeSubtask, moveSubtask, removeSubtask, reopenSubtask, restoreSubtask, tickSubtask, waiveSubtask } from './subtasks.ts';
import { addTemplate, changeTemplate, listTemplates, setRemoved, templateById } from './templates.ts';

export const routes = implement('subtasks', subtasks, {
  list: ({ db, actor, params }) => checklistOf(db, actor, params.id),
  async add({ tx, actor, params, body }) { await addSubtask(tx, actor, params.id, body); return await subtaskById(tx, actor, body.id); },
  async change({ tx, actor, params, body }) { await changeSubtask(tx, actor, params.id, body); return await subtaskById(tx, actor, params.id); },
  async move({ tx, actor, params, body }) { await moveSubtask(tx, actor, params.id, body.beforeId); return await subtaskById(tx, actor, params.id); },
  async tick({ tx, actor, params }) { await tickSubtask(tx, actor, params.id); return await subtaskById(tx, actor, params.id); },
  async waive({ tx, actor, params, body }) { await waiveSubtask(tx, actor, params.id, body.reason); return await subtaskById(tx, actor, params.id); },
  async reopen({ tx, actor, params }) { await reopenSubtask(tx, actor, params.id); return await subtaskById(tx, actor, params.id); },
  async remove({ tx, actor, params }) { await removeSubtask(tx, actor, params.id); return { ok: true as const }; },
  async restore({ tx, actor, params }) { await restoreSubtask(tx, actor, params.id); return await subtaskById(tx, actor, params.id); },
  async apply({ tx, actor, params, body }) { await applyTemplate(tx, actor, params.id, body.templateId); return await checklistOf(tx, actor, params.id); },

  templates: ({ db, actor }) => listTemplates(db, actor),
  async addTemplate({ tx, actor, body }) { await addTemplate(tx, actor, body); return await templateById(tx, actor, body.id); },
  async changeTemplate({ tx, actor, params, body }) { await changeTemplate(tx, actor, params.id, body); return await templateById(tx, actor, params.id); },
  async removeTemplate({ tx, actor, params }) { await setRemoved(tx, actor, params.id, true); return { ok: true as const }; },
  async restoreTemplate({ tx, actor, params }) { await setRemoved(tx, actor, params.id, false); return await templateById(tx, actor, params.id); },
});
