import { sql } from 'kysely';
import type { In } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { atLeast } from '../../core/server/actor.ts';
import { mayBeGiven } from '../shifts/eligibility.ts';
import { visible } from '../tickets/access.ts';
import { rowsOf } from '../tickets/ticket-row.ts';
import { claimsOf, openClaims, shape } from './claim-answers.ts';
import { noTeam, type queues } from './contract.ts';
import { tables } from './tables.ts';
import { policiesOf, slotsIn, teamsOf, turnFor } from './turns.ts';

const shown = 30;
const mostWorking = 200;

/** A queue as it would be served to this person now, with why; and who works on what. */
export async function queueView(db: Reads, actor: PersonActor, teamId: string | undefined): Promise<In<typeof queues.queue.spec.output>> {
  const teamIds = await teamsOf(db, actor, teamId);
  const policies = await policiesOf(db, teamIds);
  const turn = await turnFor(db, actor, policies, shown);
  const first = turn.queue.slice(0, shown);
  const claims = teamIds.length ? (await openClaims(db).where('c.team_id', 'in', teamIds).orderBy('c.at').limit(mostWorking).execute()).map(shape) : [];
  const rows = new Map((await rowsOf(db, [...first.map((one) => one.id), ...claims.map((c) => c.ticketId)])).map((row) => [row.id, row]));
  return {
    teamIds, total: await waitingIn(db, teamIds), canTake: await canTake(db, actor, teamIds, slotsIn(policies)),
    items: first.flatMap((one) => { const ticket = rows.get(one.id); return ticket ? [{ ticket, reasons: turn.reasons(one), since: new Date(one.queuedAt).toISOString() }] : []; }),
    working: claims.flatMap((c) => { const ticket = rows.get(c.ticketId); return ticket ? [{ ...c, ticket }] : []; }),
  };
}

/** How many stand in these queues, those being worked on among them. */
async function waitingIn(db: Reads, teamIds: readonly string[]): Promise<number> {
  const { n } = await tables(db).selectFrom('ticket_tallies').select((e) => e.fn.coalesce(e.fn.sum<number>('n'), e.lit(0)).as('n')).where('team_id', '=', sql<string>`any(${[...teamIds]}::uuid[])`).where('owner_id', 'is', null).where('status', '=', 'open').executeTakeFirstOrThrow();
  return Number(n);
}

async function canTake(db: Reads, actor: PersonActor, teamIds: readonly string[], most: number): Promise<{ ok: boolean; why: string }> {
  const no = (why: string) => ({ ok: false, why });
  if (!atLeast(actor.role, 'agent')) return no('You read and write notes here; agents take tickets.');
  if (!teamIds.length) return no(noTeam.say);
  const given = (await mayBeGiven(db, actor, [actor.id], { teamId: teamIds.length === 1 ? teamIds[0]! : null })).get(actor.id)!;
  if (!given.ok) return no(given.why?.say ?? '');
  const mine = await claimsOf(db, actor.id);
  return mine.length < most ? { ok: true, why: '' } : no(mine.length === 1 ? `You work on #${mine[0]!.number}. Keep it, close it or give it back first.` : `You work on ${mine.length} tickets. Finish one of them first.`);
}

/** What was taken out of its turn in a team, newest first, as far as the asker may see the tickets. */
export async function picksIn(db: Reads, actor: PersonActor, teamId: string): Promise<In<typeof queues.picks.spec.output>> {
  const rows = await tables(db).selectFrom('queue_picks as p').innerJoin('tickets as t', 't.id', 'p.ticket_id').select(['p.id', 'p.ticket_id', 't.number', 't.subject', 'p.team_id', 'p.person_id', 'p.reason', 'p.at'])
    .where('p.team_id', '=', teamId).where(visible(actor)).orderBy('p.at', 'desc').limit(50).execute();
  return { items: rows.map((p) => ({ id: p.id, ticketId: p.ticket_id, number: p.number, subject: p.subject, teamId: p.team_id, personId: p.person_id, reason: p.reason, at: p.at })) };
}
