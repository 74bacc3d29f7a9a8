import { colleagues, guests, leadOf, worksIn, type Colleague } from './cast.ts';
import type { CustomerPlan } from './customers.ts';
import type { Deed } from './deeds.ts';
import { atWork, awakeIn, dayMs, hourMs, minutes, next } from './hours.ts';
import type { Random } from './random.ts';
import { path, type Said, type Scenario, type TeamKey } from './scenario.ts';
import { closing, dated, farewell, greeting, worded, type Slots } from './wording.ts';

/**
 * How a conversation stands: nobody answered yet; the customer wrote back; it came in minutes ago; it waits; it is closed;
 * it is closed and the customer said thanks afterwards.
 */
export type Ending = 'new' | 'answered-back' | 'just-in' | 'waiting' | 'closed' | 'thanked';
export type WaitFor = 'customer' | 'date' | 'team' | 'vendor';

/** One thing somebody does, and when. `by` is a colleague's key. */
export type Event = { at: number } & (
  | { kind: 'write'; text: string; signature: string; file: Scenario['file'] | null; thanksOnly: boolean }
  | { kind: 'reply'; by: string; text: string; file: 'invoice' | null }
  | { kind: 'note'; by: string; text: string; /** Whether whom it mentions is to answer. */ asks?: boolean }
  | { kind: 'take'; by: string } | { kind: 'close'; by: string }
  | { kind: 'sort'; by: string; tags: readonly string[]; priority: 'low' | 'high' | 'urgent' | null }
  | { kind: 'give'; by: string; to: TeamKey }
  | { kind: 'deed'; by: string; deed: Deed }
  | { kind: 'wait'; by: string; for: WaitFor; until: number; note: string }
);
export interface TicketPlan { readonly key: string; readonly customer: CustomerPlan; readonly team: TeamKey; readonly subject: string; readonly ending: Ending; readonly slots: Slots; readonly events: Event[] }

interface Given { readonly customer: CustomerPlan; readonly scenario: Scenario; readonly subject: string; readonly opening: number; readonly ending: Ending; readonly now: number }

/** How much of the story is told: up to the customer's last word, up to our question, or to the end. */
function told(random: Random, turns: readonly Said[], ending: Ending): readonly Said[] {
  if (ending === 'new' || ending === 'just-in') return turns.slice(0, 1);
  const places = (who: Said['who']) => turns.flatMap((t, i) => (t.who === who && i > 0 ? [i] : []));
  const [customers, agents] = [places('customer'), places('agent')];
  if (ending === 'answered-back') return turns.slice(0, (customers.length ? random.pick(customers.slice(0, 2)) : 0) + 1);
  if (ending === 'waiting') return turns.slice(0, random.pick(agents.slice(0, 2)) + 1);
  const last = ending === 'thanked' && customers.length ? Math.max(customers.at(-1)!, agents.at(-1)!) : agents.at(-1)!;
  return turns.slice(0, last + 1);
}

/** Plans one ticket's whole story, from the first message to how it stands now. */
export function planTicket(random: Random, given: Given): TicketPlan {
  const { customer, scenario, ending, now } = given;
  const story = new Story(random, given);
  for (const turn of told(random, path(scenario, given.opening, (from) => random.pick(from)), ending)) story.tell(turn);
  story.end();
  const events = moved(random, story.events, ending, now);
  // Only now is it known on which days all this was.
  const withDates = (text: string, at: number) => dated(text, { slots: story.slots, random, language: scenario.language, at: new Date(at), zone: customer.zone });
  const subject = withDates(story.worded(given.subject), events[0]!.at);
  return {
    key: scenario.key, customer, team: story.openedIn, subject: subject[0]!.toUpperCase() + subject.slice(1), ending, slots: story.slots,
    events: events.map((e) => ('text' in e ? { ...e, text: withDates(e.text, e.at) } : e)),
  };
}

/** How long ago the story's last word may be, at most a day earlier than this. */
const latest: Readonly<Record<Ending, (random: Random) => number>> = {
  'just-in': (r) => minutes(r.whole(2, 110)), new: (r) => (r.chance(0.7) ? minutes(r.whole(3, 300)) : r.next() * 3 * dayMs), 'answered-back': (r) => (r.chance(0.7) ? minutes(r.whole(4, 400)) : r.next() * 4 * dayMs),
  waiting: (r) => minutes(30) + r.next() ** 2 * 5 * dayMs, closed: (r) => hourMs / 2 + r.next() ** 1.6 * 44 * dayMs, thanked: (r) => hourMs + r.next() ** 1.6 * 40 * dayMs,
};

/** Moves a story by whole days, so that its hours of day stay, to where it ends in the past; what just came in is moved to the minute. */
function moved(random: Random, events: Event[], ending: Ending, now: number): Event[] {
  const last = events.at(-1)!.at;
  const end = now - latest[ending](random);
  const by = ending === 'just-in' ? end - last : -Math.ceil((last - end) / dayMs) * dayMs;
  return events.map((e) => ({ ...e, at: Math.min(e.at + by, now - minutes(1)), ...(e.kind === 'wait' ? { until: e.until ? e.until + by : now + minutes(random.whole(150, 8000)) } : {}) }));
}

const wrongTeam: Readonly<Record<TeamKey, TeamKey>> = { home: 'tech', billing: 'home', tech: 'billing' };
const handOn = ['This one is for your team, the booking itself is fine.', 'Not ours I think; passing it on with everything the customer said.', 'Came to us by mistake.'];

/** Tells a scenario turn by turn while time goes by. */
class Story {
  readonly events: Event[] = [];
  readonly slots: Slots = new Map();
  readonly openedIn: TeamKey;
  private at: number;
  private owner: Colleague | null = null;
  private said = 0;
  private readonly random: Random;
  private readonly given: Given;

  constructor(random: Random, given: Given) {
    this.random = random;
    this.given = given;
    const { customer, scenario } = given;
    this.at = next(given.now - 60 * dayMs + random.next() * dayMs * 3, awakeIn(customer.zone));
    this.openedIn = random.chance(0.05) && !['new', 'just-in'].includes(given.ending) ? wrongTeam[scenario.team] : scenario.team;
    const known: readonly (readonly [string, string])[] = [['first', customer.first], ['street', customer.street], ['phone', customer.phone ?? '555 0142'], ['company', customer.company?.name ?? customer.name]];
    for (const [name, value] of known) this.slots.set(name, value);
  }

  tell({ who, text }: Said): void {
    if (who === 'customer') this.customer(text);
    else if (who === 'agent') this.agent(text);
    else this.note(text);
  }

  end(): void {
    const { random } = this;
    const { ending } = this.given;
    if (ending === 'waiting') this.wait(true);
    // Some of what nobody answered yet was at least sorted, or taken a moment ago.
    if (ending === 'new' && random.chance(0.35)) this.take(random.chance(0.5));
    if (this.events.at(-1)?.kind === 'wait' && ending !== 'waiting') this.events.pop();
    if (ending === 'closed') this.events.push({ kind: 'close', by: this.owner!.key, at: (this.at += minutes(random.whole(1, 4))) });
    if (ending === 'thanked') {
      const thanks = this.events.pop()!;
      const before = this.events.at(-1)!;
      // A late thank-you may come to a ticket that is closed already.
      if (thanks.kind !== 'write' || random.chance(0.5)) this.events.push(thanks, { kind: 'close', by: this.owner!.key, at: thanks.at + minutes(random.whole(6, 50)) });
      else this.events.push({ kind: 'close', by: this.owner!.key, at: before.at + minutes(2) }, { ...thanks, thanksOnly: true, at: Math.max(thanks.at, before.at + minutes(9)) });
    }
  }

  worded(text: string): string {
    const { scenario } = this.given;
    return worded(text, { random: this.random, slots: this.slots, choices: scenario.slots, language: scenario.language });
  }

  private customer(text: string): void {
    const { random } = this;
    const { customer, scenario } = this.given;
    const first = this.said++ === 0;
    if (!first) this.at = next(this.at + minutes(8 + random.next() ** 3 * 60 * 26), awakeIn(customer.zone));
    const body = this.worded(text);
    const start = scenario.language === 'de' && /^\p{Ll}/u.test(body) ? `${random.pick(['Guten Tag', 'Sehr geehrte Damen und Herren', 'Hallo'])},\n\n` : first && scenario.language === 'en' && random.chance(0.3) ? `${random.pick(['Hi', 'Hello', 'Dear team', 'Good morning'])},\n\n` : '';
    const sign = first || random.chance(0.5) ? `\n\n${[farewell(scenario.language, random), random.chance(0.5) ? customer.name : customer.first].filter(Boolean).join('\n')}` : '';
    const signature = first && customer.company ? `${customer.name}\n${customer.company.kind}, ${customer.company.name}${customer.phone ? `\n${customer.phone}` : ''}` : '';
    this.events.push({ kind: 'write', at: this.at, text: `${start}${body}${sign}`, signature, file: first && scenario.file && random.chance(0.7) ? scenario.file : null, thanksOnly: false });
  }

  private agent(answer: string): void {
    const { random } = this;
    const { customer, scenario } = this.given;
    if (!this.owner) this.take(true);
    const owner = this.owner!;
    this.at = next(this.at + minutes(3 + random.next() ** 2 * 200), (at) => atWork(at, owner.zone));
    const text = `${greeting(scenario.language, customer.first, customer.name)}\n\n${this.worded(answer)}\n\n${closing(scenario.language, random)}\n${owner.name.split(' ')[0]}`;
    this.events.push({ kind: 'reply', by: owner.key, at: this.at, text, file: scenario.team === 'billing' && random.chance(0.12) ? 'invoice' : null });
    if (this.given.ending !== 'waiting' && random.chance(0.22)) this.wait(false);
  }

  private note(text: string): void {
    if (!this.owner) this.take(true);
    this.at += minutes(this.random.whole(2, 14));
    this.events.push({ kind: 'note', by: this.owner!.key, at: this.at, text: this.worded(text) });
  }

  /** Somebody who speaks the language and is at work takes it, and says what it is about. */
  private take(owning: boolean): void {
    const { random } = this;
    const { scenario, customer } = this.given;
    const team = colleagues.filter((c) => worksIn(c, scenario.team));
    const able = team.filter((c) => c.speaks.includes(scenario.language));
    const from = able.length ? able : team;
    this.at = next(this.at + minutes(4 + random.next() ** 2 * 240), (at) => from.some((c) => atWork(at, c.zone)));
    const present = from.filter((c) => atWork(this.at, c.zone));
    const guest = present.filter((c) => c.key === guests.lead || c.key === guests.agent);
    // Those whom visitors look around as have enough to do.
    const owner = random.pick(guest.length && !['closed', 'thanked'].includes(this.given.ending) && random.chance(0.6) ? guest : present);
    if (this.openedIn !== scenario.team) {
      const clerk = leadOf(this.openedIn).key;
      this.events.push({ kind: 'note', by: clerk, at: this.at, text: random.pick(handOn) }, { kind: 'give', by: clerk, to: scenario.team, at: (this.at += minutes(1)) });
    }
    const pressing = scenario.priority ?? (customer.company?.critical && random.chance(0.5) ? 'high' : null);
    this.events.push({ kind: 'sort', by: owner.key, at: (this.at += minutes(2)), tags: scenario.tags, priority: pressing });
    if (!owning) return;
    this.owner = owner;
    this.events.push({ kind: 'take', by: owner.key, at: (this.at += minutes(1)) });
  }

  private wait(now: boolean): void {
    const { random } = this;
    const reason = now && this.given.scenario.tags.includes('parts') ? 'vendor' : random.weighted<WaitFor>([['customer', 7], ['date', 2], ['vendor', 1], ['team', 1]]);
    const note = { customer: '', date: 'Look again after the visit', vendor: 'Supplier confirms the part', team: 'Billing checks the amount' }[reason];
    const until = now ? 0 : this.at + random.whole(2, 5) * dayMs;
    this.events.push({ kind: 'wait', by: this.owner!.key, at: (this.at += minutes(1)), for: reason, until, note });
  }
}
