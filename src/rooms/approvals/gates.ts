import { answers, replies } from '../../core/server/gates.ts';
import { besideTicket } from '../tickets/beside.ts';
import { closingNeeds } from '../tickets/closing-needs.ts';
import { mayAssign, mayOpenChild } from '../tickets/contract.ts';
import { familyOf } from '../tickets/families.ts';
import { entryContents } from '../tickets/queries.ts';
import { mustAsk } from './acts.ts';
import { childBack, childNew, childSame } from './children.ts';
import { ApprovalAsked, ApprovalClimbed, ApprovalDecided, ApprovalTakenUp, ApprovalWithdrawn, DecisionRecorded } from './contract.ts';
import { decisionsByIds } from './decisions.ts';
import { pendingOn, shapes } from './queries.ts';
import { tables } from './tables.ts';

/** Opening a ticket from another one is an act that policy may reserve; so is giving a new matter to the owner of the first ticket. */
export const gates = [
  answers(mayOpenChild, (tx, actor, { ticketId, teamId, wanted, via }) =>
    mustAsk(tx, actor, wanted.matter === 'new' ? childNew.name : childSame.name, { ticketId, teamId, data: { ticketId, wanted }, via })),
  answers(mayAssign, async (tx, actor, { ticketId, teamId, to, via }) => {
    if (actor.kind !== 'person' || to === actor.id || via !== undefined) return;
    const came = await tables(tx).selectFrom('ticket_links').select('ticket_id').where('other_id', '=', ticketId).where('not_for', '=', to).executeTakeFirst();
    if (came) await mustAsk(tx, actor, childBack.name, { ticketId, teamId, data: { ticketId, personId: to }, via });
  }),
] as const;

const told = new Set<string>([ApprovalAsked.name, ApprovalClimbed.name, ApprovalDecided.name, ApprovalTakenUp.name, ApprovalWithdrawn.name]);
const requestOf = (entry: { readonly data: unknown }): string => (entry.data as { approvalId: string }).approvalId;

/** Reasons, answers and decisions on a timeline, for who sees the ticket. */
export const contents = replies(entryContents, async (db, actor, { entries }) => {
  if (actor.kind !== 'person') return {};
  const ours = entries.filter((e) => told.has(e.name));
  const ids = [...new Set(ours.map(requestOf))];
  const rows = ids.length ? await tables(db).selectFrom('approvals').selectAll().where('id', 'in', ids).execute() : [];
  const requests = new Map((await shapes(db, actor, rows)).map((r) => [r.id, r]));
  const decisions = await decisionsByIds(db, entries.filter((e) => e.name === DecisionRecorded.name).map((e) => e.id));
  return Object.fromEntries([...ours.map((e) => [e.id, requests.get(requestOf(e)) ?? null] as const), ...decisions.map((d) => [d.id, d] as const)]);
});

/** What a lead was asked for on a ticket, and did not answer yet, stands before closing it. */
export const open = replies(closingNeeds, async (db, _actor, { ticketId }) => {
  const rows = await tables(db).selectFrom('approvals').select(['id', 'words', 'requester_id', 'asked']).where('state', '=', 'pending').where('ticket_id', 'in', await familyOf(db, ticketId)).orderBy('at').orderBy('id').limit(50).execute();
  return rows.map((a) => ({ id: a.id, kind: 'approval', words: a.words, required: true, act: 'approval', data: { requesterId: a.requester_id, askedIds: a.asked } }));
});

/** What waits for a decision, next to its ticket. */
export const beside = replies(besideTicket, async (db, actor, { ticketId }) => (actor.kind === 'person' ? [{ key: ['approvals', 'ticket', ticketId], data: (await pendingOn(db, actor, ticketId)).items }] : []));
