import { ClipboardCopy, Copy, Ellipsis, FileDown, Mail, MessageSquare, Quote, Reply, Scissors, TriangleAlert } from 'lucide-react'
import { memo, use } from 'react'
import { useStore } from '../../../core/web/store.ts'
import { copyText } from '../../../ui/copy-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu, type MenuAction } from '../../../ui/menu.tsx'
import { firstName } from '../../../ui/presence.ts'
import { EntryCard } from '../../../ui/timeline/entry-card.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { Attachments } from './attachments.tsx'
import { DeliveryState } from './delivery-state.tsx'
import { MessageDoorsContext } from './message-doors.ts'
import { MessageBody } from './message-body.tsx'
import { choosingFrom, MessageWords } from './message-words.tsx'
import type { Head, Mailbox, Message } from './tickets-call.ts'

export type MessageEntryProps = {
  message: Message
  entryId: string
  may: Head['may']
  fresh?: boolean
  onReplyTo: (message: Message) => void
  /** All of it, or the words that were chosen. */
  onQuote: (message: Message, words?: string) => void
  onSplit: (message: Message) => void
}

const channels: Record<string, { icon: typeof Mail; label: string }> = { email: { icon: Mail, label: 'Email' } }

/** A message of the conversation: the customer's largest, ours quieter with how it fared on its way. */
export const MessageEntry = memo(function MessageEntry({ message, entryId, may, fresh, onReplyTo, onQuote, onSplit }: MessageEntryProps) {
  const { face } = useDirectory()
  const incoming = message.direction === 'in'
  const name = message.sender.name || message.sender.address
  const author = message.personId ? face(message.personId) : { id: message.customerId ?? message.sender.address, name }
  const choosing = useStore(choosingFrom, (id) => id === message.id)
  const inline = new Set([...message.html.matchAll(/\/api\/files\/([0-9a-f-]{36})/g)].map((found) => found[1]))
  return (
    <EntryCard
      id={`entry-${entryId}`} from={incoming ? 'customer' : 'us'} author={author} at={message.at} fresh={fresh}
      channel={channels[message.channel] ?? { icon: MessageSquare, label: message.channel }}
      recipients={<Recipients message={message} />}
      actions={<MessageActions message={message} entryId={entryId} may={may} onReplyTo={onReplyTo} onQuote={onQuote} onSplit={onSplit} />}
      attachments={message.files.some((file) => !inline.has(file.id)) && <Attachments files={message.files.filter((file) => !inline.has(file.id))} />}
      delivery={incoming ? undefined : <DeliveryState message={message} mayAct={may.reply} />}
    >
      {message.doubt && <div className="mb-3"><Banner tone="time" icon={TriangleAlert}><strong className="font-semibold">Not certain who wrote this.</strong> {message.doubt}</Banner></div>}
      {choosing ? <MessageWords text={message.text} label={`Words of the ${incoming ? 'message from' : 'reply by'} ${author.name}`} onQuote={(words) => onQuote(message, words)} />
        : <MessageBody message={message} title={`${incoming ? 'Message from' : 'Reply by'} ${author.name}`} />}
    </EntryCard>
  )
})

const shortName = (one: Mailbox): string => (one.name ? firstName(one.name) : one.address)

function Recipients({ message }: { message: Message }) {
  const all = [...message.recipients, ...message.copies]
  if (message.direction === 'in') {
    const { address } = message.sender
    return <span data-tip={all.length ? `To ${all.map((one) => one.address).join(', ')}` : undefined}>{address}{message.copies.length > 0 && `, cc ${message.copies.map(shortName).join(', ')}`}</span>
  }
  return <span data-tip={all.map((one) => one.address).join('\n')}>to {message.recipients.map(shortName).join(', ')}{message.copies.length > 0 && `, cc ${message.copies.map(shortName).join(', ')}`}</span>
}

function MessageActions({ message, entryId, may, onReplyTo, onQuote, onSplit }: Omit<MessageEntryProps, 'fresh'>) {
  const copy = (text: string, said: string) => () => void copyText(text).then((done) => { if (done) toasts.show({ text: said, seconds: 3 }) })
  const original = use(MessageDoorsContext)?.original(message) ?? null
  const address = `${location.origin}${location.pathname}#entry-${entryId}`
  const actions: MenuAction[] = [
    { id: 'link', label: 'Copy link to this', icon: Copy, onSelect: copy(address, 'Link copied') },
    ...(may.reply && message.text.trim() ? [{ id: 'quote', label: 'Quote all of it in a reply', icon: Quote, onSelect: () => onQuote(message) }] : []),
    { id: 'text', label: 'Copy text', icon: ClipboardCopy, onSelect: copy(message.text, 'Text copied') },
    ...(message.direction === 'in' && may.split ? [{ id: 'split', label: 'Split off into a new ticket', icon: Scissors, onSelect: () => onSplit(message) }] : []),
    ...(original ? [{ id: 'raw', label: 'Download the original', icon: FileDown, onSelect: () => { location.assign(original) } }] : []),
  ]
  return (
    <>
      {may.note && message.text.trim() && <IconButton icon={Quote} label="Choose words to quote" size="small" onClick={() => choosingFrom.set(choosingFrom.get() === message.id ? null : message.id)} />}
      {message.direction === 'in' && may.reply && <IconButton icon={Reply} label="Reply to this" size="small" onClick={() => onReplyTo(message)} />}
      <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More" size="small" />} groups={[{ actions }]} />
    </>
  )
}
