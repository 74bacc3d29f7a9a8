import { readLinkAddress } from './link-address.ts';

/** Text safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}

/**
 * Plain text as HTML: everything escaped, line ends as `<br>`, http(s) addresses and mailboxes made links with no other
 * attribute than the fixed ones. Linear on any input (W-C7, W-D9).
 */
export function textToHtml(text: string): string {
  return text.split(/\r\n|\r|\n/).map(lineToHtml).join('<br>\n');
}

function lineToHtml(line: string): string {
  const indent = /^ */.exec(line)![0].length;
  const words = line.slice(indent).split(/([\s<>"]+)/);
  return '&nbsp;'.repeat(Math.min(indent, 80)) + words.map((word, i) => (i % 2 === 1 ? escapeHtml(word) : wordToHtml(word))).join('');
}

const MAX_LINK = 2_000;

/** A word is a link as a whole or not at all; brackets and full stops around it stay outside. */
function wordToHtml(word: string): string {
  if (word.length > MAX_LINK || !/^[([{'*_]*(https?:\/\/|mailto:|www\.|[\w.+-]{1,64}@)/i.test(word)) return escapeHtml(word);
  const start = /^[([{'*_]*/.exec(word)![0].length;
  const end = word.length - trailing(word.slice(start));
  const bare = word.slice(start, end);
  const href = /^(https?:\/\/|mailto:)/i.test(bare) ? bare : /^www\./i.test(bare) ? `https://${bare}` : `mailto:${bare}`;
  if (href.startsWith('mailto:') && !/^mailto:[\w.+-]+@[\w-]+(\.[\w-]+)+$/i.test(href)) return escapeHtml(word);
  const address = readLinkAddress(href);
  if (!address) return escapeHtml(word);
  return `${escapeHtml(word.slice(0, start))}<a href="${escapeHtml(address.href)}" target="_blank" rel="noopener noreferrer nofollow">${escapeHtml(bare)}</a>${escapeHtml(word.slice(end))}`;
}

/** How many characters at the end are punctuation of the sentence; a closing bracket belongs to the link if it was opened in it. */
function trailing(text: string): number {
  let end = text.length;
  let unopened = text.split(')').length - text.split('(').length; // closing brackets more than opening ones
  while (end > 0 && /[.,;:!?)\]}'*_]/.test(text[end - 1]!)) {
    if (text[end - 1] === ')' && unopened-- <= 0) break;
    end--;
  }
  return text.length - end;
}
