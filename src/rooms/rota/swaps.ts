import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { newId } from '../../core/ids.ts';
import { actNamed, isFree } from '../approvals/acts.ts';
import { askFor } from '../approvals/requests.ts';
import { mustBeMember, seenShift } from './access.ts';
import { noSuchDay, SwapMoved, swapChanged, swapEnded, swapNotYours, swapOpen, swapOverlaps, type rota } from './contract.ts';
import { changeOf, patternOf, worked } from './occurrences.ts';
import { hasDay, occurrenceOn, type Occurrence } from './rules.ts';
import { putDay } from './shifts.ts';
import { answerLetter, swapLetter } from './swap-letters.ts';
import { tables, type SwapRecord } from './tables.ts';

export const swapAct = 'rota.swap';
type NewSwap = Out<typeof rota.askSwap.spec.body>;
type State = Out<typeof SwapMoved.data>['state'];

/** One day of a shift as it is worked now; null when it is not. */
export async function dayNow(db: Reads, shiftId: string, day: string): Promise<Occurrence | null> {
  const row = await tables(db).selectFrom('rota_shifts').selectAll().where('id', '=', shiftId).where('gone_at', 'is', null).executeTakeFirst();
  if (!row || !hasDay(patternOf(row), day)) return null;
  const change = await tables(db).selectFrom('rota_changes').selectAll().where('shift_id', '=', shiftId).where('day', '=', day).executeTakeFirst();
  return occurrenceOn(patternOf(row), day, change && changeOf(change));
}

/** Offers one's shift to a teammate. */
export async function askSwap(tx: Tx, actor: PersonActor, what: NewSwap): Promise<void> {
  const shift = await seenShift(tx, actor, what.shiftId);
  const gives = (await dayNow(tx, what.shiftId, what.day)) ?? refuse(noSuchDay);
  if (gives.personId !== actor.id) refuse(swapNotYours);
  if (what.takerId === actor.id) refuse(swapChanged);
  await mustBeMember(tx, shift.team_id, what.takerId);
  const back = what.back ? ((await seenShift(tx, actor, what.back.shiftId)), (await dayNow(tx, what.back.shiftId, what.back.day)) ?? refuse(noSuchDay)) : null;
  if (back) await mustBeMember(tx, back.teamId, actor.id);
  await mustHold({ giver_id: actor.id, taker_id: what.takerId }, gives, back);
  await noOverlap(tx, actor.id, what.takerId, gives, back);
  const open = await tables(tx).selectFrom('rota_swaps').select('id').where('ended_at', 'is', null)
    .where((e) => e.or([[what.shiftId, what.day] as const, ...(what.back ? [[what.back.shiftId, what.back.day] as const] : [])].flatMap(([id, day]) => [e.and([e('shift_id', '=', id), e('day', '=', day)]), e.and([e('back_shift_id', '=', id), e('back_day', '=', day)])]))).executeTakeFirst();
  if (open) refuse(swapOpen);
  await tables(tx).insertInto('rota_swaps').values({
    id: what.id, team_id: shift.team_id, shift_id: what.shiftId, day: what.day, giver_id: actor.id, taker_id: what.takerId, back_shift_id: what.back?.shiftId ?? null, back_day: what.back?.day ?? null, note: what.note, made_at: clock.now(),
  }).execute();
  await say(tx, actor, await held(tx, what.id), 'asked');
  await swapLetter(tx, what.takerId, actor.id, gives, back, what.note);
}

/** Both are still whose they were, and neither has begun. */
async function mustHold(of: { giver_id: string; taker_id: string }, gives: Occurrence | null, back: Occurrence | null | undefined): Promise<void> {
  if (!gives || gives.personId !== of.giver_id || gives.start <= clock.ms()) refuse(swapChanged);
  if (back && (back.personId !== of.taker_id || back.start <= clock.ms())) refuse(swapChanged);
}

/** Nobody would work two shifts at once, those that change hands left out. */
async function noOverlap(db: Reads, giver: string, taker: string, gives: Occurrence, back: Occurrence | null): Promise<void> {
  const meets = async (personId: string, one: Occurrence, without: Occurrence | null) =>
    (await worked(db, { personIds: [personId] }, { from: one.start, until: one.end })).some((other) => other.id !== without?.id);
  if (await meets(taker, gives, back)) refuse(swapOverlaps, { personId: taker });
  if (back && (await meets(giver, back, gives))) refuse(swapOverlaps, { personId: giver });
}

/** The teammate agrees: it is done, or goes to a lead where policy says so. */
export async function agree(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const row = await mine(tx, actor, id, 'taker_id');
  await ready(tx, row);
  const data = { swapId: id, giverId: row.giver_id, takerId: row.taker_id };
  if (await isFree(tx, actor, actNamed(swapAct), { ticketId: null, teamId: row.team_id }, data)) return await carryOut(tx, actor, id);
  await askFor(tx, actor, { id: newId(), act: swapAct, data, reason: row.note || 'Both of us agreed.' });
  await tables(tx).updateTable('rota_swaps').set({ state: 'agreed' }).where('id', '=', id).execute();
  await say(tx, actor, row, 'agreed');
}

/** The shifts change hands. */
export async function carryOut(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const row = await held(tx, id);
  if (row.ended_at) refuse(swapEnded, { state: row.state as State });
  const { gives, back } = await ready(tx, row);
  await putDay(tx, actor, gives, gives.day, { person_id: row.taker_id === gives.ofId ? null : row.taker_id }, 'swapped');
  if (back) await putDay(tx, actor, back, back.day, { person_id: row.giver_id === back.ofId ? null : row.giver_id }, 'swapped');
  await end(tx, actor, row, 'done');
}

async function ready(tx: Tx, row: SwapRecord): Promise<{ gives: Occurrence; back: Occurrence | null }> {
  const gives = await dayNow(tx, row.shift_id, row.day);
  const back = row.back_shift_id ? (await dayNow(tx, row.back_shift_id, row.back_day!)) ?? refuse(swapChanged) : null;
  await mustHold(row, gives, back);
  await mustBeMember(tx, row.team_id, row.taker_id);
  await noOverlap(tx, row.giver_id, row.taker_id, gives!, back);
  return { gives: gives!, back };
}

export const decline = async (tx: Tx, actor: PersonActor, id: string): Promise<void> => end(tx, actor, await mine(tx, actor, id, 'taker_id'), 'declined');
export async function withdrawSwap(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const row = await held(tx, id);
  if (row.giver_id !== actor.id) refuse(notFound);
  if (row.ended_at) refuse(swapEnded, { state: row.state as State });
  await end(tx, actor, row, 'withdrawn');
}

/** A lead said no, or the one who agreed took it back. */
export async function swapRefused(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await tables(tx).selectFrom('rota_swaps').selectAll().where('id', '=', id).where('ended_at', 'is', null).forUpdate().executeTakeFirst();
  if (row) await end(tx, actor, row, 'refused');
}

/** What nobody decided before one of its shifts began is over. */
export async function swapsOver(tx: Tx, actor: Actor, personId: string): Promise<void> {
  const rows = await tables(tx).selectFrom('rota_swaps').selectAll().where('ended_at', 'is', null).where((e) => e.or([e('giver_id', '=', personId), e('taker_id', '=', personId)])).execute();
  for (const row of rows) {
    const days = [await dayNow(tx, row.shift_id, row.day), ...(row.back_shift_id ? [await dayNow(tx, row.back_shift_id, row.back_day!)] : [])];
    if (days.some((one) => !one || one.start <= clock.ms())) await end(tx, actor, row, 'over');
  }
}

async function held(tx: Tx, id: string): Promise<SwapRecord> {
  return (await tables(tx).selectFrom('rota_swaps').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse(notFound);
}
/** One that waits for this person's word; those of others are not there. */
async function mine(tx: Tx, actor: PersonActor, id: string, as: 'taker_id'): Promise<SwapRecord> {
  const row = await held(tx, id);
  if (row[as] !== actor.id) refuse(notFound);
  if (row.state !== 'asked') refuse(swapEnded, { state: row.state as State });
  return row;
}
async function end(tx: Tx, actor: Actor, row: SwapRecord, state: State): Promise<void> {
  await tables(tx).updateTable('rota_swaps').set({ state, ended_at: clock.now(), ended_by: actor.kind === 'person' ? actor.id : null }).where('id', '=', row.id).execute();
  await say(tx, actor, row, state);
  await answerLetter(tx, row.giver_id, row.taker_id, await dayNow(tx, row.shift_id, row.day), state);
}
const say = (tx: Tx, actor: Actor, row: SwapRecord, state: State) =>
  record(tx, actor, SwapMoved, { about: row.id, to: [`person:${row.giver_id}`, `person:${row.taker_id}`, `team:${row.team_id}`], data: { swapId: row.id, teamId: row.team_id, giverId: row.giver_id, takerId: row.taker_id, state } });
