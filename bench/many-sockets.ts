// Many browsers' live lines in a process of their own: real connections, read with as little work as can be, so that
// what is measured is the server. Arguments: port, cookies (comma, or @file), how many, and, where each says that somebody is there, how often in ms. Says `open N`; then for each line `wait MARK` on its input
// says `{"mark", "last", "times"}` once every line has been sent something that holds the mark (times in ms of the machine's clock).
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const cookiesFrom = (word: string): string[] => (word.startsWith('@') ? readFileSync(word.slice(1), 'utf8') : word).split(',');
const [port, cookieList, wanted, activeMs] = [Number(process.argv[2]), cookiesFrom(process.argv[3]!), Number(process.argv[4]), Number(process.argv[5] ?? 0)];
const now = () => Number(process.hrtime.bigint()) / 1e6;
let mark: string | null = null;
let times: number[] = [];

function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, payload.map((byte, n) => byte ^ mask[n % 4]!)]);
}

/** Says now and then that somebody is there, as a tab does while they type; each at a time of its own. */
function beAtWork(socket: ReturnType<typeof connect>): void {
  setTimeout(() => setInterval(() => socket.write(frame('{"kind":"active","ago":0}')), activeMs), Math.random() * activeMs);
}

function open(n: number): Promise<void> {
  return new Promise((ready, failed) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let told = false;
    let heard: string | null = null;
    socket.on('error', failed);
    socket.on('close', () => { if (told) { process.stdout.write('"closed"\n'); } });
    socket.write(`GET /live HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nCookie: ${cookieList[n % cookieList.length]}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`);
    socket.on('data', (part: Buffer) => {
      if (!told && part.includes('101 Switching')) socket.write(frame('{"kind":"resume","seq":null}'));
      if (!told && part.includes('"hello"')) { told = true; if (activeMs) beAtWork(socket); ready(); }
      if (mark && heard !== mark && part.includes(mark)) { heard = mark; times.push(now()); if (times.length === wanted) done(); }
    });
  });
}

function done(): void {
  process.stdout.write(`${JSON.stringify({ mark, times })}\n`);
  mark = null;
}

for (let at = 0; at < wanted; at += 25) await Promise.all(Array.from({ length: Math.min(25, wanted - at) }, (_, n) => open(at + n)));
process.stdout.write(`open ${wanted}\n`);
createInterface(process.stdin).on('line', (line) => {
  mark = line.slice(5);
  times = [];
  process.stdout.write('waiting\n');
});
process.on('SIGTERM', () => process.exit(0));
