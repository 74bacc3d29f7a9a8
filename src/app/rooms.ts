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
import { opensFiles as opensNoteFiles } from '../rooms/notes/access.ts';
import { routes as noteRoutes } from '../rooms/notes/routes.ts';

/** What every room brings, gathered in one list each. The house wires them. */
export const routes: readonly Route[] = [...fileRoutes, ...peopleRoutes, ...customerRoutes, ...noteRoutes];
export const followers: readonly Follower[] = [];
export const answers: readonly Answer[] = [];
export const replies: readonly Reply[] = [...peopleReplies, opensNoteFiles];
export const jobs: readonly Job[] = [...coreJobs, ...mailJobs, ...peopleJobs];
