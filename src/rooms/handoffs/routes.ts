import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { limit } from '../../core/server/limits.ts';
import { implement } from '../../core/server/serve.ts';
import { reachableTeam } from '../tickets/access.ts';
import { teamSettings } from '../tickets/team-settings.ts';
import { rowOf } from '../tickets/ticket-row.ts';
import { readableHandoff } from './access.ts';
import { handoffs, handoffSettings, SettingsChanged } from './contract.ts';
import { accept, answer, decline, withdraw } from './decisions.ts';
import { override, reassign } from './direct-moves.ts';
import { draftFor } from './drafts.ts';
import { handoffById, handoffShape, myHandoffs, openHandoffs } from './handoff-answers.ts';
import { offer, offerMany } from './handoffs.ts';
import { noteProgress } from './progress.ts';
import { receiversOf } from './receivers.ts';
import { reportFor } from './reports.ts';
import { mailSheet } from './sheet-letters.ts';
import { sheetFor } from './sheets.ts';

/** A handoff with its ticket as they are then; nobody sees it who just lost sight of the ticket, so it is read by id. */
async function one(db: Reads, actor: PersonActor, id: string) {
  const handoff = await handoffById(db, actor, id);
  return { handoff, ticket: await rowOf(db, handoff.ticketId) };
}

export const routes = implement('handoffs', handoffs, {
  draft: ({ db, actor, params }) => draftFor(db, actor, params.id),
  receivers: ({ db, actor, params }) => receiversOf(db, actor, params.id),
  open: async ({ db, actor }) => ({ items: (await openHandoffs(db, actor)).map(handoffShape) }),
  mine: ({ db, actor }) => myHandoffs(db, actor),
  async show({ db, actor, params }) {
    await readableHandoff(db, actor, params.id);
    return await handoffById(db, actor, params.id);
  },

  async offer({ tx, actor, params, body: { id, version, ...form } }) {
    await offer(tx, actor, params.id, id, form, version);
    return await one(tx, actor, id);
  },
  async offerMany({ tx, actor, body }) {
    await offerMany(tx, actor, body.items);
    const items = [];
    for (const { id } of body.items) items.push(await one(tx, actor, id));
    return { items };
  },
  async accept({ tx, actor, params }) {
    await accept(tx, actor, params.id);
    return await one(tx, actor, params.id);
  },
  async decline({ tx, actor, params, body }) {
    await decline(tx, actor, params.id, body.reason);
    return await one(tx, actor, params.id);
  },
  async withdraw({ tx, actor, params }) {
    await withdraw(tx, actor, params.id);
    return await one(tx, actor, params.id);
  },
  async answer({ tx, actor, params, body }) {
    await answer(tx, actor, params.id, body.had, body.missing);
    return await handoffById(tx, actor, params.id);
  },
  async reassign({ tx, actor, params, body: { id, version, ...form } }) {
    await reassign(tx, actor, params.id, id, form, { version });
    return { ticket: await rowOf(tx, params.id), undoId: null };
  },
  async override({ tx, actor, params, body }) {
    await override(tx, actor, params.id, body.id, body.to, body.reason);
    return { ticket: await rowOf(tx, params.id), undoId: null };
  },

  report: ({ db, actor, query }) => reportFor(db, actor, query),
  async sheet({ db, actor, query }) {
    if (query.teamId) await reachableTeam(db, actor, query.teamId);
    return await sheetFor(db, actor, query.teamId ?? null);
  },
  noteProgress: ({ tx, actor, params, body }) => noteProgress(tx, actor, params.id, body),
  async mailSheet({ tx, db, actor, body }) {
    await limit(db, `handoff-sheet ${body.teamId}`, { max: 6, seconds: 3600 });
    return { mailed: await mailSheet(tx, actor, body.teamId) };
  },

  ...teamSettings(handoffSettings, SettingsChanged),
});
