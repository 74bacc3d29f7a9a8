import { storable } from './charset.ts';
import type { Part } from './mime-tree.ts';

/** File name by Content-Disposition, else by Content-Type (RFC 2183 §2.3), else ''. */
export function fileName(part: Part): string {
  return storable(part.disposition.parameters.get('filename') || part.type.parameters.get('name') || part.type.parameters.get('filename') || part.disposition.parameters.get('name') || '').slice(0, 255);
}

const EXTENSIONS: Record<string, string> = { 'image/jpeg': 'jpg', 'image/svg+xml': 'svg', 'text/calendar': 'ics', 'text/plain': 'txt', 'application/pgp-signature': 'asc', 'application/pkcs7-mime': 'p7m', 'application/x-pkcs7-mime': 'p7m', 'application/pkcs7-signature': 'p7s', 'application/x-pkcs7-signature': 'p7s', 'text/x-vcard': 'vcf', 'text/vcard': 'vcf', 'message/delivery-status': 'txt', 'message/feedback-report': 'txt', 'message/disposition-notification': 'txt', 'text/rfc822-headers': 'txt', 'audio/mpeg': 'mp3', 'application/octet-stream': 'bin' };

/** A name for a file that has none: by its content id (as an inline image is known), else by its kind. */
export function madeUpName(type: string, contentId: string): string {
  const extension = EXTENSIONS[type] ?? (/^[a-z]+\/([a-z0-9]{2,5})$/.exec(type)?.[1] ?? 'bin');
  const local = contentId.split('@')[0]!.replace(/[^\w.-]+/g, '').slice(0, 60);
  if (local !== '') return /\.[a-z0-9]{1,5}$/i.test(local) ? local : `${local}.${extension}`;
  return `${type.startsWith('image/') ? 'image' : type === 'text/calendar' ? 'invite' : type === 'message/delivery-status' ? 'delivery-status' : type.includes('signature') ? 'signature' : 'file'}.${extension}`;
}
