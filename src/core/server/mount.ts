import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AnySchema, Endpoint } from '../contract.ts';
import { forbidden, foreignOrigin, invalid, signInNeeded } from '../refusals.ts';
import type { Activity } from './activity.ts';
import { atLeast, type Actor } from './actor.ts';
import { answerOnce } from './answer-once.ts';
import { transact, type Db } from './db.ts';
import { limit } from './limits.ts';
import { refuse } from './refusals.ts';
import type { Ask, Route } from './serve.ts';
import type { Spec } from '../contract.ts';

export type Identify = (request: FastifyRequest) => Promise<Actor | null>;
export interface Mounting { readonly db: Db; readonly identify: Identify; readonly ownOrigin: (request: FastifyRequest) => string; readonly activity?: Activity }

/** Puts every endpoint on the server, all through the same steps: who, from where, may they, is it well formed, then the verb. */
export function mount(app: FastifyInstance, routes: readonly Route[], by: Mounting): void {
  for (const route of routes) {
    const [method, path] = route.endpoint.key.split(' ') as [string, string];
    const bodyLimit = route.endpoint.spec.upload ? undefined : 1_048_576;
    app.route({ method, url: `/api${path}`, bodyLimit, config: { endpoint: route.endpoint.key }, handler: (request, reply) => answer(route, by, request, reply) });
  }
}

async function answer(route: Route, by: Mounting, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { spec, key } = route.endpoint;
  if (request.method !== 'GET') sameOrigin(request, by.ownOrigin(request));
  if (spec.limit) await limit(by.db, `${key} ${request.ip}`, spec.limit);
  const actor = await by.identify(request);
  admit(route, actor);
  // Browsers say by themselves when somebody is there; some of what they send, nobody did. Programs send what they are told to.
  if (actor?.kind === 'person' && actor.scopes && request.method !== 'GET') by.activity?.heard(actor.id);
  const input = {
    params: check(spec.params, request.params, 'params'), query: check(spec.query, request.query, 'query'),
    body: spec.upload ? undefined : check(spec.body, request.body, 'body'),
  };
  const run = (tx: Ask<Spec>['tx']) => route.handle({ ...input, actor, tx, db: by.db, request, reply } as unknown as Ask<Spec>) as Promise<unknown>;
  const reads = request.method === 'GET' || spec.transaction === false;
  const result = reads ? await run(by.db as never) : await transact(by.db, (tx) => answerOnce(tx, key, actor, input, () => run(tx)));
  if (!spec.output) return reply.sent ? reply : result;
  // Nothing undeclared leaves: the schema strips unknown keys.
  return z.parse(spec.output as unknown as z.core.$ZodType, result);
}

/** Refuses writes that another site makes a signed-in browser send (W-H9). Keys come without cookies and pass. */
function sameOrigin(request: FastifyRequest, own: string): void {
  if (request.headers.authorization) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined ? origin !== own : site !== undefined && site !== 'same-origin' && site !== 'none') refuse(foreignOrigin);
}

/** Deny by default: the door's least role, and for keys the scope `room:read` or `room:write`. */
export function admit(route: { room: string; endpoint: Endpoint }, actor: Actor | null): void {
  const { door, keys } = route.endpoint.spec;
  if (door === 'public') return;
  if (actor?.kind !== 'person') return refuse(signInNeeded);
  if (door !== 'teammate' && !atLeast(actor.role, door)) refuse(forbidden);
  if (!actor.scopes) return;
  const need = `${route.room}:${route.endpoint.key.startsWith('GET ') ? 'read' : 'write'}`;
  if (keys === false || !actor.scopes.includes(need)) refuse(forbidden);
}

function check(schema: AnySchema | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined;
  const parsed = z.safeParse(schema as unknown as z.core.$ZodType, value ?? {}, { reportInput: false });
  if (parsed.success) return parsed.data;
  return refuse(invalid, { fields: parsed.error.issues.slice(0, 50).map((i) => ({ path: [where === 'body' ? [] : [where], i.path].flat().join('.'), message: i.message })) });
}
