import { z } from 'zod';
import { endpoint, fact, gate, refusal, settings, type Out } from '../../core/contract.ts';
import { file } from '../../core/file-contract.ts';
import { byId, cursor, id, ok, own, page, time, words } from '../../core/shapes.ts';

// ── Words ────────────────────────────────────────────────────────────────────

export const status = z.enum(['open', 'waiting', 'closed']);
export const priority = z.enum(['low', 'normal', 'high', 'urgent']);
/** Whether a ticket opened from another one is about the same matter or a new one (Q12). */
export const matter = z.enum(['same', 'new']);
export const waitingFor = z.enum(['customer', 'teammate', 'team', 'date', 'vendor']);
export const channel = z.string().regex(/^[a-z][a-z-]{1,30}$/).meta({ description: 'how a message came or goes', example: 'email' });
export const delivery = z.enum(['received', 'pending', 'held', 'sending', 'sent', 'failed', 'unknown', 'cancelled', 'delayed', 'bounced']);
export const order = z.enum(['due', 'newest', 'oldest', 'priority', 'updated']).describe('due: next due time first; newest, oldest: by opening; priority: urgent first, then oldest; updated: last message first');
/** `team:ID` and `saved:ID` name one team or one saved view. */
export const view = z.string().regex(/^(mine|my-teams|unowned|waiting|all|closed|following|(team|saved):[0-9a-f-]{36})$/).describe(
  'mine: mine and not closed · my-teams: open and unowned in my teams · unowned: open without an owner · waiting · all: not closed · closed · following: what I follow, not closed · team:ID: open in that team · saved:ID: a saved view');
const tag = z.string().trim().toLowerCase().min(1).max(40).regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/+&-]*$/u, 'letters, digits, spaces and . _ / + & - only');
const tags = z.array(tag).max(20).transform((all) => [...new Set(all)].sort());
const version = z.number().int().positive().optional().describe('the version you saw; refused with `tickets.changed` when the same field was changed since');
const html = z.string().max(500_000);
const fileIds = z.array(id).max(50).default([]);
export const mailbox = z.object({ name: z.string().max(200).default(''), address: z.string().max(254) });
const recipient = z.object({ name: words(200, 0).default(''), address: z.email().max(254) });

// ── Shapes ───────────────────────────────────────────────────────────────────

/** The clock of a ticket that is due next: what for, how much of it is gone, whose it is. A paused one stands still and is not due. */
export const nextDue = z.object({
  clockId: id, kind: z.string().describe('such as `handoff`'), label: z.string().describe('a few words for people'), startedAt: time, dueAt: time, warnAt: time.nullable(),
  pausedAt: time.nullable(), pauseReason: z.string().nullable(), personId: id.nullable(), teamId: id.nullable(),
}).meta({ id: 'NextDue' });

/** A ticket as lists show it. Facts carry the changed part of it as `set`. */
export const ticketRow = z.object({
  id, number: z.number().int(), subject: z.string(), status, teamId: id, ownerId: id.nullable(), claimedBy: id.nullable().describe('who works on it now without owning it: it stands in the queue, and nobody else gets it'), priority, tags: z.array(z.string()),
  customerId: id.nullable(), customerName: z.string().describe('empty when the ticket has no customer'), channel,
  waitingFor: waitingFor.nullable(), waitingNote: z.string(), wakeAt: time.nullable(),
  dueAt: time.nullable().describe('next due time of any clock'), nextDue: nextDue.nullable().describe('the clock due next; where none runs, one that is paused'), snippet: z.string(), messageCount: z.number().int(),
  lastMessageAt: time, lastFrom: z.enum(['customer', 'us']), closedAt: time.nullable(), closedFor: id.nullable().describe('the reason it is closed for; null: it is not closed, or none was asked for'), mergedInto: id.nullable(), madeAt: time, queuedAt: time.nullable().describe('since when it stands in the queue of its team; null: it does not'), version: z.number().int(),
}).meta({ id: 'TicketRow' });
export const rowChange = ticketRow.partial();

export const participant = z.object({ address: z.string(), name: z.string(), customerId: id.nullable(), role: z.enum(['requester', 'copied', 'proposed', 'refused']), at: time }).meta({ id: 'Participant' });
export const follower = z.object({ personId: id, muted: z.boolean() });
export const link = z.object({ otherId: id, number: z.number().int(), subject: z.string(), status, kind: z.enum(['related', 'split-from', 'split-to', 'follow-up-of', 'follow-up', 'merged-in', 'merged-into']) }).meta({ id: 'TicketLink' });
/** What the asker may do with this ticket now. */
export const may = z.object({
  note: z.boolean(), reply: z.boolean(), take: z.boolean(), assign: z.boolean(), wait: z.boolean(), close: z.boolean(), reopen: z.boolean(),
  change: z.boolean().describe('subject, tags, priority, participants'), merge: z.boolean(), split: z.boolean(),
});

export const message = z.object({
  id, ticketId: id, direction: z.enum(['in', 'out']), channel, customerId: id.nullable(), personId: id.nullable(),
  sender: mailbox, recipients: z.array(mailbox), copies: z.array(mailbox), html: z.string().describe('sanitised'), foldedHtml: z.string().describe('quoted history and signature, to be shown folded'), text: z.string(),
  doubt: z.string().nullable().describe('why the sender is not certain'), delivery, deliveryNote: z.string().nullable(), dueAt: time.nullable().describe('until then a reply can be taken back'), at: time, files: z.array(file),
}).meta({ id: 'Message' });

/** One entry of the timeline: a fact about the ticket and, for messages, what was written. */
export const entry = z.object({
  id: id.describe('the message id or note id where the entry is one'), number: z.number().int().describe('rises with time; send the newest one you saw as `seen` with a reply'),
  name: z.string().describe('the fact, such as `tickets.closed`'), at: time, actor: z.object({ kind: z.string(), id: id.nullable() }), data: z.unknown(),
  message: message.nullable().describe('null too when it was split off to another ticket'), more: z.unknown().describe('what a higher room adds, such as the text of a note; null otherwise'),
}).meta({ id: 'Entry' });

export const draft = z.object({
  id, ticketId: id, mode: z.enum(['reply', 'note']), html: z.string(), to: z.array(mailbox), cc: z.array(mailbox), files: z.array(file), version: z.number().int(), at: time,
}).meta({ id: 'Draft' });
/** Goes along with what is sent: its draft goes, but not what was written on it elsewhere since. */
export const saidDraft = z.object({ id, version: z.int().min(1) }).describe('the draft it was, as you knew it: one that was written on since stays. Without it only a draft of the same words goes');

export const ticketSeen = z.object({ ticketId: id, seen: z.number().int().min(0).describe('`number` of the newest entry seen') });
export const ticketNews = ticketSeen.extend({
  news: z.number().int().describe('`number` of the newest entry by somebody else that is worth a dot; 0 for none. Unread when it is above `seen`'), follows: z.boolean().describe('you follow it and did not mute it'),
}).meta({ id: 'TicketNews' });

export const ticketHead = z.object({
  ticket: ticketRow, may, participants: z.array(participant), followers: z.array(follower), links: z.array(link), drafts: z.array(draft).describe('your own'),
  undoSeconds: z.number().int().describe('how long a reply can be taken back'),
  beside: z.array(z.object({ key: z.array(z.string()), data: z.unknown() })).optional().describe('for browsers that ask for it: what other endpoints answer about the ticket, by the key it is kept under'),
}).meta({ id: 'Ticket' });

/** What a list can be narrowed to. Everything given must hold. */
export const ticketFilter = z.object({
  status: z.array(status).max(3).optional(), teamId: z.array(id).max(50).optional(), ownerId: z.array(id.or(z.enum(['me', 'none']))).max(50).optional(), tag: z.array(tag).max(10).optional().describe('all of them'),
  priority: z.array(priority).max(4).optional(), customerId: id.optional(), channel: channel.optional(), text: z.string().trim().min(1).max(200).optional().describe('words in the subject'),
  madeAfter: time.optional(), madeBefore: time.optional(), lastAfter: time.optional(), lastBefore: time.optional(),
  waitingFor: z.array(waitingFor).max(5).optional(), dueAfter: time.optional().describe('a clock of it is due at or after'), dueBefore: time.optional(), queuedAfter: time.optional().describe('in the queue since then or later'), queuedBefore: time.optional(),
  closedFor: z.array(id).max(50).optional().describe('closed for one of these reasons; `status` is closed then, unless you say otherwise'),
});
/** A query parameter given once or several times. */
const some = <T extends z.core.$ZodType>(item: T, max = 50) => z.union([z.array(item).max(max), item]).transform((v) => (Array.isArray(v) ? v : [v]) as z.output<T>[]);
const filterQuery = ticketFilter.extend({ status: some(status, 3).optional(), teamId: some(id).optional(), ownerId: some(id.or(z.enum(['me', 'none']))).optional(), tag: some(tag, 10).optional(), priority: some(priority, 4).optional(), waitingFor: some(waitingFor, 5).optional(), closedFor: some(id).optional() });

export const savedView = z.object({
  id, name: z.string(), scope: z.enum(['own', 'team', 'everybody']), teamId: id.nullable(), filter: ticketFilter, order, position: z.number().int(), may: z.object({ change: z.boolean() }),
}).meta({ id: 'SavedView' });
const viewBody = z.object({ name: words(80), scope: z.enum(['own', 'team', 'everybody']), teamId: id.nullable().default(null), filter: ticketFilter, order: order.default('due'), position: z.number().int().min(0).max(1000).default(0) });

const perTeam = z.object({ open: z.number().int(), waiting: z.number().int(), closed: z.number().int(), unowned: z.number().int().describe('open without an owner') });
export const counts = z.object({
  mine: z.object({ open: z.number().int(), waiting: z.number().int() }), myTeams: z.number().int(), unowned: z.number().int(), waiting: z.number().int(),
  all: z.number().int(), closed: z.number().int(), teams: z.record(id, perTeam),
}).meta({ id: 'TicketCounts' });

/** A ticket opened from another one. */
export const childBody = z.object({
  id: id.describe('of the new ticket'), subject: words(300), teamId: id.optional().describe('default: the same team'), matter: matter.default('new'),
  ownerId: id.nullable().default(null).describe("you, or null for the queue. The owner of this ticket too; for a new matter only when a lead says so"),
});
export const child = z.discriminatedUnion('kind', [childBody.extend({ kind: z.literal('split'), messageId: id }), childBody.extend({ kind: z.literal('follow-up') })]);
export type Child = Out<typeof child>;

const waitBody = z.object({ for: waitingFor, until: time.optional().describe('default: what the team has set for this reason'), note: words(500, 0).default('') });
/** Why a ticket is closed: a reason of its team, and the last note, which becomes a note of the ticket. */
export const closing = z.object({ reasonId: id, note: html.default('').describe('empty where you wrote one since the customer last wrote, or none is asked for'), fileIds }).meta({ id: 'ClosingWords' });
export type ClosingWords = Out<typeof closing>;
const asClosed = { closing: closing.optional().describe('asked for unless the team switched reasons off') };
/** Teams that work their queue in order want to know why one is taken out of its turn. */
const pickedBecause = words(300, 0).optional().describe('why this one, where the team’s queue is worked in order: `queues.reason-needed`');
/** One change for many tickets. */
export const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('take'), reason: pickedBecause }), z.object({ kind: z.literal('assign'), personId: id, reason: pickedBecause }), z.object({ kind: z.literal('give'), teamId: id }),
  z.object({ kind: z.literal('close'), ...asClosed }), z.object({ kind: z.literal('reopen') }), waitBody.extend({ kind: z.literal('wait') }),
  z.object({ kind: z.literal('priority'), priority }), z.object({ kind: z.literal('tags'), add: tags.default([]), remove: tags.default([]) }),
]);

export const ticketSettings = settings('tickets', z.object({
  undoSeconds: z.number().int().min(0).max(60).default(10).describe('how long a sent reply can be taken back'),
  thanksReopens: z.boolean().default(false).describe('whether a bare "thanks" reopens a closed ticket'),
  wakeAfterHours: z.record(waitingFor, z.number().int().min(1).max(8760)).default({ customer: 72, teammate: 24, team: 24, date: 24, vendor: 72 }).describe('default wake-up for each reason'),
}));

// ── Refusals ─────────────────────────────────────────────────────────────────

const newer = z.object({ entryId: id, at: time, personId: id.nullable(), name: z.string(), snippet: z.string() });
export const changedSince = refusal('tickets.changed', 409, 'Somebody changed the same thing just before you. See what it is now, then decide again.', z.object({
  ticket: ticketRow, changes: z.array(z.object({ name: z.string(), at: time, personId: id.nullable(), set: rowChange })),
}));
export const othersWrote = refusal('tickets.others-wrote', 409, 'Something was written on this ticket while you wrote. Read it, then send anyway or change your reply.', z.object({ entries: z.array(newer) }));
export const ownedAlready = refusal('tickets.owned-already', 409, 'Somebody else owns this ticket now.', z.object({ ownerId: id }));
export const mergedAway = refusal('tickets.merged-away', 409, 'This ticket was merged into another. Work on that one.', z.object({ intoId: id, number: z.number().int() }));
export const notForYou = refusal('tickets.not-for-you', 403, 'You may read this ticket and write notes on it, but not do that. Ask an agent of its team.');
export const assigneeAway = refusal('tickets.assignee-away', 409, 'They are away and would not see it. Give it to whoever stands in, or to the team.', z.object({ personId: id, until: time.nullable(), note: z.string(), coverId: id.nullable() }));
export const cannotOwn = refusal('tickets.person-cannot-own', 422, 'This person cannot own the ticket: they are deactivated, only collaborate, or may not see its team. Choose somebody else.');
export const wakeTooEarly = refusal('tickets.wake-not-ahead', 422, 'Choose a wake-up time that is ahead, within two years.');
export const replyEmpty = refusal('tickets.reply-empty', 422, 'There is nothing to send yet. Write something or attach a file.');
export const noRecipient = refusal('tickets.reply-to-nobody', 422, 'Choose at least one recipient.');
export const filesMissing = refusal('tickets.files-missing', 422, 'Some of the attached files are gone. Attach them again.', z.object({ fileIds: z.array(id) }));
export const tooLate = refusal('tickets.sent-already', 409, 'It is already on its way and cannot be taken back.', z.object({ delivery }));
export const notStuck = refusal('tickets.not-stuck', 409, 'This reply does not wait for such a decision.', z.object({ delivery }));
export const undoTooLate = refusal('tickets.undo-too-late', 409, 'The same thing was changed again since, so it was not undone.', z.object({ ticketIds: z.array(id) }));
export const undoneAlready = refusal('tickets.undone-already', 409, 'That was undone already.');
export const mergeItself = refusal('tickets.merge-itself', 422, 'A ticket cannot be merged into or linked with itself. Choose another one.');
export const otherCustomer = refusal('tickets.other-customer', 409, 'These tickets belong to different customers. After merging, replies can reach both. Merge anyway only if you mean it.');
export const notMerged = refusal('tickets.not-merged', 409, 'This ticket is not merged into another.');
export const cannotSplit = refusal('tickets.cannot-split', 422, 'Only a message from a customer can be split off, and not the only one on the ticket.');
export const childOwner = refusal('tickets.child-owner', 422, 'A ticket opened from this one goes to you, to the queue or to the owner of this one. Choose one of them.');
export const draftNewer = refusal('tickets.draft-newer', 409, 'You wrote on this draft somewhere else since. Choose which one to keep.', z.object({ draft }));
const everyVerb = [changedSince, mergedAway, notForYou] as const;

// ── Questions to higher rooms: refuse to stop the verb ───────────────────────

const via = z.enum(['handoff', 'reassign', 'override', 'approval', 'escalation', 'cover']);
/** How an act came about, where it is not plainly somebody's: set by server code only, so that a gate lets its own pass. */
export type Via = z.output<typeof via>;
interface About { readonly ticketId: string; readonly teamId: string; readonly ownerId: string | null; readonly claimedBy: string | null }
/** What moves a ticket to somebody says how it came about; an undo of one's own act says when that was; who picks one out of its turn says why. */
interface Moved extends About { readonly via?: Via; readonly undoes?: string; readonly reason?: string }
export const mayTake = gate<Moved>()('tickets.may-take');
export const mayAssign = gate<Moved & { readonly to: string; readonly toTeamId: string }>()('tickets.may-assign');
export const mayGive = gate<Moved & { readonly toTeamId: string }>()('tickets.may-give');
export const mayWait = gate<About & { readonly for: string; readonly until: string }>()('tickets.may-wait');
/** `entryId`: of the entry that will say so. `undoes` instead: it is closed again because opening it is taken back. `said`: what the reply that closes it says. */
export const mayClose = gate<About & { readonly closing?: ClosingWords; readonly entryId?: string; readonly undoes?: string; readonly said?: string }>()('tickets.may-close');
export const mayReopen = gate<About>()('tickets.may-reopen');
export const mayReply = gate<About & { readonly messageId: string; readonly text: string }>()('tickets.may-reply');
export const mayMerge = gate<About & { readonly intoId: string }>()('tickets.may-merge');
/** Asked before a ticket is opened from another: `wanted` is what was asked for, to be done later with `via` where it needs a yes first. */
export const mayOpenChild = gate<About & { readonly wanted: Child; readonly via?: Via }>()('tickets.may-open-child');

/** Asks nobody, tells: what was claimed has an owner, another team or another status since, whichever room's act that was. */
export const claimEnded = gate<{ readonly ticketId: string }>()('tickets.claim-ended');

// ── Facts: `set` is what changed of the ticket's row; `undoId` takes the act back ──

const set = rowChange;
const act = { set, undoId: id.optional() };
export const TicketOpened = fact('tickets.opened', 'ticket', z.object({ set: ticketRow, customerId: id.nullable(), channel, splitFrom: id.optional(), followUpOf: id.optional() }));
export const MessageReceived = fact('tickets.message-received', 'ticket', z.object({ messageId: id, customerId: id.nullable(), channel, stranger: z.boolean().default(false), quiet: z.boolean().default(false).describe('written by a machine: nobody is told'), set }));
export const Replied = fact('tickets.replied', 'ticket', z.object({ messageId: id, dueAt: time, to: z.array(mailbox), cc: z.array(mailbox), channel, set }));
export const ReplyCancelled = fact('tickets.reply-cancelled', 'ticket', z.object({ messageId: id, set }));
export const ReplyRetried = fact('tickets.reply-retried', 'ticket', z.object({ messageId: id, dueAt: time, was: delivery, set }));
export const DeliveryChanged = fact('tickets.delivery-changed', 'ticket', z.object({ messageId: id, from: delivery, delivery, note: z.string().nullable(), authorId: id.nullable(), set }), { shown: false });
export const DeliveryDecided = fact('tickets.delivery-decided', 'ticket', z.object({ messageId: id, delivery, set }));
export const Thanked = fact('tickets.thanked', 'ticket', z.object({ messageId: id, set }));
export const Taken = fact('tickets.taken', 'ticket', z.object(act));
export const Assigned = fact('tickets.assigned', 'ticket', z.object({ from: id.nullable(), to: id, fromTeam: id, toTeam: id, via: via.optional(), ...act }));
export const Given = fact('tickets.given', 'ticket', z.object({ from: id.nullable(), fromTeam: id, toTeam: id, via: via.optional(), ...act }));
export const PriorityChanged = fact('tickets.priority-changed', 'ticket', z.object({ from: priority, to: priority, ...act }));
export const TagsChanged = fact('tickets.tags-changed', 'ticket', z.object({ added: z.array(z.string()), removed: z.array(z.string()), ...act }));
export const SubjectChanged = fact('tickets.subject-changed', 'ticket', z.object({ from: z.string(), to: z.string(), ...act }));
export const Waiting = fact('tickets.waiting', 'ticket', z.object({ for: waitingFor, until: time, note: z.string(), ...act }));
export const Woke = fact('tickets.woke', 'ticket', z.object({ waitedFor: waitingFor, set }));
export const Closed = fact('tickets.closed', 'ticket', z.object({ ...act, reasonId: id.optional() }));
export const Reopened = fact('tickets.reopened', 'ticket', z.object({ why: z.enum(['by-hand', 'customer-wrote']), was: status, ...act }));
export const FollowingChanged = fact('tickets.following-changed', 'ticket', z.object({ personId: id, following: z.boolean(), muted: z.boolean(), set }), { shown: false });
export const Merged = fact('tickets.merged', 'ticket', z.object({ intoId: id, number: z.number().int().describe('of the ticket it was merged into'), link, ...act }));
export const MergedIn = fact('tickets.merged-in', 'ticket', z.object({ link, ...act }));
export const Unmerged = fact('tickets.unmerged', 'ticket', z.object({ fromId: id, number: z.number().int(), set }));
export const UnmergedFrom = fact('tickets.unmerged-from', 'ticket', z.object({ otherId: id, number: z.number().int(), set }));
export const SplitOff = fact('tickets.split-off', 'ticket', z.object({ messageId: id, link, matter: matter.optional(), set }));
export const MessageMovedIn = fact('tickets.message-moved-in', 'ticket', z.object({ messageId: id, link, set }));
/** On both: the older one's link says `follow-up`, the new one's `follow-up-of`. */
export const FollowedUp = fact('tickets.followed-up', 'ticket', z.object({ link, matter, set }));
export const Linked = fact('tickets.linked', 'ticket', z.object({ link, set }));
export const Unlinked = fact('tickets.unlinked', 'ticket', z.object({ otherId: id, number: z.number().int(), set }));
export const ParticipantChanged = fact('tickets.participant-changed', 'ticket', z.object({ participant, was: participant.shape.role.nullable(), set }));
export const Undone = fact('tickets.undone', 'ticket', z.object({ what: z.string().describe('the fact that was taken back'), set }));
export const ViewsChanged = fact('tickets.views-changed', 'view', z.object({ scope: savedView.shape.scope, teamId: id.nullable(), gone: z.boolean() }), { shown: false });
/** To the person alone: a draft of theirs appeared, or is gone (sent or discarded). What stands in it is told to nobody. */
export const DraftsChanged = fact('tickets.drafts-changed', 'draft', z.object({ ticketId: id, mode: draft.shape.mode, gone: z.boolean() }), { shown: false });
/** To the person alone: up to which entries they have seen tickets, in any of their browsers. */
export const TicketsSeen = fact('tickets.seen', 'reader', z.object({ tickets: z.array(ticketSeen) }), { shown: false });
export const SettingsChanged = fact('tickets.settings-changed', 'settings', z.object({ teamId: id.nullable() }), { shown: false });

/** Every fact about a ticket: browsers apply them with `applyToRow` and `applyToHead` of rules.ts. */
export const ticketFacts = [
  TicketOpened, MessageReceived, Replied, ReplyCancelled, ReplyRetried, DeliveryChanged, DeliveryDecided, Thanked, Taken, Assigned, Given, PriorityChanged, TagsChanged, SubjectChanged,
  Waiting, Woke, Closed, Reopened, FollowingChanged, Merged, MergedIn, Unmerged, UnmergedFrom, SplitOff, MessageMovedIn, FollowedUp, Linked, Unlinked, ParticipantChanged, Undone,
] as const;

// ── Endpoints ────────────────────────────────────────────────────────────────

const versioned = z.object({ version });
/** A ticket that stays as it is, and why: code, words and data of the refusal it would have met alone. */
export const leftOut = z.object({ ticketId: id, code: z.string(), say: z.string(), data: z.unknown() }).meta({ id: 'LeftOut' });
/** What every verb answers: the ticket as it is now and, where it can be taken back, the id for `undo`. */
export const changed = z.object({ ticket: ticketRow, undoId: id.nullable() });
const verb = { door: 'agent', params: byId, output: changed } as const;
const example = '0198c0de-0000-7000-8000-000000000001';
const searchHit = z.object({ ticket: ticketRow, in: z.string().describe('number, subject, message or note'), entryId: id.nullable(), snippet: z.string().describe('plain text; the words found stand between \u0002 and \u0003') });

export const tickets = {
  list: endpoint('GET /tickets', {
    summary: 'List tickets of a view, 50 a page. `next` is the cursor of the following page.', door: 'teammate',
    query: filterQuery.extend({ view: view.default('all'), order: order.optional().describe('default: of the saved view, else due; updated for closed'), cursor }), output: page(ticketRow),
    example: { answer: { items: [], next: null } },
  }),
  counts: endpoint('GET /tickets/counts', { summary: 'How many tickets each view holds, for the rail', door: 'teammate', output: counts }),
  search: endpoint('GET /search', {
    summary: 'Find tickets by words in subjects, messages and notes, by customer or by #number. Newest matches are considered, best ones come first.', door: 'teammate',
    query: z.object({ q: z.string().trim().min(1).max(200), closed: z.enum(['0', '1']).default('1').describe('0: only what is not closed') }),
    output: z.object({ tickets: z.array(searchHit), customers: z.array(z.object({ id, name: z.string(), address: z.string().nullable(), company: z.string().nullable() })), more: z.boolean() }),
  }),
  tags: endpoint('GET /tickets/tags', { summary: 'Tags used in teams you see, last used first', door: 'teammate', query: z.object({ q: z.string().trim().max(40).default(''), teamId: id.optional() }), output: z.array(z.string()) }),
  read: endpoint('GET /tickets/:ref', { summary: 'Open a ticket by id or number: its row, what you may do, participants, followers, links and your drafts', door: 'teammate', params: z.object({ ref: id.or(z.string().regex(/^\d{1,15}$/)) }), query: z.object({ beside: z.literal('1').optional().describe('also what a browser shows next to it; API keys read the other endpoints') }), output: ticketHead }),
  timeline: endpoint('GET /tickets/:id/timeline', {
    summary: 'What happened on a ticket, newest first. `next` is the `before` of the following page.', door: 'teammate', params: byId,
    query: z.object({ before: z.coerce.number().int().positive().optional(), limit: z.coerce.number().int().min(1).max(100).default(50), through: id.optional().describe('go on until this entry is among them, 500 at most') }),
    output: z.object({ items: z.array(entry), next: z.number().int().nullable() }),
  }),
  entry: endpoint('GET /tickets/:id/entries/:entryId', { summary: 'One entry of a timeline', door: 'teammate', params: z.object({ id, entryId: id }), output: entry }),
  others: endpoint('GET /tickets/:id/others', { summary: "The customer's other tickets that you may see, newest first", door: 'teammate', params: byId, output: z.array(ticketRow) }),
  ofCustomer: endpoint('GET /customers/:id/tickets', { summary: "A customer's tickets that you may see, newest first", door: 'teammate', params: byId, query: z.object({ cursor }), output: page(ticketRow) }),

  open: endpoint('POST /tickets', {
    summary: 'Open a ticket for a customer, with a first message to them if one is given', door: 'agent',
    body: z.object({
      id, teamId: id, subject: words(300), customerId: id, priority: priority.default('normal'), tags: tags.default([]), ownerId: id.nullable().default(null),
      message: z.object({ id, html, to: z.array(recipient).min(1).max(50), cc: z.array(recipient).max(50).default([]), fileIds }).optional(),
    }),
    output: changed, refusals: [replyEmpty, cannotOwn, filesMissing, notForYou], example: { body: { id: example, teamId: example, subject: 'Boiler visit on Tuesday', customerId: example } },
  }),
  reply: endpoint('POST /tickets/:id/replies', {
    summary: 'Send a reply to the customer. It leaves after the undo time.', door: 'agent', params: byId,
    body: z.object({
      id, html, to: z.array(recipient).max(50), cc: z.array(recipient).max(50).default([]), fileIds, quote: id.nullable().default(null).describe('the message to quote below'),
      undoSeconds: z.number().int().min(0).max(60).optional(), seen: z.number().int().min(0).describe('`number` of the newest entry you had loaded'), anyway: z.boolean().default(false).describe('send although others wrote since'), draft: saidDraft.optional(),
      then: z.discriminatedUnion('kind', [z.object({ kind: z.literal('close'), ...asClosed }), waitBody.extend({ kind: z.literal('wait') })]).optional(),
    }),
    output: z.object({ ticket: ticketRow, message, dueAt: time }), refusals: [othersWrote, replyEmpty, noRecipient, filesMissing, wakeTooEarly, mergedAway, notForYou],
    example: { body: { id: example, html: '<p>Your refund is on its way.</p>', to: [{ name: 'Anna Keller', address: 'anna@acme.example' }], seen: 4711 } },
  }),
  cancelReply: endpoint('POST /replies/:id/cancel', { summary: 'Take back a reply that has not left yet. It becomes your draft again.', door: 'agent', params: byId, output: z.object({ ticket: ticketRow, draft }), refusals: [tooLate, notForYou] }),
  retryReply: endpoint('POST /replies/:id/retry', { summary: 'Send a failed or bounced reply once more', door: 'agent', params: byId, output: z.object({ message }), refusals: [notStuck, notForYou] }),
  decideUnknown: endpoint('POST /replies/:id/decide', { summary: 'Say of a reply whose sending was cut off whether to count it as sent or to send it again', door: 'agent', params: byId, body: z.object({ as: z.enum(['sent', 'again']) }), output: z.object({ message }), refusals: [notStuck, notForYou] }),

  take: endpoint('POST /tickets/:id/take', { ...verb, summary: 'Become the owner of a ticket nobody owns', body: versioned.extend({ reason: pickedBecause }), refusals: [...everyVerb, ownedAlready] }),
  assign: endpoint('POST /tickets/:id/assign', { ...verb, summary: 'Make somebody the owner, in another team if one is named', body: versioned.extend({ personId: id, teamId: id.optional(), reason: pickedBecause }), refusals: [...everyVerb, cannotOwn, assigneeAway] }),
  give: endpoint('POST /tickets/:id/give', { ...verb, summary: "Put a ticket into a team's queue, without an owner; its own team's too", body: versioned.extend({ teamId: id }), refusals: everyVerb }),
  priority: endpoint('PUT /tickets/:id/priority', { ...verb, summary: 'Set the priority', body: versioned.extend({ priority }), refusals: everyVerb }),
  setTags: endpoint('PUT /tickets/:id/tags', { ...verb, summary: 'Set the tags', body: versioned.extend({ tags }), refusals: everyVerb }),
  subject: endpoint('PUT /tickets/:id/subject', { ...verb, summary: 'Change the subject', body: versioned.extend({ subject: words(300) }), refusals: everyVerb }),
  wait: endpoint('POST /tickets/:id/wait', { ...verb, summary: 'Let a ticket wait for somebody or something, until a wake-up time', body: versioned.extend(waitBody.shape), refusals: [...everyVerb, wakeTooEarly] }),
  close: endpoint('POST /tickets/:id/close', { ...verb, summary: 'Close a ticket. `GET /tickets/{id}/closing` says what stands in the way', body: versioned.extend(asClosed), refusals: everyVerb }),
  reopen: endpoint('POST /tickets/:id/reopen', { ...verb, summary: 'Open a closed or waiting ticket again', body: versioned, refusals: everyVerb }),
  follow: endpoint('PUT /tickets/:id/following', { summary: 'Follow, unfollow or mute a ticket', door: 'teammate', params: byId, body: z.object({ following: z.boolean(), muted: z.boolean().default(false) }), output: z.object({ followers: z.array(follower) }) }),
  merge: endpoint('POST /tickets/:id/merge', { ...verb, summary: 'Merge this duplicate into another ticket, whose timeline then holds both. Answers that other ticket.', body: z.object({ intoId: id, anyway: z.boolean().default(false).describe('although the customers differ') }), refusals: [mergedAway, notForYou, mergeItself, otherCustomer] }),
  unmerge: endpoint('POST /tickets/:id/unmerge', { ...verb, summary: 'Take a merged ticket out again', body: z.object({}), refusals: [notForYou, notMerged] }),
  split: endpoint('POST /tickets/:id/split', { ...verb, summary: 'Split a message off into a new ticket, linked both ways. Answers the new ticket. Policy may reserve it: `approvals.needed`.', body: childBody.extend({ messageId: id }), refusals: [mergedAway, notForYou, cannotSplit, childOwner, cannotOwn] }),
  followUp: endpoint('POST /tickets/:id/follow-ups', { ...verb, summary: 'Open a follow-up ticket for the same customer, linked both ways. Answers the new ticket. Policy may reserve it: `approvals.needed`.', body: childBody, refusals: [mergedAway, notForYou, childOwner, cannotOwn] }),
  link: endpoint('POST /tickets/:id/links', { summary: 'Link two tickets as related', door: 'agent', params: byId, body: z.object({ otherId: id }), output: z.object({ links: z.array(link) }), refusals: [mergeItself, notForYou] }),
  unlink: endpoint('DELETE /tickets/:id/links/:otherId', { summary: 'Remove a link between related tickets', door: 'agent', params: z.object({ id, otherId: id }), output: z.object({ links: z.array(link) }), refusals: [notForYou] }),
  bulk: endpoint('POST /tickets/bulk', {
    summary: 'Change up to 500 tickets at once: all or none, or with `partly` those that can be changed. The id you make is the id for `undo`.', door: 'agent',
    body: z.object({ id, ticketIds: z.array(id).min(1).max(500), change, partly: z.boolean().default(false).describe('change those that can be; the others are in `refused`') }),
    output: z.object({ changed: z.array(ticketRow), undoId: id.nullable().describe('null: nothing was changed'), refused: z.array(leftOut) }), refusals: [mergedAway, notForYou, ownedAlready, cannotOwn, assigneeAway, wakeTooEarly], example: { body: { id: example, ticketIds: [example], change: { kind: 'close' } } },
  }),
  undo: endpoint('POST /tickets/undo/:id', { summary: 'Take back what one act changed, where it was not changed again since', door: 'agent', params: byId, output: z.object({ changed: z.array(ticketRow), skipped: z.array(id) }), refusals: [undoTooLate, undoneAlready, notForYou] }),

  addParticipant: endpoint('POST /tickets/:id/participants', { summary: 'Add somebody who gets replies from now on', door: 'agent', params: byId, body: recipient, output: z.object({ participants: z.array(participant) }), refusals: [notForYou, mergedAway] }),
  admitParticipant: endpoint('POST /tickets/:id/participants/admit', { summary: 'Let a stranger who wrote take part from now on', door: 'agent', params: byId, body: z.object({ address: z.string().max(254) }), output: z.object({ participants: z.array(participant) }), refusals: [notForYou] }),
  refuseParticipant: endpoint('POST /tickets/:id/participants/refuse', { summary: 'Keep somebody out: no reply goes to them by default', door: 'agent', params: byId, body: z.object({ address: z.string().max(254) }), output: z.object({ participants: z.array(participant) }), refusals: [notForYou] }),

  drafts: endpoint('GET /drafts', { summary: 'All your drafts, newest first', door: 'teammate', output: z.array(draft.extend({ ticket: ticketRow })) }),
  saveDraft: endpoint('PUT /tickets/:id/drafts/:mode', {
    summary: 'Keep what you are writing', door: 'teammate', params: z.object({ id, mode: z.enum(['reply', 'note']) }),
    body: z.object({ html, to: z.array(mailbox).max(50).default([]), cc: z.array(mailbox).max(50).default([]), fileIds, version: z.number().int().min(0).describe('of the draft you loaded; 0 for a new one') }), output: draft, refusals: [draftNewer],
  }),
  discardDraft: endpoint('DELETE /tickets/:id/drafts/:mode', { summary: 'Discard a draft and its uploads', door: 'teammate', params: z.object({ id, mode: z.enum(['reply', 'note']) }), output: ok }),

  news: endpoint('GET /tickets/news', { summary: 'What is new on tickets by somebody else, and up to where you have seen them', door: 'teammate', keys: false, query: z.object({ ticketId: some(id, 100) }), output: z.array(ticketNews) }),
  see: endpoint('POST /tickets/seen', { summary: 'Say up to which entries you have seen tickets, for all your browsers', door: 'teammate', keys: false, body: z.object({ tickets: z.array(ticketSeen).min(1).max(200) }), output: ok }),

  views: endpoint('GET /views', { summary: 'Saved views: your own, your teams’ and everybody’s', door: 'teammate', output: z.array(savedView) }),
  saveView: endpoint('POST /views', { summary: 'Save a view', door: 'teammate', body: viewBody.extend({ id }), output: savedView }),
  changeView: endpoint('PUT /views/:id', { summary: 'Change a saved view', door: 'teammate', params: byId, body: viewBody, output: savedView }),
  deleteView: endpoint('DELETE /views/:id', { summary: 'Delete a saved view', door: 'teammate', params: byId, output: ok }),

  settings: endpoint('GET /ticket-settings', { summary: "A team's ticket settings, or the workspace's", door: 'teammate', query: z.object({ teamId: id.optional() }), output: ticketSettings.schema.extend({ own }) }),
  changeSettings: endpoint('PUT /ticket-settings', {
    summary: "Change a team's ticket settings (its leads) or the workspace's (admins). null lets go of a value: the one above holds again.", door: 'lead',
    body: z.object({ teamId: id.nullable().default(null), undoSeconds: z.number().int().min(0).max(60).nullish(), thanksReopens: z.boolean().nullish(), wakeAfterHours: ticketSettings.schema.shape.wakeAfterHours.unwrap().nullish() }),
    output: ticketSettings.schema.extend({ own }),
  }),
} as const;
