import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type pg from 'pg';
import { system } from '../core/server/actor.ts';
import { config } from '../core/server/config.ts';
import { openDb, openPool, transact, type Db } from '../core/server/db.ts';
import { openSecrets } from '../core/server/secrets.ts';
import { tables as mailTables } from '../rooms/channels/email/tables.ts';
import { resetLink } from '../rooms/people/letters.ts';
import { hashPassword, namesOf, refuseWeak, setPassword } from '../rooms/people/passwords.ts';
import { makeResetToken } from '../rooms/people/resets.ts';
import { tables as peopleTables } from '../rooms/people/tables.ts';
import { backUp } from './backup/backup.ts';
import { restoringName } from './backup/clearing.ts';
import { restore } from './backup/restore.ts';
import { configuredStore, findDatabase, migrationsFolder, secretFile } from './database.ts';
import { wire } from './house.ts';
import { sendTestMail } from './send-test-mail.ts';
import { askSecret, CannotDo, say } from './terminal.ts';

const megabytes = (bytes: number): string => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** Runs something on the configured database, whether or not a server runs beside it. */
async function withDatabase<T>(run: (pool: pg.Pool, db: Db) => Promise<T>, options: pg.PoolConfig = {}): Promise<T> {
  const database = await findDatabase();
  const pool = openPool({ ...database.connection, max: 3, ...options });
  try {
    return await run(pool, openDb(pool));
  } finally {
    await pool.end();
    await database.stop();
  }
}

function openExistingSecret(): void {
  if (!config().secret && !existsSync(secretFile())) throw new CannotDo(`There is no secret at ${secretFile()}. Is BATON_DATA the folder your server uses?`);
  openSecrets(secretFile(), config().secret);
}

/** Writes a backup. Answers the exit code: 1 when contents of files were missing. */
export async function backupCommand(file: string): Promise<number> {
  const path = resolve(file);
  openExistingSecret();
  const made = await withDatabase((pool) => backUp(pool, configuredStore(), path));
  say(`Backed up ${made.rows} rows and ${made.files} files into ${path} (${megabytes(made.bytes)}).`);
  say('The file holds the secret and everything customers wrote: keep it where only you can read it. baton.json and environment settings are not in it.');
  if (!made.missing.length) return 0;
  say(`${made.missing.length} files could not be read from the file storage and are not in the backup; the first is ${made.missing[0]}.`);
  return 1;
}

/** Restores a backup into an empty database, or over everything with `replace`. */
export async function restoreCommand(file: string, replace: boolean): Promise<number> {
  const options = { path: resolve(file), migrations: migrationsFolder, secretFile: secretFile(), givenSecret: config().secret, replace };
  const done = await withDatabase((pool) => restore(pool, configuredStore(), options), { application_name: restoringName });
  say(`Restored ${done.head.workspace ?? 'the backup'} as of ${done.head.madeAt} (Baton ${done.head.version}), with ${done.files} files.`);
  say(done.unsent ? `${done.unsent} mails were on their way when the backup was made. None is sent by itself: look at them under Settings → Mail health and decide.` : 'No mail was on its way, and none is sent because of the restore.');
  if (done.mailboxes) say(`Fetching from ${done.mailboxes} mailboxes rests. To go on fetching here, open each under Settings → Mailboxes and save it.`);
  if (done.missing.length) say(`${done.missing.length} files were missing when the backup was made.`);
  say('Start Baton as usual: npm start');
  return 0;
}

/** Sets a teammate's password from a prompt, or prints a link that does it once. All their sessions end. */
export async function passwordCommand(email: string, link: boolean): Promise<number> {
  openExistingSecret();
  wire();
  return await withDatabase(async (_pool, db) => {
    const person = await peopleTables(db).selectFrom('people').select(['id', 'name', 'email', 'deactivated_at']).where((e) => e(e.fn('lower', ['email']), '=', email.toLowerCase())).where('kind', '=', 'person').executeTakeFirst();
    if (!person) throw new CannotDo(`Nobody here has the address ${email}.`);
    if (person.deactivated_at) throw new CannotDo(`${person.name} is deactivated. An admin can reactivate them under Settings → People.`);
    if (link) {
      say(`${person.name} can set a new password here, once and within an hour:\n${resetLink(await transact(db, (tx) => makeResetToken(tx, person)))}`);
      return 0;
    }
    const password = await askSecret(`New password for ${person.name}: `);
    if (password.length < 10) throw new CannotDo('Use at least 10 characters. Nothing was changed.');
    refuseWeak(password, await namesOf(db, person.id));
    if (process.stdin.isTTY && (await askSecret('Once more: ')) !== password) throw new CannotDo('The two differ. Nothing was changed.');
    const hash = await hashPassword(password);
    await transact(db, (tx) => setPassword(tx, system('command line'), person.id, hash, 'command'));
    say(`The password of ${person.name} is changed; they are signed out everywhere.`);
    return 0;
  });
}

export interface MailWords { readonly to?: string; readonly from?: string; readonly subject?: string; readonly text: string }

/** Sends a mail to the running desk as a customer would, for those who have no mail tool at hand. */
export async function sendMailCommand(words: MailWords): Promise<number> {
  const to = words.to ?? (await withDatabase((_pool, db) => mailTables(db).selectFrom('mailboxes').select('address').where('active', '=', true).orderBy('made_at').limit(1).executeTakeFirst()))?.address;
  if (!to) throw new CannotDo('There is no mailbox yet. Add one under Settings → Mailboxes, or say --to ADDRESS.');
  const host = ['0.0.0.0', '::'].includes(config().smtpHost) ? '127.0.0.1' : config().smtpHost;
  const mail = { host, port: config().smtpPort, to, from: words.from ?? 'Ada Winters <ada.winters@customer.example>', subject: words.subject ?? 'A question about my order', text: words.text || 'Hello,\n\ncan you tell me when my order arrives?\n\nThanks,\nAda' };
  try {
    const answer = await sendTestMail(mail);
    say(`Sent to ${to}: ${answer}`);
    return 0;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CannotDo(code === 'ECONNREFUSED' || code === 'ESOCKET' ? `Nothing listens for mail on ${host}:${config().smtpPort}. Is the server running, and with this configuration?` : `The desk did not take it: ${message}`);
  }
}
