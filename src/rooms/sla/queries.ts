import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { notFound } from '../../core/refusals.ts';
import { refuse } from '../../core/server/refusals.ts';
import { calendarOf } from '../calendars/queries.ts';
import { paceOf } from '../clocks/business-time.ts';
import { readable } from '../tickets/access.ts';
import type { policy, sla, standing } from './contract.ts';
import { matterOf, namesFor } from './matters.ts';
import { fitAll, minutesOf, strictestFirst, wordsOf, type Names, type Policy, type Target } from './rules.ts';
import { activePolicies, shapeOf } from './settling.ts';
import type { PolicyRecord } from './tables.ts';

export type Shown = Out<typeof policy>;

async function shown(db: Reads, rows: readonly PolicyRecord[], names: Names): Promise<Shown[]> {
  const { rows: counts } = await sql<{ id: string; n: string }>`select s.policy_id as id, count(*) as n from ticket_slas s join tickets t on t.id = s.ticket_id where t.status <> 'closed' group by 1`.execute(db);
  const of = new Map(counts.map((c) => [c.id, Number(c.n)]));
  return rows.map((row) => ({ row, p: shapeOf(row) })).toSorted((a, b) => strictestFirst(a.p, b.p)).map(({ row, p }) => ({
    ...p, reviewOn: row.review_on === null ? null : String(row.review_on).slice(0, 10), active: row.active, version: row.version, tickets: of.get(row.id) ?? 0, words: wordsOf(p, names),
  }));
}

/** All that are in force, strictest first. */
export const listPolicies = async (db: Reads): Promise<Shown[]> => await shown(db, await activePolicies(db), await namesFor(db));

export const policyById = async (db: Reads, id: string): Promise<Shown> => (await listPolicies(db)).find((p) => p.id === id) ?? refuse(notFound);

/** Which service level a ticket goes by, and how each fits it. */
export async function ticketSla(db: Reads, actor: PersonActor, ticketId: string): Promise<Out<typeof standing>> {
  const ticket = await readable(db, actor, ticketId);
  const policies = await listPolicies(db);
  const fits = fitAll(policies, await matterOf(db, ticket), await namesFor(db));
  const chosen = fits.find((f) => f.chosen)?.policyId;
  return { policy: policies.find((p) => p.id === chosen) ?? null, fits };
}

const looked = 2000;
/** What a policy would do. Of open tickets the newest 2,000 are looked at. */
export async function previewPolicy(db: Reads, body: Out<typeof sla.preview.spec.body>): Promise<Out<typeof sla.preview.spec.output>> {
  const names = await namesFor(db);
  const asked: Policy = { id: body.id ?? '00000000-0000-0000-0000-000000000000', name: body.name, match: body.match, targets: body.targets, always: body.always };
  const others = (await activePolicies(db)).filter((p) => p.id !== body.id).map(shapeOf);
  const { rows } = await sql<{ team_id: string; priority: number; channel: string; tags: string[]; customer_id: string | null }>`select team_id, priority, channel, tags, customer_id from tickets where status in ('open', 'waiting') and merged_into is null order by made_at desc limit ${looked}`.execute(db);
  let [fits, wouldGet] = [0, 0];
  for (const row of rows) {
    const all = fitAll([asked, ...others], await matterOf(db, row), names);
    if (all.find((f) => f.policyId === asked.id)!.fits) fits++;
    if (all.find((f) => f.chosen)?.policyId === asked.id) wouldGet++;
  }
  const pace = await paceOf(db, body.always ? null : (await calendarOf(db, body.match.teamIds[0] ?? null)).id);
  const example = (['first-reply', 'next-reply', 'update', 'resolution'] as Target[]).flatMap((target) => { const m = minutesOf(body.targets, target); return m === null ? [] : [{ target, dueAt: new Date(pace.after(clock.ms(), m * 60_000)).toISOString() }]; });
  return { words: wordsOf({ ...asked, pauses: body.pauses }, names), wouldGet, fits, example, opened: clock.iso() };
}
