import { forbidden } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { ownSettings, readSettings, writeSettings } from '../../core/server/settings.ts';
import { authoritySettings } from './contract.ts';
import { limitOf, noHigher, type TopicRule } from './rules.ts';

/** What holds until an admin writes down something else. */
export const standardRules: Readonly<Record<string, TopicRule>> = {
  refund: { name: 'Refund', currency: 'EUR', agents: 50, leads: 500, admins: null, people: {}, off: false },
  goodwill: { name: 'Goodwill', currency: 'EUR', agents: 20, leads: 200, admins: null, people: {}, off: false },
};

/** Who decides what, by topic: the team's rules over the workspace's over the standard ones. */
export const rulesFor = async (db: Reads, teamId: string | null): Promise<Record<string, TopicRule>> => ({ ...standardRules, ...(await readSettings(db, authoritySettings, teamId)) });

/** Writes rules; those who lead only a team move within what they may decide themselves. */
export async function changeRules(tx: Tx, actor: PersonActor, teamId: string | null, topics: Readonly<Record<string, TopicRule | null>>): Promise<void> {
  const now = await rulesFor(tx, teamId);
  const above = await rulesFor(tx, null);
  if (actor.role !== 'admin') for (const [topic, rule] of Object.entries(topics)) if (!(teamId && leadMay(actor, teamId, now[topic], rule ?? above[topic], above[topic]))) refuse(forbidden);
  await writeSettings(tx, authoritySettings, teamId, topics as Record<string, TopicRule | null>);
}

/** A lead changes what agents and single people may decide, never above their own limit and never their own. */
export function leadMay(actor: PersonActor, teamId: string, was: TopicRule | undefined, rule: TopicRule | undefined, above: TopicRule | undefined): boolean {
  if (!was || !rule || !above) return false;
  const own = limitOf(was, actor, teamId);
  const fixed = (r: TopicRule) => JSON.stringify([r.currency, r.leads, r.admins, r.off, r.people[actor.id]]);
  const changed = Object.entries(rule.people).filter(([person, limit]) => was.people[person] !== limit);
  return fixed(rule) === fixed(was) && (rule.agents === was.agents || noHigher(rule.agents, own)) && changed.every(([, limit]) => noHigher(limit, own));
}

export const authorityTable = async (db: Reads, teamId: string | null) => ({ topics: await rulesFor(db, teamId), own: await ownSettings(db, authoritySettings, teamId) });
