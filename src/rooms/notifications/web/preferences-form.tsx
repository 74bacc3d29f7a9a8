import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useMe } from '../../people/web/directory.ts'
import { Section } from '../../people/web/section.tsx'
import { askBrowser, browserState } from './browser-notices.ts'
import { kindGroups } from './kind-groups.ts'
import { callNotifications, preferencesQuery, type Preferences } from './notifications.ts'

/** How one is told: of what, in which ways, and when not. Every change takes effect at once. */
export function PreferencesForm() {
  const { data, error, refetch } = useQuery(preferencesQuery)
  const queries = useQueryClient()
  const save = useMutation({
    // One after another: each carries the whole, and the last one is meant.
    scope: { id: 'notification-preferences' },
    mutationFn: (next: Preferences) => callNotifications('PUT /notifications/preferences', { body: next }),
    onError: (problem) => { void queries.invalidateQueries({ queryKey: preferencesQuery.queryKey }); toasts.show({ text: wordsFor(problem), tone: 'bad' }) },
  })
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={6} />
  const change = (part: Partial<Preferences>) => { const next = { ...data, ...part }; queries.setQueryData(preferencesQuery.queryKey, next); save.mutate(next) }
  return (
    <>
      <Section title="What you are told of" help="Never of what you did yourself, and nothing on tickets you muted."><Kinds kinds={data.kinds} onChange={(kinds) => change({ kinds })} /></Section>
      <Section title="By the browser" help="While you are in another window. It says what happened and the ticket’s number, no names and no words."><BrowserPermission /></Section>
      <Section title="By mail" help="One mail about what is still unread while you are away. It names tickets and people, and never carries what was written."><MailTimes mail={data.mail} onChange={(mail) => change({ mail })} /></Section>
      <Section title="Quiet hours" help={<QuietHelp />}><Quiet quiet={data.quiet} onChange={(quiet) => change({ quiet })} /></Section>
    </>
  )
}

const ways = [['app', 'In the desk'], ['browser', 'Browser'], ['mail', 'Mail']] as const

function Kinds({ kinds, onChange }: { kinds: Preferences['kinds']; onChange: (kinds: Preferences['kinds']) => void }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-ui">
        <thead><tr className="border-b border-line-strong">
          <th scope="col" className="h-8 text-left text-meta font-medium text-muted">When</th>
          {ways.map(([id, label]) => <th key={id} scope="col" className="h-8 w-20 px-1 text-center text-meta font-medium text-muted">{label}</th>)}
        </tr></thead>
        {kindGroups.map((group) => (
          <tbody key={group.title}>
            <tr><th scope="rowgroup" colSpan={4} className="pt-5 pb-1 text-left text-meta font-semibold">{group.title}</th></tr>
            {group.kinds.map(([kind, words]) => (
              <tr key={kind} className="border-b border-line">
                <th scope="row" className="py-2 pr-3 text-left font-normal">{words}</th>
                {ways.map(([way, label]) => (
                  <td key={way} className="px-1"><span className="flex justify-center"><Checkbox label={`${words}: ${label}`} checked={kinds[kind][way]} onChange={(on) => onChange({ ...kinds, [kind]: { ...kinds[kind], [way]: on } })} /></span></td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function BrowserPermission() {
  const [state, setState] = useState(browserState)
  if (state === 'allowed') return <p className="text-ui">This browser may tell you.</p>
  if (state === 'missing') return <p className="text-ui text-muted">This browser cannot show notifications.</p>
  if (state === 'blocked') return <p className="text-ui text-muted">This browser blocks them. Allow notifications for this site in the browser’s own settings, then reload.</p>
  return <Button onClick={() => void askBrowser().then(setState)}>Allow notifications in this browser</Button>
}

const minutes = (all: readonly number[]) => all.map((n) => ({ id: String(n), label: n < 60 ? `${n} minutes` : n === 60 ? '1 hour' : `${n / 60} hours` }))

function MailTimes({ mail, onChange }: { mail: Preferences['mail']; onChange: (mail: Preferences['mail']) => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Switch checked={mail.on} onChange={(on) => onChange({ ...mail, on })}>Mail me what waits while I am away</Switch>
      {mail.on && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Unread and you away for"><Select options={minutes([5, 15, 30, 60, 240])} value={String(mail.afterMinutes)} onChange={(n) => onChange({ ...mail, afterMinutes: Number(n) })} /></Field>
          <Field label="One mail at most every"><Select options={minutes([15, 30, 60, 240, 1440])} value={String(mail.everyMinutes)} onChange={(n) => onChange({ ...mail, everyMinutes: Number(n) })} /></Field>
        </div>
      )}
    </div>
  )
}

const QuietHelp = () => <>The browser stays silent and mail waits. The times are in your zone, {useMe().zone.replaceAll('_', ' ')}.</>

function Quiet({ quiet, onChange }: { quiet: Preferences['quiet']; onChange: (quiet: Preferences['quiet']) => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Switch checked={quiet.on} onChange={(on) => onChange({ ...quiet, on })}>Keep quiet outside my hours</Switch>
      {quiet.on && (
        <>
          <div className="grid grid-cols-2 gap-4">
            <Field label="From"><TextInput type="time" value={quiet.from} onChange={(from) => { if (from) onChange({ ...quiet, from }) }} /></Field>
            <Field label="To"><TextInput type="time" value={quiet.to} onChange={(to) => { if (to) onChange({ ...quiet, to }) }} /></Field>
          </div>
          <Switch checked={quiet.weekends} onChange={(weekends) => onChange({ ...quiet, weekends })}>The whole weekend too</Switch>
        </>
      )}
    </div>
  )
}
