import { useQuery } from '@tanstack/react-query'
import { wordsFor } from '../../../core/web/call.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { NoteBody } from './note-body.tsx'
import { historyQuery, type Note } from './notes.ts'

/** Everything a note ever said, newest first. */
export function NoteHistory({ note, onClose }: { note: Note; onClose: () => void }) {
  const { data, error, refetch } = useQuery(historyQuery(note.id))
  const { face } = useDirectory()
  return (
    <Dialog open onOpenChange={(stay) => !stay && onClose()} title="What this note said" description={`Changed by ${face(note.personId).name}. Only seen by teammates.`}>
      {error && !data ? <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} /> : !data ? <Skeleton className="h-16 w-full" /> : (
        <ol className="flex flex-col gap-4">
          {data.map((one, at) => (
            <li key={one.version}>
              <h3 className="mb-1 flex items-center gap-2 text-meta text-muted"><span>{at === 0 ? 'Now' : at === data.length - 1 ? 'First' : `Version ${one.version}`}</span><Time at={one.at} /></h3>
              <NoteBody html={one.html} className="prose rounded-md bg-note-soft px-3 py-2 text-ink" />
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  )
}
