import { useQuery } from '@tanstack/react-query'
import { BookOpen, Check, ChevronDown, ChevronRight, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useStore } from '../../../core/web/store.ts'
import { useActs } from '../../../ui/acts.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { asHtml } from '../../../ui/hold-typing.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { firstName } from '../../../ui/presence.ts'
import { customerQuery } from '../../customers/web/customers.ts'
import { useMe } from '../../people/web/directory.ts'
import { useShowEntry } from '../../tickets/web/show-entry.ts'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { inForce, phraseFor } from '../rules.ts'
import { actWords, dismiss, fittingQuery, opened, openByHand, playbooksQuery, type Playbook, type Step, type Why } from './playbooks.ts'

/** What the page lets steps do: acts of the ticket by their id, and writing. */
export interface Doing { readonly acts: readonly { readonly id: string; readonly run: () => void; readonly disabledReason?: string | null }[]; readonly write: (mode: 'reply' | 'note', html: string) => void }
type BarProps = Doing & { head: Head }

/** Over the place where one writes: the playbook that fits now, and why. */
export default function PlaybookBar({ head, acts, write }: BarProps) {
  const { ticket, may } = head
  const all = useQuery(playbooksQuery).data
  const fitting = useQuery({ ...fittingQuery(ticket.id), enabled: may.reply && ticket.status !== 'closed' }).data
  const asked = useStore(opened)
  const here = asked?.ticketId === ticket.id ? asked : null
  const inTeam = inForce(all ?? [], ticket.teamId)
  useActs('Playbooks', may.reply ? inTeam.map((one) => ({ id: `playbook-${one.id}`, label: `Playbook: ${one.name}`, icon: BookOpen, words: ['steps', 'how to'], run: () => openByHand(ticket.id, one.id) })) : [])
  if (!may.reply) return null
  const first = here ? { playbookId: here.playbookId, why: fitting?.find((one) => one.playbookId === here.playbookId)?.why ?? null } : fitting?.[0]
  const one = inTeam.find((other) => other.id === first?.playbookId)
  if (!one || !first) return null
  return <Card key={one.id} one={one} why={first.why} draftWords={here?.draftWords ?? null} openFirst={here?.byHand ?? false} head={head} acts={acts} write={write} />
}

function Card({ one, why, draftWords, openFirst, head, acts, write }: BarProps & { one: Playbook; why: Why | null; draftWords: string | null; openFirst: boolean }) {
  const [open, setOpen] = useState(openFirst)
  const [at, setAt] = useState(0)
  const [done, setDone] = useState<ReadonlySet<number>>(new Set())
  const step = one.steps[Math.min(at, one.steps.length - 1)]!
  const next = () => { setDone((all) => new Set([...all, at])); if (at < one.steps.length - 1) setAt(at + 1); else setOpen(false) }
  return (
    <section aria-label={`Playbook: ${one.name}`} className="relative z-10 mb-1.5 rounded-md border border-line-strong bg-raised text-ui">
      <header className="flex min-h-8 items-center gap-2 pr-1 pl-3">
        <BookOpen aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-muted" />
        <p className="min-w-0 flex-1 truncate"><span className="font-medium">{one.name}</span><span className={classNames('text-muted', !open && 'max-sm:hidden')}> · <Because why={why} draftWords={draftWords} customer={firstName(head.ticket.customerName) || 'the customer'} /></span></p>
        <Button size="small" variant="ghost" icon={open ? ChevronDown : ChevronRight} aria-expanded={open} onClick={() => setOpen(!open)}>{open ? 'Hide' : `${one.steps.length} steps`}</Button>
        <IconButton icon={X} size="small" label="Set it aside" onClick={() => void dismiss(head.ticket.id, { playbookId: one.id, why, draftWords, name: one.name })} />
      </header>
      {open && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-t border-line px-3 py-2">
          <ol className="flex shrink-0 items-center gap-1">{one.steps.map((other, n) => <Dot key={n} number={n + 1} text={other.text} now={n === at} done={done.has(n)} onPress={() => setAt(n)} />)}</ol>
          <p className="min-w-0 flex-1 basis-64" aria-live="polite"><span className="font-medium">{step.text}</span>{step.help && <span className="block text-meta text-pretty text-muted">{step.help}</span>}</p>
          <span className="flex shrink-0 items-center gap-1">
            {step.act && <StepAct key={at} act={step.act} head={head} acts={acts} write={write} onDone={next} />}
            <Button size="small" variant="ghost" onClick={next}>{at < one.steps.length - 1 ? 'Next' : 'Finish'}</Button>
          </span>
        </div>
      )}
    </section>
  )
}

/** A step by its number: where one is, and which were gone through. */
const Dot = ({ number, text, now, done, onPress }: { number: number; text: string; now: boolean; done: boolean; onPress: () => void }) => (
  <li>
    <button
      type="button" aria-current={now ? 'step' : undefined} aria-label={`${number}. ${text}${done ? ', done' : ''}`} data-tip={text} onClick={onPress}
      className={classNames('grid size-6 place-items-center rounded-full border text-meta tabular-nums max-sm:size-9', now ? 'border-ink font-semibold text-ink' : done ? 'border-good-line bg-good-soft text-good' : 'border-line-strong text-muted hover:text-ink')}
    >
      {done && !now ? <Check aria-hidden size={12} strokeWidth={3} /> : number}
    </button>
  </li>
)

/** Why it appeared, with the way to where that stands. */
function Because({ why, draftWords, customer }: { why: Why | null; draftWords: string | null; customer: string }) {
  const show = useShowEntry()
  if (draftWords) return <>“{draftWords}” sounds unsure</>
  if (!why) return <>opened by hand</>
  const words = why.words && <bdi>“{why.words}”</bdi>
  const said = why.kind === 'loud' ? <>{customer} writes loudly: {words}</> : why.kind === 'first-contact' ? <>first ticket of {customer}, not answered yet</> : <>{customer} wrote {words}</>
  return why.entryId ? <button type="button" className="rounded-sm underline decoration-n-8 underline-offset-2 hover:text-ink" onClick={() => show(why.entryId!)}>{said}</button> : said
}

/** What a step does here; nothing where it cannot be done. */
function StepAct({ act, head, acts, write, onDone }: Doing & { act: NonNullable<Step['act']>; head: Head; onDone: () => void }): ReactNode {
  const me = useMe()
  const { customerId, customerName } = head.ticket
  const customer = useQuery({ ...customerQuery(customerId ?? ''), enabled: act.kind === 'insert' && customerId !== null }).data
  const put = (run: () => void) => () => { onDone(); run() }
  if (act.kind === 'insert') {
    const words = phraseFor(act.phrases, customer?.language ?? null, { customer: customerName, me: firstName(me.name) })
    return words ? <Button size="small" data-tip={words} onClick={put(() => write('reply', asHtml(words)))}>{actWords.insert}</Button> : null
  }
  if (act.kind === 'ask') return head.may.note ? <Button size="small" onClick={put(() => write('note', '@'))}>{actWords.ask}</Button> : null
  const there = acts.find((other) => other.id === act.kind && !other.disabledReason)
  return there ? <Button size="small" onClick={put(there.run)}>{actWords[act.kind]}</Button> : null
}
