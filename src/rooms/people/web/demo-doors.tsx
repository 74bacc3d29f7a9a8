import { ArrowRight, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Out } from '../../../core/contract.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Spinner } from '../../../ui/spinner.tsx'
import type { workspaceDoors } from '../contract.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { callPeople } from './people-call.ts'

export type WorkspaceSeen = Out<typeof workspaceDoors.workspace.spec.output>

/** A way in, as large as it is important: what it is, what happens, an arrow. */
export function WayIn({ icon: Icon, sign, title, children, busy, onClick }: { icon?: LucideIcon; sign?: ReactNode; title: string; children: ReactNode; busy?: boolean; onClick: () => void }) {
  return (
    <button type="button" onClick={() => !busy && onClick()} aria-busy={busy || undefined} className="group flex items-start gap-4 rounded-lg border border-line-strong bg-raised p-5 text-left transition-colors hover:border-control-line active:bg-n-2">
      {sign ?? (Icon && <Icon aria-hidden size={18} strokeWidth={1.75} className="mt-0.5 shrink-0 text-own" />)}
      <span className="min-w-0 flex-1">
        <span className="block text-message font-semibold text-ink">{title}</span>
        <span className="mt-0.5 block text-ui text-pretty text-muted">{children}</span>
      </span>
      {busy ? <Spinner /> : <ArrowRight aria-hidden size={16} strokeWidth={1.75} className={classNames('mt-0.5 shrink-0 text-muted transition-transform', 'group-hover:translate-x-0.5 group-hover:text-ink')} />}
    </button>
  )
}

const roleWords = { lead: 'Leads a team', agent: 'Works tickets' } as const

/** One click to be one of the demo's people. */
export function DemoPeople({ workspace, onIn }: { workspace: WorkspaceSeen; onIn: () => void }) {
  const [as, setAs] = useState<'lead' | 'agent' | 'admin'>('lead')
  const { busy, error, run } = useSending(async () => undefined)
  const enter = (who: typeof as) => {
    setAs(who)
    run(async () => {
      await callPeople('POST /demo/enter', { body: { as: who } })
      onIn()
    })
  }
  return (
    <div className="flex flex-col gap-3">
      {workspace.guides.map((one) => (
        <WayIn key={one.as} sign={<Avatar person={{ id: one.id, name: one.name }} size={40} decorative />} title={`Come in as ${one.name}`} busy={busy && as === one.as} onClick={() => enter(one.as)}>
          {one.title || roleWords[one.as]}
        </WayIn>
      ))}
      <Trouble>{error}</Trouble>
      {workspace.mayEnterAsAdmin && <p className="text-ui text-muted">Or <button type="button" onClick={() => enter('admin')} className="text-ink underline decoration-line-strong underline-offset-2 hover:decoration-ink">come in as its admin</button>, who can change settings and leave the demo.</p>}
    </div>
  )
}
