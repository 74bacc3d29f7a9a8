import pg from 'pg';

/** Whether the server answers as ours should. `busy` is an answer too: it has no connection left for us. */
export async function greet(connection: pg.PoolConfig, durable: boolean): Promise<'well' | 'silent' | 'other settings'> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 3_000, query_timeout: 3_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ fsync: string; verbosity: string }>(`select current_setting('fsync') as fsync, current_setting('log_error_verbosity') as verbosity`);
    // The details of an error quote whole rows; those belong in no log.
    if (rows[0]?.verbosity !== 'terse') await client.query(`alter role current_user set log_error_verbosity = 'terse'`);
    return rows[0]?.fsync === (durable ? 'on' : 'off') ? 'well' : 'other settings';
  } catch (error) {
    return (error as { code?: string }).code === '53300' ? 'well' : 'silent';
  } finally {
    await client.end().catch(() => {});
  }
}
