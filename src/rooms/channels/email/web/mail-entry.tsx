import { MailX } from 'lucide-react'
import { ChangeLine } from '../../../../ui/timeline/change-line.tsx'
import type { EntryView } from '../../../tickets/web/thread.tsx'
import { outgoingWords } from './mail-words.ts'

/** How the timeline shows what mail did by itself. */
export const mailView: EntryView = (entry, fresh) => {
  if (entry.name !== 'email.automatic-braked') return undefined
  const { address, kind } = entry.data as { address: string; kind: string }
  return (
    <div id={`entry-${entry.id}`}>
      <ChangeLine icon={MailX} at={entry.at} fresh={fresh}>{outgoingWords(`email.${kind}`)} kept back: {address} got several automatic mails already</ChangeLine>
    </div>
  )
}
