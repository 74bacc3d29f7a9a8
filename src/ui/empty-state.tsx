import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** One sentence on what will appear here, and the one act that makes it so. */
export function EmptyState({ icon: Icon, children, action }: { icon?: LucideIcon; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center justify-center gap-3 px-6 py-12 text-center">
      {Icon && <Icon aria-hidden size={22} strokeWidth={1.5} className="text-n-9" />}
      <p className="max-w-[36ch] text-ui text-balance text-muted">{children}</p>
      {action}
    </div>
  )
}
