import { useQuery } from '@tanstack/react-query'
import { BookOpen, Pencil, Plus, Power, PowerOff, RotateCcw, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Section } from '../../people/web/section.tsx'
import type { Editing } from './playbook-dialog.tsx'
import { callPlaybooks, playbooksQuery, readPlaybooksAgain, triggerWords, type Playbook } from './playbooks.ts'

const PlaybookDialog = lazy(() => import('./playbook-dialog.tsx'))

async function act(run: () => Promise<unknown>, said: string, undo?: () => void): Promise<void> {
  try {
    await run()
    await readPlaybooksAgain()
    toasts.show({ text: said, undo })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}
const remove = (one: Playbook) => act(() => callPlaybooks('DELETE /playbooks/:id', { params: { id: one.id } }), one.replaces ? `The workspace’s “${one.name}” holds again` : `“${one.name}” removed`, () => void act(() => callPlaybooks('POST /playbooks/:id/restore', { params: { id: one.id } }), `“${one.name}” is back`))
const turn = (one: Playbook, active: boolean) => act(() => callPlaybooks('PUT /playbooks/:id', { params: { id: one.id }, body: { name: one.name, active, trigger: one.trigger, steps: one.steps, version: one.version } }), active ? `“${one.name}” appears again` : `“${one.name}” is switched off`)
const without = (one: Playbook, teamId: string) => { const id = newId(); return act(() => callPlaybooks('POST /playbooks', { body: { id, teamId, replaces: one.id, name: one.name, active: false, trigger: one.trigger, steps: one.steps } }), `This team does without “${one.name}”`, () => void act(() => callPlaybooks('DELETE /playbooks/:id', { params: { id } }), `“${one.name}” holds again`)) }

/** Playbooks of the workspace (`teamId` null), or those that hold in one team. */
export function PlaybookRules({ teamId }: { teamId: string | null }) {
  const { data, error, refetch } = useQuery(playbooksQuery)
  const [open, setOpen] = useState<Editing | null>(null)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={4} label="Loading the playbooks" />
  const own = data.filter((one) => one.teamId === teamId)
  const replaced = new Set(own.map((one) => one.replaces))
  const above = teamId ? data.filter((one) => one.teamId === null && !replaced.has(one.id)) : []
  const shown = [...own, ...above].toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <Section title="Playbooks" help={teamId ? 'What appears for this team when it fits. The workspace’s hold until the team has its own in their place, or does without.' : 'How to go about a moment: steps that appear when they fit, say why, and can be set aside. A team may have its own in place of one.'}>
      {shown.length === 0
        ? <EmptyState icon={BookOpen} action={<Button icon={Plus} onClick={() => setOpen({ one: null, teamId, instead: null })}>New playbook</Button>}>Playbooks will stand here.</EmptyState>
        : (
          <>
            <ul className="mb-3 divide-y divide-line border-y border-line">{shown.map((one) => <Row key={one.id} one={one} teamId={teamId} onOpen={setOpen} />)}</ul>
            <Button icon={Plus} onClick={() => setOpen({ one: null, teamId, instead: null })}>New playbook</Button>
          </>
        )}
      {open && <Suspense fallback={null}><PlaybookDialog {...open} onDone={() => setOpen(null)} /></Suspense>}
    </Section>
  )
}

function Row({ one, teamId, onOpen }: { one: Playbook; teamId: string | null; onOpen: (editing: Editing) => void }) {
  const inherited = teamId !== null && one.teamId === null
  const whose = inherited ? 'the workspace’s' : one.replaces ? 'in place of the workspace’s' : null
  return (
    <li className="flex min-h-11 items-center gap-3 text-ui">
      <span className={one.active ? 'w-40 shrink-0 truncate font-medium max-sm:w-auto max-sm:flex-1' : 'w-40 shrink-0 truncate text-muted max-sm:w-auto max-sm:flex-1'}>{one.name}</span>
      <span className="min-w-0 flex-1 truncate text-muted max-sm:hidden">{one.active ? triggerWords[one.trigger.kind] : 'Switched off'}{whose && ` · ${whose}`} · {one.steps.length} {one.steps.length === 1 ? 'step' : 'steps'}</span>
      <span className="flex shrink-0">
        {inherited
          ? <><IconButton icon={Pencil} size="small" label={`Change ${one.name} for this team`} onClick={() => onOpen({ one: null, teamId, instead: one })} /><IconButton icon={PowerOff} size="small" label={`Do without ${one.name} in this team`} onClick={() => void without(one, teamId)} /></>
          : one.may.edit && (
            <>
              <IconButton icon={Pencil} size="small" label={`Change ${one.name}`} onClick={() => onOpen({ one, teamId, instead: null })} />
              <IconButton icon={one.active ? PowerOff : Power} size="small" label={one.active ? `Switch off ${one.name}` : `Switch on ${one.name}`} onClick={() => void turn(one, !one.active)} />
              <IconButton icon={one.replaces ? RotateCcw : Trash2} size="small" label={one.replaces ? `Use the workspace’s ${one.name}` : `Remove ${one.name}`} onClick={() => void remove(one)} />
            </>
          )}
      </span>
    </li>
  )
}
