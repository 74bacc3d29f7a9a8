import { notFound } from '../../../core/refusals.ts';
import type { PersonActor } from '../../../core/server/actor.ts';
import type { Db } from '../../../core/server/db.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { readable } from '../../tickets/access.ts';
import { imageLink } from './remote-images.ts';
import { sanitiseHtml } from './sanitise.ts';
import { tables } from './tables.ts';

/** The HTML of a message with its remote pictures through this server: the sender learns nothing of who reads it or where (W-D4). */
export async function withImages(db: Db, actor: PersonActor, messageId: string): Promise<{ html: string; foldedHtml: string }> {
  const message = await tables(db).selectFrom('messages').select(['ticket_id', 'html', 'folded_html']).where('id', '=', messageId).executeTakeFirst();
  if (!message) return refuse(notFound);
  await readable(db, actor, message.ticket_id);
  return { html: shown(message.html), foldedHtml: shown(message.folded_html) };
}

const kept = /<img\b(?=[^>]*\bdata-cid="([^"]*)")(?=[^>]*\bsrc="([^"]*)")[^>]*>/g;

function shown(html: string): string {
  const own = new Map([...html.matchAll(kept)].map((m) => [plain(m[1]!), plain(m[2]!)]));
  return sanitiseHtml(html, { remoteImages: 'proxied', proxy: imageLink, cid: (id) => own.get(id) }).html;
}
const plain = (attribute: string): string => attribute.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&nbsp;', '\u00a0').replaceAll('&amp;', '&');
