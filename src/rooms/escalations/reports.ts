import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import type { escalations } from './contract.ts';
import { median, type Escalation } from './rules.ts';
import { tables, type Record } from './tables.ts';

type Report = Out<typeof escalations.report.spec.output>;
const most = 20_000;

/** How escalations of a time went, by reason, path and team; teams one sees, never persons (E6). */
export async function reportOf(db: Reads, actor: PersonActor, ask: Out<typeof escalations.report.spec.query>): Promise<Report> {
  if (ask.teamId && !actor.sees.includes(ask.teamId)) refuse(notFound);
  const teams = ask.teamId ? [ask.teamId] : [...actor.sees];
  const rows = teams.length ? await tables(db).selectFrom('escalations').selectAll().where('raised_at', '>=', ask.from).where('raised_at', '<', ask.to).where('team_id', 'in', teams).orderBy('raised_at').limit(most).execute() : [];
  const paths = new Map((await tables(db).selectFrom('escalation_paths').select(['id', 'name']).execute()).map((p) => [p.id, p.name]));
  const grouped = <K>(key: (r: Record) => K): [K, Record[]][] => [...groups(rows, key)].sort((a, b) => b[1].length - a[1].length);
  const closed = rows.filter((r) => r.state === 'closed');
  return {
    all: figuresOf(rows),
    by: {
      reason: grouped((r) => r.reason).map(([name, all]) => ({ name: name as Escalation['reason'], ...figuresOf(all) })),
      path: grouped((r) => r.path_id).map(([id, all]) => ({ id, name: paths.get(id) ?? '', ...figuresOf(all) })),
      team: grouped((r) => r.team_id).map(([id, all]) => ({ id, ...figuresOf(all) })),
    },
    lessons: [...groups(closed, (r) => r.lesson)].map(([lesson, all]) => ({ lesson: lesson as Escalation['lesson'], count: all.length, escalationIds: all.slice(-200).map((r) => r.id) })).sort((a, b) => b.count - a.count),
  };
}

function groups<K>(rows: readonly Record[], key: (r: Record) => K): Map<K, Record[]> {
  const found = new Map<K, Record[]>();
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row]);
  return found;
}

const minutes = (from: string | null, to: string | null): number[] => (from && to ? [Math.round((Date.parse(to) - Date.parse(from)) / 6000) / 10] : []);

function figuresOf(rows: readonly Record[]): Report['all'] {
  const count = (test: (r: Record) => boolean) => rows.filter(test).length;
  return {
    raised: rows.length, open: count((r) => !['closed', 'withdrawn'].includes(r.state)), acknowledgedInTime: count((r) => r.acknowledged_at !== null && r.climbs === 0), climbed: count((r) => r.climbs > 0), withdrawn: count((r) => r.state === 'withdrawn'),
    notTold: count((r) => r.state === 'closed' && r.told_message_id === null), overridden: count((r) => r.overridden),
    minutesToAcknowledge: median(rows.flatMap((r) => minutes(r.raised_at, r.acknowledged_at))), minutesToAnswer: median(rows.flatMap((r) => minutes(r.raised_at, r.answered_at))), minutesToTell: median(rows.flatMap((r) => minutes(r.answered_at, r.told_at))),
  };
}
