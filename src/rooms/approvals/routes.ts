import { newId } from '../../core/ids.ts';
import { forbidden } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { implement } from '../../core/server/serve.ts';
import { runs } from '../people/access.ts';
import { reachableTeam } from '../tickets/access.ts';
import { readableRequest } from './access.ts';
import { actNamed, allActs } from './acts.ts';
import { authorityTable, changeRules } from './authorities.ts';
import { approvals, PolicyChanged } from './contract.ts';
import { authorityOf, recordDecision } from './decisions.ts';
import { decideByLink, lookAtLink } from './links.ts';
import { policyTable, writePolicy } from './policies.ts';
import { approvalById, listApprovals, pendingOn } from './queries.ts';
import { askFor, passOn, takeUp, withdraw } from './requests.ts';
import { decide, decideMany } from './verdicts.ts';

/** Leads decide for their team, admins for all. */
async function mayRule(tx: Tx, actor: PersonActor, teamId: string | null): Promise<void> {
  if (teamId) await reachableTeam(tx, actor, teamId);
  if (teamId ? !runs(actor, teamId) : actor.role !== 'admin') refuse(forbidden);
}
type Table = Readonly<Record<string, unknown>>;
const changed = (tx: Tx, actor: PersonActor, teamId: string | null, what: 'policy' | 'authority', keys: string[], before: Table, after: Table) =>
  record(tx, actor, PolicyChanged, { about: teamId ?? newId(), to: teamId ? [`team:${teamId}`] : ['staff'], data: { teamId, what, changes: keys.map((key) => ({ key, before: before[key] ?? null, after: after[key] ?? null })) } });
const byKey = ({ acts, answerMinutes }: Awaited<ReturnType<typeof policyTable>>): Table => ({ ...Object.fromEntries(acts.map((a) => [a.name, a.policy])), answerMinutes });

export const routes = implement('approvals', approvals, {
  list: ({ db, actor, query }) => listApprovals(db, actor, query),
  show: ({ db, actor, params }) => approvalById(db, actor, params.id),
  ofTicket: ({ db, actor, params }) => pendingOn(db, actor, params.id),
  async ask({ tx, actor, body }) {
    await askFor(tx, actor, body);
    return await approvalById(tx, actor, body.id);
  },
  async decide({ tx, actor, params, body }) {
    await decide(tx, actor, params.id, body);
    return await approvalById(tx, actor, params.id);
  },
  decideMany: ({ db, actor, body: { ids, ...verdict } }) => decideMany(db, actor, ids, verdict),
  async withdraw({ tx, actor, params }) {
    await withdraw(tx, actor, params.id);
    return await approvalById(tx, actor, params.id);
  },
  async passOn({ tx, actor, params }) {
    await readableRequest(tx, actor, params.id);
    await passOn(tx, actor, params.id);
    return await approvalById(tx, actor, params.id);
  },
  async takeUp({ tx, actor, params }) {
    await readableRequest(tx, actor, params.id);
    await takeUp(tx, actor, params.id);
    return await approvalById(tx, actor, params.id);
  },
  lookAtLink: ({ tx, actor, body }) => lookAtLink(tx, body.token, actor),
  decideByLink: ({ tx, actor, body: { token, ...verdict } }) => decideByLink(tx, token, actor, verdict),

  authority: ({ db, actor, params }) => authorityOf(db, actor, params.id),
  decideOn: ({ tx, actor, params, body }) => recordDecision(tx, actor, params.id, body),

  async policy({ db, actor, query }) {
    if (query.teamId) await reachableTeam(db, actor, query.teamId);
    return await policyTable(db, allActs(), query.teamId ?? null);
  },
  async changePolicy({ tx, actor, body: { teamId, ...change } }) {
    await mayRule(tx, actor, teamId);
    for (const name of Object.keys(change.acts)) actNamed(name);
    const before = await policyTable(tx, allActs(), teamId);
    await writePolicy(tx, teamId, change);
    const after = await policyTable(tx, allActs(), teamId);
    await changed(tx, actor, teamId, 'policy', [...Object.keys(change.acts), ...(change.answerMinutes === undefined ? [] : ['answerMinutes'])], byKey(before), byKey(after));
    return after;
  },
  async limits({ db, actor, query }) {
    if (query.teamId) await reachableTeam(db, actor, query.teamId);
    return await authorityTable(db, query.teamId ?? null);
  },
  async changeLimits({ tx, actor, body: { teamId, topics } }) {
    await mayRule(tx, actor, teamId);
    const before = await authorityTable(tx, teamId);
    await changeRules(tx, actor, teamId, topics);
    const after = await authorityTable(tx, teamId);
    await changed(tx, actor, teamId, 'authority', Object.keys(topics), before.topics, after.topics);
    return after;
  },
});
