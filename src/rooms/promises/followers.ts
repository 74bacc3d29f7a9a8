import { joins } from '../../core/server/journal.ts';
import type { Tx } from '../../core/server/db.ts';
import type { Actor } from '../../core/server/actor.ts';
import { onClock } from '../clocks/on-clock.ts';
import { Assigned, ReplyCancelled, Taken } from '../tickets/contract.ts';
import { ticketColumns } from '../tickets/ticket-row.ts';
import { breakPromise, dueSoon, passWithTicket, timeIsOver, unsay } from './promises.ts';
import { tables } from './tables.ts';

const toNewOwner = async (tx: Tx, actor: Actor, ticketId: string) =>
  await passWithTicket(tx, actor, await tables(tx).selectFrom('tickets').select(ticketColumns).where('id', '=', ticketId).executeTakeFirstOrThrow());

export const followers = [
  joins(Assigned, (tx, fact, actor) => toNewOwner(tx, actor, fact.about.id)),
  joins(Taken, (tx, fact, actor) => toNewOwner(tx, actor, fact.about.id)),
  joins(ReplyCancelled, (tx, fact, actor) => unsay(tx, actor, fact.data.messageId)),
] as const;

/** Reminded before it is due; broken when it was not kept: each once, in the transaction of its clock. */
export const onClocks = [onClock('promise', { warned: (tx, clock) => dueSoon(tx, clock.about_id), ranOut: (tx, clock) => timeIsOver(tx, clock.about_id) }), onClock('promise-grace', { ranOut: (tx, clock) => breakPromise(tx, clock.about_id) })] as const;
