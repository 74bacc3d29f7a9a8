import { useQuery } from '@tanstack/react-query'
import { MailPlus } from 'lucide-react'
import { useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory } from './directory.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { LinkMade } from './invite-dialog.tsx'
import { callPeople } from './people-call.ts'
import { Line, Lines } from './section.tsx'
import { invitationsQuery, readStaff, roleName, type Invitation } from './staff.ts'

/** Those who were invited and have not joined yet. */
export function InvitationsList({ action }: { action: React.ReactNode }) {
  const { data, error } = useQuery(invitationsQuery)
  const [link, setLink] = useState<{ link: string; email: string } | null>(null)
  const { error: failed, run } = useSending(async () => undefined)
  const again = (one: Invitation) => run(async () => {
    setLink({ link: (await callPeople('POST /invitations/:id/resend', { params: { id: one.id } })).link, email: one.email })
    await readStaff()
  })
  const withdraw = (one: Invitation) => run(async () => {
    await callPeople('DELETE /invitations/:id', { params: { id: one.id } })
    await readStaff()
    toasts.show({ text: `Invitation to ${one.email} withdrawn` })
  })
  if (error && !data) return <Trouble>{wordsFor(error)}</Trouble>
  if (!data) return <SkeletonRows rows={3} label="Loading invitations" />
  if (!data.length) return <EmptyState icon={MailPlus} action={action}>Whoever you invite stands here until they join.</EmptyState>
  return (
    <>
      <Trouble>{failed}</Trouble>
      <Lines label="Open invitations">{data.map((one) => <InvitationLine key={one.id} one={one} onAgain={() => again(one)} onWithdraw={() => withdraw(one)} />)}</Lines>
      {link && <LinkMade {...link} onClose={() => setLink(null)} />}
    </>
  )
}

function InvitationLine({ one, onAgain, onWithdraw }: { one: Invitation; onAgain: () => void; onWithdraw: () => void }) {
  const { teamName } = useDirectory()
  const over = Date.parse(one.expiresAt) < Date.now()
  return (
    <Line title={<><span className="break-all">{one.email}</span><Badge>{roleName(one.role)}</Badge>{over && <Badge tone="time">Ran out</Badge>}</>} detail={<>{one.teams.map(teamName).join(', ') || 'No team'} · invited by {one.by} <Time at={one.madeAt} as="ago" /></>}>
      <Button size="small" onClick={onAgain} aria-label={`Send the invitation to ${one.email} again`}>Send again</Button>
      <Button size="small" variant="ghost" onClick={onWithdraw} aria-label={`Withdraw the invitation to ${one.email}`}>Withdraw</Button>
    </Line>
  )
}
