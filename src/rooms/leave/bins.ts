import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { diversionOf } from '../channels/phone/diversions.ts';
import { progressOf } from '../handoffs/progress.ts';
import { seenRows } from '../tickets/queries.ts';
import { leaveSettings, type bin } from './contract.ts';
import { askVerdict, callsVerdict, coverVerdict, leftIn, promiseVerdict, sorted, ticketVerdict, type Gone, type Item, type Verdict } from './rules.ts';
import { tables, type LeaveRecord } from './tables.ts';

export type Bin = Out<typeof bin>;
/** A thing as it was found, before it is said who may see what of it. */
interface Found extends Verdict { readonly id: string; readonly title: string; readonly refId: string | null; readonly ticketId: string | null; readonly dueAt: string | null }

const of = (kind: string, verdict: Verdict, what: { id: string; title: string; ticketId?: string | null; dueAt?: string | null }): Found => ({ id: `${kind}:${what.id}`, title: what.title, refId: what.id, ticketId: what.ticketId ?? null, dueAt: what.dueAt ?? null, ...verdict });

/** All that has to be clear before a leave, as the viewer may see it: a ticket hidden from them is counted without its words. */
export async function binOf(db: Reads, viewer: PersonActor, leave: LeaveRecord): Promise<Bin> {
  const { calls } = await readSettings(db, leaveSettings, null);
  const gone = { until: leave.until_at };
  const own = [await coverItem(db, leave), ...(calls ? [await callsItem(db, leave)] : [])];
  return await shown(db, viewer, [...own, ...(await thingsOf(db, leave.person_id, gone))], leave.person_id);
}

/** All that is somebody's, to be cleared before they leave for good. */
export const wholeBinOf = async (db: Reads, viewer: PersonActor, personId: string): Promise<Bin> => await shown(db, viewer, await thingsOf(db, personId, { until: null }), personId);

/** How many things are not clear. */
export async function leftOf(db: Reads, leave: LeaveRecord): Promise<number> {
  const { calls } = await readSettings(db, leaveSettings, null);
  const all = [await coverItem(db, leave), ...(calls ? [await callsItem(db, leave)] : []), ...(await thingsOf(db, leave.person_id, { until: leave.until_at }))];
  return all.filter((one) => !one.clear).length;
}

async function shown(db: Reads, viewer: PersonActor, found: readonly Found[], personId: string): Promise<Bin> {
  const rows = new Map((await seenRows(db, viewer, [...new Set(found.flatMap((f) => f.ticketId ?? []))])).map((t) => [t.id, t]));
  const noted = await progressOf(db, [...rows.keys()]);
  const items = found.map(({ ticketId, ...one }): Item => {
    const ticket = ticketId ? rows.get(ticketId) ?? null : null;
    const progress = ticket && (noted.get(ticket.id) ?? { validation: '', next: '', version: 0 });
    const hidden = ticketId !== null && ticket === null && viewer.id !== personId;
    return { ...one, title: hidden ? 'Something on a ticket that you may not see' : one.title, ticket, progress: progress && { validation: progress.validation, next: progress.next, version: progress.version } };
  });
  return { items: sorted(items), left: leftIn(items).length, at: clock.iso() };
}

async function thingsOf(db: Reads, personId: string, gone: Gone): Promise<Found[]> {
  return [...(await owned(db, personId, gone)), ...(await promised(db, personId, gone)), ...(await asked(db, personId, gone)), ...(await escalated(db, personId)), ...(await toDecide(db, personId)), ...(await offered(db, personId))];
}

interface Owned { id: string; number: number; subject: string; status: 'open' | 'waiting'; wake: string | null; due: string; to: string | null; noted: boolean }
async function owned(db: Reads, personId: string, gone: Gone): Promise<Found[]> {
  const { rows } = await sql<Owned>`select t.id, t.number, t.subject, t.status, t.wake_at as wake, t.due_at as due, coalesce(p.name, m.name) as to, coalesce(g.validation <> '' and g.next_step <> '', false) as noted
    from tickets t left join handoffs h on h.ticket_id = t.id and h.state in ('offered', 'expired') left join people p on p.id = h.to_person left join teams m on m.id = h.to_team left join ticket_progress g on g.ticket_id = t.id
    where t.owner_id = ${personId} and t.status in ('open', 'waiting') and t.merged_into is null order by t.due_at, t.id`.execute(tables(db));
  return rows.map((t) => {
    const dueAt = t.due < '9999' ? t.due : null;
    return of('ticket', ticketVerdict({ status: t.status, wakeAt: t.wake, dueAt, offeredTo: t.to, noted: t.noted }, gone), { id: t.id, title: `#${t.number} ${t.subject}`, ticketId: t.id, dueAt: t.status === 'waiting' && !dueAt ? t.wake : dueAt });
  });
}

async function promised(db: Reads, personId: string, gone: Gone): Promise<Found[]> {
  const rows = await tables(db).selectFrom('promises').select(['id', 'kind', 'text', 'due_at', 'ticket_id', 'state']).where('owner_id', '=', personId).where((e) => e.or([e('state', '=', 'open'), e.and([e('state', '=', 'broken'), e('kept_at', 'is', null)])])).orderBy('due_at').execute();
  return rows.map((p) => of('promise', promiseVerdict({ kind: p.kind === 'callback' ? 'callback' : 'promise', dueAt: p.due_at, late: p.state === 'broken' }, gone), { id: p.id, title: p.text, ticketId: p.ticket_id, dueAt: p.due_at }));
}

async function asked(db: Reads, personId: string, gone: Gone): Promise<Found[]> {
  const rows = await tables(db).selectFrom('note_asks as a').innerJoin('people as p', 'p.id', 'a.asked_by').innerJoin('tickets as t', 't.id', 'a.ticket_id').select(['a.id', 'a.kind', 'a.due_at', 'a.overdue_at', 'a.ticket_id', 'p.name', 't.number']).where('a.person_id', '=', personId).where('a.state', '=', 'open').orderBy('a.due_at').execute();
  return rows.map((a) => of('ask', askVerdict({ dueAt: a.due_at, late: a.overdue_at !== null }, gone), { id: a.id, title: `${a.name} ${a.kind === 'question' ? 'asks' : 'asks for'} something on #${a.number}`, ticketId: a.ticket_id, dueAt: a.due_at }));
}

interface Escalated { id: string; ticket_id: string; number: number; state: string; closes: boolean; due_at: string | null }
/** Escalations whose end is theirs to bring about, and those they were asked or are answering. */
async function escalated(db: Reads, personId: string): Promise<Found[]> {
  const { rows } = await sql<Escalated>`select e.id, e.ticket_id, t.number, e.state, e.closer_id = ${personId} as closes, e.due_at from escalations e join tickets t on t.id = e.ticket_id where e.state in ('raised', 'acknowledged', 'answered', 'told')
    and (e.closer_id = ${personId} or (e.state = 'acknowledged' and e.acknowledged_by = ${personId}) or (e.state = 'raised' and exists (select from escalation_asked a where a.escalation_id = e.id and a.step = e.step and a.person_id = ${personId}))) order by e.due_at, e.id`.execute(tables(db));
  return rows.map((e) => of('escalation', { kind: 'escalation', clear: false, words: e.closes ? 'Closing it is theirs: close it, or let somebody else close it' : e.state === 'raised' ? 'They were asked: acknowledge and answer it, or pass it on' : 'Answer it, or pass it on' }, { id: e.id, title: `Escalation on #${e.number}`, ticketId: e.ticket_id, dueAt: e.due_at }));
}

/** Requests that wait for them last: whoever was asked before them has had it already. */
async function toDecide(db: Reads, personId: string): Promise<Found[]> {
  const rows = await tables(db).selectFrom('approvals').select(['id', 'words', 'ticket_id', 'due_at']).where('state', '=', 'pending').where(sql<boolean>`asked[cardinality(asked)] = ${personId}`).orderBy('at').execute();
  return rows.map((a) => of('approval', { kind: 'approval', clear: false, words: 'Approve or refuse it' }, { id: a.id, title: a.words, ticketId: a.ticket_id, dueAt: a.due_at }));
}

async function offered(db: Reads, personId: string): Promise<Found[]> {
  const rows = await tables(db).selectFrom('handoffs as h').innerJoin('tickets as t', 't.id', 'h.ticket_id').select(['h.id', 'h.ticket_id', 'h.due_at', 't.number', 't.subject']).where('h.to_person', '=', personId).where('h.state', 'in', ['offered', 'expired']).orderBy('h.offered_at').execute();
  return rows.map((h) => of('handoff', { kind: 'handoff', clear: false, words: 'It waits for their yes: accept or decline it' }, { id: h.id, title: `#${h.number} ${h.subject}`, ticketId: h.ticket_id, dueAt: h.due_at }));
}

/** Whether somebody can stand in: here, works tickets, and is not away in that time. */
export async function coverAt(db: Reads, coverId: string, span: { from: string; until: string }): Promise<{ name: string; works: boolean; away: boolean } | null> {
  const one = await tables(db).selectFrom('people').select(['name', 'role', 'kind', 'deactivated_at']).where('id', '=', coverId).executeTakeFirst();
  if (!one) return null;
  const away = await tables(db).selectFrom('leaves').select('id').where('person_id', '=', coverId).where('state', 'in', ['approved', 'away']).where('from_at', '<', span.until).where('until_at', '>', span.from).executeTakeFirst();
  return { name: one.name, works: one.kind === 'person' && one.role !== 'collaborator' && one.deactivated_at === null, away: away !== undefined };
}

async function coverItem(db: Reads, leave: LeaveRecord): Promise<Found> {
  const cover = leave.cover_id ? await coverAt(db, leave.cover_id, { from: leave.from_at, until: leave.until_at }) : null;
  return of('cover', coverVerdict(cover), { id: leave.id, title: 'Who stands in' });
}

async function callsItem(db: Reads, leave: LeaveRecord): Promise<Found> {
  const set = await diversionOf(db, leave.person_id);
  const to = set?.toPersonId ? (await tables(db).selectFrom('people').select('name').where('id', '=', set.toPersonId).executeTakeFirst())?.name : set?.number;
  return of('calls', callsVerdict(set && { from: set.from, until: set.until, to: to ?? 'somebody' }, leave.no_calls, { from: leave.from_at, until: leave.until_at }), { id: leave.id, title: 'Calls' });
}
