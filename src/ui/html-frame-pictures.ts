const most = 60
const mostBytes = 15_000_000

/** The same HTML with pictures of the desk's own (`/api/…`) as data: the frame cannot fetch them, having no session. Others stay out. */
export async function withPictures(html: string, signal: AbortSignal): Promise<string> {
  if (!/<img\b/i.test(html)) return html
  const page = new DOMParser().parseFromString(html, 'text/html')
  const own = [...page.body.querySelectorAll('img')].filter((img) => img.getAttribute('src')?.startsWith('/api/')).slice(0, most)
  await Promise.all(own.map(async (img) => {
    const data = await read(img.getAttribute('src')!, signal)
    if (data) img.setAttribute('src', data)
    else img.removeAttribute('src')
  }))
  return page.body.innerHTML
}

async function read(path: string, signal: AbortSignal): Promise<string | null> {
  try {
    const answer = await fetch(path, { signal, credentials: 'same-origin' })
    const blob = answer.ok ? await answer.blob() : null
    if (!blob || blob.size > mostBytes || !/^image\/(png|jpeg|gif|webp)$/.test(blob.type)) return null
    return await new Promise((resolve) => {
      const reader = new FileReader()
      reader.addEventListener('load', () => resolve(reader.result as string))
      reader.addEventListener('error', () => resolve(null))
      reader.readAsDataURL(blob)
    })
  } catch {
    return null
  }
}
