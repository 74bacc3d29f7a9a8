import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { clock } from '../../../core/server/clock.ts';
import { config } from '../../../core/server/config.ts';
import { databaseTrouble, type Db } from '../../../core/server/db.ts';
import { attempt } from '../../../core/server/limits.ts';
import { log } from '../../../core/server/log.ts';
import { certificate } from './certificate.ts';
import { Intake } from './intake.ts';
import { mailboxFor } from './mailboxes.ts';

export interface Listener { readonly port: number; stop(): Promise<void> }

/** One sender's share; beyond it the sending server is asked to come again later, so nothing is lost (W-B11). */
export const senderBrake = { max: 1000, seconds: 600 };
const perHost = 60;
const dataMs = 10 * 60_000;

/** An answer of the SMTP kind: a code and words (RFC 5321, 4.2; RFC 3463). */
class Reply extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, text: string) {
    super(text);
    this.responseCode = responseCode;
  }
}

/** Whatever broke on our side is a "later": the sending server keeps the mail and tries again. */
function later(error: unknown): Reply {
  if (error instanceof Reply) return error;
  if (!databaseTrouble(error)) log.error('mail not taken', { error });
  return new Reply(451, '4.3.0 Cannot take mail just now, try again later');
}

/** Opens the door for incoming mail (SMTP with STARTTLS): for known mailboxes only, answered 250 only when safely kept (W-L8). */
export async function openListener(db: Db): Promise<Listener> {
  const { key, cert } = await certificate();
  const hosts = new Map<string, number>();
  const intake = new Intake(db);
  const boxes = new KnownMailboxes(db);
  const server = new SMTPServer({
    name: config().smtpName, banner: 'ready', size: config().mailMaxBytes, key, cert, authOptional: true, disabledCommands: ['AUTH'], logger: false,
    maxClients: 300, socketTimeout: 120_000, closeTimeout: 5_000, disableReverseLookup: true,
    onConnect(session, done) {
      const open = (hosts.get(session.remoteAddress) ?? 0) + 1;
      if (open > perHost) return done(new Reply(421, '4.7.0 Too many connections from your host, try again later'));
      hosts.set(session.remoteAddress, open);
      done();
    },
    onClose(session) {
      const open = (hosts.get(session.remoteAddress) ?? 1) - 1;
      if (open > 0) hosts.set(session.remoteAddress, open);
      else hosts.delete(session.remoteAddress);
    },
    onMailFrom: (address, session, done) => void mayCome(db, address.address, session).then(() => done(), (error: unknown) => done(later(error))),
    onRcptTo: (address, _session, done) => void boxes.mustBe(address.address).then(() => done(), (error: unknown) => done(later(error))),
    onData: (stream, session, done) => void take(boxes, intake, stream, session).then(() => done(null, '2.0.0 kept'), (error: unknown) => done(later(error))),
  });
  server.on('error', (error) => log.debug('mail connection broke', { reason: error.message }));
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(config().smtpPort, config().smtpHost, () => { server.off('error', failed); ready(); });
  });
  return { port: (server.server.address() as AddressInfo).port, stop: () => new Promise((done) => server.close(() => done())) };
}

async function mayCome(db: Db, from: string, session: SMTPServerSession): Promise<void> {
  // The null sender is everybody's, so it is told apart by host.
  const sender = from.toLowerCase() || `<> ${session.remoteAddress}`;
  const { allowed } = await attempt(db, `mail-in ${sender}`.slice(0, 300), senderBrake);
  if (!allowed) throw new Reply(450, '4.7.1 Too much mail from this sender, try again later');
}

/** Mailboxes that mail was for within the last second: a burst to one is not a question to the database each time. */
class KnownMailboxes {
  private readonly known = new Map<string, { id: string; until: number }>();
  private readonly db: Db;
  constructor(db: Db) {
    this.db = db;
  }

  async idOf(address: string): Promise<string | null> {
    const key = address.toLowerCase();
    const kept = this.known.get(key);
    if (kept && kept.until > clock.ms()) return kept.id;
    const box = await mailboxFor(this.db, address);
    if (this.known.size > 1000) this.known.clear();
    if (box) this.known.set(key, { id: box.id, until: clock.ms() + 1000 });
    else this.known.delete(key);
    return box?.id ?? null;
  }

  async mustBe(address: string): Promise<void> {
    if (!(await this.idOf(address))) throw new Reply(550, '5.1.1 No such mailbox here');
  }
}

async function take(boxes: KnownMailboxes, intake: Intake, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const raw = await allOf(stream);
  const { mailFrom, rcptTo } = session.envelope;
  const to = rcptTo.map((r) => r.address);
  const ids = (await Promise.all(to.map((address) => boxes.idOf(address)))).filter((id) => id !== null);
  if (!ids.length) throw new Reply(550, '5.1.1 No such mailbox here');
  const arrival = { from: mailFrom ? mailFrom.address : '', to, ip: session.remoteAddress, helo: String(session.hostNameAppearsAs || '').slice(0, 255) };
  await intake.keep({ mailboxIds: [...new Set(ids)], raw, source: 'smtp', arrival });
}

/** Reads DATA to its end, which is CRLF.CRLF and nothing else; what is too large is read away and refused with 552. */
async function allOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const parts: Buffer[] = [];
  const until = clock.ms() + dataMs;
  let bytes = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes <= config().mailMaxBytes) parts.push(part);
    if (clock.ms() > until) throw new Reply(421, '4.4.2 Too slow');
  }
  if (bytes > config().mailMaxBytes) throw new Reply(552, `5.3.4 Larger than the ${config().mailMaxBytes} bytes taken here`);
  return Buffer.concat(parts);
}
