import { useQuery } from '@tanstack/react-query'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Line, Lines, Section } from '../../people/web/section.tsx'
import { callClocks, stuckClocksQuery } from './clocks.ts'

/** Due times that could not act although they tried often; nothing where there is none. */
export function StuckClocks() {
  const { data } = useQuery(stuckClocksQuery)
  if (!data?.length) return null
  const retry = async (id: string) => {
    try {
      await callClocks('POST /clocks/:id/retry', { params: { id } })
      toasts.show({ text: 'It tries again now' })
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    }
    setTimeout(() => void cache.invalidateQueries({ queryKey: stuckClocksQuery.queryKey }), 3000)
  }
  return (
    <Section title="Due times" help="What should have happened at these times failed again and again. It is tried every hour.">
      <Lines label="Due times that could not act">
        {data.map((one) => (
          <Line key={one.id} title={<span className="break-all">{one.kind}</span>} detail={<><span className="tabular-nums">{one.tries} tries, due <Time at={one.dueAt} /></span><span className="line-clamp-3 block text-late">{one.trouble}</span></>}>
            <Button size="small" onClick={() => void retry(one.id)} aria-label={`Try ${one.kind} again`}>Try again</Button>
          </Line>
        ))}
      </Lines>
    </Section>
  )
}
