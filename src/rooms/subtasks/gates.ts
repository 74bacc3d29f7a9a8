import { replies } from '../../core/server/gates.ts';
import { besideTicket } from '../tickets/beside.ts';
import { closingNeeds } from '../tickets/closing-needs.ts';
import { familyOf } from '../tickets/families.ts';
import { entryContents } from '../tickets/queries.ts';
import { checklistOf, linesOf, stateOf } from './queries.ts';
import { tables } from './tables.ts';

/** What of the checklist is open when a ticket is to be closed: required ones stop it until they are done or waived. */
const needs = replies(closingNeeds, async (db, _actor, { ticketId }) =>
  (await linesOf(db, await familyOf(db, ticketId))).filter((one) => !one.done_at).map((one) => ({
    id: one.id, kind: 'subtask', words: one.text, required: one.required && !one.waived_at, act: 'subtask-tick', ...(one.waived_for === null ? {} : { waived: one.waived_for }), data: { state: stateOf(one) },
  })));

/** What stands in a timeline's entries about sub-tasks: their words, and why one was waived. */
const contents = replies(entryContents, async (db, actor, { entries }) => {
  if (actor.kind !== 'person') return {};
  const about = entries.flatMap((e) => { const id = e.name.startsWith('subtasks.') && (e.data as { subtaskId?: string }).subtaskId; return id ? [{ entry: e.id, id }] : []; });
  if (!about.length) return {};
  const rows = await tables(db).selectFrom('subtasks').select(['id', 'text', 'waived_for']).where('id', 'in', [...new Set(about.map((a) => a.id))]).execute();
  const texts = new Map(rows.map((r) => [r.id, { text: r.text, waivedFor: r.waived_for }]));
  return Object.fromEntries(about.flatMap(({ entry, id }) => (texts.has(id) ? [[entry, texts.get(id)]] : [])));
});

/** A ticket's checklist, next to it. */
const beside = replies(besideTicket, async (db, actor, { ticketId }) => (actor.kind === 'person' ? [{ key: ['subtasks', 'ticket', ticketId], data: await checklistOf(db, actor, ticketId) }] : []));

export const gates = [needs, contents, beside] as const;
