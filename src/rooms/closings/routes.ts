import { implement } from '../../core/server/serve.ts';
import { teamSettings } from '../tickets/team-settings.ts';
import { mustSee } from './access.ts';
import { checklistOf } from './checklists.ts';
import { closings, closingSettings, ReasonsChanged } from './contract.ts';
import { knownReasons, listReasons, reasonById } from './queries.ts';
import { addReason, changeReason, dropOwn, makeOwn, orderReasons, removeReason, restoreReason } from './reasons.ts';

export const routes = implement('closings', closings, {
  ofTicket: ({ db, actor, params, query }) => checklistOf(db, actor, params.id, query.reasonId ?? null),
  async reasons({ db, actor, query }) { await mustSee(db, actor, query.teamId ?? null); return await listReasons(db, actor, query.teamId ?? null); },
  known: ({ db, actor }) => knownReasons(db, actor),
  async addReason({ tx, actor, body }) { await addReason(tx, actor, body); return await reasonById(tx, actor, body.id); },
  async changeReason({ tx, actor, params, body }) { await changeReason(tx, actor, params.id, body); return await reasonById(tx, actor, params.id); },
  async removeReason({ tx, actor, params }) { await removeReason(tx, actor, params.id); return { ok: true as const }; },
  async restoreReason({ tx, actor, params }) { await restoreReason(tx, actor, params.id); return await reasonById(tx, actor, params.id); },
  async order({ tx, actor, body }) { await orderReasons(tx, actor, body.teamId, body.ids); return await listReasons(tx, actor, body.teamId); },
  async makeOwn({ tx, actor, body }) { await makeOwn(tx, actor, body.teamId); return await listReasons(tx, actor, body.teamId); },
  async dropOwn({ tx, actor, body }) { await dropOwn(tx, actor, body.teamId); return await listReasons(tx, actor, body.teamId); },
  ...teamSettings(closingSettings, ReasonsChanged),
});
