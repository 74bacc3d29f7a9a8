import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { newId } from '../../../core/ids.ts'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { keep as keepHere, kept } from '../../../core/web/kept.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { plainText } from '../../../ui/plain-text.ts'
import { firstName } from '../../../ui/presence.ts'
import { RichText } from '../../../ui/rich-text.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useSettled } from '../../../ui/use-settled.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { timelineQuery } from '../../tickets/web/ticket-queries.ts'
import { checker, loadChecker } from './checker.ts'
import { callLooks, comment, does, keep, looksQuery, sourcesQuery, withdraw, type Look } from './looks.ts'

/** A reply that waits, opened: read, change, say something, release or give back. */
export default function LookDialog({ id, ticketId, onDone }: { id: string; ticketId: string; onDone: () => void }) {
  const { data, error } = useQuery(looksQuery(ticketId))
  const one = data?.items.find((item) => item.id === id)
  if (error && !data) return <Shell title="A reply that waits" onDone={onDone}><Banner tone="late">{wordsFor(error)}</Banner></Shell>
  if (!one) return <Shell title="A reply that waits" onDone={onDone}>{data ? <p className="text-ui text-muted">It is settled by now.</p> : <SkeletonRows rows={4} label="Loading the reply" />}</Shell>
  return <Opened one={one} onDone={onDone} />
}

const Shell = ({ title, description, footer, onDone, children }: { title: string; description?: ReactNode; footer?: ReactNode; onDone: () => void; children: ReactNode }) =>
  <Dialog open onOpenChange={(open) => !open && onDone()} width="large" title={title} description={description} footer={footer}>{children}</Dialog>

/** What was begun in the dialog and not sent: words, and the reply as changed from this version. */
interface Begun { readonly words: string; readonly html: string | null; readonly version: number }

const thenWords: Record<string, string> = { close: 'Closes the ticket once it is sent.', wait: 'Lets the ticket wait once it is sent.' }

function Opened({ one, onDone }: { one: Look; onDone: () => void }) {
  const me = useMe()
  const { face } = useDirectory()
  const seen = useSeen(one.ticketId)
  const place = `look.${one.id}`
  const [held] = useState(() => kept<Begun>(place) ?? { words: '', html: null, version: one.version })
  const [html, setHtml] = useState(held.html ?? one.html)
  const [words, setWords] = useState(held.words)
  const [busy, setBusy] = useState(false)
  const [stopped, setStopped] = useState<Refused | null>(null)
  const begun = useRef(held.html === null ? one.version : held.version)
  const mine = one.authorId === me.id
  const waits = one.state === 'waiting'
  const changed = html !== one.html
  const author = firstName(face(one.authorId).name)
  // What one changes and does not save yet, and what one begins to say, is there when one comes back.
  const latest = useRef({ html, words })
  latest.current = { html, words }
  const hold = (next: { html?: string; words?: string }) => {
    const now = latest.current = { ...latest.current, ...next }
    setHtml(now.html)
    setWords(now.words)
    const mine = now.html === one.html ? null : now.html
    keepHere(place, mine === null && !now.words ? null : { words: now.words, html: mine, version: begun.current } satisfies Begun)
  }
  // Somebody changed it meanwhile: theirs is shown, unless one is changing it oneself.
  if (begun.current !== one.version && !changed) { begun.current = one.version; setHtml(one.html) }

  const during = async (run: () => Promise<boolean>, after: () => void = () => { keepHere(place, null); onDone() }) => {
    if (busy) return
    setBusy(true)
    const done = await run()
    setBusy(false)
    if (done) after()
  }
  const stop = (problem: unknown): false => {
    if (problem instanceof Refused && ['tickets.others-wrote', 'closings.not-yet', 'looks.changed-meanwhile'].includes(problem.code)) setStopped(problem)
    else toasts.show({ text: wordsFor(problem), tone: 'bad' })
    return false
  }
  const saveChange = async (): Promise<number> => {
    const saved = await callLooks('PATCH /looks/:id', { params: { id: one.id }, body: { html, version: begun.current } })
    begun.current = saved.version
    keep(saved)
    return saved.version
  }
  const release = (how: { anyway?: boolean; plain?: boolean } = {}) => during(async () => {
    try {
      const version = changed ? await saveChange() : begun.current
      keep(await callLooks('POST /looks/:id/release', { params: { id: one.id }, body: { version, seen, ...how } }))
      toasts.show({ text: `It leaves in ${author}’s name` })
      return true
    } catch (problem) {
      return stop(problem)
    }
  })
  const save = () => during(async () => { try { await saveChange(); return true } catch (problem) { return stop(problem) } }, () => keepHere(place, words ? { words, html: null, version: begun.current } satisfies Begun : null))
  const giveBack = () => during(() => does(`${author} has it back`, () => callLooks('POST /looks/:id/return', { params: { id: one.id }, body: { words: words.trim() } })))
  const say = () => during(() => comment(one, newId(), words.trim()), () => { if (latest.current.words === words) hold({ words: '' }) })
  useKeys({ '⌘enter': { run: () => { if (one.may.look) void release() }, overDialogs: true } })
  return (
    <Shell
      title={mine ? 'Your reply waits for a look' : `${author}’s reply waits for a look`} onDone={onDone}
      description={<>To {one.to.map((to) => to.name || to.address).join(', ')}{one.cc.length > 0 && `, copy to ${one.cc.map((to) => to.name || to.address).join(', ')}`} · #{one.number} {one.subject}{one.then && ` · ${thenWords[one.then]}`}</>}
      footer={waits && (
        <>
          {one.may.withdraw && <Button variant="ghost" className="mr-auto" onClick={() => void during(() => withdraw(one))}>{mine ? 'Take it back' : 'Withdraw it'}</Button>}
          {one.may.comment && <Button variant="ghost" disabledReason={!words.trim() && 'Write the comment first'} onClick={() => void say()}>Comment</Button>}
          {one.may.look && <Button disabledReason={words.trim().length < 3 && 'Say what to change first'} onClick={() => void giveBack()}>Give it back</Button>}
          {one.may.look && <Button variant="primary" shortcut="⌘enter" loading={busy} onClick={() => void release()}>{changed ? 'Change and release' : 'Release'}</Button>}
          {mine && <Button disabledReason={!changed && 'Nothing is changed'} loading={busy} onClick={() => void save()}>Save changes</Button>}
        </>
      )}
    >
      <div className="flex flex-col gap-4">
        {one.words && <p className="rounded-md bg-n-3 px-3 py-2 text-ui">{mine ? 'You ask' : `${author} asks`}: {one.words}</p>}
        {stopped && <Stopped refused={stopped} onAnyway={() => { setStopped(null); if (stopped.code === 'looks.changed-meanwhile') { begun.current = one.version; hold({ html: one.html }) } else void release(stopped.code === 'closings.not-yet' ? { plain: true } : { anyway: true }) }} />}
        {waits && (one.may.look || mine)
          ? <div className="rounded-md border border-line-strong focus-within:border-ink"><RichText key={begun.current} value={html} onChange={(next) => hold({ html: next })} label="The reply" className="max-h-[40vh]" /></div>
          : <div className="prose rounded-md border border-line px-3 py-2" dangerouslySetInnerHTML={{ __html: one.html }} />}
        {one.files.length > 0 && <p className="text-meta text-muted">With {one.files.map((file) => file.name).join(', ')}</p>}
        {one.may.look && <Findings ticketId={one.ticketId} html={html} />}
        <Said one={one} />
        {one.may.comment && <Field label={one.may.look ? 'A comment, or why you give it back' : 'A comment'} optional><TextArea value={words} onChange={(next) => hold({ words: next })} rows={2} maxLength={2000} /></Field>}
      </div>
    </Shell>
  )
}

/** What in it has no source, for whoever looks at it; what is above authority is reckoned by theirs. */
function Findings({ ticketId, html }: { ticketId: string; html: string }) {
  const me = useMe()
  const known = useQuery(sourcesQuery(ticketId)).data
  const [rules, setRules] = useState(() => ({ now: checker() }))
  useEffect(() => { void loadChecker().then((now) => setRules({ now })) }, [])
  const settled = useSettled(html)
  const found = rules.now && known && known.check !== 'off' ? rules.now.findingsIn(plainText(settled), { ...known, keys: known.keys.map((one) => one.key) }, { now: Date.now(), zone: me.zone }) : []
  return found.length === 0 ? null : <ul aria-label="What has no source" className="flex flex-col gap-1 text-ui">{found.map((one) => <li key={one.key} className={one.why === 'above-authority' ? 'text-late' : 'text-time'}>{rules.now!.findingWords(one)}</li>)}</ul>
}

/** Up to which entry the releaser has seen the ticket, so that nothing the customer wrote is passed over. */
function useSeen(ticketId: string): number {
  const entries = useInfiniteQuery(timelineQuery(ticketId)).data?.pages[0]?.items ?? []
  const [seen, setSeen] = useState<number | null>(null)
  const newest = entries.reduce((most, entry) => (entry.number < Number.MAX_SAFE_INTEGER ? Math.max(most, entry.number) : most), 0)
  if (seen === null && newest > 0) setSeen(newest)
  return seen ?? newest
}

function Stopped({ refused, onAnyway }: { refused: Refused; onAnyway: () => void }) {
  const closing = refused.code === 'closings.not-yet'
  const open = closing ? (refused.data as { unmet: { words: string }[] }).unmet.map((one) => one.words).join(' · ') : null
  if (refused.code === 'looks.changed-meanwhile') return <div role="alert"><Banner tone="time" action={<Button size="small" onClick={onAnyway}>Show what it reads now</Button>}>Somebody changed this reply while you did. Yours stands here until you look at theirs.</Banner></div>
  return <div role="alert"><Banner tone="time" action={<Button size="small" onClick={onAnyway}>{closing ? 'Release without closing' : 'Release anyway'}</Button>}>{closing ? <>The ticket cannot be closed yet: {open}</> : 'Something was written on the ticket since. Read it first.'}</Banner></div>
}

const did: Record<Look['said'][number]['kind'], string> = { comment: '', changed: 'changed it', returned: 'gave it back' }
function Said({ one }: { one: Look }) {
  const me = useMe()
  const { face } = useDirectory()
  if (one.said.length === 0) return null
  return (
    <ol aria-label="What was said of it" className="flex flex-col gap-2 border-l-2 border-line pl-3 text-ui">
      {one.said.map((said) => (
        <li key={said.id}>
          <p className="text-meta text-muted"><span className="font-medium text-ink">{said.personId === me.id ? 'You' : firstName(face(said.personId).name)}</span> {did[said.kind]} <Time at={said.at} /></p>
          {said.words && <p className="whitespace-pre-wrap">{said.words}</p>}
          {said.htmlBefore !== null && <details className="text-meta text-muted"><summary className="cursor-pointer">What it read before</summary><div className="prose mt-1" dangerouslySetInnerHTML={{ __html: said.htmlBefore }} /></details>}
        </li>
      ))}
    </ol>
  )
}
