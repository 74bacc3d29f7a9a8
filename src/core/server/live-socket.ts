import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { newId } from '../ids.ts';
import type { Activity } from './activity.ts';
import type { PersonActor } from './actor.ts';
import type { Db } from './db.ts';
import { askAll, port } from './gates.ts';
import type { Line, Live } from './live.ts';
import type { Identify } from './mount.ts';
import type { Presence } from './presence.ts';
import { log } from './log.ts';

/** Rooms reply whether an actor may look at a thing; no reply means no. */
export const mayLook = port<{ kind: string; id: string }, boolean | null>('core.may-look');

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resume'), seq: z.string().max(60).nullable() }),
  z.object({ kind: z.literal('here'), on: z.string().regex(/^[a-z]+:[0-9a-f-]{36}$/).nullable(), doing: z.enum(['viewing', 'replying', 'noting']).default('viewing') }),
  z.object({ kind: z.literal('ping') }),
  z.object({ kind: z.literal('active'), ago: z.number().min(0).max(60_000).default(0) }),
]);
const perSecond = 20;

/** The one WebSocket a browser opens, at `/live`: cookie session only, own origin only. */
export function openLiveSocket(app: FastifyInstance, by: { db: Db; live: Live; presence: Presence; activity: Activity; identify: Identify; ownOrigin: (r: FastifyRequest) => string }): void {
  app.get('/live', { websocket: true }, async (socket: WebSocket, request) => {
    const waiting: string[] = [];
    const hold = (data: Buffer) => { if (waiting.length < 50) waiting.push(data.toString('utf8')); };
    socket.on('message', hold);
    const actor = request.headers.origin === by.ownOrigin(request) && !request.headers.authorization ? await by.identify(request).catch(() => null) : null;
    if (actor?.kind !== 'person') return socket.close(4401, 'sign in first');
    const line: Line = { socket, actor, topics: new Set(), watching: null, id: newId(), held: null };
    const hear = receiver(line, by);
    socket.off('message', hold);
    socket.on('message', (data: Buffer) => hear(data.toString('utf8')));
    socket.on('close', () => { by.live.leave(line); void by.presence.say(line, null, 'gone').catch(() => undefined); });
    socket.on('error', () => socket.terminate());
    for (const text of waiting) hear(text);
  });
}

interface By { readonly db: Db; readonly live: Live; readonly presence: Presence; readonly activity: Activity }

function receiver(line: Line, by: By): (text: string) => void {
  let second = 0;
  let count = 0;
  return (text) => {
    const now = Math.floor(Date.now() / 1000);
    count = now === second ? count + 1 : 1;
    second = now;
    if (count > perSecond) return line.socket.close(4429, 'too many messages');
    void take(text, line, by).catch((error: Error) => {
      log.warn('live message failed', { reason: error.message });
      line.socket.close(1011, 'try again');
    });
  };
}

async function take(text: string, line: Line, by: By): Promise<void> {
  const parsed = message.safeParse(parse(text));
  if (!parsed.success) return line.socket.close(4400, 'not understood');
  const said = parsed.data;
  if (said.kind === 'ping') return by.live.send(line, { kind: 'pong' });
  if (said.kind === 'active') return by.activity.heard(line.actor.id, said.ago);
  if (said.kind === 'resume') return await by.live.join(line, said.seq);
  if (said.on && !(await mayLookAt(by.db, line.actor, said.on))) return by.live.send(line, { kind: 'refused', on: said.on });
  await by.presence.say(line, said.on, said.doing);
}

async function mayLookAt(db: Db, actor: PersonActor, on: string): Promise<boolean> {
  const [kind = '', id = ''] = on.split(':');
  const replies = await askAll(db, actor, mayLook, { kind, id });
  return replies.includes(true) && !replies.includes(false);
}

function parse(text: string): unknown {
  try { return JSON.parse(text); } catch { return null; }
}
