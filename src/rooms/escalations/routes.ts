import { newId } from '../../core/ids.ts';
import { record } from '../../core/server/journal.ts';
import { implement } from '../../core/server/serve.ts';
import { readSettings, writeSettings } from '../../core/server/settings.ts';
import { rowOf } from '../tickets/ticket-row.ts';
import { answer, writeInThread } from './answers.ts';
import { close, learn, override, tellCustomer } from './closings.ts';
import { escalations, escalationSettings, SettingsChanged } from './contract.ts';
import { draftFor } from './drafts.ts';
import { acknowledge, passOn, raise, reopen, withdraw } from './escalations.ts';
import { dismiss, hintFor } from './hints.ts';
import { addPath, changePath, listPaths, removePath } from './paths.ts';
import { escalationById, listEscalations, ofTicket } from './queries.ts';
import { reportOf } from './reports.ts';

export const routes = implement('escalations', escalations, {
  list: ({ db, actor, query }) => listEscalations(db, actor, query),
  report: ({ db, actor, query }) => reportOf(db, actor, query),
  show: ({ db, actor, params }) => escalationById(db, actor, params.id),
  ofTicket: ({ db, actor, params }) => ofTicket(db, actor, params.id),
  draft: ({ db, actor, params }) => draftFor(db, actor, params.id),
  hint: async ({ db, actor, params }) => ({ hint: await hintFor(db, actor, params.id) }),
  async dismiss({ tx, actor, params, body }) {
    await dismiss(tx, actor, params.id, body.rule, body.reason);
    return { ok: true as const };
  },

  async raise({ tx, actor, params, body }) {
    await raise(tx, actor, params.id, body);
    return await escalationById(tx, actor, body.id);
  },
  async acknowledge({ tx, actor, params }) {
    await acknowledge(tx, actor, params.id);
    return await escalationById(tx, actor, params.id);
  },
  async answer({ tx, actor, params, body }) {
    await answer(tx, actor, params.id, body);
    return await escalationById(tx, actor, params.id);
  },
  async write({ tx, actor, params, body }) {
    await writeInThread(tx, actor, params.id, body);
    return await escalationById(tx, actor, params.id);
  },
  async withdraw({ tx, actor, params, body }) {
    await withdraw(tx, actor, params.id, body.reason);
    return await escalationById(tx, actor, params.id);
  },
  async passOn({ tx, actor, params, body }) {
    await passOn(tx, actor, params.id, body.reason);
    return await escalationById(tx, actor, params.id);
  },
  async reopen({ tx, actor, params, body }) {
    await reopen(tx, actor, params.id, body.reason);
    return await escalationById(tx, actor, params.id);
  },
  async tell({ tx, actor, params, body }) {
    await tellCustomer(tx, actor, params.id, body);
    return await escalationById(tx, actor, params.id);
  },
  async close({ tx, actor, params, body }) {
    await close(tx, actor, params.id, body);
    return await escalationById(tx, actor, params.id);
  },
  async learn({ tx, actor, params, body }) {
    await learn(tx, actor, params.id, body);
    return await escalationById(tx, actor, params.id);
  },
  async override({ tx, actor, params, body }) {
    const ticket = await override(tx, actor, params.id, body.reason, body.closing);
    return { ticket: await rowOf(tx, ticket.id) };
  },

  paths: ({ db, query }) => listPaths(db, query.archived === '1'),
  addPath: ({ tx, actor, body: { id, ...body } }) => addPath(tx, actor, id, body),
  changePath: ({ tx, actor, params, body }) => changePath(tx, actor, params.id, body),
  async removePath({ tx, actor, params }) {
    await removePath(tx, actor, params.id);
    return { ok: true as const };
  },

  settings: ({ db }) => readSettings(db, escalationSettings, null),
  async changeSettings({ tx, actor, body }) {
    const now = await writeSettings(tx, escalationSettings, null, body);
    await record(tx, actor, SettingsChanged, { about: newId(), to: ['staff'], data: { teamId: null } });
    return now;
  },
});
