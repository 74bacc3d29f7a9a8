import { sql } from 'kysely';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Actor } from '../../core/server/actor.ts';
import { answers, replies } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { runs } from '../people/access.ts';
import { peopleOwn } from '../people/people.ts';
import { customerPast } from '../customers/verifications.ts';
import { visible } from '../tickets/access.ts';
import { besideTicket } from '../tickets/beside.ts';
import { closingNeeds } from '../tickets/closing-needs.ts';
import { mayMerge } from '../tickets/contract.ts';
import { entryContents } from '../tickets/queries.ts';
import { openOn } from './closings.ts';
import { EscalationRaised, escalationSettings, mergeOpen } from './contract.ts';
import { forcedTag } from './forced.ts';
import { wordsOf } from './kept-words.ts';
import { byIds, ofTicket } from './queries.ts';
import type { State } from './rules.ts';
import { onTheSheet } from './sheet-lines.ts';
import { openStates, tables } from './tables.ts';

const overrides = (actor: Actor, teamId: string): boolean => actor.kind === 'person' && runs(actor as PersonActor, teamId);
const said = (open: Awaited<ReturnType<typeof openOn>>, mayOverride: boolean) => ({ escalations: open.map((e) => ({ id: e.id, pathName: e.name, state: e.state as State, closerId: e.closer_id, ticketId: e.ticket_id })), mayOverride });

/** What is escalated and not closed stands before closing the ticket, whatever its team asks for (Q9); so does what a tag forces to be escalated. Leads end both with a reason. */
const open = replies(closingNeeds, async (db, actor, { ticketId, teamId }) => {
  const mayOverride = overrides(actor, teamId);
  const running = await openOn(db, ticketId);
  if (running.length) return running.map((e) => ({ id: e.id, kind: 'escalation', words: `Escalation to ${e.name}`, required: true, firm: true, act: 'escalation', data: { state: e.state as State, closerId: e.closer_id, mayOverride } }));
  const { forced } = await readSettings(db, escalationSettings, null);
  const tag = forced.length ? await forcedTag(db, await tables(db).selectFrom('tickets').select(['id', 'tags']).where('id', '=', ticketId).executeTakeFirstOrThrow(), forced) : null;
  return tag ? [{ id: ticketId, kind: 'must-escalate', words: `Tickets tagged ${tag.tag} are escalated before they are closed`, required: true, firm: true, act: 'escalate', data: { ...tag, mayOverride } }] : [];
});

/** Merging closes the ticket that goes: its escalation would lie nowhere. */
const merging = answers(mayMerge, async (tx, actor, { ticketId, teamId }) => {
  const open = await openOn(tx, ticketId);
  if (open.length) refuse(mergeOpen, said(open, overrides(actor, teamId)));
});

export const gates = [merging] as const;

/** What stands in entries of escalations: the form, and the reasons given with later steps. That the viewer sees the ticket has been looked at. */
const contents = replies(entryContents, async (db, actor, { entries }) => {
  if (actor.kind !== 'person') return {};
  const own = entries.filter((e) => e.name.startsWith('escalations.'));
  if (!own.length) return {};
  const raised = await byIds(db, actor, own.filter((e) => e.name === EscalationRaised.name).map((e) => e.id));
  const words = await wordsOf(db, own.map((e) => e.id));
  return { ...Object.fromEntries([...words].map(([id, text]) => [id, { words: text }])), ...Object.fromEntries(raised.map((e) => [e.id, e])) };
});

/** What a teammate who leaves still has to do. It goes on to others by itself; whoever lets them go should know. */
const owned = replies(peopleOwn, async (db, _actor, { personId }) => {
  const { n } = await tables(db).selectFrom('escalations').select((e) => e.fn.countAll<number>().as('n')).where('state', 'in', [...openStates])
    .where((e) => e.or([e.and([e('state', 'in', ['answered', 'told']), e('closer_id', '=', personId)]), e.and([e('state', '=', 'acknowledged'), e('acknowledged_by', '=', personId)])])).executeTakeFirstOrThrow();
  return { kind: 'escalation', count: n, say: n === 1 ? '1 escalation to answer or to close' : `${n} escalations to answer or to close` };
});

/** Earlier escalations of a customer, as far as the asker sees their tickets; withdrawn ones were none. */
const past = replies(customerPast, async (db, actor, { customerId }) => {
  if (actor.kind !== 'person') return { kind: 'escalation' as const, count: 0, lastAt: null };
  const { rows } = await sql<{ n: number; last: string | null }>`select count(*)::int as n, max(e.raised_at) as last from escalations e join tickets t on t.id = e.ticket_id where t.customer_id = ${customerId} and e.state <> 'withdrawn' and ${visible(actor)}`.execute(db);
  return { kind: 'escalation' as const, count: rows[0]?.n ?? 0, lastAt: rows[0]?.last ?? null };
});

/** A ticket's escalations, next to it. */
const beside = replies(besideTicket, async (db, actor, { ticketId }) => (actor.kind === 'person' ? [{ key: ['escalations', 'ticket', ticketId], data: await ofTicket(db, actor, ticketId) }] : []));

export const portReplies = [contents, owned, onTheSheet, past, open, beside] as const;
