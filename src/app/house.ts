import type { FastifyInstance, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { Activity, wireActivity } from '../core/server/activity.ts';
import { Bus } from '../core/server/bus.ts';
import { config } from '../core/server/config.ts';
import { openDb, openPool, type Db } from '../core/server/db.ts';
import { FollowerRunner } from '../core/server/follower-runner.ts';
import { wireGates, wirePorts } from '../core/server/gates.ts';
import { leave, openHttp } from '../core/server/http.ts';
import { wireJoins, type Follow } from '../core/server/journal.ts';
import { JobRunner } from '../core/server/job-runner.ts';
import { Live } from '../core/server/live.ts';
import { openLiveSocket } from '../core/server/live-socket.ts';
import { mailTicker } from '../core/server/mail-queue.ts';
import { mount } from '../core/server/mount.ts';
import { Presence } from '../core/server/presence.ts';
import { useStore } from '../core/server/files.ts';
import { wireActs } from '../rooms/approvals/acts.ts';
import { ClockRunner } from '../rooms/clocks/clock-runner.ts';
import { wireClocks } from '../rooms/clocks/on-clock.ts';
import { hearing, identify } from '../rooms/people/access.ts';
import { knowScopes } from '../rooms/people/keys.ts';
import { useDemo } from '../rooms/people/workspace.ts';
import { workspaceName } from './demo/cast.ts';
import { fillDemo } from './demo/fill.ts';
import { acts, answers, followers, jobs, onActivity, onClocks, replies, routes } from './rooms.ts';
import { configuredStore } from './database.ts';
import { openPages } from './pages.ts';
import { patiently } from './prepare.ts';
import { startChannels, type Channels } from './channels.ts';

/** Everything one process runs: opened in order, closed in the opposite one. */
export interface House {
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly bus: Bus;
  readonly app: FastifyInstance | null;
  readonly live: Live | null;
  readonly activity: Activity | null;
  readonly jobRunner: JobRunner;
  readonly followerRunner: FollowerRunner;
  readonly clockRunner: ClockRunner;
  readonly channels: Channels | null;
  /** Tells browsers and balancers to turn elsewhere, and goes on answering. */
  leave(): void;
  close(): Promise<void>;
}
export interface HouseOptions {
  readonly database: pg.PoolConfig;
  /** Web: browsers and the API. Work: followers, jobs, clocks and channels. Without `work` tests drain them by hand. */
  readonly web: boolean;
  readonly work: boolean;
  readonly channels: boolean;
}

/** Tells the core what every room joins, answers and replies. */
export function wire(): void {
  wireJoins(followers);
  wireGates(answers);
  wirePorts(replies);
  wireClocks(onClocks);
  wireActs(acts);
  wireActivity(onActivity);
  knowScopes(routes.map((r) => r.room));
  useDemo({ name: workspaceName, fill: fillDemo });
}

/** Opens a house on a database that is already migrated. */
export async function openHouse(options: HouseOptions): Promise<House> {
  wire();
  useStore(configuredStore());
  const pool = openPool({ ...options.database, max: config().poolSize, pipeline: true });
  const db = openDb(pool);
  const bus = new Bus(options.database, pool);
  await bus.start();
  const jobRunner = new JobRunner(db, pool, jobs);
  const followerRunner = new FollowerRunner(db, bus, followers.filter((f): f is Follow => f.how === 'follows'));
  const clockRunner = new ClockRunner(db, bus);
  const mails = mailTicker(db, bus);
  const web = options.web ? await openWeb(db, bus) : null;
  if (options.work) {
    await patiently(() => followerRunner.start());
    await jobRunner.start(4);
    clockRunner.start();
    mails.start();
  } else await patiently(() => followerRunner.place());
  const channels = options.channels ? await startChannels(db, bus) : null;
  return {
    db, pool, bus, app: web?.app ?? null, live: web?.live ?? null, activity: web?.activity ?? null, jobRunner, followerRunner, clockRunner, channels,
    leave: () => { if (web) leave(web.app); },
    async close() {
      await channels?.stop();
      await web?.live.stop();
      await web?.app.close();
      await web?.activity.stop();
      await mails.stop();
      await clockRunner.stop();
      await followerRunner.stop();
      await jobRunner.stop();
      await bus.stop();
      await db.destroy();
    },
  };
}

/** The origin browsers must name: the configured one, else the host they asked for. */
const ownOrigin = (request: FastifyRequest): string => (config().publicUrl ? new URL(config().publicUrl!).origin : `${request.protocol}://${request.host}`);

async function openWeb(db: Db, bus: Bus): Promise<{ app: FastifyInstance; live: Live; activity: Activity }> {
  const app = await openHttp();
  const who = (request: FastifyRequest) => identify(db, request);
  const live = new Live(db, bus, hearing(db));
  await patiently(() => live.start());
  const activity = new Activity(db);
  mount(app, routes, { db, identify: who, ownOrigin, activity });
  openLiveSocket(app, { db, live, presence: new Presence(live, bus), activity, identify: who, ownOrigin });
  await openPages(app, db);
  return { app, live, activity };
}
