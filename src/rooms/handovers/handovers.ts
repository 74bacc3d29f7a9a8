import type { Out } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { enqueue } from '../../core/server/jobs.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { escaped } from '../../core/text.ts';
import { start, stopAbout } from '../clocks/clocks.ts';
import { addNote } from '../notes/notes.ts';
import { actorFor } from '../people/access.ts';
import { seenRows } from '../tickets/queries.ts';
import { acknowledges, locked, onlySeen, readable } from './access.ts';
import { compile } from './compilations.ts';
import { HandoverAcknowledged, HandoverIssued, handoverSettings, notIncoming, unfinished, type handovers } from './contract.ts';
import { letterJob } from './letters.ts';
import type { EndTicket } from './own-tickets.ts';
import { prepared } from './preparations.ts';
import { acksOf, contentOf } from './queries.ts';
import { dated, missing, whoToAsk, type Content } from './rules.ts';
import { endingSpan } from './spans.ts';
import { tables, type HandoverRecord } from './tables.ts';

/** The clock by which the next shift acknowledges. */
export const clockKind = 'handover';
type Sign = Out<typeof handovers.sign.spec.body>;

/**
 * Signs the handover of one's shift: compiled as things stand, kept for ever as it was, and given to the next shift with a
 * clock. What stands unfinished must be named as left. Answers the handover's id.
 */
export async function sign(tx: Tx, actor: PersonActor, said: Sign): Promise<string> {
  const span = await endingSpan(tx, actor, said.teamId);
  // Two who sign at once: one waits here for the other, and issues it anew on top.
  await tables(tx).insertInto('handovers').values({ id: newId(), team_id: span.teamId, starts_at: span.startsAt, ends_at: span.endsAt, to_team_id: span.teamId, next_start: span.endsAt, next_end: new Date(Date.parse(span.endsAt) + 1), made_at: clock.now() }).onConflict((c) => c.columns(['team_id', 'ends_at']).doNothing()).execute();
  const { id } = await tables(tx).selectFrom('handovers').select('id').where('team_id', '=', span.teamId).where('ends_at', '=', span.endsAt).forUpdate().executeTakeFirstOrThrow();
  const all = await prepared(tx, actor, span, said);
  nothingForgotten(all.own, span.teamId, said.left);
  const version = all.row!.version + 1;
  const compiled = await compile(tx, all.what);
  const content: Content = { ...compiled, items: dated(all.before, compiled.items, version) };
  await tables(tx).insertInto('handover_issues').values({ handover_id: id, version, signed_by: actor.id, signed_at: clock.now(), content: JSON.stringify(content) }).execute();
  const row = await tables(tx).updateTable('handovers').set({
    version, starts_at: Date.parse(span.startsAt) < Date.parse(all.row!.starts_at) ? span.startsAt : all.row!.starts_at, to_team_id: all.toTeamId, next_start: all.next.startsAt, next_end: all.next.endsAt, incoming: [...all.incoming], settled_at: null,
  }).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
  await record(tx, actor, HandoverIssued, { about: id, to: hearers(row), data: { ...about(row), incoming: row.incoming } });
  await restart(tx, actor, row);
  await enqueue(tx, letterJob, { handoverId: id, version });
  return id;
}

const about = (row: HandoverRecord) => ({ teamId: row.team_id, toTeamId: row.to_team_id, version: row.version });
/** Those who see the team; others may not see that there is a handover. */
export const hearers = (row: Pick<HandoverRecord, 'team_id'>): string[] => [`team:${row.team_id}`];

/** Refuses while a ticket of theirs in the team says nothing of what comes next, unless they say that it is to be so. */
function nothingForgotten(own: readonly EndTicket[], teamId: string, left: readonly string[]): void {
  const open = own.filter((t) => t.standing === 'unfinished' && t.ticket.teamId === teamId && !left.includes(t.ticket.id));
  if (open.length) refuse(unfinished, { tickets: open.map(({ ticket }) => ({ id: ticket.id, number: ticket.number, subject: ticket.subject })) });
}

/** The clock of the issue that stands: from the beginning of the next shift. Nothing urgent: settled at once. */
async function restart(tx: Tx, actor: PersonActor, row: HandoverRecord): Promise<void> {
  await stopAbout(tx, actor, row.id, 'issued-anew', clockKind);
  if (await settledNow(tx, row)) return void (await settle(tx, row));
  const { acknowledgeMinutes } = await readSettings(tx, handoverSettings, row.team_id);
  const begins = Math.max(clock.ms(), Date.parse(row.next_start));
  await start(tx, actor, { kind: clockKind, label: 'handover to be acknowledged', aboutId: row.id, teamId: row.to_team_id, dueAt: new Date(begins + acknowledgeMinutes * 60_000), warn: { beforeMs: Math.max(60_000, acknowledgeMinutes * 30_000) }, to: hearers(row) });
}

/** Items that are still to be acknowledged in the issue that stands; of tickets that left the team nobody needs to know here any more. */
export async function stillMissing(db: Reads, row: HandoverRecord): Promise<string[]> {
  const content = await contentOf(db, row.id, row.version);
  const ids = content?.items.map((i) => i.ticketId) ?? [];
  const here = new Set(ids.length ? (await tables(db).selectFrom('tickets').select('id').where('id', 'in', ids).where('team_id', '=', row.team_id).execute()).map((t) => t.id) : []);
  const { everyone } = await readSettings(db, handoverSettings, row.team_id);
  return missing((content?.items ?? []).filter((i) => here.has(i.ticketId)), await acksOf(db, [row.id]), row.incoming, everyone);
}
const settledNow = async (db: Reads, row: HandoverRecord): Promise<boolean> => (await stillMissing(db, row)).length === 0;
const settle = (tx: Tx, row: HandoverRecord) => tables(tx).updateTable('handovers').set({ settled_at: clock.now() }).where('id', '=', row.id).execute();

/** Says by name that one knows of urgent items, as they stood in the issue one read. The last one stops the clock. */
export async function acknowledge(tx: Tx, actor: PersonActor, id: string, said: { version: number; items: readonly string[] }): Promise<void> {
  const row = await locked(tx, actor, id);
  const content = (await contentOf(tx, id, Math.min(said.version, row.version))) ?? refuse(notFound);
  const [seen] = await onlySeen(tx, actor, [content] as const);
  const items = new Set(seen!.items.filter((i) => i.section === 'urgent').map((i) => i.key));
  if (said.items.some((key) => !items.has(key as never))) refuse(notFound);
  if (!acknowledges(actor, row, content.signers, clock.ms())) refuse(notIncoming);
  const version = Math.min(said.version, row.version);
  for (const key of new Set(said.items)) {
    await tables(tx).insertInto('handover_acknowledgements').values({ handover_id: id, item: key, person_id: actor.id, version, at: clock.now() })
      .onConflict((c) => c.columns(['handover_id', 'item', 'person_id']).doUpdateSet({ version, at: clock.now() }).where('handover_acknowledgements.version', '<', version)).execute();
  }
  const settled = row.settled_at === null && (await settledNow(tx, row));
  if (settled) {
    await settle(tx, row);
    await stopAbout(tx, actor, id, 'acknowledged', clockKind);
  }
  await record(tx, actor, HandoverAcknowledged, { about: id, to: hearers(row), data: { ...about(row), settled: settled || row.settled_at !== null } });
}

/** Asks whoever signed an item, or where they are not here any more who knows of it next: a note on its ticket, on their list until it is answered. */
export async function askAuthor(tx: Tx, actor: PersonActor, id: string, said: { id: string; item: string; words: string }): Promise<{ noteId: string; personId: string | null }> {
  const row = await readable(tx, actor, id);
  const [content] = await onlySeen(tx, actor, [(await contentOf(tx, id, row.version))!] as const);
  const item = content!.items.find((i) => i.key === said.item) ?? refuse(notFound);
  const here = await whoSees(tx, item.ticketId, [item.by, ...content!.signers, item.personId].flatMap((p) => (p && p !== actor.id ? [p] : [])));
  const personId = whoToAsk(item, content!.signers, (p) => here.has(p));
  const team = personId ? '' : (await tables(tx).selectFrom('teams').select('name').where('id', '=', row.team_id).executeTakeFirstOrThrow()).name;
  const html = `<p><span data-mention="${personId ? 'person' : 'team'}" data-id="${personId ?? row.team_id}" data-intent="question">@${escaped(personId ? here.get(personId)! : team)}</span> About the handover: ${escaped(said.words).replaceAll('\n', '<br>')}</p>`;
  await addNote(tx, actor, item.ticketId, { id: said.id, html, fileIds: [], pinned: false, keepDraft: true });
  return { noteId: said.id, personId };
}

/** Who of these people works here and may see a ticket, by name. */
async function whoSees(db: Reads, ticketId: string, people: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const id of new Set(people)) {
    const actor = await actorFor(db, id);
    if (!actor || !(await seenRows(db, actor, [ticketId])).length) continue;
    found.set(id, (await tables(db).selectFrom('people').select('name').where('id', '=', id).executeTakeFirstOrThrow()).name);
  }
  return found;
}
