import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { authorityOf } from '../approvals/decisions.ts';
import { readable } from '../tickets/access.ts';
import { family } from '../tickets/families.ts';
import { lookSettings, type sources } from './contract.ts';
import { findingsIn, supportsIn, type Finding, type Said } from './rules.ts';
import { tables } from './tables.ts';

type Sources = Out<typeof sources>;
interface Row { kind: Sources['keys'][number]['from']['kind']; id: string; at: string; text: string; own: boolean }
const most = 200;

/** The zone in which somebody means a weekday. */
const zoneOf = async (db: Reads, personId: string): Promise<string> => (await tables(db).selectFrom('people').select('zone').where('id', '=', personId).executeTakeFirst())?.zone ?? 'UTC';

/** All that was written on a ticket and those merged into it, the newest first; what a customer says commits nobody. */
async function written(db: Reads, ticketId: string): Promise<Row[]> {
  const { rows } = await sql<Row>`${family(ticketId)}
    select * from (
      select 'message' as kind, m.id, m.at, left(m.text, 20000) as text, m.direction = 'out' as own from messages m where m.ticket_id in (select id from family) and m.delivery <> 'cancelled'
      union all select 'note', n.id, n.at, left(n.text, 20000), true from notes n where n.ticket_id in (select id from family) and n.removed_at is null
      union all select 'promise', p.id, p.made_at, p.text || E'\n' || to_char(p.due_at, 'YYYY-MM-DD'), true from promises p where p.ticket_id in (select id from family) and p.state <> 'withdrawn'
      union all select 'decision', d.id, d.at, d.topic || ' ' || d.topic_name || ' ' || (d.cents / 100.0)::numeric(14, 2)::text || ' ' || d.currency || E'\n' || d.reason, true from decisions d where d.ticket_id in (select id from family)
    ) s order by at desc limit ${most}`.execute(db);
  return rows;
}

/** What is known on a ticket for somebody who writes on it: what sources support, and what they may decide alone. */
export async function sourcesOf(db: Reads, actor: PersonActor, ticketId: string): Promise<Sources> {
  const ticket = await readable(db, actor, ticketId);
  const zone = await zoneOf(db, actor.id);
  const [rows, authority, { check }] = [await written(db, ticketId), await authorityOf(db, actor, ticketId), await readSettings(db, lookSettings, ticket.team_id)];
  const keys = new Map<string, Sources['keys'][number]>();
  for (const row of rows) for (const key of supportsIn(row.text, { now: Date.parse(row.at), zone }, row.own)) if (!keys.has(key)) keys.set(key, { key, from: { kind: row.kind, id: row.id, at: new Date(row.at).toISOString() } });
  return {
    check, keys: [...keys.values()], limits: authority.topics.map(({ topic, name, currency, left }) => ({ topic, name, currency, left })),
    decided: authority.decisions.map(({ topic, currency, amount }) => ({ topic, currency, amount })),
  };
}

/** What in a text has no source on its ticket, or is above the writer's authority: the same as while they typed. */
export async function findingsOf(db: Reads, actor: PersonActor, ticketId: string, text: string): Promise<Finding[]> {
  const { keys, limits, decided } = await sourcesOf(db, actor, ticketId);
  const said: Said = { now: clock.ms(), zone: await zoneOf(db, actor.id) };
  return findingsIn(text, { keys: keys.map((one) => one.key), limits, decided }, said);
}
