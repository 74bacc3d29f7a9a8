import type { Out } from '../../core/contract.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { actorFor } from '../people/access.ts';
import { sees } from '../tickets/access.ts';
import type { Ticket } from '../tickets/tables.ts';
import { mentionedCannotSee, mentionedLeft, type mention } from './contract.ts';
import { tables } from './tables.ts';

export type Mention = Out<typeof mention>;

/** Refuses mentions that nobody would read: of somebody who left, of a team that is no more, of somebody who may not see the ticket. */
export async function reachable(tx: Tx, ticket: Ticket, mentions: readonly Mention[]): Promise<void> {
  const idsOf = (kind: Mention['kind']) => mentions.filter((m) => m.kind === kind).map((m) => m.id);
  const [people, teams] = [await named(tx, 'people', idsOf('person')), await named(tx, 'teams', idsOf('team'))];
  const left: string[] = [];
  const blind: string[] = [];
  for (const { kind, id } of mentions) {
    const name = (kind === 'person' ? people : teams).get(id);
    if (kind === 'team') { if (!name?.there) left.push(name?.name ?? 'a team'); continue; }
    const actor = name?.there ? await actorFor(tx, id) : null;
    if (!actor) left.push(name?.name ?? 'somebody');
    else if (!(await sees(tx, actor, ticket))) blind.push(name!.name);
  }
  if (left.length) refuse(mentionedLeft, { names: left });
  if (blind.length) refuse(mentionedCannotSee, { names: blind });
}

async function named(db: Reads, table: 'people' | 'teams', ids: readonly string[]): Promise<Map<string, { name: string; there: boolean }>> {
  if (!ids.length) return new Map();
  const rows = table === 'people'
    ? await tables(db).selectFrom('people').select(['id', 'name', 'deactivated_at as gone']).where('id', 'in', [...ids]).where('kind', '=', 'person').execute()
    : await tables(db).selectFrom('teams').select(['id', 'name', 'archived_at as gone']).where('id', 'in', [...ids]).execute();
  return new Map(rows.map((r) => [r.id, { name: r.name, there: r.gone === null }]));
}
