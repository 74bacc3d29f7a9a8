import { z } from 'zod';
import { endpoint, fact, refusal } from '../../../core/contract.ts';
import { notRetriable } from '../../../core/mail-contract.ts';
import { byId, cursor, id, ok, page, time, words } from '../../../core/shapes.ts';

// ── Words ────────────────────────────────────────────────────────────────────

export const emailAddress = z.string().trim().toLowerCase().max(200).pipe(z.email({ pattern: z.regexes.html5Email, error: 'Type a whole address, such as support@example.com.' }));
const host = z.string().trim().min(1).max(253).regex(/^[^\s/@]+$/, 'a host name, such as mail.example.com');
const port = z.number().int().min(1).max(65535);
const security = z.enum(['tls', 'starttls', 'none']).describe('tls: encrypted from the start; starttls: encrypted after a greeting, or nothing is sent; none: in clear, for servers on your own network');

export const imapServer = z.object({
  host, port: port.default(993), security: security.default('tls'), user: words(200), folders: z.array(words(200).regex(/^\P{Cc}+$/u, 'no control characters')).min(1).max(20).default(['INBOX']),
  auth: z.enum(['password', 'oauth']).default('password'), tokenUrl: z.url({ protocol: /^https$/ }).optional().describe('where an OAuth refresh token is exchanged'), clientId: z.string().max(300).optional(),
});
/** Never answered, only taken: passwords and tokens are sealed at once. */
const imapSecret = z.object({ password: z.string().max(1000), refreshToken: z.string().max(4000), clientSecret: z.string().max(1000) }).partial();

export const listMail = z.enum(['people', 'file', 'all']).describe('mail that came through a mailing list makes tickets: people: when a person wrote it, newsletters are filed; file: never; all: always. None of it is answered automatically');

export const mailbox = z.object({
  id, address: z.string(), name: z.string(), teamId: id, active: z.boolean(), plus: z.boolean().describe('whether its server delivers address+anything to it, too'), acknowledge: z.boolean(), listMail,
  imap: imapServer.extend({ hasSecret: z.boolean(), state: z.enum(['off', 'connecting', 'ok', 'failing']), reason: z.string().nullable(), seenAt: time.nullable() }).nullable(), version: z.number().int(),
}).meta({ id: 'Mailbox' });
const mailboxBody = z.object({
  address: emailAddress, name: words(100), teamId: id, active: z.boolean().default(true), plus: z.boolean().default(true), acknowledge: z.boolean().default(false).describe('answer new mail with "We got your message"'), listMail: listMail.default('people'),
  imap: imapServer.nullable().default(null), secret: imapSecret.optional().describe('left out: stays as it is'), importOld: z.boolean().default(false).describe('also fetch the mail that is in the folders already'),
});

export const mailState = z.enum(['received', 'done', 'parked', 'filed', 'held', 'refused', 'dismissed']).describe(
  'received: waits to be read · done · parked: reading it failed · filed: kept aside, such as newsletters · held: may hold a sign-in code · refused: not for customers to see · dismissed: looked at and let be');
export const incomingMail = z.object({
  id, mailboxId: id, source: z.enum(['smtp', 'imap']), state: mailState, kind: z.string().nullable(), reason: z.string().nullable(), sender: z.string(), subject: z.string(), bytes: z.number().int(), attempts: z.number().int(),
  ticketId: id.nullable(), messageId: id.nullable(), at: time, doneAt: time.nullable(),
}).meta({ id: 'IncomingMail' });
const box = z.object({ name: z.string(), address: z.string() });
export const readMail = incomingMail.extend({
  from: box.nullable(), to: z.array(box), cc: z.array(box), mailId: z.string(), html: z.string().describe('sanitised, without remote images'), text: z.string(), problems: z.array(z.string()),
  bounce: z.object({ permanent: z.boolean(), recipient: z.string() }).nullable(), files: z.array(z.object({ name: z.string(), type: z.string(), bytes: z.number().int(), inline: z.boolean() })),
}).meta({ id: 'IncomingMailInFull' });

export const outgoingState = z.enum(['held', 'queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled']);
export const outgoingMail = z.object({
  id, kind: z.string(), aboutKind: z.string().nullable(), aboutId: id.nullable(), ticketId: id.nullable(), recipients: z.array(z.string()), subject: z.string(), state: outgoingState, attempts: z.number().int(), reason: z.string().nullable(), madeAt: time, dueAt: time,
}).meta({ id: 'OutgoingMail' });
export const outgoingServer = z.object({ from: z.enum(['config', 'screen', 'none']), host: z.string(), port: z.number().int(), security: z.enum(['tls', 'starttls', 'offered', 'none']), user: z.string(), hasPassword: z.boolean() }).meta({ id: 'OutgoingServer' });
export const dnsRecord = z.object({ type: z.string(), name: z.string(), value: z.string(), why: z.string() });
export const brake = z.object({ id, address: z.string(), kind: z.string(), ticketId: id.nullable(), at: time });
export const mailHealth = z.object({
  incoming: z.object({ waiting: z.number().int(), oldestSeconds: z.number(), parked: z.number().int(), filed: z.number().int(), held: z.number().int() }),
  outgoing: z.object({ queued: z.number().int(), held: z.number().int(), failed: z.number().int(), unknown: z.number().int(), oldestSeconds: z.number() }),
  server: z.boolean().describe('whether an outgoing server is set up'), failing: z.array(id).describe('mailboxes that cannot be fetched'), brakes: z.array(brake).describe('automatic mail kept back in the last day'),
}).meta({ id: 'MailHealth' });

// ── Refusals ─────────────────────────────────────────────────────────────────

export const addressTaken = refusal('email.address-taken', 409, 'There is a mailbox with this address already.');
export const changedMeanwhile = refusal('email.mailbox-changed', 409, 'Somebody changed this mailbox meanwhile. Reload, then make your change again.');
export const cannotConnect = refusal('email.cannot-connect', 422, 'The mail server cannot be reached or does not accept this. Check host, port, encryption, user and password.', z.object({ step: z.enum(['reach', 'secure', 'sign-in', 'folder']) }));
export const teamGone = refusal('email.team-missing', 422, 'This team does not exist or is archived. Choose another one.');
export const notWaiting = refusal('email.mail-not-waiting', 409, 'This mail was dealt with already. Reload to see how it stands.');
export const configured = refusal('email.server-configured', 409, 'The outgoing server is set in the configuration of the server, which comes first. Change it there.');
export const noServer = refusal('email.no-server', 409, 'No outgoing server is set up. Set one first.');
export const linkBroken = refusal('email.image-link-broken', 404, 'This picture is not here any more. Ask for pictures again.');

// ── Facts ────────────────────────────────────────────────────────────────────

const quiet = { shown: false } as const;
export const MailboxAdded = fact('email.mailbox-added', 'mailbox', z.object({ address: z.string(), teamId: id }), quiet);
export const MailboxChanged = fact('email.mailbox-changed', 'mailbox', z.object({ fields: z.array(z.string()), teamId: id }), quiet);
export const FetchingChanged = fact('email.fetching-changed', 'mailbox', z.object({ state: z.enum(['off', 'connecting', 'ok', 'failing']), reason: z.string().nullable() }), quiet);
export const OutgoingServerChanged = fact('email.outgoing-server-changed', 'mail-server', z.object({ host: z.string() }), quiet);
/** A mail did not become a message: it is parked, filed, held or refused, with the reason; or a person decided about it. */
export const IncomingSettled = fact('email.incoming-settled', 'incoming-mail', z.object({ mailboxId: id, state: mailState, kind: z.string().nullable(), reason: z.string().nullable() }), quiet);
/** Mail that says it is from one of our own mailboxes; told once a day for each address. */
export const OwnAddressSeen = fact('email.own-address-seen', 'mailbox', z.object({ address: z.string() }), quiet);
/** A brake kept an automatic mail back; two desks may be answering each other. */
export const AutomaticBraked = fact('email.automatic-braked', 'ticket', z.object({ address: z.string(), kind: z.string() }));
/** A mail says it is from a teammate and nothing confirms it. Shown to customers' side of the ticket, never sent on. */
export const TeammateUnconfirmed = fact('email.teammate-unconfirmed', 'ticket', z.object({ entryId: id, address: z.string(), dmarc: z.enum(['pass', 'fail', 'none']) }), quiet);
/** A teammate answered a notification by mail; nothing was sent to anybody but them. */
export const TeammateTurnedAway = fact('email.teammate-turned-away', 'incoming-mail', z.object({ personId: id, ticketId: id.nullable() }), quiet);

// ── Endpoints ────────────────────────────────────────────────────────────────

const health = { door: 'lead' } as const;
const exampleBox = { id: '0198c0de-0000-7000-8000-000000000002', address: 'support@acme.example', name: 'Acme Support', teamId: '0198c0de-0000-7000-8000-000000000001' };

export const email = {
  mailboxes: endpoint('GET /mailboxes', { summary: 'List mailboxes', door: 'teammate', output: z.array(mailbox) }),
  addMailbox: endpoint('POST /mailboxes', { summary: 'Add a mailbox that feeds a team', door: 'admin', keys: false, body: mailboxBody.extend({ id }), output: mailbox, refusals: [addressTaken, teamGone], example: { body: exampleBox } }),
  editMailbox: endpoint('PUT /mailboxes/:id', { summary: 'Change a mailbox', door: 'admin', keys: false, params: byId, body: mailboxBody.extend({ version: z.number().int() }), output: mailbox, refusals: [addressTaken, teamGone, changedMeanwhile] }),
  testImap: endpoint('POST /mailboxes/test', {
    summary: 'Try to sign in to an incoming server. Answers the names of its folders.', door: 'admin', keys: false, transaction: false, body: z.object({ mailboxId: id.optional().describe('whose kept secret to use when none is given'), imap: imapServer, secret: imapSecret.optional() }),
    output: z.object({ folders: z.array(z.string()) }), refusals: [cannotConnect], limit: { max: 30, seconds: 60 },
  }),
  dns: endpoint('GET /mailboxes/:id/dns', { summary: 'What to set in the DNS of the domain so that mail from this mailbox is believed', door: 'admin', params: byId, output: z.object({ domain: z.string(), signing: z.boolean(), records: z.array(dnsRecord) }) }),
  sign: endpoint('PUT /mailboxes/:id/signing', { summary: "Sign mail of this mailbox's domain (DKIM), or stop. Makes the key when there is none.", door: 'admin', keys: false, params: byId, body: z.object({ on: z.boolean() }), output: z.object({ domain: z.string(), signing: z.boolean(), records: z.array(dnsRecord) }) }),

  outgoing: endpoint('GET /outgoing-server', { summary: 'The server that mail is sent through', door: 'admin', output: outgoingServer }),
  setOutgoing: endpoint('PUT /outgoing-server', {
    summary: 'Set the server that mail is sent through; held mail leaves at once. An empty host removes it.', door: 'admin', keys: false,
    body: z.object({ host: z.string().trim().max(253), port: port.default(587), security: security.default('starttls'), user: words(200, 0).default(''), password: z.string().max(1000).optional().describe('left out: stays as it is') }), output: outgoingServer, refusals: [configured],
  }),
  testOutgoing: endpoint('POST /outgoing-server/test', { summary: 'Send a test mail to yourself now', door: 'admin', keys: false, transaction: false, body: z.object({ mailboxId: id }), output: z.object({ to: z.string() }), refusals: [noServer, cannotConnect], limit: { max: 10, seconds: 60 } }),

  health: endpoint('GET /mail-health', { ...health, summary: 'How mail stands: waiting, parked, filed, held, failed', output: mailHealth }),
  incoming: endpoint('GET /incoming-mails', { ...health, summary: 'Mails as they arrived, newest first', query: z.object({ state: mailState.optional(), cursor }), output: page(incomingMail) }),
  incomingOne: endpoint('GET /incoming-mails/:id', { ...health, summary: 'Read a mail that was kept aside', params: byId, output: readMail, refusals: [notWaiting] }),
  raw: endpoint('GET /incoming-mails/:id/raw', { ...health, summary: 'The mail byte for byte as it arrived', params: byId }),
  retryIncoming: endpoint('POST /incoming-mails/:id/retry', { ...health, summary: 'Read a parked mail again', params: byId, output: incomingMail, refusals: [notWaiting] }),
  recover: endpoint('POST /incoming-mails/:id/recover', { ...health, summary: 'Make a ticket of a mail that was filed, held or refused', params: byId, output: incomingMail, refusals: [notWaiting] }),
  dismiss: endpoint('POST /incoming-mails/:id/dismiss', { ...health, summary: 'Take a mail off the list; it is kept', params: byId, output: incomingMail, refusals: [notWaiting] }),
  outgoingMails: endpoint('GET /outgoing-mails', { ...health, summary: 'Mails that wait or could not be sent, newest first', query: z.object({ state: outgoingState.optional(), cursor }), output: page(outgoingMail) }),
  retryOutgoing: endpoint('POST /outgoing-mails/:id/retry', { ...health, summary: 'Send a held, failed or unknown mail (again)', params: byId, output: ok, refusals: [notRetriable] }),
  dismissOutgoing: endpoint('POST /outgoing-mails/:id/dismiss', { ...health, summary: 'Let a failed or unknown mail be', params: byId, output: ok, refusals: [notRetriable] }),

  original: endpoint('GET /messages/:id/original', { summary: 'The mail of a message byte for byte as it arrived', door: 'teammate', params: byId }),
  showImages: endpoint('POST /messages/:id/show-images', { summary: 'The HTML of a message with its remote pictures, fetched through this server', door: 'teammate', transaction: false, params: byId, body: z.object({}), output: z.object({ html: z.string(), foldedHtml: z.string() }) }),
  image: endpoint('GET /images', { summary: 'A remote picture, by a link that this server signed', door: 'public', query: z.object({ u: z.string().max(4000), e: z.string().max(20), s: z.string().max(60) }), refusals: [linkBroken], limit: { max: 600, seconds: 60 } }),
} as const;
