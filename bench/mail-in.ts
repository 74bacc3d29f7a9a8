import { WebSocket } from 'ws';
import { openSmtpLine } from '../test/smtp-client.ts';
import { quantile, type Figure } from './figures.ts';
import { pause, until, withDesk } from './running.ts';
import type { Options } from './run.ts';

export const title = 'Mail in: through the SMTP port to a ticket, stored and threaded';

const words = 'the boiler drips since monday and the engineer who came said it needs a part that was ordered but nobody called back so please tell me when someone comes'.split(' ');
const body = (n: number) => Array.from({ length: 90 }, (_, w) => words[(n * 7 + w * 3) % words.length]).join(' ').replace(/(.{70}) /g, '$1\n');

/** As mail programs write them: text and HTML, a signature, and for answers the quoted message. */
function mail(n: number, answers: boolean): { from: string; raw: string } {
  const from = `customer${n % 200}@people.example`;
  const text = `Hello,\n\n${body(n)}\n\nKind regards\nCustomer ${n % 200}\n-- \nSent from my phone\n${answers ? `\nOn Monday, Support wrote:\n> ${body(n + 1).replace(/\n/g, '\n> ')}\n` : ''}`;
  const html = `<html><body><p>Hello,</p><p>${body(n)}</p><p>Kind regards<br>Customer</p></body></html>`;
  const thread = answers ? `In-Reply-To: <m${n - 200}@people.example>\nReferences: <m${n - 200}@people.example>\n` : '';
  return {
    from,
    raw: `From: Customer ${n % 200} <${from}>\nTo: support@desk.example\nSubject: ${answers ? 'Re: ' : ''}Boiler ${n % 200}\nDate: ${new Date().toUTCString()}\nMessage-ID: <m${n}@people.example>\n${thread}MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b${n}"\n\n--b${n}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n--b${n}\nContent-Type: text/html; charset=utf-8\n\n${html}\n--b${n}--\n`,
  };
}

export const measure = ({ quick }: Options): Promise<Figure[]> => withDesk(async ({ desk, pool, mailbox, cookie }) => {
  const send = async (from: number, to: number, lines: number) => {
    let next = from;
    await Promise.all(Array.from({ length: lines }, async () => {
      const line = await openSmtpLine(desk.smtpPort);
      while (next < to) { const n = next++; await line.send({ ...mail(n, n >= 200), to: mailbox }); }
      line.close();
    }));
  };
  const done = async (n: number) => Number((await pool.query<{ n: string }>(`select count(*) as n from incoming_mails where state = 'done'`)).rows[0]!.n) >= n;
  // 200 conversations begin, unmeasured; then every mail answers an earlier one.
  await send(0, 200, 8);
  await until(() => done(200), 60);
  const count = quick ? 200 : 1500;
  const begun = performance.now();
  await send(200, 200 + count, 12);
  const taken = performance.now() - begun;
  await until(() => done(200 + count), 300);
  const whole = performance.now() - begun;
  const { rows: [state] } = await pool.query<{ tickets: string; messages: string }>('select (select count(*) from tickets) as tickets, (select count(*) from messages) as messages');
  if (Number(state!.messages) !== 200 + count || Number(state!.tickets) !== 200) throw new Error(`${state!.messages} messages on ${state!.tickets} tickets instead of ${200 + count} on 200`);
  await pause(1000);
  const times = await latencies(desk.origin, cookie, quick ? 5 : 40, async (n) => {
    const line = await openSmtpLine(desk.smtpPort);
    await line.send({ from: 'new@people.example', to: mailbox, raw: mail(100_000 + n, false).raw.replace(/customer\d+@/, `new${n}@`) });
    line.close();
  });
  return [
    { what: 'stored and threaded', value: count / (whole / 1000), unit: '/s', budget: '> 100', note: `${count} answers with text and HTML onto 200 tickets, 12 connections` },
    { what: 'taken (250 after it is safely kept)', value: count / (taken / 1000), unit: '/s', note: 'while the earlier ones are read' },
    { what: 'one mail to a browser: p50', value: quantile(times, 0.5), unit: 'ms', note: 'from connecting to the fact on the socket' },
    { what: 'one mail to a browser: p95', value: quantile(times, 0.95), unit: 'ms', budget: '< 3000' },
  ];
}, { env: { BATON_LOG: 'error' } });

/** From before a mail is sent until a signed-in browser's socket is told of its message. */
async function latencies(origin: string, cookie: string, count: number, send: (n: number) => Promise<void>): Promise<number[]> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, { headers: { cookie, origin } });
  await new Promise((ready) => socket.once('open', ready));
  let heard: () => void = () => undefined;
  socket.on('message', (data: Buffer) => { if (data.includes('"tickets.message-received"')) heard(); });
  socket.send(JSON.stringify({ kind: 'resume', seq: null }));
  await pause(200);
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const told = new Promise<void>((done) => { heard = done; });
    const at = performance.now();
    await send(n);
    await told;
    times.push(performance.now() - at);
    await pause(50);
  }
  socket.close();
  return times;
}
