import { sql } from 'kysely';
import { clock } from '../../core/server/clock.ts';
import { replies } from '../../core/server/gates.ts';
import { attention } from '../tickets/attention.ts';

const stands: Readonly<Record<string, string>> = { raised: 'nobody has acknowledged it yet', acknowledged: 'somebody is on it', answered: 'answered; the customer does not know yet', told: 'the customer knows; to be closed' };

/** Escalations that are not over, for the hand-off sheet: what is needed, where it stands. Whose ticket may be seen is looked at by who asked. */
export const onTheSheet = replies(attention, async (db, _actor, { teamId }) => {
  const { rows } = await sql<{ ticket: string; path: string; state: string; need: string; due: string | null; who: string }>`select e.ticket_id as ticket, p.name as path, e.state, e.need, e.due_at as due, coalesce(e.acknowledged_by, e.closer_id) as who
    from escalations e join escalation_paths p on p.id = e.path_id join tickets t on t.id = e.ticket_id
    where e.state in ('raised', 'acknowledged', 'answered', 'told') and t.merged_into is null and ${teamId === null ? sql`true` : sql`t.team_id = ${teamId}::uuid`} order by e.due_at nulls last, e.id limit 200`.execute(db);
  return rows.map((r) => ({ section: 'escalations' as const, ticketId: r.ticket, line: `${r.path}: ${stands[r.state] ?? r.state}. Needed: ${r.need}`, dueAt: r.due, late: r.due !== null && Date.parse(r.due) < clock.ms(), personId: r.who }));
});
