import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { useStore } from '../../../core/web/store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { RichText, type RichTextHandle } from '../../../ui/rich-text.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { sayingOf, takeSaid } from '../../promises/web/said.ts'
import { useDraft } from '../../tickets/web/draft-keeper.ts'
import { ClosingSteps } from '../../playbooks/web/closing-steps.tsx'
import { headQuery } from '../../tickets/web/ticket-queries.ts'
import { close } from '../../tickets/web/ticket-verbs.ts'
import type { Head, Row } from '../../tickets/web/tickets-call.ts'
import { useMentionables } from '../../tickets/web/use-mentionables.tsx'
import { checklistQuery, readChecklist, type Checklist } from './closings.ts'
import { choose, chosenFor, type WithReply } from './dialog-state.ts'
import { closingOf, isEnough, noteKeeper } from './last-note.ts'
import { NeedList, useElsewhere } from './need-list.tsx'
import { ReasonChoices } from './reason-choices.tsx'
import { SaidList } from './said-list.tsx'

type Props = { row: Row; reply?: WithReply | undefined; onDone: () => void }

/** Closing a ticket: why, the last note, and what is still open, worked off in place. Where nothing is asked for it closes at once. */
export default function ClosingDialog({ row, reply, onDone }: Props) {
  const [reasonId, setReasonId] = useState(() => chosenFor(row.id))
  const { data, error, refetch } = useQuery(checklistQuery(row.id, reasonId))
  const { data: head, error: headError, refetch: readHead } = useQuery(headQuery(row.number))
  const cancel = () => { onDone(); reply?.answer(null) }
  const pick = (id: string) => { choose(row.id, id); setReasonId(id) }
  const plain = data !== undefined && !data.asked && !data.needs.some((one) => one.required) && !reply?.said.length
  const begun = useRef(false)
  useEffect(() => {
    if (!plain || begun.current) return
    begun.current = true
    onDone()
    if (reply) reply.answer({ closing: undefined })
    else void close(row)
  }, [plain, reply, onDone, row])
  const title = `${reply ? 'Send and close' : 'Close'} #${row.number}`
  const failed = (!data && error) || (!head && headError)
  if (failed) return <Dialog open onOpenChange={cancel} width="small" title={title}><ErrorState what={wordsFor(failed)} onRetry={() => { void refetch(); void readHead() }} /></Dialog>
  if (plain) return null
  if (!data || !head) return <Loading title={title} onCancel={cancel} />
  return <Asked row={row} head={head} list={data} reasonId={data.reasons.some((one) => one.id === reasonId) ? reasonId : null} onPick={pick} reply={reply} onCancel={cancel} onDone={onDone} />
}

/** Only where the answer takes its time: no dialog flashes up where nothing is asked for. */
function Loading({ title, onCancel }: { title: string; onCancel: () => void }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const soon = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(soon)
  }, [])
  return late ? <Dialog open onOpenChange={onCancel} title={title}><SkeletonRows rows={3} label="Loading what stands before closing" /></Dialog> : null
}

type AskedProps = { row: Row; head: Head; list: Checklist; reasonId: string | null; onPick: (id: string) => void; reply: Props['reply']; onCancel: () => void; onDone: () => void }

function Asked({ row, head, list, reasonId, onPick, reply, onCancel, onDone }: AskedProps) {
  const keeper = noteKeeper(row, head)
  const { writing } = useDraft(keeper)
  const suggest = useMentionables()
  const editor = useRef<RichTextHandle>(null)
  const top = useRef<HTMLDivElement>(null)
  const [waits, setWaits] = useState(false)
  const [busy, setBusy] = useState(false)
  const elsewhere = useElsewhere()
  const reason = list.reasons.find((one) => one.id === reasonId) ?? null
  const noteMissing = list.needs.some((one) => one.kind === 'note') && !isEnough(writing.html)
  const { none } = useStore(sayingOf(row.id, 'reply'))
  const said = (reply?.said ?? []).filter((one) => !none.has(one.text))
  const left = list.needs.filter((one) => one.required && one.kind !== 'note' && one.kind !== 'reason').length + (reason?.promises === false ? 0 : said.length)
  const bad = list.asked && !reason ? 'Choose why it is closed' : noteMissing ? 'Write what came of it' : null
  const ready = !bad && left === 0

  const finish = async () => {
    const closing = reason ? closingOf(keeper, reason.id) : undefined
    if (reply) { choose(row.id, null); onDone(); return reply.answer({ closing }) }
    setBusy(true)
    const closed = await close(row, closing)
    setBusy(false)
    setWaits(false)
    if (!closed) return readChecklist(row.id)
    choose(row.id, null)
    if (closing?.note) void keeper.discard()
    onDone()
  }
  const go = () => { if (busy || bad) return; if (ready) void finish(); else setWaits((now) => !now) }
  // Asked to close as soon as all is settled: the last thing that is settled closes it.
  useEffect(() => { if (waits && ready && !busy) void finish() })
  useKeys({ '⌘enter': { run: go, overDialogs: true } }, { enabled: !elsewhere })
  const pick = (id: string, byNumber: boolean) => { setWaits(false); onPick(id); if (byNumber && (list.reasons.find((one) => one.id === id)?.note ?? false)) editor.current?.focus() }
  const keepOpen = () => { for (const one of said) takeSaid(row.id, 'reply', one); onDone(); reply?.answer('stays-open') }
  const verb = reply ? 'Send and close' : 'Close'
  return (
    <Dialog
      open={!elsewhere} onOpenChange={(shown) => { if (!shown && !elsewhere) onCancel() }} width="medium" title={`${verb} #${row.number}`} description={row.subject} initialFocus={top}
      footer={
        <>
          {left > 0 && !bad && <p className="mr-auto text-ui text-muted" role="status">{waits ? 'Closes by itself when all is settled.' : left === 1 ? 'One thing is still open.' : `${left} things are still open.`}</p>}
          <Button variant="ghost" onClick={onCancel}>Cancel</Button>
          <Button variant={ready ? 'primary' : 'secondary'} shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={go}>{ready || bad ? verb : waits ? 'Do not wait' : `${verb} when settled`}</Button>
        </>
      }
    >
      <div ref={top} tabIndex={-1} className="flex flex-col gap-5 outline-none">
        {said.length > 0 && <SaidList ticketId={row.id} said={said} onKeepOpen={keepOpen} />}
        {list.asked && <ReasonChoices reasons={list.reasons} value={reasonId} onChange={pick} />}
        {list.asked && (
          <section aria-label="Last note">
            <h3 className="mb-1 text-ui font-medium">Last note{reason && !list.needs.some((one) => one.kind === 'note') && <span className="font-normal text-muted"> (optional{reason.note ? ': one of yours says enough' : ''})</span>}</h3>
            <div className="rounded-md border border-note-line bg-note-soft focus-within:border-note">
              <RichText handle={editor} mode="note" label="Last note" placeholder="What came of it, for whoever opens this next" value={writing.html} onChange={(html) => keeper.change({ html })} suggest={suggest} onSubmit={go} />
            </div>
          </section>
        )}
        <NeedList key={reasonId ?? ''} row={row} needs={list.needs} onLeave={onCancel} />
        <ClosingSteps teamId={row.teamId} />
      </div>
    </Dialog>
  )
}
