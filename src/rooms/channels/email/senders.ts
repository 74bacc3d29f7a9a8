import { readAddresses } from './addresses.ts';
import type { Arrival } from './incoming-mails.ts';
import { authorBehind } from './list-mail.ts';
import type { Address, ParsedMail } from './parse.ts';
import type { Read } from './receive.ts';

export interface Sender extends Address {
  readonly missing: boolean;
  /** the list that put its own address into From */
  readonly through?: string;
}

/** Who a mail is from: the address of From, or behind a list that put its own there; without one that of the return path; without any nobody we could answer. */
export function senderOf(mail: ParsedMail, arrival: Arrival, throughList = false): Sender {
  const author = throughList ? authorBehind(mail) : null;
  if (author) return { ...author, missing: false, through: mail.from!.address };
  if (mail.from?.address) return { name: mail.from.name, address: mail.from.address, missing: false };
  if (arrival.from) return { name: mail.from?.name ?? '', address: arrival.from, missing: true };
  return { name: mail.from?.name ?? '', address: 'unknown@sender.invalid', missing: true };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Why it is not certain who wrote a mail, in words for the agent; null when nothing speaks against the sender. */
export function doubtAbout({ sender, dmarc, teammate, reading: { mail } }: Pick<Read, 'sender' | 'dmarc' | 'teammate' | 'reading'>): string | null {
  const said: string[] = [];
  if (teammate && dmarc !== 'pass') said.push(`It says it is from ${teammate.name}, a teammate, and nothing confirms that.`);
  else if (dmarc === 'fail') said.push(`${domainOf(sender.address)} says that this mail is not from there.`);
  if (sender.through) said.push(`It came through ${sender.through}, which says that ${sender.address} wrote it.`);
  if (sender.missing) said.push('It names no sender.');
  const elsewhere = mail.replyTo.find((a) => a.address.toLowerCase() !== sender.address.toLowerCase());
  if (elsewhere && !sender.through && domainOf(elsewhere.address) !== domainOf(sender.address)) said.push(`It asks for answers at ${elsewhere.address}, another domain. Answers go to ${sender.address} unless you choose otherwise.`);
  return said.length ? said.join(' ') : null;
}

const forwarded = /^\s*(fwd?|wg|tr|rv|i|enc|vs|vl|doorst|転送)\s*:/i;
const begin = /^\s*(-{2,}\s*(original message|forwarded message|weitergeleitete nachricht|ursprüngliche nachricht|message transféré|mensaje reenviado|messaggio inoltrato)\s*-{2,}|begin forwarded message:)/i;
const fromLine = /^[>\s*]*(from|von|de|da|van|från|fra|od|от)\s*\*?\s*:\s*\*?\s*(.{3,300})$/i;

/**
 * Whom a forwarded mail was from at first: the From line of the copied head. Only asked for mail of a teammate whose
 * address is confirmed: anybody can type such a head (W-A17).
 */
export function originalSender(mail: ParsedMail): Sender | null {
  const lines = mail.text.slice(0, 20_000).split('\n');
  const from = lines.findIndex((l) => begin.test(l));
  if (!forwarded.test(mail.subject) && from < 0) return null;
  for (const line of lines.slice(Math.max(0, from), Math.max(0, from) + 40)) {
    const found = fromLine.exec(line.slice(0, 400));
    const [box] = found ? readAddresses(Buffer.from(found[2]!.replace(/\[mailto:([^\]]+)\]/i, '<$1>'), 'utf8').toString('latin1'), 'utf-8') : [];
    if (box?.address) return { name: box.name, address: box.address, missing: false };
  }
  return null;
}
