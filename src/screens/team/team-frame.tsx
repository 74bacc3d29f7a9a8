import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { teamPlaces } from './team-places.ts'

/** The frame of the team's pages: rota, wall, leave as tabs of one place. `tab` is the id of its line in `team-places.ts`. */
export function TeamFrame({ tab, lead, actions, width, children }: { tab: string; lead?: ReactNode; actions?: ReactNode; width?: number; children: ReactNode }) {
  const navigate = useNavigate()
  return (
    <PageBody title="Team" lead={lead} actions={actions} width={width}>
      {teamPlaces.length > 1 && <Tabs label="Sides of the team" tabs={teamPlaces.map(({ id, label }) => ({ id, label }))} value={tab} onChange={(id) => void navigate({ to: teamPlaces.find((one) => one.id === id)!.to })} className="mb-5" />}
      {children}
    </PageBody>
  )
}
