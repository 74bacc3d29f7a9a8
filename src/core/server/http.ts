import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { bug, diskFull, invalid, notFound, tooLarge, tooMany, unavailable, wrongType } from '../refusals.ts';
import { newId } from '../ids.ts';
import { config } from './config.ts';
import { databaseTrouble } from './db.ts';
import { log } from './log.ts';
import { bugs, requestSeconds } from './metrics.ts';
import { Refused } from './refusals.ts';
import type { AnyRefusal } from '../contract.ts';

/** The web server with its guards: headers, cookies, limits, and one way of saying no. */
export async function openHttp(): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false, trustProxy: config().trustProxy.length ? config().trustProxy : false, routerOptions: { maxParamLength: 300 },
    onProtoPoisoning: 'remove', onConstructorPoisoning: 'remove', forceCloseConnections: 'idle', requestTimeout: 120_000,
    exposeHeadRoutes: false, return503OnClosing: false,
  });
  app.addHook('onSend', async (_request, reply) => { if (leaving.has(app)) reply.header('connection', 'close'); });
  const secure = config().publicUrl?.startsWith('https:') ?? false;
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: {
      defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], styleSrcAttr: ["'unsafe-inline'"], imgSrc: ["'self'", 'data:', 'blob:'], fontSrc: ["'self'"],
      connectSrc: ["'self'"], frameSrc: ["'self'"], objectSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"],
    } },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false, referrerPolicy: { policy: 'no-referrer' }, xFrameOptions: { action: 'deny' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  await app.register(cookie);
  await app.register(rateLimit, {
    max: config().rateLimit, timeWindow: 1000,
    keyGenerator: (request) => request.headers.authorization ?? request.cookies['baton'] ?? request.ip,
    errorResponseBuilder: (_request, context) => new Refused(tooMany, { retryAfter: Math.max(1, Math.ceil(context.ttl / 1000)) }),
    allowList: (request) => !request.url.startsWith('/api/'),
  });
  // Forms are for mail programs that say "one click" (RFC 8058); what they hold is never read.
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 4096 }, (_request, _body, done) => done(null, undefined));
  await app.register(multipart, { limits: { fileSize: config().fileMaxBytes, files: 1, fields: 5 }, throwFileSizeLimit: true });
  await app.register(websocket, { options: { maxPayload: 65_536 } });
  measure(app);
  app.setErrorHandler((error, request, reply) => {
    const refused = asRefused(error, request);
    const { refusal, data } = refused;
    if (refusal.code === tooMany.code) reply.header('retry-after', String((data as { retryAfter: number }).retryAfter));
    if (refusal.code === unavailable.code) reply.header('retry-after', '2');
    return reply.status(refusal.status).send({ code: refusal.code, message: refusal.say, data: data ?? null });
  });
  return app;
}

const leaving = new WeakSet<FastifyInstance>();
/** From now on each answer ends its connection, so that browsers and balancers turn elsewhere before this process goes (W-L15). */
export const leave = (app: FastifyInstance): void => void leaving.add(app);
export const isLeaving = (app: FastifyInstance): boolean => leaving.has(app);

function measure(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { endpoint } = request.routeOptions.config as { endpoint?: string };
    if (endpoint) requestSeconds.observe({ endpoint, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    done();
  });
}

const bySimpleCode: Record<string, AnyRefusal> = {
  FST_ERR_CTP_BODY_TOO_LARGE: tooLarge, FST_REQ_FILE_TOO_LARGE: tooLarge, FST_ERR_CTP_INVALID_MEDIA_TYPE: wrongType, FST_INVALID_MULTIPART_CONTENT_TYPE: wrongType,
  FST_ERR_NOT_FOUND: notFound, FST_FILES_LIMIT: tooLarge, FST_FIELDS_LIMIT: tooLarge, FST_PARTS_LIMIT: tooLarge,
};

/** Turns whatever was thrown into a refusal; a bug is logged once and answers with an opaque id only. */
function asRefused(error: unknown, request: FastifyRequest): Refused {
  if (error instanceof Refused) return error;
  const { code = '', statusCode = 500, message = '' } = error as { code?: string; statusCode?: number; message?: string };
  const simple = bySimpleCode[code];
  if (simple) return new Refused(simple, null);
  const trouble = databaseTrouble(error);
  if (trouble) return new Refused(trouble === 'full' ? diskFull : unavailable, null);
  if (statusCode >= 400 && statusCode < 500) return new Refused(invalid, { fields: [{ path: '', message }] });
  const id = newId();
  bugs.inc();
  log.error('bug', { id, endpoint: (request.routeOptions.config as { endpoint?: string }).endpoint, error });
  return new Refused(bug, { id });
}
