import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Kbd } from './kbd.tsx'

type Shown = { anchor: HTMLElement; text: string; keys: string | undefined; side: string }

const wait = 400
const gap = 6

/** Listens for what is hovered or focused and shows its words. Esc hides them; the pointer may rest on them. */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let anchor: HTMLElement | null = null
    let hiddenAt = 0
    const hide = () => {
      clearTimeout(timer)
      if (anchor) hiddenAt = performance.now()
      anchor = null
      setShown(null)
    }
    const show = (next: HTMLElement, after: number) => {
      if (next === anchor) return
      hide()
      anchor = next
      timer = setTimeout(() => {
        const { tip, tipKeys, tipSide } = next.dataset
        if (tip && next.isConnected) setShown({ anchor: next, text: tip, keys: tipKeys, side: tipSide ?? 'top' })
      }, after)
    }
    const over = (event: PointerEvent) => {
      if (event.pointerType === 'touch' || !(event.target instanceof Element) || box.current?.contains(event.target)) return
      const next = event.target.closest<HTMLElement>('[data-tip]')
      if (next) show(next, performance.now() - hiddenAt < 300 ? 0 : wait)
      else if (anchor) hide()
    }
    const focus = (event: FocusEvent) => {
      const next = event.target instanceof Element && event.target.closest<HTMLElement>('[data-tip]')
      if (next && next.matches(':focus-visible')) show(next, wait)
    }
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Tab') hide()
    }
    const options = { capture: true, passive: true }
    document.addEventListener('pointerover', over, options)
    document.addEventListener('pointerdown', hide, options)
    document.addEventListener('focusin', focus, options)
    document.addEventListener('focusout', hide, options)
    document.addEventListener('keydown', key, options)
    document.addEventListener('scroll', hide, options)
    return () => {
      hide()
      document.removeEventListener('pointerover', over, options)
      document.removeEventListener('pointerdown', hide, options)
      document.removeEventListener('focusin', focus, options)
      document.removeEventListener('focusout', hide, options)
      document.removeEventListener('keydown', key, options)
      document.removeEventListener('scroll', hide, options)
    }
  }, [])

  useLayoutEffect(() => {
    if (!shown || !box.current) return
    const at = shown.anchor.getBoundingClientRect()
    const own = box.current.getBoundingClientRect()
    const beside = shown.side === 'left' || shown.side === 'right'
    const fits = { top: at.top - own.height - gap > 4, bottom: at.bottom + own.height + gap < innerHeight - 4, left: at.left - own.width - gap > 4, right: at.right + own.width + gap < innerWidth - 4 }
    const other = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' }[shown.side] ?? 'bottom'
    const side = fits[shown.side as keyof typeof fits] ? shown.side : other
    const left = beside ? (side === 'left' ? at.left - own.width - gap : at.right + gap) : at.left + at.width / 2 - own.width / 2
    const top = beside ? at.top + at.height / 2 - own.height / 2 : side === 'top' ? at.top - own.height - gap : at.bottom + gap
    box.current.style.left = `${Math.round(Math.min(innerWidth - own.width - 8, Math.max(8, left)))}px`
    box.current.style.top = `${Math.round(Math.min(innerHeight - own.height - 4, Math.max(4, top)))}px`
  }, [shown])

  if (!shown) return null
  return createPortal(
    <div ref={box} role="tooltip" data-chrome className="fade-in fixed z-50 flex w-max max-w-72 items-center gap-2 rounded-md bg-n-12 px-2 py-1 text-meta whitespace-pre-line text-n-1 shadow-float">
      <span>{shown.text}</span>
      {shown.keys && <Kbd keys={shown.keys} tone="inverse" />}
    </div>,
    document.body,
  )
}
