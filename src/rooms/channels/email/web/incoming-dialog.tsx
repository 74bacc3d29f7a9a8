import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { wordsFor } from '../../../../core/web/call.ts'
import { Dialog } from '../../../../ui/dialog.tsx'
import { HtmlFrame } from '../../../../ui/html-frame.tsx'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { Trouble } from '../../../people/web/door.tsx'
import { incomingOneQuery } from './mail-call.ts'

/** A mail that was kept aside, as it reads, and its original to download. */
export function IncomingDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error } = useQuery(incomingOneQuery(id))
  const boxes = (all: readonly { name: string; address: string }[]) => all.map((a) => (a.name ? `${a.name} <${a.address}>` : a.address)).join(', ')
  return (
    <Dialog open onOpenChange={onClose} width="large" title={data?.subject || 'Mail'} description={data?.reason} footer={<a href={`/api/incoming-mails/${id}/raw`} download className="inline-flex items-center gap-2 text-ui text-ink underline decoration-line-strong underline-offset-2"><Download aria-hidden size={15} />Download the original</a>}>
      {error ? <Trouble>{wordsFor(error)}</Trouble> : !data ? <SkeletonRows rows={5} label="Reading the mail" /> : (
        <div className="flex flex-col gap-3">
          <dl className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 gap-y-1 text-ui">
            <dt className="text-muted">From</dt><dd className="break-words">{data.from ? boxes([data.from]) : data.sender || 'nobody named'}</dd>
            <dt className="text-muted">To</dt><dd className="break-words">{boxes([...data.to, ...data.cc]) || 'nobody named'}</dd>
            {data.files.length > 0 && <><dt className="text-muted">Files</dt><dd className="break-words">{data.files.map((f) => f.name || 'unnamed').join(', ')}</dd></>}
          </dl>
          <HtmlFrame html={data.html} title={`Mail from ${data.sender || 'nobody named'}`} />
        </div>
      )}
    </Dialog>
  )
}
