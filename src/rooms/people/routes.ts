import type { FastifyRequest } from 'fastify';
import { transact } from '../../core/server/db.ts';
import { notFound } from '../../core/refusals.ts';
import { refuse } from '../../core/server/refusals.ts';
import { implement } from '../../core/server/serve.ts';
import { people } from './contract.ts';
import { accept, invite, lookAtInvitation, resend, withdraw } from './invitations.ts';
import { makeKey, refuseUnknownScopes, revokeKey, scopesThere } from './keys.ts';
import { invitationLink } from './letters.ts';
import { changePassword, makeSure } from './passwords.ts';
import { changePerson, changePicture, changeRole, deactivate, ownedBy, reactivate } from './people.ts';
import { audit, listInvitations, listKeys, listPeople, listSessions, listTeams, meOf, oneTeam, profile } from './queries.ts';
import { askNewAddress, askReset, confirmAddress, reset } from './resets.ts';
import { beginSecondFactor, confirmSecondFactor, dropSecondFactor, renewCodes, secondFactorOf } from './second-factors.ts';
import { browserOf, demoCookie, endSessions, giveCookie, giveDemoCookie, takeCookie } from './sessions.ts';
import { makeServiceKey } from './services.ts';
import { signIn, signInWithCode } from './sign-ins.ts';
import { archiveTeam, changeTeam, makeTeam, removeMember, setMember } from './teams.ts';
import { enterDemo, leaveDemo, lookAround, renameWorkspace, setUp, workspaceSeen } from './workspace.ts';

const done = { step: 'done' } as const;
const ok = { ok: true } as const;
const markIn = (request: FastifyRequest) => request.cookies[demoCookie];

export const routes = implement('people', people, {
  workspace: ({ db, actor, request }) => workspaceSeen(db, actor, markIn(request)),
  async setUp({ db, body, request, reply }) { giveCookie(reply, await setUp(db, browserOf(request), body)); return done; },
  async lookAround({ db, body, reply }) { giveDemoCookie(reply, await lookAround(db, body.token)); return ok; },
  async enterDemo({ tx, body, request, reply }) { giveCookie(reply, await enterDemo(tx, browserOf(request), body.as, markIn(request))); return done; },
  async leaveDemo({ db, reply }) { const token = await leaveDemo(db); takeCookie(reply); return { token }; },
  async renameWorkspace({ tx, actor, body }) { await renameWorkspace(tx, actor, body.name); return ok; },

  async signIn({ db, body, request, reply }) {
    const step = await signIn(db, browserOf(request), body);
    if (step.step === 'second-factor') return step;
    giveCookie(reply, step.token);
    return done;
  },
  async secondStep({ db, body, request, reply }) { giveCookie(reply, (await signInWithCode(db, browserOf(request), body)).token); return done; },
  async signOut({ tx, actor, reply }) { await endSessions(tx, actor, actor.id, { only: actor.session }, 'signed-out'); takeCookie(reply); return ok; },
  signOutEverywhere: async ({ tx, actor }) => ({ ended: await endSessions(tx, actor, actor.id, { but: actor.session }, 'everywhere') }),
  sessions: async ({ db, actor }) => ({ items: await listSessions(db, actor) }),
  async endSession({ tx, actor, params }) { if (!(await endSessions(tx, actor, actor.id, { only: params.id }, 'ended'))) refuse(notFound); return ok; },
  async changePassword({ db, actor, body }) { await changePassword(db, actor, body); return ok; },
  async forgot({ db, body }) { await askReset(db, body.email); return ok; },
  async reset({ db, body }) { await reset(db, body.token, body.password); return ok; },
  async changeEmail({ db, actor, body }) { await askNewAddress(db, actor, body); return ok; },
  async confirmEmail({ db, body }) { await confirmAddress(db, body.token); return ok; },
  secondFactor: ({ db, actor }) => secondFactorOf(db, actor.id),
  beginSecondFactor: ({ db, actor, body }) => beginSecondFactor(db, actor, body.password),
  confirmSecondFactor: async ({ db, actor, body }) => ({ codes: await confirmSecondFactor(db, actor, body.code) }),
  renewCodes: async ({ db, actor, body }) => ({ codes: await renewCodes(db, actor, body.password) }),
  async endSecondFactor({ db, actor, body }) { await makeSure(db, actor, body.password); await transact(db, (tx) => dropSecondFactor(tx, actor, actor.id)); return ok; },

  me: ({ db, actor }) => meOf(db, actor),
  async changeMe({ tx, actor, body }) { await changePerson(tx, actor, actor.id, body); return await meOf(tx, actor); },
  async changePicture({ tx, actor, body }) { await changePicture(tx, actor, body.fileId); return await meOf(tx, actor); },
  list: ({ db, query }) => listPeople(db, query),
  profile: ({ db, params }) => profile(db, params.id),
  async changePerson({ tx, actor, params, body }) { await changePerson(tx, actor, params.id, body); return await profile(tx, params.id); },
  async changeRole({ tx, actor, params, body }) { await changeRole(tx, actor, params.id, body.role); return await profile(tx, params.id); },
  async owned({ db, actor, params }) { await profile(db, params.id); return { items: await ownedBy(db, actor, params.id) }; },
  deactivate: async ({ tx, actor, params }) => ({ owned: await deactivate(tx, actor, params.id) }),
  async reactivate({ tx, actor, params }) { await reactivate(tx, actor, params.id); return await profile(tx, params.id); },
  async secondFactorOf({ db, params }) { await profile(db, params.id); return { on: (await secondFactorOf(db, params.id)).on }; },
  async dropSecondFactor({ tx, actor, params }) { await dropSecondFactor(tx, actor, params.id); return ok; },
  audit: ({ db, query }) => audit(db, query),

  invitations: async ({ db, actor }) => ({ items: await listInvitations(db, actor) }),
  async invite({ db, actor, body }) {
    const { id, token } = await transact(db, (tx) => invite(tx, actor, body));
    return { invitation: (await listInvitations(db, actor, id))[0]!, link: invitationLink(token) };
  },
  async resendInvitation({ db, actor, params }) {
    const token = await transact(db, (tx) => resend(tx, actor, params.id));
    return { invitation: (await listInvitations(db, actor, params.id))[0]!, link: invitationLink(token) };
  },
  async withdrawInvitation({ tx, actor, params }) { await withdraw(tx, actor, params.id); return ok; },
  async lookAtInvitation({ db, body }) { const { workspace, by, email, role, teams } = await lookAtInvitation(db, body.token); return { workspace, by, email, role, teams: teams.map((t) => t.name) }; },
  async acceptInvitation({ db, body, request, reply }) { giveCookie(reply, await accept(db, browserOf(request), body)); return done; },

  teams: async ({ db, query }) => ({ items: await listTeams(db, { archived: query.archived === '1' }) }),
  makeTeam: async ({ tx, actor, body }) => await oneTeam(tx, await makeTeam(tx, actor, body)),
  async changeTeam({ tx, actor, params, body }) { await changeTeam(tx, actor, params.id, body); return await oneTeam(tx, params.id); },
  async archiveTeam({ tx, actor, params }) { await archiveTeam(tx, actor, params.id); return await oneTeam(tx, params.id); },
  async setMember({ tx, actor, params, body }) { await setMember(tx, actor, params.id, params.personId, body.lead); return await oneTeam(tx, params.id); },
  async removeMember({ tx, actor, params }) { await removeMember(tx, actor, params.id, params.personId); return await oneTeam(tx, params.id); },

  keys: async ({ db, actor, query }) => ({ items: await listKeys(db, actor, query.all === '1'), scopes: [...scopesThere()] }),
  async makeKey({ db, actor, body }) {
    refuseUnknownScopes(body.scopes);
    const made = await transact(db, (tx) => (body.kind === 'service' ? makeServiceKey(tx, actor, body) : makeKey(tx, actor, { ...body, personId: actor.id })));
    return { key: (await listKeys(db, actor, true, made.id))[0]!, secret: made.secret };
  },
  async revokeKey({ tx, actor, params }) { await revokeKey(tx, actor, params.id); return ok; },
});
