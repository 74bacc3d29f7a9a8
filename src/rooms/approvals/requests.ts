import type { Fact } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import { system, type Actor, type PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { calendarOf } from '../calendars/queries.ts';
import { start, stopAbout } from '../clocks/clocks.ts';
import { customerById } from '../customers/queries.ts';
import { workableOne } from '../tickets/access.ts';
import { tell } from '../tickets/changes.ts';
import { loadOf } from '../tickets/loads.ts';
import type { Ticket } from '../tickets/tables.ts';
import { actNamed, checked, isFree, type Place } from './acts.ts';
import { ApprovalAsked, ApprovalClimbed, ApprovalMoved, ApprovalTakenUp, ApprovalWithdrawn, decidedAlready, nobodyDecides, nobodyNext, notAsked, notNeeded, notRequester, passedAlready, pendingAlready, timeSettings } from './contract.ts';
import { placeNow } from './bars.ts';
import { decidersOf } from './deciders.ts';
import { lineFor } from './lines.ts';
import { pendingFor } from './pendings.ts';
import { lineOf, nextOf } from './rules.ts';
import { tables, type ApprovalRecord } from './tables.ts';

/** The clock of a request that waits for somebody's yes or no. */
export const clockKind = 'approval';

/** Asks for a yes to a reserved act; the first in the line is asked, and a clock runs. Refused where no yes is needed, or one is asked for already. */
export async function askFor(tx: Tx, actor: PersonActor, what: { id: string; act: string; data: unknown; reason: string }): Promise<void> {
  const act = actNamed(what.act);
  const data = checked(act, what.data);
  const place = await act.about(tx, data);
  const ticket = place.ticketId ? await workableOne(tx, actor, place.ticketId) : null;
  if (!ticket && !actor.sees.includes(place.teamId)) refuse(notFound);
  if (await isFree(tx, actor, act, place, data)) refuse(notNeeded);
  const waiting = await pendingFor(tx, act.name, place.ticketId, actor.id, act.matter?.(data));
  if (waiting) refuse(pendingAlready, { approvalId: waiting.id, requesterId: waiting.requester_id });
  const asked = nextOf(lineOf(await decidersOf(tx, act, place, data, actor.id)), []) ?? refuse(nobodyDecides);
  const dueAt = await startClock(tx, actor, what.id, place, asked);
  await tables(tx).insertInto('approvals').values({
    id: what.id, act: act.name, data: JSON.stringify(data), words: await act.words(tx, data), ticket_id: place.ticketId, team_id: place.teamId, requester_id: actor.id, reason: what.reason,
    context: JSON.stringify(await contextOf(tx, actor, ticket)), asked, at: clock.now(), due_at: dueAt,
  }).execute();
  await say(tx, actor, await held(tx, what.id), ApprovalAsked, { askedIds: asked, dueAt });
}

/** What a lead wants to know before they decide, gathered when it is asked. */
async function contextOf(db: Reads, actor: PersonActor, ticket: Ticket | null) {
  const customer = ticket?.customer_id ? await customerById(db, ticket.customer_id) : null;
  const load = (await loadOf(db, [actor.id])).get(actor.id)!;
  return { customerName: customer?.name ?? '', plan: customer?.plan || null, critical: customer?.critical ?? false, backlog: load.open + load.waiting, ticketMadeAt: ticket?.made_at ?? null };
}

/** Counts the team's working hours: nobody is passed over in the night. */
async function startClock(tx: Tx, actor: Actor, id: string, place: Place, asked: readonly string[]): Promise<string> {
  const { answerMinutes } = await readSettings(tx, timeSettings, place.teamId);
  const { id: calendarId } = await calendarOf(tx, place.teamId);
  const row = await start(tx, actor, { kind: clockKind, label: 'approval to be decided', aboutId: id, personId: asked[0], teamId: place.teamId, budgetMs: answerMinutes * 60_000, calendarId, to: asked.map((a) => `person:${a}`) });
  return row.due_at;
}

/** Nobody decided in time: the next in the line is asked too; when everybody was, all are told once more. */
export async function climb(tx: Tx, id: string): Promise<void> {
  const request = await held(tx, id);
  if (request.state === 'pending') await goUp(tx, system('approvals'), request, await lineFor(tx, request), request.passed);
}

/** Asks the next in the line. Asked once more, everybody has it on their list again. */
async function goUp(tx: Tx, actor: Actor, request: ApprovalRecord, line: string[][], passed: readonly string[]): Promise<void> {
  const { id, asked, step } = request;
  const next = nextOf(line, asked);
  await stopAbout(tx, actor, id, 'climbed', clockKind);
  const dueAt = next ? await startClock(tx, actor, id, await placeNow(tx, request), next) : null;
  await tables(tx).updateTable('approvals').set({ asked: [...asked, ...(next ?? [])], passed: next ? [...passed] : [], step: step + 1, due_at: dueAt }).where('id', '=', id).execute();
  await say(tx, actor, request, ApprovalClimbed, { askedIds: next ?? line.flat(), again: next === null, loud: next ? 'app' : 'mail' });
}

/** Somebody who was asked cannot decide it now, such as before they go on leave: the next in the line is asked at once, as if time had run out, and it is off their list. */
export async function passOn(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const request = await askedOf(tx, actor, id);
  if (request.passed.includes(actor.id)) refuse(passedAlready);
  const line = await lineFor(tx, request);
  if (!nextOf(line, request.asked)) refuse(nobodyNext);
  await goUp(tx, actor, request, line, [...request.passed, actor.id]);
}

/** Passed on by mistake: it is on their list again. Who was asked meanwhile was told and stays asked. */
export async function takeUp(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const request = await askedOf(tx, actor, id);
  if (!request.passed.includes(actor.id)) return;
  await tables(tx).updateTable('approvals').set({ passed: request.passed.filter((one) => one !== actor.id) }).where('id', '=', id).execute();
  await say(tx, actor, request, ApprovalTakenUp, {});
}

/** A request that waits and was asked of this person, locked. */
async function askedOf(tx: Tx, actor: PersonActor, id: string): Promise<ApprovalRecord> {
  const request = await held(tx, id);
  if (!request.asked.includes(actor.id)) refuse(notAsked);
  if (request.state !== 'pending') refuse(decidedAlready, { state: request.state as 'approved', byId: request.decided_by });
  return request;
}

/** The one who asked takes it back. */
export async function withdraw(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const request = await held(tx, id);
  if (request.requester_id !== actor.id) refuse(notRequester);
  if (request.state !== 'pending') refuse(decidedAlready, { state: request.state as 'approved', byId: request.decided_by });
  await end(tx, actor, request, { state: 'withdrawn' });
  await say(tx, actor, request, ApprovalWithdrawn, {});
}

/** A request, locked after its ticket: verbs lock the ticket first, too. */
export async function held(tx: Tx, id: string): Promise<ApprovalRecord> {
  const { ticket_id } = (await tables(tx).selectFrom('approvals').select('ticket_id').where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  if (ticket_id) await tables(tx).selectFrom('tickets').select('id').where('id', '=', ticket_id).forUpdate().execute();
  return await tables(tx).selectFrom('approvals').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

/** The only way a request ends. */
export async function end(tx: Tx, actor: PersonActor, request: ApprovalRecord, how: { state: 'approved' | 'refused' | 'withdrawn'; answer?: string; noteId?: string | null }): Promise<void> {
  await stopAbout(tx, actor, request.id, how.state, clockKind);
  await tables(tx).updateTable('approvals').set({ state: how.state, decided_by: actor.id, decided_at: clock.now(), answer: how.answer ?? '', note_id: how.noteId ?? null, due_at: null }).where('id', '=', request.id).execute();
}

/** Records what became of a request: on the ticket's timeline, or, without a ticket, to those concerned. */
export async function say(tx: Tx, actor: Actor, request: ApprovalRecord, fact: Fact, data: { readonly askedIds?: readonly string[]; readonly again?: boolean; readonly [more: string]: unknown }): Promise<void> {
  const about = { approvalId: request.id, act: request.act, requesterId: request.requester_id };
  const nowIds = data.askedIds ?? [];
  const concerned = [request.requester_id, ...request.asked, ...nowIds].map((p) => `person:${p}`);
  if (request.ticket_id) {
    const ticket = await tables(tx).selectFrom('tickets').select(['id', 'team_id', 'owner_id']).where('id', '=', request.ticket_id).executeTakeFirstOrThrow();
    await tell(tx, actor, ticket, fact, { ...about, ...data } as never, { also: concerned });
    return;
  }
  const { state, asked } = await tables(tx).selectFrom('approvals').select(['state', 'asked']).where('id', '=', request.id).executeTakeFirstOrThrow();
  await record(tx, actor, ApprovalMoved, { about: request.id, to: [...new Set([...concerned, `team:${request.team_id}`])], data: { ...about, askedIds: asked, nowIds: [...nowIds], again: data.again ?? false, state: state as 'pending' } });
}
