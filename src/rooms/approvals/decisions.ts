import { z } from 'zod';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { id, words } from '../../core/shapes.ts';
import { readable, workableOne } from '../tickets/access.ts';
import { tell } from '../tickets/changes.ts';
import { actNamed, mustAsk, reservedAct } from './acts.ts';
import { rulesFor } from './authorities.ts';
import { placeOf } from './children.ts';
import { DecisionRecorded, topicKey, topicUnknown, type authority, type decision } from './contract.ts';
import { decidersOf } from './deciders.ts';
import { leftOf, limitOf, within, type TopicRule } from './rules.ts';
import { tables } from './tables.ts';

export type Decision = Out<typeof decision>;
const data = z.object({ ticketId: id, id, topic: topicKey, amount: z.number().min(0).max(1_000_000_000), reason: words(1000) });
type Data = z.output<typeof data>;
const cents = (amount: number): number => Math.round(amount * 100);

/** What somebody decided alone about a topic on a ticket already: a limit is one for the ticket, however it is cut up. */
async function spent(db: Reads, personId: string, ticketId: string, topic: string): Promise<number> {
  const { sum } = await tables(db).selectFrom('decisions').select((e) => e.fn.coalesce(e.fn.sum<number>('cents'), e.lit(0)).as('sum'))
    .where('ticket_id', '=', ticketId).where('person_id', '=', personId).where('topic', '=', topic).where('approval_id', 'is', null).executeTakeFirstOrThrow();
  return Number(sum) / 100;
}

async function ruleOf(db: Reads, teamId: string, topic: string): Promise<TopicRule> {
  const rule = (await rulesFor(db, teamId))[topic];
  return rule && !rule.off ? rule : refuse(topicUnknown);
}

/** Recording a decision above one's own limit (A4). Who says yes must have the limit for it themselves. */
export const decideAbove = reservedAct({
  name: 'approvals.decision', say: 'Decide above one’s own limit', help: '', data, standard: { asks: 'nobody', above: null, except: [] },
  about: (db, { ticketId }) => placeOf(db, ticketId),
  async words(db, { ticketId, topic, amount }) {
    const rule = await ruleOf(db, (await placeOf(db, ticketId)).teamId, topic);
    return `${rule.name} of ${amount} ${rule.currency}`;
  },
  async free(db, actor, { teamId }, { ticketId, topic, amount }) {
    return within(amount + (await spent(db, actor.id, ticketId, topic)), limitOf(await ruleOf(db, teamId, topic), actor, teamId));
  },
  mayDecide: async (db, decider, { teamId }, { topic, amount }) => within(amount, limitOf(await ruleOf(db, teamId, topic), decider, teamId)),
  async perform(tx, requester, what, given) { await recordDecision(tx, requester, what.ticketId, what, given.id); },
});

/** Writes down what was decided for the customer: within one's limit at once, above it only under an approval. */
export async function recordDecision(tx: Tx, actor: PersonActor, ticketId: string, what: Omit<Data, 'ticketId'>, approvalId: string | null = null): Promise<Decision> {
  const ticket = await workableOne(tx, actor, ticketId);
  const rule = await ruleOf(tx, ticket.team_id, what.topic);
  const asked = { ticketId, id: what.id, topic: what.topic, amount: what.amount, reason: what.reason };
  if (!approvalId) await mustAsk(tx, actor, decideAbove.name, { ticketId, teamId: ticket.team_id, data: asked });
  const row = await tables(tx).insertInto('decisions').values({
    id: what.id, ticket_id: ticketId, person_id: actor.id, topic: what.topic, topic_name: rule.name, cents: cents(what.amount), currency: rule.currency, reason: what.reason, approval_id: approvalId, at: clock.now(),
  }).returningAll().executeTakeFirstOrThrow();
  await tell(tx, actor, ticket, DecisionRecorded, { decisionId: row.id, topic: row.topic, amount: row.cents / 100, currency: row.currency, approvalId }, { uid: row.id });
  return shape(row);
}

type Row = { id: string; ticket_id: string; person_id: string; topic: string; topic_name: string; cents: number; currency: string; reason: string; approval_id: string | null; at: string };
const shape = (d: Row): Decision => ({ id: d.id, ticketId: d.ticket_id, personId: d.person_id, topic: d.topic, topicName: d.topic_name, amount: d.cents / 100, currency: d.currency, reason: d.reason, approvalId: d.approval_id, at: d.at });

export const decisionsByIds = async (db: Reads, ids: readonly string[]): Promise<Decision[]> =>
  ids.length ? (await tables(db).selectFrom('decisions').selectAll().where('id', 'in', [...ids]).execute()).map(shape) : [];

/** Who decides what about a ticket, how much is left of the asker's own limits on it, and what was decided. */
export async function authorityOf(db: Reads, actor: PersonActor, ticketId: string): Promise<Out<typeof authority>> {
  const { team_id: teamId } = await readable(db, actor, ticketId);
  const rules = Object.entries(await rulesFor(db, teamId)).filter(([, rule]) => !rule.off);
  const leads = await decidersOf(db, { ...actNamed(decideAbove.name), mayDecide: undefined }, { ticketId, teamId }, {}, actor.id);
  const names = new Map((await tables(db).selectFrom('people').select(['id', 'name']).where('id', 'in', [actor.id, ...rules.flatMap(([, r]) => Object.keys(r.people))]).where('deactivated_at', 'is', null).execute()).map((p) => [p.id, p.name]));
  const topics = await Promise.all(rules.map(async ([topic, rule]) => {
    const mine = limitOf(rule, actor, teamId);
    const people = new Map(leads.filter((l) => l.lead).map((l) => [l.id, { id: l.id, name: l.name, limit: rule.people[l.id] === undefined ? rule.leads : rule.people[l.id]! }]));
    for (const [person, limit] of Object.entries(rule.people)) if (person !== actor.id && names.has(person)) people.set(person, { id: person, name: names.get(person)!, limit });
    return { topic, name: rule.name, currency: rule.currency, mine, left: leftOf(mine, await spent(db, actor.id, ticketId, topic)), leads: rule.leads, admins: rule.admins, people: [...people.values()] };
  }));
  const made = await tables(db).selectFrom('decisions').selectAll().where('ticket_id', '=', ticketId).orderBy('at', 'desc').limit(50).execute();
  return { topics, decisions: made.map(shape) };
}
