import { sql } from 'kysely';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { publicUrl } from '../../core/server/config.ts';
import { transact, type Db, type Reads, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { post } from '../../core/server/mail.ts';
import { readSettings } from '../../core/server/settings.ts';
import { leadsOf, membersWhoWork } from '../handoffs/destinations.ts';
import { deskSender } from '../people/letters.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { seenRows } from '../tickets/queries.ts';
import { DaySwept, handoverSettings } from './contract.ts';
import { readerFor } from './letters.ts';
import { daysOf, hasRota, takeover } from './spans.ts';
import { tables } from './tables.ts';

const most = 200;
/** A closing time that was missed for longer is no news any more. */
const lateMs = 16 * 3600_000;

/** Who of a team is on duty next: by the rota; without one, members who are not away when the team opens again. */
async function dutyNext(db: Reads, teamId: string, closesAt: string, opensAt: string): Promise<string[]> {
  if (await hasRota(db, teamId, closesAt)) return [...(await takeover(db, teamId, closesAt)).people];
  const members = await membersWhoWork(db, teamId);
  const states = await availabilityOf(db, members);
  return members.filter((id) => { const s = states.get(id)!; return !s.away || (s.until !== null && Date.parse(s.until) <= Date.parse(opensAt)); });
}

/** Open tickets of a team that have no next step (or the customer wrote after it) and no owner on duty next, the next due first. Waiting ones have their wake-up. */
export const leftOpenQuery = (teamId: string, onDuty: readonly string[]) => sql<{ id: string }>`select t.id from tickets t where t.team_id = ${teamId}::uuid and t.status = 'open' and t.merged_into is null and (t.owner_id is null or t.owner_id <> all(${[...onDuty]}::uuid[]))
  and not exists (select from ticket_progress p where p.ticket_id = t.id and p.next_step <> '' and (t.last_from <> 'customer' or p.at >= t.last_message_at)) order by t.due_at, t.id limit ${sql.lit(most + 1)}`;

/** At the closing time of a team: what is open overnight and says nothing of what comes next is written down, shown on the hand-off sheet and mailed to the leads. Once for each closing, whoever looks. */
export async function sweepTeam(db: Db, { id: teamId, madeAt }: { id: string; madeAt: string }): Promise<boolean> {
  const days = await daysOf(db, teamId, clock.ms());
  const closesAt = days.before?.endsAt;
  if (!closesAt || clock.ms() - Date.parse(closesAt) > lateMs || closesAt < madeAt) return false;
  if (await tables(db).selectFrom('handover_sweeps').select('team_id').where('team_id', '=', teamId).where('closes_at', '=', closesAt).executeTakeFirst()) return false;
  if (!(await readSettings(db, handoverSettings, teamId)).sweep) return false;
  const opensAt = days.now?.startsAt ?? days.after?.startsAt ?? clock.iso(24 * 3600_000);
  return await transact(db, async (tx) => {
    const fresh = await tables(tx).insertInto('handover_sweeps').values({ team_id: teamId, closes_at: closesAt, at: clock.now(), ticket_ids: [] }).onConflict((c) => c.doNothing()).returning('team_id').executeTakeFirst();
    if (!fresh) return false;
    const ids = (await leftOpenQuery(teamId, await dutyNext(tx, teamId, closesAt, opensAt)).execute(tx)).rows.map((r) => r.id);
    await tables(tx).updateTable('handover_sweeps').set({ ticket_ids: ids.slice(0, most), more: ids.length > most }).where('team_id', '=', teamId).where('closes_at', '=', closesAt).execute();
    if (!ids.length) return true;
    await record(tx, system('closing time'), DaySwept, { about: teamId, to: [`team:${teamId}`], data: { teamId, closesAt, n: Math.min(most, ids.length) } });
    await mailLeads(tx, teamId, ids);
    return true;
  });
}

/** Every team whose closing time has come since it was looked last. A team that was made after it closed is not asked. */
export async function sweepAll(db: Db): Promise<number> {
  const teams = await tables(db).selectFrom('teams').select(['id', 'made_at']).where('archived_at', 'is', null).orderBy('id').execute();
  let swept = 0;
  for (const team of teams) if (await sweepTeam(db, { id: team.id, madeAt: team.made_at })) swept++;
  return swept;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200);
async function mailLeads(tx: Tx, teamId: string, ids: readonly string[]): Promise<void> {
  if ((await tables(tx).selectFrom('workspace').select('demo').executeTakeFirst())?.demo) return;
  const team = oneLine((await tables(tx).selectFrom('teams').select('name').where('id', '=', teamId).executeTakeFirstOrThrow()).name);
  const from = await deskSender(tx);
  for (const id of await leadsOf(tx, teamId)) {
    const to = await readerFor(tx, id);
    const rows = to ? await seenRows(tx, to.actor, ids.slice(0, most)) : [];
    if (!to || !rows.length) continue;
    const list = ids.flatMap((one) => rows.find((r) => r.id === one) ?? []).slice(0, 50);
    await post(tx, { kind: 'handovers.sweep', automatic: true, about: { kind: 'person', id }, mail: {
      from, to: [{ name: to.name, address: to.email }], subject: rows.length === 1 ? `One ticket of ${team} stays open without a next step` : `${rows.length} tickets of ${team} stay open without a next step`,
      text: [`${team} has closed for today. Nothing says what comes next on these, and nobody who owns them is on duty next:`, ...list.map((t) => `#${t.number}  ${oneLine(t.subject)}\n  ${publicUrl()}/tickets/${t.number}`), ...(rows.length > list.length ? [`… and ${rows.length - list.length} more.`] : []), `They stand on the hand-off sheet:\n${publicUrl()}/hand-off-sheet?team=${teamId}`].join('\n\n') + '\n',
    } });
  }
}

/** What the last closings left open and is still so, for the hand-off sheet. */
export async function leftOvernight(db: Reads, teamId: string | null): Promise<{ ticketId: string; ownerId: string | null; closesAt: string }[]> {
  const { rows } = await sql<{ id: string; owner: string | null; closes: string }>`select t.id, t.owner_id as owner, s.closes_at as closes from (select distinct on (team_id) team_id, closes_at, at, ticket_ids from handover_sweeps where closes_at > ${clock.iso(-4 * 24 * 3600_000)} and ${teamId === null ? sql`true` : sql`team_id = ${teamId}::uuid`} order by team_id, closes_at desc) s
    join tickets t on t.id = any(s.ticket_ids) and t.status = 'open' and t.team_id = s.team_id and t.merged_into is null
    where not exists (select from facts f where f.about_id = t.id and f.shown and f.at > s.at and f.actor_kind = 'person') and not exists (select from ticket_progress p where p.ticket_id = t.id and p.at > s.at) order by t.due_at, t.id limit ${sql.lit(most)}`.execute(db);
  return rows.map((r) => ({ ticketId: r.id, ownerId: r.owner, closesAt: r.closes }));
}
