import { useQuery } from '@tanstack/react-query'
import { MailPlus } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../core/web/title.ts'
import { DnsDialog } from '../rooms/channels/email/web/dns-dialog.tsx'
import { TryMailbox } from '../rooms/channels/email/web/first-mail.tsx'
import { mailboxesQuery } from '../rooms/channels/email/web/mail-call.ts'
import { MailboxDialog } from '../rooms/channels/email/web/mailbox-dialog.tsx'
import { MailboxesList } from '../rooms/channels/email/web/mailboxes-list.tsx'
import { OutgoingSection } from '../rooms/channels/email/web/outgoing-section.tsx'
import { countsQuery } from '../rooms/tickets/web/ticket-queries.ts'
import { Section } from '../rooms/people/web/section.tsx'
import { Button } from '../ui/button.tsx'
import { Page as PageBody } from '../ui/frame/page-head.tsx'

/** The addresses of the desk, and the server its mail leaves through. */
export function Page() {
  useTitle('Mailboxes')
  const boxes = useQuery(mailboxesQuery).data ?? []
  const counts = useQuery(countsQuery).data
  const none = counts && counts.all + counts.closed === 0
  const [open, setOpen] = useState<string | 'new' | null>(null)
  const [dns, setDns] = useState<string | null>(null)
  const add = <Button icon={MailPlus} onClick={() => setOpen('new')}>Add mailbox</Button>
  const dnsBox = boxes.find((box) => box.id === dns)
  return (
    <PageBody title="Mailboxes" lead="Where customers write to, and how replies leave." actions={add}>
      <Section title="Receiving" help="Each address feeds one team."><MailboxesList action={add} onOpen={setOpen} onDns={setDns} />{boxes.length === 1 && boxes[0]!.active && none && <TryMailbox box={boxes[0]!} />}</Section>
      <OutgoingSection />
      {open && <MailboxDialog key={open} box={boxes.find((box) => box.id === open) ?? null} onClose={() => setOpen(null)} />}
      {dnsBox && <DnsDialog box={dnsBox} onClose={() => setDns(null)} />}
    </PageBody>
  )
}
