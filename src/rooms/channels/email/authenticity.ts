import type { ParsedMail } from './parse.ts';

export interface SenderJudgement {
  /** pass: the domain shown in From vouches for this mail; fail: it says it does not; none: nobody we trust checked */
  dmarc: 'pass' | 'fail' | 'none';
  /** From is one of our own addresses: never ticketed, never answered (W-B4) */
  fromOurselves: boolean;
}

/**
 * Judges a sender by the topmost Authentication-Results (RFC 8601) that carries our mail server's id; all others anyone
 * may have written (W-A2). A pass counts only for the very domain of the one From address. That server must take out
 * foreign headers with its own id, as RFC 8601 §5 asks.
 * @param options.authservId id our server signs with, e.g. `mx.example.com`; '' when none is set up
 * @param options.ownAddresses inbox addresses of this desk
 */
export function judgeSender(mail: ParsedMail, options: { authservId: string; ownAddresses: readonly string[] }): SenderJudgement {
  const from = mail.from?.address.toLowerCase() ?? '';
  return { dmarc: dmarcResult(mail, options.authservId.toLowerCase(), from), fromOurselves: options.ownAddresses.some((own) => own.toLowerCase() === from) };
}

function dmarcResult(mail: ParsedMail, authservId: string, from: string): SenderJudgement['dmarc'] {
  if (authservId === '') return 'none';
  const ours = mail.headers.map((line) => (line.name === 'authentication-results' ? resultsOf(line.value) : undefined)).find((results) => results?.[0]?.split(/\s/)[0] === authservId);
  const dmarc = ours?.slice(1).find((result) => /^dmarc\s*=/.test(result));
  const word = /^dmarc\s*=\s*(\w+)/.exec(dmarc ?? '')?.[1];
  if (word === 'fail') return 'fail';
  if (word !== 'pass') return 'none';
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const checked = /\bheader\.from\s*=\s*([^\s;@]+@)?([^\s;]+)/.exec(dmarc!)?.[2];
  const isThisSender = from !== '' && !mail.problems.includes('several-senders') && (checked === undefined || checked.replace(/\.$/, '') === domain);
  return isThisSender ? 'pass' : 'fail';
}

/** The `;`-separated results of the header in lower case, with comments and quoted strings taken out: they may say anything. */
function resultsOf(value: string): string[] {
  const kept: string[] = [];
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < Math.min(value.length, 20_000); i++) {
    const char = value[i]!;
    if ((quoted || depth > 0) && char === '\\') i++;
    else if (quoted) quoted = char !== '"';
    else if (char === '(') depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (depth === 0 && char === '"') quoted = true;
    else if (depth === 0) kept.push(char);
  }
  return kept.join('').toLowerCase().split(';').map((result) => result.trim());
}
