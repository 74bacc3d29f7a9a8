import { newId } from '../../core/ids.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { implement } from '../../core/server/serve.ts';
import { readSettings, writeSettings } from '../../core/server/settings.ts';
import { setDiversion } from '../channels/phone/diversions.ts';
import { rowOf } from '../tickets/ticket-row.ts';
import { mustLead, readableLeave } from './access.ts';
import { wholeBinOf } from './bins.ts';
import { coverWrong, leaves, leaveSettings, SettingsChanged } from './contract.ts';
import { coveringFor, takeOver } from './covers.ts';
import { comeBack } from './departures.ts';
import { digestOf } from './digests.ts';
import { override } from './grants.ts';
import { calendarOf, leaveWhole, myLeave, requestsFor } from './queries.ts';
import { askForLeave, cancelLeave, changeLeave, makeLeave, makeLeaveFor } from './requests.ts';
import { tell } from './leave-row.ts';

export const routes = implement('leave', leaves, {
  mine: async ({ db, actor }) => ({ items: await myLeave(db, actor) }),
  calendar: async ({ db, actor, query }) => ({ items: await calendarOf(db, actor, query) }),
  requests: async ({ db, actor }) => ({ items: await requestsFor(db, actor) }),
  show: ({ db, actor, params }) => leaveWhole(db, actor, params.id),
  make: async ({ tx, actor, body }) => leaveWhole(tx, actor, (await makeLeave(tx, actor, body)).id),
  makeFor: async ({ tx, actor, params, body }) => leaveWhole(tx, actor, (await makeLeaveFor(tx, actor, params.id, body)).id),
  change: async ({ tx, actor, params, body: { version, ...change } }) => leaveWhole(tx, actor, (await changeLeave(tx, actor, params.id, change, { version })).id),
  async ask({ tx, actor, params, body }) {
    await askForLeave(tx, actor, params.id, body.id, body.reason);
    return await leaveWhole(tx, actor, params.id);
  },
  async override({ tx, actor, params, body }) {
    await override(tx, actor, params.id, body.reason);
    return await leaveWhole(tx, actor, params.id);
  },
  async cancel({ tx, actor, params }) {
    await cancelLeave(tx, actor, params.id);
    return await leaveWhole(tx, actor, params.id);
  },
  async back({ tx, actor, params }) {
    await comeBack(tx, actor, params.id);
    return await leaveWhole(tx, actor, params.id);
  },
  async divert({ tx, actor, params }) {
    const { row } = await readableLeave(tx, actor, params.id);
    if (!row.cover_id) refuse(coverWrong);
    await setDiversion(tx, actor, row.person_id, { from: row.from_at, until: row.until_at, toPersonId: row.cover_id, number: '', note: 'On leave' });
    await tell(tx, actor, row);
    return await leaveWhole(tx, actor, params.id);
  },
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
