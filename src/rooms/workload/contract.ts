import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { byId, id, time } from '../../core/shapes.ts';
import { handoffForm, handoffs } from '../handoffs/contract.ts';
import { channel, ticketRow } from '../tickets/contract.ts';

// ── Words ────────────────────────────────────────────────────────────────────

export const level = z.enum(['swamped', 'steady', 'ahead', 'away']).describe('against the middle of the team: swamped needs help, ahead could give it; away: offline or on leave');
export const helpState = z.enum(['offered', 'agreed', 'declined', 'withdrawn']);
const factor = z.number().min(0).max(10);

/** What a ticket weighs, and when somebody is swamped or ahead. One set for the workspace, so that figures of teams compare. */
export const workloadSettings = settings('workload', z.object({
  channels: z.record(channel, factor).default({ email: 1, phone: 1.5, chat: 1.5 }).describe('what a ticket weighs by how its customer writes; other channels weigh 1'),
  priorities: z.object({ low: factor, normal: factor, high: factor, urgent: factor }).default({ low: 0.8, normal: 1, high: 1.3, urgent: 1.8 }),
  waitingShare: z.number().min(0).max(1).default(0.3).describe('a waiting ticket weighs this part of an open one'),
  perMessage: z.number().min(0).max(1).default(0.05).describe('each message after the first adds this part, up to twenty'),
  swampedTimes: z.number().min(1.1).max(5).default(1.5).describe('swamped: so many times the middle of the team'),
  swampedLeast: z.number().min(1).max(200).default(8).describe('nobody is swamped who carries less than this'),
  lateLeast: z.int().min(1).max(100).default(4).describe('swamped too: so many late tickets'),
  aheadTimes: z.number().min(0.1).max(0.95).default(0.6).describe('ahead: at most so many times the middle, and nothing late'),
}));

// ── Shapes ───────────────────────────────────────────────────────────────────

const figures = z.object({
  points: z.number().describe('what they carry now, weighted'), open: z.int(), waiting: z.int(), late: z.int(),
  days: z.array(z.number().nullable()).length(7).describe('the middle of each of the last seven times 24 hours, oldest first, the last one now; null: not known'),
  trend: z.enum(['rising', 'level', 'falling']).nullable().describe('today against the days before'), effort: z.number().describe('replies of seven days, weighted by channel'),
});
export const personLoad = figures.extend({ personId: id, level, reasons: z.array(z.string()).describe('why, in words with the figures') }).meta({ id: 'PersonLoad' });
export const suggestion = z.object({ ownerId: id, helperId: id, count: z.int(), why: z.string() }).meta({ id: 'HelpSuggestion' });
export const teamLoad = z.object({ teamId: id, middle: z.number().describe('the median of those who are there'), people: z.array(personLoad).describe('by name'), suggestions: z.array(suggestion) }).meta({ id: 'TeamLoad' });

export const help = z.object({ id, ownerId: id, helperId: id, byId: id, count: z.int(), state: helpState, at: time }).meta({ id: 'Help' });

export const bands = ['quarter', 'hour', 'half-day', 'day', 'older'] as const;
const counted = z.object({
  unowned: z.int(), ages: z.array(z.object({ from: time.nullable(), to: time.nullable(), count: z.int() })).length(bands.length).describe('unowned and open, by when they came into the queue (`from` ≤ … < `to`): under 15 minutes, an hour, four hours, a day, older'),
  oldest: time.nullable(), claimed: z.int().describe('of the unowned: somebody works on them'), due: z.int().describe('due within an hour'), late: z.int(), waitingOn: z.object({ customer: z.int(), teammate: z.int(), team: z.int(), date: z.int(), vendor: z.int() }),
});
export const wallTeam = counted.extend({ teamId: id }).meta({ id: 'WallTeam' });
export const wallPerson = z.object({
  personId: id, teams: z.array(id), state: z.string(), until: time.nullable(), note: z.string(), duty: z.enum(['here', 'elsewhere', 'off']).nullable().describe('here: on shift for one of `teams`; elsewhere: for another team; null: not on shift, and none of `teams` plans shifts'),
  claims: z.array(z.object({ ticketId: id, number: z.int(), subject: z.string() })).describe('what they work on from the queue, as far as you may see it'), points: z.number(), open: z.int(), waiting: z.int(), late: z.int(), level,
}).meta({ id: 'WallPerson' });
export const wall = z.object({ at: time, teams: z.array(wallTeam), people: z.array(wallPerson).nullable().describe('of teams you lead; null when you lead none of those shown') }).meta({ id: 'Wall' });

// ── Refusals ─────────────────────────────────────────────────────────────────

export const notOpen = refusal('workload.help-over', 409, 'This offer of help is over: it was answered, taken back, or is older than a day. Offer or ask again.');
export const notYours = refusal('workload.help-not-yours', 403, 'The one whose tickets they are answers an offer of help; the one who made it takes it back.');
export const cannotHelp = refusal('workload.cannot-help', 422, 'They cannot be helped like this: they are not there any more, share no team with the helper, or are the helper. Choose somebody else.');
export const notTheirs = refusal('workload.not-theirs', 422, 'Only open tickets that this teammate owns can be taken over from them. Look at the list again.');

// ── Facts ────────────────────────────────────────────────────────────────────

export const HelpOffered = fact('workload.help-offered', 'person', z.object({ help }), { shown: false });
export const HelpEnded = fact('workload.help-ended', 'person', z.object({ help }), { shown: false });
export const SettingsChanged = fact('workload.settings-changed', 'settings', z.object({}), { shown: false });

// ── Endpoints ────────────────────────────────────────────────────────────────

const example = '0198c0de-0000-7000-8000-000000000001';
const items = z.array(handoffForm.omit({ to: true }).extend({ id, ticketId: id })).min(1).max(20).describe('the handoffs to the helper, each with its context; all or none');
const handing = [notTheirs, ...handoffs.offerMany.spec.refusals] as const;
const teamQuery = z.object({ teamId: id.optional() });

export const workload = {
  mine: endpoint('GET /workload/mine', {
    summary: 'What you carry, and teammates of your teams who could use help: without their figures', door: 'agent',
    output: personLoad.extend({ couldUseHelp: z.array(z.object({ personId: id, teamId: id, count: z.int().describe('tickets it would take') })).describe('only while you are ahead yourself') }),
  }),
  teams: endpoint('GET /workload', { summary: 'What the people of teams you lead carry, who is swamped and who is ahead, and why', door: 'lead', query: teamQuery, output: z.object({ teams: z.array(teamLoad) }) }),
  wall: endpoint('GET /wall', { summary: 'The queues of teams you see as they are now; and, of teams you lead, the people', door: 'teammate', query: teamQuery, output: wall }),
  oldest: endpoint('GET /people/:id/oldest-tickets', {
    summary: 'The open tickets of a teammate that a helper could take over, oldest first: your own, or of teams you lead', door: 'agent', params: byId,
    query: z.object({ helperId: id, count: z.coerce.number().int().min(1).max(20).default(5) }), output: z.object({ items: z.array(ticketRow) }),
  }),
  helps: endpoint('GET /helps', { summary: 'Offers of help that wait for an answer: to you, and from you', door: 'teammate', output: z.object({ toMe: z.array(help), fromMe: z.array(help) }) }),
  offer: endpoint('POST /helps', {
    summary: 'Offer a teammate to take some of their oldest tickets. They choose which; nothing moves before they agree and you accept.', door: 'agent',
    body: z.object({ id, ownerId: id, count: z.int().min(1).max(20) }), output: help, refusals: [cannotHelp], example: { body: { id: example, ownerId: example, count: 3 } },
  }),
  agree: endpoint('POST /helps/:id/agree', { summary: 'Say yes to an offer of help: hands these tickets to the helper, who accepts each', door: 'agent', params: byId, body: z.object({ id, items }), output: help, refusals: [notOpen, notYours, ...handing] }),
  decline: endpoint('POST /helps/:id/decline', { summary: 'Not now', door: 'agent', params: byId, output: help, refusals: [notOpen, notYours] }),
  withdraw: endpoint('POST /helps/:id/withdraw', { summary: 'Take an offer of help back', door: 'agent', params: byId, output: help, refusals: [notOpen, notYours] }),
  arrange: endpoint('POST /helps/arrange', {
    summary: 'As a lead, hand some of somebody’s tickets to a helper, who accepts each', door: 'lead', body: z.object({ id, ownerId: id, helperId: id, items }), output: help, refusals: [cannotHelp, ...handing],
  }),
  settings: endpoint('GET /workload-settings', { summary: 'What tickets weigh, and when somebody counts as swamped or ahead', door: 'agent', output: workloadSettings.schema }),
  changeSettings: endpoint('PUT /workload-settings', { summary: 'Change it', door: 'admin', body: workloadSettings.schema.partial(), output: workloadSettings.schema }),
} as const;
