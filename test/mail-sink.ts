import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface SunkMail { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer; readonly secure: boolean }
export interface MailSink {
  readonly port: number;
  readonly url: string;
  readonly mails: SunkMail[];
  /** What the server answers instead of taking the mail; null takes it. Asked for each recipient and for each mail. */
  answer: { rcpt: (address: string) => string | null; data: () => Promise<string | null> | string | null };
  /** Addresses of connections in clear that carried a mail command. */
  close(): Promise<void>;
}

const refused = (text: string) => Object.assign(new Error(text.slice(4)), { responseCode: Number(text.slice(0, 3)) });

/** A mail server of the test's own, on this machine, that keeps what it is given. */
export async function openSink(options: SMTPServerOptions = {}): Promise<MailSink> {
  const mails: SunkMail[] = [];
  const answer: MailSink['answer'] = { rcpt: () => null, data: () => null };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'], logger: false, hideENHANCEDSTATUSCODES: false, ...options,
    onRcptTo(address, _session, done) {
      const no = answer.rcpt(address.address);
      done(no ? refused(no) : null);
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        void (async () => {
          const no = await answer.data();
          if (no) return done(refused(no));
          const { mailFrom, rcptTo } = session.envelope;
          mails.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map((r) => r.address), raw: Buffer.concat(parts), secure: session.secure });
          done();
        })();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  return { port, url: `smtp://127.0.0.1:${port}`, mails, answer, close: () => new Promise((done) => server.close(() => done())) };
}
