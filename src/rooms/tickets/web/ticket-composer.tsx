import { useQuery } from '@tanstack/react-query'
import { CircleCheckBig, ChevronDown, Clock, Mail, MessageSquare, Trash2 } from 'lucide-react'
import { use, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { newId } from '../../../core/ids.ts'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { Composer } from '../../../ui/composer/composer.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { chordOf } from '../../../ui/key-chords.ts'
import { useKeys } from '../../../ui/keys.ts'
import { Menu } from '../../../ui/menu.tsx'
import type { RichTextHandle } from '../../../ui/rich-text.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { customerQuery } from '../../customers/web/customers.ts'
import { useMe } from '../../people/web/directory.ts'
import { ComposerPlugsContext, tellWritten, type ComposerPlug, type Composing, type Then } from './composer-plugs.ts'
import { DraftConflict, OthersWrote, type Newer } from './composer-banners.tsx'
import { fileIdsOf, keeperOf, useDraft, type Mode } from './draft-keeper.ts'
import { RecipientFields } from './recipient-fields.tsx'
import { mailboxWords, usualRecipients, type Usual } from './reply-recipients.ts'
import { sendReply } from './send-reply.ts'
import { useMentionables } from './use-mentionables.tsx'
import { sendWritten } from './unsent.ts'
import { useOthersHere } from './use-writing.ts'
import { useUploads } from './use-uploads.ts'
import type { Entry, Head, Message } from './tickets-call.ts'
import type { Doing } from '../../../core/web/live.ts'

const sendsAndCloses = '⌘⇧enter'

export type TicketComposerProps = {
  head: Head
  entries: readonly Entry[]
  mode: Mode
  onModeChange: (mode: Mode) => void
  /** The message that is answered when one was chosen; else the customer's last one. */
  answering: Message | null
  /** Where notes are sent, by the room above: its endpoint takes `{id, html, fileIds}`. */
  noteKey: string
  onDoing: (doing: Doing) => void
  /** What else can be done instead of writing. */
  beside?: ReactNode
  /** Shows what others wrote. */
  onReview: () => void
  handle: RefObject<RichTextHandle | null>
}

/** Where a reply or a note is written on a ticket. Each has a draft of its own; a reply is stopped when somebody else wrote meanwhile. */
export function TicketComposer({ head, entries, mode: wanted, onModeChange, answering, noteKey, onDoing, onReview, beside, handle }: TicketComposerProps) {
  const me = useMe()
  const { ticket, may } = head
  const mode: Mode = may.reply ? wanted : 'note'
  const server = head.drafts.find((one) => one.mode === mode) ?? null
  const keeper = keeperOf(ticket.id, mode, server)
  useEffect(() => keeper.follow(server), [keeper, server])
  const { writing, other } = useDraft(keeper)
  const usual = useUsual(head, entries, answering)
  const to = writing.to ?? usual.to
  const cc = writing.cc ?? usual.cc
  const collision = useNewerWords(entries, me.id, writing.html !== '', ticket.id)
  const [refusedBy, setRefusedBy] = useState<readonly Newer[] | null>(null)
  const uploads = useUploads(writing.files, (change) => keeper.change({ files: change(keeper.state.get().writing.files) }))
  const others = useOthersHere(ticket.id)
  const suggest = useMentionables()
  const box = useRef<HTMLDivElement>(null)
  // While something is asked before sending, another press sends nothing.
  const asking = useRef(false)
  const plugs = use(ComposerPlugsContext)
  const composing: Composing = { head, mode, html: writing.html, insert: (html) => { handle.current?.focus(); handle.current?.insert(html) }, change: (html) => { keeper.change({ html }); handle.current?.focus() } }
  const newer = refusedBy ?? collision.newer

  const sendNote = async () => {
    const sent = await keeper.take()
    const id = newId()
    try {
      await sendWritten({ id, key: noteKey, ticketId: ticket.id, mode: 'note', writing: sent, body: { id, html: sent.html, fileIds: fileIdsOf(sent), draft: sent.draft, ...Object.assign({}, ...plugs.map((one) => one.withNote?.(ticket.id))) } })
      tellWritten({ ticketId: ticket.id, mode: 'note', id, html: sent.html })
    } catch (error) {
      failed(error)
    }
  }
  const send = async (anyway = false, then?: Then, way?: string) => {
    onDoing('viewing')
    if (mode === 'note') return await sendNote()
    const id = newId()
    if (asking.current) return
    for (const plug of plugs) {
      const asked = plug.beforeSend?.({ id, head, writing: keeper.state.get().writing, to, cc, quote: usual.quote, seen: collision.seen, then, way })
      if (!asked) continue
      asking.current = true
      const next = await asked.finally(() => { asking.current = false })
      if (next === null) return
      then = next.then === null ? undefined : next.then ?? then
    }
    const sent = await keeper.take()
    setRefusedBy(null)
    try {
      await sendReply({ id, ticket, writing: sent, signature: me.signature, to, cc, quote: usual.quote, seen: collision.seen, anyway, undoSeconds: head.undoSeconds, then })
      tellWritten({ ticketId: ticket.id, mode: 'reply', id, html: sent.html })
    } catch (error) {
      if (error instanceof Refused && error.code === 'tickets.others-wrote') setRefusedBy((error.data as { entries: Newer[] }).entries)
      failed(error, error instanceof Refused && error.code === 'tickets.others-wrote')
    }
  }
  const failed = (error: unknown, quiet = false) => {
    if (!quiet) toasts.show({ text: wordsFor(error), detail: 'What you wrote is kept.', tone: 'bad' })
  }
  const discard = async () => {
    const before = await keeper.discard()
    toasts.show({ text: 'Draft discarded', undo: () => keeper.restore(before) })
  }
  const empty = writing.html === '' && writing.files.length === 0
  const disabledReason = uploads.busy ? 'Wait until the files have arrived' : empty ? (mode === 'note' ? 'Write the note first' : 'Write the reply first') : mode === 'reply' && to.length === 0 ? 'Choose who gets it' : null
  const closes = mode === 'reply' && disabledReason === null
  useKeys({ [sendsAndCloses]: { run: () => void send(false, { kind: 'close' }), label: 'Send and close' } }, { group: 'Ticket', enabled: closes })
  // The editor keeps every Enter to itself: this one is taken before it.
  const hear = (event: KeyboardEvent<HTMLElement>) => {
    if (!closes || event.nativeEvent.isComposing || !chordOf(sendsAndCloses, event)) return
    event.preventDefault()
    event.stopPropagation()
    void send(false, { kind: 'close' })
  }
  return (
    <div ref={box} onKeyDownCapture={hear}>
      <Composer
        key={ticket.id}
        mode={mode} onModeChange={(next) => may.reply && onModeChange(next)} handle={handle}
        to={mailboxWords(to) || ticket.customerName || 'nobody yet'} channel={ticket.channel === 'email' ? { icon: Mail, label: 'Email' } : { icon: MessageSquare, label: ticket.channel }}
        value={writing.html} onChange={(html) => keeper.change({ html })} onTyping={() => onDoing(mode === 'note' ? 'noting' : 'replying')}
        recipients={<RecipientFields to={to} cc={cc} everybody={usual} participants={head.participants} onChange={(nextTo, nextCc) => keeper.change({ to: nextTo, cc: nextCc })} />}
        collision={other ? <DraftConflict onSettle={(which) => keeper.settle(which)} /> : mode === 'reply' && newer.length > 0
          ? <OthersWrote newer={newer} stopped={refusedBy !== null} onReview={() => { collision.review(); setRefusedBy(null); onReview() }} onSendAnyway={() => void send(true)} /> : undefined}
        writing={mode === 'reply' ? others.replying : others.noting} suggest={suggest} onFiles={uploads.keep}
        uploads={uploads.shown} onAttach={uploads.attach} onRemoveUpload={uploads.remove} onRetryUpload={uploads.retry}
        advice={plugs.some((one) => one.Advice) && writing.html !== '' ? plugs.map(({ id, Advice }) => Advice && <Advice key={id} {...composing} />) : undefined}
        beside={beside}
        tools={plugs.map(({ id, Tools }) => Tools && <Tools key={id} {...composing} />)}
        onSend={() => void send()} disabledReason={disabledReason}
        sendOptions={(mode === 'reply' || !empty) && <SendOptions mode={mode} disabledReason={disabledReason} ways={plugs.flatMap((one) => one.ways ?? [])} onSend={(then, way) => void send(false, then, way)} onDiscard={empty ? null : () => void discard()} />}
      />
    </div>
  )
}

/** The usual recipients; on a ticket nobody wrote on yet, its customer. */
function useUsual(head: Head, entries: readonly Entry[], answering: Message | null): Usual {
  const usual = useMemo(() => usualRecipients(head, entries, answering), [head, entries, answering])
  const alone = usual.to.length === 0 && head.ticket.customerId !== null && head.may.reply
  const customer = useQuery({ ...customerQuery(head.ticket.customerId ?? ''), enabled: alone }).data
  return useMemo(() => (alone && customer?.address ? { ...usual, to: [{ name: customer.name, address: customer.address }] } : usual), [usual, alone, customer])
}

type Ways = NonNullable<ComposerPlug['ways']>
function SendOptions({ mode, disabledReason, ways, onSend, onDiscard }: { mode: Mode; disabledReason: string | null; ways: Ways; onSend: (then?: Then, way?: string) => void; onDiscard: (() => void) | null }) {
  return (
    <Menu
      side="top" align="end" trigger={<IconButton icon={ChevronDown} label={mode === 'reply' ? 'Send and …' : 'More'} side="top" />}
      groups={[...(mode === 'note' ? [] : [{ actions: [
        { id: 'wait', label: 'Send and wait for the customer', detail: 'wakes up when they write, or in a few days', icon: Clock, disabledReason, onSelect: () => onSend({ kind: 'wait', for: 'customer' }) },
        { id: 'close', label: 'Send and close', icon: CircleCheckBig, shortcut: sendsAndCloses, disabledReason, onSelect: () => onSend({ kind: 'close' }) },
        ...ways.map((way) => ({ ...way, disabledReason, onSelect: () => onSend(undefined, way.id) })),
      ] }]), ...(onDiscard ? [{ actions: [{ id: 'discard', label: 'Discard draft', icon: Trash2, onSelect: onDiscard }] }] : [])]}
    />
  )
}

/** What others wrote since one began to write; the place up to which everything was seen. */
function useNewerWords(entries: readonly Entry[], me: string, writes: boolean, ticketId: string): { newer: readonly Newer[]; seen: number; review: () => void } {
  const newest = entries.reduce((most, one) => (one.number < Number.MAX_SAFE_INTEGER && one.number > most ? one.number : most), 0)
  const [mark, setMark] = useState<{ ticketId: string; seen: number } | null>(null)
  const held = mark?.ticketId === ticketId ? mark : null
  useEffect(() => {
    if (writes && newest > 0) setMark((now) => (now?.ticketId === ticketId ? now : { ticketId, seen: newest }))
    else if (!writes) setMark(null)
  }, [writes, newest, ticketId])
  const seen = held && writes ? held.seen : newest
  const newer = entries.filter((one) => one.number > seen && one.number < Number.MAX_SAFE_INTEGER && one.message && one.message.delivery !== 'cancelled' && one.actor.id !== me)
  return {
    seen, review: () => setMark({ ticketId, seen: newest }),
    newer: newer.map(({ id, at, message }) => ({ entryId: id, at, personId: message!.personId, name: message!.sender.name || message!.sender.address, snippet: message!.text.slice(0, 160) })),
  }
}
