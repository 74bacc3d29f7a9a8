import type { Reads, Tx } from '../../core/server/db.ts';
import { ownSettings, readSettings, writeSettings } from '../../core/server/settings.ts';
import type { ReservedAct } from './acts.ts';
import { policySettings, timeSettings } from './contract.ts';
import type { Policy } from './rules.ts';

/** The policy that holds for an act in a team: the team's, else the workspace's, else the one the act was registered with. */
export const policyOf = async (db: Reads, act: Pick<ReservedAct, 'name' | 'standard'>, teamId: string | null): Promise<Policy> =>
  (await readSettings(db, policySettings, teamId))[act.name] ?? act.standard;

/** The acts that policy rules over, with what holds for each in a team or the workspace. */
export async function policyTable(db: Reads, acts: readonly ReservedAct[], teamId: string | null) {
  const set = await readSettings(db, policySettings, teamId);
  const { answerMinutes } = await readSettings(db, timeSettings, teamId);
  const ruled = acts.filter((a) => !a.free);
  return {
    acts: ruled.map((a) => ({ name: a.name, say: a.say, help: a.help, unit: a.measure?.unit ?? null, policy: set[a.name] ?? a.standard, standard: a.standard })), answerMinutes,
    own: [...(await ownSettings(db, policySettings, teamId)), ...(await ownSettings(db, timeSettings, teamId))],
  };
}

/** null lets go of an act's policy, or of the time: what stands above holds again. */
export async function writePolicy(tx: Tx, teamId: string | null, change: { acts: Readonly<Record<string, Policy | null>>; answerMinutes?: number | null | undefined }): Promise<void> {
  if (Object.keys(change.acts).length) await writeSettings(tx, policySettings, teamId, change.acts);
  if (change.answerMinutes !== undefined) await writeSettings(tx, timeSettings, teamId, { answerMinutes: change.answerMinutes });
}
