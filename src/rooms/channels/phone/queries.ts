import { sql } from 'kysely';
import type { Out } from '../../../core/contract.ts';
import { atLeast, type PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import type { Reads } from '../../../core/server/db.ts';
import { readSettings } from '../../../core/server/settings.ts';
import { shortened } from '../../../core/text.ts';
import { customerById } from '../../customers/queries.ts';
import { verificationOf } from '../../customers/verifications.ts';
import { owedOn } from '../../promises/queries.ts';
import { readable, visible } from '../../tickets/access.ts';
import { familyOf } from '../../tickets/families.ts';
import type { ContactAttempt } from '../../tickets/closing-needs.ts';
import type { Ticket } from '../../tickets/tables.ts';
import { works } from '../../tickets/rules.ts';
import { phoneSettings, type card, type contact } from './contract.ts';
import { quotablesFor } from './quotables.ts';
import { advise, mostRead, quietAt, readBackFrom, type Attempts, type Outcome } from './rules.ts';
import { tables } from './tables.ts';

export type Contact = Out<typeof contact>;

/** What was tried on a ticket and on those merged into it, by channel, the last used first: messages and calls. */
async function attemptsOn(db: Reads, family: readonly string[]): Promise<Attempts[]> {
  const { rows } = await sql<Omit<Attempts, 'times'> & { times: string[] | null }>`select x.channel, count(*) filter (where x.ours)::int as tried, count(*) filter (where x.ours and x.outcome in ('answered', 'called-back'))::int as reached, count(*) filter (where not x.ours)::int as heard,
      max(x.at) filter (where x.ours) as "triedAt", max(x.at) filter (where not x.ours) as "heardAt", (array_agg(x.outcome order by x.at desc) filter (where x.outcome is not null))[1] as "lastOutcome",
      to_jsonb((array_agg(x.at order by x.at desc) filter (where x.ours))[1:5]) as times
    from (select channel, at, direction = 'out' as ours, null::text as outcome from messages where ticket_id = any(${[...family]}::uuid[]) and delivery not in ('cancelled', 'failed', 'bounced')
      union all select channel, started_at, direction = 'out', outcome from calls where ticket_id = any(${[...family]}::uuid[]) and discarded_at is null) x
    group by x.channel order by max(x.at) desc`.execute(tables(db));
  return rows.map((r) => ({ ...r, times: (r.times ?? []).map((at) => new Date(at).toISOString()) }));
}

/** How to reach the customer of a ticket. */
export async function contactOn(db: Reads, actor: PersonActor, ticketId: string): Promise<Contact> {
  const ticket = await readable(db, actor, ticketId);
  const { quietFrom, quietTo } = await readSettings(db, phoneSettings, ticket.team_id);
  const customer = ticket.customer_id ? await customerById(db, ticket.customer_id) : null;
  const addresses = customer ? await tables(db).selectFrom('customer_addresses').select(['id', 'kind', 'value', 'main', 'trouble']).where('customer_id', '=', customer.id).orderBy('kind').orderBy('main', 'desc').orderBy('made_at').orderBy('id').limit(50).execute() : [];
  const attempts = await attemptsOn(db, await familyOf(db, ticketId));
  const verified = await verificationOf(db, ticket.customer_id);
  const quiet = customer?.zone ? quietAt({ from: quietFrom, to: quietTo }, clock.ms(), customer.zone) : false;
  const has = { phone: addresses.some((a) => a.kind === 'phone'), email: addresses.some((a) => a.kind === 'email') };
  const preferred = customer?.preferredContact ?? 'unknown';
  return {
    customer: customer && { id: customer.id, name: customer.name, zone: customer.zone, preferred }, addresses: addresses.map((a) => ({ ...a, kind: a.kind as 'email' | 'phone' })), attempts,
    advice: advise({ name: customer?.name ?? '', preferred, has, attempts, quiet, now: clock.ms() }), quiet: { from: quietFrom, to: quietTo, now: quiet },
    verified: verified?.valid ? { how: verified.how, at: verified.at, until: verified.until } : null, may: { call: atLeast(actor.role, 'agent') && works(actor, { teamId: ticket.team_id, ownerId: ticket.owner_id }) && ticket.merged_into === null },
  };
}

const lastContacts = 6;
interface ContactRow { id: string; at: string; channel: string; direction: 'out' | 'in'; words: string; outcome: Outcome | null; personId: string | null }
/** The last contacts with a customer on tickets the actor sees; without a customer, those of the ticket. */
async function contactsWith(db: Reads, actor: PersonActor, ticket: Ticket): Promise<ContactRow[]> {
  const those = ticket.customer_id ? sql`t.customer_id = ${ticket.customer_id}` : sql`t.id = ${ticket.id}`;
  const { rows } = await sql<ContactRow>`with t as (select t.id from tickets t where ${those} and ${visible(actor)} order by t.last_message_at desc limit 20)
    (select m.id, m.at, m.channel, m.direction, left(m.text, 400) as words, null as outcome, m.person_id as "personId" from messages m where m.ticket_id in (select id from t) and m.delivery <> 'cancelled' order by m.at desc limit ${lastContacts})
    union all (select c.id, c.started_at, c.channel, c.direction, left(c.notes, 400), c.outcome, c.person_id from calls c where c.ticket_id in (select id from t) and c.discarded_at is null and c.ended_at is not null order by c.started_at desc limit ${lastContacts})
    order by at desc limit ${lastContacts}`.execute(db);
  return rows.map((r) => ({ ...r, words: shortened(r.words.replace(/\s+/g, ' ').trim(), 160) }));
}

/** All that one needs to know before a call, on one card (Q13). */
export async function cardFor(db: Reads, actor: PersonActor, ticketId: string): Promise<Out<typeof card>> {
  const ticket = await readable(db, actor, ticketId);
  const { asks, readBack } = await readSettings(db, phoneSettings, ticket.team_id);
  const family = await familyOf(db, ticketId);
  const said = await tables(db).selectFrom('messages').select(['id as entryId', 'at', sql<string>`left(text, ${sql.lit(mostRead)})`.as('text')]).where('ticket_id', 'in', family).where('delivery', '!=', 'cancelled').orderBy('at', 'desc').limit(20).execute();
  return {
    contacts: await contactsWith(db, actor, ticket), promises: await owedOn(db, ticketId), asks, quotables: await quotablesFor(db, actor, ticket),
    readBack: readBackFrom(readBack, said),
  };
}

/** What was tried by calls and by hand, for those who ask before closing: only what we tried, oldest first. Calls and mails that came in are no attempts. */
export async function attemptsTried(db: Reads, ticketId: string): Promise<ContactAttempt[]> {
  const rows = await tables(db).selectFrom('calls').select(['id', 'channel', 'started_at', 'person_id', 'outcome']).where('ticket_id', 'in', await familyOf(db, ticketId)).where('direction', '=', 'out').where('discarded_at', 'is', null)
    .where('outcome', 'is not', null).where('outcome', '!=', 'wrong-number').orderBy('started_at').orderBy('id').execute();
  return rows.map((r) => ({ id: r.id, channel: r.channel, at: r.started_at, personId: r.person_id, reached: r.outcome === 'answered' || r.outcome === 'called-back' }));
}
