import { newId } from '../../core/ids.ts';
import { forbidden, notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { ask } from '../../core/server/gates.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { implement } from '../../core/server/serve.ts';
import { ownSettings, readSettings, writeSettings } from '../../core/server/settings.ts';
import { runs } from '../people/access.ts';
import { absenceOver, absent } from './absences.ts';
import { ruledPerson, seenTeam } from './access.ts';
import { endFeed, feedOf, readFeed, renewFeed } from './calendar-feeds.ts';
import { mayEndAbsence, rota, RotaChanged, rotaSettings } from './contract.ts';
import { coverage } from './coverage.ts';
import { patternOf } from './occurrences.ts';
import { addShift, changeDay, changeShift, endShift, restoreDay, rejoinShift, resumeShift } from './shifts.ts';
import { agree, askSwap, decline, withdrawSwap } from './swaps.ts';
import { tables } from './tables.ts';
import { myShifts, openSwaps, shiftShape, swapById, weekOf } from './weeks.ts';

const stretchOf = (q: { from: string; until: string }) => ({ from: Date.parse(q.from), until: Date.parse(q.until) });
const shiftById = async (tx: Tx, id: string) => shiftShape(patternOf(await tables(tx).selectFrom('rota_shifts').selectAll().where('id', '=', id).executeTakeFirstOrThrow()));
/** A swap is answered as it stands after what was done. */
const swapping = (verb: (tx: Tx, actor: PersonActor, id: string) => Promise<void>) => async ({ tx, actor, params }: { tx: Tx; actor: PersonActor; params: { id: string } }) => {
  await verb(tx, actor, params.id);
  return await swapById(tx, actor, params.id);
};

export const routes = implement('rota', rota, {
  week: ({ db, actor, query }) => weekOf(db, actor, query.teamId, stretchOf(query)),
  coverage: ({ db, actor, query }) => { seenTeam(actor, query.teamId); return coverage(db, query.teamId, stretchOf(query)); },
  mine: ({ db, actor }) => myShifts(db, actor.id),

  async add({ tx, actor, body }) { await addShift(tx, actor, body); return await shiftById(tx, body.id); },
  change: async ({ tx, actor, params, body }) => await shiftById(tx, await changeShift(tx, actor, params.id, body)),
  async end({ tx, actor, params, body }) { await endShift(tx, actor, params.id, body.before); return { ok: true }; },
  async resume({ tx, actor, params, body }) { await resumeShift(tx, actor, params.id, body.lastDay); return await shiftById(tx, params.id); },
  async rejoin({ tx, actor, params, body }) { await rejoinShift(tx, actor, params.id, body); return await shiftById(tx, body.before); },
  async changeDay({ tx, actor, params, body }) { await changeDay(tx, actor, params.id, params.day, body); return { ok: true }; },
  async restoreDay({ tx, actor, params }) { await restoreDay(tx, actor, params.id, params.day); return { ok: true }; },

  swaps: ({ db, actor }) => openSwaps(db, actor),
  async askSwap({ tx, actor, body }) { await askSwap(tx, actor, body); return await swapById(tx, actor, body.id); },
  agree: swapping(agree),
  decline: swapping(decline),
  withdraw: swapping(withdrawSwap),

  async addAbsence({ tx, actor, body: { personId, ...what } }) {
    await ruledPerson(tx, actor, personId);
    await absent(tx, actor, personId, what);
    return { ...what, personId, from: new Date(what.from).toISOString(), until: new Date(what.until).toISOString() };
  },
  async endAbsence({ tx, actor, params }) {
    const row = (await tables(tx).selectFrom('rota_absences').select('person_id').where('id', '=', params.id).executeTakeFirst()) ?? refuse(notFound);
    await ruledPerson(tx, actor, row.person_id);
    await ask(tx, actor, mayEndAbsence, { absenceId: params.id });
    await absenceOver(tx, actor, params.id);
    return { ok: true };
  },

  feed: ({ db, actor }) => feedOf(db, actor.id),
  async renewFeed({ tx, actor }) { await renewFeed(tx, actor); return await feedOf(tx, actor.id); },
  async endFeed({ tx, actor }) { await endFeed(tx, actor); return await feedOf(tx, actor.id); },
  async readFeed({ db, params, request, reply }) {
    const { text, etag } = await readFeed(db, params.token);
    void reply.header('etag', etag).header('cache-control', 'private, no-cache').header('content-disposition', 'inline; filename="shifts.ics"').header('x-robots-tag', 'noindex');
    const known = String(request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
    if (known.includes(etag) || known.includes('*')) return void reply.status(304).send();
    void reply.type('text/calendar; charset=utf-8').send(text);
  },

  async settings({ db, actor, query }) {
    if (query.teamId) seenTeam(actor, query.teamId);
    return { ...(await readSettings(db, rotaSettings, query.teamId ?? null)), own: await ownSettings(db, rotaSettings, query.teamId ?? null) };
  },
  async changeSettings({ tx, actor, body: { teamId, ...change } }) {
    if (teamId) seenTeam(actor, teamId);
    if (teamId ? !runs(actor, teamId) : actor.role !== 'admin') refuse(forbidden);
    const now = await writeSettings(tx, rotaSettings, teamId, change);
    const about = teamId ?? newId();
    await record(tx, actor, RotaChanged, { about, to: teamId ? [`team:${teamId}`] : ['staff'], data: { shiftId: about, personIds: [], day: null, what: 'settings' } });
    return { ...now, own: await ownSettings(tx, rotaSettings, teamId) };
  },
});
