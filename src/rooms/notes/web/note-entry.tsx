import { Copy, Ellipsis, History, Pencil, Pin, PinOff, Trash2 } from 'lucide-react'
import { memo, use, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { copyText } from '../../../ui/copy-text.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu, type MenuAction } from '../../../ui/menu.tsx'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { NotePaper } from '../../../ui/timeline/note-paper.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { firstName } from '../../../ui/presence.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { Attachments } from '../../tickets/web/attachments.tsx'
import { QuotableWords } from '../../tickets/web/quotable-words.tsx'
import { QuoteIntoNoteContext } from '../../tickets/web/quote-door.ts'
import type { EntryView } from '../../tickets/web/thread.tsx'
import { AskMarks } from './ask-marks.tsx'
import { CarriedVerification } from './identity-chip.tsx'
import { NoteBody } from './note-body.tsx'
import { NoteEditor } from './note-editor.tsx'
import { NoteHistory } from './note-history.tsx'
import { callNotes, readNoteAgain, type Note } from './notes.ts'

/** How the timeline shows a note. */
export const noteView: EntryView = (entry, fresh) => (entry.name === 'notes.added' ? (entry.more ? <NoteEntry note={entry.more as Note} fresh={fresh} /> : <></>) : undefined)

/** A note on its paper: read, changed in place, pinned, its history, removed. */
const NoteEntry = memo(function NoteEntry({ note, fresh }: { note: Note; fresh: boolean }) {
  const { face } = useDirectory()
  const me = useMe()
  const quote = use(QuoteIntoNoteContext)
  const [open, setOpen] = useState<'edit' | 'history' | null>(null)
  if (note.removedAt) {
    return <div id={`entry-${note.id}`}><ChangeLine icon={Trash2} at={note.removedAt}>{note.personId === me.id ? 'You' : firstName(face(note.personId).name)} removed a note</ChangeLine></div>
  }
  const inline = new Set([...note.html.matchAll(/\/api\/files\/([0-9a-f-]{36})/g)].map((found) => found[1]))
  const beside = note.files.filter((file) => !inline.has(file.id))
  return (
    <NotePaper
      id={`entry-${note.id}`} author={face(note.personId)} at={note.at} edited={note.editedAt !== null} pinned={note.pinnedAt !== null} fresh={fresh}
      actions={open === 'edit' ? undefined : <NoteActions note={note} onEdit={() => setOpen('edit')} onHistory={() => setOpen('history')} />}
      attachments={open !== 'edit' && (beside.length > 0 || note.verified !== null || note.asks.length > 0) && (
        <div className="flex flex-col gap-2">
          {beside.length > 0 && <Attachments files={beside} />}
          {note.verified && <CarriedVerification how={note.verified.how} at={note.verified.at} />}
          <AskMarks asks={note.asks} />
        </div>
      )}
    >
      {open === 'edit' ? <NoteEditor note={note} onDone={() => setOpen(null)} /> : quote ? <QuotableWords onQuote={quote}><NoteBody html={note.html} /></QuotableWords> : <NoteBody html={note.html} />}
      {open === 'history' && <NoteHistory note={note} onClose={() => setOpen(null)} />}
    </NotePaper>
  )
})

/** Pins or lets go, with a way back. */
export async function setPinned(note: Note, pinned: boolean): Promise<void> {
  try {
    await callNotes('PUT /notes/:id/pin', { params: { id: note.id }, body: { pinned } })
    readNoteAgain(note)
    toasts.show({ text: pinned ? 'Pinned to the top' : 'No longer pinned', undo: () => void setPinned(note, !pinned), id: `pin-${note.id}` })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

async function remove(note: Note): Promise<void> {
  try {
    await callNotes('DELETE /notes/:id', { params: { id: note.id } })
    readNoteAgain(note)
    toasts.show({ text: 'Note removed' })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

function NoteActions({ note, onEdit, onHistory }: { note: Note; onEdit: () => void; onHistory: () => void }) {
  const [sure, setSure] = useState(false)
  const copyLink = () => void copyText(`${location.origin}${location.pathname}#entry-${note.id}`).then((done) => { if (done) toasts.show({ text: 'Link copied', seconds: 3 }) })
  const actions: MenuAction[] = [
    { id: 'link', label: 'Copy link to this', icon: Copy, onSelect: copyLink },
    ...(note.may.pin ? [{ id: 'pin', label: note.pinnedAt ? 'Unpin' : 'Pin to the top', icon: note.pinnedAt ? PinOff : Pin, onSelect: () => void setPinned(note, !note.pinnedAt) }] : []),
    ...(note.editedAt ? [{ id: 'history', label: 'What it said before', icon: History, onSelect: onHistory }] : []),
  ]
  const removing: MenuAction[] = note.may.remove ? [{ id: 'remove', label: 'Remove', icon: Trash2, danger: true, onSelect: () => setSure(true) }] : []
  return (
    <>
      {note.may.edit && <IconButton icon={Pencil} size="small" label="Edit note" onClick={onEdit} />}
      <Menu align="end" trigger={<IconButton icon={Ellipsis} size="small" label="More" />} groups={[{ actions }, ...(removing.length ? [{ actions: removing }] : [])]} />
      {sure && (
        <Dialog open onOpenChange={setSure} width="small" title="Remove this note" description="Its words and files are gone for good. That you wrote and removed it stays visible." footer={<><Button onClick={() => setSure(false)}>Keep it</Button><Button variant="danger" onClick={() => { setSure(false); void remove(note) }}>Remove note</Button></>} />
      )}
    </>
  )
}
