import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { cache, wireHears } from '../core/web/cache.ts'
import { wireApprovals } from '../rooms/approvals/web/asking.ts'
import { wireStatuses } from '../rooms/people/web/directory.ts'
import { useStatuses } from '../rooms/shifts/web/availability.ts'
import { LiveRegion } from '../ui/live-region.tsx'
import { ToastStack } from '../ui/toasts.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { router } from './router.tsx'

wireHears(() => import('./ears.tsx'))
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
