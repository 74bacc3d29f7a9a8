import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Stamp, ThumbsDown, ThumbsUp, Undo2, UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { useActs } from '../../../ui/acts.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { firstName } from '../../../ui/presence.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TaskRow } from '../../../ui/task-row.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { clockOf, contextWords, waitsFor } from './approval-words.tsx'
import { boxQuery, type Approval, type Box } from './approvals.ts'
import { approveNow, decideWithWords, passOn, withdraw } from './deciding.ts'
import { decisionActs } from './my-approvals.tsx'

const empty: Record<Box, string> = {
  waiting: 'Nothing waits for your yes or no. What your team asks of you appears here.', mine: 'You asked for nothing that still waits. What policy reserves for leads is offered as a request when you try it.', all: 'Nothing was asked yet.',
}

/** Requests of one kind, with keys and, where one decides, several at once. */
export function ApprovalsList({ box }: { box: Box }) {
  const { data, error, refetch } = useQuery(boxQuery(box))
  const [chosen, setChosen] = useState<readonly string[]>([])
  const rows = data ?? []
  const picked = rows.filter((one) => chosen.includes(one.id))
  const focused = () => rows.filter((one) => one.id === document.activeElement?.getAttribute('data-approval'))
  const meant = () => (picked.length ? picked : focused())
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const clear = () => setChosen([])
  const step = (by: 1 | -1) => {
    const all = [...document.querySelectorAll<HTMLElement>('[data-task]')]
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement as HTMLElement) + by))]?.focus()
  }
  useActs('Approvals', [
    { id: 'next', label: 'Next', keys: 'j', keyOnly: true, run: () => step(1) }, { id: 'previous', label: 'Previous', keys: 'k', keyOnly: true, run: () => step(-1) },
    ...(box === 'waiting' ? [
      { id: 'pick', label: 'Choose', keys: 'x', keyOnly: true, run: () => { const [one] = focused(); if (one) toggle(one.id) } },
      { id: 'yes', label: 'Approve', keys: 'y', icon: ThumbsUp, run: () => { if (meant().length) approveNow(meant(), clear) } },
      { id: 'note', label: 'Approve with a note', keys: '⇧y', icon: ThumbsUp, run: () => decideWithWords(meant(), true, clear) },
      { id: 'no', label: 'Refuse', keys: 'n', icon: ThumbsDown, run: () => decideWithWords(meant(), false, clear) },
      { id: 'pass', label: 'Pass on', keys: 'w', icon: UserRoundPlus, run: () => { for (const one of meant().filter((it) => it.may.passOn)) void passOn(one); clear() } },
    ] : []),
  ])
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={4} label="Loading approvals" />
  if (rows.length === 0) return <EmptyState icon={Stamp}>{empty[box]}</EmptyState>
  return (
    <>
      {picked.length > 0 && (
        <div className="sticky top-0 z-20 mb-2 flex flex-wrap items-center gap-2 border-b border-line bg-paper py-2">
          <span className="flex-1 text-ui text-ink">{picked.length} chosen</span>
          <Button size="small" variant="primary" shortcut="y" onClick={() => approveNow(picked, clear)}>Approve {picked.length}</Button>
          <Button size="small" variant="ghost" onClick={() => decideWithWords(picked, true, clear)}>With a note</Button>
          <Button size="small" variant="ghost" shortcut="n" onClick={() => decideWithWords(picked, false, clear)}>Refuse {picked.length}</Button>
        </div>
      )}
      <ul className="border-y border-line">{rows.map((one) => <Row key={one.id} one={one} box={box} chosen={chosen.includes(one.id)} onToggle={() => toggle(one.id)} />)}</ul>
    </>
  )
}

function Row({ one, box, chosen, onToggle }: { one: Approval; box: Box; chosen: boolean; onToggle: () => void }) {
  const directory = useDirectory()
  const me = useMe()
  const who = directory.face(one.requesterId)
  const clock = clockOf(one)
  const link = one.ticket ? <Link to="/tickets/$number" params={{ number: String(one.ticket.number) }} preload={false} data-approval={one.id} /> : <Link to={one.look ?? '/approvals'} preload={false} data-approval={one.id} />
  const detail = one.state === 'pending'
    ? <>{who.id === me.id ? 'you' : firstName(who.name)}: {one.reason} · {one.ticket && `#${one.ticket.number} ${one.ticket.subject} · `}{contextWords(one)}{box !== 'waiting' && <> · waits for {waitsFor(one, directory, me.id)}</>}</>
    : <>{outcome[one.state]}{one.decidedById && one.state !== 'withdrawn' && ` by ${one.decidedById === me.id ? 'you' : firstName(directory.face(one.decidedById).name)}`}{one.answer && `: ${one.answer}`}{one.ticket && ` · #${one.ticket.number} ${one.ticket.subject}`}</>
  return (
    <TaskRow
      sign={box === 'waiting' ? <span className="relative z-10"><Checkbox checked={chosen} onChange={onToggle} label={`Choose ${one.words}`} /></span> : <Avatar person={who} size={20} decorative />}
      title={one.words} detail={detail} wrap link={link} time={clock ? <ClockRing clock={clock} label="decision" showText quietLabel /> : <Time at={one.decidedAt ?? one.at} as="ago" />}
      acts={one.may.decide ? decisionActs(one) : one.may.withdraw ? [{ id: 'back', label: 'Take back', icon: Undo2, run: () => void withdraw(one) }] : []}
    />
  )
}
const outcome: Record<Approval['state'], string> = { pending: 'waits', approved: 'approved', refused: 'refused', withdrawn: 'taken back' }
