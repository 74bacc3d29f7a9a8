import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { Told } from '../src/core/contract.ts';
import type { TestHouse } from './house.ts';

export interface TestLine {
  readonly socket: WebSocket;
  /** Everything the server said, in order. */
  readonly said: { kind: string; [more: string]: unknown }[];
  send(message: object): void;
  facts(): Told[];
  /** The first message of a kind, now or when it comes. */
  hear(kind: string): Promise<{ kind: string; [more: string]: unknown }>;
  closed(): Promise<number>;
}

const ports = new WeakMap<TestHouse, Promise<number>>();
/** Where a house listens: from the first one who asks on, also when several ask at once. */
function portOf(house: TestHouse): Promise<number> {
  const known = ports.get(house) ?? listening(house);
  ports.set(house, known);
  return known;
}

async function listening({ app }: TestHouse): Promise<number> {
  if (!app!.server.listening) await app!.listen({ host: '127.0.0.1', port: 0 });
  return (app!.server.address() as AddressInfo).port;
}

/** A browser's live line to a house; begins with `resume` unless told otherwise. */
export async function openLine(house: TestHouse, cookie: string, options: { seq?: string | null; origin?: string; resume?: boolean } = {}): Promise<TestLine> {
  const port = await portOf(house);
  const own = `http://127.0.0.1:${port}`;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live`, { headers: { cookie, origin: options.origin ?? own } });
  const said: TestLine['said'] = [];
  let code: number | null = null;
  socket.on('message', (data: Buffer) => said.push(JSON.parse(data.toString('utf8')) as TestLine['said'][number]));
  socket.on('close', (c) => { code = c; });
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => { socket.once('open', resolve); socket.once('close', () => resolve()); });
  const line: TestLine = {
    socket, said,
    send: (message) => socket.send(JSON.stringify(message)),
    facts: () => said.filter((m) => m.kind === 'fact').map((m) => m.fact as Told),
    hear: async (kind) => (await expect.poll(() => said.find((m) => m.kind === kind)).toBeTruthy(), said.find((m) => m.kind === kind)!),
    closed: async () => (await expect.poll(() => code).not.toBeNull(), code!),
  };
  if (options.resume !== false && socket.readyState === WebSocket.OPEN) line.send({ kind: 'resume', seq: options.seq ?? null });
  return line;
}
