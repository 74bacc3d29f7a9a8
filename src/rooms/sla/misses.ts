import { system } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import type { ClockRecord } from '../clocks/tables.ts';
import { activeLeads } from '../people/queries.ts';
import { tell } from '../tickets/changes.ts';
import { lockForDue } from '../tickets/due-times.ts';
import type { SlaAtRisk, SlaMissed } from './contract.ts';
import type { Target } from './rules.ts';

/** A target is at risk, or was missed: a fact that everything else can react to. Owner and leads of the team are named in it. */
export async function targetSaid(tx: Tx, c: ClockRecord, fact: typeof SlaAtRisk | typeof SlaMissed): Promise<void> {
  const ticket = c.ticket_id ? await lockForDue(tx, c.ticket_id) : null;
  if (!ticket) return;
  const leads = await activeLeads(tx, ticket.team_id);
  const { policyId } = c.data as unknown as { policyId: string };
  await tell(tx, system('sla'), ticket, fact, { target: c.kind.slice(4) as Target, policyId, dueAt: c.due_at, ownerId: ticket.owner_id, leads }, { also: leads.map((l) => `person:${l}`) });
}
