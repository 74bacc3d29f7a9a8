import { newId } from '../../core/ids.ts';
import { forbidden } from '../../core/refusals.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { implement } from '../../core/server/serve.ts';
import { ownSettings, readSettings, writeSettings } from '../../core/server/settings.ts';
import { mayShare, reachableTeam } from '../tickets/access.ts';
import { looks, lookSettings, LookSettingsChanged } from './contract.ts';
import { askForLook, changeLook, commentOn, giveBack, release, withdraw } from './looks.ts';
import { lookById, looksOn, myLooks } from './queries.ts';
import { sayWhyOf } from './reply-reasons.ts';
import { sourcesOf } from './sources.ts';

export const routes = implement('looks', looks, {
  sources: ({ db, actor, params }) => sourcesOf(db, actor, params.id),
  async say({ tx, actor, params, body }) { await sayWhyOf(tx, actor, params.id, body); return { ok: true as const }; },
  ofTicket: ({ db, actor, params }) => looksOn(db, actor, params.id),
  mine: ({ db, actor }) => myLooks(db, actor),
  async ask({ tx, actor, params, body }) { await askForLook(tx, actor, params.id, body); return await lookById(tx, actor, body.id); },
  async comment({ tx, actor, params, body }) { await commentOn(tx, actor, params.id, body); return await lookById(tx, actor, params.id); },
  async change({ tx, actor, params, body }) { await changeLook(tx, actor, params.id, body); return await lookById(tx, actor, params.id); },
  async release({ tx, actor, params, body }) { await release(tx, actor, params.id, body); return await lookById(tx, actor, params.id); },
  async giveBack({ tx, actor, params, body }) { await giveBack(tx, actor, params.id, body.words); return await lookById(tx, actor, params.id); },
  async withdraw({ tx, actor, params }) { await withdraw(tx, actor, params.id); return await lookById(tx, actor, params.id); },
  async settings({ db, actor, query: { teamId = null } }) {
    if (teamId) await reachableTeam(db, actor, teamId);
    return { ...(await readSettings(db, lookSettings, teamId)), own: await ownSettings(db, lookSettings, teamId) };
  },
  async changeSettings({ tx, actor, body: { teamId, ...change } }) {
    if (teamId) await reachableTeam(tx, actor, teamId);
    if (!mayShare(actor, teamId)) refuse(forbidden);
    const now = await writeSettings(tx, lookSettings, teamId, change);
    await record(tx, actor, LookSettingsChanged, { about: teamId ?? newId(), to: teamId ? [`team:${teamId}`] : ['staff'], data: { teamId } });
    return { ...now, own: await ownSettings(tx, lookSettings, teamId) };
  },
});
