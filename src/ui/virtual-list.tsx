import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useCallback, useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { useKeys } from './keys.ts'

export type VirtualListProps = {
  /** Read aloud: "My tickets". */
  label: string
  count: number
  /** A key that stays with the row when others come and go. */
  keyOf: (index: number) => string
  /** Kept by useCallback, only rows that changed are drawn again. */
  row: (index: number, state: { active: boolean; selected: boolean }) => ReactNode
  rowHeight: number
  /** The row the keyboard is on; -1 for none. */
  active: number
  /** Where the keyboard goes on when no row is active, for example after the active one left the list. */
  resume?: number
  onActive: (index: number, by: 'keys' | 'pointer') => void
  onOpen: (index: number) => void
  selected?: ReadonlySet<string>
  onToggle?: (key: string, index: number) => void
  /** Shift and a click, or shift with j and k: select from the last one chosen to this one. */
  onRange?: (to: number) => void
  /** Fetch what the person is about to open: the hovered row and the next ones. */
  onPrefetch?: (index: number) => void
  /** The end comes into sight: load more. */
  onEnd?: () => void
  loadingMore?: ReactNode
  /** The list keeps its place under this name when it is shown again. */
  place?: string
  /** Binds j, k, o, Enter and x for the whole page, not only while the list has the focus. */
  pageKeys?: boolean
  className?: string
}

const places = new Map<string, number>()

const Row = memo(function Row({ draw, index, active, selected }: { draw: VirtualListProps['row']; index: number; active: boolean; selected: boolean }) {
  return draw(index, { active, selected })
})

/** Rows without end: only what is seen is drawn; moved through by j and k, opened by Enter, selected by x. */
export function VirtualList(props: VirtualListProps) {
  const { label, count, keyOf, row, rowHeight, active, resume = 0, onActive, onOpen, selected, onToggle, onRange, onPrefetch, onEnd, loadingMore, place, pageKeys, className } = props
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: useCallback(() => rowHeight, [rowHeight]),
    overscan: 8,
    initialOffset: () => (place ? places.get(place) ?? 0 : 0),
  })
  const seen = rows.getVirtualItems()
  const last = seen.at(-1)?.index ?? -1

  const end = useRef(onEnd)
  end.current = onEnd
  useEffect(() => {
    if (count > 0 && last >= count - 15) end.current?.()
  }, [last, count])

  useLayoutEffect(() => {
    const element = frame.current
    if (!element || !place) return
    element.scrollTop = places.get(place) ?? 0
    return () => void places.set(place, element.scrollTop)
  }, [place])

  const early = useRef<ReturnType<typeof setTimeout>>(undefined)
  const move = (by: number) => {
    const from = active >= 0 ? active : by > 0 ? resume - 1 : resume
    const to = Math.min(count - 1, Math.max(0, from + by))
    if (to < 0) return
    onActive(to, 'keys')
    rows.scrollToIndex(to)
    onPrefetch?.(to)
    // The one that is opened comes first; the next is fetched when it stands on the screen.
    const next = to + Math.sign(by)
    clearTimeout(early.current)
    if (onPrefetch && next >= 0 && next < count) early.current = setTimeout(() => onPrefetch(next), 60)
  }
  const extend = (by: number) => {
    if (active >= 0 && !selected?.has(keyOf(active))) onToggle?.(keyOf(active), active)
    const to = Math.min(count - 1, Math.max(0, active + by))
    onRange?.(to)
    move(by)
  }
  const acts: Record<string, () => void> = {
    j: () => move(1),
    k: () => move(-1),
    o: () => active >= 0 && onOpen(active),
    x: () => active >= 0 && onToggle?.(keyOf(active), active),
  }
  useKeys(
    {
      j: { run: acts['j']!, label: 'Next' },
      k: { run: acts['k']!, label: 'Previous' },
      o: { run: acts['o']!, label: 'Open' },
      ...(onToggle ? { x: { run: acts['x']!, label: 'Select' } } : {}),
      ...(onRange ? { '⇧j': { run: () => extend(1), label: 'Select the next one too' }, '⇧k': { run: () => extend(-1), label: 'Select the one before too' } } : {}),
    },
    { group: 'List', enabled: Boolean(pageKeys) },
  )
  const inFocus: Record<string, () => void> = {
    ...(pageKeys ? {} : acts),
    ArrowDown: () => move(1), ArrowUp: () => move(-1), PageDown: () => move(10), PageUp: () => move(-10),
    Home: () => move(-count), End: () => move(count), Enter: acts['o']!, ' ': acts[onToggle ? 'x' : 'o']!,
  }

  return (
    <div
      ref={frame}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable={onToggle ? true : undefined}
      aria-activedescendant={active >= 0 && seen.some((one) => one.index === active) ? `${id}${active}` : undefined}
      onKeyDown={(event) => {
        if (event.metaKey || event.ctrlKey || event.altKey) return
        const act = inFocus[event.key]
        if (!act) return
        event.preventDefault()
        act()
      }}
      className={classNames('h-full overflow-y-auto overscroll-contain [contain:strict]', active >= 0 ? 'focus-visible:outline-none' : 'focus-visible:-outline-offset-2', className)}
    >
      <div role="presentation" className="relative w-full" style={{ height: rows.getTotalSize() }}>
        {seen.map((one) => {
          const key = keyOf(one.index)
          const state = { active: one.index === active, selected: selected?.has(key) ?? false }
          return (
            <div
              key={key}
              id={`${id}${one.index}`}
              role="option"
              aria-selected={onToggle ? state.selected : state.active}
              aria-posinset={one.index + 1}
              aria-setsize={count}
              onClick={(event) => {
                if (event.shiftKey && onRange) return onRange(one.index)
                if (event.metaKey || event.ctrlKey) return onToggle?.(key, one.index)
                onActive(one.index, 'pointer')
                onOpen(one.index)
              }}
              onPointerEnter={() => onPrefetch?.(one.index)}
              className="absolute inset-x-0 top-0"
              style={{ height: one.size, transform: `translateY(${one.start}px)` }}
            >
              <Row draw={row} index={one.index} {...state} />
            </div>
          )
        })}
      </div>
      {loadingMore}
    </div>
  )
}
