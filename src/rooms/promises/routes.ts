import { newId } from '../../core/ids.ts';
import { forbidden } from '../../core/refusals.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { implement } from '../../core/server/serve.ts';
import { ownSettings, readSettings, writeSettings } from '../../core/server/settings.ts';
import { mayShare, reachableTeam } from '../tickets/access.ts';
import { promises, promiseSettings, PromiseSettingsChanged } from './contract.ts';
import { keepPromise, makePromise, movePromise, passPromise, reopenPromise, withdrawPromise } from './promises.ts';
import { owedBy, promiseById, ticketPromises } from './queries.ts';

export const routes = implement('promises', promises, {
  ofTicket: ({ db, actor, params }) => ticketPromises(db, actor, params.id),
  mine: ({ db, actor }) => owedBy(db, actor),
  async make({ tx, actor, params, body }) { await makePromise(tx, actor, params.id, body); return await promiseById(tx, actor, body.id); },
  async keep({ tx, actor, params }) { await keepPromise(tx, actor, params.id); return await promiseById(tx, actor, params.id); },
  async reopen({ tx, actor, params }) { await reopenPromise(tx, actor, params.id); return await promiseById(tx, actor, params.id); },
  async move({ tx, actor, params, body }) { await movePromise(tx, actor, params.id, body); return await promiseById(tx, actor, params.id); },
  async pass({ tx, actor, params, body }) { await passPromise(tx, actor, params.id, body.personId); return await promiseById(tx, actor, params.id); },
  async withdraw({ tx, actor, params, body }) { await withdrawPromise(tx, actor, params.id, body.reason); return await promiseById(tx, actor, params.id); },

  async settings({ db, actor, query }) {
    if (query.teamId) await reachableTeam(db, actor, query.teamId);
    return { ...(await readSettings(db, promiseSettings, query.teamId ?? null)), own: await ownSettings(db, promiseSettings, query.teamId ?? null) };
  },
  async changeSettings({ tx, actor, body: { teamId, ...change } }) {
    if (teamId) await reachableTeam(tx, actor, teamId);
    if (!mayShare(actor, teamId)) refuse(forbidden);
    const now = await writeSettings(tx, promiseSettings, teamId, change);
    await record(tx, actor, PromiseSettingsChanged, { about: teamId ?? newId(), to: teamId ? [`team:${teamId}`] : ['staff'], data: { teamId } });
    return { ...now, own: await ownSettings(tx, promiseSettings, teamId) };
  },
});
