import type { Answer, TestPerson } from '../../../test/people.ts';
import type { TestHouse } from '../../../test/house.ts';
import { newId } from '../../core/ids.ts';
import { tables as calendarTables } from '../calendars/tables.ts';

/** A handoff that says enough. */
export const context = {
  reason: 'expertise', issue: 'Her card was charged twice for the visit on 14 January', done: 'Compared both payments with the list of visits', next: 'Refund the second payment and write to her', mood: 'upset', urgency: 'normal',
} as const;

export const offerTo = (who: TestPerson, ticketId: string, to: { personId: string; teamId?: string } | { teamId: string }, more: object = {}): Promise<Answer> =>
  who.call('POST /tickets/:id/handoffs', { params: { id: ticketId }, body: { id: newId(), ...context, to, ...more } });
export const decide = (who: TestPerson, verb: 'accept' | 'decline' | 'withdraw', handoffId: string, body: object = {}): Promise<Answer> => who.call(`POST /handoffs/:id/${verb}`, { params: { id: handoffId }, body });

/** Passes a ticket on as people do: offered with its context, accepted. Answers what the receiver got. */
export async function handOver(from: TestPerson, ticketId: string, to: TestPerson, teamId?: string): Promise<Answer> {
  const offered = await offerTo(from, ticketId, { personId: to.id, teamId });
  return offered.status === 200 ? await decide(to, 'accept', offered.body.handoff.id as string) : offered;
}

/** Every hour is a business hour: for tests of clocks that must not depend on when they run. */
export async function alwaysOpen(house: TestHouse): Promise<void> {
  await calendarTables(house.db).insertInto('calendars').values({ id: newId(), name: 'Always', zone: 'UTC', always: true, week: JSON.stringify([[], [], [], [], [], [], []]), standard: true, made_at: new Date(0) }).execute();
}
