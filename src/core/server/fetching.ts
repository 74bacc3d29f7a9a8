import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { PrivateAddress, publicLookup, refusePrivateLiteral } from './outside.ts';

/** What came back from elsewhere, whole. */
export interface Fetched { readonly status: number; readonly body: Buffer; readonly headers: Readonly<Record<string, string | string[] | undefined>> }
export interface Fetching {
  readonly allowPrivate: boolean;
  readonly maxBytes: number;
  /** For the whole of it, redirects included. */
  readonly ms: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Posted to that very address: what answers with another one is not followed. */
  readonly form?: URLSearchParams;
}

/** Why something could not be fetched, in words for the one who gave the address. */
export class FetchFailed extends Error {}
/** Whether somebody elsewhere is the reason that nothing came; anything else is a mistake of ours. */
export const isOutside = (error: unknown): boolean => error instanceof FetchFailed || error instanceof PrivateAddress;
const redirects = 3;

/**
 * The one way to read or post to an address that a person or a mail gave: http and https only, at most so many bytes and milliseconds,
 * private addresses refused at each step (also after a redirect, also when a name resolves to one; W-J1, W-J2, W-J3), and nothing
 * of this machine sent along. A name and a password in the address are for its own host: one that redirects there is refused.
 * Fails with `FetchFailed` or `PrivateAddress`.
 */
export async function fetchFrom(address: string, how: Fetching): Promise<Fetched> {
  const until = performance.now() + how.ms;
  let url = parsed(address);
  for (let step = 0; step <= redirects; step++) {
    const answer = await once(url, how, until - performance.now());
    const to = answer.headers['location'];
    if (![301, 302, 303, 307, 308].includes(answer.status) || to === undefined || how.form) return answer;
    url = parsed(to, url);
    if (url.username || url.password) throw new FetchFailed('It leads to an address with a password.');
  }
  throw new FetchFailed('It sends from one address to the next without end.');
}

function parsed(address: string | string[], base?: URL): URL {
  const url = URL.canParse(String(address), base?.href) ? new URL(String(address), base) : null;
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) throw new FetchFailed('This is not a web address.');
  return url;
}

/** What is written in an address as `%41`; what is no such thing stays as it is. */
const decoded = (part: string): string => { try { return decodeURIComponent(part); } catch { return part; } };

function once(url: URL, { allowPrivate, maxBytes, headers, form }: Fetching, ms: number): Promise<Fetched> {
  if (ms <= 0) return Promise.reject(new FetchFailed('It did not answer in time.'));
  if (!allowPrivate) refusePrivateLiteral(url.hostname);
  const auth = url.username ? { authorization: `Basic ${Buffer.from(`${decoded(url.username)}:${decoded(url.password)}`).toString('base64')}` } : {};
  const body = form?.toString();
  const posted = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((found, failed) => {
    // No compression is asked for, so nothing can unfold beyond its size.
    const ask = (url.protocol === 'https:' ? secure : plain)({
      method: form ? 'POST' : 'GET', host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port || undefined, path: `${url.pathname}${url.search}`,
      headers: { host: url.host, 'user-agent': 'Baton', 'accept-encoding': 'identity', ...auth, ...posted, ...headers }, ...(allowPrivate ? {} : { lookup: publicLookup }), agent: false,
    });
    const end = (error: Error) => {
      clearTimeout(timer);
      ask.destroy();
      failed(isOutside(error) ? error : new FetchFailed('It cannot be reached.'));
    };
    const timer = setTimeout(() => end(new FetchFailed('It did not answer in time.')), ms);
    ask.on('error', end);
    ask.once('response', (answer) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > maxBytes) end(new FetchFailed('It is larger than what is read here.'));
        else parts.push(part);
      });
      answer.on('error', end);
      answer.once('close', () => {
        if (!answer.complete) return end(new FetchFailed('It stopped before all of it was there.'));
        clearTimeout(timer);
        found({ status: answer.statusCode ?? 0, body: Buffer.concat(parts), headers: answer.headers });
      });
    });
    ask.end(body);
  });
}
