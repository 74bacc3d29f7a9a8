import { useEffect, useState } from 'react'

/**
 * The frame a message is shown in has no origin and no session, so it can load nothing of ours. Pictures that belong to the message,
 * or come by way of this server, are fetched by the page and put into the HTML as data.
 */
export function useMessageImages(html: string): string {
  const [shown, setShown] = useState<{ from: string; html: string } | null>(null)
  useEffect(() => {
    if (!/<img\b[^>]*\ssrc="\/api\//i.test(html)) return
    const stop = new AbortController()
    void withImages(html, stop.signal).then((next) => { if (!stop.signal.aborted) setShown({ from: html, html: next }) })
    return () => stop.abort()
  }, [html])
  return shown?.from === html ? shown.html : html
}

/** Whether it shows pictures from elsewhere that wait to be asked for. */
export const hasRemoteImages = (html: string): boolean => /<img\b[^>]*\sdata-remote-src=/i.test(html)

async function withImages(html: string, signal: AbortSignal): Promise<string> {
  const page = new DOMParser().parseFromString(html, 'text/html')
  await Promise.all([...page.querySelectorAll('img[src^="/api/"]')].map(async (image) => {
    const data = await fetchAsData(image.getAttribute('src')!, signal)
    if (data) image.setAttribute('src', data)
    else image.removeAttribute('src')
  }))
  return page.body.innerHTML
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
