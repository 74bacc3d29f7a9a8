/** Properties that dress text and boxes but cannot move them over anything else (W-D5, W-D6). */
const ALLOWED = /^(color|background-color|background|font|font-(family|size|weight|style|variant)|text-(align|decoration|decoration-line|decoration-color|transform|indent)|line-height|letter-spacing|word-spacing|word-break|word-wrap|overflow-wrap|white-space|vertical-align|direction|(min-|max-)?(width|height)|(padding|margin)(-(top|right|bottom|left))?|border(-(top|right|bottom|left))?(-(color|style|width|radius))?|border-(collapse|spacing)|list-style-type|table-layout|display|float|clear)$/;
const DISPLAYS = /^(block|inline|inline-block|none|table|table-row|table-cell|list-item)$/;
/** Colours and lengths may be functions; nothing else may, least of all one that fetches. */
const HARMLESS_FUNCTIONS = /\b(rgba?|hsla?)\([\d\s.,%/]{1,60}\)/g;
const MAX_STYLE = 4_000;

/**
 * The part of a style attribute that cannot fetch, run or draw outside its box: an allow-list of properties, with
 * values free of functions but colours, escapes, comments, negative lengths and `!important`. Linear.
 */
export function cleanStyle(style: string): string {
  const kept: string[] = [];
  for (const declaration of style.slice(0, MAX_STYLE).split(';')) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const value = declaration.slice(colon + 1).replace(/!\s*important\s*$/i, '').replace(/\s+/g, ' ').trim();
    if (ALLOWED.test(property) && isHarmless(property, value)) kept.push(`${property}: ${value}`);
  }
  return kept.join('; ');
}

function isHarmless(property: string, value: string): boolean {
  if (value === '' || value.length > 200) return false;
  if (!/^[\w\s#%.,'"+-]*$/.test(value.replace(HARMLESS_FUNCTIONS, ''))) return false;
  if (property === 'display') return DISPLAYS.test(value.toLowerCase());
  if (property !== 'font-family' && /(^|[\s,(])-\.?\d/.test(value)) return false;
  return (value.match(/"/g)?.length ?? 0) % 2 === 0 && (value.match(/'/g)?.length ?? 0) % 2 === 0;
}
