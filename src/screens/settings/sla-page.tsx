import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { useMe } from '../../rooms/people/web/directory.ts'
import { PoliciesList } from '../../rooms/sla/web/policies-list.tsx'
import { PolicyDialog } from '../../rooms/sla/web/policy-dialog.tsx'
import type { Policy } from '../../rooms/sla/web/sla.ts'
import { Button } from '../../ui/button.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** Within what time customers hear from us. */
export function Page() {
  useTitle('Service levels')
  const { role } = useMe()
  const [open, setOpen] = useState<Policy | 'new' | null>(null)
  const make = role === 'admin' && <Button variant="primary" icon={Plus} onClick={() => setOpen('new')}>Make service level</Button>
  return (
    <PageBody title="Service levels" lead="Within what time customers hear from you. Tried from above: the strictest that fits a ticket is the one it gets." actions={make}>
      <PoliciesList onOpen={setOpen} may={role === 'admin'} action={make} />
      {open && <PolicyDialog policy={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </PageBody>
  )
}
