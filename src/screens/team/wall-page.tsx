import { useNavigate, useSearch } from '@tanstack/react-router'
import { Maximize2, Minimize2 } from 'lucide-react'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useTitle } from '../../core/web/title.ts'
import { useDirectory } from '../../rooms/people/web/directory.ts'
import { Wall } from '../../rooms/workload/web/wall.tsx'
import { useActs } from '../../ui/acts.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useNow } from '../../ui/now.ts'
import { Select } from '../../ui/select.tsx'
import { localClock } from '../../ui/time-text.ts'
import { use } from 'react'
import { ReaderContext } from '../../ui/time.tsx'
import { TeamFrame } from './team-frame.tsx'
import { readWallSearch, type WallSearch } from './wall-search.ts'

const all = 'all'

/** Queues and people as they are now; on a big screen without anything around them. */
export function Page() {
  useTitle('Team wall')
  const navigate = useNavigate()
  const { teams } = useDirectory()
  const search = readWallSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const big = search.screen === 'big'
  const go = (next: WallSearch) => void navigate({ to: '/team/wall', search: next, replace: true })
  const { screen: _, ...small } = search
  useActs('Team wall', [big
    ? { id: 'wall-small', label: 'Back to the page', keys: 'escape', icon: Minimize2, run: () => go(small) }
    : { id: 'wall-big', label: 'Show on a big screen', icon: Maximize2, words: ['full', 'television', 'large'], run: () => go({ ...search, screen: 'big' }) }])
  if (big) return <BigScreen light={search.theme === 'light'} onLeave={() => go(small)}><Wall teamId={search.team ?? null} big /></BigScreen>
  return (
    <TeamFrame
      tab="wall" width={1080} lead="The queues as they are now. Every figure leads to what it counts."
      actions={<>
        <Select label="Team" options={[{ id: all, label: 'All teams' }, ...teams.map((one) => ({ id: one.id, label: one.name }))]} value={search.team ?? all} onChange={(id) => go(id === all ? {} : { team: id })} className="w-44" />
        <span className="max-sm:hidden"><Button icon={Maximize2} onClick={() => go({ ...search, screen: 'big' })}>Big screen</Button></span>
      </>}
    >
      <Wall teamId={search.team ?? null} />
    </TeamFrame>
  )
}

/** Covers the whole window, dark unless the address says otherwise, and keeps the screen awake. */
function BigScreen({ light, onLeave, children }: { light: boolean; onLeave: () => void; children: React.ReactNode }) {
  const reader = use(ReaderContext)
  const now = useNow(15_000)
  useEffect(() => {
    let lock: { release(): Promise<void> } | null = null
    // Where the browser lets us; a screen that sleeps is a matter of the machine then.
    void navigator.wakeLock?.request('screen').then((got) => { lock = got }, () => undefined)
    return () => void lock?.release()
  }, [])
  return createPortal(
    <main style={{ colorScheme: light ? 'light' : 'dark' }} className="fixed inset-0 z-40 overflow-y-auto bg-paper text-ink">
      <div className="mx-auto max-w-[1760px] px-10 py-6 max-sm:px-4">
        <header className="flex items-center gap-4 pb-2 text-title text-muted">
          <h1 className="flex-1 font-semibold text-ink">Team wall</h1>
          <span className="tabular-nums">{localClock(now, reader.zone ?? 'UTC')}</span>
          <IconButton icon={Minimize2} label="Back to the page" shortcut="Esc" onClick={onLeave} />
        </header>
        {children}
      </div>
    </main>,
    document.body,
  )
}
