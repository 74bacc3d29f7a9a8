import { statfsSync } from 'node:fs';

export interface Tuning {
  /** false gives up every promise after a power cut; for tests only. */
  durable: boolean;
  sharedBuffers: string;
}

/** Given at every start instead of a file in the data folder, so that a new version of the product brings its own. */
export function settings({ durable, sharedBuffers }: Tuning): Record<string, string> {
  return {
    shared_buffers: sharedBuffers,
    max_connections: '100',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    effective_cache_size: '512MB',
    max_parallel_workers: '2',
    autovacuum_max_workers: '2',
    max_logical_replication_workers: '0',
    jit: 'off',
    random_page_cost: '1.1',
    max_wal_size: '1GB',
    idle_in_transaction_session_timeout: '5min',
    // What people wrote must not reach the log: no statements, and details are off for the role that we use (see session.ts).
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...(smallSharedMemory() ? { dynamic_shared_memory_type: 'mmap' } : {}),
    // Commits still reach the system before they are acknowledged (measured: as fast), so that a test may kill the server and find them.
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
}

/** Containers often get 64 MB of it, too little for a parallel query. */
function smallSharedMemory(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks < 256 * 1024 * 1024;
  } catch {
    return true;
  }
}
