import { intentOf, intents, sentenceAround, type Intent } from '../../../core/intent.ts'

export interface Written { readonly kind: 'person' | 'team'; readonly id: string; readonly intent: Intent }

const parsed = (html: string): HTMLElement => new DOMParser().parseFromString(html, 'text/html').body
const spans = (body: HTMLElement, id?: string): HTMLElement[] => [...body.querySelectorAll<HTMLElement>(`span[data-mention]${id ? `[data-id="${CSS.escape(id)}"]` : ''}`)].filter((one) => !one.closest('blockquote'))

/** Who is mentioned in what is being written, each once, with what is asked: as chosen, else as the sentence says. The server reads it by the same rules. */
export function mentionsIn(html: string): Written[] {
  const all = new Map<string, Written>()
  for (const one of spans(parsed(html))) {
    const intent = intents.find((known) => known === one.dataset['intent']) ?? saidBy(one)
    const id = one.dataset['id'] ?? ''
    const before = all.get(id)
    if (!before || intents.indexOf(intent) < intents.indexOf(before.intent)) all.set(id, { kind: one.dataset['mention'] === 'team' ? 'team' : 'person', id, intent })
  }
  return [...all.values()]
}

function saidBy(one: HTMLElement): Intent {
  const block = one.closest('p, li, pre, h3') ?? one.parentElement!
  const name = one.textContent ?? ''
  const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  let [line, at] = ['', -1]
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (node === one) at = line.length
    if (node.nodeName === 'BR') {
      if (at >= 0) break
      line = ''
    } else if (node.nodeType === Node.TEXT_NODE) line += node.textContent ?? ''
  }
  return intentOf(sentenceAround(line, Math.max(0, at), name), name)
}

/** The same words with what somebody is asked chosen by hand. */
export function withIntent(html: string, id: string, intent: Intent): string {
  const body = parsed(html)
  for (const one of spans(body, id)) one.dataset['intent'] = intent
  return body.innerHTML
}

/** The same words mentioning somebody else. */
export function mentionInstead(html: string, id: string, to: string, name: string): string {
  const body = parsed(html)
  for (const one of spans(body, id)) {
    one.dataset['id'] = to
    one.textContent = `@${name}`
  }
  return body.innerHTML
}
