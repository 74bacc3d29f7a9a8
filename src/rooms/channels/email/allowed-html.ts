import { cleanStyle } from './style-properties.ts';

/** Elements a mail may keep; of all others only the text stays. None of them fetches, runs, submits or changes how the rest is parsed. */
export const ALLOWED_TAGS = new Set(['a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'nav', 'ol', 'p', 'pre', 'q', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'tt', 'u', 'ul', 'var', 'wbr']);

export const VOID_TAGS = new Set(['br', 'col', 'hr', 'img', 'wbr']);

const NUMBER = /^\d{1,5}(\.\d{1,3})?(%|px)?$/;
const COLOUR = /^(#[0-9a-f]{3,8}|[a-z]{3,24}|rgb\([\d\s,]{5,20}\))$/i;
const ALIGN = /^(left|right|center|justify|top|middle|bottom|baseline)$/i;

/** Attributes any element may keep, with what their values must look like. No id, name, class or event handler (W-D10). */
const VALUES: Record<string, RegExp> = {
  align: ALIGN, valign: ALIGN, width: NUMBER, height: NUMBER, border: NUMBER, cellpadding: NUMBER, cellspacing: NUMBER,
  colspan: /^\d{1,3}$/, rowspan: /^\d{1,3}$/, span: /^\d{1,3}$/, start: /^-?\d{1,6}$/, size: /^[+-]?\d{1,2}$/, bgcolor: COLOUR, color: COLOUR,
  face: /^[\w\s,'"-]{1,100}$/, dir: /^(ltr|rtl|auto)$/i, lang: /^[a-z0-9-]{1,20}$/i, type: /^(1|a|i|disc|circle|square)$/i, nowrap: /^(nowrap)?$/i,
};

/** The harmless attributes of an element, cleaned; those of links and images beyond these are decided elsewhere. */
export function harmlessAttributes(tag: string, attributes: Map<string, string>): Map<string, string> {
  const kept = new Map<string, string>();
  for (const [name, value] of attributes) {
    if (name === 'style') {
      const style = cleanStyle(value);
      if (style !== '') kept.set(name, style);
    } else if (name === 'alt' && tag === 'img') kept.set(name, value.slice(0, 1_000));
    else if (Object.hasOwn(VALUES, name) && VALUES[name]!.test(value.trim())) kept.set(name, value.trim());
    else if (name === 'open' && tag === 'details') kept.set(name, '');
  }
  return kept;
}
