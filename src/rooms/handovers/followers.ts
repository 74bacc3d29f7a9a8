import { system } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { onClock } from '../clocks/on-clock.ts';
import type { ClockRecord } from '../clocks/tables.ts';
import { leadsOf, membersWhoWork } from '../handoffs/destinations.ts';
import { HandoverReminded, HandoverUnacknowledged } from './contract.ts';
import { clockKind, hearers, stillMissing } from './handovers.ts';
import { withThoseThere } from './incoming.ts';
import { mailHandover } from './letters.ts';
import { acksOf, contentOf } from './queries.ts';
import { missingOf } from './rules.ts';
import { takeover } from './spans.ts';
import { tables, type HandoverRecord } from './tables.ts';

const actor = system('clock');
const about = (row: HandoverRecord) => ({ teamId: row.team_id, toTeamId: row.to_team_id, version: row.version });

async function unsettled(tx: Tx, clock: ClockRecord): Promise<HandoverRecord | null> {
  const open = await tables(tx).selectFrom('handovers').selectAll().where('id', '=', clock.about_id).where('settled_at', 'is', null).execute();
  const [row] = await withThoseThere(tx, open);
  return row && (await stillMissing(tx, row)).length ? row : null;
}

/** That shift has begun: whoever swapped into it since the signing, or came in place of somebody, is asked from now on. */
async function byRotaNow(tx: Tx, row: HandoverRecord): Promise<HandoverRecord> {
  const { people } = await takeover(tx, row.to_team_id, row.ends_at);
  if (!row.incoming.length || !people.length || people.every((id) => row.incoming.includes(id))) return row;
  return await tables(tx).updateTable('handovers').set({ incoming: [...people] }).where('id', '=', row.id).returningAll().executeTakeFirstOrThrow();
}

/** Half of the time is over: those of the next shift whose name is missing are reminded by mail. */
async function warned(tx: Tx, clock: ClockRecord): Promise<void> {
  const waiting = await unsettled(tx, clock);
  if (!waiting) return;
  const row = await byRotaNow(tx, waiting);
  const [acks, content, open] = [await acksOf(tx, [row.id]), (await contentOf(tx, row.id, row.version))!, new Set(await stillMissing(tx, row))];
  const all = row.incoming.length ? row.incoming : (await membersWhoWork(tx, row.to_team_id)).filter((id) => !content.signers.includes(id));
  const people = all.filter((id) => missingOf(content.items, acks, id).some((key) => open.has(key)));
  await record(tx, actor, HandoverReminded, { about: row.id, to: hearers(row), data: { ...about(row), people } });
  await mailHandover(tx, row, people, 'reminded');
}

/** Nobody acknowledged in time: the leads of the team that takes over know. */
async function ranOut(tx: Tx, clock: ClockRecord): Promise<void> {
  const row = await unsettled(tx, clock);
  if (!row) return;
  const leads = await leadsOf(tx, row.to_team_id);
  await record(tx, actor, HandoverUnacknowledged, { about: row.id, to: hearers(row), data: { ...about(row), leads } });
  await mailHandover(tx, row, leads, 'unacknowledged');
}

export const onClocks = [onClock(clockKind, { warned, ranOut })] as const;
