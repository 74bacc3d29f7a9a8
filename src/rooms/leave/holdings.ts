import { sql } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import { clock } from '../../core/server/clock.ts';
import { approvalVerdict, askVerdict, claimVerdict, escalationVerdict, handoffVerdict, promiseVerdict, ticketVerdict, type Gone, type Verdict } from './rules.ts';
import { tables } from './tables.ts';

/** One thing that is somebody's. Whether it is clear depends on when they are away. */
export interface Holding { readonly id: string; readonly title: string; readonly refId: string; readonly ticketId: string | null; readonly dueAt: string | null; /** Who asks, where somebody does. */ readonly byId?: string; verdict(gone: Gone): Verdict }
type Found = Omit<Holding, 'id'> & { readonly personId: string };

/** All that is with some people, in as many questions for all of them as for one. Everybody asked for is in the answer. */
export async function holdingsOf(db: Reads, personIds: readonly string[]): Promise<Map<string, Holding[]>> {
  const all = new Map<string, Holding[]>(personIds.map((id) => [id, []]));
  if (!personIds.length) return all;
  const found = await Promise.all(Object.entries(kinds).map(async ([kind, find]) => (await find(tables(db), personIds)).map((one) => ({ ...one, kind }))));
  for (const { personId, kind, ...one } of found.flat()) all.get(personId)!.push({ ...one, id: `${kind}:${one.refId}` });
  return all;
}

const those = (ids: readonly string[]) => sql`any(${[...ids]}::uuid[])`;

interface Owned { id: string; person: string; number: number; subject: string; status: 'open' | 'waiting'; wake: string | null; due: string; to: string | null; noted: boolean; tasks: number }
async function owned(db: Reads, ids: readonly string[]): Promise<Found[]> {
  const { rows } = await sql<Owned>`select t.id, t.owner_id as person, t.number, t.subject, t.status, t.wake_at as wake, t.due_at as due, coalesce(p.name, m.name) as to, coalesce(g.validation <> '' and g.next_step <> '', false) as noted,
      (select count(*)::int from subtasks s where s.ticket_id = t.id and s.done_at is null and s.waived_at is null and s.removed_at is null) as tasks
    from tickets t left join handoffs h on h.ticket_id = t.id and h.state in ('offered', 'expired') left join people p on p.id = h.to_person left join teams m on m.id = h.to_team left join ticket_progress g on g.ticket_id = t.id
    where t.owner_id = ${those(ids)} and t.status in ('open', 'waiting') and t.merged_into is null order by t.due_at, t.id`.execute(db);
  return rows.map((t) => {
    const dueAt = t.due < '9999' ? t.due : null;
    return {
      personId: t.person, title: `#${t.number} ${t.subject}`, refId: t.id, ticketId: t.id, dueAt: t.status === 'waiting' && !dueAt ? t.wake : dueAt,
      verdict: (gone) => ticketVerdict({ status: t.status, wakeAt: t.wake, dueAt, offeredTo: t.to, noted: t.noted, openTasks: t.tasks }, gone),
    };
  });
}

/** What they work on without owning it. */
async function claimed(db: Reads, ids: readonly string[]): Promise<Found[]> {
  const { rows } = await sql<{ id: string; person: string; ticket: string; number: number; subject: string }>`select c.id, c.person_id as person, c.ticket_id as ticket, t.number, t.subject from claims c join tickets t on t.id = c.ticket_id
    where c.ended_at is null and c.person_id = ${those(ids)} order by c.at, c.id`.execute(db);
  return rows.map((c) => ({ personId: c.person, title: `#${c.number} ${c.subject}`, refId: c.id, ticketId: c.ticket, dueAt: null, verdict: (gone) => claimVerdict(gone, clock.ms()) }));
}

interface Promised { id: string; person: string; kind: string; text: string; due: string; ticket: string; late: boolean }
async function promised(db: Reads, ids: readonly string[]): Promise<Found[]> {
  const { rows } = await sql<Promised>`select id, owner_id as person, kind, text, due_at as due, ticket_id as ticket, state = 'broken' as late from promises
    where owner_id = ${those(ids)} and (state = 'open' or (state = 'broken' and kept_at is null)) order by due_at, id`.execute(db);
  return rows.map((p) => ({ personId: p.person, title: p.text, refId: p.id, ticketId: p.ticket, dueAt: p.due, verdict: (gone) => promiseVerdict({ kind: p.kind === 'callback' ? 'callback' : 'promise', dueAt: p.due, late: p.late }, gone) }));
}

interface Asked { id: string; person: string; by: string; byId: string; kind: string; number: number; due: string; ticket: string; late: boolean }
async function asked(db: Reads, ids: readonly string[]): Promise<Found[]> {
  const { rows } = await sql<Asked>`select a.id, a.person_id as person, p.name as by, p.id as "byId", a.kind, t.number, a.due_at as due, a.ticket_id as ticket, a.overdue_at is not null as late
    from note_asks a join people p on p.id = a.asked_by join tickets t on t.id = a.ticket_id where a.person_id = ${those(ids)} and a.state = 'open' order by a.due_at, a.id`.execute(db);
  return rows.map((a) => ({ personId: a.person, title: `${a.by} ${a.kind === 'question' ? 'asks' : 'asks for'} something on #${a.number}`, refId: a.id, ticketId: a.ticket, dueAt: a.due, byId: a.byId, verdict: (gone) => askVerdict({ dueAt: a.due, late: a.late }, gone) }));
}

interface Escalated { id: string; person: string; ticket: string; number: number; state: string; closes: boolean; due: string | null; owner: string | null; ownerName: string | null }
/** Escalations whose end is theirs to bring about, and those they were asked or are answering. */
async function escalated(db: Reads, ids: readonly string[]): Promise<Found[]> {
  const { rows } = await sql<Escalated>`select e.id, w.person, e.ticket_id as ticket, t.number, e.state, w.closes, e.due_at as due, t.owner_id as owner, p.name as "ownerName"
    from (select e.id, e.closer_id as person, true as closes from escalations e where e.state in ('raised', 'acknowledged', 'answered', 'told') and e.closer_id = ${those(ids)}
      union all select e.id, e.acknowledged_by, false from escalations e where e.state = 'acknowledged' and e.acknowledged_by = ${those(ids)}
      union all select e.id, a.person_id, false from escalations e join escalation_asked a on a.escalation_id = e.id and a.step = e.step where e.state = 'raised' and a.person_id = ${those(ids)}) w
    join escalations e on e.id = w.id join tickets t on t.id = e.ticket_id left join people p on p.id = t.owner_id and p.deactivated_at is null order by e.due_at, e.id, w.closes desc`.execute(db);
  const once = rows.filter((e, n) => rows.findIndex((other) => other.id === e.id && other.person === e.person) === n);
  return once.map((e) => ({
    personId: e.person, title: `Escalation on #${e.number}`, refId: e.id, ticketId: e.ticket, dueAt: e.due,
    verdict: () => escalationVerdict({ state: e.state, closes: e.closes, passesTo: e.owner !== e.person ? e.ownerName : null }),
  }));
}

interface ToDecide { id: string; person: string; words: string; ticket: string | null; due: string | null }
/** Requests that wait for them last: whoever was asked before them has had it already. */
async function toDecide(db: Reads, ids: readonly string[]): Promise<Found[]> {
  const { rows } = await sql<ToDecide>`select id, asked[cardinality(asked)] as person, words, ticket_id as ticket, due_at as due from approvals where state = 'pending' and asked[cardinality(asked)] = ${those(ids)} order by at, id`.execute(db);
  return rows.map((a) => ({ personId: a.person, title: a.words, refId: a.id, ticketId: a.ticket, dueAt: a.due, verdict: approvalVerdict }));
}

interface Offered { id: string; person: string; ticket: string; due: string | null; number: number; subject: string }
async function offered(db: Reads, ids: readonly string[]): Promise<Found[]> {
  const { rows } = await sql<Offered>`select h.id, h.to_person as person, h.ticket_id as ticket, h.due_at as due, t.number, t.subject from handoffs h join tickets t on t.id = h.ticket_id
    where h.to_person = ${those(ids)} and h.state in ('offered', 'expired') order by h.offered_at, h.id`.execute(db);
  return rows.map((h) => ({ personId: h.person, title: `#${h.number} ${h.subject}`, refId: h.id, ticketId: h.ticket, dueAt: h.due, verdict: handoffVerdict }));
}

const kinds: Readonly<Record<string, (db: Reads, ids: readonly string[]) => Promise<Found[]>>> = { ticket: owned, claim: claimed, promise: promised, ask: asked, escalation: escalated, approval: toDecide, handoff: offered };
