import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { firstName } from '../../../ui/presence.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { signHandover, type EndOfShift, type EndTicket, type Handover } from './handovers.ts'
import { namesOf } from './span-words.ts'

interface Kept { readonly notes: string; readonly flagged: readonly string[]; readonly left: readonly string[] }
export const toggled = (all: readonly string[], id: string): readonly string[] => (all.includes(id) ? all.filter((one) => one !== id) : [...all, id])

/** Where what is typed is kept: for each shift. Outside of any it has no end that stays the same. */
export const placeOf = ({ span }: EndOfShift): string => `form.handover.${span.teamId}.${span.by === 'none' ? 'none' : span.endsAt}`

/** What I marked and left when I signed last. */
const asSigned = ({ before }: EndOfShift, me: string): Kept => {
  const mine = (why: 'flagged' | 'left') => (before?.items ?? []).filter((item) => item.section === 'urgent' && item.by === me && item.why.includes(why)).map((item) => item.ticketId)
  return { notes: '', flagged: mine('flagged'), left: mine('left') }
}

export interface Signing {
  readonly said: Kept
  readonly say: (part: Partial<Kept>) => void
  /** Of what was left as it is, what still says nothing of what comes next. */
  readonly left: readonly string[]
  /** What nobody would know how it goes on. */
  readonly open: readonly EndTicket[]
  /** Why it cannot be signed yet; null: it can. */
  readonly reason: string | null
  readonly busy: boolean
  readonly sign: () => Promise<void>
}

/** What one says at the end of a shift, kept until it is signed; and the signing. */
export function useSigning(end: EndOfShift, onTeam: (id: string) => void): Signing {
  const me = useMe()
  const navigate = useNavigate()
  const signed = useSigned()
  const place = placeOf(end)
  const [said, setSaid] = useState<Kept>(() => ({ ...asSigned(end, me.id), ...kept<Kept>(place) }))
  const [busy, setBusy] = useState(false)
  const sent = useRef({ words: '', id: newId() })
  const left = said.left.filter((id) => end.tickets.some((one) => one.ticket.id === id && one.standing === 'unfinished'))
  const open = end.tickets.filter((one) => one.standing === 'unfinished' && !left.includes(one.ticket.id))
  const blocking = open.filter((one) => one.ticket.teamId === end.span.teamId)
  const reason = blocking.length ? `${blocking.length === 1 ? 'One ticket says' : `${blocking.length} tickets say`} nothing of what comes next` : null
  const sign = async () => {
    if (busy) return
    if (reason) { document.querySelector<HTMLElement>('[data-task]')?.focus(); return }
    setBusy(true)
    try {
      const what = { teamId: end.span.teamId, notes: said.notes.trim(), flagged: said.flagged, left }
      const words = JSON.stringify(what)
      if (sent.current.words !== words) sent.current = { words, id: newId() }
      const one = await signHandover(what, sent.current.id)
      keep(place, null)
      const other = open.find(({ ticket }) => ticket.teamId !== end.span.teamId && end.teams.includes(ticket.teamId))?.ticket.teamId
      signed(one, other ? { teamId: other, go: () => { onTeam(other) } } : null)
      void navigate({ to: '/shift/handovers/$handoverId', params: { handoverId: one.id } })
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
      setBusy(false)
    }
  }
  return { said, say: (part) => setSaid((before) => { const next = { ...before, ...part }; keep(place, next); return next }), left, open, reason, busy, sign }
}

/** Says what a signing led to; whoever hands over for another team, too, is led there. */
function useSigned() {
  const { teamName, face } = useDirectory()
  return (one: Handover, next: { teamId: string; go: () => void } | null) => {
    const asked = one.incoming.length ? namesOf(one.incoming.map((id) => firstName(face(id).name))) : teamName(one.toTeamId)
    const detail = one.urgent ? `${asked} ${one.incoming.length > 1 ? 'are' : 'is'} asked to acknowledge ${one.urgent === 1 ? 'one urgent item' : `${one.urgent} urgent items`}.` : 'Nothing urgent needs to be acknowledged.'
    toasts.show({ text: 'Handover signed', detail: next ? `${detail} What you own in ${teamName(next.teamId)} is still to be handed over.` : detail, ...(next ? { action: { label: `Go on with ${teamName(next.teamId)}`, run: next.go } } : {}) })
  }
}
