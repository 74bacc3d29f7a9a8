import type { Node } from '@tiptap/pm/model'
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { intentOf, intents, sentenceAround, type Intent } from '../../core/intent.ts'

export const intentWords: Record<Intent, string> = { question: 'question', action: 'request', fyi: 'for information' }

interface Shown { readonly at: number; readonly intent: Intent }

/** Every mention that counts, with what it asks for: as chosen, else as its sentence says. Quotes mention nobody. */
function shownIn(doc: Node): Shown[] {
  const all: Shown[] = []
  doc.descendants((node, pos) => {
    if (node.type.name === 'blockquote') return false
    if (!node.isTextblock) return true
    let line = ''
    let waiting: { at: number; from: number; name: string; chosen: Intent | null }[] = []
    const flush = () => {
      for (const { at, from, name, chosen } of waiting) all.push({ at, intent: chosen ?? intentOf(sentenceAround(line, from, name), name) })
      waiting = []
      line = ''
    }
    node.forEach((child, offset) => {
      if (child.type.name === 'hardBreak') return flush()
      if (child.type.name !== 'mention') return void (line += child.text ?? ' ')
      const name = `@${String(child.attrs['label'])}`
      waiting.push({ at: pos + 1 + offset, from: line.length, name, chosen: child.attrs['intent'] as Intent | null })
      line += name
    })
    flush()
    return false
  })
  return all
}

/** Marks mentions with what they ask for; a press on one changes it. */
export const askedMentions = () => new Plugin({
  props: {
    decorations: ({ doc }) => DecorationSet.create(doc, shownIn(doc).map(({ at, intent }) => Decoration.node(at, at + 1, { 'data-asks': intent, 'data-tip': `${intentWords[intent]}: press to change` }))),
    handleClickOn: (view, _pos, node, nodePos) => {
      if (node.type.name !== 'mention') return false
      const changed = changedAt(view.state, nodePos)
      if (changed) view.dispatch(changed)
      return changed !== null
    },
  },
})

const next = (intent: Intent): Intent => intents[(intents.indexOf(intent) + 1) % intents.length]!

function changedAt(state: EditorState, at: number): Transaction | null {
  const shown = shownIn(state.doc).find((one) => one.at === at)
  return shown ? state.tr.setNodeAttribute(at, 'intent', next(shown.intent)) : null
}

/** Changes what the mention nearest before the cursor asks for, else the first one. */
export function changeNearest(state: EditorState, dispatch: (tr: Transaction) => void): boolean {
  const all = shownIn(state.doc)
  const nearest = all.findLast((one) => one.at < state.selection.from) ?? all[0]
  const changed = nearest && changedAt(state, nearest.at)
  if (changed) dispatch(changed)
  return Boolean(changed)
}
