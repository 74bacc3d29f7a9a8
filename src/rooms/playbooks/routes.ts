import { implement } from '../../core/server/serve.ts';
import { playbooks } from './contract.ts';
import { addPlaybook, bringBack, changePlaybook, dismissPlaybook, setRemoved } from './playbooks.ts';
import { fittingFor, listPlaybooks, playbookById } from './queries.ts';

export const routes = implement('playbooks', playbooks, {
  list: ({ db, actor }) => listPlaybooks(db, actor),
  fitting: ({ db, actor, params }) => fittingFor(db, actor, params.id),
  async dismiss({ tx, actor, params, body }) { await dismissPlaybook(tx, actor, params.id, params.playbookId, body.because); return { ok: true as const }; },
  async bringBack({ tx, actor, params }) { await bringBack(tx, actor, params.id, params.playbookId); return { ok: true as const }; },
  async add({ tx, actor, body }) { await addPlaybook(tx, actor, body); return await playbookById(tx, actor, body.id); },
  async change({ tx, actor, params, body }) { await changePlaybook(tx, actor, params.id, body); return await playbookById(tx, actor, params.id); },
  async remove({ tx, actor, params }) { await setRemoved(tx, actor, params.id, true); return { ok: true as const }; },
  async restore({ tx, actor, params }) { await setRemoved(tx, actor, params.id, false); return await playbookById(tx, actor, params.id); },
});
