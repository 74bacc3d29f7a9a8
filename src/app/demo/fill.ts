import type { Role } from '../../core/server/actor.ts';
import { system } from '../../core/server/actor.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { transact, type Db, type Tx } from '../../core/server/db.ts';
import { passOver } from '../../core/server/followers.ts';
import { log } from '../../core/server/log.ts';
import { writeSettings } from '../../core/server/settings.ts';
import { addMailbox } from '../../rooms/channels/email/mailboxes.ts';
import { addCompany } from '../../rooms/customers/companies.ts';
import { addCustomer } from '../../rooms/customers/customers.ts';
import { addPerson } from '../../rooms/people/people.ts';
import { makeTeam } from '../../rooms/people/teams.ts';
import { queueSettings } from '../../rooms/queues/contract.ts';
import { colleagues, emailOf, guests, teams } from './cast.ts';
import type { CustomerPlan } from './customers.ts';
import { dayMs, hourMs } from './hours.ts';
import { promiseLevels, sayWhoIsThere, setUpDesk } from './desk.ts';
import { companies } from './names.ts';
import { makePlan, type Plan } from './plan.ts';
import { progress } from './progress.ts';
import type { TeamKey } from './scenario.ts';
import { Stage, type Played } from './stage.ts';
import { giveChecklists, handOverShift, planLeave, planShifts } from './working-day.ts';
import type { Known } from './written.ts';

const maker = system('demo');
const seed = 2026;
/** What is younger than this is news to the people of the demo; the rest is history, of which nobody is told. */
const newsMs = 14 * hourMs;

/**
 * Fills an empty workspace through the verbs that people use, each as of its own moment, so that every rule holds.
 * History is one transaction and so is what is news: each is there as a whole or not at all. Answers those whom visitors look around as.
 */
export async function fillDemo(db: Db): Promise<{ lead: string; agent: string }> {
  const begun = Date.now();
  const now = clock.ms();
  const plan = makePlan(seed, now);
  progress.begin(played(plan).length);
  const late = played(plan).filter(({ event }) => event.at > now - newsMs);
  const known = await transact(db, async (tx) => {
    const there = await clock.during(new Date(now - 70 * dayMs), () => settleIn(tx));
    // Who takes what is the story's to tell; from now on the queue is worked in order.
    await writeSettings(tx, queueSettings, null, { picking: 'free' });
    const customers = await clock.during(new Date(now - 65 * dayMs), () => takeIn(tx, plan.customers));
    const stage = new Stage(there, customers, now);
    await stage.play(tx, played(plan).filter(({ event }) => event.at <= now - newsMs));
    await planShifts(tx, there, now);
    await planLeave(tx, there, now);
    await sayWhoIsThere(tx, there, now);
    await passOver(tx);
    return { there, stage };
  });
  // Together, so that no clock acts on what is answered a moment later.
  await transact(db, (tx) => known.stage.play(tx, late));
  await transact(db, async (tx) => {
    await writeSettings(tx, queueSettings, null, { picking: null });
    await promiseLevels(tx, known.there);
    await giveChecklists(tx, known.there);
    await handOverShift(tx, known.there, now);
  });
  log.info('demo filled', { milliseconds: Date.now() - begun });
  return { lead: known.there.people.get(guests.lead)!, agent: known.there.people.get(guests.agent)! };
}

/** Everything that happens, in the order of time. */
const played = (plan: Plan): Played[] => plan.tickets.flatMap((ticket) => ticket.events.map((event, n) => ({ ticket, event, first: n === 0 }))).sort((a, b) => a.event.at - b.event.at);

async function settleIn(tx: Tx): Promise<Known> {
  const known = { people: new Map<string, string>(), teams: new Map<TeamKey, string>() };
  for (const team of teams) {
    const id = await makeTeam(tx, maker, { name: team.name, sign: team.sign });
    known.teams.set(team.key, id);
    await addMailbox(tx, maker, { id: newId(), address: team.mailbox, name: `Hearth & Harbor ${team.name}`, teamId: id, active: true, plus: true, acknowledge: false, listMail: 'people', imap: null, importOld: false });
  }
  for (const c of colleagues) {
    const memberships = c.teams.map((t) => ({ id: known.teams.get(t.replace('+', '') as TeamKey)!, lead: t.endsWith('+') }));
    known.people.set(c.key, await addPerson(tx, maker, { name: c.name, email: emailOf(c), role: c.role satisfies Role, title: c.title, zone: c.zone, language: c.language, signature: `<p>${c.name}<br>${c.title}, Hearth &amp; Harbor</p>`, teams: memberships }));
  }
  await setUpDesk(tx, known);
  return known;
}

async function takeIn(tx: Tx, all: readonly CustomerPlan[]): Promise<Map<CustomerPlan, string>> {
  const companyIds = new Map<string, string>();
  for (const { name, domain, plan, critical, notes } of companies) {
    const id = newId();
    companyIds.set(name, id);
    await addCompany(tx, maker, { id, name, domains: [domain], plan, critical: critical ?? false, notes: notes ?? '' });
  }
  const ids = new Map<CustomerPlan, string>();
  for (const customer of all) {
    const id = newId();
    ids.set(customer, id);
    const { name, plan, critical, language, zone, notes, preferred } = customer;
    const addresses = [{ id: newId(), kind: 'email' as const, value: customer.email }, ...(customer.phone ? [{ id: newId(), kind: 'phone' as const, value: customer.phone }] : [])];
    await addCustomer(tx, maker, { id, name, plan, critical, language, zone, notes, preferredContact: preferred, companyId: customer.company ? companyIds.get(customer.company.name)! : null, addresses });
  }
  return ids;
}
