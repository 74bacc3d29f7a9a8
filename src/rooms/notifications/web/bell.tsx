import { useQuery } from '@tanstack/react-query'
import { Bell as BellSign } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { Popover } from '../../../ui/popover.tsx'
import { useFrameWidth } from '../../../ui/frame/use-width.ts'
import { openCentre, unreadQuery, useCentre } from './notifications.ts'

const Centre = lazy(() => import('./centre.tsx'))
export const unreadWords = (unread: number): string => (unread === 0 ? 'Notifications' : `Notifications, ${unread >= 100 ? 'more than 99' : unread} unread`)

/** The bell on the rail, with the centre beside it. */
export function Bell() {
  const { data: unread = 0 } = useQuery(unreadQuery)
  const { open, setOpen } = useCentre()
  const phone = useFrameWidth() === 'phone'
  const trigger = (
    <button type="button" aria-label={unreadWords(unread)} data-tip="Notifications" className="relative grid size-9 place-items-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink data-[popup-open]:bg-pressed data-[popup-open]:text-ink">
      <BellSign aria-hidden size={18} strokeWidth={1.75} />
      {unread > 0 && <span aria-hidden className={classNames('absolute top-1 left-[calc(50%+1px)] min-w-4 rounded-full bg-own-solid px-1 text-center text-[10px]/4 font-semibold text-paper tabular-nums ring-2 ring-ground')}>{unread > 99 ? '99+' : unread}</span>}
    </button>
  )
  return (
    <Popover label="Notifications" trigger={trigger} open={open && !phone} onOpenChange={setOpen} side="right" align="end" className="w-[400px]! p-0!">
      <Suspense fallback={<div className="h-96" />}><Centre onDone={() => setOpen(false)} /></Suspense>
    </Popover>
  )
}

/** The same in the bar of a phone. */
export function useBellItem() {
  const { data: unread = 0 } = useQuery(unreadQuery)
  return { id: 'notifications', icon: BellSign, label: 'News', count: unread, onClick: openCentre }
}
