import { sql } from 'kysely';
import { transact, type Db, type Reads } from '../../core/server/db.ts';
import type { Recorded } from '../../core/server/journal.ts';
import { ApprovalAsked, ApprovalClimbed, ApprovalDecided, ApprovalWithdrawn } from '../approvals/contract.ts';
import { Accepted, Answered, Declined, Offered, Overridden, Reassigned, Reminded, Withdrawn } from '../handoffs/contract.ts';
import { EscalationAcknowledged, EscalationAnswered, EscalationClimbed, EscalationCloserChanged, EscalationClosed, EscalationOverridden, EscalationRaised, EscalationReminded, EscalationReopened, EscalationUntold, EscalationWithdrawn } from '../escalations/contract.ts';
import { AskOverdue, AskPassed, AskSettled, NoteAdded, NoteChanged } from '../notes/contract.ts';
import { LookAsked, LookCommented, LookOverdue, LookReleased, LookReturned, LookWithdrawn } from '../looks/contract.ts';
import { SlaAtRisk, SlaMissed } from '../sla/contract.ts';
import { CallbackOffered, CallbackSoon, CallbackUntaken } from '../channels/phone/contract.ts';
import { PromiseBroken, PromiseDueSoon } from '../promises/contract.ts';
import { Assigned, Closed, DeliveryChanged, Given, Merged, MessageReceived, ParticipantChanged, Replied, Taken, TicketOpened, Woke } from '../tickets/contract.ts';
import { Claimed, GivenBack } from '../queues/contract.ts';
import { writeToDeciders } from './decision-letters.ts';
import { markOver } from './notifications.ts';
import type { Kind } from './rules.ts';
import { tables } from './tables.ts';
import { on, tellAll, type Said } from './tellings.ts';

interface Mention { readonly kind: 'person' | 'team'; readonly id: string }

async function watchers(db: Reads, ticketId: string): Promise<{ owner: string | null; followers: string[] }> {
  const { rows } = await sql<{ owner: string | null; followers: string[] }>`/* hot */ select t.owner_id as owner, array(select f.person_id from ticket_followers f where f.ticket_id = t.id and not f.muted) as followers
    from tickets t where t.id = ${ticketId}`.execute(tables(db));
  return rows[0] ?? { owner: null, followers: [] };
}

const toWatchers = async (db: Reads, ticketId: string, kind: Kind): Promise<Said> => {
  const { owner, followers } = await watchers(db, ticketId);
  return [[owner, kind], ...followers.map((f) => [f, kind] as const)];
};

const membersOf = async (db: Reads, teams: readonly string[]): Promise<string[]> =>
  teams.length ? (await tables(db).selectFrom('members').select('person_id').where('team_id', 'in', [...teams]).execute()).map((m) => m.person_id) : [];

async function mentioned(db: Reads, mentions: readonly Mention[]): Promise<Said> {
  const people = mentions.filter((m) => m.kind === 'person').map((m) => m.id);
  return [...people, ...(await membersOf(db, mentions.filter((m) => m.kind === 'team').map((m) => m.id)))].map((p) => [p, 'mention'] as const);
}

/** What waited on a ticket, or by some of its entries, calls nobody any more. */
const over = (db: Db, ticketId: string, kind: Kind, entryIds?: readonly string[], personId?: string): Promise<void> => transact(db, (tx) => markOver(tx, entryIds ? { ticketId, entryIds } : { ticketId }, kind, personId));

/** A request was decided or taken back: nobody who was asked is called to it any more, however often it was asked. Others on the same ticket wait on. `personId`: only they are not, as they passed it on. */
async function requestOver(db: Db, ticketId: string, approvalId: string, personId?: string): Promise<void> {
  const entries = await tables(db).selectFrom('facts').select('uid').where('about_id', '=', ticketId).where('shown', '=', true).where('name', 'in', [ApprovalAsked.name, ApprovalClimbed.name]).where(sql<boolean>`data->>'approvalId' = ${approvalId}`).execute();
  for (const kind of ['approval', 'approval-undecided'] as const) if (entries.length) await over(db, ticketId, kind, entries.map((e) => e.uid), personId);
}

/** Who is asked for a yes or no is told, and written to. */
async function tellDeciders(db: Db, fact: Recorded, approvalId: string, people: readonly string[]): Promise<void> {
  await tellAll(db, fact, fact.id, people.map((p) => [p, 'approval'] as const));
  await writeToDeciders(db, fact, approvalId, people);
}

interface Handed { readonly senderId: string; readonly ownerId: string | null; readonly toPerson: string | null; readonly toTeam: string }
/** Whose yes a handoff waits for, then who is answerable until it comes. */
const handedTo = async (db: Reads, h: Handed, leads: readonly string[]): Promise<Said> =>
  [...(h.toPerson ? [h.toPerson] : (await membersOf(db, [h.toTeam])).filter((p) => p !== h.senderId)), ...leads].map((p) => [p, 'handoff'] as const);
const handedBy = (h: Handed): Said => [[h.senderId, 'handoff-told'], [h.ownerId, 'handoff-told']];

const asking = (people: readonly string[]): Said => people.map((p) => [p, 'escalation'] as const);
/** Who leads the team a ticket lies in. */
const leadsOf = async (db: Reads, ticketId: string): Promise<string[]> =>
  (await tables(db).selectFrom('members as m').innerJoin('tickets as t', 't.team_id', 'm.team_id').select('m.person_id').where('t.id', '=', ticketId).where('m.lead', '=', true).execute()).map((m) => m.person_id);

/** Whom each fact about a ticket concerns, and as what. */
export const ticketNews = [
  // Nobody owns it: then its leads see to it that somebody does.
  on(SlaAtRisk, async (db, fact) => tellAll(db, fact, fact.id, (fact.data.ownerId ? [fact.data.ownerId] : fact.data.leads).map((p) => [p, 'sla'] as const))),
  on(SlaMissed, async (db, fact) => tellAll(db, fact, fact.id, [fact.data.ownerId, ...fact.data.leads].map((p) => [p, 'sla'] as const))),
  on(Offered, async (db, fact) => tellAll(db, fact, fact.id, await handedTo(db, fact.data.handoff, fact.data.leads), fact.data.loud)),
  on(Reminded, async (db, fact) => tellAll(db, fact, fact.id, [...handedBy(fact.data.handoff), ...(await handedTo(db, fact.data.handoff, fact.data.leads))], fact.data.loud)),
  on(Accepted, async (db, fact) => {
    await over(db, fact.about.id, 'handoff');
    await tellAll(db, fact, fact.id, handedBy(fact.data.handoff));
  }),
  on(Declined, async (db, fact) => {
    await over(db, fact.about.id, 'handoff');
    await tellAll(db, fact, fact.id, handedBy(fact.data.handoff));
  }),
  on(Withdrawn, async (db, fact) => {
    await over(db, fact.about.id, 'handoff');
    await tellAll(db, fact, fact.id, [...handedBy(fact.data.handoff), [fact.data.handoff.toPerson, 'handoff-told']]);
  }),
  on(Answered, (db, fact) => (fact.data.had ? Promise.resolve() : tellAll(db, fact, fact.id, handedBy(fact.data.handoff)))),
  on(Reassigned, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.handoff.ownerId, 'handoff-told']])),
  on(Overridden, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.fromOwner, 'handoff-told']])),
  // Asked of nobody in particular, whoever of the team looks first has it: the list on My day says so, nobody is called.
  on(LookAsked, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.askedId, 'look']])),
  on(LookCommented, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.authorId, 'look-told']])),
  on(LookReleased, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.authorId, 'look-told']])),
  on(LookReturned, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.authorId, 'look-told']])),
  on(LookWithdrawn, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.authorId, 'look-told']])),
  on(LookOverdue, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.authorId, 'look-told'], [fact.data.askedId, 'look'], ...fact.data.leads.map((p) => [p, 'look'] as const)])),
  on(PromiseDueSoon, async (db, fact) => tellAll(db, fact, fact.id, [[fact.data.ownerId, 'promise']])),
  on(PromiseBroken, async (db, fact) => tellAll(db, fact, fact.id, [fact.data.ownerId, ...fact.data.leads].map((p) => [p, 'promise'] as const))),
  on(CallbackSoon, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.ownerId, 'callback']])),
  on(CallbackOffered, (db, fact) => tellAll(db, fact, fact.id, fact.data.to.map((p) => [p, 'callback'] as const))),
  on(CallbackUntaken, (db, fact) => tellAll(db, fact, fact.id, [fact.data.ownerId, ...fact.data.leads].map((p) => [p, 'callback'] as const))),
  on(ApprovalAsked, (db, fact) => tellDeciders(db, fact, fact.data.approvalId, fact.data.askedIds)),
  on(ApprovalClimbed, async (db, fact) => {
    if (fact.actor.kind === 'person') await requestOver(db, fact.about.id, fact.data.approvalId, fact.actor.id ?? undefined);
    await tellDeciders(db, fact, fact.data.approvalId, fact.data.askedIds);
    if (fact.data.again) await tellAll(db, fact, fact.id, [[fact.data.requesterId, 'approval-undecided']]);
  }),
  on(ApprovalDecided, async (db, fact) => {
    await requestOver(db, fact.about.id, fact.data.approvalId);
    await tellAll(db, fact, fact.id, [[fact.data.requesterId, 'approval-decided']]);
  }),
  on(ApprovalWithdrawn, (db, fact) => requestOver(db, fact.about.id, fact.data.approvalId)),
  // Whoever is asked, or has to tell the customer, has something to do; for the others it moved on.
  on(EscalationRaised, (db, fact) => tellAll(db, fact, fact.id, asking(fact.data.asked), fact.data.loud)),
  on(EscalationClimbed, (db, fact) => tellAll(db, fact, fact.id, [...asking(fact.data.asked), [fact.data.raisedBy, 'escalation-moved']], fact.data.loud)),
  on(EscalationReminded, async (db, fact) => {
    const leads = fact.data.loud === 'lead' ? await leadsOf(db, fact.about.id) : [];
    await tellAll(db, fact, fact.id, [...asking([...fact.data.asked]), ...[fact.data.raisedBy, ...leads].map((p) => [p, 'escalation-moved'] as const)], fact.data.loud);
  }),
  on(EscalationAcknowledged, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.closerId, 'escalation-moved'], [fact.data.raisedBy, 'escalation-moved']])),
  on(EscalationAnswered, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.closerId, 'escalation'], [fact.data.raisedBy, 'escalation-moved']], fact.data.loud)),
  on(EscalationReopened, (db, fact) => tellAll(db, fact, fact.id, asking(fact.data.asked), fact.data.loud)),
  on(EscalationWithdrawn, (db, fact) => tellAll(db, fact, fact.id, fact.data.asked.map((p) => [p, 'escalation-moved'] as const))),
  on(EscalationOverridden, (db, fact) => tellAll(db, fact, fact.id, [fact.data.closerId, ...fact.data.asked].map((p) => [p, 'escalation-moved'] as const))),
  on(EscalationCloserChanged, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.to, 'escalation'], [fact.data.from, 'escalation-moved']])),
  on(EscalationUntold, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.closerId, 'escalation']])),
  on(EscalationClosed, (db, fact) => tellAll(db, fact, fact.id, [[fact.data.helperId, 'escalation-moved']])),
  on(NoteAdded, async (db, fact) => tellAll(db, fact, fact.data.entryId, [...(await mentioned(db, fact.data.mentions)), ...(await toWatchers(db, fact.about.id, 'note'))])),
  on(NoteChanged, async (db, fact) => tellAll(db, fact, fact.data.entryId, await mentioned(db, fact.data.mentions))),
  // Who mentions asked was told by the mention; a team that has not taken it hears of it once more when it is late.
  on(AskOverdue, async (db, fact) => tellAll(db, fact, fact.data.entryId, [fact.data.askedById, ...(fact.data.personId ? [fact.data.personId] : await membersOf(db, fact.data.teamId ? [fact.data.teamId] : []))].map((p) => [p, 'ask'] as const))),
  on(AskPassed, async (db, fact) => tellAll(db, fact, fact.data.entryId, (fact.data.personId ? [fact.data.personId] : await membersOf(db, fact.data.teamId ? [fact.data.teamId] : [])).map((p) => [p, 'ask'] as const))),
  on(AskSettled, (db, fact) => tellAll(db, fact, fact.data.answerId ?? fact.data.entryId, fact.data.state === 'withdrawn' ? [] : [[fact.data.askedById, 'ask']])),
  on(MessageReceived, async (db, fact) => {
    // An out-of-office notice is shown on its ticket and tells nobody.
    if (!fact.data.quiet) await tellAll(db, fact, fact.data.messageId, await toWatchers(db, fact.about.id, fact.data.stranger ? 'participant-proposed' : 'customer-replied'));
  }),
  on(Replied, async (db, fact) => tellAll(db, fact, fact.data.messageId, await toWatchers(db, fact.about.id, 'teammate-replied'))),
  on(Assigned, async (db, fact) => {
    await over(db, fact.about.id, 'went-back');
    await tellAll(db, fact, fact.id, [[fact.data.to, 'assigned']]);
  }),
  on(GivenBack, (db, fact) => tellAll(db, fact, fact.id, fact.data.how === 'released' ? [[fact.data.personId, 'released']] : fact.data.how === 'idle' ? [[fact.data.personId, 'went-back']] : [])),
  // It is with somebody again, whoever it is, or no longer in that queue.
  ...[Claimed, Taken, Given, Closed, Merged].map((fact) => on(fact, (db, { about }) => over(db, about.id, 'went-back'))),
  on(Woke, async (db, fact) => tellAll(db, fact, fact.id, await toWatchers(db, fact.about.id, 'woke'))),
  on(DeliveryChanged, async (db, fact) => {
    if (!['failed', 'bounced', 'unknown'].includes(fact.data.delivery)) return;
    const { owner } = await watchers(db, fact.about.id);
    await tellAll(db, fact, fact.data.messageId, [[fact.data.authorId, 'reply-failed'], [owner, 'reply-failed']]);
  }),
  // A stranger who writes is told of with their message; one who was only copied is told of here.
  on(ParticipantChanged, async (db, fact) => {
    const { participant } = fact.data;
    if (participant.role !== 'proposed' || fact.actor.kind === 'person') return;
    const wrote = await tables(db).selectFrom('messages').select('id').where('ticket_id', '=', fact.about.id).where('customer_id', '=', participant.customerId).where('direction', '=', 'in').executeTakeFirst();
    if (!wrote) await tellAll(db, fact, fact.id, await toWatchers(db, fact.about.id, 'participant-proposed'));
  }),
  on(TicketOpened, async (db, fact) => {
    const { ownerId, teamId } = fact.data.set;
    const said: Said = ownerId ? [[ownerId, 'assigned']] : (await membersOf(db, [teamId])).map((p) => [p, 'new-in-team'] as const);
    await tellAll(db, fact, fact.id, said);
  }),
];
