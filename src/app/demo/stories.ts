import { colleagues } from './cast.ts';
import type { CustomerPlan } from './customers.ts';
import type { Deed } from './deeds.ts';
import { minutes } from './hours.ts';
import type { Random } from './random.ts';
import type { TeamKey } from './scenario.ts';
import { billingStories } from './stories/billing.ts';
import { homeStories } from './stories/home.ts';
import { techStories } from './stories/tech.ts';
import type { Ending, Event, TicketPlan } from './tickets.ts';
import { closing, greeting } from './wording.ts';

/** A deed of a story; its times count in minutes from now. */
export type Told = Deed | { readonly reply: string } | { readonly note: string } | { readonly tags: readonly string[]; readonly priority?: 'low' | 'high' | 'urgent' } | 'take' | 'close' | { readonly wait: 'customer' | 'vendor'; readonly days: number; readonly note?: string };
/** How many minutes ago, who (a colleague's key, or the customer), and what. */
export type Step = readonly [ago: number, who: 'customer', text: string] | readonly [ago: number, who: string, what: Told];

/** One matter on which something goes from hand to hand right now; told to the minute, so that a demo is always in the middle of its day. */
export interface Story {
  readonly key: string; readonly team: TeamKey; readonly subject: string;
  /** Who writes: somebody at home, at a company that is not critical, or at this company. */
  readonly from: 'home' | 'business' | { readonly company: string };
  readonly ending: Ending;
  readonly steps: readonly Step[];
}

export const stories: readonly Story[] = [...homeStories, ...billingStories, ...techStories];

/** Plans the tickets of all stories, each with a customer of its own as far as there are enough. */
export function tellStories(random: Random, customers: readonly CustomerPlan[], now: number): TicketPlan[] {
  const english = random.shuffled(customers.filter((c) => c.language === 'en'));
  const pools = { home: english.filter((c) => !c.company), business: english.filter((c) => c.company && !c.company.critical) };
  return stories.map((story, n) => {
    const { from } = story;
    const pool = typeof from === 'string' ? pools[from] : english.filter((c) => c.company?.name === from.company);
    const customer = pool[n % pool.length]!;
    return { key: story.key, customer, team: story.team, subject: story.subject, ending: story.ending, slots: new Map(), events: story.steps.map((step) => eventOf(random, step, customer, now)) };
  });
}

function eventOf(random: Random, [ago, who, what]: Step, customer: CustomerPlan, now: number): Event {
  const at = now - minutes(ago);
  if (typeof what === 'string' && what !== 'take' && what !== 'close') return { kind: 'write', at, text: `${what}\n\n${customer.first}`, signature: '', file: null, thanksOnly: false };
  if (what === 'take' || what === 'close') return { kind: what, at, by: who };
  if ('reply' in what) return { kind: 'reply', at, by: who, file: null, text: `${greeting('en', customer.first, customer.name)}\n\n${what.reply}\n\n${closing('en', random)}\n${firstName(who)}` };
  if ('wait' in what) return { kind: 'wait', at, by: who, for: what.wait, until: now + minutes(what.days * 24 * 60), note: what.note ?? '' };
  if ('note' in what) return { kind: 'note', at, by: who, text: what.note, asks: true };
  if ('tags' in what) return { kind: 'sort', at, by: who, tags: what.tags, priority: what.priority ?? null };
  return { kind: 'deed', at, by: who, deed: 'due' in what ? { ...what, due: now + minutes(what.due) } : what };
}

const firstName = (key: string): string => colleagues.find((c) => c.key === key)!.name.split(' ')[0]!;
