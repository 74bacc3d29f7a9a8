import { sql } from 'kysely';
import type { FastifyRequest } from 'fastify';
import type { Actor, PersonActor, Role } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Db, Reads } from '../../core/server/db.ts';
import type { Recorded } from '../../core/server/journal.ts';
import type { Hearing } from '../../core/server/live.ts';
import { hashToken, sign } from '../../core/server/secrets.ts';
import { DemoLeft, MembersChanged, PersonChanged, PersonDeactivated, SessionsEnded, TeamChanged, TeamMade } from './contract.ts';
import { tables } from './tables.ts';

/** The cookie that carries a browser's session. */
export const sessionCookie = 'baton';
const dayMs = 24 * 3600_000;
/** A session ends after 30 days without use, and after 90 in any case. */
export const sessionLife = { idleMs: 30 * dayMs, wholeMs: 90 * dayMs };
const seenEveryMs = 60_000;

/** What is kept of a session's token: with another server secret no session is known any more (W-H4). */
export const sessionMark = (token: string): string => sign('session', token);

interface Row { id: string; role: Role; teams: string[]; leads: string[]; sees: string[]; by: string; used: string | null; scopes: string[] | null }

const rights = sql`p.id, p.role,
  array(select m.team_id from members m join teams t on t.id = m.team_id where m.person_id = p.id and t.archived_at is null order by 1) as teams,
  array(select m.team_id from members m join teams t on t.id = m.team_id where m.person_id = p.id and t.archived_at is null and m.lead order by 1) as leads,
  array(select t.id from teams t where t.visibility = 'open' or p.role = 'admin' or exists (select from members m where m.team_id = t.id and m.person_id = p.id) order by 1) as sees`;

const actorOf = (row: Row): PersonActor => ({ kind: 'person', id: row.id, role: row.role, teams: row.teams, leads: row.leads, sees: row.sees });

const alive = () => sql`s.seen_at > ${clock.iso(-sessionLife.idleMs)} and s.made_at > ${clock.iso(-sessionLife.wholeMs)} and p.deactivated_at is null`;

/**
 * Who a request comes from: a signed-in browser, an API key, or nobody. One read of indexed rows each time and
 * nothing kept between requests, so that what was revoked is dead with the next one. A request with an
 * `Authorization` header is only ever its key, never the cookie beside it (W-H9).
 */
export async function identify(db: Db, request: FastifyRequest): Promise<Actor | null> {
  const { authorization } = request.headers;
  if (authorization !== undefined) return authorization.startsWith('Bearer bk_') ? await byKey(db, authorization.slice(7)) : null;
  const token = request.cookies[sessionCookie];
  return token ? await bySession(db, token) : null;
}

async function bySession(db: Db, token: string): Promise<PersonActor | null> {
  const { rows } = await sql<Row>`/* hot */ select ${rights}, s.id as by, s.seen_at as used, null as scopes from sessions s join people p on p.id = s.person_id
    where s.token = ${sessionMark(token)} and ${alive()}`.execute(db);
  const row = rows[0];
  if (!row) return null;
  if (stale(row.used)) {
    await tables(db).updateTable('sessions').set({ seen_at: clock.now() }).where('id', '=', row.by).execute();
    await tables(db).updateTable('people').set({ seen_at: clock.now() }).where('id', '=', row.id).execute();
  }
  return { ...actorOf(row), session: row.by };
}

async function byKey(db: Db, secret: string): Promise<PersonActor | null> {
  const { rows } = await sql<Row>`/* hot */ select ${rights}, k.id as by, k.last_used_at as used, k.scopes from keys k join people p on p.id = k.person_id
    where k.hash = ${hashToken(secret)} and k.revoked_at is null and p.deactivated_at is null`.execute(db);
  const row = rows[0];
  if (!row) return null;
  if (stale(row.used)) await tables(db).updateTable('keys').set({ last_used_at: clock.now() }).where('id', '=', row.by).execute();
  return { ...actorOf(row), scopes: row.scopes ?? [] };
}

const stale = (used: string | null): boolean => used === null || Date.parse(used) < clock.ms() - seenEveryMs;

/** A person as an actor, for work done in their name (and for tests); null when they are not there or deactivated. */
export async function actorFor(db: Reads, personId: string): Promise<PersonActor | null> {
  const { rows } = await sql<Row>`/* hot */ select ${rights} from people p where p.id = ${personId} and p.deactivated_at is null`.execute(db);
  return rows[0] ? actorOf(rows[0]) : null;
}

/** The topics a teammate hears: themselves, everybody's, and each team they may see. */
export const topicsOf = (actor: PersonActor): string[] =>
  [`person:${actor.id}`, 'staff', ...(actor.role === 'admin' ? ['admins'] : []), ...actor.sees.map((team) => `team:${team}`)];

/** Open sockets are looked at anew as soon as a fact says that rights changed; those of ended sessions close (W-G5, W-G10). */
export const hearing = (db: Db): Hearing => ({
  topicsOf,
  async stillThere(actor) {
    if (!actor.session) return null;
    const { rows } = await sql<Row>`/* hot */ select ${rights} from sessions s join people p on p.id = s.person_id where s.id = ${actor.session} and ${alive()}`.execute(db);
    return rows[0] ? { ...actorOf(rows[0]), session: actor.session } : null;
  },
  touches,
});

/** Whose rights a fact may have changed. */
export function touches(fact: Recorded): readonly string[] | 'everyone' | null {
  const data = fact.data as { set?: { role?: string; visibility?: string; archivedAt?: string | null }; joined?: { id: string }[]; left?: string[] };
  switch (fact.name) {
    case PersonDeactivated.name: case SessionsEnded.name: return [fact.about.id];
    case PersonChanged.name: return data.set?.role ? [fact.about.id] : null;
    case MembersChanged.name: return [...(data.joined ?? []).map((m) => m.id), ...(data.left ?? [])];
    case TeamChanged.name: return data.set?.visibility !== undefined || data.set?.archivedAt !== undefined ? 'everyone' : null;
    case TeamMade.name: case DemoLeft.name: return 'everyone';
    default: return null;
  }
}

/* What a teammate may do here, beyond the door's least role. */

const rank: Record<Role, number> = { collaborator: 0, agent: 1, lead: 2, admin: 3 };
/** Admins may give every role; leads only those below their own (W-G11). */
export const mayGive = (actor: PersonActor, role: Role): boolean => actor.role === 'admin' || (actor.role === 'lead' && rank[role] < rank.lead);
/** Admins run every team, leads those they lead. */
export const runs = (actor: PersonActor, team: string): boolean => actor.role === 'admin' || (actor.role === 'lead' && actor.leads.includes(team));
