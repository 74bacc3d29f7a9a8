import { sql, type RawBuilder } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { storable } from '../../core/text.ts';
import { recognise } from '../customers/customers.ts';
import { normalEmail } from '../customers/rules.ts';
import { workableOne } from './access.ts';
import { tell } from './changes.ts';
import { ParticipantChanged, type participant } from './contract.ts';
import { tables, type Ticket } from './tables.ts';

export type Participant = Out<typeof participant>;
type Role = Participant['role'];
type Placed = Pick<Ticket, 'id' | 'team_id' | 'owner_id'>;
interface Who { readonly address: string; readonly name: string; readonly customerId: string }

const shape = (p: { address: string; name: string; customer_id: string; role: string; at: string }): Participant => ({ address: p.address, name: p.name, customerId: p.customer_id, role: p.role as Role, at: p.at });

/** Who takes part in a ticket and in those merged into it, the requester first. `proposed` are strangers waiting to be admitted. */
export async function participantsOf(db: Reads, ticketIds: readonly string[]): Promise<Participant[]> {
  const all = await tables(db).selectFrom('participants').select(['ticket_id', 'address', 'name', 'customer_id', 'role', 'at']).where('ticket_id', 'in', [...ticketIds]).orderBy('at').orderBy('address').execute();
  const found = new Map<string, Participant>();
  for (const p of all.toSorted((a, b) => ticketIds.indexOf(a.ticket_id) - ticketIds.indexOf(b.ticket_id))) if (!found.has(p.address)) found.set(p.address, shape(p));
  return [...found.values()].toSorted((a, b) => Number(b.role === 'requester') - Number(a.role === 'requester'));
}

/** What addresses are on a ticket; those that are no part of it are missing. Also asks the tickets merged into it. */
async function rolesOf(db: Reads, ticketId: string, addresses: readonly string[]): Promise<Map<string, Role>> {
  const rows = addresses.length ? await tables(db).selectFrom('participants as p').innerJoin('tickets as t', 't.id', 'p.ticket_id').select(['p.address', 'p.role'])
    .where(sql<boolean>`p.address = any(${addresses.map(normalEmail)}::text[])`).where((e) => e.or([e('t.id', '=', ticketId), e('t.merged_into', '=', ticketId)])).orderBy('p.at', 'desc').execute() : [];
  // The earliest comes last and stays.
  return new Map(rows.map((r) => [r.address, r.role as Role]));
}
/** The same of one address, as part of a larger question about the ticket `ticket`. */
export const roleIn = (ticket: RawBuilder<unknown>, address: string): RawBuilder<Role | null> =>
  sql`(select p.role from participants p join tickets pt on pt.id = p.ticket_id where p.address = ${normalEmail(address)} and (pt.id = ${ticket} or pt.merged_into = ${ticket}) order by p.at limit 1)`;
const roleOf = async (db: Reads, ticketId: string, address: string): Promise<Role | null> => (await rolesOf(db, ticketId, [address])).get(normalEmail(address)) ?? null;

/**
 * The sender of a message on a ticket: known ones keep what they are, new ones become `role`; a stranger is `proposed`
 * and gets nothing until somebody lets them in. Answers what they are.
 */
export async function meet(tx: Tx, actor: Actor, ticket: Placed, who: Who, role: 'requester' | 'copied' | 'proposed'): Promise<Role> {
  const known = await roleOf(tx, ticket.id, who.address);
  if (known) return known;
  await put(tx, actor, ticket, who, role, null);
  return role;
}

/** Adds people who get replies from now on, never what was written before (W-A8). Who was kept out by a teammate stays out unless a teammate adds them. */
export async function addCopied(tx: Tx, actor: Actor, ticket: Placed, people: readonly { readonly name: string; readonly address: string }[]): Promise<void> {
  const roles = await rolesOf(tx, ticket.id, people.map((p) => p.address));
  for (const { name, address } of people) {
    const known = roles.get(normalEmail(address)) ?? null;
    if (known === 'requester' || known === 'copied' || (known !== null && actor.kind !== 'person')) continue;
    await put(tx, actor, ticket, { name, address, customerId: await recognise(tx, actor, { address, name }) }, 'copied', known);
    roles.set(normalEmail(address), 'copied');
  }
}

/** Lets somebody who wrote take part from now on. */
export const admit = (tx: Tx, actor: Actor, ticketId: string, address: string): Promise<void> => settle(tx, actor, ticketId, address, 'copied');
/** Keeps somebody out; what they wrote stays to be read. The requester cannot be kept out. */
export const keepOut = (tx: Tx, actor: Actor, ticketId: string, address: string): Promise<void> => settle(tx, actor, ticketId, address, 'refused');

async function settle(tx: Tx, actor: Actor, ticketId: string, address: string, role: 'copied' | 'refused'): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  const row = await tables(tx).selectFrom('participants').selectAll().where('ticket_id', '=', ticketId).where('address', '=', normalEmail(address)).executeTakeFirst();
  if (!row || row.role === 'requester') return refuse(notFound);
  if (row.role !== role) await put(tx, actor, ticket, { address, name: row.name, customerId: row.customer_id }, role, row.role as Role);
}

async function put(tx: Tx, actor: Actor, ticket: Placed, who: Who, role: Role, was: Role | null): Promise<void> {
  const row = { ticket_id: ticket.id, address: normalEmail(who.address), name: storable(who.name).slice(0, 200), customer_id: who.customerId, role, at: clock.now() };
  const put = await tables(tx).insertInto('participants').values(row).onConflict((c) => c.columns(['ticket_id', 'address']).doUpdateSet({ role })).returningAll().executeTakeFirstOrThrow();
  // Whoever opens a ticket is told by its opening.
  if (role !== 'requester') await tell(tx, actor, ticket, ParticipantChanged, { participant: shape(put), was });
}
