import { fileTypeFromBuffer } from 'file-type';
import { clock } from '../../../core/server/clock.ts';
import { config } from '../../../core/server/config.ts';
import { fetchFrom, isOutside } from '../../../core/server/fetching.ts';
import { showable } from '../../../core/server/files.ts';
import { same, sign } from '../../../core/server/secrets.ts';

export const imageLimits = { bytes: 5 * 1024 * 1024, ms: 10_000 } as const;
const lifeMs = 24 * 3600_000;

/** The address under which this server fetches a remote picture: signed, and good for a day, so that it is nobody's open proxy (W-J5). */
export function imageLink(url: string): string {
  const until = String(Math.ceil((clock.ms() + lifeMs) / 3600_000) * 3600);
  return `/api/images?e=${until}&s=${sign('mail.image', `${until} ${url}`)}&u=${encodeURIComponent(url)}`;
}
export const validLink = (url: string, until: string, mac: string): boolean => /^\d{1,12}$/.test(until) && Number(until) * 1000 > clock.ms() && same(sign('mail.image', `${until} ${url}`), mac);

export interface Picture { readonly type: string; readonly content: Buffer }

/**
 * Fetches a picture as everything from elsewhere is fetched (W-J1, W-J2, W-J4), at most 5 MB in 10 s. Its type is read from its
 * bytes; SVG and everything else that is no plain picture is refused. Nothing of the reader goes along: no cookie, no referrer.
 */
export async function fetchPicture(address: string, allowPrivate = config().privateMailHosts): Promise<Picture | null> {
  if (!URL.canParse(address) || new URL(address).username || new URL(address).password) return null;
  try {
    const { status, body } = await fetchFrom(address, { allowPrivate, maxBytes: imageLimits.bytes, ms: imageLimits.ms, headers: { accept: 'image/png,image/jpeg,image/gif,image/webp' } });
    const type = status === 200 ? (await fileTypeFromBuffer(body))?.mime ?? '' : '';
    return showable.has(type) ? { type, content: body } : null;
  } catch (error) {
    if (isOutside(error)) return null;
    throw error;
  }
}
