import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { config } from './config.ts';
import type { MailServer } from './mail-server.ts';
import { reach } from './outside.ts';

const idleMs = 20_000;
const idle: { key: string; line: SMTPConnection; timer: NodeJS.Timeout }[] = [];
const keyOf = (server: MailServer): string => JSON.stringify(server);

/** What the server said to one mail: recipients it refused, for now or for good. */
export interface Taken { readonly refused: readonly { address: string; reason: string; permanent: boolean }[] }
/** A try that failed: `permanent` when the server said so with a 5xx about this mail. */
export class NotTaken extends Error {
  readonly permanent: boolean;
  /** false: the line broke, so after the closing dot nobody knows whether the mail arrived. */
  readonly answered: boolean;
  constructor(reason: string, permanent: boolean, answered: boolean) {
    super(reason);
    this.permanent = permanent;
    this.answered = answered;
  }
}
type Failure = Error & { code?: string; responseCode?: number; response?: string; command?: string; recipient?: string; rejectedErrors?: Failure[] };

/** Opens a line: connected, encrypted as asked, signed in. A certificate that does not check out ends the try (W-F7). */
async function open(server: MailServer): Promise<SMTPConnection> {
  const connection = await reach({ host: server.host, port: server.port, allowPrivate: server.allowPrivate });
  const line = new SMTPConnection({
    connection, host: server.host, port: server.port, secure: server.security === 'tls', requireTLS: server.security === 'starttls', ignoreTLS: server.security === 'none',
    name: config().smtpName, connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 120_000,
  });
  await new Promise<void>((ready, failed) => {
    line.once('error', failed);
    line.once('end', () => failed(new Error('The server closed the connection.')));
    line.connect((error) => (error ? failed(error) : ready()));
  });
  if (server.user) {
    const plain = !(line as { secure?: boolean }).secure && !server.allowPrivate;
    if (plain) { line.close(); throw new Error('The server offers no encryption, so the password was not sent.'); }
    await new Promise<void>((ready, failed) => line.login({ user: server.user, credentials: { user: server.user, pass: server.password } }, (error) => (error ? failed(error) : ready())));
  }
  line.removeAllListeners('error');
  line.removeAllListeners('end');
  return line;
}

function reuse(key: string): SMTPConnection | null {
  const at = idle.findIndex((i) => i.key === key);
  if (at < 0) return null;
  const [{ line, timer }] = idle.splice(at, 1) as [(typeof idle)[number]];
  clearTimeout(timer);
  line.removeAllListeners('error');
  line.removeAllListeners('end');
  return line;
}

function keep(key: string, line: SMTPConnection): void {
  const drop = () => {
    const at = idle.findIndex((i) => i.line === line);
    if (at >= 0) clearTimeout(idle.splice(at, 1)[0]!.timer);
    line.close();
  };
  line.once('error', drop);
  line.once('end', drop);
  idle.push({ key, line, timer: setTimeout(drop, idleMs) });
  idle.at(-1)!.timer.unref();
  if (idle.length > 5) idle[0]!.line.close();
}

/** Closes the lines kept for the next mail. */
export function closeLines(): void {
  for (const { line, timer } of idle.splice(0)) { clearTimeout(timer); line.close(); }
}

export interface Letter { readonly from: string; readonly to: readonly string[]; readonly bytes: Buffer }

/**
 * Hands one mail to the server. `last` runs when every byte but the closing dot has been given: until then nothing
 * can have been accepted, so a crash before it is simply tried again. When `last` throws, the mail is not sent.
 */
export async function handOver(server: MailServer, letter: Letter, last: () => Promise<void>): Promise<Taken> {
  const key = keyOf(server);
  for (let line = reuse(key); ; line = null) {
    const reused = line !== null;
    let marked = false;
    let held: { why: unknown } | null = null;
    try {
      line ??= await open(server);
      const taken = await send(line, letter, async () => {
        marked = true;
        await last().catch((why: unknown) => { held = { why }; throw why; });
      });
      keep(key, line);
      return taken;
    } catch (error) {
      line?.close();
      if (held) throw (held as { why: unknown }).why;
      // A kept line may have been closed by the server meanwhile: a fresh one gets its chance.
      if (reused && !marked && (error as Failure).responseCode === undefined) continue;
      throw asNotTaken(error as Failure);
    }
  }
}

const refusedBy = (failures: readonly Failure[] = []): Taken['refused'] =>
  failures.map((f) => ({ address: f.recipient ?? '', reason: f.response ?? f.message, permanent: (f.responseCode ?? 0) >= 500 }));

function send(line: SMTPConnection, letter: Letter, last: () => Promise<void>): Promise<Taken> {
  const content = async function* () {
    yield letter.bytes;
    await last();
  };
  return new Promise((taken, failed) => {
    const broken = (error?: Error) => failed(error ?? new Error('The server closed the connection.'));
    line.once('error', broken);
    line.once('end', broken);
    line.send({ from: letter.from, to: [...letter.to], size: letter.bytes.length }, Readable.from(content(), { objectMode: false }), (error, info) => {
      line.off('error', broken);
      line.off('end', broken);
      if (error) failed(error);
      else taken({ refused: refusedBy(info?.rejectedErrors as Failure[]) });
    });
  });
}

function asNotTaken(error: Failure): NotTaken {
  // A refused sign-in is the server's settings' fault, not the mail's: it waits until they are right.
  const aboutMail = error.code !== 'EAUTH' && !['CONN', 'EHLO', 'HELO', 'STARTTLS'].includes(error.command ?? '');
  const each = refusedBy(error.rejectedErrors);
  const permanent = each.length ? each.every((r) => r.permanent) : aboutMail && (error.responseCode ?? 0) >= 500;
  return new NotTaken((each.map((r) => `${r.address}: ${r.reason}`).join('; ') || (error.response ?? error.message)).slice(0, 500), permanent, error.responseCode !== undefined);
}
