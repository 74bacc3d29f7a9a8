import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { fileTypeFromBuffer } from 'file-type';
import { clock } from '../../../core/server/clock.ts';
import { config } from '../../../core/server/config.ts';
import { showable } from '../../../core/server/files.ts';
import { PrivateAddress, publicLookup, refusePrivateLiteral } from '../../../core/server/outside.ts';
import { same, sign } from '../../../core/server/secrets.ts';

export const imageLimits = { bytes: 5 * 1024 * 1024, ms: 10_000, hops: 3 } as const;
const lifeMs = 24 * 3600_000;

/** The address under which this server fetches a remote picture: signed, and good for a day, so that it is nobody's open proxy (W-J5). */
export function imageLink(url: string): string {
  const until = String(Math.ceil((clock.ms() + lifeMs) / 3600_000) * 3600);
  return `/api/images?e=${until}&s=${sign('mail.image', `${until} ${url}`)}&u=${encodeURIComponent(url)}`;
}
export const validLink = (url: string, until: string, mac: string): boolean => /^\d{1,12}$/.test(until) && Number(until) * 1000 > clock.ms() && same(sign('mail.image', `${until} ${url}`), mac);

export interface Picture { readonly type: string; readonly content: Buffer }

/**
 * Fetches a picture: at most 5 MB in 10 s over 3 redirects, each hop checked anew; hosts on private networks are refused
 * at connect time (W-J1, W-J2, W-J4). Its type is read from its bytes; SVG and everything else that is no plain picture
 * is refused. Nothing of the reader goes along: no cookie, no referrer.
 */
export async function fetchPicture(address: string, allowPrivate = config().privateMailHosts): Promise<Picture | null> {
  const signal = AbortSignal.timeout(imageLimits.ms);
  try {
    for (let url = new URL(address), hop = 0; hop <= imageLimits.hops; hop++) {
      if (!/^https?:$/.test(url.protocol) || url.username || url.password) return null;
      if (!allowPrivate) refusePrivateLiteral(url.hostname);
      const answer = await get(url, signal, allowPrivate);
      const to = answer.headers.location;
      if (answer.statusCode && answer.statusCode >= 300 && answer.statusCode < 400 && to) {
        answer.destroy();
        url = new URL(to, url);
        continue;
      }
      return answer.statusCode === 200 ? await pictureIn(answer) : (answer.destroy(), null);
    }
    return null;
  } catch (error) {
    if (error instanceof PrivateAddress || signal.aborted || error instanceof Error) return null;
    throw error;
  }
}

const get = (url: URL, signal: AbortSignal, allowPrivate: boolean): Promise<IncomingMessage> => new Promise((found, failed) => {
  const ask = url.protocol === 'https:' ? secure : plain;
  // No compression is asked for, so nothing can unfold beyond its size.
  ask(url, { signal, ...(allowPrivate ? {} : { lookup: publicLookup }), headers: { accept: 'image/png,image/jpeg,image/gif,image/webp', 'accept-encoding': 'identity', 'user-agent': 'Baton' } }, found).on('error', failed).end();
});

async function pictureIn(answer: IncomingMessage): Promise<Picture | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > imageLimits.bytes) { answer.destroy(); return null; }
    parts.push(part);
  }
  const content = Buffer.concat(parts);
  const type = (await fileTypeFromBuffer(content))?.mime ?? '';
  return showable.has(type) ? { type, content } : null;
}
