import { useQuery } from '@tanstack/react-query'
import { Mailbox as MailboxSign } from 'lucide-react'
import type { ReactNode } from 'react'
import { wordsFor } from '../../../../core/web/call.ts'
import { Badge } from '../../../../ui/badge.tsx'
import { Button } from '../../../../ui/button.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { useDirectory } from '../../../people/web/directory.ts'
import { Trouble } from '../../../people/web/door.tsx'
import { Line, Lines } from '../../../people/web/section.tsx'
import { mailboxesQuery, type Mailbox } from './mail-call.ts'

/** Every mailbox with the team it feeds, and how fetching goes where it is fetched. */
export function MailboxesList({ action, onOpen, onDns }: { action: ReactNode; onOpen: (id: string) => void; onDns: (id: string) => void }) {
  const { data, error } = useQuery(mailboxesQuery)
  if (error && !data) return <Trouble>{wordsFor(error)}</Trouble>
  if (!data) return <SkeletonRows rows={2} label="Loading mailboxes" />
  if (!data.length) return <EmptyState icon={MailboxSign} action={action}>Mail to an address you add here becomes tickets of a team.</EmptyState>
  return <Lines label="Mailboxes">{data.map((box) => <MailboxLine key={box.id} box={box} onOpen={() => onOpen(box.id)} onDns={() => onDns(box.id)} />)}</Lines>
}

function MailboxLine({ box, onOpen, onDns }: { box: Mailbox; onOpen: () => void; onDns: () => void }) {
  const { teamName } = useDirectory()
  return (
    <Line title={<><span className="break-all">{box.address}</span><State box={box} /></>} detail={<>{box.name} · feeds {teamName(box.teamId)}{box.imap ? ` · fetched from ${box.imap.host}` : ''}{box.imap?.reason && <span className="block text-late">{box.imap.reason}</span>}</>}>
      <Button size="small" variant="ghost" onClick={onDns} aria-label={`DNS of ${box.address}`}>DNS</Button>
      <Button size="small" onClick={onOpen} aria-label={`Change ${box.address}`}>Change</Button>
    </Line>
  )
}

function State({ box }: { box: Mailbox }) {
  if (!box.active) return <Badge>Off</Badge>
  if (box.imap?.state === 'failing') return <Badge tone="late">Not fetched</Badge>
  if (box.imap?.state === 'connecting') return <Badge tone="time">Connecting</Badge>
  return <Badge tone="good">Open</Badge>
}
