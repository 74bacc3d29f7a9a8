import { sql } from 'kysely';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { calendarOf } from '../calendars/queries.ts';
import { priorityOf } from '../tickets/ticket-row.ts';
import { inUrgentOrder, troubleOf, urgency, volumeOf, weekBefore, type Content, type Item, type Span } from './rules.ts';

/** Of one section. */
const most = 60;
const weeks = 4;

export interface ToCompile {
  readonly span: Span;
  readonly next: Span;
  readonly dueSoonHours: number;
  /** Who signed so far, the one who does it now last. */
  readonly signers: readonly string[];
  readonly flagged: readonly string[];
  readonly left: readonly string[];
  readonly notes: Content['notes'];
}

/** What a shift hands over, as it stands now: of tickets of its team. Who may read which item is decided when it is read. */
export async function compile(db: Reads, what: ToCompile): Promise<Content> {
  const [urgent, promises, escalations, tickets] = [await urgentItems(db, what), await promiseItems(db, what), await escalationItems(db, what), await ownItems(db, what)];
  const named = new Set(urgent.map((i) => i.ticketId));
  const parts = { urgent, promises, escalations, tickets: tickets.filter((i) => !named.has(i.ticketId)) };
  const more = (Object.keys(parts) as (keyof typeof parts)[]).filter((s) => parts[s].length > most);
  const { trouble, volume } = await unusual(db, what.span);
  return { items: Object.values(parts).flatMap((part) => part.slice(0, most)), more, counts: await countsOf(db, what), trouble, volume, notes: what.notes, signers: [...what.signers] };
}

interface Row { id: string; number: number; subject: string; customer: string | null; priority: number; due: string; owner: string | null; next: string | null; snippet: string }
const columns = sql`t.id, t.number, t.subject, coalesce(c1.name, c.name) as customer, t.priority, t.due_at as due, t.owner_id as owner, g.next_step as next, t.snippet`;
const joined = sql`left join customers c on c.id = t.customer_id left join customers c1 on c1.id = c.merged_into left join ticket_progress g on g.ticket_id = t.id`;
const dueOf = (due: string): string | null => (due < '9999' ? due : null);
const item = (section: Item['section'], r: Row, { signers }: ToCompile, more: Partial<Item> = {}): Item => ({
  key: `${section}:${r.id}`, section, ticketId: r.id, number: Number(r.number), subject: r.subject, customerName: r.customer ?? '', line: r.snippet, next: r.next ?? '', why: [], dueAt: dueOf(r.due), personId: r.owner, by: signers.at(-1)!, since: 0, ...more,
});

/** What is urgent or due soon in the team, by two ranges of indexes, and what was marked or left. */
export const urgentQuery = ({ span, next, dueSoonHours, flagged, left }: ToCompile) => sql<Row>`select ${columns} from (
    (select id from tickets where team_id = ${span.teamId}::uuid and status = 'open' and merged_into is null and (3 - priority) = 0 order by made_at, id limit ${most + 1})
    union (select id from tickets where team_id = ${span.teamId}::uuid and status = 'open' and merged_into is null and due_at < ${new Date(Math.max(clock.ms(), Date.parse(next.startsAt)) + dueSoonHours * 3600_000).toISOString()} order by due_at, id limit ${most + 1})
    union (select id from tickets where id = any(${[...flagged, ...left]}::uuid[]) and team_id = ${span.teamId}::uuid and status <> 'closed' and merged_into is null)
  ) x join tickets t on t.id = x.id ${joined}`;

async function urgentItems(db: Reads, what: ToCompile): Promise<Item[]> {
  const { rows } = await urgentQuery(what).execute(db);
  const at = { now: clock.ms(), nextStart: Date.parse(what.next.startsAt) };
  const [flagged, left] = [new Set(what.flagged), new Set(what.left)];
  return rows.map((r) => item('urgent', r, what, { why: urgency({ priority: priorityOf(r.priority), dueAt: dueOf(r.due), flagged: flagged.has(r.id), left: left.has(r.id) }, at, what.dueSoonHours) })).filter((i) => i.why.length).sort(inUrgentOrder);
}

/** Promises of the team that are late or due before the next shift is over. */
export const promiseQuery = ({ span, next }: ToCompile) => sql<Row & { promise: string; text: string; promised: string; by: string }>`select ${columns}, p.id as promise, p.text, p.due_at as promised, p.owner_id as by
  from promises p join tickets t on t.id = p.ticket_id ${joined} where (p.state = 'open' or (p.state = 'broken' and p.kept_at is null)) and p.due_at < ${next.endsAt} and t.team_id = ${span.teamId}::uuid and t.merged_into is null order by p.due_at, p.id limit ${most + 1}`;
const promiseItems = async (db: Reads, what: ToCompile): Promise<Item[]> => (await promiseQuery(what).execute(db)).rows
  .map((r) => item('promises', r, what, { key: `promises:${r.promise}`, line: r.text, dueAt: r.promised, personId: r.by, why: Date.parse(r.promised) < clock.ms() ? ['late'] : [] }));

const stands: Readonly<Record<string, string>> = { raised: 'nobody has acknowledged it yet', acknowledged: 'somebody is on it', answered: 'answered; the customer does not know yet', told: 'the customer knows; to be closed' };
export const escalationQuery = ({ span }: ToCompile) => sql<Row & { escalation: string; path: string; state: string; need: string; until: string | null; who: string }>`select ${columns}, e.id as escalation, p.name as path, e.state, e.need, e.due_at as until, coalesce(e.acknowledged_by, e.closer_id) as who
  from escalations e join escalation_paths p on p.id = e.path_id join tickets t on t.id = e.ticket_id ${joined} where e.state in ('raised', 'acknowledged', 'answered', 'told') and t.team_id = ${span.teamId}::uuid and t.merged_into is null order by e.due_at nulls last, e.id limit ${most + 1}`;
const escalationItems = async (db: Reads, what: ToCompile): Promise<Item[]> => (await escalationQuery(what).execute(db)).rows
  .map((r) => item('escalations', r, what, { key: `escalations:${r.escalation}`, line: `${r.path}: ${stands[r.state] ?? r.state}. Needed: ${r.need}`, dueAt: r.until, personId: r.who, why: r.until !== null && Date.parse(r.until) < clock.ms() ? ['late'] : [] }));

/** What those who signed own in the team and did not hand off: open, with the next step they wrote. */
export const ownQuery = ({ signers, span }: ToCompile) => sql<Row>`select ${columns} from tickets t ${joined} where t.owner_id = any(${[...signers]}::uuid[]) and t.status = 'open' and t.merged_into is null and t.team_id = ${span.teamId}::uuid order by t.due_at, t.id limit ${most + 1}`;
const ownItems = async (db: Reads, what: ToCompile): Promise<Item[]> => (await ownQuery(what).execute(db)).rows.map((r) => item('tickets', r, what));

export const countsQuery = ({ span, next }: ToCompile) => sql<{ what: keyof Content['counts']; n: number }>`
  select case when owner_id is null then 'unowned' else 'open' end as what, coalesce(sum(n), 0)::int as n from ticket_tallies where team_id = ${span.teamId}::uuid and status = 'open' group by 1
  union all select case when waiting_for = 'customer' then 'waitingForCustomer' when waiting_for in ('teammate', 'team') then 'waitingForOthers' else 'waitingOtherwise' end, count(*)::int from tickets where team_id = ${span.teamId}::uuid and status = 'waiting' and merged_into is null group by 1
  union all select 'wakeNext', count(*)::int from tickets where status = 'waiting' and wake_at < ${next.endsAt} and team_id = ${span.teamId}::uuid and merged_into is null
  union all select 'handedOn', count(*)::int from handoffs where state in ('offered', 'expired') and from_team = ${span.teamId}::uuid and to_team <> from_team`;

async function countsOf(db: Reads, what: ToCompile): Promise<Content['counts']> {
  const { rows } = await countsQuery(what).execute(db);
  const of = (name: keyof Content['counts']) => rows.find((r) => r.what === name)?.n ?? 0;
  return { open: of('open') + of('unowned'), unowned: of('unowned'), waitingForCustomer: of('waitingForCustomer'), waitingForOthers: of('waitingForOthers'), waitingOtherwise: of('waitingOtherwise'), handedOn: of('handedOn'), wakeNext: of('wakeNext') };
}

interface Stretch { readonly start: number; readonly end: number }
/** Tickets opened in stretches of time, by tag; `null` counts each ticket once. One range of an index for each stretch and status. */
export const openedQuery = (teamId: string, stretches: readonly Stretch[]) => sql<{ at: number; tag: string | null; n: number }>`with opened as (
    select w.at, t.tags from unnest(${stretches.map((s) => new Date(s.start))}::timestamptz[], ${stretches.map((s) => new Date(s.end))}::timestamptz[]) with ordinality as w(a, b, at)
    join tickets t on t.team_id = ${teamId}::uuid and t.status in ('open', 'waiting', 'closed') and t.made_at >= w.a and t.made_at < w.b and t.merged_into is null)
  select at::int, null as tag, count(*)::int as n from opened group by at union all select at::int, tag, count(*)::int from opened, unnest(tags) as tag group by at, tag`;

/** How many tickets came and what they were about, beside the same hours of the weeks before as far as the desk goes back. */
async function unusual(db: Reads, span: Span): Promise<Pick<Content, 'trouble' | 'volume'>> {
  const { zone } = await calendarOf(db, span.teamId);
  const now = { start: Date.parse(span.startsAt), end: Math.max(Date.parse(span.startsAt) + 1, Math.min(clock.ms(), Date.parse(span.endsAt))) };
  const { rows: [oldest] } = await sql<{ at: string | null }>`select min(made_at) as at from (select (select made_at from tickets where team_id = ${span.teamId}::uuid and status = s and merged_into is null order by made_at limit 1) as made_at from unnest(array['open', 'waiting', 'closed']) as s) x`.execute(db);
  const since = oldest?.at ? Date.parse(oldest.at) : Infinity;
  const past = Array.from({ length: weeks }, (_, n) => weekBefore(zone, now, n + 1)).filter((s) => s.start >= since);
  const { rows } = await openedQuery(span.teamId, [now, ...past]).execute(db);
  const total = (at: number) => rows.find((r) => r.at === at && r.tag === null)?.n ?? 0;
  const before = new Map<string, number>();
  for (const { at, tag, n } of rows) if (at > 1 && tag !== null) before.set(tag, (before.get(tag) ?? 0) + n);
  return { volume: volumeOf(total(1), past.map((_, n) => total(n + 2))), trouble: troubleOf(new Map(rows.flatMap((r) => (r.at === 1 && r.tag !== null ? [[r.tag, r.n] as const] : []))), before, past.length) };
}
