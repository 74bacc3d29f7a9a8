import type { SuggestionProps } from '@tiptap/suggestion'
import { useMemo, useRef, useState } from 'react'
import type { Mentionable } from '../rich-text.tsx'
import type { MentionPlugin } from './extensions.ts'
import type { MentionListProps } from './mention-list.tsx'

/** Joins the editor's suggestions with a list drawn by React: what to plug in, and what is open now. */
export function useMentions(suggest: (query: string, signal: AbortSignal) => Promise<readonly Mentionable[]>) {
  const [open, setOpen] = useState<MentionListProps | null>(null)
  const state = useRef<MentionListProps | null>(null)
  const latest = useRef(suggest)
  latest.current = suggest
  const plugin = useMemo<MentionPlugin>(() => {
    const show = (next: MentionListProps | null) => {
      state.current = next
      setOpen(next)
    }
    const choose = (props: SuggestionProps<Mentionable>) => (one: Mentionable) => props.command({ id: one.id, label: one.label, kind: one.kind })
    const draw = (props: SuggestionProps<Mentionable>, active: number) => {
      const items = props.items as Mentionable[]
      show({ items, active: Math.min(active, Math.max(0, items.length - 1)), place: props.clientRect?.() ?? null, loading: props.loading, onChoose: choose(props) })
    }
    return {
      char: '@',
      items: async ({ query, signal }) => [...(await latest.current(query, signal).catch(() => []))],
      render: () => ({
        onStart: (props) => draw(props, 0),
        onUpdate: (props) => draw(props, state.current?.active ?? 0),
        onExit: () => show(null),
        onKeyDown: ({ event }) => {
          const now = state.current
          if (!now || now.items.length === 0) return false
          const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (move) show({ ...now, active: (now.active + move + now.items.length) % now.items.length })
          else if ((event.key === 'Enter' && !event.metaKey && !event.ctrlKey) || event.key === 'Tab') now.onChoose(now.items[now.active]!)
          else return false
          return true
        },
      }),
    }
  }, [])
  return { plugin, open, isOpen: () => state.current !== null }
}
