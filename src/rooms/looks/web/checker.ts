import type * as Rules from '../rules.ts'

let loaded: typeof Rules | null = null
/** The rules, once they were fetched: they are needed only while somebody writes. */
export const checker = (): typeof Rules | null => loaded
export const loadChecker = async (): Promise<typeof Rules> => (loaded ??= await import('../rules.ts'))

/** The words being written, line by line, without what is quoted. */
export function plainOf(html: string): string {
  const body = new DOMParser().parseFromString(html.replace(/<(br|\/p|\/li|\/h\d|\/div)[^>]*>/gi, (tag) => `\n${tag}`), 'text/html').body
  for (const quote of body.querySelectorAll('blockquote')) quote.remove()
  return body.textContent ?? ''
}
