import { useEffect, useState } from 'react'

/**
 * The frame a message is shown in has no origin and no cookies, so it can load nothing of ours. Pictures that belong to the message,
 * and remote ones once they are asked for, are fetched by the page and put into the HTML as data.
 */
export function useMessageImages(html: string, { files, remote }: { files: ReadonlyMap<string, string>; remote: boolean }): { html: string; hasRemote: boolean } {
  const hasRemote = /\sdata-remote-src=/i.test(html)
  const hasOwn = /<img\b/i.test(html)
  const [shown, setShown] = useState<{ from: string; remote: boolean; html: string } | null>(null)
  useEffect(() => {
    if (!hasOwn || (!remote && !/\/api\/files\/|data-file-id|data-cid/i.test(html))) return
    const stop = new AbortController()
    void withImages(html, files, remote, stop.signal).then((next) => { if (!stop.signal.aborted) setShown({ from: html, remote, html: next }) })
    return () => stop.abort()
  }, [html, remote, hasOwn, files])
  return { html: shown?.from === html && shown.remote === remote ? shown.html : html, hasRemote }
}

async function withImages(html: string, files: ReadonlyMap<string, string>, remote: boolean, signal: AbortSignal): Promise<string> {
  const page = new DOMParser().parseFromString(html, 'text/html')
  await Promise.all([...page.querySelectorAll('img')].map(async (image) => {
    const address = addressFor(image, files, remote)
    const data = address && (await fetchAsData(address, signal))
    if (data) image.setAttribute('src', data)
  }))
  return page.body.innerHTML
}

function addressFor(image: HTMLImageElement, files: ReadonlyMap<string, string>, remote: boolean): string | null {
  const source = image.getAttribute('src') ?? ''
  if (source.startsWith('/api/')) return source
  const file = image.getAttribute('data-file-id')
  if (file && files.has(file)) return files.get(file)!
  const far = image.getAttribute('data-remote-src')
  return remote && far ? `/api/remote-images?url=${encodeURIComponent(far)}` : null
}

async function fetchAsData(address: string, signal: AbortSignal): Promise<string | null> {
  try {
    const answer = await fetch(address, { signal, credentials: 'same-origin' })
    if (!answer.ok || !answer.headers.get('content-type')?.startsWith('image/')) return null
    const blob = await answer.blob()
    return await new Promise((done, failed) => {
      const reader = new FileReader()
      reader.onload = () => done(String(reader.result))
      reader.onerror = () => failed(reader.error ?? new Error('The picture cannot be read.'))
      reader.readAsDataURL(blob)
    })
  } catch {
    return null
  }
}
