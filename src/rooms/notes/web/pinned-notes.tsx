import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Pin, PinOff } from 'lucide-react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { firstName } from '../../../ui/presence.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { setPinned } from './note-entry.tsx'
import { pinnedQuery, plainWords } from './notes.ts'

/** What teammates keep in sight: pinned notes, one line each; a press goes to where the note stands. */
export function PinnedNotes({ ticketId }: { ticketId: string }) {
  const { data } = useQuery(pinnedQuery(ticketId))
  const { face } = useDirectory()
  const navigate = useNavigate()
  if (!data?.length) return null
  const show = (id: string) => {
    const there = document.getElementById(`entry-${id}`)
    if (there) there.scrollIntoView({ block: 'center', behavior: 'smooth' })
    else void navigate({ to: '.', hash: `entry-${id}`, search: true, replace: true } as never)
  }
  return (
    <section aria-label="Pinned notes" className="sticky top-0 z-10 mx-auto w-full max-w-[760px] bg-paper px-6 pt-2 pb-1 max-sm:px-4">
      <ul className="max-h-28 divide-y divide-note-line overflow-y-auto rounded-md border border-note-line bg-note-soft">
        {data.map((note) => (
          <li key={note.id} className="flex h-9 items-center gap-2 pr-1 pl-2.5 text-ui">
            <Pin aria-hidden size={13} className="shrink-0 text-note" />
            <button type="button" onClick={() => show(note.id)} className="flex min-w-0 flex-1 items-center gap-2 self-stretch text-left">
              <span className="shrink-0 font-medium text-note">{firstName(face(note.personId).name)}</span>
              <span className="min-w-0 truncate text-ink">{plainWords(note.html) || 'Files'}</span>
            </button>
            {note.may.pin && <IconButton icon={PinOff} size="small" label="Unpin" onClick={() => void setPinned(note, false)} />}
          </li>
        ))}
      </ul>
    </section>
  )
}
