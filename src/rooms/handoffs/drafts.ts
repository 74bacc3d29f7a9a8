import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { actNamed, isFree } from '../approvals/acts.ts';
import { owedOn } from '../promises/queries.ts';
import { tasksOn } from '../subtasks/queries.ts';
import { seen } from '../tickets/queries.ts';
import { handoffSettings, type carriedPromise, type draft } from './contract.ts';
import { prefill, type Said } from './prefills.ts';
import { tables } from './tables.ts';

/** Open promises on a ticket, as a handoff carries them. */
export async function promisesOn(db: Reads, ticketId: string): Promise<Out<typeof carriedPromise>[]> {
  return (await owedOn(db, ticketId)).map(({ id, text, dueAt }) => ({ id, text, dueAt }));
}

const enough = 20;
/** A handoff of this ticket, filled in as far as the ticket itself tells. */
export async function draftFor(db: Reads, actor: PersonActor, ticketId: string): Promise<Out<typeof draft>> {
  const { row, family } = await seen(db, actor, ticketId);
  const messages = await tables(db).selectFrom('messages as m').leftJoin('people as p', 'p.id', 'm.person_id').select(['m.direction', 'm.text', 'p.name']).where('m.ticket_id', 'in', family)
    .where('m.delivery', '!=', 'cancelled').orderBy('m.at', 'desc').orderBy('m.id', 'desc').limit(enough).execute();
  const notes = await tables(db).selectFrom('notes as n').innerJoin('people as p', 'p.id', 'n.person_id').select(['n.text', 'p.name']).where('n.ticket_id', 'in', family).where('n.removed_at', 'is', null).orderBy('n.at', 'desc').limit(enough).execute();
  const noted = await tables(db).selectFrom('ticket_progress').select(['validation', 'next_step']).where('ticket_id', '=', row.id).executeTakeFirst();
  const settings = await readSettings(db, handoffSettings, row.teamId);
  const said = (all: readonly { name: string | null; text: string }[]): Said[] => all.toReversed().map((one) => ({ by: first(one.name ?? ''), text: one.text }));
  const begun = prefill({
    customer: row.customerName, lastFromCustomer: messages.find((m) => m.direction === 'in')?.text ?? null, replies: said(messages.filter((m) => m.direction === 'out')), notes: said(notes),
    tasks: await tasksOn(db, family), progress: noted ? { validation: noted.validation, next: noted.next_step } : null,
  });
  return {
    ...begun, promised: '', promises: await promisesOn(db, row.id), urgency: row.priority === 'urgent' ? 'urgent' : row.priority === 'low' ? 'low' : 'normal', reason: settings.reasons[0]!.key, reasons: settings.reasons,
    minutesToAccept: settings.minutesToAccept, subject: row.subject, customer: row.customerName, atOnce: await isFree(db, actor, actNamed('handoffs.reassign'), { ticketId: row.id, teamId: row.teamId }, {}),
  };
}

const first = (name: string): string => name.split(' ')[0]!;
