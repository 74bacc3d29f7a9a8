import { Send } from 'lucide-react'
import { useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { useKept } from '../../../core/web/use-kept.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { firstName } from '../../../ui/presence.ts'
import { TextArea } from '../../../ui/text-area.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { callApprovals, useMyApprovals } from '../../approvals/web/approvals.ts'
import { approveNow, decideWithWords, passOn } from '../../approvals/web/deciding.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { ask, override, type Leave } from './leave.ts'
import { daysText } from './leave-words.ts'

type Said = 'ask' | 'override' | 'alone'

/** What is next on the way to a yes: asking for it, saying yes or no, or, where nobody else could, one's own reason. */
export function Deciding({ leave, left }: { leave: Leave; left: number }) {
  const [saying, setSaying] = useState<Said | null>(null)
  const decides = leave.may.decide && leave.state === 'asked'
  if (!leave.may.ask && !leave.may.alone && !decides) return null
  return (
    <footer className="sticky bottom-0 z-10 mt-6 flex flex-wrap items-center justify-end gap-x-3 gap-y-2 border-t border-line bg-paper py-3">
      <p className="min-w-0 flex-1 basis-64 text-ui text-muted">{next(leave, left)}</p>
      <span className="flex flex-wrap gap-2">
        {leave.may.ask && <Button variant="primary" icon={Send} onClick={() => setSaying('ask')}>Ask for it</Button>}
        {leave.may.alone && <Button variant={left ? 'secondary' : 'primary'} onClick={() => setSaying('alone')}>Approve it yourself</Button>}
        {decides && <Verdict leave={leave} left={left} onOverride={() => setSaying('override')} />}
      </span>
      {saying && <Saying kind={saying} leave={leave} left={left} onDone={() => setSaying(null)} />}
    </footer>
  )
}

function next({ may }: Leave, left: number): string {
  if (may.alone) return 'Nobody beside you could decide this. You may approve it yourself; the reason you give stays here for everybody who sees this leave.'
  if (may.ask) return left ? 'Ask now, or clear it first: a lead can approve it once everything is clear.' : 'Everything is clear. A lead can say yes at once.'
  return left ? 'It cannot be approved before everything is clear, unless you say why.' : 'Everything is clear.'
}

/** Yes while everything is clear, else yes with a reason; no says why; or sent on to the next who may. */
function Verdict({ leave, left, onOverride }: { leave: Leave; left: number; onOverride: () => void }) {
  const decide = async (how: 'yes' | 'no') => {
    const again = () => void cache.invalidateQueries({ queryKey: ['leave'] })
    try {
      const approval = await callApprovals('GET /approvals/:id', { params: { id: leave.approvalId! } })
      if (how === 'yes') approveNow([approval], again)
      else decideWithWords([approval], false, again)
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    }
  }
  const mine = useMyApprovals().waiting.find((one) => one.id === leave.approvalId)
  return (
    <>
      {mine?.may.passOn && <Button variant="ghost" onClick={() => void passOn(mine)}>Pass on</Button>}
      <Button variant="ghost" onClick={() => void decide('no')}>Refuse</Button>
      {left > 0 ? <Button onClick={onOverride}>Approve as it is</Button> : <Button variant="primary" onClick={() => void decide('yes')}>Approve</Button>}
    </>
  )
}

const titles: Readonly<Record<Said, string>> = { ask: 'Ask for leave', override: 'Approve as it is', alone: 'Approve your own leave' }

function Saying({ kind, leave, left, onDone }: { kind: Said; leave: Leave; left: number; onDone: () => void }) {
  const { face } = useDirectory()
  const { now: words, set: setWords, forget } = useKept(`form.leave-${kind}.${leave.id}`, () => '')
  const unclear = left === 0 ? '' : left === 1 ? 'One thing is not clear. ' : `${left} things are not clear. `
  const about = kind === 'ask' ? daysText(leave) : kind === 'alone' ? `${daysText(leave)}. ${unclear}` : `${unclear}${firstName(face(leave.personId).name)} goes all the same, and you see to what is left.`
  const missing = kind === 'ask' || words.trim() ? null : kind === 'alone' ? 'Say why first: nobody else looks at it' : 'Say first why it is fine although not everything is clear'
  const send = async () => {
    if (kind === 'ask') { if (!(await ask(leave, words.trim(), left))) return false }
    else {
      await override(leave, words.trim())
      toasts.show({ text: 'Approved', ...(left && kind === 'override' ? { detail: 'What is left is yours to see to.' } : {}) })
    }
    forget()
    return true
  }
  return (
    <FormDialog width="small" title={titles[kind]} description={about} act={kind === 'ask' ? 'Ask' : 'Approve'} disabledReason={missing} onSubmit={send} onClose={onDone}>
      <Field label={kind === 'ask' ? 'For who decides' : 'Why'} optional={kind === 'ask'}><TextArea value={words} maxLength={1000} data-autofocus onChange={setWords} /></Field>
    </FormDialog>
  )
}
