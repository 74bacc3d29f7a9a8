import type { FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '../../core/ids.ts';
import { system, type Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { config } from '../../core/server/config.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { newToken } from '../../core/server/secrets.ts';
import { actorFor, sessionCookie, sessionLife, sessionMark } from './access.ts';
import { SessionsEnded, SignedIn } from './contract.ts';
import { deviceName } from './rules.ts';
import { tables } from './tables.ts';
import type { Out } from '../../core/contract.ts';

/** Where a request comes from, as people recognise it later. */
export interface Browser { readonly device: string; readonly address: string }
export const browserOf = (request: FastifyRequest): Browser => ({ device: deviceName(request.headers['user-agent'] ?? ''), address: request.ip });

/** Opens a session for a person, always under a new token (W-H8); answers the token, which is kept nowhere. */
export async function openSession(tx: Tx, personId: string, browser: Browser, by: Out<typeof SignedIn['data']>['by']): Promise<{ id: string; token: string }> {
  const id = newId();
  const token = newToken();
  const now = clock.now();
  await tables(tx).insertInto('sessions').values({ id, person_id: personId, token: sessionMark(token), ...browser, made_at: now, seen_at: now }).execute();
  await tables(tx).updateTable('people').set({ seen_at: now }).where('id', '=', personId).execute();
  await record(tx, (await actorFor(tx, personId)) ?? system('sign-in'), SignedIn, { about: personId, to: [`person:${personId}`, 'admins'], data: { session: id, ...browser, by } });
  return { id, token };
}

/** Ends sessions of a person: all, one, or all but one. Sockets opened with them close. Answers how many ended. */
export async function endSessions(tx: Tx, actor: Actor, personId: string, which: { only?: string; but?: string }, why: Out<typeof SessionsEnded['data']>['why']): Promise<number> {
  let query = tables(tx).deleteFrom('sessions').where('person_id', '=', personId);
  if (which.only) query = query.where('id', '=', which.only);
  if (which.but) query = query.where('id', '!=', which.but);
  const ended = await query.returning('id').execute();
  if (ended.length) await record(tx, actor, SessionsEnded, { about: personId, to: [`person:${personId}`, 'admins'], data: { sessions: ended.map((s) => s.id), why } });
  return ended.length;
}

const cookie = () => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: config().publicUrl?.startsWith('https:') ?? false } as const);
/** Hands the browser its session. */
export const giveCookie = (reply: FastifyReply, token: string): void => void reply.setCookie(sessionCookie, token, { ...cookie(), maxAge: sessionLife.wholeMs / 1000 });
export const takeCookie = (reply: FastifyReply): void => void reply.clearCookie(sessionCookie, cookie());
/** A signed mark in the browser that opened the demo: it alone may enter as the demo's admin. */
export const demoCookie = 'baton-demo';
export const giveDemoCookie = (reply: FastifyReply, mark: string): void => void reply.setCookie(demoCookie, mark, { ...cookie(), maxAge: sessionLife.wholeMs / 1000 });
