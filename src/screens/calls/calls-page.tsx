import { useTitle } from '../../core/web/title.ts'
import { CallsReport } from '../../rooms/channels/phone/web/calls-report.tsx'
import { Diversions } from '../../rooms/channels/phone/web/diversions.tsx'
import { useMe } from '../../rooms/people/web/directory.ts'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** Callbacks and calls: how they went, and where calls go while somebody cannot take them. */
export function Page() {
  useTitle('Calls')
  const me = useMe()
  return (
    <PageBody title="Calls" width={1080} lead={me.role === 'collaborator' ? 'Where calls go while somebody cannot take them.' : 'Your callbacks and calls, and those of the teams you lead. Each figure opens what it counts.'}>
      {me.role !== 'collaborator' && <CallsReport />}
      <Diversions />
    </PageBody>
  )
}
