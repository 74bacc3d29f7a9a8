import { useQuery } from '@tanstack/react-query'
import { Eye, FileQuestionMark, X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { plainText } from '../../../ui/plain-text.ts'
import { useSettled } from '../../../ui/use-settled.ts'
import { recordDecision } from '../../approvals/web/recording.ts'
import { useMe } from '../../people/web/directory.ts'
import type { Composing } from '../../tickets/web/composer-plugs.ts'
import { checker, loadChecker } from './checker.ts'
import { looksQuery, sourcesQuery } from './looks.ts'

const mostShown = 2
const quietMs = 350

/** While a reply is written: what in it has no source on the ticket, or is above one's authority; and that it needs a look. Advice, each to be set aside. */
export function ReplyAdvice({ head, mode, html }: Composing) {
  const { id } = head.ticket
  const reply = mode === 'reply'
  const me = useMe()
  const needed = useQuery({ ...looksQuery(id), enabled: reply }).data?.needed
  const known = useQuery({ ...sourcesQuery(id), enabled: reply && head.may.reply }).data
  const [rules, setRules] = useState(() => ({ now: checker() }))
  const [aside, setAside] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => { if (reply) void loadChecker().then((now) => setRules({ now })) }, [reply])
  const settled = useSettled(html, quietMs)
  const findings = useMemo(() => (rules.now && known && known.check !== 'off' ? rules.now.findingsIn(plainText(settled), { ...known, keys: known.keys.map((one) => one.key) }, { now: Date.now(), zone: me.zone }) : []), [rules, known, settled, me.zone])
  if (!reply || (!needed && findings.length === 0)) return null
  const shown = findings.filter((one) => !aside.has(one.key))
  return (
    <div role="status" aria-label="Before it is sent" className="flex flex-col gap-1 text-ui">
      {needed && <p className="flex items-center gap-2 text-muted"><Eye aria-hidden size={14} className="shrink-0" />{needed.why === 'person' ? 'A colleague looks at your replies before they leave.' : `Replies on “${needed.tag}” are looked at before they leave.`}</p>}
      {shown.slice(0, mostShown).map((one) => (
        <p key={one.key} className={one.why === 'above-authority' ? 'flex items-center gap-2 text-late' : 'flex items-center gap-2 text-time'}>
          <FileQuestionMark aria-hidden size={14} className="shrink-0" /><span className="min-w-0 flex-1">{rules.now!.findingWords(one)}</span>
          {one.why === 'above-authority' && <Button size="small" onClick={() => recordDecision(id)}>Ask for it</Button>}
          <IconButton icon={X} size="small" label={`Set aside: ${one.words}`} onClick={() => setAside(new Set([...aside, one.key]))} />
        </p>
      ))}
      {shown.length > mostShown && <p className="pl-[22px] text-meta text-muted">and {shown.length - mostShown} more</p>}
    </div>
  )
}
