import { Tokenizer } from 'htmlparser2';

/** What is heard while reading HTML from front to back. Names are lower case; values and text are decoded. */
export interface HtmlListener {
  open(tag: string, attributes: Map<string, string>): void;
  close(tag: string): void;
  text(text: string): void;
}

const MAX_ATTRIBUTES = 50;
/** Elements whose content is no text for a reader. */
const SILENT = new Set(['script', 'style', 'title', 'xmp', 'noscript']);

/**
 * Reads HTML as a flat run of tags and text, in linear time and without recursion; comments, doctypes and processing
 * instructions are dropped, and so is the content of script, style and title. No tree is built: tags may be unbalanced.
 */
export function readHtml(html: string, listener: HtmlListener): void {
  const reader = new TagReader(html, listener);
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader);
  tokenizer.write(html);
  tokenizer.end();
  reader.flush();
}

/** Turns the tokenizer's offsets into whole tags. */
class TagReader {
  private tag = '';
  private attributes = new Map<string, string>();
  private name = '';
  private value: string[] = [];
  private words: string[] = [];
  private silent = '';
  private readonly html: string;
  private readonly listener: HtmlListener;

  constructor(html: string, listener: HtmlListener) {
    this.html = html;
    this.listener = listener;
  }

  ontext(start: number, end: number): void {
    if (this.silent === '') this.words.push(this.html.slice(start, end));
  }

  ontextentity(code: number): void {
    if (this.silent === '') this.words.push(character(code));
  }

  onopentagname(start: number, end: number): void {
    this.tag = this.html.slice(start, end).toLowerCase();
    this.attributes = new Map();
  }

  onattribname(start: number, end: number): void {
    this.name = this.html.slice(start, end).toLowerCase();
    this.value = [];
  }

  onattribdata(start: number, end: number): void {
    this.value.push(this.html.slice(start, end));
  }

  onattribentity(code: number): void {
    this.value.push(character(code));
  }

  onattribend(): void {
    if (this.attributes.size < MAX_ATTRIBUTES && !this.attributes.has(this.name)) this.attributes.set(this.name, this.value.join(''));
    this.value = [];
  }

  onopentagend(): void {
    this.flush();
    if (this.silent === '') this.listener.open(this.tag, this.attributes);
    if (SILENT.has(this.tag) && this.silent === '') this.silent = this.tag;
  }

  onselfclosingtag(): void {
    this.onopentagend(); // HTML knows no self-closing tags: `<div/>` opens a div
  }

  onclosetag(start: number, end: number): void {
    this.flush();
    const tag = this.html.slice(start, end).toLowerCase();
    if (this.silent === '') this.listener.close(tag);
    if (tag === this.silent) this.silent = '';
  }

  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  flush(): void {
    if (this.words.length > 0) this.listener.text(this.words.join(''));
    this.words = [];
  }
}

function character(code: number): string {
  return code === 0 ? '' : String.fromCodePoint(code);
}
