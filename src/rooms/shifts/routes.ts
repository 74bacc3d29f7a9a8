import { newId } from '../../core/ids.ts';
import { forbidden } from '../../core/refusals.ts';
import { record } from '../../core/server/journal.ts';
import { limit } from '../../core/server/limits.ts';
import { refuse } from '../../core/server/refusals.ts';
import { implement } from '../../core/server/serve.ts';
import { ownSettings, readSettings, writeSettings } from '../../core/server/settings.ts';
import { runs } from '../people/access.ts';
import { settingsTeam } from './access.ts';
import { choicesOf, choose, dropCalendar } from './choices.ts';
import { shifts, shiftSettings, ShiftSettingsChanged } from './contract.ts';
import { connectCalendar } from './own-calendars.ts';
import { addState, changeState, dropState, listStates } from './own-states.ts';
import { listAvailability, setAvailability } from './availability.ts';

export const routes = implement('shifts', shifts, {
  availability: async ({ db }) => ({ items: await listAvailability(db) }),
  setMine: ({ tx, actor, body }) => setAvailability(tx, actor, actor.id, body),
  set: ({ tx, actor, params, body }) => setAvailability(tx, actor, params.id, body),

  states: async ({ db }) => ({ items: await listStates(db) }),
  addState: ({ tx, actor, body }) => addState(tx, actor, body),
  changeState: ({ tx, actor, params, body }) => changeState(tx, actor, { id: params.id, ...body }),
  async dropState({ tx, actor, params }) { await dropState(tx, actor, params.id); return { ok: true }; },

  choices: ({ db, actor }) => choicesOf(db, actor.id),
  async choose({ tx, actor, body }) { await choose(tx, actor, actor.id, body); return await choicesOf(tx, actor.id); },
  async connectCalendar({ db, actor, body }) {
    // Each one reads from a server of somebody else's.
    await limit(db, `own calendar ${actor.id}`, { max: 20, seconds: 3600 });
    await connectCalendar(db, actor.id, body.address);
    return await choicesOf(db, actor.id);
  },
  async dropCalendar({ tx, actor }) { await dropCalendar(tx, actor, actor.id); return await choicesOf(tx, actor.id); },

  async settings({ db, actor, query }) {
    if (query.teamId) settingsTeam(actor, query.teamId);
    return { ...(await readSettings(db, shiftSettings, query.teamId ?? null)), own: await ownSettings(db, shiftSettings, query.teamId ?? null) };
  },
  async changeSettings({ tx, actor, body: { teamId, ...change } }) {
    if (teamId) settingsTeam(actor, teamId);
    if (teamId ? !runs(actor, teamId) : actor.role !== 'admin') refuse(forbidden);
    const now = await writeSettings(tx, shiftSettings, teamId, change);
    await record(tx, actor, ShiftSettingsChanged, { about: teamId ?? newId(), to: teamId ? [`team:${teamId}`] : ['staff'], data: { teamId } });
    return { ...now, own: await ownSettings(tx, shiftSettings, teamId) };
  },
});
