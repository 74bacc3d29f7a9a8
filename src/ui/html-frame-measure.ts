import frameStyle from './message-frame.css?inline'

const tags = new Set('a abbr b blockquote br caption center code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre s small span strike strong sub sup table tbody td tfoot th thead tr u ul'.split(' '))
const attributes = ['align', 'valign', 'width', 'height', 'colspan', 'rowspan', 'cellpadding', 'cellspacing', 'border', 'dir', 'face', 'size', 'nowrap', 'type', 'start']

/** How tall the HTML stands at that width. A frame without our origin cannot be asked, so the same words are laid out off-screen: rebuilt from known elements only, in a closed and contained shadow root, without anything that loads. Told again as pictures make known their size. */
export async function measureHtml(html: string, width: number, tell: (height: number) => void): Promise<void> {
  const source = new DOMParser().parseFromString(html, 'text/html').body
  const host = document.createElement('div')
  host.setAttribute('aria-hidden', 'true')
  host.inert = true
  host.style.cssText = `position:fixed;left:-10000px;top:0;width:${width}px;height:10px;overflow:hidden;visibility:hidden;pointer-events:none;contain:strict`
  const root = host.attachShadow({ mode: 'closed' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(frameStyle)
  root.adoptedStyleSheets = [sheet]
  const body = document.createElement('div')
  body.className = 'body'
  body.style.cssText = 'display:flow-root;text-align:start;letter-spacing:normal;font-feature-settings:normal;font-variant-numeric:normal'
  const pictures: { url: string; shape: HTMLElement }[] = []
  rebuild(source, body, pictures)
  root.append(body)
  document.body.append(host)
  try {
    tell(tallness(body))
    const allowed = pictures.filter(({ url }) => url.startsWith('data:image/'))
    if (allowed.length === 0) return
    await Promise.all(allowed.map(async ({ url, shape }) => {
      const picture = new Image()
      picture.referrerPolicy = 'no-referrer'
      picture.src = url
      await picture.decode().catch(() => {})
      if (!picture.naturalWidth) return
      if (!shape.style.width) shape.style.width = `${picture.naturalWidth}px`
      if (!shape.style.height) shape.style.aspectRatio = `${picture.naturalWidth} / ${picture.naturalHeight}`
    }))
    tell(tallness(body))
  } finally {
    host.remove()
  }
}

function tallness(body: HTMLElement): number {
  return Math.min(20_000, Math.ceil(Math.max(body.scrollHeight, body.getBoundingClientRect().height)) + 2)
}

function rebuild(from: Element, into: HTMLElement, pictures: { url: string; shape: HTMLElement }[]): void {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) into.append(node.nodeValue ?? '')
    if (!(node instanceof Element)) continue
    const name = node.localName
    if (!tags.has(name)) {
      if (!['script', 'style', 'title', 'head', 'noscript', 'template'].includes(name)) rebuild(node, into, pictures)
      continue
    }
    const copy = document.createElement(name === 'img' ? 'span' : name)
    for (const attribute of attributes) {
      const value = node.getAttribute(attribute)
      if (value !== null) copy.setAttribute(attribute, value)
    }
    const style = node.getAttribute('style')
    if (style && !/url\s*\(|image|@|\\/i.test(style)) copy.style.cssText = style
    if (name === 'img') {
      copy.style.display = 'inline-block'
      copy.style.maxWidth = '100%'
      for (const side of ['width', 'height'] as const) {
        const size = Number(node.getAttribute(side))
        if (size > 0 && !copy.style[side]) copy.style[side] = `${size}px`
      }
      pictures.push({ url: node.getAttribute('src') ?? '', shape: copy })
    }
    into.append(copy)
    rebuild(node, copy, pictures)
  }
}
