import { newId } from '../../core/ids.ts';
import { system, type Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { actorFor } from '../people/access.ts';
import { tell } from '../tickets/changes.ts';
import type { Ticket } from '../tickets/tables.ts';
import { lockedById, type Found } from './access.ts';
import { EscalationClimbed, EscalationReminded } from './contract.ts';
import { nextDue } from './due-times.ts';
import { letGo, welcome } from './guests.ts';
import { peopleAt } from './ladders.ts';
import { loudnessOf, reminderMinutes, type LadderStep, type Urgency } from './rules.ts';
import { keepWords } from './kept-words.ts';
import { tables, type PathRecord, type Record } from './tables.ts';

/** Where a ladder arrives: the first step from `from` at which somebody is there. The last one, the admins, always has somebody. */
export interface Landing { readonly step: number; readonly people: string[]; readonly skipped: number }

export async function landing(tx: Tx, steps: readonly LadderStep[], from: number, raisedBy: string): Promise<Landing> {
  for (let step = from; step < steps.length; step++) {
    const people = await peopleAt(tx, steps[step]!, raisedBy);
    if (people.length || step === steps.length - 1) return { step, people, skipped: step - from };
  }
  return { step: steps.length - 1, people: await peopleAt(tx, { kind: 'admins' }, raisedBy), skipped: 0 };
}

export const pathOf = (tx: Tx, id: string): Promise<PathRecord> => tables(tx).selectFrom('escalation_paths').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
export const minutesOf = (path: PathRecord, what: 'acknowledge' | 'answer', urgency: string): number => (path[what] as { [U in Urgency]: number })[urgency as Urgency];

/** Asks those where it landed: noted down, let in to see the ticket, their time begun. */
export async function askAt(tx: Tx, it: Pick<Record, 'id' | 'path_id' | 'urgency'>, ticket: Ticket, to: Landing): Promise<string> {
  await tables(tx).updateTable('escalations').set({ state: 'raised', step: to.step, asked_at: clock.now(), acknowledged_at: null, acknowledged_by: null, reminders: 0 }).where('id', '=', it.id).execute();
  await welcome(tx, it.id, ticket, to.people, to.step);
  const minutes = minutesOf(await pathOf(tx, it.path_id), 'acknowledge', it.urgency);
  return await nextDue(tx, { escalationId: it.id, ticket, stage: 'acknowledge', minutes, urgency: it.urgency as Urgency, personId: to.people.length === 1 ? to.people[0]! : null });
}

type Why = 'ran-out' | 'left' | 'passed-on';

/** Goes on to the next step at which somebody is there; at the last one those there are told again, so that it never falls silent. */
export async function climb(tx: Tx, actor: Actor, one: Found, why: Why, words?: string): Promise<void> {
  const { it, ticket, steps } = one;
  if (it.step >= steps.length - 1 && why === 'ran-out') return await remindLast(tx, one);
  const to = await landing(tx, steps, Math.min(it.step + 1, steps.length - 1), it.raised_by);
  await tables(tx).updateTable('escalations').set({ climbs: it.climbs + 1 }).where('id', '=', it.id).execute();
  const dueAt = await askAt(tx, it, ticket, to);
  const uid = newId();
  if (words) await keepWords(tx, uid, it.id, words);
  await tell(tx, actor, ticket, EscalationClimbed, {
    escalationId: it.id, from: it.step, step: to.step, asked: to.people, dueAt, why, skipped: to.skipped, last: to.step === steps.length - 1, raisedBy: it.raised_by, loud: loudnessOf(it.urgency as Urgency, it.climbs + 1),
  }, { uid, also: to.people.map((p) => `person:${p}`) });
}

async function remindLast(tx: Tx, { it, ticket, steps }: Found): Promise<void> {
  const people = await peopleAt(tx, steps.at(-1)!, it.raised_by);
  await welcome(tx, it.id, ticket, people, it.step);
  await remind(tx, { it, ticket, people, stage: 'acknowledge' });
}

async function remind(tx: Tx, { it, ticket, people, stage }: { it: Record; ticket: Ticket; people: readonly string[]; stage: 'acknowledge' | 'answer' | 'tell' }): Promise<void> {
  const reminders = it.reminders + 1;
  await tables(tx).updateTable('escalations').set({ reminders }).where('id', '=', it.id).execute();
  const minutes = reminderMinutes(minutesOf(await pathOf(tx, it.path_id), stage === 'acknowledge' ? 'acknowledge' : 'answer', it.urgency), reminders);
  const dueAt = await nextDue(tx, { escalationId: it.id, ticket, stage, minutes, urgency: it.urgency as Urgency, personId: people.length === 1 ? people[0]! : null });
  await tell(tx, system('escalation'), ticket, EscalationReminded, { escalationId: it.id, asked: [...people], raisedBy: it.raised_by, dueAt, loud: reminders > 1 || stage === 'acknowledge' ? 'lead' : 'mail' }, { also: people.map((p) => `person:${p}`) });
}

/** Time ran out for what had to happen next; called once by its clock, in the transaction that fires it. */
export async function ranOut(tx: Tx, escalationId: string): Promise<void> {
  const one = await lockedById(tx, escalationId);
  const { it, ticket } = one;
  switch (it.state) {
    case 'raised': return await climb(tx, system('escalation'), one, 'ran-out');
    case 'acknowledged': return await remind(tx, { it, ticket, people: [it.acknowledged_by!], stage: 'answer' });
    case 'answered': case 'told': return await remind(tx, { it, ticket, people: [it.closer_id], stage: 'tell' });
    default: return;
  }
}

/** Somebody left, went away or lost their team: whoever waits for them goes on to the next at once (E4). */
export async function recheck(tx: Tx, escalationId: string, gone: readonly string[]): Promise<void> {
  const one = await lockedById(tx, escalationId);
  const { it } = one;
  if (it.state === 'raised') {
    const staying = one.asked.filter((p) => !gone.includes(p));
    if (staying.length === one.asked.length) return;
    await letGo(tx, it.id, one.ticket, await deactivated(tx, gone));
    if (!staying.length) await climb(tx, system('escalation'), one, 'left');
  } else if (it.state === 'acknowledged' && gone.includes(it.acknowledged_by!)) await climb(tx, system('escalation'), one, 'left');
}

const deactivated = async (tx: Tx, people: readonly string[]): Promise<string[]> => {
  const there = await Promise.all(people.map((p) => actorFor(tx, p)));
  return people.filter((_, at) => there[at] === null);
};
