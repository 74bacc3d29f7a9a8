import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { cache, wireHears } from '../core/web/cache.ts'
import { wireApprovals } from '../rooms/approvals/web/asking.ts'
import { approvalsHear } from '../rooms/approvals/web/live.ts'
import { emailHears } from '../rooms/channels/email/web/live.ts'
import { calendarsHear } from '../rooms/calendars/web/live.ts'
import { clocksHear } from '../rooms/clocks/web/live.ts'
import { customersHear } from '../rooms/customers/web/live.ts'
import { escalationsHear } from '../rooms/escalations/web/live.ts'
import { handoffsHear } from '../rooms/handoffs/web/live.ts'
import { notesHear } from '../rooms/notes/web/live.ts'
import { notificationsHear } from '../rooms/notifications/web/live.ts'
import { wireStatuses } from '../rooms/people/web/directory.ts'
import { peopleHears } from '../rooms/people/web/live.ts'
import { promisesHear } from '../rooms/promises/web/live.ts'
import { slaHears } from '../rooms/sla/web/live.ts'
import { useStatuses } from '../rooms/shifts/web/availability.ts'
import { shiftsHear } from '../rooms/shifts/web/live.ts'
import { ticketsHear } from '../rooms/tickets/web/live.ts'
import { LiveRegion } from '../ui/live-region.tsx'
import { ToastStack } from '../ui/toasts.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { router } from './router.tsx'

/** Every room's ear: what facts change in what is shown. */
wireHears([peopleHears, shiftsHear, calendarsHear, ticketsHear, clocksHear, customersHear, notesHear, approvalsHear, handoffsHear, escalationsHear, promisesHear, slaHears, notificationsHear, emailHears], { tickets: ticketsHear })
wireStatuses(useStatuses)
wireApprovals()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <CSPProvider disableStyleElements>
        <TooltipProvider>
          <RouterProvider router={router} />
          <ToastStack />
          <LiveRegion />
        </TooltipProvider>
      </CSPProvider>
    </QueryClientProvider>
  </StrictMode>,
)
