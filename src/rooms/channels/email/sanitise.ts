import { parse, serialize, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { ALLOWED_TAGS, harmlessAttributes, VOID_TAGS } from './allowed-html.ts';
import { HtmlRewriter, type Rewriting } from './html-rewriter.ts';
import { htmlToText } from './html-text.ts';
import { isInternational, namesAnotherHost, readLinkAddress } from './link-address.ts';
import { textToHtml } from './text-html.ts';

/** How the images of a customer's mail are shown. */
export interface SanitiseOptions {
  /** address under which a file of this mail is served, by its content id; undefined when there is none */
  cid?: (contentId: string) => string | undefined;
  /** remote images: left as inert placeholders, or fetched through `proxy` */
  remoteImages: 'blocked' | 'proxied';
  proxy?: (url: string) => string;
}

/** A link kept in the HTML; `deceptive` when its text names another host than it leads to. */
export interface SafeLink {
  href: string;
  host: string;
  deceptive: boolean;
}

export interface SafeHtml {
  html: string;
  /** remote images not shown */
  blockedImages: number;
  links: SafeLink[];
}

const MAX_HTML = 3_000_000;
const MAX_LINKS = 1_000;

/**
 * HTML of a customer made safe to put before an agent: nothing runs, nothing is fetched but what `options` gives, ids and
 * classes are gone, and parsing the result again gives the same (W-D1, W-D2). Images carry `data-cid` or
 * `data-remote-src`; links whose true host should be shown carry it in `data-host`, in ASCII. Linear; never throws.
 */
export function sanitiseHtml(html: string, options: SanitiseOptions): SafeHtml {
  const found: SafeHtml = { html: '', blockedImages: 0, links: [] };
  const rewriting: Rewriting = {
    attributes: harmlessAttributes,
    image: (attributes) => incomingImage(attributes, options, found),
    link: (href, text) => {
      const address = readLinkAddress(href);
      if (!address) return new Map();
      const deceptive = namesAnotherHost(text, address.host);
      if (found.links.length < MAX_LINKS) found.links.push({ ...address, deceptive });
      const shown = new Map([['href', address.href], ['title', address.host || address.href], ...LINK_SAFETY]);
      return deceptive || isInternational(address.host) ? shown.set('data-host', address.host) : shown;
    },
  };
  found.html = settle(html, rewriting);
  return found;
}

/**
 * HTML of an agent's reply before it is sent: the same allow-list once more, since a reply quotes what customers wrote
 * (W-D13). Images stay by `cid:`, https or data; marks of our own (`data-…`) are taken out.
 */
export function sanitiseOutgoing(html: string): string {
  return settle(html, {
    attributes: harmlessAttributes,
    image: outgoingImage,
    link: (href) => {
      const address = readLinkAddress(href);
      return address ? new Map([['href', address.href], ...LINK_SAFETY]) : new Map();
    },
  });
}

const LINK_SAFETY: [string, string][] = [['target', '_blank'], ['rel', 'noopener noreferrer nofollow']];
const EMBEDDED = /^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]*$/i;

function incomingImage(attributes: Map<string, string>, options: SanitiseOptions, found: SafeHtml): Map<string, string> {
  const source = (attributes.get('src') ?? '').trim();
  if (EMBEDDED.test(source)) return new Map([['src', source]]);
  const contentId = attributes.get('data-cid') ?? /^cid:(.+)$/is.exec(source)?.[1];
  if (contentId !== undefined) {
    const address = options.cid?.(decodeId(contentId));
    return new Map(address === undefined ? [['data-cid', contentId]] : [['src', address], ['data-cid', contentId]]);
  }
  const remote = readLinkAddress(attributes.get('data-remote-src') ?? (source.startsWith('//') ? `https:${source}` : source));
  if (!remote || remote.host === '') return new Map();
  if (options.remoteImages === 'proxied' && options.proxy) return new Map([['src', options.proxy(remote.href)], ['data-remote-src', remote.href]]);
  found.blockedImages++;
  return new Map([['data-remote-src', remote.href]]);
}

function outgoingImage(attributes: Map<string, string>): Map<string, string> {
  const source = (attributes.get('src') ?? '').trim();
  const contentId = attributes.get('data-cid');
  if (contentId !== undefined || /^cid:/i.test(source)) return new Map([['src', contentId === undefined ? source : `cid:${contentId}`]]);
  if (EMBEDDED.test(source)) return new Map([['src', source]]);
  const remote = readLinkAddress(source);
  return remote?.href.startsWith('https:') && !attributes.has('data-remote-src') ? new Map([['src', remote.href]]) : new Map();
}

function decodeId(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}

/** Rewrites, then lets a browser's own parsing rules have their way until they change nothing more; else only the text is kept. */
function settle(html: string, rewriting: Rewriting): string {
  let safe = new HtmlRewriter(rewriting).rewrite(html.slice(0, MAX_HTML));
  for (let round = 0; round < 4; round++) {
    const again = normalise(safe);
    if (again === safe) return safe;
    safe = again;
  }
  return textToHtml(htmlToText(html.slice(0, MAX_HTML)));
}

/** Parses as a browser would (HTML standard, no quirks) and writes the body out again, without anything off the list. */
function normalise(html: string): string {
  const document = parse(`<!doctype html><body>${html}`);
  const root = document.childNodes.find((node) => node.nodeName === 'html') as Tree.Element;
  const body = root.childNodes.find((node) => node.nodeName === 'body') as Tree.Element;
  keepAllowed(body);
  return serialize(body);
}

/** The rewriter let nothing else through; this holds even if it erred. */
function keepAllowed(parent: Tree.Element): void {
  parent.childNodes = parent.childNodes.filter((node) => node.nodeName === '#text' || (ALLOWED_TAGS.has(node.nodeName) && 'attrs' in node && node.namespaceURI === 'http://www.w3.org/1999/xhtml'));
  for (const node of parent.childNodes) {
    if (!('attrs' in node)) continue;
    node.attrs = node.attrs.filter((attribute) => !/^(on|srcdoc$|id$|name$|class$)/.test(attribute.name));
    if (!VOID_TAGS.has(node.nodeName)) keepAllowed(node);
  }
}
