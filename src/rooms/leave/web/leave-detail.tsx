import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CalendarClock, Send } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { Facts } from '../../../ui/panel.tsx'
import { firstName } from '../../../ui/presence.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { callApprovals, readApprovals } from '../../approvals/web/approvals.ts'
import { decideWithWords } from '../../approvals/web/deciding.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { BinList } from './bin-list.tsx'
import { ask, back, cancel, override, wholeQuery, type Leave } from './leave.ts'
import { LeaveDigest } from './leave-digest.tsx'
import { daysText, lengthOf, stateWords } from './leave-words.ts'

const LeaveForm = lazy(() => import('./leave-form.tsx'))

/** One leave: when, who stands in, where it stands; and all that has to be clear before it, worked off here. */
export function LeaveDetail({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(wholeQuery(id))
  const me = useMe()
  const { face } = useDirectory()
  const [changing, setChanging] = useState(false)
  const [saying, setSaying] = useState<'override' | 'ask' | null>(null)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={6} label="Loading the leave" />
  const { leave, bin } = data
  const mine = leave.personId === me.id
  const who = face(leave.personId)
  const state = stateWords[leave.state]
  const busy = leave.state !== 'over' && leave.state !== 'cancelled'
  return (
    <article aria-label={mine ? 'Your leave' : `Leave of ${who.name}`}>
      <header className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-2">
        <Avatar person={who} size={32} decorative />
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="flex flex-wrap items-center gap-2 text-message font-semibold">{mine ? 'Your leave' : who.name}<Badge tone={state.tone}>{state.words}</Badge></h2>
          <p className="text-ui text-muted">{daysText(leave)} · {lengthOf(leave)} · {leave.typeSay}</p>
        </div>
        <div className="flex flex-wrap items-center gap-1.5">
          {leave.may.change && <Button size="small" icon={CalendarClock} onClick={() => setChanging(true)}>Change</Button>}
          {leave.may.cancel && <Button size="small" variant="ghost" onClick={() => void cancel(leave)}>{leave.state === 'draft' || leave.state === 'refused' ? 'Discard' : 'Do not take it'}</Button>}
          {leave.may.back && <Button size="small" variant={mine ? 'primary' : 'secondary'} onClick={() => void back(leave)}>{mine ? 'I am back' : 'Back now'}</Button>}
        </div>
      </header>
      <Facts facts={[
        { name: 'Stands in', value: leave.coverId ? face(leave.coverId).name : <span className="text-muted">nobody yet</span> },
        ...(leave.note ? [{ name: 'Note', value: leave.note }] : []),
        ...(leave.approvedBy ? [{ name: leave.madeBy !== leave.personId ? 'Put on leave by' : 'Approved by', value: `${face(leave.approvedBy).name}${leave.overrideWhy && leave.madeBy === leave.personId ? `, although not all was clear: ${leave.overrideWhy}` : ''}` }] : []),
      ]} />
      {leave.state === 'refused' && <div className="mt-4"><Banner tone="late">Refused{leave.answer && `: ${leave.answer}`}. Change it and ask again, or discard it.</Banner></div>}
      {busy && <div className="mt-6"><BinList bin={bin} leave={leave} coverId={leave.coverId} onCover={() => setChanging(true)} /></div>}
      {(leave.may.ask || (leave.may.decide && leave.state !== 'draft')) && (
        <footer className="sticky bottom-0 z-10 mt-6 flex flex-wrap items-center gap-3 border-t border-line bg-paper py-3">
          <p className="min-w-0 flex-1 basis-64 text-ui text-muted">{leave.may.ask ? (bin.left ? 'Ask now, or clear it first: a lead can approve it once everything is clear.' : 'Everything is clear. A lead can say yes at once.') : bin.left ? 'It cannot be approved before everything is clear, unless you say why.' : 'Everything is clear.'}</p>
          {leave.may.ask && <Button variant="primary" icon={Send} onClick={() => setSaying('ask')}>Ask for it</Button>}
          {leave.may.decide && leave.state === 'asked' && <Decide leave={leave} left={bin.left} onOverride={() => setSaying('override')} />}
        </footer>
      )}
      {leave.state === 'asked' && mine && <p className="mt-4 text-ui text-muted">Asked for. <Link to="/approvals" preload={false} className="text-link underline">See who decides</Link>, or take it back there.</p>}
      {(leave.state === 'over' || leave.state === 'away') && <div className="mt-8"><LeaveDigest id={leave.id} mine={mine} /></div>}
      {changing && <Suspense fallback={null}><LeaveForm leave={leave} onDone={() => setChanging(false)} /></Suspense>}
      {saying && <Saying kind={saying} leave={leave} left={bin.left} name={firstName(who.name)} onDone={() => setSaying(null)} />}
    </article>
  )
}

/** Yes or no for a lead: yes while everything is clear; else yes with a reason. */
function Decide({ leave, left, onOverride }: { leave: Leave; left: number; onOverride: () => void }) {
  const again = () => void cache.invalidateQueries({ queryKey: ['leave'] })
  const approve = async () => {
    try {
      await callApprovals('POST /approvals/:id/decide', { params: { id: leave.approvalId! }, body: { approve: true, answer: '' } })
      toasts.show({ text: 'Approved', detail: 'The team is told, with who stands in and who has what.' })
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    }
    again()
    readApprovals()
  }
  const refuse = async () => {
    try {
      decideWithWords([await callApprovals('GET /approvals/:id', { params: { id: leave.approvalId! } })], false, again)
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    }
  }
  return (
    <>
      <Button variant="ghost" onClick={() => void refuse()}>Refuse</Button>
      {left > 0 ? <Button onClick={onOverride}>Approve as it is</Button> : <Button variant="primary" onClick={() => void approve()}>Approve</Button>}
    </>
  )
}

function Saying({ kind, leave, left, name, onDone }: { kind: 'override' | 'ask'; leave: Leave; left: number; name: string; onDone: () => void }) {
  const [words, setWords] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async () => {
    if (kind === 'override' && !words.trim()) return setError('Say why it is fine although not everything is clear.')
    setBusy(true)
    try {
      if (kind === 'ask') { if (await ask(leave, words.trim(), left)) onDone() }
      else { await override(leave, words.trim()); toasts.show({ text: 'Approved', detail: 'What is left is yours to see to.' }); onDone() }
    } catch (problem) {
      setError(wordsFor(problem))
    }
    setBusy(false)
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="small" title={kind === 'ask' ? 'Ask for leave' : 'Approve as it is'} description={kind === 'ask' ? daysText(leave) : `${left === 1 ? 'One thing is' : `${left} things are`} not clear. ${name} goes all the same, and you see to what is left.`}
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" loading={busy} shortcut="⌘enter" onClick={() => void send()}>{kind === 'ask' ? 'Ask' : 'Approve'}</Button></>}
    >
      <form onSubmit={(event) => { event.preventDefault(); void send() }} onKeyDown={(event) => { if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) { event.preventDefault(); void send() } }}>
        <Field label={kind === 'ask' ? 'For who decides' : 'Why'} optional={kind === 'ask'} error={error}><TextArea value={words} maxLength={1000} data-autofocus onChange={(text) => { setWords(text); setError(null) }} /></Field>
      </form>
    </Dialog>
  )
}
