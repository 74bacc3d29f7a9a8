import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { AuditList } from '../../rooms/people/web/audit-list.tsx'
import { useDirectory } from '../../rooms/people/web/directory.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import type { Option } from '../../ui/option.ts'

/** Who did what to people, teams, keys and settings. Nobody can change it. */
export function Page() {
  useTitle('Security log')
  const { everyone } = useDirectory()
  const [person, setPerson] = useState<Option | null>(null)
  return (
    <PageBody title="Security log" lead="Sign-ins, refusals and every change of people, teams, keys and settings. Nobody can change it.">
      <Combobox label="About one teammate" placeholder="Everybody" options={everyone.map(({ id, name }) => ({ id, label: name }))} value={person} onChange={setPerson} className="mb-4 max-w-[320px]" />
      <AuditList person={person?.id ?? null} />
    </PageBody>
  )
}
