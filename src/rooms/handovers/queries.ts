import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { clocksAbout } from '../clocks/clock-answers.ts';
import { acknowledges, onlySeen, readable } from './access.ts';
import { handoverSettings, type handover, type listed } from './contract.ts';
import { withThoseThere } from './incoming.ts';
import { differences, isAsked, missing, missingOf, type Acknowledgement, type Content } from './rules.ts';
import { tables, type HandoverRecord } from './tables.ts';

export type Handover = Out<typeof handover>;
export type Listed = Out<typeof listed>;
interface Issue { readonly handover_id: string; readonly version: number; readonly signed_by: string; readonly signed_at: string; readonly content: Content }

/** The issues of one that matter for showing a version: it and the one before. */
async function issue(db: Reads, id: string, version: number): Promise<Issue | null> {
  const row = await tables(db).selectFrom('handover_issues').select(['handover_id', 'version', 'signed_by', 'signed_at', 'content']).where('handover_id', '=', id).where('version', '=', version).executeTakeFirst();
  return (row as Issue | undefined) ?? null;
}
export const contentOf = async (db: Reads, id: string, version: number): Promise<Content | null> => (await issue(db, id, version))?.content ?? null;

export async function acksOf(db: Reads, ids: readonly string[]): Promise<(Acknowledgement & { handoverId: string })[]> {
  const rows = ids.length ? await tables(db).selectFrom('handover_acknowledgements').selectAll().where('handover_id', 'in', [...ids]).orderBy('at').orderBy('person_id').execute() : [];
  return rows.map((r) => ({ handoverId: r.handover_id, key: r.item, personId: r.person_id, at: r.at, version: r.version }));
}

const isEveryone = async (db: Reads, teamId: string): Promise<boolean> => (await readSettings(db, handoverSettings, teamId)).everyone;

/** One handover as the actor may see it; with `version`, an earlier issue. */
export async function handoverById(db: Reads, actor: PersonActor, id: string, version?: number): Promise<Handover> {
  return await whole(db, actor, await readable(db, actor, id), version);
}

export async function whole(db: Reads, actor: PersonActor, row: HandoverRecord, version?: number): Promise<Handover> {
  const shown = (await issue(db, row.id, version ?? row.version)) ?? refuse(notFound);
  const earlier = await issue(db, row.id, shown.version - 1);
  const [content, before] = await onlySeen(db, actor, [shown.content, earlier?.content ?? null] as const);
  const issues = await tables(db).selectFrom('handover_issues').select(['version', 'signed_by', 'signed_at']).where('handover_id', '=', row.id).orderBy('version', 'desc').execute();
  const keys = new Set(content!.items.map((i) => i.key));
  const acks = (await acksOf(db, [row.id])).filter((a) => keys.has(a.key));
  const mayNow = shown.version === row.version && acknowledges(actor, row, content!.signers, clock.ms());
  return {
    ...summary(row, issues[0]!, content!, acks, await isEveryone(db, row.team_id)), incoming: row.incoming, shown: shown.version, issues: issues.map((i) => ({ version: i.version, signedBy: i.signed_by, signedAt: i.signed_at })), content: content!,
    marks: differences(before, content!), acknowledgements: acks.map(({ handoverId: _, ...a }) => a), dueAt: await dueOf(db, row.id), mine: mayNow ? missingOf(content!.items, acks, actor.id) : [], may: { acknowledge: mayNow },
  };
}

const summary = (row: HandoverRecord, last: { signed_by: string; signed_at: string }, content: Content, acks: readonly Acknowledgement[], everyone: boolean): Listed => ({
  id: row.id, teamId: row.team_id, toTeamId: row.to_team_id, startsAt: row.starts_at, endsAt: row.ends_at, nextStart: row.next_start, nextEnd: row.next_end, version: row.version, signedBy: last.signed_by, signedAt: last.signed_at, settledAt: row.settled_at,
  urgent: content.items.filter((i) => i.section === 'urgent').length, missing: missing(content.items, acks, row.incoming, everyone).length,
});

const pageSize = 30;
/** Handovers of teams the actor sees, newest first. */
export async function listHandovers(db: Reads, actor: PersonActor, ask: { teamId?: string | undefined; cursor?: string | undefined }): Promise<{ items: Listed[]; next: string | null }> {
  if (ask.teamId && !actor.sees.includes(ask.teamId)) refuse(notFound);
  const teams = ask.teamId ? [ask.teamId] : [...actor.sees];
  let query = tables(db).selectFrom('handovers').selectAll().where('version', '>', 0).where((e) => e.or([e('team_id', 'in', [...teams, nobody]), e('to_team_id', 'in', [...teams, nobody])])).where('team_id', 'in', [...actor.sees, nobody]);
  const [at, id] = ask.cursor?.split(' ') ?? [];
  if (at && id && !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id)) query = query.where((e) => e.or([e('ends_at', '<', at), e.and([e('ends_at', '=', at), e('id', '<', id)])]));
  const rows = await query.orderBy('ends_at', 'desc').orderBy('id', 'desc').limit(pageSize + 1).execute();
  const last = rows.length > pageSize ? rows[pageSize - 1]! : null;
  return { items: await summaries(db, actor, await withThoseThere(db, rows.slice(0, pageSize))), next: last && `${last.ends_at} ${last.id}` };
}
const nobody = '00000000-0000-0000-0000-000000000000';

async function current(db: Reads, rows: readonly HandoverRecord[]): Promise<Map<string, Issue>> {
  if (!rows.length) return new Map();
  const found = await tables(db).selectFrom('handover_issues as i').innerJoin('handovers as h', (j) => j.onRef('h.id', '=', 'i.handover_id').onRef('h.version', '=', 'i.version')).select(['i.handover_id', 'i.version', 'i.signed_by', 'i.signed_at', 'i.content']).where('h.id', 'in', rows.map((r) => r.id)).execute();
  return new Map((found as Issue[]).map((i) => [i.handover_id, i]));
}

async function summaries(db: Reads, actor: PersonActor, rows: readonly HandoverRecord[]): Promise<Listed[]> {
  const issues = await current(db, rows);
  const seen = await onlySeen(db, actor, rows.map((r) => issues.get(r.id)!.content));
  const acks = await acksOf(db, rows.map((r) => r.id));
  const everyone = new Map<string, boolean>();
  for (const { team_id } of rows) if (!everyone.has(team_id)) everyone.set(team_id, await isEveryone(db, team_id));
  return rows.map((r, n) => summary(r, issues.get(r.id)!, seen[n]!, acks.filter((a) => a.handoverId === r.id), everyone.get(r.team_id)!));
}

const keptMs = 4 * 24 * 3600_000;
/** Handovers of the last days that are not settled and concern the actor, newest first: those they are asked to acknowledge. */
export async function waitingFor(db: Reads, actor: PersonActor): Promise<{ row: HandoverRecord; n: number; dueAt: string | null }[]> {
  const rows = await withThoseThere(db, await tables(db).selectFrom('handovers').selectAll().where('settled_at', 'is', null).where('version', '>', 0).where('to_team_id', 'in', [...actor.teams, nobody]).where('team_id', 'in', [...actor.sees, nobody])
    .where('ends_at', '>', clock.iso(-keptMs)).orderBy('ends_at', 'desc').limit(20).execute());
  const issues = await current(db, rows);
  const asked = rows.filter((row) => isAsked(actor.id, acknowledges(actor, row, issues.get(row.id)!.content.signers, clock.ms()), row.incoming));
  const seen = await onlySeen(db, actor, asked.map((r) => issues.get(r.id)!.content));
  const acks = await acksOf(db, asked.map((r) => r.id));
  const found = [];
  for (const [n, row] of asked.entries()) {
    const own = acks.filter((a) => a.handoverId === row.id);
    const open = new Set(missing(seen[n]!.items, own, row.incoming, await isEveryone(db, row.team_id)));
    const mine = missingOf(seen[n]!.items, own, actor.id).filter((key) => open.has(key));
    if (mine.length) found.push({ row, n: mine.length, dueAt: await dueOf(db, row.id) });
  }
  return found;
}

/** Until when a handover is to be acknowledged; null: it is, or there is nothing urgent in it. */
async function dueOf(db: Reads, id: string): Promise<string | null> {
  const [due] = (await clocksAbout(db, id)).filter((c) => c.state === 'running' || c.state === 'ran-out');
  return due?.due_at ?? null;
}

/** The newest handovers to a person's teams, one for each team that hands over to them, of the last days. */
export async function newestTo(db: Reads, actor: PersonActor): Promise<HandoverRecord[]> {
  const rows = await tables(db).selectFrom('handovers').selectAll().distinctOn('team_id').where('version', '>', 0).where('to_team_id', 'in', [...actor.teams, nobody]).where('team_id', 'in', [...actor.sees, nobody]).where('ends_at', '>', clock.iso(-keptMs)).orderBy('team_id').orderBy('ends_at', 'desc').limit(20).execute();
  return await withThoseThere(db, rows);
}
