import { sql } from 'kysely';
import type { In } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { clock } from '../../core/server/clock.ts';
import type { invitation, key, me, person, session, team } from './contract.ts';
import { runs } from './access.ts';
import { signOf } from './rules.ts';
import { tables } from './tables.ts';

type Person = In<typeof person>;
interface PersonRow { id: string; kind: 'person' | 'service'; name: string; email: string; role: Person['role']; title: string; picture: string | null; zone: string; language: string; skills: string[]; deactivated_at: string | null; seen_at: string | null; teams: { id: string; name: string; sign: string; lead: boolean }[]; place: string }

const personColumns = sql`p.id, p.kind, p.name, p.email, p.role, p.title, p.picture, p.zone, p.language, p.skills, p.deactivated_at, p.seen_at, lower(p.name) as place,
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'sign', t.sign, 'lead', m.lead) order by lower(t.name), t.id)
    from members m join teams t on t.id = m.team_id where m.person_id = p.id and t.archived_at is null), '[]') as teams`;

const shown = ({ deactivated_at, seen_at, place: _, teams, ...row }: PersonRow): Person =>
  ({ ...row, teams: teams.map((t) => ({ ...t, sign: signOf(t.name, t.sign) })), deactivatedAt: deactivated_at, seenAt: seen_at });

export interface PeopleAsked { readonly cursor?: string; readonly search?: string; readonly state: 'active' | 'deactivated' | 'all'; readonly kind: 'person' | 'service' | 'all'; readonly team?: string; readonly limit: number }

/** Teammates by name, one page after a place. */
export async function listPeople(db: Reads, asked: PeopleAsked): Promise<{ items: Person[]; next: string | null }> {
  const where = [sql`true`];
  const place = readPlace(asked.cursor, 2);
  if (place) where.push(sql`(lower(p.name), p.id) > (${place[0]}, ${place[1]}::uuid)`);
  if (asked.state !== 'all') where.push(asked.state === 'active' ? sql`p.deactivated_at is null` : sql`p.deactivated_at is not null`);
  if (asked.kind !== 'all') where.push(sql`p.kind = ${asked.kind}`);
  if (asked.team) where.push(sql`exists (select from members m where m.person_id = p.id and m.team_id = ${asked.team})`);
  for (const word of (asked.search ?? '').split(/\s+/).filter(Boolean).slice(0, 6)) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    where.push(sql`(p.name ilike ${like} or p.email ilike ${like} or p.title ilike ${like})`);
  }
  const { rows } = await sql<PersonRow>`select ${personColumns} from people p where ${sql.join(where, sql` and `)} order by lower(p.name), p.id limit ${asked.limit + 1}`.execute(db);
  const page = rows.slice(0, asked.limit);
  const last = page.at(-1);
  return { items: page.map(shown), next: rows.length > asked.limit && last ? writePlace([last.place, last.id]) : null };
}

export async function profile(db: Reads, id: string): Promise<Person> {
  const { rows } = await sql<PersonRow>`select ${personColumns} from people p where p.id = ${id}`.execute(db);
  return rows[0] ? shown(rows[0]) : refuse(notFound);
}

export async function meOf(db: Reads, actor: PersonActor): Promise<In<typeof me>> {
  const more = await tables(db).selectFrom('people').innerJoin('workspace', (j) => j.onTrue()).leftJoin('second_factors', 'second_factors.person_id', 'people.id')
    .select(['signature', 'workspace.id as workspaceId', 'workspace.name as workspaceName', 'demo', 'confirmed_at']).where('people.id', '=', actor.id).executeTakeFirst();
  const admin = actor.role === 'admin';
  return {
    ...(await profile(db, actor.id)), signature: more?.signature ?? '', secondFactor: Boolean(more?.confirmed_at),
    workspace: { id: more?.workspaceId ?? actor.id, name: more?.workspaceName ?? '', demo: more?.demo ?? false },
    may: { invite: admin || (actor.role === 'lead' && actor.leads.length > 0), manageTeams: admin || actor.leads.some((t) => runs(actor, t)), managePeople: admin, audit: admin, leaveDemo: admin && (more?.demo ?? false) },
  };
}

export async function listTeams(db: Reads, asked: { archived: boolean; only?: string }): Promise<In<typeof team>[]> {
  const { rows } = await sql<{ id: string; name: string; sign: string; visibility: 'open' | 'closed'; archived_at: string | null; members: { id: string; lead: boolean }[] }>`
    select t.id, t.name, t.sign, t.visibility, t.archived_at,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'lead', m.lead) order by lower(p.name), p.id) from members m join people p on p.id = m.person_id where m.team_id = t.id and p.deactivated_at is null), '[]') as members
    from teams t where ${asked.archived} or t.archived_at is null order by lower(t.name), t.id`.execute(db);
  return rows.filter((r) => !asked.only || r.id === asked.only).map(({ archived_at, ...r }) => ({ ...r, sign: signOf(r.name, r.sign), archivedAt: archived_at }));
}

export const oneTeam = async (db: Reads, id: string): Promise<In<typeof team>> => (await listTeams(db, { archived: true, only: id }))[0] ?? refuse(notFound);

export async function listSessions(db: Reads, actor: PersonActor): Promise<In<typeof session>[]> {
  const rows = await tables(db).selectFrom('sessions').select(['id', 'device', 'address', 'made_at', 'seen_at']).where('person_id', '=', actor.id).orderBy('seen_at', 'desc').limit(200).execute();
  return rows.map((r) => ({ id: r.id, device: r.device, address: r.address, madeAt: r.made_at, seenAt: r.seen_at, current: r.id === actor.session }));
}

/** Open invitations: admins see all, leads those they made. */
export async function listInvitations(db: Reads, actor: PersonActor, only?: string): Promise<In<typeof invitation>[]> {
  let query = tables(db).selectFrom('invitations').innerJoin('people', 'people.id', 'made_by')
    .select(['invitations.id', 'invitations.email', 'invitations.role', 'teams', 'people.name as by', 'invitations.made_at as madeAt', 'expires_at as expiresAt'])
    .where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).where('expires_at', '>', clock.iso(-7 * 24 * 3600_000));
  if (actor.role !== 'admin') query = query.where('made_by', '=', actor.id);
  if (only) query = query.where('invitations.id', '=', only);
  return (await query.orderBy('invitations.made_at', 'desc').limit(200).execute()) as In<typeof invitation>[];
}

export async function listKeys(db: Reads, actor: PersonActor, all: boolean, only?: string): Promise<In<typeof key>[]> {
  let query = tables(db).selectFrom('keys').innerJoin('people', 'people.id', 'keys.person_id')
    .select(['keys.id', 'keys.name', 'hint', 'people.kind', 'person_id', 'people.name as personName', 'scopes', 'keys.made_at', 'last_used_at']).where('revoked_at', 'is', null);
  if (actor.role !== 'admin') query = query.where('person_id', '=', actor.id);
  else if (!all) query = query.where((e) => e.or([e('person_id', '=', actor.id), e('people.kind', '=', 'service')]));
  if (only) query = query.where('keys.id', '=', only);
  const rows = await query.orderBy('keys.made_at', 'desc').limit(500).execute();
  return rows.map((r) => ({ id: r.id, name: r.name, hint: r.hint, kind: r.kind === 'service' ? 'service' : 'personal', personId: r.person_id, personName: r.personName, scopes: r.scopes, madeAt: r.made_at, lastUsedAt: r.last_used_at }));
}

/** A place in a list, as opaque text. Whatever else comes in is no place: the list begins anew. */
const writePlace = (parts: readonly (string | number)[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
export function readPlace(cursor: string | undefined, parts: number): string[] | null {
  if (!cursor) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const ok = Array.isArray(place) && place.length === parts && place.every((p) => typeof p === 'string' && !p.includes('\u0000'));
    return ok && (parts < 2 || /^[0-9a-f-]{36}$/.test(String(place[1]))) ? (place as string[]) : null;
  } catch {
    return null;
  }
}

interface AuditRow { number: number; id: string; at: string; name: string; about_kind: string; about_id: string; about: string; actor_kind: string; actor_id: string | null; actor: string; data: unknown }

/** The security and settings log: facts about people, teams, keys, invitations, mailboxes and the workspace, newest first. */
export async function audit(db: Reads, asked: { cursor?: string; person?: string; limit: number }) {
  const before = Number(readPlace(asked.cursor, 1)?.[0] ?? Number.NaN);
  const where = [sql`f.about_kind in ('person', 'team', 'key', 'invitation', 'workspace', 'mailbox', 'settings')`];
  if (Number.isSafeInteger(before)) where.push(sql`f.id < ${before}`);
  if (asked.person) where.push(sql`(f.about_id = ${asked.person} or f.actor_id = ${asked.person})`);
  const { rows } = await sql<AuditRow>`select f.id as number, f.uid as id, f.at, f.name, f.about_kind, f.about_id, f.actor_kind, f.actor_id, f.data, coalesce(a.name, '') as actor,
      coalesce(p.name, t.name, k.name, i.email, '') as about
    from facts f left join people a on a.id = f.actor_id left join people p on p.id = f.about_id left join teams t on t.id = f.about_id left join keys k on k.id = f.about_id left join invitations i on i.id = f.about_id
    where ${sql.join(where, sql` and `)} order by f.id desc limit ${asked.limit + 1}`.execute(db);
  const page = rows.slice(0, asked.limit);
  const items = page.map((r) => ({ id: r.id, at: r.at, name: r.name, about: { kind: r.about_kind, id: r.about_id, name: r.about }, actor: { kind: r.actor_kind, id: r.actor_id, name: r.actor }, data: r.data }));
  return { items, next: rows.length > asked.limit ? writePlace([String(page.at(-1)!.number)]) : null };
}

/** Who leads a team and is active; nobody where nobody does. */
export const activeLeads = async (db: Reads, teamId: string): Promise<string[]> =>
  (await tables(db).selectFrom('members as m').innerJoin('people as p', 'p.id', 'm.person_id').select('p.id').where('m.team_id', '=', teamId).where('m.lead', '=', true).where('p.deactivated_at', 'is', null).execute()).map((r) => r.id);
