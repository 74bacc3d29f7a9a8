import { newId } from '../../core/ids.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { ownTickets } from '../../rooms/handovers/own-tickets.ts';
import { sign } from '../../rooms/handovers/handovers.ts';
import { makeLeave, makeLeaveFor } from '../../rooms/leave/requests.ts';
import { actorFor } from '../../rooms/people/access.ts';
import { addDays, dayAt, weekdayOf } from '../../rooms/rota/rules.ts';
import { addShift } from '../../rooms/rota/shifts.ts';
import { applyTemplate } from '../../rooms/subtasks/applying.ts';
import { tickSubtask } from '../../rooms/subtasks/subtasks.ts';
import { addTemplate } from '../../rooms/subtasks/templates.ts';
import { checklistOf } from '../../rooms/subtasks/queries.ts';
import { listTickets } from '../../rooms/tickets/lists.ts';
import { colleagues } from './cast.ts';
import { keeper } from './desk.ts';
import { hourMs, minutes } from './hours.ts';
import type { Known } from './written.ts';

const quarterMs = 15 * 60_000;
/** When each one's shift began, in hours before now, and how long it is: the middle of a working day, whenever one looks around. */
const shifts: Readonly<Record<string, { readonly began: number; readonly hours: number; readonly name: string }>> = {
  priya: { began: 8, hours: 8.5, name: 'Early' }, lena: { began: 0.75, hours: 8, name: 'Late' }, marcus: { began: 1, hours: 8, name: 'Late' }, sofia: { began: 1, hours: 8, name: 'Late' },
  ines: { began: 3, hours: 8, name: 'Day' }, julien: { began: 2.5, hours: 8, name: 'Day' }, aisha: { began: 1.5, hours: 8, name: 'Late' },
  rafael: { began: 5, hours: 8, name: 'Early' }, jun: { began: 3, hours: 8, name: 'Day' }, mika: { began: 1, hours: 8, name: 'Late' },
};

const clockTime = (at: number, zone: string): string => new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** Everybody works five days in a row, of which today is the second. */
export async function planShifts(tx: Tx, known: Known, now: number): Promise<void> {
  const admin = await actorOf(tx, known, keeper);
  for (const { key, zone, teams } of colleagues) {
    const shift = shifts[key];
    if (!shift) continue;
    const start = Math.floor((now - shift.began * hourMs) / quarterMs) * quarterMs;
    const today = dayAt(zone, start);
    const days = [-1, 0, 1, 2, 3].map((by) => weekdayOf(addDays(today, by)));
    const teamId = known.teams.get(teams[0]!.replace('+', '') as never)!;
    await addShift(tx, admin, { id: newId(), teamId, personId: known.people.get(key)!, name: shift.name, zone, starts: clockTime(start, zone), ends: clockTime(start + shift.hours * hourMs, zone), days, everyWeeks: 1, firstDay: addDays(today, -28), lastDay: null });
  }
}

/** One is on leave with somebody who stands in; another prepares hers, and has not cleared everything yet. */
export async function planLeave(tx: Tx, known: Known, now: number): Promise<void> {
  const [marcus, lena] = [await actorOf(tx, known, 'marcus'), await actorOf(tx, known, 'lena')];
  const priya = known.people.get('priya')!;
  const day = (zone: string, by: number): string => addDays(dayAt(zone, now), by);
  await clock.during(new Date(now - minutes(14)), async () =>
    await makeLeaveFor(tx, marcus, known.people.get('sofia')!, { id: newId(), type: 'annual', firstDay: day('America/New_York', 0), lastDay: day('America/New_York', 5), starts: 'morning', ends: 'evening', coverId: priya, note: 'Back next week; Priya stands in' }));
  await clock.during(new Date(now - minutes(11)), async () =>
    await makeLeave(tx, lena, { id: newId(), type: 'annual', firstDay: day('Europe/Berlin', 9), lastDay: day('Europe/Berlin', 20), starts: 'morning', ends: 'evening', coverId: priya, note: 'Two weeks by the sea' }));
}

/** The early shift of Home Services hands over a moment before it ends; those of the late one have still to say that they know. */
export async function handOverShift(tx: Tx, known: Known, now: number): Promise<void> {
  await clock.during(new Date(now - minutes(6)), async () => {
    const priya = await actorOf(tx, known, 'priya');
    const teamId = known.teams.get('home')!;
    const left = (await ownTickets(tx, priya)).filter((t) => t.standing === 'unfinished' && t.ticket.teamId === teamId).map((t) => t.ticket.id);
    await sign(tx, priya, { id: newId(), teamId, left, flagged: [], notes: 'The depot is short of one van until tomorrow noon: promise no pick-ups for today. The phone line to the boiler supplier is down, write to them instead.' });
  });
}

const heating: readonly string[] = ['no-heat', 'heating', 'boiler'];
/** What has to be asked and done where heating fails: on the open ones, half worked off. */
export async function giveChecklists(tx: Tx, known: Known): Promise<void> {
  const marcus = await actorOf(tx, known, 'marcus');
  const [teamId, templateId] = [known.teams.get('home')!, newId()];
  await addTemplate(tx, marcus, {
    id: templateId, teamId, name: 'Heating', byItself: true, tags: [...heating],
    items: [{ text: 'Ask who lives there: small children, elderly or ill people', required: true }, { text: 'Find out the error code and the pressure', required: false }, { text: 'Offer electric heaters for the night', required: false }, { text: 'Confirm the visit with date and time', required: true }],
  });
  const { items } = await listTickets(tx, marcus, { filter: { status: ['open', 'waiting'], teamId: [teamId] }, order: 'newest', limit: 200 });
  for (const [n, ticket] of items.filter((one) => one.tags.some((tag) => heating.includes(tag))).entries()) {
    await applyTemplate(tx, marcus, ticket.id, templateId);
    const worker = ticket.ownerId ? (await actorFor(tx, ticket.ownerId))! : null;
    if (worker) for (const line of (await checklistOf(tx, worker, ticket.id)).slice(0, 1 + (n % 3))) await tickSubtask(tx, worker, line.id);
  }
}

const actorOf = async (tx: Tx, known: Known, key: string): Promise<PersonActor> => (await actorFor(tx, known.people.get(key)!))!;
