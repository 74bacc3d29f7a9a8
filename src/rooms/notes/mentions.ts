import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { actorFor } from '../people/access.ts';
import { reachable as standsIn } from '../shifts/availability.ts';
import { sees } from '../tickets/access.ts';
import type { Ticket } from '../tickets/tables.ts';
import { mentionedCannotSee, mentionedLeft, mentionStorm, noteSettings, tooManyMentions, type mention } from './contract.ts';
import { tables } from './tables.ts';

export type Mention = Out<typeof mention>;
export type Meant = Pick<Mention, 'kind' | 'id'>;

/** Refuses mentions that nobody would read: of somebody who left, of a team that is no more, of somebody who may not see the ticket. */
export async function reachable(tx: Tx, ticket: Ticket, mentions: readonly Meant[]): Promise<void> {
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

/** On whose list an ask comes: the one who is meant, or who stands in while they are away, as far as that is somebody else who sees the ticket. */
export async function standIn(tx: Tx, ticket: Ticket, askedBy: string, meant: Meant): Promise<{ personId: string | null; teamId: string | null; forId: string | null }> {
  if (meant.kind === 'team') return { personId: null, teamId: meant.id, forId: null };
  const cover = await standsIn(tx, meant.id);
  const actor = cover && cover !== meant.id && cover !== askedBy ? await actorFor(tx, cover) : null;
  return actor && (await sees(tx, actor, ticket)) ? { personId: cover, teamId: null, forId: meant.id } : { personId: meant.id, teamId: null, forId: null };
}

/** Refuses a storm: too many in one note, or too many of one writer within the hour. `fresh` are those not mentioned before. */
export async function calm(tx: Tx, actor: PersonActor, ticket: Ticket, mentions: readonly Meant[], fresh: number): Promise<void> {
  if (!fresh) return;
  const { mentionsPerNote, mentionsPerHour } = await readSettings(tx, noteSettings, ticket.team_id);
  if (mentions.length > mentionsPerNote) refuse(tooManyMentions, { most: mentionsPerNote });
  const { n } = await tables(tx).selectFrom('notes').select((e) => e.fn.coalesce(e.fn.sum<number>('mention_count'), e.lit(0)).as('n')).where('person_id', '=', actor.id).where('mention_count', '>', 0)
    .where((e) => e(e.fn.coalesce('edited_at', 'at'), '>', clock.iso(-3600_000))).executeTakeFirstOrThrow();
  if (Number(n) + fresh > mentionsPerHour) refuse(mentionStorm, { most: mentionsPerHour });
}
