/** Where a link leads, after the checks a reader cannot make by eye. */
export interface LinkAddress {
  href: string;
  /** host in ASCII (punycode), '' for mailto and tel */
  host: string;
}

const MAX_HREF = 4_000;

/**
 * The address of a link if it is one a customer may give: http, https, mailto or tel, absolute, without a user name in
 * front of the host; undefined for anything else — javascript:, data:, relative, unreadable (W-D8).
 */
export function readLinkAddress(href: string): LinkAddress | undefined {
  const text = href.replace(/[\t\r\n]/g, '').replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');
  if (text.length > MAX_HREF || !/^(https?|mailto|tel):/i.test(text)) return undefined;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol === 'mailto:' || url.protocol === 'tel:') return { href: url.href, host: '' };
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return undefined;
  url.username = '';
  url.password = '';
  return { href: url.href, host: url.host };
}

/**
 * Does the text of a link name another host than the one it leads to? A subdomain of one another, or `www.`, is the same.
 * @param text what the reader sees
 * @param host where it leads, in ASCII
 */
export function namesAnotherHost(text: string, host: string): boolean {
  const shown = /^\s*(?:https?:\/\/)?((?:[\p{L}\p{N}-]{1,63}\.){1,10}[\p{L}][\p{L}\p{N}-]{1,62})(?=[:/?#\s]|$)/iu.exec(text.slice(0, 800))?.[1];
  if (!shown || host === '') return false;
  const [a, b] = [asciiHost(shown), asciiHost(host)];
  return a !== b && !a.endsWith('.' + b) && !b.endsWith('.' + a);
}

function asciiHost(host: string): string {
  const address = `http://${host}`;
  return (URL.canParse(address) ? new URL(address).hostname : host).toLowerCase().replace(/^www\./, '');
}

/** Is the host written in letters that may look like others (an internationalised name)? */
export function isInternational(host: string): boolean {
  return host.split('.').some((label) => label.startsWith('xn--'));
}
