import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { runs } from '../people/access.ts';
import { seenTeam } from './access.ts';
import type { rota, shift, swap, worked as workedShape } from './contract.ts';
import { daysNow, timesOf, worked } from './occurrences.ts';
import type { Occurrence, Pattern, Stretch } from './rules.ts';
import { tables, type SwapRecord } from './tables.ts';

const iso = (ms: number): string => new Date(ms).toISOString();
export const workedOf = (one: Occurrence): Out<typeof workedShape> => ({ id: one.id, shiftId: one.shiftId, day: one.day, onDay: one.onDay, teamId: one.teamId, personId: one.personId, ofId: one.ofId, name: one.name, zone: one.zone, startsAt: iso(one.start), endsAt: iso(one.end), changed: one.changed });
export const shiftShape = (one: Pattern): Out<typeof shift> => ({ ...one, days: [...one.days] });

/** A team's rota in a stretch of time. */
export async function weekOf(db: Reads, actor: PersonActor, teamId: string, stretch: Stretch): Promise<Out<typeof rota.week.spec.output>> {
  seenTeam(actor, teamId);
  const edit = runs(actor, teamId);
  const { shifts, worked: items, open } = await timesOf(db, { teamIds: [teamId] }, stretch);
  const members = (await tables(db).selectFrom('members').select('person_id').where('team_id', '=', teamId).execute()).map((m) => m.person_id);
  const people = [...new Set([...members, ...items.map((one) => one.personId)])];
  const away = people.length ? await tables(db).selectFrom('rota_absences').selectAll().where('person_id', 'in', people).where('over_at', 'is', null).where('from_at', '<', iso(stretch.until)).where('until_at', '>', iso(stretch.from)).orderBy('from_at').execute() : [];
  return {
    items: items.map(workedOf), open: open.map(workedOf), shifts: shifts.map(shiftShape), may: { edit },
    begun: shifts.length > 0 || (await tables(db).selectFrom('rota_shifts').select('id').where('team_id', '=', teamId).where('gone_at', 'is', null).limit(1).executeTakeFirst()) !== undefined,
    absences: away.map((a) => ({ id: a.id, personId: a.person_id, from: a.from_at, until: a.until_at, why: edit || a.person_id === actor.id ? a.why : '' })),
  };
}

/** Somebody's own shifts: the one they are in, and those of the next four weeks. */
export async function myShifts(db: Reads, personId: string): Promise<Out<typeof rota.mine.spec.output>> {
  const now = clock.ms();
  const all = await worked(db, { personIds: [personId] }, { from: now, until: now + 28 * 24 * 3600_000 });
  const current = all.find((one) => one.start <= now);
  return { now: current ? workedOf(current) : null, next: all.filter((one) => one.start > now).map(workedOf) };
}

/** Swaps as they are answered to somebody. */
async function swapsShape(db: Reads, actor: PersonActor, rows: readonly SwapRecord[]): Promise<Out<typeof swap>[]> {
  const days = await daysNow(db, rows.flatMap((row) => [{ shiftId: row.shift_id, day: row.day }, { shiftId: row.back_shift_id ?? row.shift_id, day: row.back_day ?? '' }]));
  return rows.map((row, i) => {
    const [gives, back] = [days[2 * i]!, row.back_shift_id ? days[2 * i + 1]! : null];
    return {
      id: row.id, teamId: row.team_id, giverId: row.giver_id, takerId: row.taker_id, state: row.state as Out<typeof swap>['state'], note: row.note, madeAt: row.made_at, gives: gives && workedOf(gives), back: back && workedOf(back), hasBack: row.back_shift_id !== null,
      may: { answer: row.state === 'asked' && row.taker_id === actor.id, withdraw: row.ended_at === null && row.giver_id === actor.id },
    };
  });
}

/** Swaps that wait: one's own, and those of teams one leads. */
export async function openSwaps(db: Reads, actor: PersonActor): Promise<Out<typeof rota.swaps.spec.output>> {
  const rows = await tables(db).selectFrom('rota_swaps').selectAll().where('ended_at', 'is', null)
    .where((e) => e.or([e('giver_id', '=', actor.id), e('taker_id', '=', actor.id), ...(actor.role === 'admin' ? [e.lit(true)] : actor.role === 'lead' && actor.leads.length ? [e('team_id', 'in', [...actor.leads])] : [])])).orderBy('made_at').limit(200).execute();
  const all = rows.length ? await swapsShape(db, actor, rows) : [];
  return { items: all.filter((one) => one.gives !== null && Date.parse(one.gives.startsAt) > clock.ms()) };
}
export const swapById = async (db: Reads, actor: PersonActor, id: string): Promise<Out<typeof swap>> =>
  (await swapsShape(db, actor, [await tables(db).selectFrom('rota_swaps').selectAll().where('id', '=', id).executeTakeFirstOrThrow()]))[0]!;
