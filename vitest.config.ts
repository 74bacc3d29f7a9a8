import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'server', include: ['src/**/*.test.ts', 'test/**/*.test.ts'], exclude: ['test/journeys/**', 'node_modules/**'], globalSetup: ['test/global-setup.ts'], testTimeout: 30_000, hookTimeout: 60_000, pool: 'forks' } },
      { test: { name: 'web', include: ['src/**/*.test.tsx'], environment: 'node', pool: 'forks' } },
      { test: { name: 'journeys', include: ['test/journeys/**/*.e2e.ts'], globalSetup: ['test/global-setup.ts'], testTimeout: 90_000, hookTimeout: 120_000, pool: 'forks', fileParallelism: false, expect: { poll: { timeout: 15_000 } } } },
    ],
  },
});
