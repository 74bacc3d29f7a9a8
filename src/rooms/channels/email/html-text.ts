import { readHtml, type HtmlListener } from './html-tokens.ts';
import { quoteMark, type Mark } from './quote-marks.ts';

/** A line of text read from HTML, with what mail programs marked the element around it as. */
export interface HtmlLine {
  text: string;
  mark: Mark;
}

const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'table', 'pre', 'dl', 'hr', 'figure']);
const BLOCKS = new Set([...PARAGRAPHS, 'div', 'li', 'tr', 'section', 'article', 'header', 'footer', 'main', 'aside', 'nav', 'center', 'form', 'fieldset', 'dt', 'dd', 'caption', 'address', 'body', 'html', 'head', 'option']);
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'base', 'wbr', 'col', 'area', 'embed', 'source', 'track', 'param']);

/** Plain text of HTML: one line per block, blank lines between paragraphs, `- ` before list items, links as `text <address>`. Linear. */
export function htmlToText(html: string): string {
  return htmlToLines(html).map((line) => line.text).join('\n').trim();
}

/** Lines of HTML with the quotes and signatures of Gmail, Outlook, Apple Mail, Thunderbird and others told apart by their marks. Linear. */
export function htmlToLines(html: string): HtmlLine[] {
  const writer = new LineWriter();
  readHtml(html, writer);
  writer.breakLine(false);
  return writer.lines;
}

class LineWriter implements HtmlListener {
  readonly lines: HtmlLine[] = [];
  private words: string[] = [];
  private link = '';
  private linkStart = 0;
  private pre = 0;
  private gap = false;
  private readonly nesting = new Nesting();

  open(tag: string, attributes: Map<string, string>): void {
    if (BLOCKS.has(tag)) this.block(tag);
    this.nesting.open(tag, quoteMark(tag, attributes));
    if (tag === 'br') this.breakLine(true);
    else if (tag === 'li') this.words.push('- ');
    else if ((tag === 'td' || tag === 'th') && this.words.length > 0) this.words.push(' ');
    else if (tag === 'pre') this.pre++;
    else if (tag === 'a') this.openLink(attributes.get('href') ?? '');
  }

  close(tag: string): void {
    if (tag === 'a') this.closeLink();
    if (tag === 'pre' && this.pre > 0) this.pre--;
    if (tag === 'br') this.breakLine(true);
    else if (BLOCKS.has(tag)) this.block(tag);
    this.nesting.close(tag);
  }

  text(text: string): void {
    if (this.pre === 0) this.word(text.replace(/[\s\u00a0]+/g, ' '));
    else
      for (const [i, part] of text.split(/\r\n|\r|\n/).entries()) {
        if (i > 0) this.breakLine(true);
        this.words.push(part);
      }
  }

  private word(text: string): void {
    if (text !== ' ' || this.words.length > 0) this.words.push(text);
  }

  /** Ends the line; an empty one is kept only when the sender asked for it (`<br>`). */
  breakLine(asked: boolean): void {
    const text = this.words.join('').trimEnd();
    if (text.trim() !== '' || asked) {
      if (this.gap && this.lines.length > 0 && this.lines.at(-1)!.text !== '') this.lines.push({ text: '', mark: this.nesting.mark });
      this.gap = false;
      this.lines.push({ text: this.pre > 0 ? text : text.trimStart().replace(/ {2,}/g, ' '), mark: this.nesting.mark });
    }
    this.words = [];
    this.linkStart = 0;
  }

  private block(tag: string): void {
    this.breakLine(false);
    if (PARAGRAPHS.has(tag)) this.gap = true;
  }

  private openLink(href: string): void {
    this.link = /^\s*(https?:|mailto:)/i.test(href) ? href.trim().slice(0, 2_000) : '';
    this.linkStart = this.words.length;
  }

  /** Writes the address after the text of a link unless the text already says it. */
  private closeLink(): void {
    const said = this.words.slice(this.linkStart).join('').trim();
    const bare = this.link.replace(/^(mailto:|https?:\/\/)/i, '').replace(/\/$/, '');
    if (this.link !== '' && said !== '' && !this.link.includes(said) && !said.includes(bare)) this.words.push(` <${this.link}>`);
    this.link = '';
  }
}

/** Which marked element the reader is in, counted so that unbalanced tags cost no search. */
class Nesting {
  mark: Mark = '';
  private readonly stack: { tag: string; before: Mark }[] = [];
  private readonly counts = new Map<string, number>();
  private rest = false;

  open(tag: string, mark: Mark | 'rest'): void {
    if (mark === 'rest') this.rest = true;
    if (mark === 'rest') this.mark = 'quote';
    if (VOID.has(tag)) return;
    this.stack.push({ tag, before: this.mark });
    this.counts.set(tag, (this.counts.get(tag) ?? 0) + 1);
    if (mark !== 'rest' && mark !== '' && this.mark !== 'quote') this.mark = mark;
  }

  close(tag: string): void {
    if ((this.counts.get(tag) ?? 0) === 0) return;
    for (let item = this.stack.pop(); item; item = this.stack.pop()) {
      this.counts.set(item.tag, this.counts.get(item.tag)! - 1);
      if (!this.rest) this.mark = item.before;
      if (item.tag === tag) return;
    }
  }
}
