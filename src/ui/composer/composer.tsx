import { useFrameWidth } from '../frame/use-width.ts'
import { ComposerCard, type ComposerCardProps } from './composer-card.tsx'
import { ComposerSheet } from './composer-sheet.tsx'
import { WritingLine } from './writing-line.tsx'
import type { ReactNode } from 'react'
import type { Person } from '../presence.ts'

export type ComposerProps = ComposerCardProps & {
  /** Others who are writing now. */
  writing?: readonly Person[]
  /** The countdown of the reply just sent, with undo. */
  countdown?: ReactNode
}

/** Where replies and notes are written: a card under the conversation, on a phone a sheet behind two buttons. */
export function Composer({ writing = [], countdown, ...card }: ComposerProps) {
  const phone = useFrameWidth() === 'phone'
  return (
    <div data-chrome className="relative flex flex-col before:pointer-events-none before:absolute before:inset-x-0 before:-top-5 before:h-5 before:bg-linear-to-t before:from-paper before:to-transparent before:content-['']">
      <WritingLine people={writing} />
      {countdown}
      {phone ? <ComposerSheet {...card} /> : <ComposerCard {...card} />}
    </div>
  )
}
