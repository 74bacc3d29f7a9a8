import type { Reads } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import type { ReservedAct } from './acts.ts';
import { policySettings } from './contract.ts';
import type { Policy } from './rules.ts';

/** The policy that holds for an act in a team: the team's, else the workspace's, else the one the act was registered with. */
export const policyOf = async (db: Reads, act: Pick<ReservedAct, 'name' | 'standard'>, teamId: string | null): Promise<Policy> =>
  (await readSettings(db, policySettings, teamId))[act.name] ?? act.standard;
