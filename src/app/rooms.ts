import { coreJobs } from '../core/server/core-jobs.ts';
import { mailJobs } from '../core/server/mail-sender.ts';
import { fileRoutes } from '../core/server/file-routes.ts';
import type { Follower } from '../core/server/journal.ts';
import type { Answer, Reply } from '../core/server/gates.ts';
import type { Job } from '../core/server/jobs.ts';
import type { Route } from '../core/server/serve.ts';
import { replies as peopleReplies } from '../rooms/people/gates.ts';
import { jobs as peopleJobs } from '../rooms/people/jobs.ts';
import { routes as peopleRoutes } from '../rooms/people/routes.ts';
import { routes as customerRoutes } from '../rooms/customers/routes.ts';
import { looks as looksAtTickets, opensFiles as opensTicketFiles, owns as ownsTickets } from '../rooms/tickets/access.ts';
import { gates as ticketGates } from '../rooms/tickets/gates.ts';
import { jobs as ticketJobs } from '../rooms/tickets/jobs.ts';
import { routes as ticketRoutes } from '../rooms/tickets/routes.ts';
import { opensFiles as opensNoteFiles } from '../rooms/notes/access.ts';
import { routes as noteRoutes } from '../rooms/notes/routes.ts';
import { followers as notificationFollowers } from '../rooms/notifications/followers.ts';
import { jobs as notificationJobs } from '../rooms/notifications/jobs.ts';
import { routes as notificationRoutes } from '../rooms/notifications/routes.ts';
import { followers as emailFollowers } from '../rooms/channels/email/followers.ts';
import { jobs as emailJobs } from '../rooms/channels/email/jobs.ts';

/** What every room brings, gathered in one list each. The house wires them. */
export const routes: readonly Route[] = [...fileRoutes, ...peopleRoutes, ...customerRoutes, ...ticketRoutes, ...noteRoutes, ...notificationRoutes];
export const followers: readonly Follower[] = [...emailFollowers, ...notificationFollowers];
export const answers: readonly Answer[] = [...ticketGates];
export const replies: readonly Reply[] = [...peopleReplies, looksAtTickets, opensTicketFiles, ownsTickets, opensNoteFiles];
export const jobs: readonly Job[] = [...coreJobs, ...mailJobs, ...emailJobs, ...peopleJobs, ...ticketJobs, ...notificationJobs];
