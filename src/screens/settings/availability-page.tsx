import { useTitle } from '../../core/web/title.ts'
import { RotaFeed } from '../../rooms/rota/web/rota-feed.tsx'
import { AvailabilityChoices } from '../../rooms/shifts/web/availability-choices.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** What sets my availability, and my shifts in my own calendar. */
export function Page() {
  useTitle('Availability')
  return <PageBody title="Availability" lead="Whether work may come to you, and where your shifts are seen."><AvailabilityChoices /><RotaFeed /></PageBody>
}
