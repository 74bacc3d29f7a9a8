import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Composing } from '../../tickets/web/composer-plugs.ts'
import { inForce, met } from '../rules.ts'
import { opened, playbooksQuery, wasPassed } from './playbooks.ts'

/** The words being written, without what is quoted. */
function plainText(html: string): string {
  const body = new DOMParser().parseFromString(html.replace(/<(br|\/p|\/li|\/h\d|\/div)[^>]*>/gi, (tag) => `\n${tag}`), 'text/html').body
  for (const quote of body.querySelectorAll('blockquote')) quote.remove()
  return body.textContent ?? ''
}

/** Looks at a reply while it is written, in this browser alone: words that call for a playbook open it, and it goes with them. */
export function DraftWatch({ head, mode, html }: Composing) {
  const { id, teamId } = head.ticket
  const all = useQuery({ ...playbooksQuery, enabled: mode === 'reply' }).data
  useEffect(() => {
    const now = opened.get()
    const held = now?.ticketId === id && now.draftWords !== null
    if (mode !== 'reply' || !all) return held ? opened.set(null) : undefined
    // While the last word is not finished nothing is said of it.
    const text = plainText(html).replace(/[\p{L}\p{N}'’]+$/u, '')
    for (const one of inForce(all, teamId)) {
      const words = one.trigger.kind === 'draft-words' ? met(one.trigger.words, text) : null
      if (!words || wasPassed(id, one.id, words)) continue
      if (!now || now.ticketId !== id || (held && now.draftWords !== words)) opened.set({ ticketId: id, playbookId: one.id, draftWords: words, byHand: false })
      return
    }
    if (held) opened.set(null)
  }, [all, html, mode, id, teamId])
  useEffect(() => () => { const now = opened.get(); if (now?.ticketId === id && now.draftWords !== null) opened.set(null) }, [id])
  return null
}
