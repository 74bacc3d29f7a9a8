import type { PoolConfig } from 'pg';
import type { TestProject } from 'vitest/node';
import { openTestCluster } from './cluster.ts';

/** A database server for each worker, for a whole run; each test file clones the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const clusters = await Promise.all(Array.from({ length: Number(project.config.maxWorkers) }, openTestCluster));
  project.provide('connections', clusters.map((one) => one.connection));
  return async () => { await Promise.all(clusters.map((one) => one.stop())); };
}

declare module 'vitest' {
  export interface ProvidedContext { connections: PoolConfig[] }
}
