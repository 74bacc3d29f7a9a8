import { implement } from '../../core/server/serve.ts';
import { teamSettings } from '../tickets/team-settings.ts';
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
  ...teamSettings(lookSettings, LookSettingsChanged),
});
