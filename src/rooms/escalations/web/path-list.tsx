import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { Section } from '../../people/web/section.tsx'
import { previewOf, spanWords } from '../rules.ts'
import { callEscalations, pathsQuery, type Path } from './escalations.ts'
import { namesOf } from './escalation-words.ts'
import { PathDialog } from './path-dialog.tsx'

/** The paths, each in plain words: who is asked, in which order, how long each has. */
export function PathList() {
  const { data, error, refetch } = useQuery(pathsQuery)
  const admin = useMe().role === 'admin'
  const names = namesOf(useDirectory())
  const [open, setOpen] = useState<Path | 'new' | null>(null)
  const [going, setGoing] = useState<Path | null>(null)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={3} label="Loading the paths" />
  return (
    <Section title="Paths" help="Whom a ticket can be escalated to. Each ends with the leads of the team, then the admins: nothing stays unheard.">
      <ul className="flex flex-col divide-y divide-line">
        {data.map((path) => (
          <li key={path.id} className="py-3 first:pt-0">
            <div className="flex items-start gap-2">
              <div className="min-w-0 flex-1"><h3 className="text-ui font-medium text-ink">{path.name}</h3>{path.about && <p className="text-meta text-muted">{path.about}</p>}</div>
              {admin && <><IconButton icon={Pencil} size="small" label={`Change ${path.name}`} onClick={() => setOpen(path)} />{data.length > 1 && <IconButton icon={Trash2} size="small" label={`Remove ${path.name}`} onClick={() => setGoing(path)} />}</>}
            </div>
            <p className="mt-1.5 text-ui text-soft-ink">{previewOf(path, 'urgent', names)}</p>
            <p className="mt-0.5 text-meta text-muted">Otherwise each has {spanWords(path.acknowledge.high)} when it is high, {spanWords(path.acknowledge.normal)} when normal, {spanWords(path.acknowledge.low)} when low.</p>
          </li>
        ))}
      </ul>
      {admin && <Button icon={Plus} className="mt-3" onClick={() => setOpen('new')}>Add a path</Button>}
      {open && <PathDialog path={open === 'new' ? null : open} last={data.length} onDone={() => setOpen(null)} />}
      {going && <Dialog open onOpenChange={() => setGoing(null)} width="small" title={`Remove ${going.name}`} description="Nobody can escalate on it any more. What was escalated stays as it is." footer={<><Button onClick={() => setGoing(null)}>Keep it</Button><Button variant="danger" onClick={() => { setGoing(null); void remove(going) }}>Remove path</Button></>} />}
    </Section>
  )
}

async function remove(path: Path): Promise<void> {
  try {
    await callEscalations('DELETE /escalation-paths/:id', { params: { id: path.id } })
    await cache.invalidateQueries({ queryKey: pathsQuery.queryKey })
    toasts.show({ text: `${path.name} is removed` })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}
