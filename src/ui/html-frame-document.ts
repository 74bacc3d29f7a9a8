import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'

/** How the words inside are set; the same for showing and for measuring. */
export const frameStyle = `
  body, .body { margin: 0; padding: 1px 0; font: 15px/24px 'Inter Variable', system-ui, sans-serif; overflow-wrap: anywhere; -webkit-font-smoothing: antialiased; }
  p { margin: 0 0 10px; } p:last-child { margin-bottom: 0; }
  img { max-width: 100%; height: auto; }
  table { max-width: 100%; border-collapse: collapse; font-size: inherit; }
  blockquote { margin: 8px 0; padding-left: 12px; border-left: 2px solid #8886; }
  pre { white-space: pre-wrap; font: 13px/20px ui-monospace, monospace; }
`

const colours = {
  light: 'html { color-scheme: light; } body { color: #1e1c19; } a { color: #1f55c0; }',
  dark: 'html { color-scheme: dark; } body { color: #eceef1; } a { color: #93b6ff; }',
}

/** Whether a mail brings colours of its own, and so must stand on white paper. */
export function bringsColours(html: string): boolean {
  return /background|bgcolor|[^-]color\s*[=:]|<font/i.test(html)
}

/** The page of the frame: its own policy lets in no script, no frame, no request but for our typeface and the pictures allowed. */
export function frameDocument(html: string, imageOrigins: string, theme: keyof typeof colours): string {
  const origins = imageOrigins.split(' ').filter((origin) => /^https?:\/\/[\w.:-]+$/.test(origin)).join(' ')
  const face = new URL(inter, location.href)
  const policy = `default-src 'none'; img-src data: blob: ${origins}; style-src 'unsafe-inline'; font-src ${face.origin}; base-uri 'none'; form-action 'none'`
  const type = `@font-face { font-family: 'Inter Variable'; font-weight: 100 900; src: url('${face.href}') format('woff2'); }`
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><base target="_blank"><style>${type}${frameStyle}${colours[theme]}</style></head><body>${html}</body></html>`
}
