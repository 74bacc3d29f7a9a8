import type { Out } from '../../core/contract.ts';
import type { Reads } from '../../core/server/db.ts';
import { familyOf } from '../tickets/families.ts';
import type { Ticket } from '../tickets/tables.ts';
import { ForceOverridden, type escalationSettings } from './contract.ts';
import { tables } from './tables.ts';

type Forced = Out<typeof escalationSettings.schema>['forced'];

/**
 * The tag that forces this ticket to be escalated before it is closed, while it was not; null when none does, it was
 * escalated (and that not withdrawn), or a lead let it pass.
 */
export async function forcedTag(db: Reads, ticket: Pick<Ticket, 'id' | 'tags'>, forced: Forced): Promise<Forced[number] | null> {
  const rule = forced.find((one) => ticket.tags.includes(one.tag.toLowerCase()));
  if (!rule) return null;
  const family = await familyOf(db, ticket.id);
  const done = await tables(db).selectFrom('escalations').select('id').where('ticket_id', 'in', family).where('state', '!=', 'withdrawn').limit(1).executeTakeFirst();
  if (done) return null;
  const passed = await db.selectFrom('facts').select('id').where('about_id', 'in', family).where('name', '=', ForceOverridden.name).where('shown', '=', true).limit(1).executeTakeFirst();
  return passed ? null : rule;
}
