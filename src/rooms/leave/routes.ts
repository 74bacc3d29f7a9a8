import { newId } from '../../core/ids.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { implement } from '../../core/server/serve.ts';
import { readSettings, writeSettings } from '../../core/server/settings.ts';
import { rowOf } from '../tickets/ticket-row.ts';
import { mustLead } from './access.ts';
import { wholeBinOf } from './bins.ts';
import { leaves, leaveSettings, SettingsChanged } from './contract.ts';
import { coveringFor, divertCalls, takeOver } from './covers.ts';
import { comeBack } from './departures.ts';
import { digestOf } from './digests.ts';
import { override } from './grants.ts';
import { calendarOf, leaveWhole, myLeave, requestsFor } from './queries.ts';
import { askForLeave, cancelLeave, changeLeave, makeLeave, makeLeaveFor } from './requests.ts';

/** What a leave is after an act on it. */
async function then(tx: Tx, actor: PersonActor, id: string, act: Promise<unknown>): ReturnType<typeof leaveWhole> {
  await act;
  return await leaveWhole(tx, actor, id);
}

export const routes = implement('leave', leaves, {
  mine: async ({ db, actor }) => ({ items: await myLeave(db, actor) }),
  calendar: async ({ db, actor, query }) => ({ items: await calendarOf(db, actor, query) }),
  requests: async ({ db, actor }) => ({ items: await requestsFor(db, actor) }),
  show: ({ db, actor, params }) => leaveWhole(db, actor, params.id),
  make: async ({ tx, actor, body }) => leaveWhole(tx, actor, (await makeLeave(tx, actor, body)).id),
  makeFor: async ({ tx, actor, params, body }) => leaveWhole(tx, actor, (await makeLeaveFor(tx, actor, params.id, body)).id),
  change: async ({ tx, actor, params, body: { version, ...change } }) => leaveWhole(tx, actor, (await changeLeave(tx, actor, params.id, change, { version })).id),
  ask: ({ tx, actor, params, body }) => then(tx, actor, params.id, askForLeave(tx, actor, params.id, body.id, body.reason)),
  override: ({ tx, actor, params, body }) => then(tx, actor, params.id, override(tx, actor, params.id, body.reason)),
  cancel: ({ tx, actor, params }) => then(tx, actor, params.id, cancelLeave(tx, actor, params.id)),
  back: ({ tx, actor, params }) => then(tx, actor, params.id, comeBack(tx, actor, params.id)),
  divert: ({ tx, actor, params }) => then(tx, actor, params.id, divertCalls(tx, actor, params.id)),
  digest: ({ db, actor, params }) => digestOf(db, actor, params.id),
  async bin({ db, actor, params }) {
    await mustLead(db, actor, params.id);
    return { bin: await wholeBinOf(db, actor, params.id) };
  },
  covering: async ({ db, actor }) => ({ items: await coveringFor(db, actor) }),
  async takeOver({ tx, actor, params }) {
    await takeOver(tx, actor, params.id);
    return { ticket: await rowOf(tx, params.id) };
  },
  settings: ({ db }) => readSettings(db, leaveSettings, null),
  async changeSettings({ tx, actor, body }) {
    const now = await writeSettings(tx, leaveSettings, null, body);
    await record(tx, actor, SettingsChanged, { about: newId(), to: ['staff'], data: {} });
    return now;
  },
});
