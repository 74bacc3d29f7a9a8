import { z } from 'zod';
import { endpoint, fact, refusal } from '../../core/contract.ts';
import { byId, cursor, id, language, ok, page, time, words, zone } from '../../core/shapes.ts';

/* Words */

export const skills = z.array(words(40)).max(20).transform((all) => [...new Set(all)]);
export const role = z.enum(['admin', 'lead', 'agent', 'collaborator']).meta({ description: 'admin: runs the workspace; lead: leads teams; agent: works tickets; collaborator: other departments, reads and notes' });
export const emailAddress = z.string().trim().max(254).pipe(z.email({ pattern: z.regexes.html5Email, error: 'Type a whole address, such as maya@example.com.' }));
/** Any characters, never cut. The weak ones are refused by `people.password-weak`. */
export const newPassword = z.string().min(10, 'Use at least 10 characters.').max(1000, 'Use at most 1,000 characters.');
const password = z.string().min(1).max(1000);
const secretToken = z.string().min(20).max(200);
const code = z.string().trim().min(6).max(40).describe('six figures, or one recovery code');
export const visibility = z.enum(['open', 'closed']).describe('open: every teammate may see its tickets; closed: its members and admins only');
export const scope = z.string().regex(/^[a-z][a-z-]{1,30}:(read|write)$/).describe('what a key may do, such as `tickets:read`');

export const membership = z.object({ id, name: z.string(), sign: z.string(), lead: z.boolean() });
export const person = z.object({
  id, kind: z.enum(['person', 'service']), name: z.string(), email: z.string(), role, title: z.string(), picture: z.string().nullable().describe('file id'),
  zone, language, skills: z.array(z.string()).describe('what they know especially well'), teams: z.array(membership), deactivatedAt: time.nullable(), seenAt: time.nullable(),
}).meta({ id: 'Person' });
export const team = z.object({
  id, name: z.string(), sign: z.string().describe('up to four letters, shown where space is short'), visibility, archivedAt: time.nullable(),
  members: z.array(z.object({ id, lead: z.boolean() })),
}).meta({ id: 'Team' });
export const session = z.object({ id, device: z.string(), address: z.string(), madeAt: time, seenAt: time, current: z.boolean() });
export const invitation = z.object({ id, email: z.string(), role, teams: z.array(id), by: z.string().describe('name'), madeAt: time, expiresAt: time });
export const key = z.object({ id, name: z.string(), hint: z.string(), kind: z.enum(['personal', 'service']), personId: id, personName: z.string(), scopes: z.array(z.string()), madeAt: time, lastUsedAt: time.nullable() });
export const me = person.extend({
  signature: z.string().describe('sanitised HTML'), secondFactor: z.boolean(), workspace: z.object({ id, name: z.string(), demo: z.boolean() }),
  may: z.object({ invite: z.boolean(), manageTeams: z.boolean(), managePeople: z.boolean(), audit: z.boolean(), leaveDemo: z.boolean() }),
});
export const ownedThings = z.object({ kind: z.string(), count: z.number().int(), say: z.string() });
const audited = z.object({ id: z.string(), at: time, name: z.string(), about: z.object({ kind: z.string(), id, name: z.string() }), actor: z.object({ kind: z.string(), id: id.nullable(), name: z.string() }), data: z.unknown() });

/* Refusals */

export const startLinkUsed = refusal('people.start-link-used', 409, 'This start link was used or is old. Start the server again: it prints a fresh one while there is no workspace.');
export const workspaceThere = refusal('people.workspace-there', 409, 'The workspace is set up already. Sign in instead.');
export const notDemo = refusal('people.not-demo', 409, 'This is no demo workspace.');
export const wrongSignIn = refusal('people.sign-in-wrong', 401, 'That address and password do not match. Check both, or set a new password.');
export const wrongPassword = refusal('people.password-wrong', 403, 'That is not your current password.');
export const weakPassword = refusal('people.password-weak', 400, 'This password is easy to guess. Take a longer one, such as four words that do not belong together.', z.object({ why: z.enum(['common', 'own-name']) }));
export const wrongCode = refusal('people.code-wrong', 401, 'That code is not right or was used before. Wait for the next one and type it again.');
export const linkDead = refusal('people.link-dead', 410, 'This link was used, has run out or was replaced. Ask for a new one.');
export const emailTaken = refusal('people.email-taken', 409, 'Somebody here has this address already.');
export const invitedAlready = refusal('people.invited-already', 409, 'This address has an open invitation. Send it again or withdraw it.');
export const roleTooHigh = refusal('people.role-too-high', 403, 'You can give roles below your own only. Ask an admin.');
export const teamNotLed = refusal('people.team-not-led', 403, 'You do not lead this team. Ask one of its leads or an admin.');
export const lastAdmin = refusal('people.last-admin', 409, 'A workspace needs an admin. Make somebody else admin first.');
export const deactivated = refusal('people.deactivated', 409, 'This teammate is deactivated. Reactivate them first.');
export const secondFactorOn = refusal('people.second-factor-on', 409, 'The second factor is on already. Turn it off first.');
export const secondFactorOff = refusal('people.second-factor-off', 409, 'The second factor is not set up. Begin again.');
export const teamNameTaken = refusal('people.team-name-taken', 409, 'There is a team of this name already.');
export const teamInUse = refusal('people.team-in-use', 409, 'This team still has open tickets. Move them to another team first.', z.object({ tickets: z.number().int() }));
export const teamArchived = refusal('people.team-archived', 409, 'This team is archived.');
export const scopeUnknown = refusal('people.scope-unknown', 400, 'One of these scopes does not exist.', z.object({ scopes: z.array(z.string()) }));

/* Facts */

const set = z.object({ name: z.string(), title: z.string(), picture: id.nullable(), zone: z.string(), language: z.string(), skills: z.array(z.string()), role }).partial();
const quiet = { shown: false } as const;
export const WorkspaceMade = fact('workspace.made', 'workspace', z.object({ name: z.string(), demo: z.boolean() }), quiet);
export const WorkspaceChanged = fact('workspace.changed', 'workspace', z.object({ name: z.string() }), quiet);
export const DemoLeft = fact('workspace.demo-left', 'workspace', z.object({}), quiet);
export const PersonJoined = fact('people.joined', 'person', z.object({ name: z.string(), role, kind: z.enum(['person', 'service']) }), quiet);
export const PersonChanged = fact('people.changed', 'person', z.object({ set, roleBefore: role.optional() }), quiet);
export const PersonDeactivated = fact('people.deactivated', 'person', z.object({ name: z.string() }), quiet);
export const PersonReactivated = fact('people.reactivated', 'person', z.object({ name: z.string() }), quiet);
export const SignedIn = fact('people.signed-in', 'person', z.object({ session: id, device: z.string(), address: z.string(), by: z.enum(['password', 'second-factor', 'recovery-code', 'invitation', 'set-up', 'demo']) }), quiet);
/** About the person where one is known, else about the workspace. */
export const SignInRefused = fact('people.sign-in-refused', 'person', z.object({ why: z.enum(['password', 'code', 'unknown', 'deactivated', 'too-many']), device: z.string(), address: z.string() }), quiet);
export const SessionsEnded = fact('people.sessions-ended', 'person', z.object({ sessions: z.array(id), why: z.enum(['signed-out', 'ended', 'password', 'deactivated', 'everywhere']) }), quiet);
export const PasswordChanged = fact('people.password-changed', 'person', z.object({ how: z.enum(['changed', 'reset', 'command']) }), quiet);
export const EmailChanged = fact('people.email-changed', 'person', z.object({}), quiet);
export const SecondFactorChanged = fact('people.second-factor-changed', 'person', z.object({ on: z.boolean() }), quiet);
export const Invited = fact('people.invited', 'invitation', z.object({ role, teams: z.array(id), again: z.boolean() }), quiet);
export const InvitationWithdrawn = fact('people.invitation-withdrawn', 'invitation', z.object({}), quiet);
export const TeamMade = fact('teams.made', 'team', z.object({ name: z.string(), sign: z.string(), visibility }), quiet);
export const TeamChanged = fact('teams.changed', 'team', z.object({ set: z.object({ name: z.string(), sign: z.string(), visibility, archivedAt: time.nullable() }).partial() }), quiet);
export const MembersChanged = fact('teams.members-changed', 'team', z.object({ joined: z.array(z.object({ id, lead: z.boolean() })), left: z.array(id) }), quiet);
export const KeyMade = fact('keys.made', 'key', z.object({ name: z.string(), person: id, kind: z.enum(['personal', 'service']), scopes: z.array(z.string()) }), quiet);
export const KeyRevoked = fact('keys.revoked', 'key', z.object({ name: z.string(), person: id }), quiet);

/* Doors */

const few = { max: 20, seconds: 60 } as const;
const newPerson = { name: words(120).describe('how colleagues call them'), password: newPassword, zone: zone.optional(), language: language.optional() };
const stepDone = z.object({ step: z.literal('done') });
const withToken = z.object({ token: secretToken });
const sure = z.object({ password });
const teamChoice = z.array(id).max(50);
const memberOf = z.object({ id, personId: id });

export const workspaceDoors = {
  workspace: endpoint('GET /workspace', {
    summary: 'What anybody may know: whether there is a workspace, and whether one is signed in', door: 'public',
    output: z.object({
      name: z.string(), empty: z.boolean(), demo: z.boolean(), ready: z.boolean(), signedIn: z.boolean(), mayEnterAsAdmin: z.boolean(),
      guides: z.array(z.object({ as: z.enum(['lead', 'agent']), id, name: z.string(), title: z.string() })).describe('as whom the demo is looked around'),
    }),
  }),
  setUp: endpoint('POST /workspace', {
    summary: 'Make the workspace, its first admin and its first team, with the one-time token that the server printed; signs in', door: 'public', limit: few, transaction: false,
    body: z.object({ token: secretToken, workspace: words(120), email: emailAddress, ...newPerson }), output: stepDone, refusals: [startLinkUsed, workspaceThere, weakPassword],
    example: { body: { token: '…', workspace: 'Hearth & Home', name: 'Maya Okafor', email: 'maya@example.com', password: 'four plain words together' } },
  }),
  lookAround: endpoint('POST /workspace/demo', {
    summary: 'Fill this server with the demo workspace, with the one-time token; answers when it is ready', door: 'public', limit: few, transaction: false,
    body: withToken, output: ok, refusals: [startLinkUsed, workspaceThere],
  }),
  enterDemo: endpoint('POST /demo/enter', {
    summary: 'Sign in to the demo as one of its people; as its admin only in the browser that opened it', door: 'public', limit: few,
    body: z.object({ as: z.enum(['lead', 'agent', 'admin']) }), output: stepDone, refusals: [notDemo],
  }),
  leaveDemo: endpoint('POST /workspace/leave-demo', {
    summary: 'Empty the whole server and begin anew; answers a fresh set-up token', door: 'admin', keys: false, transaction: false, output: z.object({ token: z.string() }), refusals: [notDemo],
  }),
  renameWorkspace: endpoint('PATCH /workspace', { summary: 'Rename the workspace', door: 'admin', body: z.object({ name: words(120) }), output: ok }),
} as const;

export const signInDoors = {
  signIn: endpoint('POST /sign-in', {
    summary: 'Sign in. Unknown addresses and wrong passwords get the same answer in the same time. With a second factor the answer is a token for the next step.', door: 'public', transaction: false,
    body: z.object({ email: z.string().trim().max(254), password }), output: z.object({ step: z.enum(['done', 'second-factor']), token: z.string().optional() }), refusals: [wrongSignIn],
  }),
  secondStep: endpoint('POST /sign-in/second-factor', {
    summary: 'The second half of a sign-in: a code from the app, or a recovery code', door: 'public', transaction: false,
    body: z.object({ token: secretToken, code }), output: stepDone, refusals: [wrongCode, linkDead],
  }),
  signOut: endpoint('POST /sign-out', { summary: 'End this session', door: 'teammate', keys: false, output: ok }),
  signOutEverywhere: endpoint('POST /sign-out/everywhere', { summary: 'End all my other sessions', door: 'teammate', keys: false, output: z.object({ ended: z.number().int() }) }),
  sessions: endpoint('GET /me/sessions', { summary: 'Where I am signed in, newest use first', door: 'teammate', keys: false, output: z.object({ items: z.array(session) }) }),
  endSession: endpoint('DELETE /me/sessions/:id', { summary: 'End one of my sessions', door: 'teammate', keys: false, params: byId, output: ok }),
  changePassword: endpoint('PUT /me/password', {
    summary: 'Change my password; my other sessions end', door: 'teammate', keys: false, transaction: false, body: z.object({ current: password, password: newPassword }), output: ok, refusals: [wrongPassword, weakPassword],
  }),
  forgot: endpoint('POST /password/forgot', {
    summary: 'Ask for a link to set a new password. The answer is the same whether the address is known or not.', door: 'public', limit: few, transaction: false, body: z.object({ email: emailAddress }), output: ok,
  }),
  reset: endpoint('POST /password/reset', {
    summary: 'Set a new password with the token from the link: works once, within one hour, and not after the address or password changed. All sessions end.', door: 'public', limit: few, transaction: false,
    body: z.object({ token: secretToken, password: newPassword }), output: ok, refusals: [linkDead, weakPassword],
  }),
  changeEmail: endpoint('POST /me/email', {
    summary: 'Ask to change my address: a link goes to the new one, a notice to the old one', door: 'teammate', keys: false, transaction: false, body: z.object({ email: emailAddress, password }), output: ok, refusals: [wrongPassword, emailTaken],
  }),
  confirmEmail: endpoint('POST /email/confirm', { summary: 'Confirm a new address with the token from the link', door: 'public', limit: few, transaction: false, body: withToken, output: ok, refusals: [linkDead, emailTaken] }),
  secondFactor: endpoint('GET /me/second-factor', { summary: 'Whether my second factor is on, and how many recovery codes are left', door: 'teammate', keys: false, output: z.object({ on: z.boolean(), codesLeft: z.number().int() }) }),
  beginSecondFactor: endpoint('POST /me/second-factor', {
    summary: 'Begin to set up a second factor: answers the secret for the app (RFC 6238: SHA-1, 6 figures, 30 s)', door: 'teammate', keys: false, transaction: false,
    body: sure, output: z.object({ secret: z.string(), url: z.string().describe('otpauth: address for a QR code') }), refusals: [wrongPassword, secondFactorOn],
  }),
  confirmSecondFactor: endpoint('POST /me/second-factor/confirm', {
    summary: 'Turn the second factor on with a first code; answers ten recovery codes, shown this once', door: 'teammate', keys: false, transaction: false, body: z.object({ code }), output: z.object({ codes: z.array(z.string()) }), refusals: [wrongCode, secondFactorOff, secondFactorOn],
  }),
  renewCodes: endpoint('POST /me/second-factor/codes', { summary: 'Make ten new recovery codes; the old ones die', door: 'teammate', keys: false, transaction: false, body: sure, output: z.object({ codes: z.array(z.string()) }), refusals: [wrongPassword, secondFactorOff] }),
  endSecondFactor: endpoint('POST /me/second-factor/off', { summary: 'Turn my second factor off', door: 'teammate', keys: false, transaction: false, body: sure, output: ok, refusals: [wrongPassword, secondFactorOff] }),
} as const;

export const peopleDoors = {
  me: endpoint('GET /me', { summary: 'Who I am here and what I may do', door: 'teammate', output: me }),
  changeMe: endpoint('PATCH /me', {
    summary: 'Change my profile', door: 'teammate',
    body: z.strictObject({ name: words(120), title: words(120, 0), zone, language, skills, signature: z.string().max(20_000).describe('HTML; sanitised when it is kept') }).partial(), output: me,
  }),
  changePicture: endpoint('PUT /me/picture', { summary: 'Set my picture to an uploaded image, or take it away', door: 'teammate', body: z.object({ fileId: id.nullable() }), output: me }),
  list: endpoint('GET /people', {
    summary: 'Teammates by name', door: 'teammate',
    query: z.object({ cursor, search: z.string().max(200).optional(), state: z.enum(['active', 'deactivated', 'all']).default('active'), kind: z.enum(['person', 'service', 'all']).default('person'), team: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    output: page(person),
  }),
  profile: endpoint('GET /people/:id', { summary: 'One teammate', door: 'teammate', params: byId, output: person }),
  changePerson: endpoint('PATCH /people/:id', { summary: 'Correct a teammate\'s name, title or skills', door: 'admin', params: byId, body: z.strictObject({ name: words(120), title: words(120, 0), skills }).partial(), output: person }),
  changeRole: endpoint('PUT /people/:id/role', { summary: 'Give a teammate another role', door: 'admin', keys: false, params: byId, body: z.object({ role }), output: person, refusals: [lastAdmin, deactivated] }),
  owned: endpoint('GET /people/:id/owned', { summary: 'What a teammate owns, to hand over before they go', door: 'admin', params: byId, output: z.object({ items: z.array(ownedThings) }) }),
  deactivate: endpoint('POST /people/:id/deactivate', {
    summary: 'Deactivate a teammate: sessions, sockets and keys end at once; answers what they still own', door: 'admin', keys: false, params: byId, output: z.object({ owned: z.array(ownedThings) }), refusals: [lastAdmin],
  }),
  reactivate: endpoint('POST /people/:id/reactivate', { summary: 'Let a deactivated teammate sign in again', door: 'admin', keys: false, params: byId, output: person }),
  secondFactorOf: endpoint('GET /people/:id/second-factor', { summary: 'Whether somebody signs in with a second factor', door: 'admin', keys: false, params: byId, output: z.object({ on: z.boolean() }) }),
  dropSecondFactor: endpoint('POST /people/:id/second-factor/off', { summary: 'Turn off the second factor of somebody who lost it', door: 'admin', keys: false, params: byId, output: ok, refusals: [secondFactorOff] }),
  audit: endpoint('GET /audit', {
    summary: 'The security and settings log, newest first; nobody can edit it', door: 'admin', query: z.object({ cursor, person: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }), output: page(audited),
  }),
} as const;

const linkOnce = z.object({ invitation, link: z.string().describe('shown this once') });
export const invitationDoors = {
  list: endpoint('GET /invitations', { summary: 'Open invitations', door: 'lead', output: z.object({ items: z.array(invitation) }) }),
  invite: endpoint('POST /invitations', {
    summary: 'Invite somebody by mail; answers a link to pass on by hand. Leads invite agents and collaborators into teams they lead.', door: 'lead', keys: false, transaction: false,
    body: z.object({ email: emailAddress, role, teams: teamChoice.default([]) }), output: linkOnce, refusals: [emailTaken, invitedAlready, roleTooHigh, teamNotLed, teamArchived],
  }),
  resend: endpoint('POST /invitations/:id/resend', { summary: 'Send an invitation again with a fresh link for another 24 hours; the old link dies', door: 'lead', keys: false, transaction: false, params: byId, output: linkOnce, refusals: [roleTooHigh, teamNotLed] }),
  withdraw: endpoint('DELETE /invitations/:id', { summary: 'Take an invitation back', door: 'lead', keys: false, params: byId, output: ok, refusals: [roleTooHigh, teamNotLed] }),
  look: endpoint('POST /invitations/look', { summary: 'What an invitation link is for', door: 'public', limit: few, transaction: false, body: withToken, output: z.object({ workspace: z.string(), by: z.string(), email: z.string(), role, teams: z.array(z.string()) }), refusals: [linkDead] }),
  accept: endpoint('POST /invitations/accept', { summary: 'Join with an invitation link; signs in', door: 'public', limit: few, transaction: false, body: z.object({ token: secretToken, ...newPerson }), output: stepDone, refusals: [linkDead, weakPassword, emailTaken] }),
} as const;

export const teamDoors = {
  list: endpoint('GET /teams', { summary: 'Teams by name', door: 'teammate', query: z.object({ archived: z.enum(['1']).optional() }), output: z.object({ items: z.array(team) }) }),
  make: endpoint('POST /teams', {
    summary: 'Make a team; its maker leads it', door: 'admin', body: z.object({ id, name: words(80), sign: words(4, 0).default(''), visibility: visibility.default('open') }), output: team, refusals: [teamNameTaken],
  }),
  change: endpoint('PATCH /teams/:id', { summary: 'Rename a team, change its sign or who may see it', door: 'lead', params: byId, body: z.strictObject({ name: words(80), sign: words(4, 0), visibility }).partial(), output: team, refusals: [teamNotLed, teamNameTaken, teamArchived] }),
  archive: endpoint('POST /teams/:id/archive', { summary: 'Archive a team that has no open tickets', door: 'admin', params: byId, output: team, refusals: [teamInUse] }),
  setMember: endpoint('PUT /teams/:id/members/:personId', { summary: 'Add somebody to a team, or change whether they lead it', door: 'lead', params: memberOf, body: z.object({ lead: z.boolean().default(false) }), output: team, refusals: [teamNotLed, teamArchived, deactivated] }),
  removeMember: endpoint('DELETE /teams/:id/members/:personId', { summary: 'Take somebody out of a team', door: 'lead', params: memberOf, output: team, refusals: [teamNotLed, teamArchived] }),
} as const;

export const keyDoors = {
  list: endpoint('GET /keys', { summary: 'My API keys; admins see service keys too, or with `all` everybody\'s', door: 'teammate', keys: false, query: z.object({ all: z.enum(['1']).optional() }), output: z.object({ items: z.array(key), scopes: z.array(z.string()).describe('all there are') }) }),
  make: endpoint('POST /keys', {
    summary: 'Make an API key: personal (acts as me) or, for admins, service (an actor of its own with a role and teams). The secret is shown this once.', door: 'teammate', keys: false, transaction: false,
    body: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('personal'), name: words(80), scopes: z.array(scope).min(1).max(40) }),
      z.object({ kind: z.literal('service'), name: words(80), scopes: z.array(scope).min(1).max(40), role, teams: teamChoice.default([]) }),
    ]),
    output: z.object({ key, secret: z.string() }), refusals: [scopeUnknown],
  }),
  revoke: endpoint('DELETE /keys/:id', { summary: 'Revoke a key: it stops working at once', door: 'teammate', keys: false, params: byId, output: ok }),
} as const;

/** All endpoints of the room under one name, for the type-only client. */
export const people = {
  ...workspaceDoors, ...signInDoors, ...peopleDoors,
  invitations: invitationDoors.list, invite: invitationDoors.invite, resendInvitation: invitationDoors.resend, withdrawInvitation: invitationDoors.withdraw, lookAtInvitation: invitationDoors.look, acceptInvitation: invitationDoors.accept,
  teams: teamDoors.list, makeTeam: teamDoors.make, changeTeam: teamDoors.change, archiveTeam: teamDoors.archive, setMember: teamDoors.setMember, removeMember: teamDoors.removeMember,
  keys: keyDoors.list, makeKey: keyDoors.make, revokeKey: keyDoors.revoke,
} as const;
