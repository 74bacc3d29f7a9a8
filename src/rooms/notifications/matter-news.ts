import { transact, type Db } from '../../core/server/db.ts';
import type { Recorded } from '../../core/server/journal.ts';
import { actNamed } from '../approvals/acts.ts';
import { ApprovalMoved } from '../approvals/contract.ts';
import { HandoverAcknowledged, HandoverIssued, HandoverReminded, HandoverUnacknowledged } from '../handovers/contract.ts';
import { AwayChanged, LeaveChanged } from '../leave/contract.ts';
import { SwapMoved } from '../rota/contract.ts';
import { HelpEnded, HelpOffered } from '../workload/contract.ts';
import { writeToDeciders } from './decision-letters.ts';
import type { Matter } from './matters.ts';
import { markOver } from './notifications.ts';
import type { Kind } from './rules.ts';
import { tables } from './tables.ts';
import { on, tellOfMatter, type Said } from './tellings.ts';

const as = (kind: Kind, people: readonly string[]): Said => people.map((person) => [person, kind] as const);
const over = (db: Db, matter: Matter, kind: Kind, personId?: string): Promise<void> => transact(db, (tx) => markOver(tx, { matterId: matter.id }, kind, personId));
/** Says it anew: what was said of it before and is still unread is not counted twice. */
async function again(db: Db, fact: Recorded, matter: Matter, kind: Kind, people: readonly string[]): Promise<void> {
  await over(db, matter, kind);
  await tellOfMatter(db, fact, matter, as(kind, people));
}

/** A request without a ticket, and the page that shows what it is about. */
async function requestOf(db: Db, id: string): Promise<Matter> {
  const { act, data, team_id } = await tables(db).selectFrom('approvals').select(['act', 'data', 'team_id']).where('id', '=', id).executeTakeFirstOrThrow();
  return { kind: 'approval', id, path: actNamed(act).look?.(data) ?? '/approvals', teamId: team_id };
}
const swapOf = ({ data }: { data: { swapId: string; teamId: string } }): Matter => ({ kind: 'swap', id: data.swapId, path: `/team/rota?team=${data.teamId}`, teamId: data.teamId });
const helpOf = (id: string, path: string): Matter => ({ kind: 'help', id, path, teamId: null });
const handoverOf = (fact: { about: { id: string }; data: { teamId: string } }): Matter => ({ kind: 'handover', id: fact.about.id, path: `/shift/handovers/${fact.about.id}`, teamId: fact.data.teamId });
const leaveOf = (id: string, path: string): Matter => ({ kind: 'leave', id, path, teamId: null });

/** Whom each fact about something else than a ticket concerns, and as what. */
export const matterNews = [
  on(ApprovalMoved, async (db, fact) => {
    const { approvalId, requesterId, nowIds, again: oncemore, state } = fact.data;
    const matter = await requestOf(db, approvalId);
    if (state !== 'pending') for (const kind of ['approval', 'approval-undecided'] as const) await over(db, matter, kind);
    else if (fact.actor.kind === 'person') await over(db, matter, 'approval', fact.actor.id ?? undefined);
    await tellOfMatter(db, fact, matter, [...as('approval', nowIds), ...(oncemore ? as('approval-undecided', [requesterId]) : []), ...(state === 'approved' || state === 'refused' ? as('approval-decided', [requesterId]) : [])]);
    await writeToDeciders(db, fact, approvalId, nowIds);
  }),
  // Whoever agreed is told by the lead's decision, as they asked for it.
  on(SwapMoved, async (db, fact) => {
    const { giverId, takerId, state } = fact.data;
    const matter = swapOf(fact);
    if (state === 'asked') return await tellOfMatter(db, fact, matter, as('swap', [takerId]));
    await over(db, matter, 'swap');
    if (state !== 'withdrawn') await tellOfMatter(db, fact, matter, as('swap-told', state === 'over' ? [giverId, takerId] : [giverId]));
  }),
  on(HelpOffered, async (db, { data: { help }, ...fact }) => tellOfMatter(db, { ...fact, data: {} }, helpOf(help.id, '/my-day'), as('help', [help.ownerId]))),
  // To whoever helps, each handoff says that it is there.
  on(HelpEnded, async (db, fact) => {
    const { help } = fact.data;
    const matter = helpOf(help.id, '/team/load');
    await over(db, matter, 'help');
    if (help.state === 'declined') await tellOfMatter(db, fact, matter, as('help-told', [help.helperId]));
    if (help.state === 'agreed' && help.byId !== help.helperId) await tellOfMatter(db, fact, matter, as('help-told', [help.ownerId]));
  }),
  on(HandoverIssued, (db, fact) => again(db, fact, handoverOf(fact), 'handover', fact.data.incoming)),
  on(HandoverReminded, (db, fact) => again(db, fact, handoverOf(fact), 'handover', fact.data.people)),
  on(HandoverUnacknowledged, (db, fact) => tellOfMatter(db, fact, handoverOf(fact), as('handover', fact.data.leads))),
  on(HandoverAcknowledged, (db, fact) => over(db, handoverOf(fact), 'handover', fact.data.settled ? undefined : fact.actor.id ?? undefined)),
  // By others: what one does with one's own leave one knows. Refusals are the decision on the request.
  on(LeaveChanged, async (db, fact) => {
    const { leaveId, personId, state } = fact.data;
    if (fact.actor.kind === 'person' && ['approved', 'away', 'cancelled'].includes(state)) await tellOfMatter(db, fact, leaveOf(leaveId, `/team/leave/${leaveId}`), as('leave', [personId]));
  }),
  on(AwayChanged, async (db, fact) => {
    const { leaveId, coverId, state } = fact.data;
    await again(db, fact, leaveOf(leaveId, '/team/leave'), 'cover', coverId && (state === 'approved' || state === 'away') ? [coverId] : []);
  }),
];
