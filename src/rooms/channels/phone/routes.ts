import { implement } from '../../../core/server/serve.ts';
import { teamSettings } from '../../tickets/team-settings.ts';
import { callById, callsOf, liveOf } from './call-answers.ts';
import { callbackById, myCallbacks, timesFor } from './callback-answers.ts';
import { takeCallback } from './callback-offers.ts';
import { scheduleCallback } from './callbacks.ts';
import { changeCall, discardCall, endCall, logCall, restoreCall, startCall, wrapUp } from './calls.ts';
import { phone, phoneSettings, SettingsChanged } from './contract.ts';
import { endDiversion, listDiversions, setDiversion } from './diversions.ts';
import { cardFor, contactOn } from './queries.ts';
import { addQuotable, changeQuotable, listQuotables, quotableById, removeQuotable } from './quotables.ts';
import { reportFor, reportItems } from './reports.ts';

const ok = { ok: true } as const;

export const routes = implement('phone', phone, {
  contact: ({ db, actor, params }) => contactOn(db, actor, params.id),
  card: ({ db, actor, params }) => cardFor(db, actor, params.id),
  ofTicket: ({ db, actor, params }) => callsOf(db, actor, params.id),
  live: async ({ db, actor }) => ({ call: await liveOf(db, actor) }),
  async start({ tx, actor, params, body }) { await startCall(tx, actor, params.id, body); return await callById(tx, actor, body.id); },
  async log({ tx, actor, params, body }) { await logCall(tx, actor, params.id, body); return await callById(tx, actor, body.id); },
  async end({ tx, actor, params }) { await endCall(tx, actor, params.id); return await callById(tx, actor, params.id); },
  async wrapUp({ tx, actor, params, body }) { await wrapUp(tx, actor, params.id, body); return await callById(tx, actor, params.id); },
  async change({ tx, actor, params, body }) { await changeCall(tx, actor, params.id, body); return await callById(tx, actor, params.id); },
  async discard({ tx, actor, params }) { await discardCall(tx, actor, params.id); return await callById(tx, actor, params.id); },
  async restore({ tx, actor, params }) { await restoreCall(tx, actor, params.id); return await callById(tx, actor, params.id); },

  async schedule({ tx, actor, params, body }) { await scheduleCallback(tx, actor, params.id, body); return await callbackById(tx, actor, body.id); },
  times: ({ db, actor, params }) => timesFor(db, actor, params.id),
  callbacks: ({ db, actor }) => myCallbacks(db, actor),
  async take({ tx, actor, params }) { await takeCallback(tx, actor, params.id); return await callbackById(tx, actor, params.id); },

  quotables: async ({ db, actor, query }) => ({ items: await listQuotables(db, actor, query.teamId ?? null) }),
  async addQuotable({ tx, actor, body }) { await addQuotable(tx, actor, body); return await quotableById(tx, actor, body.id); },
  async changeQuotable({ tx, actor, params, body }) { await changeQuotable(tx, actor, params.id, body); return await quotableById(tx, actor, params.id); },
  async removeQuotable({ tx, actor, params }) { await removeQuotable(tx, actor, params.id); return ok; },

  report: ({ db, actor, query }) => reportFor(db, actor, query),
  reportItems: ({ db, actor, query }) => reportItems(db, actor, query),

  diversions: ({ db, actor }) => listDiversions(db, actor),
  divert: ({ tx, actor, params, body }) => setDiversion(tx, actor, params.id, body),
  async endDiversion({ tx, actor, params }) { await endDiversion(tx, actor, params.id); return ok; },

  ...teamSettings(phoneSettings, SettingsChanged),
});
