import type { Out } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { changeRules } from '../../rooms/approvals/authorities.ts';
import { chooseCalendar, makeCalendar } from '../../rooms/calendars/calendars.ts';
import type { hours } from '../../rooms/calendars/contract.ts';
import { actorFor } from '../../rooms/people/access.ts';
import { changePerson } from '../../rooms/people/people.ts';
import { setAvailability } from '../../rooms/shifts/availability.ts';
import { makePolicy } from '../../rooms/sla/policies.ts';
import { colleagues } from './cast.ts';
import { minutes } from './hours.ts';
import type { TeamKey } from './scenario.ts';
import type { Known } from './written.ts';

/** The demo's admin, who sets up what is set up. */
export const keeper = 'nora';

const week = (weekday: Week, saturday: Week = []): Out<typeof hours>['week'] => [weekday, weekday, weekday, weekday, weekday, saturday, []];
type Week = { from: string; to: string }[];
const calendars: Readonly<Record<TeamKey, Out<typeof hours> & { name: string }>> = {
  home: { name: 'Home Services, New York', zone: 'America/New_York', always: false, week: week([{ from: '07:00', to: '19:00' }], [{ from: '08:00', to: '14:00' }]), holidays: { country: 'US', state: 'NY', region: null, bank: false }, days: [{ date: '12-24', name: 'Christmas Eve', open: [{ from: '07:00', to: '12:00' }] }] },
  billing: { name: 'Billing, Berlin', zone: 'Europe/Berlin', always: false, week: week([{ from: '08:00', to: '12:30' }, { from: '13:15', to: '17:30' }]), holidays: { country: 'DE', state: 'BE', region: null, bank: false }, days: [] },
  tech: { name: 'Tech Support, Manila', zone: 'Asia/Manila', always: false, week: week([{ from: '06:00', to: '22:00' }], [{ from: '09:00', to: '18:00' }]), holidays: { country: 'PH', state: null, region: null, bank: false }, days: [] },
};

/** How the desk is set up: when each team works, who knows what, who decides how much. */
export async function setUpDesk(tx: Tx, known: Known): Promise<void> {
  const admin = await actorOf(tx, known, keeper);
  for (const [team, calendar] of Object.entries(calendars) as [TeamKey, (typeof calendars)[TeamKey]][]) {
    const id = newId();
    await makeCalendar(tx, admin, { id, teamId: null, ...calendar });
    await chooseCalendar(tx, admin, known.teams.get(team)!, id);
  }
  for (const { key, skills } of colleagues) if (skills.length) await changePerson(tx, admin, known.people.get(key)!, { skills: [...skills] });
  const rule = { currency: 'USD', admins: null, off: false };
  await changeRules(tx, admin, null, {
    refund: { ...rule, name: 'Refund', agents: 50, leads: 500, people: { [known.people.get('aisha')!]: 150 } },
    goodwill: { ...rule, name: 'Goodwill', agents: 20, leads: 250, people: {} },
  });
}

/** Who is not simply available right now. */
export async function sayWhoIsThere(tx: Tx, known: Known, now: number): Promise<void> {
  const say = async (key: string, ago: number, said: Parameters<typeof setAvailability>[3]) =>
    void (await clock.during(new Date(now - minutes(ago)), async () => await setAvailability(tx, await actorOf(tx, known, key), known.people.get(key)!, said)));
  await say('ines', 8, { state: 'in-a-meeting', until: new Date(now + minutes(35)).toISOString(), note: 'Month end with finance', coverId: null });
  await say('mika', 5, { state: 'focusing', until: new Date(now + minutes(40)).toISOString(), note: 'Release 5.2', coverId: null });
}

/** What customers hear from us within: kept from the end of the filling on, by what happened until then. */
export async function promiseLevels(tx: Tx, known: Known): Promise<void> {
  const admin = await actorOf(tx, known, keeper);
  const match = { teamIds: [], priorities: [], channels: [], plans: [], companyIds: [], critical: false, tags: [] };
  const targets = { firstReply: null, nextReply: null, update: null, resolution: null };
  const shared = { always: true, pauses: ['customer' as const], reviewOn: null };
  await makePolicy(tx, admin, { id: newId(), name: 'No heat, no water', match: { ...match, tags: ['no-heat'] }, targets: { ...targets, firstReply: 120, resolution: 2880 }, warn: { percent: 75 }, ...shared });
  await makePolicy(tx, admin, { id: newId(), name: 'Critical customers', match: { ...match, critical: true }, targets: { ...targets, resolution: 14_400 }, warn: { percent: 75 }, ...shared, pauses: ['customer', 'vendor'] });
  await makePolicy(tx, admin, { id: newId(), name: 'Refunds', match: { ...match, teamIds: [known.teams.get('billing')!], tags: ['refund'] }, targets: { ...targets, resolution: 10_080 }, warn: { percent: 90 }, ...shared, pauses: ['customer', 'date'] });
}

const actorOf = async (tx: Tx, known: Known, key: string): Promise<PersonActor> => (await actorFor(tx, known.people.get(key)!))!;
