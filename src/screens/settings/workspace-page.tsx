import { useTitle } from '../../core/web/title.ts'
import { LeaveDemo, WorkspaceName } from '../../rooms/people/web/workspace-section.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** What everybody here shares. */
export function Page() {
  useTitle('Workspace')
  return <PageBody title="Workspace"><WorkspaceName /><LeaveDemo /></PageBody>
}
