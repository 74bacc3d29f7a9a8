import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { readable } from '../tickets/access.ts';
import { readableRequest, runsTeamNow, seesRequest } from './access.ts';
import { allActs } from './acts.ts';
import type { approval, approvals } from './contract.ts';
import { barTo } from './bars.ts';
import { maySendOn } from './lines.ts';
import { tables, type ApprovalRecord } from './tables.ts';

export type Approval = Out<typeof approval>;

/** Requests as they are answered, in their order; those whose act is no longer part of the product are left out. */
export async function shapes(db: Reads, actor: PersonActor, rows: readonly ApprovalRecord[]): Promise<Approval[]> {
  const ids = rows.flatMap((r) => r.ticket_id ?? []);
  const tickets = new Map((ids.length ? await tables(db).selectFrom('tickets').select(['id', 'number', 'subject']).where('id', 'in', ids).execute() : []).map((t) => [t.id, t]));
  const acts = new Map(allActs().map((a) => [a.name, a]));
  const all: Approval[] = [];
  for (const r of rows) {
    const act = acts.get(r.act);
    if (!act) continue;
    const pending = r.state === 'pending';
    all.push({
      id: r.id, act: r.act, say: act.say, words: r.words, state: r.state as Approval['state'], teamId: r.team_id, requesterId: r.requester_id, reason: r.reason, ticket: tickets.get(r.ticket_id ?? '') ?? null, look: act.look?.(r.data) ?? null,
      context: r.context as Approval['context'], askedIds: r.asked, passedIds: r.passed, step: r.step, at: r.at, dueAt: r.due_at, decidedById: r.decided_by, decidedAt: r.decided_at, answer: r.answer, noteId: r.note_id,
      may: { decide: pending && (await barTo(db, actor, r)) === null, withdraw: pending && r.requester_id === actor.id, passOn: await maySendOn(db, actor, r) },
    });
  }
  return all;
}

export const approvalById = async (db: Reads, actor: PersonActor, id: string): Promise<Approval> => (await shapes(db, actor, [await readableRequest(db, actor, id)]))[0]!;

/** A page of requests. `waiting` holds what the actor was asked to decide, or leads the team of, may decide and did not pass on; oldest first. */
export async function listApprovals(db: Reads, actor: PersonActor, ask: Out<typeof approvals.list.spec.query>): Promise<{ items: Approval[]; next: string | null }> {
  const { box } = ask;
  let query = tables(db).selectFrom('approvals as a').selectAll().where(seesRequest(actor));
  if (box === 'mine') query = query.where('requester_id', '=', actor.id);
  if (box === 'waiting') query = query.where('requester_id', '!=', actor.id).where((e) => e.or([sql<boolean>`${actor.id}::uuid = any(a.asked)`, runsTeamNow(actor)])).where(sql<boolean>`not ${actor.id}::uuid = any(a.passed)`);
  const state = box === 'all' ? ask.state : ask.state ?? 'pending';
  if (state) query = query.where('state', '=', state);
  const older = box !== 'waiting';
  const [at, id] = ask.cursor?.split(' ') ?? [];
  if (at && id && !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id)) query = query.where(older ? sql<boolean>`(a.at, a.id) < (${at}::timestamptz, ${id}::uuid)` : sql<boolean>`(a.at, a.id) > (${at}::timestamptz, ${id}::uuid)`);
  const rows = await query.orderBy('at', older ? 'desc' : 'asc').orderBy('id', older ? 'desc' : 'asc').limit(ask.limit + 1).execute();
  const last = rows.length > ask.limit ? rows[ask.limit - 1] : undefined;
  const items = await shapes(db, actor, rows.slice(0, ask.limit));
  return { items: box === 'waiting' ? items.filter((i) => i.may.decide) : items, next: last ? `${last.at} ${last.id}` : null };
}

/** What waits for a decision on a ticket that the actor sees. */
export async function pendingOn(db: Reads, actor: PersonActor, ticketId: string): Promise<{ items: Approval[] }> {
  await readable(db, actor, ticketId);
  return { items: await shapes(db, actor, await tables(db).selectFrom('approvals').selectAll().where('ticket_id', '=', ticketId).where('state', '=', 'pending').orderBy('at').execute()) };
}
