import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import type { Told } from '../../../core/contract.ts'
import { onFact } from '../../../core/web/cache.ts'
import { useActs } from '../../../ui/acts.ts'
import { Bell } from 'lucide-react'
import { Drawer } from '../../../ui/drawer.tsx'
import { useFrameWidth } from '../../../ui/frame/use-width.ts'
import { browserSays } from './browser-notices.ts'
import { markRead, openCentre, placeOf, unreadQuery, useCentre, type Kind } from './notifications.ts'

const Centre = lazy(() => import('./centre.tsx'))

/** Stands once in the page: lets the browser speak, opens the centre by key, holds the phone's sheet. */
export function Announcer() {
  const navigate = useNavigate()
  const { open, setOpen } = useCentre()
  const phone = useFrameWidth() === 'phone'
  useActs('Notifications', [{ id: 'notifications', label: 'Open notifications', icon: Bell, keys: 'g n', words: ['bell', 'mentions', 'inbox'], run: openCentre }, { id: 'all-read', label: 'Mark all notifications as read', run: () => void markRead({ all: true }) }])
  useEffect(() => onFact((fact) => {
    const made = asMade(fact)
    if (!made?.browser || document.visibilityState === 'visible') return
    void import('../rules.ts').then(({ quietly }) => browserSays({ tag: made.id, title: quietly[made.kind], body: made.number === null ? '' : `#${made.number}`, onClick: () => void navigate(placeOf(made.path)) }))
  }), [navigate])
  const { pathname } = useLocation()
  const shown = /^\/(team|shift|approvals)(\/|$)/.test(pathname) ? <ReadWhileOpen here={{ path: pathname }} /> : null
  return <>{shown}{phone && <Drawer open={open} onOpenChange={setOpen} title="Notifications" side="bottom" bare>{open && <Suspense fallback={null}><Centre onDone={() => setOpen(false)} /></Suspense>}</Drawer>}</>
}

interface Made { readonly id: string; readonly kind: Kind; readonly ticketId: string | null; readonly number: number | null; readonly path: string; readonly browser: boolean }
const asMade = (fact: Told): Made | null => (fact.name === 'notifications.made' ? (fact.data as Made) : null)

/** On an open ticket, or a page that shows other things: what one is told of it counts as read, now and as it comes, while the page is looked at. */
export function ReadWhileOpen({ here }: { here: { ticketId: string } | { path: string } }) {
  const { data: unread = 0 } = useQuery(unreadQuery)
  const some = unread > 0
  const [which, what] = 'ticketId' in here ? ['ticketId', here.ticketId] as const : ['path', here.path] as const
  useEffect(() => {
    const mark = () => void markRead(which === 'ticketId' ? { ticketId: what } : { path: what })
    const read = () => { if (some && document.visibilityState === 'visible') mark() }
    const wait = setTimeout(read, 600)
    document.addEventListener('visibilitychange', read)
    const off = onFact((fact) => {
      const made = asMade(fact)
      if (made && (which === 'ticketId' ? made.ticketId : made.path.split('?', 1)[0]) === what && document.visibilityState === 'visible') mark()
    })
    return () => { clearTimeout(wait); document.removeEventListener('visibilitychange', read); off() }
  }, [which, what, some])
  return null
}
