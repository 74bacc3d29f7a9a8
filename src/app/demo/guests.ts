import { asks, colleagues, guests, worksIn } from './cast.ts';
import { hourMs, minutes } from './hours.ts';
import type { Random } from './random.ts';
import type { TicketPlan } from './tickets.ts';
import { worded } from './wording.ts';

/** Gives both people whom visitors look around as something of their own: questions from colleagues that nobody answered yet. */
export function inviteGuests(random: Random, tickets: readonly TicketPlan[]): void {
  const last = (t: TicketPlan) => t.events.at(-1)!.at;
  const fresh = Math.max(...tickets.map(last)) - 12 * hourMs;
  const open = random.shuffled(tickets.filter((t) => ['answered-back', 'new', 'just-in'].includes(t.ending) && t.team === 'home' && last(t) > fresh && !/lob|praise/.test(t.key)));
  const pairs = asks.lead.flatMap((text, n) => [['lead', text], ['agent', asks.agent[n]!]] as const);
  for (const [who, text] of pairs) {
    const ticket = open.pop();
    if (!ticket) return;
    const owner = ticket.events.findLast((e) => e.kind === 'take')?.by;
    const colleague = random.pick(colleagues.filter((c) => worksIn(c, 'home') && c.key !== guests[who]));
    const at = last(ticket);
    ticket.events.push({ kind: 'note', by: owner && owner !== guests[who] ? owner : colleague.key, at: at + minutes(random.whole(1, 3) / 4), text: worded(text, { random, slots: ticket.slots, language: 'en' }) });
  }
}
