import { useNavigate } from '@tanstack/react-router'
import { Hand } from 'lucide-react'
import { useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useMe } from '../../people/web/directory.ts'
import { headQuery } from '../../tickets/web/ticket-queries.ts'
import { take } from '../../tickets/web/ticket-verbs.ts'

/** Below what went back to the queue: taking it again, as long as nobody has it. It opens, and the bell is done with it. */
export function WentBackActs({ number, onTaken }: { number: number; onTaken: () => void }) {
  const me = useMe()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const again = async () => {
    setBusy(true)
    try {
      const { ticket } = await cache.fetchQuery({ ...headQuery(number), staleTime: 0 })
      if (!(await take([ticket], me.id))) return
      onTaken()
      void navigate({ to: '/tickets/$number', params: { number: String(number) } })
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return <p className="pr-4 pb-2.5 pl-[52px]"><Button size="small" variant="secondary" icon={Hand} loading={busy} onClick={() => void again()} className="max-sm:h-11!">Take it again</Button></p>
}
