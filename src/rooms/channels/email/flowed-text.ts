/**
 * Joins the lines of format=flowed text (RFC 3676 §4): a line ending in a blank goes on in the next of equal quote depth.
 * The signature line `-- ` stays. Linear.
 * @param text lines separated by \n
 * @param delSp the DelSp=yes parameter: the blank itself is not text
 */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open: { depth: number; words: string[] } | undefined;
  for (const line of text.split('\n')) {
    const quotes = /^>*/.exec(line)![0].length;
    const content = line.slice(quotes).replace(/^ /, '');
    const flows = content.endsWith(' ') && content !== '-- ';
    const words = flows && delSp ? content.slice(0, -1) : content;
    if (open && open.depth === quotes && content !== '-- ') open.words.push(words);
    else {
      if (open) out.push(joined(open));
      open = { depth: quotes, words: [words] };
    }
    if (!flows) {
      out.push(joined(open));
      open = undefined;
    }
  }
  if (open) out.push(joined(open));
  return out.join('\n');
}

function joined(paragraph: { depth: number; words: string[] }): string {
  const quotes = '>'.repeat(paragraph.depth);
  return (quotes === '' ? '' : quotes + ' ') + paragraph.words.join('');
}
