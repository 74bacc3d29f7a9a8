import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests wait about as much as they compute. One database that was given from outside is shared, and then they take turns. */
const workers = process.env.DATABASE_URL ? 1 : Math.min(4, Math.max(2, availableParallelism()));
/** The files of one worker share its modules, which are most of a file's cost; `fresh.ts` puts back what they may have moved. */
const shared = { globalSetup: 'test/global-setup.ts', setupFiles: 'test/fresh.ts', pool: 'forks', isolate: false, maxWorkers: workers, hookTimeout: 300_000, expect: { poll: { timeout: 15_000 } } } as const;

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'server', include: ['{src,test}/**/*.test.{ts,tsx}'], testTimeout: 60_000 } },
      { test: { ...shared, name: 'journeys', include: ['test/journeys/**/*.e2e.ts'], testTimeout: 180_000, sequence: { groupOrder: 1 } } },
    ],
  },
});
