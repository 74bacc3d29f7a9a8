import { sql } from 'kysely';
import { newId } from '../../core/ids.ts';
import { system, type Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { publicUrl } from '../../core/server/config.ts';
import { lockName, transact, type Db, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { hashToken, newToken, sign, signed } from '../../core/server/secrets.ts';
import { actorFor } from './access.ts';
import { DemoLeft, notDemo, startLinkUsed, WorkspaceChanged, WorkspaceMade, workspaceThere } from './contract.ts';
import { hashPassword, refuseWeak, setPassword } from './passwords.ts';
import { addPerson } from './people.ts';
import { openSession, type Browser } from './sessions.ts';
import { tables } from './tables.ts';
import { makeTeam } from './teams.ts';

const dayMs = 24 * 3600_000;

/**
 * While there is no workspace: a one-time link to set it up, good for a day, else null. Nobody gets in by being first;
 * one must see what the server printed (W-N1). A demo that was being filled when the server stopped is cleared first.
 */
export async function startLink(db: Db): Promise<string | null> {
  const workspace = await tables(db).selectFrom('workspace').select('ready').executeTakeFirst();
  if (workspace?.ready) return null;
  if (workspace) await emptyWorkspace(db);
  return `${publicUrl()}/start/${await newStartToken(db)}`;
}

async function newStartToken(db: Db | Tx): Promise<string> {
  const token = newToken();
  await tables(db).deleteFrom('setup_tokens').where('expires_at', '<', clock.iso()).execute();
  await tables(db).insertInto('setup_tokens').values({ token: hashToken(token), expires_at: new Date(clock.ms() + dayMs) }).execute();
  return token;
}

/** What anybody may know of this server. */
export async function workspaceSeen(db: Db, actor: Actor | null, mark: string | undefined) {
  const row = await tables(db).selectFrom('workspace').select(['id', 'name', 'demo', 'ready', 'demo_people']).executeTakeFirst();
  const guides = row?.demo && row.ready ? await guidesOf(db, row.demo_people as Guides | null) : [];
  return { name: row?.name ?? '', empty: !row, demo: row?.demo ?? false, ready: row?.ready ?? false, signedIn: actor !== null, mayEnterAsAdmin: Boolean(row?.demo && openedDemo(row.id, mark)), guides };
}

async function guidesOf(db: Db, known: Guides | null) {
  if (!known) return [];
  const rows = await tables(db).selectFrom('people').select(['id', 'name', 'title']).where('id', 'in', [known.lead, known.agent]).execute();
  return (['lead', 'agent'] as const).flatMap((as) => rows.filter((r) => r.id === known[as]).map((r) => ({ as, ...r })));
}

/** Uses the start link up, and with it every other; only one of several at once gets through. */
async function begin(tx: Tx, token: string, what: { name: string; demo: boolean }): Promise<string> {
  await lockName(tx, 'set-up');
  if (await tables(tx).selectFrom('workspace').select('id').executeTakeFirst()) refuse(workspaceThere);
  const known = await tables(tx).selectFrom('setup_tokens').select('token').where('token', '=', hashToken(token)).where('expires_at', '>', clock.iso()).executeTakeFirst();
  if (!known) refuse(startLinkUsed);
  await tables(tx).deleteFrom('setup_tokens').execute();
  const id = newId();
  await tables(tx).insertInto('workspace').values({ id, name: what.name, demo: what.demo, ready: !what.demo, made_at: clock.now() }).execute();
  return id;
}

/** Makes the workspace, its first admin and a first team that they lead; answers the session's token. */
export async function setUp(db: Db, browser: Browser, what: { token: string; workspace: string; name: string; email: string; password: string; zone?: string; language?: string }): Promise<string> {
  refuseWeak(what.password, [what.name, what.email, what.workspace]);
  const hash = await hashPassword(what.password);
  return await transact(db, async (tx) => {
    const id = await begin(tx, what.token, { name: what.workspace, demo: false });
    await record(tx, system('set-up'), WorkspaceMade, { about: id, to: ['staff'], data: { name: what.workspace, demo: false } });
    const person = await addPerson(tx, system('set-up'), { name: what.name, email: what.email, role: 'admin', zone: what.zone, language: what.language });
    await makeTeam(tx, (await actorFor(tx, person))!, { name: 'Support', sign: 'SU' });
    await setPassword(tx, system('set-up'), person, hash, 'set-up');
    return (await openSession(tx, person, browser, 'set-up')).token;
  });
}

export async function renameWorkspace(tx: Tx, actor: Actor, name: string): Promise<void> {
  const { id } = await tables(tx).updateTable('workspace').set({ name }).returning('id').executeTakeFirstOrThrow();
  await record(tx, actor, WorkspaceChanged, { about: id, to: ['staff'], data: { name } });
}

interface Guides { readonly lead: string; readonly agent: string }
export interface Demo { readonly name: string; readonly fill: (db: Db) => Promise<Guides> }
let demo: Demo | null = null;
/** The house says once how the demo is made; the people it answers are those one looks around as. */
export const useDemo = (of: Demo): void => { demo = of; };

/** Fills the empty server with the demo workspace; answers the mark for the browser that did it. When it fails all is as before. */
export async function lookAround(db: Db, token: string): Promise<string> {
  if (!demo) throw new Error('no demo is wired');
  const { name, fill } = demo;
  const id = await transact(db, (tx) => begin(tx, token, { name, demo: true }));
  try {
    const people = await fill(db);
    await transact(db, async (tx) => {
      await tables(tx).updateTable('workspace').set({ ready: true, demo_people: JSON.stringify(people) }).execute();
      await record(tx, system('demo'), WorkspaceMade, { about: id, to: ['staff'], data: { name, demo: true } });
    });
  } catch (error) {
    await emptyWorkspace(db);
    await tables(db).insertInto('setup_tokens').values({ token: hashToken(token), expires_at: new Date(clock.ms() + dayMs) }).execute();
    throw error;
  }
  return demoMark(id);
}

const demoMark = (workspace: string): string => sign('demo', workspace);
export const openedDemo = (workspace: string, mark: string | undefined): boolean => mark !== undefined && signed('demo', workspace, mark);

/** Signs in as one of the demo's people; as its admin only with the mark of the browser that opened it. */
export async function enterDemo(tx: Tx, browser: Browser, as: 'lead' | 'agent' | 'admin', mark: string | undefined): Promise<string> {
  const workspace = await tables(tx).selectFrom('workspace').select(['id', 'demo_people']).where('demo', '=', true).where('ready', '=', true).executeTakeFirst();
  if (!workspace || (as === 'admin' && !openedDemo(workspace.id, mark))) return refuse(notDemo);
  const known = workspace.demo_people as Guides | null;
  const person = as === 'admin' ? await firstAdmin(tx) : known?.[as];
  if (!person || !(await actorFor(tx, person))) return refuse(notDemo);
  return (await openSession(tx, person, browser, 'demo')).token;
}

const firstAdmin = async (tx: Tx): Promise<string | undefined> =>
  (await tables(tx).selectFrom('people').select('id').where('role', '=', 'admin').where('kind', '=', 'person').where('deactivated_at', 'is', null).orderBy('id').executeTakeFirst())?.id;

/** Leaves the demo: everything goes, sockets close, and a fresh start link is made. */
export async function leaveDemo(db: Db): Promise<string> {
  const workspace = await tables(db).selectFrom('workspace').select('id').where('demo', '=', true).executeTakeFirst();
  if (!workspace) return refuse(notDemo);
  await emptyWorkspace(db);
  return await transact(db, async (tx) => {
    await record(tx, system('demo'), DemoLeft, { about: workspace.id, to: ['staff'], data: {} });
    return await newStartToken(tx);
  });
}

/**
 * Empties the whole server in one transaction. Followers keep their places, as the journal's numbers go on rising;
 * contents of files lose their rows, so that the sweep removes them; what waits to be done is not done any more.
 */
async function emptyWorkspace(db: Db): Promise<void> {
  await transact(db, async (tx) => {
    const { rows } = await sql<{ name: string }>`select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename not in ('migrations', 'follower_places', 'workers', 'blobs')`.execute(tx);
    await sql.raw(`truncate ${rows.map((r) => r.name).join(', ')}`).execute(tx);
    await sql`update blobs set at = to_timestamp(0)`.execute(tx);
    const counters = await sql<{ name: string }>`select quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and n.nspname = 'public' and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i') and d.refobjsubid > 0)`.execute(tx);
    for (const { name } of counters.rows) await sql.raw(`alter sequence ${name} restart`).execute(tx);
    await sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs where locked_at is null))`.execute(tx);
  });
}
