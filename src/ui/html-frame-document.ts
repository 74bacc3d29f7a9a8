import sheet from './message-frame.css?url'

/** Whether a mail brings colours of its own, and so must stand on white paper. */
export function bringsColours(html: string): boolean {
  return /background|bgcolor|[^-]color\s*[=:]|<font/i.test(html)
}

/**
 * The page of the frame: its own policy lets in no script, no frame, and no request but for our style sheet and typeface.
 * Pictures come as data, fetched by the desk: a frame without our origin has no session to fetch them with.
 */
export function frameDocument(html: string, theme: 'light' | 'dark'): string {
  const style = new URL(sheet, location.href)
  const policy = `default-src 'none'; img-src data:; style-src ${style.origin} 'unsafe-inline'; font-src ${style.origin}; base-uri 'none'; form-action 'none'`
  return `<!doctype html><html class="${theme}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><base target="_blank"><link rel="stylesheet" href="${style.href}"></head><body>${html}</body></html>`
}
