import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTitle } from '../core/web/title.ts'
import { HealthSummary } from '../rooms/channels/email/web/health-summary.tsx'
import { IncomingDialog } from '../rooms/channels/email/web/incoming-dialog.tsx'
import { IncomingList } from '../rooms/channels/email/web/incoming-list.tsx'
import { healthQuery } from '../rooms/channels/email/web/mail-call.ts'
import { OutgoingList } from '../rooms/channels/email/web/outgoing-list.tsx'
import { Page as PageBody } from '../ui/frame/page-head.tsx'
import { Tabs } from '../ui/tabs.tsx'

type Tab = 'parked' | 'filed' | 'held-in' | 'refused' | 'failed' | 'unknown' | 'held' | 'queued'

/** Mail that needs a person: not read, kept aside, not sent. */
export function Page() {
  useTitle('Mail health')
  const { data } = useQuery(healthQuery)
  const [tab, setTab] = useState<Tab>('filed')
  const [open, setOpen] = useState<string | null>(null)
  const tabs = [
    { id: 'filed' as const, label: 'Filed', count: data?.incoming.filed, panel: <IncomingList state="filed" onOpen={setOpen} /> },
    { id: 'held-in' as const, label: 'Codes', count: data?.incoming.held, panel: <IncomingList state="held" onOpen={setOpen} /> },
    { id: 'parked' as const, label: 'Not read', count: data?.incoming.parked, panel: <IncomingList state="parked" onOpen={setOpen} /> },
    { id: 'refused' as const, label: 'From teammates', panel: <IncomingList state="refused" onOpen={setOpen} /> },
    { id: 'failed' as const, label: 'Not sent', count: data?.outgoing.failed, panel: <OutgoingList state="failed" /> },
    { id: 'unknown' as const, label: 'Cut off', count: data?.outgoing.unknown, panel: <OutgoingList state="unknown" /> },
    { id: 'held' as const, label: 'Held', count: data?.outgoing.held, panel: <OutgoingList state="held" /> },
    { id: 'queued' as const, label: 'On its way', count: data?.outgoing.queued, panel: <OutgoingList state="queued" /> },
  ]
  return (
    <PageBody title="Mail health" lead="Mail that was kept aside, could not be read or could not be sent. Nothing here is lost.">
      <HealthSummary />
      <Tabs label="Mail health" tabs={tabs} value={tab} onChange={setTab} />
      {open && <IncomingDialog id={open} onClose={() => setOpen(null)} />}
    </PageBody>
  )
}
