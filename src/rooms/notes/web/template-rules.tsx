import { useQuery } from '@tanstack/react-query'
import { LayoutTemplate, Pencil, Plus, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Section } from '../../people/web/section.tsx'
import { callNotes, plainWords } from './notes.ts'
import { readTemplatesAgain, situationWords, templatesQuery, type Template } from './templates.ts'

const TemplateDialog = lazy(() => import('./template-dialog.tsx'))

async function act(run: () => Promise<unknown>, said: string, undo?: () => void): Promise<void> {
  try {
    await run()
    await readTemplatesAgain()
    toasts.show({ text: said, undo })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}
const remove = (one: Template) => act(() => callNotes('DELETE /note-templates/:id', { params: { id: one.id } }), `Template “${one.name}” removed`, () => void act(() => callNotes('POST /note-templates/:id/restore', { params: { id: one.id } }), `“${one.name}” is back`))

/** What notes may begin with: the templates of the workspace (`teamId` null) or of one team. */
export function TemplateRules({ teamId }: { teamId: string | null }) {
  const { data, error, refetch } = useQuery(templatesQuery)
  const [open, setOpen] = useState<Template | 'new' | null>(null)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={3} label="Loading the templates" />
  const own = data.filter((one) => one.teamId === teamId)
  return (
    <Section title="Note templates" help={teamId ? 'On tickets of this team, offered before those of the workspace: at the foot of a note, by its key and in the palette.' : 'Offered on every ticket: at the foot of a note, by its key and in the palette. A team may have templates of its own.'}>
      {own.length === 0
        ? <EmptyState icon={LayoutTemplate} action={<Button icon={Plus} onClick={() => setOpen('new')}>New template</Button>}>{teamId ? 'Templates of this team will stand here.' : 'Templates of the workspace will stand here.'}</EmptyState>
        : (
          <>
            <ul className="mb-3 divide-y divide-line border-y border-line">
              {own.map((one) => (
                <li key={one.id} className="flex min-h-11 items-center gap-3 text-ui">
                  <span className="w-40 shrink-0 truncate font-medium max-sm:w-auto">{one.name}</span><span className="w-28 shrink-0 text-muted max-sm:hidden">{situationWords[one.situation]}</span>
                  <span className="min-w-0 flex-1 truncate text-muted">{plainWords(one.html.replaceAll('</p>', '</p> '))}</span>
                  {one.may.edit && <span className="flex shrink-0"><IconButton icon={Pencil} size="small" label={`Change ${one.name}`} onClick={() => setOpen(one)} /><IconButton icon={Trash2} size="small" label={`Remove ${one.name}`} onClick={() => void remove(one)} /></span>}
                </li>
              ))}
            </ul>
            <Button icon={Plus} onClick={() => setOpen('new')}>New template</Button>
          </>
        )}
      {open && <Suspense fallback={null}><TemplateDialog one={open === 'new' ? null : open} teamId={teamId} onDone={() => setOpen(null)} /></Suspense>}
    </Section>
  )
}
