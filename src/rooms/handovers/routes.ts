import { newId } from '../../core/ids.ts';
import { forbidden } from '../../core/refusals.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { implement } from '../../core/server/serve.ts';
import { ownSettings, readSettings, writeSettings } from '../../core/server/settings.ts';
import { mayShare, reachableTeam } from '../tickets/access.ts';
import { handovers, handoverSettings, HandoverSettingsChanged } from './contract.ts';
import { endFor } from './ends.ts';
import { acknowledge, askAuthor, sign } from './handovers.ts';
import { handoverById, listHandovers } from './queries.ts';
import { shiftFor, startFor } from './starts.ts';

export const routes = implement('handovers', handovers, {
  shift: ({ db, actor }) => shiftFor(db, actor),
  start: ({ db, actor }) => startFor(db, actor),
  end: ({ db, actor, query }) => endFor(db, actor, query.teamId),
  list: ({ db, actor, query }) => listHandovers(db, actor, query),
  show: ({ db, actor, params, query }) => handoverById(db, actor, params.id, query.version),
  async sign({ tx, actor, body }) { return await handoverById(tx, actor, await sign(tx, actor, body)); },
  async acknowledge({ tx, actor, params, body }) { await acknowledge(tx, actor, params.id, body); return await handoverById(tx, actor, params.id); },
  ask: ({ tx, actor, params, body }) => askAuthor(tx, actor, params.id, body),

  async settings({ db, actor, query }) {
    if (query.teamId) await reachableTeam(db, actor, query.teamId);
    return { ...(await readSettings(db, handoverSettings, query.teamId ?? null)), own: await ownSettings(db, handoverSettings, query.teamId ?? null) };
  },
  async changeSettings({ tx, actor, body: { teamId, ...change } }) {
    if (teamId) await reachableTeam(tx, actor, teamId);
    if (!mayShare(actor, teamId)) refuse(forbidden);
    // Work goes on to a team that whoever decides it can see; to itself is the same as to none.
    if (change.toTeamId) await reachableTeam(tx, actor, change.toTeamId);
    const now = await writeSettings(tx, handoverSettings, teamId, change.toTeamId === teamId ? { ...change, toTeamId: null } : change);
    await record(tx, actor, HandoverSettingsChanged, { about: teamId ?? newId(), to: teamId ? [`team:${teamId}`] : ['staff'], data: { teamId } });
    return { ...now, own: await ownSettings(tx, handoverSettings, teamId) };
  },
});
