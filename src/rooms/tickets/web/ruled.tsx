import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'

/** What stands below a rule of a team: that it is the workspace's, or what the workspace has and the way back to it. */
export function Ruled({ teamId, own, workspace, onLetGo }: { teamId: string | null; own: boolean; workspace: ReactNode; onLetGo: () => void }) {
  if (teamId === null) return null
  if (!own) return <>As in the workspace.</>
  return <span className="flex flex-wrap items-center gap-x-2">This team’s own. The workspace has {workspace}. <Button size="small" variant="ghost" onClick={onLetGo} className="-ml-2">Use the workspace’s</Button></span>
}
