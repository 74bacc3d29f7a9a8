/** The words of what is written here, line by line, without what is quoted. */
export function plainText(html: string): string {
  const body = new DOMParser().parseFromString(html.replace(/<(br|\/p|\/li|\/h\d|\/div)[^>]*>/gi, (tag) => `\n${tag}`), 'text/html').body
  for (const quote of body.querySelectorAll('blockquote')) quote.remove()
  return body.textContent ?? ''
}
