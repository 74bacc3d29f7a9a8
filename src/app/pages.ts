import { existsSync } from 'node:fs';
import { join } from 'node:path';
import serveFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { notFound, unavailable } from '../core/refusals.ts';
import { isLeaving } from '../core/server/http.ts';
import { refuse } from '../core/server/refusals.ts';
import type { Db } from '../core/server/db.ts';
import { metrics } from '../core/server/metrics.ts';
import { config } from '../core/server/config.ts';
import { docsPage, docsStyle } from '../core/server/api-docs.ts';
import { openApi } from '../core/server/openapi.ts';
import { outboxHealth } from '../core/server/mail.ts';
import { measureHealth, queueAge } from './health.ts';
import { routes } from './rooms.ts';
import { version } from './version.ts';
import { same } from '../core/server/secrets.ts';

const local = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The browser's files, and the pages for machines: `/health` (alive), `/ready` (database reachable, and not about to stop), `/metrics`. */
export async function openPages(app: FastifyInstance, db: Db): Promise<void> {
  app.get('/health', async () => ({ ok: true }));
  app.get('/ready', async () => (isLeaving(app) ? refuse(unavailable) : { ok: true, queueSeconds: Math.round(await queueAge(db)), oldestUnsentSeconds: Math.round((await outboxHealth(db)).oldestSeconds) }));
  measureHealth(db);
  app.get('/metrics', async (request, reply) => {
    const token = config().metricsToken;
    const known = token ? same(request.headers.authorization ?? '', `Bearer ${token}`) : local.has(request.ip) && request.headers['x-forwarded-for'] === undefined;
    if (!known) refuse(notFound);
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });
  let made: ReturnType<typeof openApi> | null = null;
  const api = () => (made ??= openApi(routes, version));
  app.get('/api/openapi.json', async () => api());
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage(api())));
  app.get('/api/docs.css', async (_request, reply) => reply.type('text/css').send(docsStyle));
  const root = join(import.meta.dirname, import.meta.url.endsWith('.ts') ? '../../dist/web' : 'web');
  if (existsSync(root)) await app.register(serveFiles, { root, wildcard: false, preCompressed: true, maxAge: '1y', immutable: true, index: false, setHeaders(reply) {
    // The frame a mail is shown in has no origin of its own, and fetches our style sheet and typeface like a stranger.
    void reply.header('cross-origin-resource-policy', 'cross-origin');
    void reply.header('access-control-allow-origin', '*');
  } });
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/') && existsSync(join(root, 'index.html'));
    if (!page) refuse(notFound);
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { maxAge: 0, immutable: false });
  });
}
