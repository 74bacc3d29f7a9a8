import { EyeOff, MessageSquareReply, StickyNote, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { RadioGroup } from '../radio-group.tsx'

export type ComposerMode = 'reply' | 'note'

/** Reply or note: a switch with words, and a word on who will read it. */
export function ComposerModes({ mode, onModeChange, channel, to, beside }: { beside?: ReactNode; mode: ComposerMode; onModeChange: (mode: ComposerMode) => void; channel: { icon: LucideIcon; label: string } | undefined; to: string }) {
  return (
    <div className="@container flex items-center gap-2 px-2 pt-2">
      <RadioGroup
        asBar label="What to write" value={mode} onChange={onModeChange}
        className={mode === 'note' ? 'bg-note-fold/60!' : ''}
        options={[
          { id: 'reply', label: 'Reply', sign: <MessageSquareReply aria-hidden size={14} strokeWidth={1.75} /> },
          { id: 'note', label: 'Note', sign: <StickyNote aria-hidden size={14} strokeWidth={1.75} /> },
        ]}
      />
      {mode === 'note' ? (
        <span className="flex min-w-0 items-center gap-1.5 text-meta font-medium text-note"><EyeOff aria-hidden size={13} className="shrink-0" /><span className="truncate">Only teammates<span className="@max-xl:hidden"> see this</span></span></span>
      ) : (
        <span className="min-w-0 truncate text-meta text-muted">{channel ? `${channel.label} to ${to}` : `to ${to}`}</span>
      )}
      {beside && <span className="ml-auto flex shrink-0 items-center gap-1 @max-xl:[&_:is(kbd,svg)]:hidden">{beside}</span>}
    </div>
  )
}
