import { useQuery } from '@tanstack/react-query'
import { LayoutTemplate } from 'lucide-react'
import { use, useState } from 'react'
import { useActs } from '../../../ui/acts.ts'
import { CommandPalette } from '../../../ui/command-palette.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import type { Composing } from '../../tickets/web/composer-plugs.ts'
import { WriteNoteContext } from './ask-state.ts'
import { filledIn, situationWords, templatesQuery, type Template } from './templates.ts'

const none: readonly Template[] = []

/** At the foot of a note: begins it with a template. Each is in the palette too. */
export function TemplateTool({ head, mode }: Composing) {
  const { ticket, may } = head
  const me = useMe()
  const { teamName } = useDirectory()
  const write = use(WriteNoteContext)
  const [choosing, setChoosing] = useState(false)
  const templates = (useQuery({ ...templatesQuery, enabled: may.note }).data ?? none).filter((one) => one.teamId === null || one.teamId === ticket.teamId)
    .toSorted((a, b) => Number(a.teamId === null) - Number(b.teamId === null) || a.name.localeCompare(b.name))
  const put = (one: Template) => write?.(filledIn(one.html, { customer: ticket.customerName, ticket: `#${ticket.number}`, me: me.name }))
  const shown = write !== null && templates.length > 0
  useActs('Templates', shown ? templates.map((one) => ({ id: `template-${one.id}`, label: `Note: ${one.name}`, detail: 'template', icon: LayoutTemplate, words: ['template', 'insert', situationWords[one.situation]], run: () => put(one) })) : [])
  useKeys({ '⌘g': { run: () => setChoosing(true), label: 'Begin the note with a template' } }, { enabled: shown && mode === 'note' })
  if (!shown || mode !== 'note') return null
  return (
    <>
      <IconButton icon={LayoutTemplate} label="Begin with a template" shortcut="⌘g" side="top" onClick={() => setChoosing(true)} />
      {choosing && (
        <CommandPalette
          open onOpenChange={(open) => !open && setChoosing(false)} placeholder="Begin the note with"
          groups={[{ label: 'Templates', actions: templates.map((one) => ({ id: one.id, label: one.name, detail: [situationWords[one.situation], one.teamId ? teamName(one.teamId) : ''].filter(Boolean).join(' · '), icon: LayoutTemplate, run: () => put(one) })) }]}
        />
      )}
    </>
  )
}
