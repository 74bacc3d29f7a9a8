import { publicUrl } from '../../core/server/config.ts';
import { sign, signed } from '../../core/server/secrets.ts';

const purpose = 'notifications.mail-off';
/** Whether a link was made by this server for this person. It does not run out: old mails lie around for long. */
export const validMark = (personId: string, mark: string): boolean => signed(purpose, personId, mark);

/**
 * The headers by which mail programs offer to turn these mails off: with one click (RFC 8058), which takes https, else by
 * the page that asks. The link can do nothing else.
 */
export function mailOffHeaders(personId: string): Record<string, string> {
  const link = `${publicUrl()}/api/notifications/mail-off?${new URLSearchParams({ p: personId, s: sign(purpose, personId) }).toString()}`;
  return { 'List-Unsubscribe': `<${link}>`, ...(link.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}) };
}
