import { MessageSquareReply, StickyNote } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from '../../core/web/store.ts'
import { Drawer } from '../drawer.tsx'
import { firstName } from '../presence.ts'
import { ComposerCard, type ComposerCardProps } from './composer-card.tsx'
import type { ComposerMode } from './composer-modes.tsx'
import { sheetWanted } from './sheet-wanted.ts'

/** On a phone: two buttons under the thumb, and a sheet that rises to write in. */
export function ComposerSheet({ beside, ...card }: ComposerCardProps) {
  const [open, setOpen] = useState(false)
  const wanted = useStore(sheetWanted)
  const seen = useRef(wanted)
  useEffect(() => {
    if (wanted === seen.current) return
    seen.current = wanted
    setOpen(true)
  }, [wanted])
  const write = (mode: ComposerMode) => {
    card.onModeChange(mode)
    setOpen(true)
  }
  const draft = card.value !== ''
  return (
    <>
      <div className="flex gap-2">
        <button type="button" onClick={() => write('reply')} className="flex h-11 min-w-0 flex-1 items-center gap-2 rounded-lg border border-line-strong bg-paper px-3 text-message text-muted">
          <MessageSquareReply aria-hidden size={16} className="shrink-0" />
          <span className="truncate">{draft && card.mode === 'reply' ? 'Go on writing' : `Write to ${firstName(card.to)}`}</span>
        </button>
        <button type="button" onClick={() => write('note')} className="flex h-11 items-center gap-2 rounded-lg border border-note-line bg-note-soft px-3 text-message font-medium text-note">
          <StickyNote aria-hidden size={16} />{draft && card.mode === 'note' ? 'Go on' : 'Note'}
        </button>
      </div>
      {beside && <div className="flex gap-2 pt-1.5 *:flex-1 empty:hidden">{beside}</div>}
      <Drawer side="bottom" bare title={card.mode === 'note' ? 'Note' : `Reply to ${card.to}`} open={open} onOpenChange={setOpen}>
        <div className="p-2">
          <ComposerCard {...card} autoFocus onSend={() => { card.onSend(); setOpen(false) }} />
        </div>
      </Drawer>
    </>
  )
}
