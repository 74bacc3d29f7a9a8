import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { backgroundQuery, callBackground, readBackground, type DeadJob, type ParkedFact } from '../../core/web/background.ts'
import { Refused, wordsFor } from '../../core/web/call.ts'
import { Line, Lines, Section } from '../../rooms/people/web/section.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Time } from '../../ui/time.tsx'
import { toasts } from '../../ui/toast-store.ts'

type Work = { readonly kind: 'job'; readonly one: DeadJob } | { readonly kind: 'fact'; readonly one: ParkedFact }
const keyOf = (work: Work): string => (work.kind === 'job' ? `job ${work.one.id}` : `fact ${work.one.follower} ${work.one.factId}`)
const nameOf = (work: Work): string => (work.kind === 'job' ? work.one.name : `${work.one.follower} after ${work.one.name}`)

async function again(work: Work): Promise<void> {
  try {
    if (work.kind === 'job') await callBackground('POST /background-work/jobs/:id/retry', { params: { id: work.one.id } })
    else await callBackground('POST /background-work/facts/:follower/:factId/retry', { params: { follower: work.one.follower, factId: work.one.factId } })
    toasts.show({ text: work.kind === 'job' ? `${nameOf(work)} runs again` : `${nameOf(work)} is done` })
  } catch (error) {
    // Somebody else was faster.
    if (!(error instanceof Refused && error.status === 404)) toasts.show({ text: wordsFor(error), detail: error instanceof Refused && error.code === 'background.failed-again' ? (error.data as { reason: string }).reason : undefined, tone: 'bad' })
  }
}

/** What the server did by itself and gave up on, each with its reason and the way to run it again. */
export function BackgroundWork() {
  const { data, error, refetch } = useQuery(backgroundQuery)
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set())
  const all: Work[] = data ? [...data.jobs.map((one) => ({ kind: 'job' as const, one })), ...data.facts.map((one) => ({ kind: 'fact' as const, one }))] : []
  const run = async (some: readonly Work[]) => {
    setBusy(new Set(some.map(keyOf)))
    for (const work of some) await again(work)
    await readBackground()
    setBusy(new Set())
    // A job that fails at once stands here again.
    setTimeout(() => void readBackground(), 3000)
  }
  return (
    <Section title="Background work" help="Sending, fetching and telling happen by themselves and are tried several times. What was given up stands here.">
      {error && !data ? <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} /> : !data ? <SkeletonRows rows={2} label="Loading background work" /> : all.length === 0 ? <p className="text-ui text-muted">Nothing was given up.</p> : (
        <div className="flex flex-col gap-3">
          {all.length > 1 && <Button size="small" loading={busy.size > 1} onClick={() => void run(all)} className="self-start">Try all again</Button>}
          <Lines label="Background work that was given up">
            {all.map((work) => (
              <Line key={keyOf(work)} title={<span className="break-all">{nameOf(work)}</span>} detail={<><span className="tabular-nums">{work.one.attempts === 1 ? '1 try' : `${work.one.attempts} tries`}, last <Time at={work.one.at} /></span><span className="line-clamp-3 block text-late" title={work.one.reason ?? undefined}>{work.one.reason ?? 'It gave no reason; the log may.'}</span></>}>
                <Button size="small" loading={busy.has(keyOf(work))} onClick={() => void run([work])} aria-label={`Try ${nameOf(work)} again`}>Try again</Button>
              </Line>
            ))}
          </Lines>
        </div>
      )}
    </Section>
  )
}
