import { backgroundRoutes } from '../core/server/background-routes.ts';
import { coreJobs } from '../core/server/core-jobs.ts';
import { mailJobs } from '../core/server/mail-sender.ts';
import { fileRoutes } from '../core/server/file-routes.ts';
import type { Follow, Follower } from '../core/server/journal.ts';
import type { Answer, Reply } from '../core/server/gates.ts';
import type { Job } from '../core/server/jobs.ts';
import type { Route } from '../core/server/serve.ts';
import { replies as peopleReplies } from '../rooms/people/gates.ts';
import { jobs as peopleJobs } from '../rooms/people/jobs.ts';
import { routes as peopleRoutes } from '../rooms/people/routes.ts';
import { routes as customerRoutes } from '../rooms/customers/routes.ts';
import { routes as shiftRoutes } from '../rooms/shifts/routes.ts';
import { looks as looksAtTickets, opensFiles as opensTicketFiles, owns as ownsTickets } from '../rooms/tickets/access.ts';
import { gates as ticketGates } from '../rooms/tickets/gates.ts';
import { jobs as ticketJobs } from '../rooms/tickets/jobs.ts';
import { routes as ticketRoutes } from '../rooms/tickets/routes.ts';
import { opensFiles as opensNoteFiles } from '../rooms/notes/access.ts';
import { gates as noteReplies } from '../rooms/notes/gates.ts';
import { routes as noteRoutes } from '../rooms/notes/routes.ts';
import type { ReservedAct } from '../rooms/approvals/acts.ts';
import { followers as notificationFollowers } from '../rooms/notifications/followers.ts';
import { jobs as notificationJobs } from '../rooms/notifications/jobs.ts';
import { routes as notificationRoutes } from '../rooms/notifications/routes.ts';
import { followers as emailFollowers } from '../rooms/channels/email/followers.ts';
import { opensFiles as opensMailFiles, writesToTeammates } from '../rooms/channels/email/access.ts';
import { routes as emailRoutes } from '../rooms/channels/email/routes.ts';
import { jobs as emailJobs } from '../rooms/channels/email/jobs.ts';
import { routes as calendarRoutes } from '../rooms/calendars/routes.ts';
import { followers as clockFollowers } from '../rooms/clocks/followers.ts';
import { jobs as clockJobs } from '../rooms/clocks/jobs.ts';
import type { OnClock } from '../rooms/clocks/on-clock.ts';
import { routes as clockRoutes } from '../rooms/clocks/routes.ts';
import { queueAge } from './health.ts';
import { version } from './version.ts';

/** What every room brings, gathered in one list each. The house wires them. */
export const followers: readonly Follower[] = [...clockFollowers, ...emailFollowers, ...notificationFollowers];
const system = backgroundRoutes({ follows: followers.filter((f): f is Follow => f.how === 'follows'), version, queueAge });
export const routes: readonly Route[] = [...fileRoutes, ...system, ...emailRoutes, ...peopleRoutes, ...customerRoutes, ...shiftRoutes, ...calendarRoutes, ...ticketRoutes, ...clockRoutes, ...noteRoutes, ...notificationRoutes];
export const answers: readonly Answer[] = [...ticketGates];
export const replies: readonly Reply[] = [opensMailFiles, writesToTeammates, ...peopleReplies, looksAtTickets, opensTicketFiles, ownsTickets, opensNoteFiles, ...noteReplies];
export const jobs: readonly Job[] = [...coreJobs, ...mailJobs, ...emailJobs, ...peopleJobs, ...ticketJobs, ...clockJobs, ...notificationJobs];
/** Acts that policy may reserve for leads: each room's own. */
export const acts: readonly ReservedAct[] = [];
/** What rooms do when a clock of theirs warns or runs out. */
export const onClocks: readonly OnClock[] = [];
