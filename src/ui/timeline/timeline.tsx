import type { ReactNode } from 'react'

/** The column of a conversation: 760 wide at most, newest below. */
export function Timeline({ label = 'Conversation', children }: { label?: string; children: ReactNode }) {
  return <section aria-label={label} className="@container mx-auto w-full max-w-[760px] px-6 py-3 max-sm:px-4">{children}</section>
}
