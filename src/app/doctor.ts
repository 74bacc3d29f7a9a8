import { ConfigMistakes, readConfig, useConfig } from '../core/server/config.ts';
import { openDb, openPool } from '../core/server/db.ts';
import { log } from '../core/server/log.ts';
import { findDatabase } from './database.ts';
import { clockCheck, connectionsCheck, jobsCheck, mailboxesCheck, mailCheck, migrationsCheck, parkedCheck, versionCheck } from './doctor-database.ts';
import { addressCheck, diskCheck, filesCheck, mailListenerCheck, nodeCheck, outgoingCheck, secretCheck, webCheck } from './doctor-machine.ts';
import { fail, ok, type Finding } from './findings.ts';
import { say } from './terminal.ts';

/** Looks at everything a desk needs and prints each with what to do. Answers the exit code: 1 when something fails. */
export async function doctor(): Promise<number> {
  const all = await examine();
  for (const { level, what, found, todo } of all) say(`${level.padEnd(5)} ${what.padEnd(18)} ${found}${todo ? `\n${' '.repeat(25)}→ ${todo}` : ''}`);
  const count = (level: Finding['level']) => all.filter((f) => f.level === level).length;
  say(`\n${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} wrong`);
  return count('fail') ? 1 : 0;
}

/** All findings, in the order of what rests on what. */
export async function examine(env: NodeJS.ProcessEnv = process.env): Promise<Finding[]> {
  try {
    useConfig(readConfig(env));
  } catch (error) {
    if (!(error instanceof ConfigMistakes)) throw error;
    return [fail('configuration', error.message, 'Correct it; docs/configuration.md lists every setting.')];
  }
  log.set('error', (line) => void process.stderr.write(line));
  const machine = [ok('configuration', 'no mistakes'), nodeCheck(), await diskCheck(), secretCheck(), await filesCheck(), await webCheck(), addressCheck(), await mailListenerCheck()];
  return [...machine, ...(await examineDatabase())];
}

async function examineDatabase(): Promise<Finding[]> {
  let database;
  try {
    database = await findDatabase();
  } catch (error) {
    return [fail('database', error instanceof Error ? error.message : String(error), 'Without its database the server does not start. The lines above say what is missing.')];
  }
  const pool = openPool({ ...database.connection, max: 2 });
  try {
    const db = openDb(pool);
    const version = await versionCheck(pool, database.embedded);
    if (version.level === 'fail') return [version];
    const migrations = await migrationsCheck(pool);
    const base = [version, migrations.finding, await clockCheck(pool), await connectionsCheck(pool)];
    return migrations.usable ? [...base, await mailCheck(db), ...(await parkedCheck(db)), ...(await jobsCheck(db)), ...(await mailboxesCheck(db)), await outgoingCheck(db)] : base;
  } finally {
    await pool.end();
    await database.stop();
  }
}
