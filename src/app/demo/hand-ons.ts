import { sql } from 'kysely';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { accept, answer } from '../../rooms/handoffs/decisions.ts';
import { draftFor } from '../../rooms/handoffs/drafts.ts';
import { offer } from '../../rooms/handoffs/handoffs.ts';
import { noteProgress } from '../../rooms/handoffs/progress.ts';
import { actorFor } from '../../rooms/people/access.ts';
import { guests } from './cast.ts';
import { minutes } from './hours.ts';
import type { Known } from './written.ts';

interface Given { readonly reason: string; readonly done: string; readonly next: string; readonly to: 'lead' | 'agent' | 'team'; readonly accepted?: boolean; readonly ago: number }
/** What colleagues hand on while visitors look around: to each of both guests, to a team, and one that was accepted. */
const given: readonly Given[] = [
  { reason: 'shift-ending', done: 'Read the whole thread and looked up the last visit and its invoice.', next: 'Call before the day ends and say which slot is still free.', to: 'agent', ago: 12 },
  { reason: 'expertise', done: 'Went through the earlier visits; this is not one of the usual cases.', next: 'Decide how we go on, and tell the customer what to expect.', to: 'agent', ago: 25 },
  { reason: 'department', done: 'Compared what we offered with what was agreed; they differ.', next: 'Decide which of the two holds, and tell the customer today.', to: 'lead', ago: 18 },
  { reason: 'department', done: 'Asked the customer twice; what they describe is technical.', next: 'Ask what exactly they see, and suggest what to try next.', to: 'team', ago: 31 },
  { reason: 'shift-ending', done: 'Told the customer that a colleague answers today.', next: 'Answer the open question about the price, with its source.', to: 'agent', accepted: true, ago: 44 },
];

/** Colleagues hand tickets on, as of minutes ago, by the verbs that people use. */
export async function handOn(tx: Tx, known: Known, now: number): Promise<void> {
  const people = [known.people.get(guests.lead)!, known.people.get(guests.agent)!];
  const { rows } = await sql<{ id: string; owner: string }>`select t.id, t.owner_id as owner from tickets t join customers c on c.id = t.customer_id where t.status = 'open' and t.team_id = ${known.teams.get('home')!} and t.owner_id is not null
    and t.owner_id <> all(${people}::uuid[]) and c.language = 'en' and not exists (select from facts f where f.about_id = t.id and f.at > ${new Date(now - minutes(50)).toISOString()}) order by t.last_message_at desc limit ${given.length}`.execute(tx);
  for (const [n, { id, owner }] of rows.entries()) {
    const { to, accepted, ago, reason, done, next } = given[n]!;
    const sender = await actorFor(tx, owner);
    const receiver = await actorFor(tx, known.people.get(to === 'lead' ? guests.lead : guests.agent)!);
    if (!sender || !receiver) continue;
    const handoff = newId();
    await clock.during(new Date(now - minutes(ago)), async () => {
      const { issue, mood } = await draftFor(tx, sender, id);
      await offer(tx, sender, id, handoff, { reason, issue: issue || 'The customer waits for an answer to the last question.', done, next, mood, promised: '', urgency: 'normal', to: to === 'team' ? { teamId: known.teams.get('tech')! } : { personId: receiver.id } });
    });
    if (!accepted) continue;
    await clock.during(new Date(now - minutes(ago - 9)), () => accept(tx, receiver, handoff));
    await clock.during(new Date(now - minutes(ago - 14)), async () => {
      await answer(tx, receiver, handoff, true, '');
      await noteProgress(tx, receiver, id, { validation: 'Price list and the last offer agree.', next: 'Send the offer with the new slot.', version: 0 });
    });
  }
}
