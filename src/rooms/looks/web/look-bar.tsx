import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { firstName } from '../../../ui/presence.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { DueRing } from '../../tickets/web/due-ring.tsx'
import { openLook } from './look-state.ts'
import { dueOf, looksQuery, withdraw, type Look } from './looks.ts'

/** Between head and conversation: replies that wait for a look, with the act of whoever looks at the ticket. */
export function LookBars({ ticketId }: { ticketId: string }) {
  return useQuery(looksQuery(ticketId)).data?.items.filter((one) => one.state === 'waiting').map((one) => <Bar key={one.id} one={one} />)
}

function Bar({ one }: { one: Look }) {
  const me = useMe()
  const { face } = useDirectory()
  const mine = one.authorId === me.id
  const asked = one.askedId === me.id ? ', you are asked' : one.askedId ? `, ${firstName(face(one.askedId).name)} is asked` : ''
  const comments = one.said.filter((said) => said.kind === 'comment').length
  return (
    <section aria-label="A reply that waits for a look" className={classNames('flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-1.5 text-ui', one.late ? 'border-late-line bg-late-soft text-late' : 'border-own-line bg-own-soft text-own')}>
      <Eye aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      <p className="min-w-0 flex-1 basis-56"><span className="font-semibold">{mine ? 'Your reply' : `${firstName(face(one.authorId).name)}’s reply`} waits for a look</span>{asked}{comments > 0 && ` · ${comments === 1 ? '1 comment' : `${comments} comments`}`}</p>
      <DueRing due={dueOf(one)} quietLabel />
      <span className="flex items-center gap-1 max-sm:w-full">
        <Button size="small" variant={one.may.look ? 'primary' : 'secondary'} onClick={() => openLook(one)} className="max-sm:h-11! max-sm:flex-1">{one.may.look ? 'Look at it' : 'Read it'}</Button>
        {mine && <Button size="small" variant="ghost" onClick={() => void withdraw(one)} className="max-sm:h-11! max-sm:flex-1">Take it back</Button>}
      </span>
    </section>
  )
}
