import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useSettled } from '../../../ui/use-settled.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { spanWords } from '../../tickets/web/spans.ts'
import { MatchFields } from './match-fields.tsx'
import { callSla, newPolicy, policiesQuery, previewQuery, targetWords, type Policy, type Written } from './sla.ts'
import { SpanField } from './span-field.tsx'

const reasons = [{ id: 'customer', label: 'the customer' }, { id: 'teammate', label: 'a teammate' }, { id: 'team', label: 'another team' }, { id: 'vendor', label: 'a supplier' }, { id: 'date', label: 'a date' }] as const
type Warn = Written['warn']
const idOf = (warn: Warn): string => ('percent' in warn ? `${warn.percent}%` : `${warn.minutes}m`)
const warnOf = (id: string): Warn => (id.endsWith('%') ? { percent: Number(id.slice(0, -1)) } : { minutes: Number(id.slice(0, -1)) })
const riskWords = (id: string): string => { const warn = warnOf(id); return 'percent' in warn ? `${warn.percent} % of the time is used` : `${spanWords(warn.minutes)} are left` }
/** Some usual ones, with the one that stands now among them, whatever it is. */
const risksWith = (now: Warn) => [...new Set(['50%', '75%', '90%', '15m', '30m', '60m', idOf(now)])].map((id) => ({ id, label: riskWords(id) }))

/** Makes a service level, or changes one; says all the while what it would mean. */
export function PolicyDialog({ policy, onClose }: { policy: Policy | null; onClose: () => void }) {
  const [id] = useState(() => policy?.id ?? newId())
  const [written, setWritten] = useState<Written>(() => policy ?? newPolicy())
  const put = (part: Partial<Written>) => setWritten((now) => ({ ...now, ...part }))
  const target = (part: Partial<Written['targets']>) => put({ targets: { ...written.targets, ...part } })
  const { busy, error, fields, submit } = useSending(async () => {
    const { name, match, targets, warn, always, pauses, reviewOn } = written
    const body = { name, match, targets, warn, always, pauses, reviewOn: reviewOn || null }
    if (policy) await callSla('PUT /sla/policies/:id', { params: { id }, body: { ...body, version: policy.version } })
    else await callSla('POST /sla/policies', { body: { ...body, id } })
    await cache.invalidateQueries({ queryKey: policiesQuery.queryKey })
    toasts.show({ text: `${name} saved`, detail: 'Open tickets get their times in a moment.' })
    onClose()
  }, { 'sla.name-taken': 'name', 'sla.no-target': 'targets.firstReply' })
  return (
    <Dialog open onOpenChange={onClose} width="large" title={policy ? policy.name : 'Make a service level'} description="Within what time customers hear from you. The strictest that fits a ticket is the one it gets.">
      <form onSubmit={submit} className="flex flex-col gap-6">
        <Field label="Name" error={fields['name']}><TextInput value={written.name} onChange={(name) => put({ name })} maxLength={80} required placeholder="Pro customers" /></Field>
        <MatchFields match={written.match} onChange={(match) => put({ match })} />
        <fieldset className="grid gap-4 sm:grid-cols-2">
          <legend className="mb-2 text-ui font-semibold">Within what time</legend>
          <SpanField label="First reply" value={written.targets.firstReply} onChange={(firstReply) => target({ firstReply })} error={fields['targets.firstReply']} />
          <SpanField label="Each further reply" value={written.targets.nextReply} onChange={(nextReply) => target({ nextReply })} />
          <SpanField label="A word at least every" value={written.targets.update} onChange={(update) => target({ update })} />
          <SpanField label="Solution" value={written.targets.resolution} onChange={(resolution) => target({ resolution })} />
          <Field label="At risk when"><Select options={risksWith(written.warn)} value={idOf(written.warn)} onChange={(id) => put({ warn: warnOf(id) })} /></Field>
          <Field label="Look at it again on" optional><TextInput type="date" value={written.reviewOn ?? ''} onChange={(reviewOn) => put({ reviewOn })} /></Field>
        </fieldset>
        <Switch checked={written.always ?? false} onChange={(always) => put({ always })}>Every hour counts, not only the business hours of the team</Switch>
        <fieldset>
          <legend className="mb-2 text-ui font-semibold">Time stands still while it waits for</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-1.5">
            {reasons.map((one) => <Checkbox key={one.id} checked={written.pauses.includes(one.id)} onChange={(on) => put({ pauses: on ? [...written.pauses, one.id] : written.pauses.filter((other) => other !== one.id) })}>{one.label}</Checkbox>)}
          </div>
        </fieldset>
        <Preview written={{ ...written, id: policy?.id ?? null }} />
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} className="self-end">{policy ? 'Save' : 'Make it'}</Button>
      </form>
    </Dialog>
  )
}

/** What it would mean, in words: whom it is for, how many of the open tickets, when an example would be due. */
function Preview({ written }: { written: Written }) {
  const settled = useSettled(JSON.stringify({ ...written, name: written.name || 'x', reviewOn: null }))
  const { data, error } = useQuery({ ...previewQuery(JSON.parse(settled) as Written), placeholderData: keepPreviousData })
  return (
    <section aria-label="What this means" className="sticky -bottom-5 z-10 -mx-5 border-t border-line bg-n-2 px-5 py-3 text-ui">
      <h3 className="mb-1 font-medium">What this means</h3>
      <div aria-live="polite">
        {data ? (
          <>
            <p>{data.words.who} gets {data.words.what}.</p>
            <p className="mt-1 text-muted">{data.fits === 0 ? 'No open ticket fits it now.' : `${data.fits} open ${data.fits === 1 ? 'ticket fits' : 'tickets fit'} it; ${data.wouldGet === data.fits ? 'all of them' : `${data.wouldGet} of them`} would go by it${data.wouldGet < data.fits ? ', the others have a stricter one' : ''}.`}</p>
            {data.example.length > 0 && <p className="mt-1 text-muted">Opened now: {data.example.map((one, at) => <span key={one.target}>{at > 0 && ', '}{targetWords[one.target]} by {one.dueAt && <Time at={one.dueAt} className="tabular-nums" />}</span>)}.</p>}
          </>
        ) : <p className="text-muted">{error ? wordsFor(error) : 'Working it out'}</p>}
      </div>
    </section>
  )
}
