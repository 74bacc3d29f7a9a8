import { ImageOff } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { HtmlFrame } from '../../../ui/html-frame.tsx'
import { FoldedQuote } from '../../../ui/timeline/folded-quote.tsx'
import { useMessageImages } from './message-images.ts'
import type { Message } from './tickets-call.ts'

/** What was written, in its frame; what it quotes and signs with is folded; remote pictures wait until they are asked for. */
export function MessageBody({ message, title }: { message: Message; title: string }) {
  const [remote, setRemote] = useState(false)
  const files = useMemo(() => new Map(message.files.map((file) => [file.id, file.url])), [message.files])
  const shown = useMessageImages(message.html, { files, remote })
  const folded = useMessageImages(message.foldedHtml, { files, remote })
  return (
    <>
      {(shown.hasRemote || folded.hasRemote) && !remote && (
        <p className="mb-2 flex items-center gap-2 text-meta text-muted">
          <ImageOff aria-hidden size={13} />Pictures from elsewhere are not loaded: they would tell the sender.
          <Button variant="ghost" size="small" onClick={() => setRemote(true)}>Show pictures</Button>
        </p>
      )}
      {shown.html.trim() ? <HtmlFrame html={shown.html} title={title} /> : <p className="text-muted">No words, only files.</p>}
      {message.foldedHtml.trim() && <FoldedQuote><HtmlFrame html={folded.html} title={`${title}: quoted`} /></FoldedQuote>}
    </>
  )
}
