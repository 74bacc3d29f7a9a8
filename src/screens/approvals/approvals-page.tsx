import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { ApprovalsList } from '../../rooms/approvals/web/approvals-list.tsx'
import { useMyApprovals, type Box } from '../../rooms/approvals/web/approvals.ts'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Tabs } from '../../ui/tabs.tsx'

/** What waits for a lead's yes or no. */
export function Page() {
  useTitle('Approvals')
  const { waiting, mine } = useMyApprovals()
  const [box, setBox] = useState<Box>('waiting')
  const tabs: { id: Box; label: string; count?: number }[] = [{ id: 'waiting', label: 'For you to decide', count: waiting.length }, { id: 'mine', label: 'You asked for', count: mine.length }, { id: 'all', label: 'All' }]
  return (
    <PageBody title="Approvals" lead="What policy reserves for leads: asked with a reason, decided with one key.">
      <Tabs label="Which requests" value={box} onChange={setBox} tabs={tabs.map((tab) => ({ ...tab, panel: <ApprovalsList box={tab.id} /> }))} />
    </PageBody>
  )
}
