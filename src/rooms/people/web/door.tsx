import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'

/** A page for those who are not signed in: the mark, one title, one task, nothing else. */
export function Door({ title, lead, wide, foot, children }: { title: string; lead?: ReactNode; wide?: boolean; foot?: ReactNode; children?: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col bg-ground px-6 py-10 max-sm:px-5 max-sm:py-6">
      <div className={classNames('m-auto flex w-full flex-col', wide ? 'max-w-[720px]' : 'max-w-[380px]')}>
        <p className="mb-8 flex items-center gap-2.5 text-message font-semibold max-sm:mb-6"><img src="/mark.svg" alt="" className="size-7" />Baton</p>
        <h1 className="text-title font-semibold text-balance">{title}</h1>
        {lead && <p className="mt-1.5 text-message text-pretty text-muted">{lead}</p>}
        <div className="mt-6">{children}</div>
        {foot && <div className="mt-6 text-ui text-muted">{foot}</div>}
      </div>
    </main>
  )
}

/** Why it did not work, over the button that was pressed; read aloud. */
export const Trouble = ({ children }: { children: string | null }) => children && (
  <p role="alert" className="flex items-start gap-2 text-ui text-danger"><CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0" /><span>{children}</span></p>
)

export const doorLink = 'text-ink underline decoration-line-strong underline-offset-2 hover:decoration-ink'
