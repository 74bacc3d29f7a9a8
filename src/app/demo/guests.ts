import { asks, colleagues, guests, worksIn } from './cast.ts';
import { hourMs, minutes } from './hours.ts';
import type { Random } from './random.ts';
import type { TicketPlan } from './tickets.ts';
import { worded } from './wording.ts';

const own = 6;

/** Gives both people whom visitors look around as some open tickets of their own. */
function giveWork(random: Random, tickets: readonly TicketPlan[], last: (t: TicketPlan) => number): void {
  const latest = Math.max(...tickets.map(last)) - minutes(10);
  const unowned = random.shuffled(tickets.filter((t) => t.ending === 'new' && t.team === 'home' && last(t) < latest && !t.events.some((e) => e.kind === 'take')));
  for (const who of ['lead', 'agent'] as const) {
    const has = tickets.filter((t) => ['new', 'answered-back'].includes(t.ending) && t.events.findLast((e) => e.kind === 'take')?.by === guests[who]).length;
    for (const ticket of unowned.splice(0, Math.max(0, own - has))) ticket.events.push({ kind: 'take', by: guests[who], at: last(ticket) + minutes(random.whole(2, 9)) });
  }
}

/** Gives both people whom visitors look around as something of their own: questions from colleagues that nobody answered yet. */
export function inviteGuests(random: Random, tickets: readonly TicketPlan[]): void {
  const last = (t: TicketPlan) => t.events.at(-1)!.at;
  giveWork(random, tickets, last);
  const fresh = Math.max(...tickets.map(last)) - 12 * hourMs;
  const open = random.shuffled(tickets.filter((t) => ['answered-back', 'new', 'just-in'].includes(t.ending) && t.team === 'home' && last(t) > fresh && !/lob|praise/.test(t.key)));
  const pairs = asks.lead.flatMap((ask, n) => [['lead', ask], ['agent', asks.agent[n]!]] as const);
  for (const [who, { text, answered }] of pairs) {
    // What speaks of answers goes to a ticket that has some; the rest to those that are as fresh as they can be.
    const answers = (t: TicketPlan) => t.events.filter((e) => e.kind === 'reply').length;
    const place = open.findLastIndex((t) => (answered ? answers(t) >= answered : answers(t) === 0));
    const [ticket] = place < 0 ? [] : open.splice(place, 1);
    if (!ticket) continue;
    const owner = ticket.events.findLast((e) => e.kind === 'take')?.by;
    const colleague = random.pick(colleagues.filter((c) => worksIn(c, 'home') && c.key !== guests[who]));
    const at = last(ticket);
    ticket.events.push({ kind: 'note', asks: true, by: owner && owner !== guests[who] ? owner : colleague.key, at: at + minutes(random.whole(1, 3) / 4), text: worded(text, { random, slots: ticket.slots, language: 'en' }) });
  }
}
