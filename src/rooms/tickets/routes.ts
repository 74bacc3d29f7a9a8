import type { Actor, PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { implement } from '../../core/server/serve.ts';
import { readable, workableOne } from './access.ts';
import { bulk, bulkPartly } from './bulk.ts';
import { undoable, type Act } from './changes.ts';
import { SettingsChanged, tickets, ticketSettings } from './contract.ts';
import { countsFor } from './counts.ts';
import { draftsOf, dropDraft, saveDraft } from './drafts.ts';
import { follow, followersOf, unfollow } from './following.ts';
import { familyOf } from './families.ts';
import { link, linksOf, unlink } from './links.ts';
import { listTickets } from './lists.ts';
import { merge, unmerge } from './merges.ts';
import { messageById, messageOnTicket } from './message-answers.ts';
import { openFor } from './openings.ts';
import { assign, giveToTeam, take } from './owners.ts';
import { addCopied, admit, keepOut, participantsOf } from './participants.ts';
import { entryOf, headOf, othersOf, seenRows, tagsFor, timelineOf } from './queries.ts';
import { newsOf, see } from './reads.ts';
import { cancelReply, decideUnknown, reply, retryReply } from './replies.ts';
import { filterOf, narrowed, orderOf, type Filter } from './rules.ts';
import { search } from './searches.ts';
import { followUp, split } from './splits.ts';
import { close, reopen, waitUntil } from './states.ts';
import type { Ticket } from './tables.ts';
import { teamSettings } from './team-settings.ts';
import { rowOf, rowsOf } from './ticket-row.ts';
import { setPriority, setSubject, setTags } from './tickets.ts';
import { undo } from './undos.ts';
import { changeView, deleteView, saveView, viewById, viewsFor } from './views.ts';

/** Runs one verb as one act and answers the ticket as it is then. */
async function answer(tx: Tx, actor: Actor, run: (act: Act) => Promise<Ticket>) {
  const { result, undoId } = await undoable(tx, actor, run);
  return { ticket: await rowOf(tx, result.id), undoId };
}
const participants = async (db: Reads, id: string) => ({ participants: await participantsOf(db, await familyOf(db, id)) });

/** A view's own filter, narrowed by what the query adds. */
async function filtersOf(db: Reads, actor: PersonActor, view: string, narrowing: Filter) {
  const saved = view.startsWith('saved:') ? await viewById(db, actor, view.slice(6)) : null;
  const own = saved ? narrowed(filterOf('all', actor), saved.filter) : filterOf(view, actor);
  return { filter: narrowed(own, narrowing), order: saved?.order ?? orderOf(view, narrowing) };
}

export const routes = implement('tickets', tickets, {
  async list({ db, actor, query: { view, order, cursor, ...narrowing } }) {
    const { filter, order: usual } = await filtersOf(db, actor, view, narrowing);
    return await listTickets(db, actor, { filter, order: order ?? usual, cursor, following: view === 'following' });
  },
  counts: ({ db, actor }) => countsFor(db, actor),
  search: ({ db, actor, query }) => search(db, actor, query.q, query.closed === '0'),
  tags: ({ db, actor, query }) => tagsFor(db, actor, query.q, query.teamId),
  // A key reads what its scopes allow, each at its own endpoint.
  read: ({ db, actor, params, query }) => headOf(db, actor, params.ref, query.beside !== undefined && !actor.scopes),
  timeline: ({ db, actor, params, query }) => timelineOf(db, actor, params.id, query),
  entry: ({ db, actor, params }) => entryOf(db, actor, params.id, params.entryId),
  others: ({ db, actor, params }) => othersOf(db, actor, params.id),
  ofCustomer: ({ db, actor, params, query }) => listTickets(db, actor, { filter: { status: ['open', 'waiting', 'closed'], customerId: params.id }, order: 'newest', cursor: query.cursor }),

  open: async ({ tx, actor, body }) => ({ ticket: await rowOf(tx, (await openFor(tx, actor, body)).id), undoId: null }),
  async reply({ tx, actor, params, body }) {
    const { messageId, dueAt } = await reply(tx, actor, params.id, body);
    return { ...(await messageOnTicket(tx, messageId)), dueAt };
  },
  async cancelReply({ tx, actor, params }) {
    const { ticketId } = await cancelReply(tx, actor, params.id);
    return { ticket: await rowOf(tx, ticketId), draft: (await draftsOf(tx, actor.id, ticketId)).find((d) => d.mode === 'reply')! };
  },
  async retryReply({ tx, actor, params }) {
    await retryReply(tx, actor, params.id);
    return { message: await messageById(tx, params.id) };
  },
  async decideUnknown({ tx, actor, params, body }) {
    await decideUnknown(tx, actor, params.id, body.as);
    return { message: await messageById(tx, params.id) };
  },

  take: ({ tx, actor, params, body }) => answer(tx, actor, (act) => take(tx, actor, params.id, { ...body, act })),
  assign: ({ tx, actor, params, body }) => answer(tx, actor, (act) => assign(tx, actor, params.id, body.personId, body.teamId, { version: body.version, reason: body.reason, act })),
  give: ({ tx, actor, params, body }) => answer(tx, actor, (act) => giveToTeam(tx, actor, params.id, body.teamId, { version: body.version, act })),
  priority: ({ tx, actor, params, body }) => answer(tx, actor, (act) => setPriority(tx, actor, params.id, body.priority, { version: body.version, act })),
  setTags: ({ tx, actor, params, body }) => answer(tx, actor, (act) => setTags(tx, actor, params.id, body.tags, { version: body.version, act })),
  subject: ({ tx, actor, params, body }) => answer(tx, actor, (act) => setSubject(tx, actor, params.id, body.subject, { version: body.version, act })),
  wait: ({ tx, actor, params, body }) => answer(tx, actor, (act) => waitUntil(tx, actor, params.id, body.for, body.until, body.note, { version: body.version, act })),
  close: ({ tx, actor, params, body }) => answer(tx, actor, (act) => close(tx, actor, params.id, { ...body, act })),
  reopen: ({ tx, actor, params, body }) => answer(tx, actor, (act) => reopen(tx, actor, params.id, { ...body, act })),
  async follow({ tx, actor, params, body }) {
    const ticket = await readable(tx, actor, params.id);
    await (body.following ? follow(tx, actor, ticket, actor.id, body.muted) : unfollow(tx, actor, ticket, actor.id));
    return { followers: await followersOf(tx, params.id) };
  },
  merge: ({ tx, actor, params, body }) => answer(tx, actor, (act) => merge(tx, actor, params.id, body.intoId, body.anyway, { act })),
  unmerge: ({ tx, actor, params }) => answer(tx, actor, () => unmerge(tx, actor, params.id)),
  split: ({ tx, actor, params, body }) => answer(tx, actor, () => split(tx, actor, params.id, body)),
  followUp: ({ tx, actor, params, body }) => answer(tx, actor, () => followUp(tx, actor, params.id, body)),
  async link({ tx, actor, params, body }) {
    await link(tx, actor, params.id, body.otherId);
    return { links: await linksOf(tx, params.id) };
  },
  async unlink({ tx, actor, params }) {
    await unlink(tx, actor, params.id, params.otherId);
    return { links: await linksOf(tx, params.id) };
  },
  async bulk({ tx, actor, body }) {
    const { ids, undoId, refused } = await (body.partly ? bulkPartly : bulk)(tx, actor, body.id, body.ticketIds, body.change);
    return { changed: await rowsOf(tx, ids), undoId, refused };
  },
  async undo({ tx, actor, params }) {
    const { changed, skipped } = await undo(tx, actor, params.id);
    return { changed: await rowsOf(tx, changed), skipped };
  },

  async addParticipant({ tx, actor, params, body }) {
    await addCopied(tx, actor, await workableOne(tx, actor, params.id), [body]);
    return await participants(tx, params.id);
  },
  async admitParticipant({ tx, actor, params, body }) {
    await admit(tx, actor, params.id, body.address);
    return await participants(tx, params.id);
  },
  async refuseParticipant({ tx, actor, params, body }) {
    await keepOut(tx, actor, params.id, body.address);
    return await participants(tx, params.id);
  },

  async drafts({ db, actor }) {
    const drafts = await draftsOf(db, actor.id);
    const found = new Map((await seenRows(db, actor, drafts.map((d) => d.ticketId))).map((t) => [t.id, t]));
    return drafts.flatMap((d) => { const ticket = found.get(d.ticketId); return ticket ? [{ ...d, ticket }] : []; });
  },
  saveDraft: ({ tx, actor, params, body }) => saveDraft(tx, actor, params.id, params.mode, body),
  async discardDraft({ tx, actor, params }) {
    await dropDraft(tx, actor, params.id, params.mode);
    return { ok: true };
  },

  news: ({ db, actor, query }) => newsOf(db, actor, query.ticketId),
  async see({ tx, actor, body }) {
    await see(tx, actor, body.tickets);
    return { ok: true };
  },

  views: ({ db, actor }) => viewsFor(db, actor),
  saveView: ({ tx, actor, body: { id, ...body } }) => saveView(tx, actor, id, body),
  changeView: ({ tx, actor, params, body }) => changeView(tx, actor, params.id, body),
  async deleteView({ tx, actor, params }) {
    await deleteView(tx, actor, params.id);
    return { ok: true };
  },

  ...teamSettings(ticketSettings, SettingsChanged),
});
