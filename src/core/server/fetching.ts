import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { PrivateAddress, publicLookup, refusePrivateLiteral } from './outside.ts';

/** What came back from elsewhere, cut off at its limits. */
export interface Fetched { readonly status: number; readonly body: Buffer; readonly headers: Readonly<Record<string, string | string[] | undefined>> }
export interface Fetching {
  readonly allowPrivate: boolean;
  readonly maxBytes: number;
  /** For the whole of it, redirects included. */
  readonly ms: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why something could not be fetched, in words for the one who gave the address. */
export class FetchFailed extends Error {}
const redirects = 3;

/**
 * Reads an address that a person gave: http and https only, at most so many bytes and milliseconds, private addresses refused
 * at each step (also after a redirect, also when a name resolves to one), and nothing of this machine sent along.
 */
export async function fetchFrom(address: string, how: Fetching): Promise<Fetched> {
  const until = performance.now() + how.ms;
  let url = parsed(address);
  for (let step = 0; step <= redirects; step++) {
    const answer = await once(url, how, until - performance.now());
    const to = answer.headers['location'];
    if (![301, 302, 303, 307, 308].includes(answer.status) || typeof to !== 'string') return answer;
    url = parsed(new URL(to, url).href);
  }
  throw new FetchFailed('It sends from one address to the next without end.');
}

function parsed(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) throw new FetchFailed('This is not a web address.');
  return url;
}

function once(url: URL, { allowPrivate, maxBytes, headers }: Fetching, ms: number): Promise<Fetched> {
  if (ms <= 0) return Promise.reject(new FetchFailed('It did not answer in time.'));
  if (!allowPrivate) refusePrivateLiteral(url.hostname);
  const auth = url.username ? { authorization: `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}` } : {};
  return new Promise((found, failed) => {
    const ask = (url.protocol === 'https:' ? secure : plain)({
      host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port || undefined, path: `${url.pathname}${url.search}`, headers: { host: url.host, 'user-agent': 'Baton', 'accept-encoding': 'identity', ...auth, ...headers },
      ...(allowPrivate ? {} : { lookup: publicLookup }), agent: false,
    });
    const end = (error: Error) => {
      clearTimeout(timer);
      ask.destroy();
      failed(error instanceof FetchFailed || error instanceof PrivateAddress ? error : new FetchFailed('It cannot be reached.'));
    };
    const timer = setTimeout(() => end(new FetchFailed('It did not answer in time.')), ms);
    ask.once('error', end);
    ask.once('response', (answer) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > maxBytes) end(new FetchFailed('It is larger than what is read here.'));
        else parts.push(part);
      });
      answer.once('error', end);
      answer.once('close', () => {
        if (!answer.complete) return end(new FetchFailed('It stopped before all of it was there.'));
        clearTimeout(timer);
        found({ status: answer.statusCode ?? 0, body: Buffer.concat(parts), headers: answer.headers });
      });
    });
    ask.end();
  });
}
