import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Field } from '../../../ui/field.tsx'
import { RichText } from '../../../ui/rich-text.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { keepMe } from './account.ts'
import { useMe, type Me } from './directory.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { callPeople } from './people-call.ts'
import { PictureField } from './picture-field.tsx'
import { Section } from './section.tsx'
import { languageOptions, optionOf, zoneOptions } from './zones.ts'

const shownOf = ({ name, title, zone, language, skills, signature }: Me) => ({ name, title, zone, language, skills: skills.join(', '), signature })
type Shown = ReturnType<typeof shownOf>
export const skillsIn = (text: string): string[] => text.split(',').map((one) => one.trim()).filter(Boolean)

/** How colleagues and customers see me. Only what differs is sent. */
export function ProfileForm() {
  const me = useMe()
  const [written, setWritten] = useState<Shown>(() => shownOf(me))
  const change = <F extends keyof Shown>(field: F) => (value: Shown[F]) => setWritten((now) => ({ ...now, [field]: value }))
  const was = shownOf(me)
  const differs = (Object.keys(written) as (keyof Shown)[]).filter((field) => written[field] !== was[field])
  const { busy, error, fields, submit } = useSending(async () => {
    const now = await callPeople('PATCH /me', { body: Object.fromEntries(differs.map((field) => [field, field === 'skills' ? skillsIn(written.skills) : written[field]])) })
    keepMe(now)
    setWritten(shownOf(now))
    toasts.show({ text: 'Profile saved' })
  })
  return (
    <form onSubmit={submit}>
      <Section title="You" help="How your colleagues see you.">
        <div className="flex max-w-[420px] flex-col gap-4">
          <PictureField />
          <Field label="Name" error={fields['name']}><TextInput value={written.name} onChange={change('name')} required autoComplete="name" /></Field>
          <Field label="Title" optional help="What you do, such as “Billing specialist”." error={fields['title']}><TextInput value={written.title} onChange={change('title')} /></Field>
          <Field label="Skills" optional help="What you know especially well, with commas between: refunds, Spanish. Shown when a ticket is handed to you." error={fields['skills']}><TextInput value={written.skills} onChange={change('skills')} /></Field>
        </div>
      </Section>
      <Section title="Time and language" help="Times are shown in your zone; colleagues see when your day is.">
        <div className="grid max-w-[420px] gap-4">
          <Field label="Time zone" error={fields['zone']}><Combobox options={zoneOptions} value={optionOf(written.zone, zoneOptions)} onChange={(one) => one && change('zone')(one.id)} /></Field>
          <Field label="Language" error={fields['language']}><Combobox options={languageOptions} value={optionOf(written.language, languageOptions)} onChange={(one) => one && change('language')(one.id)} /></Field>
        </div>
      </Section>
      <Section title="Signature" help="Stands under your replies to customers.">
        <div className="max-w-[560px] overflow-hidden rounded-md border border-control-line bg-paper"><RichText label="Signature" value={written.signature} onChange={(html) => change('signature')(html)} placeholder="Kind regards" /></div>
        <div className="mt-5 flex flex-col gap-3"><Trouble>{error ?? fields['signature'] ?? null}</Trouble><Button type="submit" variant="primary" loading={busy} disabledReason={!differs.length && 'Nothing has changed'} className="self-start">Save profile</Button></div>
      </Section>
    </form>
  )
}
