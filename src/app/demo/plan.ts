import { planCustomers, type CustomerPlan } from './customers.ts';
import { Random } from './random.ts';
import { beginnings, type Scenario } from './scenario.ts';
import { billing } from './scenarios/billing.ts';
import { french } from './scenarios/french.ts';
import { german } from './scenarios/german.ts';
import { homeRepairs } from './scenarios/home-repairs.ts';
import { homeVisits } from './scenarios/home-visits.ts';
import { moreLanguages } from './scenarios/more-languages.ts';
import { spanish } from './scenarios/spanish.ts';
import { techApp } from './scenarios/tech-app.ts';
import { techDevices } from './scenarios/tech-devices.ts';
import { planTicket, type Ending, type TicketPlan } from './tickets.ts';
import { inviteGuests } from './guests.ts';
import { tellStories } from './stories.ts';

export const scenarios: readonly Scenario[] = [...homeRepairs, ...homeVisits, ...billing, ...techApp, ...techDevices, ...german, ...french, ...spanish, ...moreLanguages];

export interface Plan { readonly customers: readonly CustomerPlan[]; readonly tickets: readonly TicketPlan[] }

/** How the tickets that chance tells stand now; with the stories there are 400. */
const endings: readonly (readonly [Ending, number])[] = [['new', 38], ['answered-back', 32], ['just-in', 13], ['waiting', 40], ['closed', 193], ['thanked', 58]];

/** Everything the demo holds, decided before anything is written: the same seed and moment give the same plan. */
export function makePlan(seed: number, now: number): Plan {
  const random = new Random(seed);
  const customers = planCustomers(random);
  const draw = drawing(random, customers);
  const all = random.shuffled(endings.flatMap(([ending, count]) => Array.from({ length: count }, () => ending)));
  const tickets = all.map((ending) => planTicket(random, { ...draw(), ending, now }));
  inviteGuests(random, tickets);
  tickets.push(...tellStories(random, customers, now));
  return { customers, tickets: tickets.sort((a, b) => a.events[0]!.at - b.events[0]!.at) };
}

/** Draws a customer and a matter that fits them, the least told matter first, and never the same beginning twice in a row. */
function drawing(random: Random, customers: readonly CustomerPlan[]): () => { customer: CustomerPlan; scenario: Scenario; subject: string; opening: number } {
  const told = new Map<string, number>();
  const rounds = new Map<string, { subject: string; opening: number }[]>();
  const everybody = random.shuffled(customers);
  // A language with few matters to tell is not told them over and over.
  const regulars = everybody.filter((c) => scenarios.filter((s) => s.language === c.language).length > 3);
  let turn = 0;
  return () => {
    // Everybody writes once; the second half of the tickets comes from fewer.
    const customer = turn < everybody.length ? everybody[turn]! : regulars[Math.floor(random.next() ** 2 * regulars.length)]!;
    turn++;
    const kind = customer.company ? 'business' : 'home';
    const fitting = scenarios.filter((s) => s.language === customer.language && (s.from ?? kind) === kind);
    const least = Math.min(...fitting.map((s) => told.get(s.key) ?? 0));
    const scenario = random.pick(fitting.filter((s) => (told.get(s.key) ?? 0) === least));
    told.set(scenario.key, least + 1);
    let round = rounds.get(scenario.key);
    if (!round?.length) rounds.set(scenario.key, (round = random.shuffled(beginnings(scenario))));
    return { customer, scenario, ...round.pop()! };
  };
}
