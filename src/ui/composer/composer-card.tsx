import { MessageSquareReply, StickyNote, type LucideIcon } from 'lucide-react'
import { useRef, useState, type FocusEvent, type ReactNode, type Ref } from 'react'
import { Button } from '../button.tsx'
import { classNames } from '../class-names.ts'
import { FileDrop } from '../file-drop.tsx'
import { firstName } from '../presence.ts'
import { RichText, type RichTextHandle, type RichTextProps } from '../rich-text.tsx'
import { UploadList, type Upload } from '../upload-list.tsx'
import { ComposerModes, type ComposerMode } from './composer-modes.tsx'

export type ComposerCardProps = Pick<RichTextProps, 'value' | 'onChange' | 'onFiles' | 'suggest' | 'onTyping' | 'autoFocus' | 'placeholder'> & {
  mode: ComposerMode
  onModeChange: (mode: ComposerMode) => void
  /** Who gets the reply; the button says "Send to Anna". */
  to: string
  /** The sign and word of the way it goes out: mail, chat, text. */
  channel?: { icon: LucideIcon; label: string }
  onSend: () => void
  sending?: boolean
  /** Why it cannot be sent now. */
  disabledReason?: string | null | false
  /** Who receives it, copies, subject: above the text in reply mode. */
  recipients?: ReactNode
  /** "Ben just replied. Read it before you send." */
  collision?: ReactNode
  /** What a note should hold, a check of prices and promises: under the text. */
  advice?: ReactNode
  uploads?: readonly Upload[]
  onAttach?: (files: File[]) => void
  onRemoveUpload?: (id: string) => void
  onRetryUpload?: (id: string) => void
  /** Further acts at the left of the foot: macros, articles, schedule. */
  tools?: ReactNode
  /** What else can be done here instead of writing: hand off, escalate. */
  beside?: ReactNode
  /** Beside the send button: "and close". */
  sendOptions?: ReactNode
  handle?: Ref<RichTextHandle>
}

/** The card one writes in. A note is yellow as a whole and says so; a reply is white and names who gets it. */
export function ComposerCard(props: ComposerCardProps) {
  const { mode, to, channel, uploads = [] } = props
  const [focused, setFocused] = useState(false)
  const [switched, setSwitched] = useState(false)
  const card = useRef<HTMLElement>(null)
  // It comes to rest a moment later and not for what is in it: what is being pressed must not move away under the pointer.
  const leave = (event: FocusEvent) => {
    if (card.current?.contains(event.relatedTarget)) return
    setTimeout(() => { if (!card.current?.contains(document.activeElement)) setFocused(false) }, 300)
  }
  const note = mode === 'note'
  const line = note ? 'border-note-line' : 'border-line'
  const send = () => !props.disabledReason && !props.sending && props.onSend()
  return (
    <section ref={card} onBlur={leave} aria-label={note ? 'Write a note' : `Write a reply to ${to}`}>
      <FileDrop
        onFiles={(files) => props.onAttach?.(files)}
        className={classNames('flex min-h-0 flex-col rounded-lg border transition-colors', note ? 'bg-note-soft' : 'bg-paper', note ? (focused ? 'border-note-solid' : line) : focused ? 'border-n-8' : 'border-line-strong')}
      >
        <div onClick={(event) => event.detail > 0 && setSwitched(true)}><ComposerModes mode={mode} onModeChange={props.onModeChange} channel={channel} to={to} beside={props.beside} /></div>
        {props.collision && <div className="px-3 pt-2">{props.collision}</div>}
        {!note && props.recipients && <div className="border-b border-line px-3 py-1.5 text-ui">{props.recipients}</div>}
        <div className="contents" onFocus={() => setFocused(true)}>
          <RichText
            key={mode}
            value={props.value} onChange={props.onChange} mode={mode} handle={props.handle} autoFocus={props.autoFocus || focused || switched}
            resting={!focused && !props.value && uploads.length === 0}
            label={note ? 'Note, only seen by teammates' : `Reply to ${to}`}
            placeholder={props.placeholder ?? (note ? 'Who, what was done, what was promised, what is next' : `Write to ${firstName(to)}`)}
            onFiles={props.onFiles} onAttach={props.onAttach} suggest={note ? props.suggest : undefined} onTyping={props.onTyping} onSubmit={send}
            className="max-h-[40vh]"
          />
        </div>
        {uploads.length > 0 && <div className="px-3 pb-2"><UploadList uploads={uploads} onRemove={props.onRemoveUpload} onRetry={props.onRetryUpload} /></div>}
        {props.advice && <div className={classNames('flex flex-col gap-1.5 border-t px-3 py-2 empty:hidden', line)}>{props.advice}</div>}
        <footer className={classNames('flex flex-wrap items-center gap-1 border-t p-1.5', line)}>
          {props.tools}
          <span className="ml-auto flex items-center gap-1">
            {props.sendOptions}
            <Button variant={note ? 'note' : 'primary'} icon={note ? StickyNote : channel?.icon ?? MessageSquareReply} shortcut="⌘enter" onClick={send} loading={props.sending} disabledReason={props.disabledReason}>
              {note ? 'Add note' : `Send to ${firstName(to)}`}
            </Button>
          </span>
        </footer>
      </FileDrop>
    </section>
  )
}
