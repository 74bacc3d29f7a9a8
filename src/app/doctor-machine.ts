import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { createHash, randomBytes } from 'node:crypto';
import { config, publicUrl } from '../core/server/config.ts';
import type { Db } from '../core/server/db.ts';
import { outgoingServer } from '../core/server/mail-server.ts';
import { openSecrets } from '../core/server/secrets.ts';
import { configuredStore, secretFile } from './database.ts';
import { fail, ok, warn, type Finding } from './findings.ts';

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
const inWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function nodeCheck(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) return fail('node', process.version, 'Install Node 20.19 or newer; 24 is a good choice.');
  return ok('node', process.version);
}

export async function diskCheck(): Promise<Finding> {
  const { data } = config();
  if (!existsSync(data)) return warn('data folder', `${data} is not there yet`, 'The first start makes it. If your server has run before, BATON_DATA names another folder.');
  const { bavail, bsize } = await statfs(data);
  const free = bavail * bsize;
  if (free < 300e6) return fail('disk', `${gigabytes(free)} free at ${data}`, 'Make room now: with a full disk nothing can be saved.');
  if (free < 2e9) return warn('disk', `${gigabytes(free)} free at ${data}`, 'Make room soon.');
  return ok('disk', `${gigabytes(free)} free at ${data}`);
}

export function secretCheck(): Finding {
  const file = secretFile();
  if (!config().secret && !existsSync(file)) return warn('secret', 'none yet', 'The first start makes it. If this desk has data, put the secret back from a backup: without it stored passwords of mailboxes cannot be read.');
  try {
    openSecrets(file, config().secret);
  } catch (error) {
    return fail('secret', inWords(error), 'Put the secret back from a backup, and let only the server read it.');
  }
  if (!config().secret && process.platform !== 'win32' && statSync(file).mode & 0o077) return warn('secret', `others may read ${file}`, `chmod 600 ${file}`);
  return ok('secret', config().secret ? 'from the configuration' : file);
}

export async function filesCheck(): Promise<Finding> {
  const content = randomBytes(32);
  const hash = createHash('sha256').update(content).digest('hex');
  const where = config().files ? 'S3 storage' : 'disk';
  try {
    const store = configuredStore();
    await store.put(hash, content);
    const back: Buffer[] = [];
    for await (const chunk of await store.read(hash)) back.push(chunk as Buffer);
    await store.remove(hash);
    if (!Buffer.concat(back).equals(content)) return fail('files', `${where} gives back something else than was written`, 'Look at the storage; do not rely on it.');
    return ok('files', `${where}: written, read, removed`);
  } catch (error) {
    return fail('files', `${where}: ${inWords(error)}`, config().files ? 'Check address, key, secret and bucket in BATON_FILES.' : 'Let the server write below its data folder.');
  }
}

/** Whether somebody answers on a port, and if not, whether we could. */
async function portState(host: string, port: number): Promise<'answers' | 'free' | string> {
  if (port === 0) return 'free';
  const there = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const answers = await new Promise<boolean>((done) => {
    const socket = connect({ host: there, port, timeout: 2_000 });
    const end = (found: boolean) => { socket.destroy(); done(found); };
    socket.once('connect', () => end(true)).once('error', () => end(false)).once('timeout', () => end(false));
  });
  if (answers) return 'answers';
  return await new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error')).listen(port, host, () => server.close(() => done('free')));
  });
}

export async function webCheck(): Promise<Finding> {
  const { host, port } = config();
  const state = await portState(host, port);
  if (state === 'free') return ok('web', `port ${port} is free; the server is not running here`);
  if (state !== 'answers') return fail('web', `port ${port} on ${host} cannot be used (${state})`, 'Choose another with BATON_PORT, or free it. Ports below 1024 need root.');
  const there = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const alive = await fetch(`http://${there}:${port}/health`, { signal: AbortSignal.timeout(3_000) }).then((r) => r.ok && r.headers.get('content-type')?.includes('json'), () => false);
  if (!alive) return fail('web', `another program uses port ${port}`, 'Stop it, or choose another port with BATON_PORT.');
  const ready = await fetch(`http://${there}:${port}/ready`, { signal: AbortSignal.timeout(8_000) }).then((r) => r.ok, () => false);
  return ready ? ok('web', `running and ready at ${publicUrl()}`) : fail('web', 'running, but not ready', 'It cannot reach its database: see the lines below.');
}

export function addressCheck(): Finding {
  const { host, publicUrl: url, trustProxy } = config();
  const open = !['127.0.0.1', 'localhost', '::1'].includes(host);
  if (open && !url) return warn('address', `listens on ${host} without BATON_PUBLIC_URL`, 'Set it to the address people type: links in mails use it, and cookies become secure with https.');
  if (url?.startsWith('http:') && !/\/\/(localhost|127\.)/.test(url)) return warn('address', `${url} is not encrypted`, 'Put a proxy with TLS before it; docs/guide/operations.md shows how.');
  if (url?.startsWith('https:') && !trustProxy.length) return warn('address', `${url}, and no proxy is trusted`, 'Set BATON_TRUST_PROXY to the proxy\'s address, or limits count everybody as one.');
  return ok('address', publicUrl());
}

export async function mailListenerCheck(): Promise<Finding> {
  const { smtpIn, smtpHost, smtpPort } = config();
  if (!smtpIn) return ok('mail in', 'the listener is off; mail comes by IMAP only');
  const state = await portState(smtpHost, smtpPort);
  if (state === 'free') return ok('mail in', `port ${smtpPort} is free; the server is not running here`);
  if (state !== 'answers') return fail('mail in', `port ${smtpPort} on ${smtpHost} cannot be used (${state})`, 'Choose another with BATON_SMTP_PORT, or turn the listener off with BATON_SMTP_IN=false.');
  const greeting = await new Promise<string>((done) => {
    const socket = connect({ host: ['0.0.0.0', '::'].includes(smtpHost) ? '127.0.0.1' : smtpHost, port: smtpPort, timeout: 3_000 });
    socket.once('data', (data) => { socket.end('QUIT\r\n'); done(data.toString('utf8')); }).once('error', () => done('')).once('timeout', () => { socket.destroy(); done(''); });
  });
  return greeting.startsWith('220') ? ok('mail in', `listening on ${smtpHost}:${smtpPort}`) : fail('mail in', `port ${smtpPort} answers, but not as a mail server`, 'Another program uses it. Choose another with BATON_SMTP_PORT.');
}

export async function outgoingCheck(db: Db): Promise<Finding> {
  const server = await outgoingServer(db);
  if (!server) return warn('mail out', 'no outgoing server is set up: replies are held', 'Set one under Settings → Mail, or BATON_SMTP_OUT.');
  const state = await portState(server.host, server.port);
  return state === 'answers' ? ok('mail out', `${server.host}:${server.port} answers`) : fail('mail out', `${server.host}:${server.port} does not answer`, 'Check the address and whether a firewall is between. Mails wait and are tried for 48 hours.');
}
