import { implement } from '../../core/server/serve.ts';
import { teamSettings } from '../tickets/team-settings.ts';
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

  ...teamSettings(promiseSettings, PromiseSettingsChanged),
});
