import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { fileAnswer, filesAbout, type FileRow } from '../../core/server/files.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { readable, visible } from '../tickets/access.ts';
import { familyOf } from '../tickets/families.ts';
import { ticketColumns } from '../tickets/ticket-row.ts';
import { mayWith, neededFor } from './access.ts';
import { lookSettings, type look, type lookWords, type need } from './contract.ts';
import { keptOf, tables, type LookRecord } from './tables.ts';

export type Look = Out<typeof look>;
type Said = Out<typeof lookWords>;

async function shapes(db: Reads, actor: PersonActor, rows: readonly (LookRecord & { kept_files: FileRow[] })[]): Promise<Look[]> {
  if (!rows.length) return [];
  const tickets = new Map((await tables(db).selectFrom('tickets').select(ticketColumns).where('id', 'in', rows.map((r) => r.ticket_id)).execute()).map((t) => [t.id, t]));
  const customers = await tables(db).selectFrom('customers').select(['id', 'name']).where('id', 'in', [...tickets.values()].flatMap((t) => t.customer_id ?? [])).execute();
  const said = await tables(db).selectFrom('look_words').select(['id', 'look_id', 'person_id as personId', 'kind', 'words', 'html_before as htmlBefore', 'at']).where('look_id', 'in', rows.map((r) => r.id)).orderBy('at').orderBy('id').execute();
  const rules = new Map<string, Out<typeof lookSettings.schema>>();
  for (const team of new Set([...tickets.values()].map((t) => t.team_id))) rules.set(team, await readSettings(db, lookSettings, team));
  return rows.map((r): Look => {
    const ticket = tickets.get(r.ticket_id)!;
    const { to, cc, then } = keptOf(r);
    return {
      id: r.id, ticketId: r.ticket_id, number: ticket.number, subject: ticket.subject, customerName: customers.find((c) => c.id === ticket.customer_id)?.name ?? '', authorId: r.author_id, askedId: r.asked_id, why: r.why as Look['why'], words: r.words,
      html: r.html, to, cc, then: then?.kind ?? null, files: r.kept_files.map(fileAnswer), state: r.state as Look['state'], version: r.version, at: r.at, dueAt: r.due_at, late: r.late_at !== null && r.state === 'waiting', settledAt: r.settled_at, settledById: r.settled_by,
      said: said.filter((s) => s.look_id === r.id).map(({ look_id: _, ...s }) => s as Said), may: mayWith(rules.get(ticket.team_id)!, actor, r, ticket),
    };
  });
}

const withFiles = (db: Reads) => tables(db).selectFrom('looks').selectAll().select(filesAbout('look', 'looks.id').as('kept_files'));

/** What waits on a ticket and those merged into it, then what was settled; and whether the asker's replies need a look. */
export async function looksOn(db: Reads, actor: PersonActor, ticketId: string): Promise<{ needed: Out<typeof need> | null; items: Look[] }> {
  const ticket = await readable(db, actor, ticketId);
  const rows = await withFiles(db).where('ticket_id', 'in', await familyOf(db, ticketId)).orderBy(sql`state <> 'waiting'`).orderBy('at', 'desc').limit(20).execute();
  return { needed: await neededFor(db, actor, ticket), items: await shapes(db, actor, rows) };
}

/** What waits for somebody's look, what was asked of them first, and their own that wait. */
export async function myLooks(db: Reads, actor: PersonActor): Promise<Look[]> {
  const mine = sql<boolean>`(looks.author_id = ${actor.id} or looks.asked_id = ${actor.id} or (looks.asked_id is null and exists (select from tickets t where t.id = looks.ticket_id and t.team_id = any(${[...actor.teams]}::uuid[]))))`;
  const rows = await withFiles(db).where('state', '=', 'waiting').where(mine).where(sql<boolean>`exists (select from tickets t where t.id = looks.ticket_id and ${visible(actor)})`).orderBy(sql`asked_id is distinct from ${actor.id}`).orderBy('due_at').orderBy('id').limit(200).execute();
  return (await shapes(db, actor, rows)).filter((one) => one.may.look || one.authorId === actor.id);
}

export async function lookById(db: Reads, actor: PersonActor, id: string): Promise<Look> {
  const row = (await withFiles(db).where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  await readable(db, actor, row.ticket_id);
  return (await shapes(db, actor, [row]))[0]!;
}
