import { sql } from 'kysely';
import { DateTime } from 'luxon';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { askAll } from '../../core/server/gates.ts';
import { readSettings } from '../../core/server/settings.ts';
import { listAvailability } from '../shifts/availability.ts';
import { visible } from '../tickets/access.ts';
import { attention, type Attention } from '../tickets/attention.ts';
import { seenRows } from '../tickets/queries.ts';
import { handoffSettings, type sheet, type sheetLine } from './contract.ts';
import { handoffsShaped, openHandoffs } from './handoff-answers.ts';
import { noProgress, progressOf } from './progress.ts';
import { tables } from './tables.ts';

export type Sheet = Out<typeof sheet>;
type Line = Omit<Out<typeof sheetLine>, 'ticket' | 'progress'> & { readonly ticketId: string };
/** Lines of one section. */
const most = 100;
const inTeam = (teamId: string | null) => (teamId === null ? sql`true` : sql`t.team_id = ${teamId}::uuid`);

/** Everything that needs attention (H6), of one team or of all the asker sees: section by section, the most pressing first. */
export async function sheetFor(db: Reads, actor: PersonActor, teamId: string | null): Promise<Sheet> {
  const sections = [await handoffLines(db, actor, teamId), await promiseLines(db, actor, teamId), ...(await roomLines(db, actor, teamId)), await awayLines(db, actor, teamId), await stuckLines(db, actor, teamId)];
  const lines = sections.flatMap((s) => s.slice(0, most));
  const rows = new Map((await seenRows(db, actor, [...new Set(lines.map((l) => l.ticketId))])).map((t) => [t.id, t]));
  const noted = await progressOf(db, [...rows.keys()]);
  return {
    at: clock.iso(), more: sections.some((s) => s.length > most),
    lines: lines.flatMap(({ ticketId, ...line }) => {
      const ticket = rows.get(ticketId);
      return ticket && (teamId === null || ticket.teamId === teamId || line.section === 'handoffs') ? [{ ...line, ticket, progress: noted.get(ticketId) ?? noProgress }] : [];
    }),
  };
}

async function handoffLines(db: Reads, actor: PersonActor, teamId: string | null): Promise<Line[]> {
  const records = (await openHandoffs(db, actor)).filter((h) => teamId === null || h.to_team === teamId || h.from_team === teamId);
  const late = (h: { state: string }) => h.state === 'expired';
  return (await handoffsShaped(db, actor, records)).sort((a, b) => Number(late(b)) - Number(late(a)) || (a.dueAt ?? '').localeCompare(b.dueAt ?? ''))
    .map((h) => ({ section: 'handoffs', ticketId: h.ticketId, line: `${h.reasonSay}. Next: ${h.next}`, dueAt: h.dueAt, late: late(h), personId: h.toPerson, handoffId: h.id }));
}

const soonMs = 24 * 3600_000;
/** Promises that are broken and not kept yet, or due within a day. */
async function promiseLines(db: Reads, actor: PersonActor, teamId: string | null): Promise<Line[]> {
  const { rows } = await sql<{ ticket: string; text: string; due: string; owner: string }>`select p.ticket_id as ticket, p.text, p.due_at as due, p.owner_id as owner from promises p join tickets t on t.id = p.ticket_id
    where (p.state = 'open' or (p.state = 'broken' and p.kept_at is null)) and p.due_at < ${clock.iso(soonMs)} and t.merged_into is null and ${inTeam(teamId)} and ${visible(actor)} order by p.due_at, p.id limit ${most + 1}`.execute(db);
  return rows.map((r) => ({ section: 'promises', ticketId: r.ticket, line: r.text, dueAt: r.due, late: Date.parse(r.due) < clock.ms(), personId: r.owner, handoffId: null }));
}

/** What other rooms put onto the sheet. */
async function roomLines(db: Reads, actor: PersonActor, teamId: string | null): Promise<Line[][]> {
  const all: Attention[] = (await askAll(db, actor, attention, { teamId })).flat();
  return (['escalations', 'overnight'] as const).map((section) => all.filter((a) => a.section === section).map((a) => ({ ...a, handoffId: null })));
}

/** "Sat 28 Nov, 14:00", "Sat 28 Nov" where it is the end of that day, as the reader's clocks say. */
export function untilWords(until: string, zone: string): string {
  const at = DateTime.fromISO(until, { zone, locale: 'en-GB' });
  return +at === +at.startOf('day') ? at.minus({ minutes: 1 }).toFormat('ccc d LLL') : at.toFormat('ccc d LLL, HH:mm');
}

async function awayLines(db: Reads, actor: PersonActor, teamId: string | null): Promise<Line[]> {
  const away = new Map((await listAvailability(db)).filter((a) => a.away).map((a) => [a.personId, a]));
  if (!away.size) return [];
  const { rows } = await sql<{ id: string; owner: string; due: string }>`select t.id, t.owner_id as owner, t.due_at as due from tickets t where t.owner_id = any(${[...away.keys()]}::uuid[]) and t.status in ('open', 'waiting') and t.merged_into is null
    and ${inTeam(teamId)} and ${visible(actor)} order by t.due_at, t.id limit ${most + 1}`.execute(db);
  const names = await namesOf(db, rows.map((r) => r.owner));
  const { zone } = await tables(db).selectFrom('people').select('zone').where('id', '=', actor.id).executeTakeFirstOrThrow();
  return rows.map((r) => {
    const { until, state } = away.get(r.owner)!;
    const due = r.due < '9999' ? r.due : null;
    return { section: 'away', ticketId: r.id, line: `${names.get(r.owner)} is ${state === 'on-leave' ? 'on leave' : 'offline'}${until ? ` until ${untilWords(until, zone)}` : ''}`, dueAt: due, late: due !== null && Date.parse(due) < clock.ms(), personId: r.owner, handoffId: null };
  });
}

/** Open tickets nothing happened on for as long as the team has set (all teams: as the workspace has). */
async function stuckLines(db: Reads, actor: PersonActor, teamId: string | null): Promise<Line[]> {
  const { stuckDays } = await readSettings(db, handoffSettings, teamId);
  const before = clock.iso(-stuckDays * 24 * 3600_000);
  const { rows } = await sql<{ id: string; owner: string | null; at: string }>`select t.id, t.owner_id as owner, coalesce((select max(f.at) from facts f where f.about_id = t.id and f.shown), t.last_message_at) as at from tickets t
    where t.status = 'open' and t.merged_into is null and t.last_message_at < ${before} and not exists (select from facts f where f.about_id = t.id and f.shown and f.at >= ${before}) and not exists (select from ticket_progress p where p.ticket_id = t.id and p.at >= ${before})
    and ${inTeam(teamId)} and ${visible(actor)} order by t.last_message_at, t.id limit ${most + 1}`.execute(db);
  const days = (at: string) => Math.floor((clock.ms() - Date.parse(at)) / (24 * 3600_000));
  return rows.map((r) => ({ section: 'stuck', ticketId: r.id, line: `Nothing happened for ${days(r.at)} ${days(r.at) === 1 ? 'day' : 'days'}`, dueAt: null, late: false, personId: r.owner, handoffId: null }));
}

async function namesOf(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  return new Map((await tables(db).selectFrom('people').select(['id', 'name']).where('id', 'in', [...ids]).execute()).map((p) => [p.id, p.name]));
}
