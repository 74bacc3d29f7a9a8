import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { enter } from '../screens/shell/enter.ts'
import { NotFound, PageFailed } from '../screens/shell/page-states.tsx'
import { lastInboxView } from '../screens/shell/last-view.ts'
import { Shell } from '../screens/shell/shell.tsx'
import { readCustomersSearch } from '../screens/customers/customers-search.ts'
import { readEscalationsSearch } from '../screens/escalations/escalations-search.ts'
import { readRotaSearch } from '../screens/team/rota-search.ts'
import { readSheetSearch } from '../screens/handoffs/sheet-search.ts'
import { readQueueSearch } from '../screens/queue/queue-search.ts'
import { readIssueSearch, readShiftSearch } from '../screens/shift/shift-search.ts'
import { readInboxSearch } from '../screens/inbox/inbox-search.ts'
import { readLeaveSearch } from '../screens/team/leave-search.ts'
import { readWallSearch } from '../screens/team/wall-search.ts'

/**
 * All pages. A page is a module that exports a component named `Page`, fetched when first gone to. To add one, add a line:
 * `settingsPage('/settings/teams', () => import('../screens/settings/teams-page.tsx'))` with the column of settings beside it,
 * `door(…)` alone on the screen for those who are not signed in, or a route of its own under `shell` as `search` is.
 * Then add its place to `src/screens/shell/places.ts` (rail, palette and `g` keys) or `src/screens/settings/settings-places.ts`.
 */
type Load = () => Promise<{ Page: ComponentType }>

const root = createRootRoute({ notFoundComponent: NotFound })
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell, beforeLoad: ({ location }) => enter(location.href) })
const door = <const P extends string>(path: P, load: Load) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, 'Page') })
const settingsPage = <const P extends string>(path: P, load: Load) =>
  createRoute({ getParentRoute: () => shell, path, component: lazyRouteComponent(load, 'Page'), staticData: { views: 'settings' } })

const inboxPage = () => import('../screens/inbox/inbox-page.tsx')

const home = createRoute({ getParentRoute: () => shell, path: '/', beforeLoad: () => { throw redirect({ to: '/my-day' }) } })
const myDay = createRoute({ getParentRoute: () => shell, path: '/my-day', component: lazyRouteComponent(() => import('../screens/my-day/my-day-page.tsx'), 'Page'), staticData: { views: 'inbox' } })
/** Back to where one was in the inbox. */
const inboxAgain = createRoute({ getParentRoute: () => shell, path: '/inbox', beforeLoad: () => { throw redirect({ to: '/inbox/$view', params: { view: lastInboxView() } }) } })
const inbox = createRoute({
  getParentRoute: () => shell, path: '/inbox/$view', component: lazyRouteComponent(inboxPage, 'Page'), validateSearch: readInboxSearch, staticData: { views: 'inbox' },
})
const ticket = createRoute({ getParentRoute: () => inbox, path: '$number' })
/** The short address that notifications and mails carry; keeps the #entry. */
const ticketAlone = createRoute({
  getParentRoute: () => shell, path: '/tickets/$number',
  beforeLoad: ({ params, location }) => { throw redirect({ to: '/inbox/$view/$number', params: { view: lastInboxView(), number: params.number }, hash: location.hash, replace: true }) },
})

const queue = createRoute({ getParentRoute: () => shell, path: '/queue', component: lazyRouteComponent(() => import('../screens/queue/queue-page.tsx'), 'Page'), validateSearch: readQueueSearch })

const handOffSheet = createRoute({ getParentRoute: () => shell, path: '/hand-off-sheet', component: lazyRouteComponent(() => import('../screens/handoffs/hand-off-sheet-page.tsx'), 'Page'), validateSearch: readSheetSearch })

const shift = createRoute({ getParentRoute: () => shell, path: '/shift', component: lazyRouteComponent(() => import('../screens/shift/shift-page.tsx'), 'Page'), validateSearch: readShiftSearch })
const handover = createRoute({ getParentRoute: () => shell, path: '/shift/handovers/$handoverId', component: lazyRouteComponent(() => import('../screens/shift/handover-page.tsx'), 'Page'), validateSearch: readIssueSearch })

const customers = createRoute({
  getParentRoute: () => shell, path: '/customers', component: lazyRouteComponent(() => import('../screens/customers/customers-page.tsx'), 'Page'), validateSearch: readCustomersSearch,
})
const customer = createRoute({ getParentRoute: () => customers, path: '$customerId' })

/** The team's place: its first tab, unless one is named. */
const team = createRoute({ getParentRoute: () => shell, path: '/team', beforeLoad: () => { throw redirect({ to: '/team/rota' }) } })
const teamRota = createRoute({ getParentRoute: () => shell, path: '/team/rota', component: lazyRouteComponent(() => import('../screens/team/rota-page.tsx'), 'Page'), validateSearch: readRotaSearch })

const search = createRoute({
  getParentRoute: () => shell, path: '/search', component: lazyRouteComponent(() => import('../screens/search/search-page.tsx'), 'Page'),
  validateSearch: (raw: Record<string, unknown>): { q?: string } => (typeof raw['q'] === 'string' || typeof raw['q'] === 'number' ? { q: String(raw['q']) } : {}),
})

const escalations = createRoute({
  getParentRoute: () => shell, path: '/escalations', component: lazyRouteComponent(() => import('../screens/escalations/escalations-page.tsx'), 'Page'), validateSearch: readEscalationsSearch, staticData: { views: 'inbox' },
})

const calls = createRoute({ getParentRoute: () => shell, path: '/calls', component: lazyRouteComponent(() => import('../screens/calls/calls-page.tsx'), 'Page') })
const approvals = createRoute({ getParentRoute: () => shell, path: '/approvals', component: lazyRouteComponent(() => import('../screens/approvals/approvals-page.tsx'), 'Page'), staticData: { views: 'inbox' } })

const wall = createRoute({ getParentRoute: () => shell, path: '/team/wall', component: lazyRouteComponent(() => import('../screens/team/wall-page.tsx'), 'Page'), validateSearch: readWallSearch })
const load = createRoute({ getParentRoute: () => shell, path: '/team/load', component: lazyRouteComponent(() => import('../screens/team/load-page.tsx'), 'Page') })
const leavePage = () => import('../screens/team/leave-page.tsx')
const leave = createRoute({ getParentRoute: () => shell, path: '/team/leave', component: lazyRouteComponent(leavePage, 'Page'), validateSearch: readLeaveSearch })
const oneLeave = createRoute({ getParentRoute: () => shell, path: '/team/leave/$leaveId', component: lazyRouteComponent(leavePage, 'Page') })

const settingsPages = [
  settingsPage('/settings', () => import('../screens/settings/settings-page.tsx')),
  settingsPage('/settings/profile', () => import('../screens/settings/profile-page.tsx')),
  settingsPage('/settings/availability', () => import('../screens/settings/availability-page.tsx')),
  settingsPage('/settings/notifications', () => import('../screens/settings/notifications-page.tsx')),
  settingsPage('/settings/security', () => import('../screens/settings/security-page.tsx')),
  settingsPage('/settings/keys', () => import('../screens/settings/keys-page.tsx')),
  settingsPage('/settings/people', () => import('../screens/settings/people-page.tsx')),
  settingsPage('/settings/teams', () => import('../screens/settings/teams-page.tsx')),
  settingsPage('/settings/shifts', () => import('../screens/settings/shifts-page.tsx')),
  settingsPage('/settings/sla', () => import('../screens/settings/sla-page.tsx')),
  settingsPage('/settings/queue', () => import('../screens/settings/queue-page.tsx')),
  settingsPage('/settings/rules', () => import('../screens/settings/rules-page.tsx')),
  settingsPage('/settings/closing', () => import('../screens/settings/closing-page.tsx')),
  settingsPage('/settings/first-look', () => import('../screens/settings/first-look-page.tsx')),
  settingsPage('/settings/calendars', () => import('../screens/settings/calendars-page.tsx')),
  settingsPage('/settings/escalations', () => import('../screens/settings/escalations-page.tsx')),
  settingsPage('/settings/approvals', () => import('../screens/settings/approvals-page.tsx')),
  settingsPage('/settings/workspace', () => import('../screens/settings/workspace-page.tsx')),
  settingsPage('/settings/audit', () => import('../screens/settings/audit-page.tsx')),
  settingsPage('/settings/system', () => import('../screens/settings/system-page.tsx')),
  settingsPage('/settings/mailboxes', () => import('../screens/mailboxes.tsx')),
  settingsPage('/settings/mail-health', () => import('../screens/mail-health.tsx')),
] as const
const doors = [
  door('/start', () => import('../screens/doors/start-page.tsx')),
  door('/start/$token', () => import('../screens/doors/start-page.tsx')),
  door('/sign-in', () => import('../screens/doors/sign-in-page.tsx')),
  door('/forgot', () => import('../screens/doors/forgot-page.tsx')),
  door('/reset/$token', () => import('../screens/doors/reset-page.tsx')),
  door('/join/$token', () => import('../screens/doors/join-page.tsx')),
  door('/mail-off', () => import('../screens/doors/mail-off-page.tsx')),
  door('/approve/$token', () => import('../screens/doors/approve-page.tsx')),
  door('/confirm-email/$token', () => import('../screens/doors/confirm-email-page.tsx')),
] as const

const routes = root.addChildren([shell.addChildren([home, myDay, inboxAgain, inbox.addChildren([ticket]), ticketAlone, queue, handOffSheet, team, teamRota, shift, handover, calls, wall, load, leave, oneLeave, approvals, escalations, search, customers.addChildren([customer]), ...settingsPages]), ...doors])

export const router = createRouter({
  routeTree: routes, defaultPreload: 'intent', defaultPreloadStaleTime: Infinity, defaultErrorComponent: PageFailed, defaultNotFoundComponent: NotFound, scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
  interface StaticDataRouteOption { views?: 'inbox' | 'settings' }
}
