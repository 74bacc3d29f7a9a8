import { implement } from '../../core/server/serve.ts';
import { reachableTeam } from '../tickets/access.ts';
import { teamSettings } from '../tickets/team-settings.ts';
import { handovers, handoverSettings, HandoverSettingsChanged } from './contract.ts';
import { endFor } from './ends.ts';
import { acknowledge, askAuthor, sign } from './handovers.ts';
import { handoverById, listHandovers } from './queries.ts';
import { shiftFor, startFor } from './starts.ts';

const own = teamSettings(handoverSettings, HandoverSettingsChanged);

export const routes = implement('handovers', handovers, {
  shift: ({ db, actor }) => shiftFor(db, actor),
  start: ({ db, actor }) => startFor(db, actor),
  end: ({ db, actor, query }) => endFor(db, actor, query.teamId),
  list: ({ db, actor, query }) => listHandovers(db, actor, query),
  show: ({ db, actor, params, query }) => handoverById(db, actor, params.id, query.version),
  async sign({ tx, actor, body }) { return await handoverById(tx, actor, await sign(tx, actor, body)); },
  async acknowledge({ tx, actor, params, body }) { await acknowledge(tx, actor, params.id, body); return await handoverById(tx, actor, params.id); },
  ask: ({ tx, actor, params, body }) => askAuthor(tx, actor, params.id, body),

  settings: own.settings,
  async changeSettings({ body, ...asked }) {
    // Work goes on to a team that whoever decides it can see; to itself is the same as to none.
    if (body.toTeamId) await reachableTeam(asked.tx, asked.actor, body.toTeamId);
    return await own.changeSettings({ ...asked, body: body.toTeamId === body.teamId ? { ...body, toTeamId: null } : body });
  },
});
