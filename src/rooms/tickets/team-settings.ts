import type { AnySchema, Fact, Out, Settings } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import { forbidden } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { ownSettings, readSettings, writeSettings, type SettingsChange } from '../../core/server/settings.ts';
import { mayShare, reachableTeam } from './access.ts';

interface Answered { readonly own: string[] }
interface Asked { readonly db: Reads; readonly actor: PersonActor; readonly query: { readonly teamId?: string | undefined } }
interface Said { readonly tx: Tx; readonly actor: PersonActor; readonly body: { readonly teamId: string | null; readonly [field: string]: unknown } }

/**
 * The two handlers of a room's settings: whoever sees a team reads what holds there and what of it is its own; those who
 * run it (admins for the workspace: null) change it, and `changed` is told to who sees it.
 */
export function teamSettings<S extends AnySchema>(of: Settings<string, S>, changed: Fact) {
  const whole = async (db: Reads, teamId: string | null): Promise<Out<S> & Answered> => Object.assign({ own: await ownSettings(db, of, teamId) }, await readSettings(db, of, teamId) as object) as Out<S> & Answered;
  return {
    async settings({ db, actor, query: { teamId } }: Asked): Promise<Out<S> & Answered> {
      if (teamId) await reachableTeam(db, actor, teamId);
      return await whole(db, teamId ?? null);
    },
    async changeSettings({ tx, actor, body: { teamId, ...change } }: Said): Promise<Out<S> & Answered> {
      if (teamId) await reachableTeam(tx, actor, teamId);
      if (!mayShare(actor, teamId)) refuse(forbidden);
      await writeSettings(tx, of, teamId, change as SettingsChange<S>);
      await record(tx, actor, changed, { about: teamId ?? newId(), to: teamId ? [`team:${teamId}`] : ['staff'], data: { teamId } as never });
      return await whole(tx, teamId);
    },
  };
}
