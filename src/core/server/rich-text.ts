import { Parser } from 'htmlparser2';
import sanitise from 'sanitize-html';
import { intentOf, intents, sentenceAround, type Intent } from '../intent.ts';
import { storable } from '../text.ts';

/** What teammates write: the closed list of the editor, and nothing else. */
export interface RichText {
  readonly html: string;
  readonly text: string;
  /** Files shown in the text. */
  readonly fileIds: readonly string[];
  /** Who is mentioned, each once, with what is meant: as the writer said, else as their sentence says. Quoted text mentions nobody. */
  readonly mentions: readonly Mentioned[];
}
export interface Mentioned { readonly kind: 'person' | 'team'; readonly id: string; readonly intent: Intent }

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const fileAddress = new RegExp(`^/api/files/(${uuid})$`);
const whole = new RegExp(`^${uuid}$`);
const blocks = new Set(['p', 'pre', 'blockquote', 'ul', 'ol', 'li', 'h3', 'hr']);
const deepest = 40;
const some = (allowed: boolean, attributes: Record<string, string>): Record<string, string> => (allowed ? attributes : {});

const list: sanitise.IOptions = {
  allowedTags: ['p', 'br', 'strong', 'em', 's', 'u', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'img', 'h3', 'hr', 'span'],
  allowedAttributes: { a: ['href', 'rel', 'target'], img: ['src', 'alt', 'width', 'height', 'data-file-id'], span: ['data-mention', 'data-id', 'data-intent'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'], allowProtocolRelative: false, nestingLimit: deepest, disallowedTagsMode: 'discard',
  transformTags: {
    b: 'strong', i: 'em', div: 'p', h1: 'h3', h2: 'h3', h4: 'h3', del: 's', strike: 's', ins: 'u',
    a: (tagName, { href = '' }) => ({ tagName, attribs: { href: href.trim(), rel: 'noopener noreferrer', target: '_blank' } }),
    img: (tagName, { src = '', alt = '', width = '', height = '' }) => {
      const id = fileAddress.exec(src)?.[1];
      const size = { ...some(/^\d{1,4}$/.test(width), { width }), ...some(/^\d{1,4}$/.test(height), { height }) };
      return { tagName, attribs: some(id !== undefined, { src, alt, ...size, 'data-file-id': id ?? '' }) };
    },
    span: (tagName, { 'data-mention': kind = '', 'data-id': id = '', 'data-intent': intent = '' }) => ({
      tagName, attribs: some(/^(person|team)$/.test(kind) && whole.test(id), { 'data-mention': kind, 'data-id': id, ...some(intents.includes(intent as Intent), { 'data-intent': intent }) }),
    }),
    ol: (tagName, { start = '' }) => ({ tagName, attribs: some(/^\d{1,6}$/.test(start), { start }) }),
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src,
};

/** Cleans what a teammate wrote by an allow-list and reads from it the plain text, the files it shows and who is mentioned. */
export function richText(written: string): RichText {
  const clean = settled(storable(written));
  const found = occurrences(clean);
  let at = 0;
  const html = found.length ? clean.replace(mentionTag, (_tag, start: string) => { const intent = found[at++]?.intent; return intent ? `${start} data-intent="${intent}">` : `${start}>`; }) : clean;
  const mentions = new Map<string, Mentioned>();
  for (const { kind, id, intent } of found) {
    if (intent && rank(intent) < rank(mentions.get(id)?.intent ?? null)) mentions.set(id, { kind, id, intent });
  }
  return { html, text: richTextToPlain(html), fileIds: filesIn(html), mentions: [...mentions.values()] };
}

const mentionTag = /(<span data-mention="(?:person|team)" data-id="[0-9a-f-]{36}")(?: data-intent="[a-z]+")?>/g;
const rank = (intent: Intent | null): number => (intent ? intents.indexOf(intent) : intents.length);

interface Occurrence { readonly kind: 'person' | 'team'; readonly id: string; /** null in a quote. */ intent: Intent | null }

/** Every mention in clean rich text, in order, with what is meant by it. */
function occurrences(html: string): Occurrence[] {
  const all: Occurrence[] = [];
  let waiting: { one: Occurrence; at: number; name: string }[] = [];
  let line = '';
  let quotes = 0;
  let inside: (typeof waiting)[number] | null = null;
  const flush = () => {
    for (const { one, at, name } of waiting) one.intent = intentOf(sentenceAround(line, at, name), name);
    [waiting, line] = [[], ''];
  };
  new Parser({
    onopentag(name, attributes) {
      if (blocks.has(name) || name === 'br') flush();
      if (name === 'blockquote') quotes++;
      if (name !== 'span' || !attributes['data-id']) return;
      const one: Occurrence = { kind: attributes['data-mention'] as 'person' | 'team', id: attributes['data-id'], intent: quotes ? null : (attributes['data-intent'] as Intent | undefined) ?? null };
      all.push(one);
      if (quotes || one.intent) return;
      inside = { one, at: line.length, name: '' };
      waiting.push(inside);
    },
    ontext(text) {
      line += text;
      if (inside) inside.name += text;
    },
    onclosetag(name) {
      if (name === 'span') inside = null;
      if (blocks.has(name)) flush();
      if (name === 'blockquote') quotes--;
    },
  }, { decodeEntities: true }).end(html);
  flush();
  return all;
}

function filesIn(html: string): string[] {
  const ids = new Set<string>();
  new Parser({ onopentag(name, attributes) { if (name === 'img' && attributes['data-file-id']) ids.add(attributes['data-file-id']); } }).end(html);
  return [...ids];
}

/** Cleaned again until nothing changes: what is left out can leave two paragraphs inside each other, which the next reader would read otherwise. */
function settled(written: string): string {
  let html = sanitise(written, list);
  for (let round = 0; round < 5; round++) {
    const again = sanitise(html, list);
    if (again === html) break;
    html = again;
  }
  return html;
}

/** The plain text of clean rich text: a line for each block, "- " and "1. " for list items, "> " for quotes. */
export function richTextToPlain(html: string): string {
  let out = '';
  let quotes = 0;
  const lists: (number | null)[] = [];
  const fresh = () => { if (out !== '' && !out.endsWith('\n')) out += '\n'; };
  const put = (text: string) => { out += out === '' || out.endsWith('\n') ? `${'> '.repeat(quotes)}${text}` : text; };
  new Parser({
    onopentag(name) {
      if (name === 'br') out += '\n';
      if (!blocks.has(name)) return;
      if (name !== 'p' || !/(- |\d\. )$/.test(out)) fresh();
      if (name === 'blockquote') quotes++;
      if (name === 'ul') lists.push(null);
      if (name === 'ol') lists.push(0);
      if (name === 'li') {
        const at = lists.length - 1;
        const number = lists[at];
        if (typeof number === 'number') lists[at] = number + 1;
        put(`${'  '.repeat(Math.max(0, at))}${typeof number === 'number' ? `${number + 1}. ` : '- '}`);
      }
      if (name === 'hr') put('---\n');
    },
    ontext(text) { if (text.trim() !== '' || (out !== '' && !out.endsWith('\n'))) put(text); },
    onclosetag(name) {
      if (name === 'blockquote') quotes--;
      if (name === 'ul' || name === 'ol') lists.pop();
      if (blocks.has(name)) fresh();
    },
  }, { decodeEntities: true }).end(html);
  return out.replace(/[ \t]+\n/g, '\n').trim();
}
