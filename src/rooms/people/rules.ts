/** Only a path of this site: anything that a browser could read as another place becomes "/" (W-H10). */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2000 || !/^\/(?![/\\])/.test(next)) return '/';
  // Browsers drop tabs and line breaks before they read an address, and read "\" as "/".
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f\\]/.test(next)) return '/';
  const base = 'https://desk.invalid';
  try {
    const url = new URL(next, base);
    return url.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : '/';
  } catch {
    return '/';
  }
}

const browsers: readonly (readonly [RegExp, string])[] = [[/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\/|Opera/, 'Opera'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari']];
const systems: readonly (readonly [RegExp, string])[] = [[/iPhone|iPod/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'Mac'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']];
/** "Firefox on Windows" from a User-Agent; whatever it says, the answer is one of our own words. */
export function deviceName(agent: string): string {
  const find = (list: typeof browsers) => list.find(([pattern]) => pattern.test(agent.slice(0, 500)))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  return browser && system ? `${browser} on ${system}` : browser ?? system ?? 'Unknown browser';
}

/** A password is its owner's name, address or workspace with little around it. */
export function isOwnName(password: string, own: readonly string[]): boolean {
  const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const bare = plain(password).replace(/^\d+|\d+$/g, '');
  return own.flatMap((o) => [o, ...o.split(/[@\s]/)]).map(plain).filter((o) => o.length >= 4).some((o) => bare === o || bare === o + o);
}

/** The short name shown where space is short: the given one, else the first letters of its words, or of its one word. */
export function signOf(name: string, sign: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters = words.length > 1 ? words.map((word) => Array.from(word)[0]!) : Array.from(words[0] ?? name);
  return sign || letters.slice(0, 2).join('').toUpperCase();
}

/** The part of an address that one attacker holds: IPv4 whole, IPv6 its /64. */
export function attackerKey(address: string): string {
  const v4 = /(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  if (v4) return v4[1]!;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups.slice(0, 4).map((g) => g.replace(/^0+(?=.)/, '')).join(':');
}

/** A few characters over and over, or in the order of the alphabet, the figures or the keyboard. */
export function isPlain(password: string): boolean {
  const lower = password.toLowerCase();
  if (new Set(lower).size <= 3) return true;
  const half = Math.floor(lower.length / 2);
  for (let n = 1; n <= half && n <= 6; n++) if (lower.length % n === 0 && lower === lower.slice(0, n).repeat(lower.length / n)) return true;
  const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm', 'qwertzuiopasdfghjklyxcvbnm', 'azertyuiopqsdfghjklmwxcvbn', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p'];
  return rows.some((row) => row.includes(lower) || Array.from(row).reverse().join('').includes(lower));
}
