import { randomBytes } from 'node:crypto';
import { newId } from '../../src/core/ids.ts';
import type { MailSink } from '../mail-sink.ts';
import { openSmtpLine, type SmtpLine } from '../smtp-client.ts';
import type { WebClient } from '../web-client.ts';

/** What outsiders know: which mails were acknowledged, which replies were accepted. */
export interface Ledger {
  /** Marker of each mail that got its 250, with the reply it answered where it did. */
  readonly mails: Map<string, { answers: string | null }>;
  /** Id of each reply that got its 2xx. */
  readonly replies: Set<string>;
  /** How often something had to be tried again. */
  retries: number;
  /** Answers that are neither yes nor "later": bugs. */
  readonly wrong: string[];
}
export interface Load { readonly ledger: Ledger; readonly sinkMarks: () => Map<string, number>; stop(): Promise<void> }
interface Where { readonly smtpPort: number; readonly mailbox: string; readonly agent: WebClient; readonly sink: MailSink }

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(Math.random() * all.length)];

/** Sends mails and replies without pause, as real senders do: what was not acknowledged is sent again, the same. */
export function startLoad(where: Where, lines: { mail: number; reply: number }): Load {
  const ledger: Ledger = { mails: new Map(), replies: new Set(), retries: 0, wrong: [] };
  let going = true;
  const senders = Array.from({ length: lines.mail }, (_, n) => sendMails(where, ledger, n, () => going));
  const writers = Array.from({ length: lines.reply }, () => writeReplies(where, ledger, () => going));
  return {
    ledger, sinkMarks: () => marksIn(where.sink),
    async stop() { going = false; await Promise.all([...senders, ...writers]); },
  };
}

/** How often each reply's marker reached the far side. */
export function marksIn(sink: MailSink): Map<string, number> {
  const marks = new Map<string, number>();
  for (const mail of sink.mails) {
    const mark = replyMark(mail.raw);
    if (mark) marks.set(mark, (marks.get(mark) ?? 0) + 1);
  }
  return marks;
}
const replyMark = (raw: Buffer): string | null => /reply-([0-9a-f-]{36})/.exec(raw.toString('latin1').replace(/=\r\n/g, ''))?.[1] ?? null;
const header = (raw: Buffer, name: string): string => new RegExp(`^${name}:\\s*(?:.*<)?([^<>\\s]+)>?\\s*$`, 'im').exec(raw.toString('latin1'))?.[1] ?? '';

async function sendMails({ smtpPort, mailbox, sink }: Where, ledger: Ledger, n: number, going: () => boolean): Promise<void> {
  let line: SmtpLine | null = null;
  for (let count = 0; going(); count++) {
    const mark = `mail-${randomBytes(12).toString('hex')}`;
    const earlier = Math.random() < 0.2 ? pick(sink.mails) : undefined;
    const [from, to, threading] = earlier ? [earlier.to[0]!, header(earlier.raw, 'Reply-To') || mailbox, `In-Reply-To: <${header(earlier.raw, 'Message-ID')}>\r\n`] : [`anna${n}-${count % 7}@people.example`, mailbox, ''];
    const raw = `From: Anna <${from}>\r\nTo: ${mailbox}\r\nSubject: About ${mark}\r\nDate: ${new Date().toUTCString()}\r\nMessage-ID: <${mark}@people.example>\r\n${threading}\r\nHello, this is ${mark} and it matters.\r\n`;
    // A sending server tries until it is told that the mail is taken; giving up is not this test's matter.
    for (let tries = 0; ; tries++) {
      try {
        line ??= await openSmtpLine(smtpPort, 15_000);
        await line.send({ from, to, raw });
        ledger.mails.set(mark, { answers: earlier ? replyMark(earlier.raw) : null });
        break;
      } catch (error) {
        const said = (error as Error).message;
        if (/answered 5/.test(said)) { ledger.wrong.push(`mail: ${said}`); break; }
        ledger.retries++;
        line?.close();
        line = null;
        await pause(30 + Math.random() * 120);
      }
    }
  }
  line?.close();
}

async function writeReplies({ agent }: Where, ledger: Ledger, going: () => boolean): Promise<void> {
  while (going()) {
    const ticket = await somebodyWaits(agent);
    if (!ticket) { await pause(150); continue; }
    const id = newId();
    const body = { id, html: `<p>This is reply-${id} to you.</p>`, to: [ticket], undoSeconds: Math.random() < 0.5 ? 0 : 1, seen: 1e15 };
    for (;;) {
      const answer = await agent.call('POST /tickets/:id/replies', { params: { id: ticket.id }, body, timeoutMs: 15_000 }).catch(() => null);
      if (answer?.status === 200) { ledger.replies.add(id); break; }
      if (answer && answer.status !== 503) { ledger.wrong.push(`reply: ${answer.status} ${JSON.stringify(answer.body)}`); break; }
      ledger.retries++;
      await pause(30 + Math.random() * 120);
    }
    await pause(Math.random() * 40);
  }
}

async function somebodyWaits(agent: WebClient): Promise<{ id: string; name: string; address: string } | null> {
  const list = await agent.call('GET /tickets', { query: { view: 'all', order: Math.random() < 0.5 ? 'newest' : 'updated' }, timeoutMs: 15_000 }).catch(() => null);
  if (list?.status !== 200) return null;
  const ticket = pick(list.body.items as { id: string }[]);
  const head = ticket && (await agent.call('GET /tickets/:ref', { params: { ref: ticket.id }, timeoutMs: 15_000 }).catch(() => null));
  const requester = head?.status === 200 ? (head.body.participants as { address: string; role: string }[]).find((p) => p.role === 'requester') : undefined;
  return ticket && requester ? { id: ticket.id, name: '', address: requester.address } : null;
}
