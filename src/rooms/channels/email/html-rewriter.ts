import { ALLOWED_TAGS, VOID_TAGS } from './allowed-html.ts';
import { readHtml, type HtmlListener } from './html-tokens.ts';
import { escapeHtml } from './text-html.ts';

/** What becomes of elements that are let through. Each answer holds all attributes the element gets. */
export interface Rewriting {
  attributes(tag: string, attributes: Map<string, string>): Map<string, string>;
  image(attributes: Map<string, string>): Map<string, string>;
  /** asked when the link closes, so that its text is known */
  link(href: string, text: string): Map<string, string>;
}

const MAX_DEPTH = 150;
/** Open elements that a new one ends, as HTML lets writers leave out end tags. */
const ENDS: Record<string, Set<string>> = {
  li: new Set(['li']), dt: new Set(['dt', 'dd']), dd: new Set(['dt', 'dd']), p: new Set(['p']),
  td: new Set(['td', 'th']), th: new Set(['td', 'th']), tr: new Set(['td', 'th', 'tr']), tbody: new Set(['td', 'th', 'tr', 'tbody', 'thead', 'tfoot']),
  thead: new Set(['td', 'th', 'tr', 'tbody']), tfoot: new Set(['td', 'th', 'tr', 'tbody', 'thead']),
};

interface OpenElement {
  tag: string;
  /** for a link: where its opening tag goes in the output, and what it said so far */
  link?: { at: number; href: string; attributes: Map<string, string>; words: string[] };
}

/**
 * Writes HTML anew with only allowed elements, balanced and at most 150 deep; the text of everything else stays. One pass,
 * no recursion (W-D11): what is deeper loses its tags, not its text.
 */
export class HtmlRewriter implements HtmlListener {
  private readonly out: string[] = [];
  private readonly stack: OpenElement[] = [];
  private readonly skipped = new Map<string, number>();
  private link: OpenElement['link'];
  private afterPre = false;
  private readonly rewriting: Rewriting;

  constructor(rewriting: Rewriting) {
    this.rewriting = rewriting;
  }

  rewrite(html: string): string {
    readHtml(html, this);
    this.closeTo(0);
    return this.out.join('');
  }

  open(tag: string, attributes: Map<string, string>): void {
    if (!ALLOWED_TAGS.has(tag)) return;
    while (ENDS[tag]?.has(this.stack.at(-1)?.tag ?? '')) this.closeTo(this.stack.length - 1);
    if (tag === 'a') this.close('a');
    if (tag === 'img') this.write(openTag(tag, new Map([...this.rewriting.attributes(tag, attributes), ...this.rewriting.image(attributes)])));
    else if (VOID_TAGS.has(tag)) this.write(openTag(tag, this.rewriting.attributes(tag, attributes)));
    else if (this.stack.length >= MAX_DEPTH) this.skipped.set(tag, (this.skipped.get(tag) ?? 0) + 1);
    else if (tag === 'a') this.openLink(attributes);
    else {
      this.write(openTag(tag, this.rewriting.attributes(tag, attributes)));
      this.stack.push({ tag });
      this.afterPre = tag === 'pre';
    }
  }

  close(tag: string): void {
    const skipped = this.skipped.get(tag) ?? 0;
    if (skipped > 0) this.skipped.set(tag, skipped - 1);
    else {
      const at = this.stack.findLastIndex((element) => element.tag === tag);
      if (at >= 0) this.closeTo(at);
      else if (tag === 'br' || tag === 'p') this.write('<br>');
    }
  }

  text(text: string): void {
    const shown = this.afterPre ? text.replace(/^[\r\n]+/, '') : text; // a parser drops the first line end of a pre each time
    if (shown === '') return;
    this.link?.words.push(shown);
    this.write(escapeHtml(shown.replace(/\0/g, '')));
  }

  private openLink(attributes: Map<string, string>): void {
    this.link = { at: this.out.length, href: attributes.get('href') ?? '', attributes: this.rewriting.attributes('a', attributes), words: [] };
    this.stack.push({ tag: 'a', link: this.link });
    this.write('');
  }

  private closeTo(depth: number): void {
    while (this.stack.length > depth) {
      const { tag, link } = this.stack.pop()!;
      if (link) {
        this.out[link.at] = openTag('a', new Map([...link.attributes, ...this.rewriting.link(link.href, link.words.join('').trim())]));
        this.link = undefined;
      }
      this.write(`</${tag}>`);
    }
  }

  private write(html: string): void {
    this.afterPre = false;
    this.out.push(html);
  }
}

/** An opening tag; attribute values are escaped here and nowhere else. */
function openTag(tag: string, attributes: Map<string, string>): string {
  return `<${tag}${[...attributes].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('')}>`;
}
