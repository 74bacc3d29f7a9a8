import { ImageOff } from 'lucide-react'
import { use, useRef, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { HtmlFrame } from '../../../ui/html-frame.tsx'
import { FoldedQuote } from '../../../ui/timeline/folded-quote.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { MessageDoorsContext } from './message-doors.ts'
import { hasRemoteImages, useMessageImages } from './message-images.ts'
import type { Message } from './tickets-call.ts'
import { guessHeight, useNear } from './use-near.ts'

/** What was written, in its frame; what it quotes and signs with is folded; remote pictures wait until they are asked for. */
export function MessageBody({ message, title }: { message: Message; title: string }) {
  const doors = use(MessageDoorsContext)
  const [asked, setAsked] = useState<'no' | 'busy' | { html: string; foldedHtml: string }>('no')
  const place = useRef<HTMLDivElement>(null)
  const near = useNear(place)
  const words = typeof asked === 'object' ? asked : message
  const html = useMessageImages(words.html)
  const folded = useMessageImages(words.foldedHtml)
  const waiting = typeof asked !== 'object' && doors && (hasRemoteImages(message.html) || hasRemoteImages(message.foldedHtml))
  const ask = async () => {
    setAsked('busy')
    try {
      setAsked(await doors!.withPictures(message.id))
    } catch (error) {
      setAsked('no')
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    }
  }
  return (
    <>
      {waiting && (
        <p className="mb-2 flex items-center gap-2 text-meta text-muted">
          <ImageOff aria-hidden size={13} className="shrink-0" /><span className="min-w-0">Pictures from elsewhere are not loaded: they would tell the sender.</span>
          <Button variant="ghost" size="small" loading={asked === 'busy'} onClick={() => void ask()}>Show pictures</Button>
        </p>
      )}
      <div ref={place}>
        {!html.trim() ? <p className="text-muted">No words, only files.</p> : near ? <HtmlFrame html={html} title={title} /> : <div aria-hidden style={{ height: guessHeight(message.text) }} />}
      </div>
      {words.foldedHtml.trim() && <FoldedQuote><HtmlFrame html={folded} title={`${title}: quoted`} /></FoldedQuote>}
    </>
  )
}
