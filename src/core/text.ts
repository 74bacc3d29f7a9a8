/** Text that every part can keep: no NUL (PostgreSQL has no place for it), no half characters. */
export const storable = (text: string): string => text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\uFFFD');

/** Cut to at most `max` characters, with an ellipsis in place of what went. */
export const shortened = (text: string, max: number): string => (text.length <= max ? text : storable(`${text.slice(0, max - 1).trimEnd()}…`));

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Plain text as HTML says it, also within an attribute in double quotes. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign]!);
