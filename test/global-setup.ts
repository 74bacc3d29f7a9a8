import type { TestProject } from 'vitest/node';
import { openTestCluster } from './cluster.ts';

/** One database server for a whole run; each test file clones the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await openTestCluster();
  project.provide('connection', cluster.connection as Record<string, unknown>);
  const first = await cluster.migrated();
  await first.drop();
  return () => cluster.stop();
}

declare module 'vitest' {
  export interface ProvidedContext { connection: Record<string, unknown> }
}
