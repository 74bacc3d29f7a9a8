import { same, sign } from '../../../core/server/secrets.ts';

// 26 letters of base32: 130 bits, and short enough for an address (RFC 5321: 64 characters before the @).
const macLength = 26;
const macOf = (purpose: string, text: string): string => sign(`mail.${purpose}`, text).slice(0, macLength);
const valid = (purpose: string, text: string, mac: string): boolean => mac.length === macLength && same(macOf(purpose, text), mac);
const parts = (address: string): [string, string] => [address.slice(0, address.lastIndexOf('@')), address.slice(address.lastIndexOf('@') + 1)];

/** `support+WORD@acme.example`, or null when that is too long for an address. */
function tagged(address: string, word: string): string | null {
  const [local, domain] = parts(address);
  const full = `${local}+${word}`;
  return full.length <= 64 ? `${full}@${domain}` : null;
}
const tagOf = (address: string): string => /\+([^+]+)$/.exec(parts(address.toLowerCase())[0])?.[1] ?? '';

/** Where answers about a ticket go: its number with a MAC that only this desk can make. */
export const replyAddress = (mailbox: string, ticket: number): string | null => tagged(mailbox, `t${ticket}.${macOf('reply', String(ticket))}`);
/** The ticket number of a reply address made by this desk, else null. */
export function ticketOf(address: string): number | null {
  const [, number, mac] = /^t(\d{1,15})\.([a-z2-7]+)$/.exec(tagOf(address)) ?? [];
  return number && mac && valid('reply', number, mac) ? Number(number) : null;
}

/** The return path of one outgoing mail, so that a bounce of it is known to be real (VERP). `number` is the mail's own. */
export const returnAddress = (mailbox: string, number: number): string | null => tagged(mailbox, `b${number}.${macOf('bounce', String(number))}`);
export function bouncedOf(address: string): number | null {
  const [, number, mac] = /^b(\d{1,15})\.([a-z2-7]+)$/.exec(tagOf(address)) ?? [];
  return number && mac && valid('bounce', number, mac) ? Number(number) : null;
}

/** Our Message-ID for a message: anybody may quote it, nobody else can make one. */
export const messageIdFor = (entryId: string, mailbox: string): string => `<${entryId}.${macOf('message-id', entryId)}@${parts(mailbox)[1].toLowerCase()}>`;
/** The message of a Message-ID made by this desk, else null. */
export function entryOf(messageId: string): string | null {
  const [, id, mac] = /^<([0-9a-f-]{36})\.([a-z2-7]+)@[^@>]+>$/.exec(messageId) ?? [];
  return id && mac && valid('message-id', id, mac) ? id : null;
}

/** The mailbox address that `address+anything` stands for. */
export function untagged(address: string): string {
  const [local, domain] = parts(address.toLowerCase());
  return `${local.replace(/\+[^+]*$/, '')}@${domain}`;
}
