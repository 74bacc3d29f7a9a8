import type { Envelope } from './classify.ts';
import { readAddresses } from './addresses.ts';
import { everyHeader } from './header-lines.ts';
import type { Address, ParsedMail } from './parse.ts';

/** Whether a mail came through a mailing list, of whatever kind (RFC 2369, RFC 2919). */
export const isList = (mail: ParsedMail): boolean =>
  mail.headers.some((line) => /^list-(id|unsubscribe|unsubscribe-post|post|help|owner|subscribe|archive)$/.test(line.name)) || /^\s*(bulk|list|junk)/i.test(header(mail, 'precedence'));

const header = (mail: ParsedMail, name: string): string => everyHeader(mail.headers, name);
const has = (mail: ParsedMail, name: RegExp): boolean => mail.headers.some((line) => name.test(line.name));

// Whoever sends one mail to many says so for their own sake: large providers take it in no other way.
const campaign = /^(list-unsubscribe-post|feedback-id|x-campaign.*|x-mc-user|x-mailgun-.*|x-sg-e?id|x-ses-outgoing|x-csa-complaints|x-report-abuse.*|x-mailin-.*|x-mailer-(recptid|sid)|x-cmail.*|x-github-.*|x-gitlab-.*|x-jira-.*)$/;
const robot = /^(no-?_?reply|do-?not-?reply|noreply.*|mailer-daemon|postmaster|bounces?|notifications?|newsletters?|news|mailings?|marketing|digest|announce(ments?)?|updates?|alerts?|owner-.*|.*-(admin|request|owner|bounces))([+-][^@]*)?@/i;

/**
 * Whether somebody wrote by hand to people on a list, as customers do to a group address that passes their mail on to us;
 * not what one party sends to many. Where people talk one can post (List-Post, RFC 2369 §3.4), or there is nothing to
 * unsubscribe from; a newsletter has an exit and no entrance.
 */
export function wroteThroughList(mail: ParsedMail, envelope: Envelope): boolean {
  const submitted = header(mail, 'auto-submitted').trim();
  if (!isList(mail) || (submitted !== '' && !/^no\b/i.test(submitted)) || /^\s*(bulk|junk)/i.test(header(mail, 'precedence'))) return false;
  if (envelope.mailFrom === '' || has(mail, campaign) || robot.test(mail.from?.address ?? '') || !mail.from?.address) return false;
  const post = header(mail, 'list-post');
  return (post !== '' && !/^\s*no\b/i.test(post)) || !has(mail, /^list-unsubscribe$/);
}

/** The addresses of the list a mail came through: never people. */
export function listAddresses(mail: ParsedMail): Set<string> {
  const said = [header(mail, 'list-post'), header(mail, 'x-beenthere'), header(mail, 'mailing-list')].join(' ').slice(0, 5_000);
  const found = [...said.matchAll(/[^\s<>:;,"?()]{1,64}@[^\s<>:;,"?()]{1,253}/g)].map((m) => m[0]);
  const [, id] = /<?([a-z0-9_+-]{1,64}(?:\.[a-z0-9-]{1,63}){1,10})>?\s*$/i.exec(header(mail, 'list-id').slice(-400)) ?? [];
  return new Set([...found, ...(id ? [id.replace('.', '@')] : [])].map((a) => a.toLowerCase()));
}

/**
 * Who wrote, where a list put its own address into From (`Anna via Support <support@acme.example>`), as lists do when the
 * author's domain forbids others to send in its name: the author the list kept, or the one whom answers are to go to.
 */
export function authorBehind(mail: ParsedMail): Address | null {
  const lists = listAddresses(mail);
  if (!mail.from || !lists.has(mail.from.address.toLowerCase())) return null;
  const kept = readAddresses(header(mail, 'x-original-from') || header(mail, 'x-original-sender')).find((a) => a.address);
  const others = mail.replyTo.filter((a) => !lists.has(a.address.toLowerCase()));
  const author = kept ?? (others.length === 1 ? others[0]! : null);
  if (!author || lists.has(author.address.toLowerCase())) return null;
  return { address: author.address, name: author.name || mail.from.name.replace(/^'?(.*?)'?\s+via\s.*$/i, '$1') };
}
