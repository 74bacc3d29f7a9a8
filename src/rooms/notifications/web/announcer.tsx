import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import type { Told } from '../../../core/contract.ts'
import { onFact } from '../../../core/web/cache.ts'
import { useActs } from '../../../ui/acts.ts'
import { Bell } from 'lucide-react'
import { Drawer } from '../../../ui/drawer.tsx'
import { useFrameWidth } from '../../../ui/frame/use-width.ts'
import { browserSays } from './browser-notices.ts'
import { markRead, openCentre, placeOf, quietWords, unreadQuery, useCentre, type Kind } from './notifications.ts'

const Centre = lazy(() => import('./centre.tsx'))

/** Stands once in the page: lets the browser speak, opens the centre by key, holds the phone's sheet. */
export function Announcer() {
  const navigate = useNavigate()
  const { open, setOpen } = useCentre()
  const phone = useFrameWidth() === 'phone'
  useActs('Notifications', [{ id: 'notifications', label: 'Open notifications', icon: Bell, keys: 'g n', words: ['bell', 'mentions', 'inbox'], run: openCentre }, { id: 'all-read', label: 'Mark all notifications as read', run: () => void markRead({ all: true }) }])
  useEffect(() => onFact((fact) => {
    const made = asMade(fact)
    if (made?.browser && document.visibilityState !== 'visible') {
      browserSays({ tag: made.id, title: quietWords[made.kind], body: `#${made.number}`, onClick: () => void navigate(placeOf({ ticket: { number: made.number }, entryId: made.entryId })) })
    }
  }), [navigate])
  return phone ? <Drawer open={open} onOpenChange={setOpen} title="Notifications" side="bottom" bare>{open && <Suspense fallback={null}><Centre onDone={() => setOpen(false)} /></Suspense>}</Drawer> : null
}

interface Made { readonly id: string; readonly kind: Kind; readonly ticketId: string; readonly number: number; readonly entryId: string; readonly browser: boolean }
const asMade = (fact: Told): Made | null => (fact.name === 'notifications.made' ? (fact.data as Made) : null)

/** On an open ticket: what one is told of it counts as read, now and as it comes, while the page is looked at. */
export function ReadWhileOpen({ ticketId }: { ticketId: string }) {
  const { data: unread = 0 } = useQuery(unreadQuery)
  const some = unread > 0
  useEffect(() => {
    const read = () => { if (some && document.visibilityState === 'visible') void markRead({ ticketId }) }
    const wait = setTimeout(read, 600)
    document.addEventListener('visibilitychange', read)
    const off = onFact((fact) => { if (asMade(fact)?.ticketId === ticketId && document.visibilityState === 'visible') void markRead({ ticketId }) })
    return () => { clearTimeout(wait); document.removeEventListener('visibilitychange', read); off() }
  }, [ticketId, some])
  return null
}
