import { setTimeout as pause } from 'node:timers/promises';
import { config, publicUrl, readConfig, useConfig } from '../core/server/config.ts';
import { databaseTrouble } from '../core/server/db.ts';
import { log } from '../core/server/log.ts';
import { openSecrets } from '../core/server/secrets.ts';
import { findDatabase, secretFile, type Database } from './database.ts';
import { startLink } from '../rooms/people/workspace.ts';
import { failureWords } from './failure-words.ts';
import { openHouse, type House } from './house.ts';
import { patiently, portsAreFree, prepare } from './prepare.ts';

/** Starts one process: configuration, secret, database, migrations, then the house, and says where it is. */
async function start(): Promise<void> {
  useConfig(readConfig());
  log.set(config().log);
  await portsAreFree(config());
  openSecrets(secretFile(), config().secret);
  const found = await findDatabase();
  const database = found.connection;
  await prepare(database);
  const { role } = config();
  const house = await openHouse({ database, web: role !== 'worker', work: role !== 'web', channels: role !== 'web' });
  outliveTheDatabase(house);
  if (house.app) {
    const address = await house.app.listen({ host: config().host, port: config().port });
    useConfig({ ...config(), port: Number(new URL(address).port) });
  }
  stopOnSignal(house, found);
  const mail = house.channels?.smtpPort ? ` · mail on port ${house.channels.smtpPort}` : '';
  const first = house.app ? await patiently(() => startLink(house.db)) : null;
  process.stdout.write(`Baton is ready at ${first ?? publicUrl()}${mail}\n`);
}

/**
 * The job runner finishes its jobs without waiting for the answer, so that a database lost in that moment would end the
 * process. It does not: jobs are looked through anew. Every other error that nobody handles still ends it.
 */
function outliveTheDatabase(house: House): void {
  process.on('unhandledRejection', (error) => {
    if (!databaseTrouble(error)) throw error;
    log.warn('the database was lost in the middle of something', { reason: String(error) });
    house.jobRunner.renew();
  });
}

const noticeMs = 2_500;

function stopOnSignal(house: House, database: Database): void {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { signal });
    setTimeout(() => {
      log.warn('not everything ended in time; what was in hand is taken up at the next start');
      process.exit(1);
    }, 30_000).unref();
    database.leave();
    house.leave();
    // A process that is replaced goes on answering until balancers have noticed; a person at the keyboard does not wait.
    if (signal === 'SIGTERM') await pause(noticeMs);
    await house.close().catch((error: unknown) => log.warn('not everything ended well', { reason: String(error) }));
    await database.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
}

start().catch((error: unknown) => {
  process.stderr.write(`${failureWords(error)}\n`);
  process.exit(1);
});
