import { newId } from '../../core/ids.ts';
import { notFound } from '../../core/refusals.ts';
import { system, type Actor, type PersonActor, type Role } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact, type Db, type Reads, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { hashToken, newToken } from '../../core/server/secrets.ts';
import { actorFor, mayGive, runs } from './access.ts';
import { emailTaken, InvitationWithdrawn, Invited, invitedAlready, linkDead, roleTooHigh, teamArchived, teamNotLed } from './contract.ts';
import { inviteLetter } from './letters.ts';
import { hashPassword, refuseWeak, setPassword } from './passwords.ts';
import { addPerson } from './people.ts';
import { openSession, type Browser } from './sessions.ts';
import { tables } from './tables.ts';

const lifeMs = 24 * 3600_000;

/** Who may invite whom: admins anybody; leads agents and collaborators, into at least one team they lead and no other (W-G11). */
function refuseInviter(actor: PersonActor, what: { role: Role; teams: readonly string[] }): void {
  if (!mayGive(actor, what.role)) refuse(roleTooHigh);
  if (actor.role !== 'admin' && (!what.teams.length || what.teams.some((t) => !runs(actor, t)))) refuse(teamNotLed);
}

/** Invites somebody by mail; answers the token of the link. */
export async function invite(tx: Tx, actor: PersonActor, what: { email: string; role: Role; teams: readonly string[] }): Promise<{ id: string; token: string }> {
  refuseInviter(actor, what);
  const teams = [...new Set(what.teams)];
  const there = teams.length ? await tables(tx).selectFrom('teams').select(['id', 'archived_at']).where('id', 'in', teams).execute() : [];
  if (there.length !== teams.length) refuse(notFound);
  if (there.some((t) => t.archived_at)) refuse(teamArchived);
  const taken = await tables(tx).selectFrom('people').select('id').where((e) => e(e.fn('lower', ['email']), '=', what.email.toLowerCase())).where('kind', '=', 'person').executeTakeFirst();
  if (taken) refuse(emailTaken);
  const id = newId();
  const token = newToken();
  // One that ran out makes room for the next.
  await tables(tx).updateTable('invitations').set({ withdrawn_at: clock.now() }).where((e) => e(e.fn('lower', ['email']), '=', what.email.toLowerCase())).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).where('expires_at', '<=', clock.iso()).execute();
  const made = await tables(tx).insertInto('invitations').values({ id, email: what.email, role: what.role, teams, token: hashToken(token), made_by: actor.id, made_at: clock.now(), expires_at: new Date(clock.ms() + lifeMs) })
    .onConflict((c) => c.doNothing()).returning('id').executeTakeFirst();
  if (!made) refuse(invitedAlready);
  await tell(tx, actor, { id, ...what, token }, false);
  return { id, token };
}

/** Sends an invitation again with a fresh link; the old one dies. */
export async function resend(tx: Tx, actor: PersonActor, id: string): Promise<string> {
  const row = await open(tx, actor, id);
  const token = newToken();
  await tables(tx).updateTable('invitations').set({ token: hashToken(token), expires_at: new Date(clock.ms() + lifeMs), made_by: actor.id }).where('id', '=', id).execute();
  await tell(tx, actor, { id, email: row.email, role: row.role as Role, teams: row.teams, token }, true);
  return token;
}

/** Takes an invitation back: its link is dead. */
export async function withdraw(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  await open(tx, actor, id);
  await tables(tx).updateTable('invitations').set({ withdrawn_at: clock.now() }).where('id', '=', id).execute();
  await record(tx, actor, InvitationWithdrawn, { about: id, to: ['admins', `person:${actor.id}`], data: {} });
}

async function open(tx: Tx, actor: PersonActor, id: string) {
  const row = await tables(tx).selectFrom('invitations').select(['email', 'role', 'teams']).where('id', '=', id).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).forUpdate().executeTakeFirst();
  if (!row) return refuse(notFound);
  refuseInviter(actor, { role: row.role as Role, teams: row.teams });
  return row;
}

async function tell(tx: Tx, actor: PersonActor, what: { id: string; email: string; role: Role; teams: readonly string[]; token: string }, again: boolean): Promise<void> {
  const by = await tables(tx).selectFrom('people').innerJoin('workspace', (j) => j.onTrue()).select(['people.name', 'workspace.name as workspace']).where('people.id', '=', actor.id).executeTakeFirstOrThrow();
  await inviteLetter(tx, { id: what.id, email: what.email, by: by.name, workspace: by.workspace, token: what.token });
  await record(tx, actor, Invited, { about: what.id, to: ['admins', `person:${actor.id}`], data: { role: what.role, teams: [...what.teams], again } });
}

/** What a link is for. It is dead once used, withdrawn or a day old, and when its inviter could not invite any more. */
export async function lookAtInvitation(db: Reads, token: string) {
  const row = await tables(db).selectFrom('invitations').innerJoin('people', 'people.id', 'invitations.made_by').innerJoin('workspace', (j) => j.onTrue())
    .select(['invitations.id', 'invitations.email', 'invitations.role', 'invitations.teams', 'made_by', 'people.name as by', 'workspace.name as workspace'])
    .where('token', '=', hashToken(token)).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).where('expires_at', '>', clock.iso()).executeTakeFirst();
  const inviter = row && (await actorFor(db, row.made_by));
  if (!row || !inviter || !mayGive(inviter, row.role as Role)) return refuse(linkDead);
  const teams = row.teams.length ? await tables(db).selectFrom('teams').select(['id', 'name']).where('id', 'in', row.teams).where('archived_at', 'is', null).orderBy('name').execute() : [];
  return { ...row, role: row.role as Role, teams: teams.filter((t) => inviter.role === 'admin' || runs(inviter, t.id)) };
}

/** Joins: makes the person with the role and teams they were invited for, and signs them in. Answers the session's token. */
export async function accept(db: Db, browser: Browser, what: { token: string; name: string; password: string; zone?: string; language?: string }): Promise<string> {
  const seen = await lookAtInvitation(db, what.token);
  refuseWeak(what.password, [what.name, seen.email, seen.workspace]);
  const hash = await hashPassword(what.password);
  return await transact(db, async (tx) => {
    const taken = await tables(tx).updateTable('invitations').set({ accepted_at: clock.now() }).where('token', '=', hashToken(what.token)).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).returning('id').executeTakeFirst();
    if (!taken) return refuse(linkDead);
    const inviter: Actor = (await actorFor(tx, seen.made_by)) ?? system('invitation');
    const id = await addPerson(tx, inviter, { name: what.name, email: seen.email, role: seen.role, zone: what.zone, language: what.language, teams: seen.teams.map((t) => ({ id: t.id })) });
    await setPassword(tx, inviter, id, hash, 'set-up');
    return (await openSession(tx, id, browser, 'invitation')).token;
  });
}
