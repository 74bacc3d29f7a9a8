import { useQuery } from '@tanstack/react-query'
import { ListChecks, Pencil, Plus, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Section } from '../../people/web/section.tsx'
import { callSubtasks, templatesQuery, type Template } from './subtasks.ts'

const TemplateDialog = lazy(() => import('./template-dialog.tsx'))

async function act(run: () => Promise<unknown>, said: string, undo?: () => void): Promise<void> {
  try {
    await run()
    await cache.invalidateQueries({ queryKey: templatesQuery.queryKey })
    toasts.show({ text: said, undo })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}
const remove = (one: Template) => act(() => callSubtasks('DELETE /subtask-templates/:id', { params: { id: one.id } }), `Checklist “${one.name}” removed`, () => void act(() => callSubtasks('POST /subtask-templates/:id/restore', { params: { id: one.id } }), `“${one.name}” is back`))
const when = (one: Template): string => (one.byItself ? (one.tags.length ? `by itself with ${one.tags.join(', ')}` : 'by itself on every ticket') : 'by hand')

/** The checklists that tickets may begin with: those of the workspace (`teamId` null) or of one team. */
export function ChecklistRules({ teamId }: { teamId: string | null }) {
  const { data, error, refetch } = useQuery(templatesQuery)
  const [open, setOpen] = useState<Template | 'new' | null>(null)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={3} label="Loading the checklists" />
  const own = data.filter((one) => one.teamId === teamId)
  const shown = teamId ? [...own, ...data.filter((one) => one.teamId === null)] : own
  return (
    <Section title="Checklists" help={teamId ? 'Sub-tasks for tickets of this team, put on by hand or by themselves; beside those of the workspace.' : 'Sub-tasks that every team can put on a ticket, by hand or by themselves. What is required is done, or waived with a reason, before the ticket closes.'}>
      {shown.length === 0
        ? <EmptyState icon={ListChecks} action={<Button icon={Plus} onClick={() => setOpen('new')}>New checklist</Button>}>{teamId ? 'Checklists of this team will stand here.' : 'Checklists of the workspace will stand here.'}</EmptyState>
        : (
          <>
            <ul className="mb-3 divide-y divide-line border-y border-line">
              {shown.map((one) => (
                <li key={one.id} className="flex min-h-11 items-center gap-3 text-ui">
                  <span className="w-36 shrink-0 truncate font-medium max-sm:w-auto max-sm:flex-1">{one.name}</span><span className="w-44 shrink-0 truncate text-muted max-sm:hidden">{when(one)}{teamId !== one.teamId && ' · the workspace’s'}</span>
                  <span className="min-w-0 flex-1 truncate text-muted max-sm:hidden">{one.items.map((item) => item.text).join(' · ')}</span>
                  {one.may.edit && one.teamId === teamId && <span className="flex shrink-0"><IconButton icon={Pencil} size="small" label={`Change ${one.name}`} onClick={() => setOpen(one)} /><IconButton icon={Trash2} size="small" label={`Remove ${one.name}`} onClick={() => void remove(one)} /></span>}
                </li>
              ))}
            </ul>
            <Button icon={Plus} onClick={() => setOpen('new')}>New checklist</Button>
          </>
        )}
      {open && <Suspense fallback={null}><TemplateDialog one={open === 'new' ? null : open} teamId={teamId} onDone={() => setOpen(null)} /></Suspense>}
    </Section>
  )
}
