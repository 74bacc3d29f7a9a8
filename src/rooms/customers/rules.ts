import { storable } from '../../core/text.ts';

/**
 * The exact form in which addresses are compared (W-A12): the domain in lower-case ASCII as DNS knows it, the local
 * part with A-Z in lower case. Nothing else is folded: plus-tags, dots and letters that merely look alike stay apart.
 * (Full Unicode lower-casing would turn the Kelvin sign into a k, so only ASCII letters change.)
 */
export function normalEmail(value: string): string {
  const text = storable(value).trim();
  const at = text.lastIndexOf('@');
  if (at < 0) return asciiLower(text);
  return `${asciiLower(text.slice(0, at))}@${normalDomain(text.slice(at + 1)) ?? asciiLower(text.slice(at + 1))}`;
}

const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (c) => c.toLowerCase());

/** A domain as DNS compares it (punycode, lower case, no last dot), or null when it cannot be one. */
export function normalDomain(value: string): string | null {
  const text = value.trim().replace(/\.$/, '');
  if (text === '' || text.length > 253 || /[\s/?#@:%\\[\]<>,;"']/.test(text)) return null;
  try {
    const host = new URL(`http://${text}`).hostname;
    // An address of numbers is read by URL in many spellings; none of them is a domain.
    return /^\d+(\.\d+){3}$/.test(host) || host === '' ? null : host;
  } catch {
    return null;
  }
}

/** Whether a person may type this as an email address; what mail brings is kept however odd. */
export function plausibleEmail(value: string): boolean {
  const text = value.trim();
  const at = text.indexOf('@');
  const domain = text.slice(at + 1);
  return at > 0 && at <= 64 && text.length <= 254 && /^[^\s@<>()[\]\\,;:"\u0000-\u001f\u007f]+$/.test(text.slice(0, at)) && normalDomain(domain) !== null && domain.includes('.');
}

/** A phone number as digits after an optional plus; `00` in front means plus. Null with fewer than 5 or more than 15 digits (E.164). */
export function normalPhone(value: string): string | null {
  const text = value.trim();
  if (!/^\+?[\d\s().\-/]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  const international = text.startsWith('+') ? digits : digits.startsWith('00') ? digits.slice(2) : null;
  const bare = international ?? digits;
  return bare.length >= 5 && bare.length <= 15 ? `${international === null ? '' : '+'}${bare}` : null;
}

/** The domain that may tell a company, or null: public mail providers tell nothing about whom one works for. */
export function companyDomain(email: string): string | null {
  const normal = normalEmail(email);
  const domain = normal.slice(normal.lastIndexOf('@') + 1);
  return normal.includes('@') && domain.includes('.') && !publicProviders.has(domain) ? domain : null;
}

/** A name as it may be shown: one line, no control or direction-turning characters; empty when it only repeats the address. */
export function shownName(name: string, address = ''): string {
  // eslint-disable-next-line no-control-regex
  const plain = storable(name).replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, ' ').replace(/\s+/g, ' ').trim();
  const bare = plain.replace(/^(['"])(.*)\1$/, '$2').trim();
  return asciiLower(bare) === asciiLower(address.trim()) ? '' : Array.from(bare).slice(0, 200).join('');
}

/** Mail providers anybody can have an address at. */
export const publicProviders: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es live.com live.co.uk live.de live.fr live.nl msn.com
  yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.com.br ymail.com rocketmail.com aol.com aim.com icloud.com me.com mac.com
  gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org arcor.de proton.me protonmail.com pm.me tutanota.com tuta.io tuta.com
  fastmail.com fastmail.fm hey.com zoho.com mail.com email.com usa.com mail.ru bk.ru list.ru inbox.ru yandex.ru yandex.com ya.ru rambler.ru
  qq.com 163.com 126.com sina.com sohu.com foxmail.com naver.com daum.net hanmail.net rediffmail.com
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it tin.it wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz
  btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net
  shaw.ca rogers.com sympatico.ca bigpond.com optusnet.com.au xtra.co.nz ziggo.nl kpnmail.nl telenet.be skynet.be bluewin.ch uol.com.br bol.com.br terra.com.br
  duck.com mozmail.com privaterelay.appleid.com simplelogin.com mailinator.com guerrillamail.com yopmail.com`.split(/\s+/),
);
