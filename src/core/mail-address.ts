const local = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domain = /^(?=.{1,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/**
 * The address when it is a plain one (RFC 5321 dot-string at a host name), else null. Quoted local parts, comments,
 * routes, spaces and address literals are not: what is checked here is letter for letter what RCPT will say.
 */
export function plainAddress(text: string): string | null {
  const at = text.lastIndexOf('@');
  const name = text.slice(0, at);
  return at > 0 && text.length <= 254 && name.length <= 64 && local.test(name) && domain.test(text.slice(at + 1)) ? text : null;
}
