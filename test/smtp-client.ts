import { connect, type Socket } from 'node:net';

/** One connection to a mail server, as a sending server keeps it: it knows for each mail whether the 250 came. */
export interface SmtpLine {
  /** Returns once the server has answered the closing dot with 250; fails in every other case. */
  send(mail: { readonly from: string; readonly to: string; readonly raw: string }): Promise<void>;
  close(): void;
}

export async function openSmtpLine(port: number, timeoutMs = 30_000): Promise<SmtpLine> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const answers = answersOf(socket, timeoutMs);
  const say = async (line: string, wanted: RegExp) => {
    socket.write(`${line}\r\n`);
    await answers.next(wanted);
  };
  await answers.next(/^220/);
  await say('EHLO sender.example', /^250/);
  return {
    async send({ from, to, raw }) {
      // Three commands at once (RFC 2920), their answers in order.
      socket.write(`MAIL FROM:<${from}>\r\nRCPT TO:<${to}>\r\nDATA\r\n`);
      await answers.next(/^250/);
      await answers.next(/^250/);
      await answers.next(/^354/);
      await say(`${raw.replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..')}\r\n.`, /^250/);
    },
    close: () => socket.destroy(),
  };
}

/** Whole answers, the last line of each, one by one; whatever ends the connection fails the one that is waited for. */
function answersOf(socket: Socket, timeoutMs: number): { next(wanted: RegExp): Promise<void> } {
  const come: string[] = [];
  let waiting: { resolve: (line: string) => void; reject: (error: Error) => void } | null = null;
  let broken: Error | null = null;
  let rest = '';
  const end = (error: Error) => { broken ??= error; waiting?.reject(broken); waiting = null; };
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error('the mail server does not answer')));
  socket.on('error', end);
  socket.on('close', () => end(new Error('the mail server hung up')));
  socket.on('data', (part: Buffer) => {
    const lines = (rest + part.toString('latin1')).split('\r\n');
    rest = lines.pop()!;
    for (const line of lines.filter((l) => /^\d{3}( |$)/.test(l))) {
      const next = waiting;
      waiting = null;
      if (next) next.resolve(line);
      else come.push(line);
    }
  });
  return {
    async next(wanted) {
      const line = come.shift() ?? (await new Promise<string>((resolve, reject) => { if (broken) reject(broken); else waiting = { resolve, reject }; }));
      if (!wanted.test(line)) throw new Error(`the mail server answered ${line}`);
    },
  };
}
