import type { Out, Told } from '../../core/contract.ts';
import { shortened } from '../../core/text.ts';
import type { follower, link, may, participant, rowChange, ticketFilter, ticketHead, ticketNews, ticketRow, TicketsSeen } from './contract.ts';

export type TicketRow = Out<typeof ticketRow>;
export type TicketHead = Out<typeof ticketHead>;
export type Filter = Out<typeof ticketFilter>;
type Change = Out<typeof rowChange>;
type Heard = Pick<Told, 'name' | 'about' | 'data'>;

/** Who looks: what a signed-in person's rights on tickets follow from. */
export interface Viewer { readonly id: string; readonly role: string; readonly teams: readonly string[]; readonly sees: readonly string[] }

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;

// ── Rights ───────────────────────────────────────────────────────────────────

/** Whether the viewer's teams or ownership let them see it; followers see it too, wherever it lies. */
export const seesRow = (who: Viewer, row: Pick<TicketRow, 'teamId' | 'ownerId'>): boolean => who.sees.includes(row.teamId) || row.ownerId === who.id;
/** Agents and up work the tickets they see by team or own; collaborators, and those who merely follow, read and note. */
export const works = (who: Viewer, row: Pick<TicketRow, 'teamId' | 'ownerId'>): boolean => who.role !== 'collaborator' && seesRow(who, row);

/** What a viewer may do with a ticket as it is now. */
export function mayDo(who: Viewer, row: TicketRow): Out<typeof may> {
  const live = row.mergedInto === null;
  const work = live && works(who, row);
  // While somebody holds a claim on it, nobody else moves it.
  const free = work && (row.claimedBy === null || row.claimedBy === who.id);
  return {
    note: live, reply: work, take: free && row.ownerId === null, assign: free, wait: free, close: free && row.status !== 'closed', reopen: work && row.status !== 'open',
    change: work, merge: free, split: work && row.messageCount > 1,
  };
}

// ── Facts applied to what a browser holds ────────────────────────────────────

/** A row after a fact: `set` where it is about this ticket, a new name where it is about its customer. */
export function applyToRow(row: TicketRow, fact: Heard): TicketRow {
  const { set } = fact.data as { set?: Change };
  if (!set || !Object.keys(set).length) return row;
  if (fact.about.kind === 'customer') return fact.about.id === row.customerId && typeof (set as { name?: string }).name === 'string' ? { ...row, customerName: (set as { name: string }).name } : row;
  if (fact.about.kind !== 'ticket' || fact.about.id !== row.id) return row;
  // Facts may be heard twice (a snapshot read in between): an older one changes nothing.
  return set.version !== undefined && set.version <= row.version ? row : { ...row, ...set };
}

/** The whole row, where a fact brings one: a ticket opened, moved from another team, or taken out of a merge. */
export function rowIn(fact: Heard): TicketRow | null {
  const { set } = fact.data as { set?: Change };
  return fact.about.kind === 'ticket' && set?.id !== undefined && set.version !== undefined ? (set as TicketRow) : null;
}

type Follower = Out<typeof follower>;
type Participant = Out<typeof participant>;
type Link = Out<typeof link>;

/** A ticket's head after a fact. Drafts are the viewer's own and come with their own answers. */
export function applyToHead(head: TicketHead, fact: Heard, who: Viewer): TicketHead {
  const ticket = applyToRow(head.ticket, fact);
  const next = ticket === head.ticket ? head : { ...head, ticket, may: mayDo(who, ticket) };
  if (fact.about.kind !== 'ticket') return next;
  if (fact.about.id !== head.ticket.id) return { ...next, links: ofOther(next.links, fact) };
  const data = fact.data as { personId?: string; following?: boolean; muted?: boolean; participant?: Participant; link?: Link; otherId?: string };
  switch (fact.name) {
    case 'tickets.following-changed': return { ...next, followers: withFollower(next.followers, data as Follower & { following: boolean }) };
    case 'tickets.participant-changed': return { ...next, participants: replaced(next.participants, data.participant!, (p) => p.address) };
    case 'tickets.linked': case 'tickets.followed-up': case 'tickets.split-off': case 'tickets.message-moved-in': case 'tickets.merged-in': case 'tickets.merged':
      return { ...next, links: replaced(next.links, data.link!, (l) => `${l.otherId} ${l.kind}`) };
    case 'tickets.unlinked': return { ...next, links: next.links.filter((l) => l.otherId !== data.otherId || l.kind !== 'related') };
    case 'tickets.unmerged': return { ...next, links: next.links.filter((l) => l.kind !== 'merged-into') };
    case 'tickets.unmerged-from': return { ...next, links: next.links.filter((l) => l.otherId !== data.otherId || l.kind !== 'merged-in') };
    default: return next;
  }
}

/** The new one in place of the old one with the same key, or at the end. */
const replaced = <T>(all: T[], one: T, key: (t: T) => string): T[] => (all.some((a) => key(a) === key(one)) ? all.map((a) => (key(a) === key(one) ? one : a)) : [...all, one]);

const withFollower = (all: Follower[], { personId, muted, following }: Follower & { following: boolean }): Follower[] =>
  following ? replaced(all, { personId, muted }, (f) => f.personId) : all.filter((f) => f.personId !== personId);

/** Links show the subject and status of the other ticket. */
const ofOther = (links: Link[], fact: Heard): Link[] => {
  const { set } = fact.data as { set?: Change };
  return set && links.some((l) => l.otherId === fact.about.id) ? links.map((l) => (l.otherId === fact.about.id ? { ...l, subject: set.subject ?? l.subject, status: set.status ?? l.status } : l)) : links;
};

// ── What is unread ───────────────────────────────────────────────────────────

/** Facts that nobody needs to be called to a ticket for: they light no dot. What higher rooms show on a timeline does. */
export const smallFacts: readonly string[] = ['taken', 'priority-changed', 'tags-changed', 'subject-changed', 'waiting', 'closed', 'linked', 'unlinked', 'participant-changed', 'undone', 'reply-cancelled', 'reply-retried', 'delivery-decided', 'merged', 'split-off', 'followed-up', 'thanked']
  .map((name) => `tickets.${name}`);

/** Whether a fact lights the dot of those whom the ticket concerns: shown, by somebody else, worth coming for, not from a machine. */
const isNews = (fact: Pick<Told, 'name' | 'actor' | 'shown' | 'data'>, who: Pick<Viewer, 'id'>): boolean =>
  fact.shown && fact.actor.id !== who.id && !smallFacts.includes(fact.name) && (fact.data as { quiet?: boolean }).quiet !== true;

type News = Omit<Out<typeof ticketNews>, 'ticketId'>;
/** What a browser holds about news of tickets, by their id, after a fact. Numbers only rise, so that facts may be heard twice. */
export function applyToNews(all: Readonly<Record<string, News>>, fact: Told, who: Pick<Viewer, 'id'>): Readonly<Record<string, News>> {
  if (fact.name === 'tickets.seen') {
    const risen = (fact.data as Out<typeof TicketsSeen.data>).tickets.filter((t) => all[t.ticketId] && all[t.ticketId]!.seen < t.seen);
    return risen.length ? { ...all, ...Object.fromEntries(risen.map((t) => [t.ticketId, { ...all[t.ticketId]!, seen: t.seen }])) } : all;
  }
  const held = fact.about.kind === 'ticket' ? all[fact.about.id] : undefined;
  if (!held) return all;
  const { personId, following, muted } = fact.data as { personId?: string; following?: boolean; muted?: boolean };
  if (fact.name === 'tickets.following-changed') return personId === who.id ? { ...all, [fact.about.id]: { ...held, follows: following === true && muted !== true } } : all;
  return isNews(fact, who) && fact.number > held.news ? { ...all, [fact.about.id]: { ...held, news: fact.number } } : all;
}

/** Whom news of a ticket concern: its owner, its followers, and while nobody owns it the members of its team. Closed ones call nobody. */
export const concerns = (row: Pick<TicketRow, 'status' | 'ownerId' | 'teamId'>, who: Pick<Viewer, 'id' | 'teams'>, follows: boolean): boolean =>
  row.status !== 'closed' && (row.ownerId === who.id || follows || (row.ownerId === null && who.teams.includes(row.teamId)));

// ── Lists ────────────────────────────────────────────────────────────────────

type Order = 'due' | 'newest' | 'oldest' | 'priority' | 'updated';

/** What a view's name means, as a filter; saved views bring their own. */
export function filterOf(view: string, who: Viewer): Filter & { status: NonNullable<Filter['status']> } {
  switch (view) {
    case 'mine': return { status: ['open', 'waiting'], ownerId: ['me'] };
    case 'my-teams': return { status: ['open'], ownerId: ['none'], teamId: [...who.teams] };
    case 'unowned': return { status: ['open'], ownerId: ['none'] };
    case 'waiting': return { status: ['waiting'] };
    case 'closed': return { status: ['closed'] };
    case 'all': case 'following': return { status: ['open', 'waiting'] };
    default: return view.startsWith('team:') ? { status: ['open'], teamId: [view.slice(5)] } : { status: ['open', 'waiting'] };
  }
}

/** The usual order: what is closed is due no more. */
export const orderOf = (view: string, filter: Filter = {}): Order => (view === 'closed' || filter.closedFor ? 'updated' : 'due');

/**
 * A view's filter narrowed by what is asked for besides: that counts where both say something, but teams, of which those remain
 * that both name. What is closed for a reason is closed, whatever the view is of.
 */
export function narrowed<F extends Filter>(own: F, more: Filter): F {
  const teamId = own.teamId && more.teamId ? own.teamId.filter((t) => more.teamId!.includes(t)) : more.teamId ?? own.teamId;
  return { ...own, ...more, teamId, status: more.status ?? (more.closedFor ? ['closed'] : own.status) };
}

/** Whether a row belongs in a list, as the server would decide. `following` says whether the viewer follows it. */
export function belongs(row: TicketRow, filter: Filter, who: Viewer): boolean {
  const has = <T>(list: readonly T[] | undefined, test: (one: T) => boolean): boolean => list === undefined || list.some(test);
  return row.mergedInto === null && seesRow(who, row)
    && has(filter.status, (s) => s === row.status) && has(filter.teamId, (t) => t === row.teamId) && has(filter.priority, (p) => p === row.priority)
    && has(filter.ownerId, (o) => (o === 'me' ? row.ownerId === who.id : o === 'none' ? row.ownerId === null : row.ownerId === o))
    && (filter.tag ?? []).every((t) => row.tags.includes(t)) && (filter.customerId === undefined || filter.customerId === row.customerId) && (filter.channel === undefined || filter.channel === row.channel)
    && within(row.madeAt, filter.madeAfter, filter.madeBefore) && within(row.lastMessageAt, filter.lastAfter, filter.lastBefore)
    && has(filter.waitingFor, (w) => w === row.waitingFor) && has(filter.closedFor, (r) => r === row.closedFor) && within(row.dueAt ?? far, filter.dueAfter, filter.dueBefore) && inQueue(row.queuedAt, filter)
    && (filter.text === undefined || row.subject.toLowerCase().includes(filter.text.toLowerCase()));
}
/** What stands in no queue is in none of its ages. */
const inQueue = (at: string | null, { queuedAfter, queuedBefore }: Filter): boolean => (queuedAfter === undefined && queuedBefore === undefined) || (at !== null && within(at, queuedAfter, queuedBefore));
const within = (at: string, after: string | undefined, before: string | undefined): boolean => (after === undefined || Date.parse(at) >= Date.parse(after)) && (before === undefined || Date.parse(at) < Date.parse(before));

const far = '9999-12-31T00:00:00.000Z';
const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
/** The order of a list, ties broken by id: the same as the server's. */
export const inOrder: Readonly<Record<Order, (a: TicketRow, b: TicketRow) => number>> = {
  due: (a, b) => compare(a.dueAt ?? far, b.dueAt ?? far) || compare(a.id, b.id),
  newest: (a, b) => compare(b.madeAt, a.madeAt) || compare(b.id, a.id),
  oldest: (a, b) => compare(a.madeAt, b.madeAt) || compare(a.id, b.id),
  priority: (a, b) => priorities.indexOf(b.priority) - priorities.indexOf(a.priority) || compare(a.madeAt, b.madeAt) || compare(a.id, b.id),
  updated: (a, b) => compare(b.lastMessageAt, a.lastMessageAt) || compare(b.id, a.id),
};

// ── Words ────────────────────────────────────────────────────────────────────

/** The first words of a message, on one line. */
export const snippetOf = (text: string): string => shortened(text.replace(/\s+/g, ' ').trim(), 160);

/** Fields that a change made since touched too: what makes two people saving at once collide. A whole row comes with a move. */
export const collisions = (fields: readonly string[], sets: readonly Change[]): string[] =>
  fields.filter((f) => sets.some((set) => ('id' in set ? ['teamId', 'ownerId', 'status'].includes(f) : f in set)));

const short = /^[a-z0-9]{1,2}$/;
/**
 * What a person typed as text for `to_tsquery`: every word must occur, each may go on (so that it finds while one types).
 * One or two Latin letters would match nearly everything: they stand for themselves, and at the end, still being typed,
 * they wait. Words are quoted, so nothing in them is an operator (W-K1); null when there is no word.
 */
export function typedWords(typed: string): string | null {
  const found = typed.toLowerCase().split(/\s+/).map((w) => w.replace(/[\\'\u0000:*&|!()<>]/g, ' ').trim()).filter((w) => /[\p{L}\p{N}]/u.test(w)).slice(0, 8);
  const words = found.length > 1 && short.test(found.at(-1)!) ? found.slice(0, -1) : found;
  return words.length ? words.map((w) => `'${w.slice(0, 60)}'${short.test(w) ? '' : ':*'}`).join(' & ') : null;
}
