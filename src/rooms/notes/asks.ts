import type { Out } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import { notFound } from '../../core/refusals.ts';
import { system, type Actor, type PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { calendarOf } from '../calendars/queries.ts';
import { clocksAbout } from '../clocks/clock-answers.ts';
import { giveTo, start, stopAbout } from '../clocks/clocks.ts';
import { tell } from '../tickets/changes.ts';
import { follow } from '../tickets/following.ts';
import type { Ticket } from '../tickets/tables.ts';
import { askable, mayWith } from './access.ts';
import { askOpen, Asked, AskOverdue, AskPassed, AskReopened, AskSettled, askSettled, AskTaken, askTaken, notAnAnswer, notAsked, noteSettings, type askState } from './contract.ts';
import { reachable, standIn, type Meant, type Mention } from './mentions.ts';
import { tables, type AskPatch, type AskRecord } from './tables.ts';

const kind = 'ask';
const label = (ask: Pick<AskRecord, 'kind'>): string => (ask.kind === 'question' ? 'question' : 'request');
const said = (a: AskRecord) => ({ askId: a.id, entryId: a.note_id, kind: a.kind as 'question' | 'action', askedById: a.asked_by, personId: a.person_id, teamId: a.team_id, forId: a.for_id });
/** Who hears of an ask beside those who hear of its ticket. */
const also = (a: AskRecord, ...more: (string | null)[]) => ({ also: [...new Set([a.asked_by, a.person_id, ...more])].flatMap((p) => (p ? [`person:${p}`] : [])) });

/** Puts what a note's mentions ask for on somebody's list, with a clock. Who is away has it done by their cover. */
export async function raise(tx: Tx, actor: PersonActor, ticket: Ticket, noteId: string, mentions: readonly Mention[]): Promise<void> {
  const asking = mentions.filter((m) => m.intent !== 'fyi' && m.id !== actor.id);
  if (!asking.length) return;
  const { questionMinutes, actionMinutes } = await readSettings(tx, noteSettings, ticket.team_id);
  const calendar = await calendarOf(tx, ticket.team_id);
  for (const meant of asking) {
    const to = await standIn(tx, ticket, actor.id, meant);
    const id = newId();
    const running = await start(tx, actor, { kind, label: meant.intent === 'question' ? 'question' : 'request', aboutId: id, ticketId: ticket.id, personId: to.personId, teamId: to.teamId, budgetMs: (meant.intent === 'question' ? questionMinutes : actionMinutes) * 60_000, calendarId: calendar.id });
    const row = await tables(tx).insertInto('note_asks').values({
      id, note_id: noteId, ticket_id: ticket.id, kind: meant.intent, meant_kind: meant.kind, meant_id: meant.id, asked_by: actor.id, person_id: to.personId, team_id: to.teamId, for_id: to.forId, at: clock.now(), due_at: running.due_at,
    }).returningAll().executeTakeFirstOrThrow();
    if (to.personId) await follow(tx, actor, ticket, to.personId);
    await tell(tx, actor, ticket, Asked, said(row), also(row));
  }
}

/** After a note was changed: what it does not ask any more is withdrawn, what it asks now is asked. */
export async function askAnew(tx: Tx, actor: PersonActor, ticket: Ticket, noteId: string, before: readonly Mention[], now: readonly Mention[]): Promise<void> {
  const rows = await tables(tx).selectFrom('note_asks').selectAll().where('note_id', '=', noteId).where('state', '<>', 'withdrawn').execute();
  const asked = (list: readonly Mention[], id: string) => list.find((m) => m.id === id && m.intent !== 'fyi');
  for (const row of rows) {
    const still = asked(now, row.meant_id);
    if (!still && row.state === 'open') await settle(tx, actor, ticket, row, 'withdrawn');
    else if (still && row.state === 'open' && still.intent !== row.kind) await tables(tx).updateTable('note_asks').set({ kind: still.intent }).where('id', '=', row.id).execute();
  }
  await raise(tx, actor, ticket, noteId, now.filter((m) => asked(now, m.id) && !asked(before, m.id) && !rows.some((r) => r.meant_id === m.id)));
}

/** What a note that is gone asked for is not wanted any more. */
export async function withdrawAll(tx: Tx, actor: Actor, ticket: Ticket, noteId: string): Promise<void> {
  for (const row of await tables(tx).selectFrom('note_asks').selectAll().where('note_id', '=', noteId).where('state', '=', 'open').execute()) await settle(tx, actor, ticket, row, 'withdrawn');
}

/** The first of a team to take what it was asked owns the answer. */
export async function takeAsk(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { ask, ticket } = await askable(tx, actor, id);
  stillOpen(ask);
  if (ask.person_id === actor.id) return;
  if (ask.person_id) refuse(ask.team_id ? askTaken : notAsked, { personId: ask.person_id });
  if (!mayWith(actor, ask, ticket).take) refuse(notAsked);
  const row = await put(tx, ask, { person_id: actor.id, taken_at: clock.now() });
  await follow(tx, actor, ticket, actor.id);
  await tell(tx, actor, ticket, AskTaken, said(row), also(row));
}

/** Answers with a note of one's own on the same ticket. */
export async function answerAsk(tx: Tx, actor: PersonActor, id: string, noteId: string): Promise<void> {
  const { ask, ticket } = await mine(tx, actor, id);
  const note = await tables(tx).selectFrom('notes').select('id').where('id', '=', noteId).where('person_id', '=', actor.id).where('removed_at', 'is', null).where('id', '<>', ask.note_id)
    .where('ticket_id', 'in', (q) => q.selectFrom('tickets').select('id').where((e) => e.or([e('id', '=', ticket.merged_into ?? ticket.id), e('id', '=', ticket.id)]))).executeTakeFirst();
  if (!note) refuse(notAnAnswer);
  await settle(tx, actor, ticket, ask, 'answered', noteId);
}

/** Ticks it off. */
export async function tickAsk(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { ask, ticket } = await mine(tx, actor, id);
  await settle(tx, actor, ticket, ask, 'done');
}

/** Passes it on to somebody who sees the ticket, or to a team. One whose time was over gets its time anew. */
export async function passAsk(tx: Tx, actor: PersonActor, id: string, to: Meant): Promise<void> {
  const { ask, ticket } = await mine(tx, actor, id);
  await reachable(tx, ticket, [to]);
  await hand(tx, actor, ticket, ask, await standIn(tx, ticket, actor.id, to), 'passed');
}

/** Who asked does not want it any more. */
export async function withdrawAsk(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { ask, ticket } = await askable(tx, actor, id);
  stillOpen(ask);
  if (!mayWith(actor, ask, ticket).withdraw) refuse(notAsked);
  await settle(tx, actor, ticket, ask, 'withdrawn');
}

/** Takes back that it is settled: it is on the list it was on. */
export async function reopenAsk(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { ask, ticket } = await askable(tx, actor, id);
  if (ask.state === 'open') refuse(askOpen);
  if (!mayWith(actor, ask, ticket).reopen) refuse(notAsked);
  const row = await put(tx, ask, { state: 'open', settled_at: null, settled_by: null, answer_id: null });
  if (Date.parse(ask.due_at) > clock.ms()) await start(tx, actor, { kind, label: label(ask), aboutId: id, ticketId: ask.ticket_id, personId: row.person_id, teamId: row.team_id, dueAt: ask.due_at });
  await tell(tx, actor, ticket, AskReopened, said(row), also(row));
}

/** Its clock ran out: who asked and who was asked are told once. It stays on the list, late. */
export async function overdue(tx: Tx, id: string): Promise<void> {
  const { ask, ticket } = await askable(tx, system('notes'), id);
  if (ask.state !== 'open' || ask.overdue_at) return;
  const row = await put(tx, ask, { overdue_at: clock.now() });
  await tell(tx, system('notes'), ticket, AskOverdue, { ...said(row), dueAt: row.due_at }, also(row));
}

/** Somebody left: what was asked of them goes back to their team, else to who asked; what nobody waits for any more is withdrawn. */
export async function personLeft(tx: Tx, actor: Actor, personId: string): Promise<void> {
  await giveBack(tx, actor, (await tables(tx).selectFrom('note_asks').select('id').where('state', '=', 'open').where('person_id', '=', personId).orderBy('id').execute()).map((r) => r.id));
}
/** Somebody went away: what they were asked goes to whoever stands in and sees the ticket; it says for whom. The rest stays with them. */
export async function passToCover(tx: Tx, personId: string): Promise<void> {
  for (const { id } of await tables(tx).selectFrom('note_asks').select('id').where('state', '=', 'open').where('person_id', '=', personId).orderBy('id').execute()) {
    const { ask, ticket } = await askable(tx, system('notes'), id);
    const to = await standIn(tx, ticket, ask.asked_by, { kind: 'person', id: personId });
    if (ask.state === 'open' && to.personId !== personId) await hand(tx, system('notes'), ticket, ask, to, 'passed');
  }
}
export async function teamGone(tx: Tx, actor: Actor, teamId: string): Promise<void> {
  await giveBack(tx, actor, (await tables(tx).selectFrom('note_asks').select('id').where('state', '=', 'open').where('team_id', '=', teamId).where('person_id', 'is', null).orderBy('id').execute()).map((r) => r.id));
}

async function giveBack(tx: Tx, actor: Actor, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { ask, ticket } = await askable(tx, system('notes'), id);
    const team = ask.person_id && ask.team_id ? await there(tx, 'teams', ask.team_id) : false;
    if (team) await hand(tx, actor, ticket, ask, { personId: null, teamId: ask.team_id, forId: null }, 'left');
    else if (ask.asked_by !== ask.person_id && (await there(tx, 'people', ask.asked_by))) await hand(tx, actor, ticket, ask, { personId: ask.asked_by, teamId: null, forId: null }, 'left');
    else await settle(tx, actor, ticket, ask, 'withdrawn');
  }
}

const there = async (tx: Tx, table: 'people' | 'teams', id: string): Promise<boolean> => (table === 'teams'
  ? await tables(tx).selectFrom('teams').select('id').where('id', '=', id).where('archived_at', 'is', null).executeTakeFirst()
  : await tables(tx).selectFrom('people').select('id').where('id', '=', id).where('deactivated_at', 'is', null).executeTakeFirst()) !== undefined;

const stillOpen = (ask: AskRecord): void => { if (ask.state !== 'open') refuse(askSettled, { state: ask.state as Out<typeof askState> }); };

/** An open ask that the actor may settle. */
async function mine(tx: Tx, actor: PersonActor, id: string) {
  const found = await askable(tx, actor, id);
  stillOpen(found.ask);
  if (!mayWith(actor, found.ask, found.ticket).settle) refuse(notAsked);
  return found;
}

const put = async (tx: Tx, ask: AskRecord, set: AskPatch): Promise<AskRecord> =>
  (await tables(tx).updateTable('note_asks').set(set).where('id', '=', ask.id).returningAll().executeTakeFirst()) ?? refuse(notFound);

async function settle(tx: Tx, actor: Actor, ticket: Ticket, ask: AskRecord, state: 'answered' | 'done' | 'withdrawn', answerId: string | null = null): Promise<void> {
  const row = await put(tx, ask, { state, answer_id: answerId, settled_at: clock.now(), settled_by: actor.kind === 'person' ? actor.id : null });
  await stopAbout(tx, actor, ask.id, state, kind);
  await tell(tx, actor, ticket, AskSettled, { ...said(row), state, answerId }, also(row));
}

async function hand(tx: Tx, actor: Actor, ticket: Ticket, ask: AskRecord, to: { personId: string | null; teamId: string | null; forId: string | null }, why: 'passed' | 'left'): Promise<void> {
  const anew = await nextDue(tx, actor, ticket, ask, to);
  const row = await put(tx, ask, { person_id: to.personId, team_id: to.teamId ?? (why === 'left' ? null : ask.team_id), for_id: to.forId, taken_at: null, passed_by: actor.kind === 'person' ? actor.id : null, ...anew });
  if (to.personId) await follow(tx, actor, ticket, to.personId);
  await tell(tx, actor, ticket, AskPassed, { ...said(row), from: ask.person_id, why }, also(row, ask.person_id));
}

/** Its clock goes on with who has it now; one that ran out begins anew, as they had no time yet. */
async function nextDue(tx: Tx, actor: Actor, ticket: Ticket, ask: AskRecord, to: { personId: string | null; teamId: string | null }): Promise<AskPatch> {
  const [running] = await clocksAbout(tx, ask.id, kind);
  if (running?.state === 'running' && to.personId && to.teamId === running.team_id) {
    await giveTo(tx, actor, running.id, to.personId);
    return {};
  }
  const late = ask.overdue_at !== null;
  if (running) await stopAbout(tx, actor, ask.id, 'passed', kind);
  const { questionMinutes, actionMinutes } = await readSettings(tx, noteSettings, ticket.team_id);
  const due = late ? { budgetMs: (ask.kind === 'question' ? questionMinutes : actionMinutes) * 60_000, calendarId: (await calendarOf(tx, ticket.team_id)).id } : { dueAt: ask.due_at };
  const { due_at } = await start(tx, actor, { kind, label: label(ask), aboutId: ask.id, ticketId: ticket.id, personId: to.personId, teamId: to.teamId, ...due });
  return { due_at, overdue_at: null };
}
