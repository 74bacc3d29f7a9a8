import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar } from '../avatar.tsx'
import { classNames } from '../class-names.ts'
import type { Person } from '../presence.ts'
import { Time } from '../time.tsx'

export type EntryCardProps = {
  /** What a customer wrote stands out; what we wrote is quieter. */
  from: 'customer' | 'us'
  author: Person
  at: number | string
  /** The way it came or went: a sign and a word. */
  channel?: { icon: LucideIcon; label: string }
  /** "to anna@acme.example, cc …" */
  recipients?: ReactNode
  /** Sending, sent, failed with its reason and "Try again". */
  delivery?: ReactNode
  actions?: ReactNode
  attachments?: ReactNode
  /** Someone else just added it: a soft mark that fades. */
  fresh?: boolean
  id?: string
  children: ReactNode
}

/** One message of the conversation. */
export function EntryCard({ from, author, at, channel, recipients, delivery, actions, attachments, fresh, id, children }: EntryCardProps) {
  const customer = from === 'customer'
  return (
    <article id={id} aria-label={`${customer ? 'Message from' : 'Reply by'} ${author.name}`} className={classNames('group/entry flex gap-3 py-3', fresh && 'soft-mark')}>
      <Avatar person={author} size={32} decorative className="mt-0.5 hidden @md:inline-flex" />
      <div className="min-w-0 flex-1">
        <header className="mb-1 flex h-6 items-center gap-2">
          <span className="max-w-3/5 shrink-0 truncate text-ui font-semibold text-ink">{author.name}</span>
          {channel && <span className="flex shrink-0 items-center gap-1 text-meta text-muted"><channel.icon aria-hidden size={12} strokeWidth={1.75} />{channel.label}</span>}
          {recipients && <span className="min-w-0 truncate text-meta text-muted">{recipients}</span>}
          <span className="ml-auto flex shrink-0 items-center gap-2">
            {actions && <span className="flex items-center opacity-0 transition-opacity group-focus-within/entry:opacity-100 group-hover/entry:opacity-100 max-sm:opacity-100">{actions}</span>}
            <Time at={at} />
          </span>
        </header>
        <div className={classNames('prose', customer ? 'entry-customer text-ink' : 'text-soft-ink')}>{children}</div>
        {attachments && <div className="mt-2.5">{attachments}</div>}
        {delivery && <div className="mt-1.5 flex items-center gap-2 text-meta text-muted">{delivery}</div>}
      </div>
    </article>
  )
}
