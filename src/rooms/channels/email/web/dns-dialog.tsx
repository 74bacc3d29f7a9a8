import { useQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { wordsFor } from '../../../../core/web/call.ts'
import { cache } from '../../../../core/web/cache.ts'
import { copyText } from '../../../../ui/copy-text.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { toasts } from '../../../../ui/toast-store.ts'
import { Trouble } from '../../../people/web/door.tsx'
import { useSending } from '../../../people/web/form.ts'
import { callEmail, dnsQuery, type Mailbox } from './mail-call.ts'

/** What to set in the DNS of a mailbox's domain so that receivers believe its mail. */
export function DnsDialog({ box, onClose }: { box: Mailbox; onClose: () => void }) {
  const { data, error } = useQuery(dnsQuery(box.id))
  const { busy, error: failed, submit } = useSending(async () => {
    cache.setQueryData(dnsQuery(box.id).queryKey, await callEmail('PUT /mailboxes/:id/signing', { params: { id: box.id }, body: { on: !data!.signing } }))
  })
  const copy = (value: string) => void copyText(value).then((done) => { if (done) toasts.show({ text: 'Copied' }) })
  return (
    <Dialog open onOpenChange={onClose} width="large" title={`DNS of ${data?.domain ?? box.address}`} description="Set these where your domain is managed, so that mail from this desk is believed.">
      {error ? <Trouble>{wordsFor(error)}</Trouble> : !data ? <SkeletonRows rows={3} label="Loading records" /> : (
        <div className="flex flex-col gap-5">
          {data.records.map((record) => (
            <section key={record.name} className="flex flex-col gap-1.5">
              <p className="text-ui font-medium text-ink">{record.type} <span className="break-all">{record.name}</span></p>
              <p className="text-meta text-muted">{record.why}</p>
              <div className="flex items-start gap-2"><code className="min-w-0 flex-1 rounded-md bg-n-3 px-2 py-1.5 text-meta break-all">{record.value}</code><Button size="small" icon={Copy} onClick={() => copy(record.value)} aria-label={`Copy the record ${record.name}`}>Copy</Button></div>
            </section>
          ))}
          <Trouble>{failed}</Trouble>
          <p className="text-ui text-muted">{data.signing ? 'Mail of this domain is signed (DKIM).' : data.records.length > 2 ? 'The key is made. Publish its record, then switch signing on.' : 'Mail of this domain is not signed here (DKIM).'}</p>
          <Button onClick={() => submit()} loading={busy} className="self-start">{data.signing ? 'Stop signing' : 'Sign mail of this domain'}</Button>
        </div>
      )}
    </Dialog>
  )
}
