import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { actNamed } from '../approvals/acts.ts';
import { decidersOf } from '../approvals/deciders.ts';
import { takeAct } from './contract.ts';
import { tables, type LeaveRecord } from './tables.ts';

/*
 * Leave is seen whole by the one who goes and by who leads a team of theirs; everybody else sees when somebody is away and
 * who stands in. Nobody decides about their own, but an admin where nobody else could.
 */

/** Those who lead somebody: leads of their teams, themselves left out. */
export async function leadsOver(db: Reads, personId: string): Promise<string[]> {
  const rows = await tables(db).selectFrom('members as m').innerJoin('members as l', (j) => j.onRef('l.team_id', '=', 'm.team_id').on('l.lead', '=', true)).innerJoin('people as p', 'p.id', 'l.person_id')
    .select('p.id').distinct().where('m.person_id', '=', personId).where('p.id', '!=', personId).where('p.role', 'in', ['lead', 'admin']).where('p.deactivated_at', 'is', null).orderBy('p.id').execute();
  return rows.map((r) => r.id);
}

/** Whom of these people the actor leads: admins everybody else, leads those of their teams. */
export async function ledAmong(db: Reads, actor: PersonActor, personIds: readonly string[]): Promise<Set<string>> {
  const others = personIds.filter((id) => id !== actor.id);
  if (actor.role === 'admin') return new Set(others);
  if (actor.role !== 'lead' || !actor.leads.length || !others.length) return new Set();
  return new Set((await tables(db).selectFrom('members').select('person_id').distinct().where('person_id', 'in', others).where('team_id', 'in', [...actor.leads]).execute()).map((m) => m.person_id));
}
export const leadsPerson = async (db: Reads, actor: PersonActor, personId: string): Promise<boolean> => (await ledAmong(db, actor, [personId])).has(personId);

/** Whether there is nobody else who could decide about an admin's own leave: then they do, with a reason that is kept and shown. */
export async function decidesAlone(db: Reads, actor: PersonActor, row: Pick<LeaveRecord, 'id' | 'person_id' | 'team_id'>): Promise<boolean> {
  if (actor.role !== 'admin' || actor.id !== row.person_id) return false;
  return (await decidersOf(db, actNamed(takeAct), { ticketId: null, teamId: row.team_id }, { leaveId: row.id }, actor.id)).length === 0;
}

/** Somebody one leads; who is not there and who is somebody else's answer alike (W-G1). */
export async function mustLead(db: Reads, actor: PersonActor, personId: string): Promise<void> {
  const there = await tables(db).selectFrom('people').select('id').where('id', '=', personId).where('kind', '=', 'person').executeTakeFirst();
  if (!there || !(await leadsPerson(db, actor, personId))) refuse(notFound);
}

/** A leave the actor sees whole; missing and forbidden ones answer alike (W-G1). */
export async function readableLeave(db: Reads, actor: PersonActor, id: string): Promise<{ row: LeaveRecord; leads: boolean }> {
  const row = (await tables(db).selectFrom('leaves').selectAll().where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  const leads = await leadsPerson(db, actor, row.person_id);
  return row.person_id === actor.id || leads ? { row, leads } : refuse(notFound);
}

/** The same, locked. The product itself may change any. */
export async function heldLeave(tx: Tx, actor: Actor, id: string): Promise<{ row: LeaveRecord; leads: boolean }> {
  const row = await tables(tx).selectFrom('leaves').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row || actor.kind === 'customer') return refuse(notFound);
  if (actor.kind === 'system') return { row, leads: false };
  const leads = await leadsPerson(tx, actor, row.person_id);
  return row.person_id === actor.id || leads ? { row, leads } : refuse(notFound);
}
