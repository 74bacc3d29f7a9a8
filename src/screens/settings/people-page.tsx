import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { InvitationsList } from '../../rooms/people/web/invitations-list.tsx'
import { InviteDialog } from '../../rooms/people/web/invite-dialog.tsx'
import { PeopleList } from '../../rooms/people/web/people-list.tsx'
import { PersonDialog } from '../../rooms/people/web/person-dialog.tsx'
import { TheirAvailability } from '../../rooms/shifts/web/their-availability.tsx'
import { invitationsQuery } from '../../rooms/people/web/staff.ts'
import { useActs } from '../../ui/acts.ts'
import { Button } from '../../ui/button.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Tabs } from '../../ui/tabs.tsx'

/** Who works here, who is invited, who left. */
export function Page() {
  useTitle('People')
  const { may } = useMe()
  const { active } = useDirectory()
  const [tab, setTab] = useState<'active' | 'invited' | 'left'>('active')
  const [inviting, setInviting] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  const invited = useQuery({ ...invitationsQuery, enabled: may.invite }).data?.length
  const invite = may.invite && <Button variant="primary" icon={UserPlus} onClick={() => setInviting(true)}>Invite teammate</Button>
  useActs('People', may.invite ? [{ id: 'invite', label: 'Invite a teammate', icon: UserPlus, run: () => setInviting(true) }] : [])
  const tabs = [
    { id: 'active' as const, label: 'Here', count: active.length, panel: <PeopleList state="active" onOpen={setOpen} /> },
    ...(may.invite ? [{ id: 'invited' as const, label: 'Invited', count: invited, panel: <InvitationsList action={invite} /> }] : []),
    { id: 'left' as const, label: 'Left', panel: <PeopleList state="deactivated" onOpen={setOpen} /> },
  ]
  return (
    <PageBody title="People" lead="Everybody who works here." actions={invite}>
      <Tabs label="People" tabs={tabs} value={tab} onChange={setTab} />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {open && <PersonDialog id={open} onClose={() => setOpen(null)}><TheirAvailability personId={open} /></PersonDialog>}
    </PageBody>
  )
}
