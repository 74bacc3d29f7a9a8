import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { file } from '../../core/file-contract.ts';
import { byId, id, ok, own, time, words } from '../../core/shapes.ts';
import { change, filesMissing, mailbox, mergedAway, noRecipient, notForYou, othersWrote, replyEmpty, rowChange, saidDraft } from '../tickets/contract.ts';

export const why = z.enum(['person', 'topic', 'wish']).describe('person: the author is looked after; topic: a tag of the ticket asks for it; wish: the author wished it');
export const lookState = z.enum(['waiting', 'released', 'returned', 'withdrawn']);
export const lookWords = z.object({ id, personId: id, kind: z.enum(['comment', 'changed', 'returned']), words: z.string(), htmlBefore: z.string().nullable().describe('what it read before it was changed'), at: time });
/** A reply that waits for a colleague's look, or what became of it. */
export const look = z.object({
  id: id.describe('of the message it becomes'), ticketId: id, number: z.int().describe('of the ticket'), subject: z.string(), customerName: z.string(), authorId: id, askedId: id.nullable().describe('null: anybody of the team'), why, words: z.string().describe('what the author wants looked at'),
  html: z.string(), to: z.array(mailbox), cc: z.array(mailbox), then: z.enum(['close', 'wait']).nullable().describe('what happens once it is sent'), files: z.array(file), state: lookState, version: z.int(), at: time, dueAt: time, late: z.boolean(),
  settledAt: time.nullable(), settledById: id.nullable(), said: z.array(lookWords), may: z.object({ look: z.boolean().describe('change, release, give back'), comment: z.boolean(), withdraw: z.boolean() }),
}).meta({ id: 'Look' });
/** Why the asker's reply on a ticket needs a look before it leaves. */
export const need = z.object({ why: why.exclude(['wish']), tag: z.string().nullable() });

export const source = z.object({ kind: z.enum(['message', 'note', 'promise', 'decision', 'reply-reason']), id, at: time });
/** What the conversation, notes, promises and decisions of a ticket support, as the check before sending compares it. */
export const sources = z.object({
  check: z.enum(['off', 'advise', 'say-why']), keys: z.array(z.object({ key: z.string().describe('such as amount:EUR:80, date:2026-11-27, commitment:refund'), from: source })),
  limits: z.array(z.object({ topic: z.string(), name: z.string(), currency: z.string(), left: z.number().nullable() })), decided: z.array(z.object({ topic: z.string(), currency: z.string(), amount: z.number() })),
}).meta({ id: 'ReplySources' });

const rules = {
  check: z.enum(['off', 'advise', 'say-why']), people: z.array(z.object({ personId: id, until: time.nullable().default(null) })).max(200), tags: z.array(words(40).transform((tag) => tag.toLowerCase())).max(50), minutes: z.int().min(5).max(10_080),
};
export const lookSettings = settings('looks', z.object({
  check: rules.check.default('advise').describe('of prices, days and commitments without a source: pointed out, or a word of why is needed too'),
  people: rules.people.default([]).describe('whose replies need a look: new teammates'), tags: rules.tags.default([]).describe('topics on which replies need a look; those who lead the team are free of it'),
  minutes: rules.minutes.default(60).describe('so long a reply waits for a look, in minutes of business time; then author, asked and leads are told once'),
}));

export const lookNeeded = refusal('looks.needed', 409, 'This reply needs a colleague’s look before it leaves. Ask for one; what you wrote is kept.', need);
export const sayWhy = refusal('looks.say-why', 409, 'Something in this reply has no source, or is above what you may decide. Say why it is right, or change it.', z.object({ findings: z.array(z.object({ words: z.string(), say: z.string() })) }));
export const waitingAlready = refusal('looks.waiting-already', 409, 'A reply of yours on this ticket waits for a look already. Withdraw it first.', z.object({ lookId: id }));
export const lookSettled = refusal('looks.settled', 409, 'This is settled already. Reload to see how.', z.object({ state: lookState }));
export const changedMeanwhile = refusal('looks.changed-meanwhile', 409, 'This reply was changed since you opened it. Read it once more, then decide.', z.object({ version: z.int() }));
export const notYours = refusal('looks.not-yours', 403, 'That is for a colleague who works on this ticket and needs no look themselves.');
export const authorLeft = refusal('looks.author-left', 409, 'Its author cannot send it any more. Copy what is right into a reply of your own, and withdraw this one.');

const about = { lookId: id, authorId: id, askedId: id.nullable(), set: rowChange };
export const LookAsked = fact('looks.asked', 'ticket', z.object({ ...about, why }));
export const LookCommented = fact('looks.commented', 'ticket', z.object(about), { shown: false });
export const LookChanged = fact('looks.changed', 'ticket', z.object({ ...about, version: z.int() }), { shown: false });
/** It leaves, in the author's name: the reply is an entry of its own. */
export const LookReleased = fact('looks.released', 'ticket', z.object(about));
export const LookReturned = fact('looks.returned', 'ticket', z.object(about));
export const LookWithdrawn = fact('looks.withdrawn', 'ticket', z.object(about));
/** Nobody looked in time: told once. */
export const LookOverdue = fact('looks.overdue', 'ticket', z.object({ ...about, leads: z.array(id) }));
/** Somebody said why a reply names what has no source. The words stand in the entry. */
export const WhySaid = fact('looks.why-said', 'ticket', z.object({ messageId: id, set: rowChange }));
export const LookSettingsChanged = fact('looks.settings-changed', 'settings', z.object({ teamId: id.nullable() }), { shown: false });

const verb = { door: 'agent', params: byId, output: look } as const;
const common = [mergedAway, notForYou] as const;
const deciding = [...common, notYours, lookSettled, changedMeanwhile] as const;
const html = z.string().max(500_000);

export const looks = {
  sources: endpoint('GET /tickets/:id/reply-sources', { summary: 'What the conversation, notes, promises and decisions of a ticket support, and how much you may still decide on it', door: 'agent', params: byId, output: sources }),
  say: endpoint('POST /tickets/:id/reply-reasons', {
    summary: 'Say why a reply that is about to leave names what has no source: before it, with the id it will have', door: 'agent', params: byId, body: z.object({ messageId: id, words: words(500, 3), claims: z.array(z.string().max(200)).max(50).default([]) }), output: ok, refusals: common,
  }),
  ofTicket: endpoint('GET /tickets/:id/looks', { summary: 'Replies on a ticket that wait for a look, then settled ones; and whether yours need one', door: 'teammate', params: byId, output: z.object({ needed: need.nullable(), items: z.array(look) }) }),
  mine: endpoint('GET /looks', { summary: 'What waits for your look, those asked of you first, and your own that wait; 200 at most', door: 'teammate', output: z.array(look) }),
  ask: endpoint('POST /tickets/:id/looks', {
    summary: 'Ask for a look at a reply instead of sending it. It becomes a shared draft; your own draft is let go.', door: 'agent', params: byId, output: look, refusals: [...common, replyEmpty, noRecipient, filesMissing, waitingAlready],
    body: z.object({
      id: id.describe('of the message it becomes'), html, to: z.array(mailbox).max(50), cc: z.array(mailbox).max(50).default([]), fileIds: z.array(id).max(50).default([]), quote: id.nullable().default(null),
      then: change.optional().describe('closing or waiting once it is sent'), askedId: id.nullable().default(null), words: words(500, 0).default(''), draft: saidDraft.optional(),
    }),
    example: { body: { id: '0198c0de-0000-7000-8000-000000000001', html: '<p>We will refund 80 EUR.</p>', to: [{ name: 'Anna Keller', address: 'anna@acme.example' }], words: 'Is 80 right?' } },
  }),
  comment: endpoint('POST /looks/:id/comments', { summary: 'Say something of a reply that waits', door: 'teammate', params: byId, body: z.object({ id, words: words(2000) }), output: look, refusals: [lookSettled] }),
  change: endpoint('PATCH /looks/:id', { ...verb, summary: 'Change a reply that waits; what it read before stays visible', body: z.object({ html, version: z.int() }), refusals: [...deciding, replyEmpty] }),
  release: endpoint('POST /looks/:id/release', {
    ...verb, summary: 'Send it, in its author’s name, at most once. `version`: what you read; `plain`: without closing or waiting', refusals: [...deciding, othersWrote, filesMissing, authorLeft],
    body: z.object({ version: z.int(), seen: z.int().min(0).describe('`number` of the newest entry you had loaded'), anyway: z.boolean().default(false), plain: z.boolean().default(false) }),
  }),
  giveBack: endpoint('POST /looks/:id/return', { ...verb, summary: 'Give it back to its author with words: it is their draft again', body: z.object({ words: words(2000, 3) }), refusals: [...common, notYours, lookSettled] }),
  withdraw: endpoint('POST /looks/:id/withdraw', { ...verb, summary: 'Take it back, as its author or a lead: it is the author’s draft again', refusals: [...common, notYours, lookSettled] }),
  settings: endpoint('GET /look-settings', { summary: "A team's rules for what is looked at before it leaves, or the workspace's", door: 'teammate', query: z.object({ teamId: id.optional() }), output: lookSettings.schema.extend({ own }) }),
  changeSettings: endpoint('PUT /look-settings', {
    summary: "Change a team's rules (its leads) or the workspace's (admins). null lets go of a value: the one above holds again.", door: 'lead',
    body: z.object({ teamId: id.nullable().default(null), check: rules.check.nullish(), people: rules.people.nullish(), tags: rules.tags.nullish(), minutes: rules.minutes.nullish() }), output: lookSettings.schema.extend({ own }),
  }),
} as const;
