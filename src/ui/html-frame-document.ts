/** How the words inside look; the same for showing and for measuring. */
export const frameStyle = `
  html { color-scheme: light; }
  body, .body { margin: 0; padding: 1px 0; font: 14px/22px 'Inter Variable', Inter, system-ui, sans-serif; color: #1e1c19; overflow-wrap: anywhere; }
  p { margin: 0 0 10px; } p:last-child { margin-bottom: 0; }
  img { max-width: 100%; height: auto; }
  table { max-width: 100%; border-collapse: collapse; }
  a { color: #1f55c0; }
  blockquote { margin: 8px 0; padding-left: 12px; border-left: 2px solid #d8d5cf; color: #66615a; }
  pre { white-space: pre-wrap; font: 13px/20px ui-monospace, monospace; }
`

/** The page of the frame: its own policy lets in no script, no frame, no font, no request but for the pictures allowed. */
export function frameDocument(html: string, imageOrigins: string): string {
  const origins = imageOrigins.split(' ').filter((origin) => /^https?:\/\/[\w.:-]+$/.test(origin)).join(' ')
  const policy = `default-src 'none'; img-src data: blob: ${origins}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><base target="_blank"><style>${frameStyle}</style></head><body>${html}</body></html>`
}
