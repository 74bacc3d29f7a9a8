import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '../../../ui/copy-text.ts'
import { Button } from '../../../ui/button.tsx'

/** Words that are shown this once: to be copied or kept as a file. */
export function SecretOnce({ text, label, file }: { text: string; label: string; file?: string }) {
  const [copied, setCopied] = useState(false)
  const copy = () => void copyText(text).then(setCopied)
  const save = () => {
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' })), download: file ?? 'baton.txt' })
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <div className="flex flex-col gap-2">
      <pre aria-label={label} tabIndex={0} className="max-h-60 overflow-auto rounded-md border border-line bg-ground px-3 py-2.5 font-mono text-ui break-all whitespace-pre-wrap text-ink select-all">{text}</pre>
      <div className="flex flex-wrap gap-2">
        <Button size="small" icon={copied ? Check : Copy} onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>
        {file && <Button size="small" icon={Download} onClick={save}>Keep as a file</Button>}
      </div>
    </div>
  )
}
