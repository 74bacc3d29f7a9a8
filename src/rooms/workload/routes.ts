import { newId } from '../../core/ids.ts';
import { record } from '../../core/server/journal.ts';
import { implement } from '../../core/server/serve.ts';
import { writeSettings } from '../../core/server/settings.ts';
import { SettingsChanged, workload, workloadSettings } from './contract.ts';
import { agree, arrange, declineHelp, offerHelp, oldestOf, openHelps, withdrawHelp } from './helps.ts';
import { weightsOf } from './loads.ts';
import { loadOfTeams, myLoad } from './queries.ts';
import { wallFor } from './walls.ts';

export const routes = implement('workload', workload, {
  mine: ({ db, actor }) => myLoad(db, actor),
  teams: async ({ db, actor, query }) => ({ teams: await loadOfTeams(db, actor, query.teamId) }),
  wall: ({ db, actor, query }) => wallFor(db, actor, query.teamId),
  oldest: async ({ db, actor, params, query }) => ({ items: await oldestOf(db, actor, params.id, query.helperId, query.count) }),
  helps: ({ db, actor }) => openHelps(db, actor),
  offer: ({ tx, actor, body }) => offerHelp(tx, actor, body),
  agree: ({ tx, actor, params, body }) => agree(tx, actor, params.id, body.items),
  decline: ({ tx, actor, params }) => declineHelp(tx, actor, params.id),
  withdraw: ({ tx, actor, params }) => withdrawHelp(tx, actor, params.id),
  arrange: ({ tx, actor, body }) => arrange(tx, actor, body),
  settings: ({ db }) => weightsOf(db),
  async changeSettings({ tx, actor, body }) {
    const now = await writeSettings(tx, workloadSettings, null, body);
    await record(tx, actor, SettingsChanged, { about: newId(), to: ['staff'], data: {} });
    return now;
  },
});
