import { Link } from '@tanstack/react-router'
import { ArrowRightLeft, Check, X } from 'lucide-react'
import { use } from 'react'
import { firstName } from '../../../ui/presence.ts'
import { TaskRow, TaskSection, type TaskAct } from '../../../ui/task-row.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { dayAt, doing, workedWords } from './rota.ts'
import { callRota, useSwaps, type Swap } from './swaps.ts'

const agree = (one: Swap, who: string) => void doing(async () => await callRota('POST /rota/swaps/:id/agree', { params: { id: one.id }, body: {} }), `You and ${who} agree`)
const decline = (one: Swap, who: string) => void doing(() => callRota('POST /rota/swaps/:id/decline', { params: { id: one.id }, body: {} }), `Declined; ${who} is told`)
const withdraw = (one: Swap) => void doing(() => callRota('POST /rota/swaps/:id/withdraw', { params: { id: one.id }, body: {} }), 'Taken back')

/** What one does with a swap that waits for one's answer. */
export const answerActs = (one: Swap, giver: string): TaskAct[] => [{ id: 'agree', label: 'Agree', keys: 'y', icon: Check, main: true, run: () => agree(one, giver) }, { id: 'decline', label: 'Decline', keys: 'x', icon: X, run: () => decline(one, giver) }]

/** Swaps as rows: those for me to answer, or all that wait where I am concerned or lead. */
export function SwapRows({ all }: { all?: boolean }) {
  const me = useMe()
  const { face } = useDirectory()
  const { zone = 'UTC', locale } = use(ReaderContext)
  const swaps = useSwaps().filter((one) => all || one.may.answer)
  const words = (one: Swap): string => {
    const [giver, taker] = [face(one.giverId), face(one.takerId)].map((who) => (who.id === me.id ? 'you' : firstName(who.name)))
    const gives = one.gives ? workedWords(one.gives, zone, locale) : 'a shift'
    return one.may.answer ? `${giver} asks you to work ${gives}` : `${giver === 'you' ? 'You ask' : `${giver} asks`} ${taker} to work ${gives}`
  }
  const detail = (one: Swap): string => [
    one.back ? `for ${workedWords(one.back, zone, locale)} of ${one.takerId === me.id ? 'yours' : 'theirs'}` : one.hasBack ? 'for a shift that is no longer worked' : 'for nothing', ...(one.note ? [`“${one.note}”`] : []), ...(one.state === 'agreed' ? ['both agree; a lead decides'] : []),
  ].join(' · ')
  return (
    <TaskSection title={all ? 'Swaps that wait' : 'Shifts to swap'} count={swaps.length}>
      {swaps.map((one) => (
        <TaskRow
          key={one.id} sign={<ArrowRightLeft aria-hidden size={15} className="text-muted" />} title={words(one)} detail={detail(one)} wrap
          acts={one.may.answer
            ? answerActs(one, firstName(face(one.giverId).name))
            : one.may.withdraw ? [{ id: 'withdraw', label: 'Take back', icon: X, run: () => withdraw(one) }] : []}
          link={<Link to="/team/rota" search={{ team: one.teamId, ...(one.gives ? { week: dayAt(Date.parse(one.gives.startsAt), zone) } : {}) }} preload={false} />}
        />
      ))}
    </TaskSection>
  )
}

/** On My day. */
export const MySwaps = () => <SwapRows />
