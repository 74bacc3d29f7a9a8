import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { lockName, type Reads, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { newId } from '../../core/ids.ts';
import { actNamed, isFree } from '../approvals/acts.ts';
import { pendingFor } from '../approvals/pendings.ts';
import { askFor, withdraw } from '../approvals/requests.ts';
import { actorFor } from '../people/access.ts';
import { mustBeMember, seenShift } from './access.ts';
import { noSuchDay, SwapMoved, swapAbsent, swapChanged, swapEnded, swapNotYours, swapOpen, swapOverlaps, type rota } from './contract.ts';
import { absencesOf, areMembers, dayNow, daysNow, worked } from './occurrences.ts';
import type { Occurrence } from './rules.ts';
import { putDay } from './shifts.ts';
import { answerLetter, swapLetter } from './swap-letters.ts';
import { tables, type ShiftRecord, type SwapRecord } from './tables.ts';

export const swapAct = 'rota.swap';
type NewSwap = Out<typeof rota.askSwap.spec.body>;
type State = Out<typeof SwapMoved.data>['state'];

/** Offers one's shift to a teammate. */
export async function askSwap(tx: Tx, actor: PersonActor, what: NewSwap): Promise<void> {
  const shift = await seenShift(tx, actor, what.shiftId);
  const gives = (await dayNow(tx, what.shiftId, what.day)) ?? refuse(noSuchDay);
  if (gives.personId !== actor.id) refuse(swapNotYours);
  if (what.takerId === actor.id) refuse(swapChanged);
  await mustBeMember(tx, shift.team_id, what.takerId);
  const back = what.back ? ((await seenShift(tx, actor, what.back.shiftId)), (await dayNow(tx, what.back.shiftId, what.back.day)) ?? refuse(noSuchDay)) : null;
  if (back) await mustBeMember(tx, back.teamId, actor.id);
  for (const name of [gives.id, ...(back ? [back.id] : [])].sort()) await lockName(tx, `rota swap ${name}`);
  await mustHold({ giver_id: actor.id, taker_id: what.takerId }, gives, back);
  await mustBeFree(tx, actor.id, what.takerId, gives, back);
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

/** Nobody would work two shifts at once, those that change hands left out, nor one while they are absent. */
async function mustBeFree(db: Reads, giver: string, taker: string, gives: Occurrence, back: Occurrence | null): Promise<void> {
  for (const [personId, one, without] of [[taker, gives, back], ...(back ? [[giver, back, gives] as const] : [])] as const) {
    const stretch = { from: one.start, until: one.end };
    if ((await absencesOf(db, [personId], stretch)).size) refuse(swapAbsent, { personId });
    if ((await worked(db, { personIds: [personId] }, stretch)).some((other) => other.id !== without?.id)) refuse(swapOverlaps, { personId });
  }
}

/** The teammate agrees: it is done, or goes to a lead where policy says so. */
export async function agree(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const row = await waiting(tx, actor, id);
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
  await putDay(tx, actor, await shiftById(tx, gives.shiftId), gives.day, { person_id: row.taker_id }, 'swapped');
  if (back) await putDay(tx, actor, await shiftById(tx, back.shiftId), back.day, { person_id: row.giver_id }, 'swapped');
  await end(tx, actor, row, 'done');
}

async function ready(tx: Tx, row: SwapRecord): Promise<{ gives: Occurrence; back: Occurrence | null }> {
  const gives = await dayNow(tx, row.shift_id, row.day);
  const back = row.back_shift_id ? (await dayNow(tx, row.back_shift_id, row.back_day!)) ?? refuse(swapChanged) : null;
  await mustHold(row, gives, back);
  await mustBeMember(tx, row.team_id, row.taker_id);
  if (back) await mustBeMember(tx, back.teamId, row.giver_id);
  await mustBeFree(tx, row.giver_id, row.taker_id, gives!, back);
  return { gives: gives!, back };
}
const shiftById = async (tx: Tx, id: string): Promise<ShiftRecord> => await tables(tx).selectFrom('rota_shifts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

export const decline = async (tx: Tx, actor: PersonActor, id: string): Promise<void> => end(tx, actor, await waiting(tx, actor, id), 'declined');
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

/** What nobody decided is over when one of its shifts begins, is gone, or one of both is no longer in the team. */
export async function swapsOver(tx: Tx, actor: Actor, personId: string): Promise<void> {
  const rows = await tables(tx).selectFrom('rota_swaps').selectAll().where('ended_at', 'is', null).where((e) => e.or([e('giver_id', '=', personId), e('taker_id', '=', personId)])).orderBy('id').forUpdate().execute();
  for (const row of rows) {
    const days = await daysNow(tx, [{ shiftId: row.shift_id, day: row.day }, ...(row.back_shift_id ? [{ shiftId: row.back_shift_id, day: row.back_day! }] : [])]);
    const [gives, back = null] = days;
    const stays = days.every((one) => one && one.start > clock.ms()) && (await areMembers(tx, [{ teamId: row.team_id, personId: row.giver_id }, { teamId: row.team_id, personId: row.taker_id }, ...(back ? [{ teamId: back.teamId, personId: row.giver_id }] : [])]));
    if (!stays) await end(tx, actor, row, 'over', gives);
  }
}

async function held(tx: Tx, id: string): Promise<SwapRecord> {
  return (await tables(tx).selectFrom('rota_swaps').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse(notFound);
}
/** One that waits for this person's answer; those of others are not there. */
async function waiting(tx: Tx, actor: PersonActor, id: string): Promise<SwapRecord> {
  const row = await held(tx, id);
  if (row.taker_id !== actor.id) refuse(notFound);
  if (row.state !== 'asked') refuse(swapEnded, { state: row.state as State });
  return row;
}
/** What a lead was asked for goes with it. */
async function end(tx: Tx, actor: Actor, row: SwapRecord, state: State, gives?: Occurrence | null): Promise<void> {
  await tables(tx).updateTable('rota_swaps').set({ state, ended_at: clock.now(), ended_by: actor.kind === 'person' ? actor.id : null }).where('id', '=', row.id).execute();
  await say(tx, actor, row, state);
  if (row.state === 'agreed' && (state === 'withdrawn' || state === 'over')) {
    const [request, asker] = [await pendingFor(tx, swapAct, null, row.taker_id, { swapId: row.id }), await actorFor(tx, row.taker_id)];
    if (request && asker) await withdraw(tx, asker, request.id);
  }
  await answerLetter(tx, row.giver_id, row.taker_id, gives ?? (await dayNow(tx, row.shift_id, row.day)), state);
}
const say = (tx: Tx, actor: Actor, row: SwapRecord, state: State) =>
  record(tx, actor, SwapMoved, { about: row.id, to: [`person:${row.giver_id}`, `person:${row.taker_id}`, `team:${row.team_id}`], data: { swapId: row.id, teamId: row.team_id, giverId: row.giver_id, takerId: row.taker_id, state } });
