import { z } from 'zod';
import { endpoint, fact, refusal } from '../../core/contract.ts';
import { cursor, id, ok, page, time } from '../../core/shapes.ts';

/** What one can be told of; the first that fits a fact wins. */
export const kind = z.enum([
  'handoff', 'handoff-told', 'sla', 'promise', 'callback', 'ask', 'look', 'look-told', 'approval', 'approval-decided', 'approval-undecided', 'escalation', 'escalation-moved', 'mention', 'reply-failed', 'assigned', 'released', 'went-back', 'customer-replied', 'participant-proposed', 'woke', 'note', 'teammate-replied', 'new-in-team',
  'swap', 'swap-told', 'help', 'help-told', 'handover', 'cover', 'leave',
]);
/** A thing that is no ticket. */
export const matterKind = z.enum(['approval', 'swap', 'help', 'handover', 'leave']);

export const notification = z.object({
  id, kind, at: time, readAt: time.nullable(), actor: z.object({ kind: z.string(), id: id.nullable(), name: z.string() }),
  ticket: z.object({ id, number: z.int(), subject: z.string() }).nullable().describe('null: it is about `matter`'), entryId: id.nullable().describe('the entry of the ticket'), matter: z.object({ kind: matterKind, id }).nullable(),
  path: z.string().describe('the page that shows it, such as `/tickets/1042#entry-ID`'),
  for: z.object({ id, name: z.string() }).nullable().describe('who was meant and is away: you stand in for them'),
  words: z.string().describe('the first words of the note or message, or what the thing is about, read now by the rights of now; empty when there are none'),
}).meta({ id: 'Notification' });

const ways = z.object({ app: z.boolean().describe('in the notification centre'), browser: z.boolean().describe('by the browser'), mail: z.boolean().describe('in the mail for those away') });
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 18:30');
const on = (app: boolean, browser: boolean, mail: boolean) => ways.default({ app, browser, mail });

/** Defaults are the practice: what asks for you reaches you, what merely happens waits in the centre. */
export const preferences = z.object({
  kinds: z.object({
    handoff: on(true, true, true), 'handoff-told': on(true, true, true),
    sla: on(true, true, true), promise: on(true, true, true), callback: on(true, true, true), ask: on(true, true, true), look: on(true, true, true), 'look-told': on(true, true, true), approval: on(true, true, true), 'approval-decided': on(true, true, true), 'approval-undecided': on(true, true, false), escalation: on(true, true, true), 'escalation-moved': on(true, true, false), mention: on(true, true, true), 'reply-failed': on(true, true, true), assigned: on(true, true, true), released: on(true, true, false), 'went-back': on(true, true, false), 'customer-replied': on(true, true, true), 'participant-proposed': on(true, false, false),
    woke: on(true, true, false), note: on(true, false, false), 'teammate-replied': on(true, false, false), 'new-in-team': on(false, false, false),
    // Swaps and handovers write letters of their own.
    swap: on(true, true, false), 'swap-told': on(true, true, false), help: on(true, true, true), 'help-told': on(true, false, false), handover: on(true, true, false), cover: on(true, true, true), leave: on(true, true, true),
  }).prefault({}),
  quiet: z.object({ on: z.boolean(), from: clockTime, to: clockTime, weekends: z.boolean().describe('the whole of Saturday and Sunday too') }).default({ on: false, from: '19:00', to: '07:00', weekends: false })
    .describe('in your own time zone: the browser stays silent and no mail is sent; it comes afterwards'),
  mail: z.object({ on: z.boolean().default(true).describe('false: no such mail at all'), afterMinutes: z.int().min(5).max(1440).describe('unread and you away for so long'), everyMinutes: z.int().min(15).max(1440).describe('one mail at most in this time') }).default({ on: true, afterMinutes: 15, everyMinutes: 60 }),
}).meta({ id: 'NotificationPreferences' });

/* Facts, each to one person alone. They carry ids: what stands behind them is asked for by who may see it. */
export const NotificationMade = fact('notifications.made', 'person', z.object({ id, kind, ticketId: id.nullable(), number: z.int().nullable(), path: z.string(), browser: z.boolean(), unread: z.int() }), { shown: false });
/** `ids` are read now; null stands for all. `unread` is how many are left. */
export const NotificationsRead = fact('notifications.read', 'person', z.object({ ids: z.array(id).nullable(), unread: z.int() }), { shown: false });
export const PreferencesChanged = fact('notifications.preferences-changed', 'person', z.object({}), { shown: false });

export const linkDead = refusal('notifications.link-dead', 404, 'This link is not whole. Open it from the mail again, or turn these mails off in your settings.');
/** Whose mails, and the mark that only this server can make. */
const mailOffLink = z.object({ p: id, s: z.string().max(60) });

const unread = z.object({ unread: z.int().describe('100 stands for 100 and more') });

export const notifications = {
  list: endpoint('GET /notifications', {
    summary: 'What you should know of, newest first, as far as you may see it now', door: 'teammate', keys: false, query: z.object({ unread: z.enum(['1']).optional(), cursor, limit: z.coerce.number().int().min(1).max(100).default(30) }), output: page(notification),
  }),
  count: endpoint('GET /notifications/unread', { summary: 'How many are unread', door: 'teammate', keys: false, output: unread }),
  read: endpoint('POST /notifications/read', {
    summary: 'Mark as read: some, those of one ticket, those that a page shows, or all', door: 'teammate', keys: false, output: unread,
    body: z.union([z.object({ ids: z.array(id).min(1).max(200) }), z.object({ ticketId: id }), z.object({ path: z.string().max(200).describe('of the page, such as `/team/rota`') }), z.object({ all: z.literal(true) })]), example: { body: { all: true } },
  }),
  preferences: endpoint('GET /notifications/preferences', { summary: 'How you want to be told', door: 'teammate', keys: false, output: preferences }),
  mailOffPage: endpoint('GET /notifications/mail-off', { summary: 'Where the link of a mail leads (List-Unsubscribe, RFC 2369): to a page that asks, and changes nothing', door: 'public', query: mailOffLink, limit: { max: 120, seconds: 60 } }),
  turnMailOff: endpoint('POST /notifications/mail-off', {
    summary: "Turn the mails for those away off, by a mail's link: all that it can do. Mail programs post here by themselves (RFC 8058), so whatever the body says is let be.", door: 'public', query: mailOffLink, output: ok, refusals: [linkDead], limit: { max: 120, seconds: 60 },
  }),
  changePreferences: endpoint('PUT /notifications/preferences', { summary: 'Change how you want to be told', door: 'teammate', keys: false, body: preferences, output: preferences }),
} as const;
