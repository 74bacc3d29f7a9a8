import { EyeOff, Pin } from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar } from '../avatar.tsx'
import { classNames } from '../class-names.ts'
import type { Person } from '../presence.ts'
import { Time } from '../time.tsx'

export type NotePaperProps = {
  author: Person
  at: number | string
  edited?: boolean
  pinned?: boolean
  actions?: ReactNode
  attachments?: ReactNode
  fresh?: boolean
  id?: string
  children: ReactNode
}

/** A note among teammates: yellow paper with a folded corner and the word on it. */
export function NotePaper({ author, at, edited, pinned, actions, attachments, fresh, id, children }: NotePaperProps) {
  return (
    <article id={id} aria-label={`Note by ${author.name}, only seen by teammates`} className={classNames('group/entry note-paper my-2 px-3 pt-2 pb-3 @md:ml-11', fresh && 'soft-mark')}>
      <header className="mb-1 flex h-6 items-center gap-2 pr-4">
        <span className="flex h-5 shrink-0 items-center gap-1 rounded-sm bg-note-fold px-1.5 text-meta font-semibold text-note"><EyeOff aria-hidden size={11} strokeWidth={2.25} />Note</span>
        <Avatar person={author} size={20} decorative />
        <span className="truncate text-ui font-medium text-ink">{author.name}</span>
        {pinned && <Pin role="img" aria-label="Pinned" size={12} className="shrink-0 text-note" />}
        <span className="ml-auto flex shrink-0 items-center gap-2 text-meta text-note">
          {actions && <span className="flex items-center opacity-0 transition-opacity group-focus-within/entry:opacity-100 group-hover/entry:opacity-100 max-sm:opacity-100">{actions}</span>}
          {edited && 'edited'}
          <Time at={at} className="text-meta text-note tabular-nums" />
        </span>
      </header>
      <div className="prose text-ink">{children}</div>
      {attachments && <div className="mt-2.5">{attachments}</div>}
    </article>
  )
}
