import { ArrowUpRight, Scale, Stamp, ThumbsDown, ThumbsUp, Undo2, type LucideIcon } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { firstName } from '../../../ui/presence.ts'
import { ChangeLine } from '../../../ui/timeline/change-line.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { EntryView } from '../../tickets/web/thread.tsx'
import type { Entry } from '../../tickets/web/tickets-call.ts'
import { money } from './amounts.ts'
import type { Approval, Decision } from './approvals.ts'

const signs: Record<string, LucideIcon> = { 'approvals.asked': Stamp, 'approvals.climbed': ArrowUpRight, 'approvals.withdrawn': Undo2, 'approvals.taken-up': Undo2, 'approvals.decision-recorded': Scale }

/** How the timeline shows what was asked of leads, and what was decided. */
export const approvalView: EntryView = (entry, fresh) => (entry.name.startsWith('approvals.') ? <div id={`entry-${entry.id}`}><Told entry={entry} fresh={fresh} /></div> : undefined)

function Told({ entry, fresh }: { entry: Entry; fresh: boolean }) {
  const { face } = useDirectory()
  const me = useMe()
  const name = useMemo(() => (id: string | null | undefined) => (id === me.id ? 'You' : id ? firstName(face(id).name) : 'Baton'), [face, me.id])
  const data = entry.data as { approved?: boolean; askedIds?: string[]; again?: boolean; requesterId?: string }
  const icon = entry.name === 'approvals.decided' ? (data.approved ? ThumbsUp : ThumbsDown) : signs[entry.name] ?? Stamp
  const tone = entry.name === 'approvals.decided' ? (data.approved ? 'good' : 'plain') : entry.name === 'approvals.climbed' && entry.actor.kind !== 'person' ? 'time' : 'plain'
  return <ChangeLine icon={icon} tone={tone} at={entry.at} fresh={fresh}>{wordsOf(entry, data, name)}</ChangeLine>
}

function wordsOf(entry: Entry, data: { approved?: boolean; askedIds?: string[]; again?: boolean; requesterId?: string }, name: (id: string | null | undefined) => string): ReactNode {
  const who = name(entry.actor.kind === 'person' ? entry.actor.id : null)
  if (entry.name === 'approvals.decision-recorded') {
    const made = entry.more as Decision | null
    return made && <>{who} decided: {made.topicName} of {money(made.amount, made.currency)}{made.approvalId && ', approved'} because “{made.reason}”</>
  }
  const request = entry.more as Approval | null
  const what = request?.words ?? 'something reserved for leads'
  const asked = (data.askedIds ?? []).map((id) => (name(id) === 'You' ? 'you' : name(id))).join(', ')
  const passed = entry.name === 'approvals.climbed' && entry.actor.kind === 'person'
  switch (entry.name) {
    case 'approvals.asked': return <>{who} asked {asked} for approval: {what}{request && <> because “{request.reason}”</>}</>
    case 'approvals.climbed': return passed ? <>{who} passed it on to {asked}: {what}</> : data.again ? <>Nobody decided yet, and everybody was told once more: {what}</> : <>Nobody decided in time; {asked} {asked.includes(',') || asked === 'you' ? 'were' : 'was'} asked too: {what}</>
    case 'approvals.decided': return data.approved ? <>{who} approved what {name(data.requesterId) === 'You' ? 'you' : name(data.requesterId)} asked for</> : <>{who} refused: {what}{request?.answer && <> because “{request.answer}”</>}</>
    case 'approvals.taken-up': return <>{who} took it up again: {what}</>
    case 'approvals.withdrawn': return <>{who} took the request back: {what}</>
    default: return what
  }
}
