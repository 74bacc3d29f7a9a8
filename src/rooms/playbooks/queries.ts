import { sql } from 'kysely';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { mayShare } from '../tickets/access.ts';
import { seen } from '../tickets/queries.ts';
import { fits, inForce, type Playbook, type Told, type Why } from './rules.ts';
import { tables } from './tables.ts';

export const columns = ['id', 'team_id', 'replaces', 'active', 'name', 'trigger', 'steps', 'version', 'removed_at'] as const;
export interface Row { id: string; team_id: string | null; replaces: string | null; active: boolean; name: string; trigger: unknown; steps: unknown; version: number; removed_at: string | null }
const shape = (actor: PersonActor) => (r: Row): Playbook => ({
  id: r.id, teamId: r.team_id, replaces: r.replaces, active: r.active, name: r.name, trigger: r.trigger as Playbook['trigger'], steps: r.steps as Playbook['steps'], version: r.version, may: { edit: mayShare(actor, r.team_id) },
});

const ofTeams = (db: Reads, teams: readonly string[]) => tables(db).selectFrom('playbooks').select(columns).where('removed_at', 'is', null).where((e) => e.or([e('team_id', 'is', null), ...(teams.length ? [e('team_id', 'in', [...teams])] : [])])).orderBy('name').orderBy('id');

/** Those of the workspace and of teams the actor sees, by name. */
export const listPlaybooks = async (db: Reads, actor: PersonActor): Promise<{ items: Playbook[] }> => ({ items: (await ofTeams(db, actor.sees).execute()).map(shape(actor)) });

/** One that the actor may read; missing and forbidden ones answer alike. */
export async function readablePlaybook(db: Reads, actor: PersonActor, id: string): Promise<Row> {
  const row = await tables(db).selectFrom('playbooks').select(columns).where('id', '=', id).executeTakeFirst();
  return row && (row.team_id === null || actor.sees.includes(row.team_id)) ? row : refuse(notFound);
}
export const playbookById = async (db: Reads, actor: PersonActor, id: string): Promise<Playbook> => shape(actor)(await readablePlaybook(db, actor, id));

const most = 10;
/** What the customer wrote since our last reply, newest first. */
export const sinceQuery = (family: readonly string[]) => sql<{ id: string; text: string; at: string }>`
  select m.id, left(m.text, 8000) as text, m.at from messages m where m.ticket_id = any(${[...family]}::uuid[]) and m.direction = 'in'
    and (m.at, m.id) > (select coalesce(max(r.at), '-infinity'), '00000000-0000-0000-0000-000000000000'::uuid from messages r where r.ticket_id = any(${[...family]}::uuid[]) and r.direction = 'out' and r.delivery <> 'cancelled')
  order by m.at desc, m.id desc limit ${sql.lit(most)}`;

/** Which playbooks fit a ticket now, and why, without those the actor set aside. */
export async function fittingFor(db: Reads, actor: PersonActor, ticketId: string): Promise<{ items: { playbookId: string; why: Why }[] }> {
  const { row, family } = await seen(db, actor, ticketId);
  if (row.status === 'closed' || row.mergedInto) return { items: [] };
  const [all, { rows: since }, replied, earlier, aside] = await Promise.all([
    ofTeams(db, [row.teamId]).execute(), sinceQuery(family).execute(db),
    tables(db).selectFrom('messages').select('id').where('ticket_id', 'in', family).where('direction', '=', 'out').where('delivery', '!=', 'cancelled').limit(1).executeTakeFirst(),
    row.customerId ? tables(db).selectFrom('tickets').select('id').where('customer_id', '=', row.customerId).where('id', 'not in', family).where('made_at', '<=', row.madeAt).limit(1).executeTakeFirst() : undefined,
    tables(db).selectFrom('playbook_dismissals').select(['playbook_id', 'because']).where('ticket_id', '=', row.id).where('person_id', '=', actor.id).execute(),
  ]);
  const told: Told = { since, firstContact: since.length > 0 && row.customerId !== null && !replied && !earlier, theirs: since.length > 0 };
  const set = new Map(aside.map((one) => [one.playbook_id, one.because]));
  const items = inForce(all.map(shape(actor)), row.teamId).flatMap((one) => {
    const why = fits(one.trigger, told);
    return why && !(set.has(one.id) && set.get(one.id) === why.entryId) ? [{ playbookId: one.id, why }] : [];
  });
  return { items: items.toSorted((a, b) => order.indexOf(a.why.kind) - order.indexOf(b.why.kind)) };
}
const order: readonly Why['kind'][] = ['customer-words', 'loud', 'closing', 'first-contact'];
