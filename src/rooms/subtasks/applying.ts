import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { newId } from '../../core/ids.ts';
import { notFound } from '../../core/refusals.ts';
import { refuse } from '../../core/server/refusals.ts';
import { workableOne } from '../tickets/access.ts';
import { tell } from '../tickets/changes.ts';
import type { Ticket } from '../tickets/tables.ts';
import { ticketColumns } from '../tickets/ticket-row.ts';
import { nothingToAdd, TemplateApplied } from './contract.ts';
import { missing, type Template } from './rules.ts';
import { orderOf, roomFor } from './subtasks.ts';
import { tables } from './tables.ts';

interface Applied { readonly id: string; readonly name: string; readonly items: Template['items'] }
const columns = ['id', 'name', 'items'] as const;

/** Puts a template on a ticket by hand: what of it is not there yet. */
export async function applyTemplate(tx: Tx, actor: Actor, ticketId: string, templateId: string): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  const template = await tables(tx).selectFrom('subtask_templates').select(columns).where('id', '=', templateId).where('removed_at', 'is', null)
    .where((e) => e.or([e('team_id', 'is', null), e('team_id', '=', ticket.team_id)])).executeTakeFirst();
  if (!template) return refuse(notFound);
  if (!(await put(tx, actor, ticket, template as unknown as Applied, false))) refuse(nothingToAdd);
}

async function put(tx: Tx, actor: Actor, ticket: Ticket, { id, name, items }: Applied, byItself: boolean): Promise<boolean> {
  const there = await tables(tx).selectFrom('subtasks').select(['text']).where('ticket_id', '=', ticket.id).where('removed_at', 'is', null).execute();
  const more = missing(items, there);
  if (!more.length) return false;
  const { ids, end } = await orderOf(tx, ticket.id);
  // A checklist that is full already is no reason not to open or tag a ticket.
  if (byItself && ids.length + more.length > 100) return false;
  roomFor(ids.length, more.length);
  const at = clock.now();
  await tables(tx).insertInto('subtasks').values(more.map((one, n) => ({ id: newId(), ticket_id: ticket.id, text: one.text, required: one.required, place: end + n, template_id: id, made_by: actor.kind === 'person' ? actor.id : null, made_at: at }))).execute();
  await tell(tx, actor, ticket, TemplateApplied, { quiet: true, templateId: id, name, count: more.length, byItself });
  return true;
}

/** Templates that come by themselves and that this ticket did not have before, deleted lines counted: it is asked of every ticket that is opened. */
const fitting = (tx: Reads, ticketId: string) => tables(tx).selectFrom('subtask_templates as s').innerJoin('tickets as t', (j) => j.on((e) => e.or([e('s.team_id', 'is', null), e('s.team_id', '=', e.ref('t.team_id'))])))
  .select(['s.id', 's.name', 's.items']).where('t.id', '=', ticketId).where('t.merged_into', 'is', null).where('t.status', '!=', 'closed').where('s.by_itself', '=', true).where('s.removed_at', 'is', null)
  .where((e) => e.or([e('s.tags', '=', '{}' as unknown as string[]), e('s.tags', '&&', e.ref('t.tags'))]))
  .where((e) => e.not(e.exists(e.selectFrom('subtasks as u').select('u.id').where('u.ticket_id', '=', e.ref('t.id')).where('u.template_id', '=', e.ref('s.id'))))).orderBy('s.name').limit(10);

/** Puts on a ticket what its team and its tags ask for: when it is opened, tagged, or comes to another team. */
export async function applyFitting(tx: Tx, actor: Actor, ticketId: string): Promise<void> {
  const found = await fitting(tx, ticketId).execute();
  if (!found.length) return;
  const ticket = await tables(tx).selectFrom('tickets').select(ticketColumns).where('id', '=', ticketId).forUpdate().executeTakeFirstOrThrow();
  for (const template of found) await put(tx, actor, ticket, template as unknown as Applied, true);
}
