import { useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { RichText } from '../../../ui/rich-text.tsx'
import { UploadList } from '../../../ui/upload-list.tsx'
import { useMentionables } from '../../tickets/web/use-mentionables.tsx'
import { useUploads } from '../../tickets/web/use-uploads.ts'
import { callNotes, readNoteAgain, type Note } from './notes.ts'

interface Written { readonly html: string; readonly files: Note['files'] }
const imagesIn = (html: string): string[] => [...html.matchAll(/data-file-id="([0-9a-f-]{36})"/g)].map((found) => found[1]!)

/** Changes a note in its place. What is typed stays in this browser until it is saved or discarded. */
export function NoteEditor({ note, onDone }: { note: Note; onDone: () => void }) {
  const place = `note.${note.id}`
  const shown = new Set(imagesIn(note.html))
  const [written, setWritten] = useState<Written>(() => kept<Written>(place) ?? { html: note.html, files: note.files.filter((file) => !shown.has(file.id)) })
  const [version, setVersion] = useState(note.version)
  const [error, setError] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  const change = (part: Partial<Written>) => setWritten((now) => { keep(place, { ...now, ...part }); return { ...now, ...part } })
  const uploads = useUploads(written.files, (next) => setWritten((now) => { const files = [...next(now.files)]; keep(place, { ...now, files }); return { ...now, files } }))
  const suggest = useMentionables()
  const close = (keeps = false) => { if (!keeps) keep(place, null); onDone() }
  const save = async () => {
    setSaving(true)
    try {
      await callNotes('PATCH /notes/:id', { params: { id: note.id }, body: { html: written.html, fileIds: [...new Set([...imagesIn(written.html), ...written.files.map((file) => file.id)])], version } })
      readNoteAgain(note)
      close()
    } catch (problem) {
      const newer = callNotes.refused('PATCH /notes/:id', problem)
      if (newer?.code === 'notes.changed-meanwhile') { setVersion(newer.data.version); readNoteAgain(note) }
      setError(problem)
    } finally {
      setSaving(false)
    }
  }
  return (
    <div className="-mx-1 flex flex-col gap-2" onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); close(true) } }}>
      {error !== null && <div role="alert"><Banner tone="late">{wordsFor(error)}</Banner></div>}
      <div className="rounded-md border border-note-line bg-note-soft">
        <RichText value={written.html} onChange={(html) => change({ html })} mode="note" label="Edit note, only seen by teammates" autoFocus suggest={suggest} onFiles={uploads.keep} onAttach={uploads.attach} onSubmit={() => void save()} className="max-h-[50vh]" />
        {uploads.shown.length > 0 && <div className="px-3 pb-2"><UploadList uploads={uploads.shown} onRemove={uploads.remove} onRetry={uploads.retry} /></div>}
      </div>
      <div className="flex items-center gap-2">
        <Button variant="note" size="small" loading={saving} shortcut="⌘enter" disabledReason={uploads.busy && 'Wait until the files have arrived'} onClick={() => void save()}>Save note</Button>
        <Button variant="ghost" size="small" onClick={() => close()}>Discard changes</Button>
      </div>
    </div>
  )
}
