import type pg from 'pg';
import { quoted } from './tables.ts';

/** Whether a database holds a workspace's work. One that was only migrated does not. */
export async function inUse(client: pg.ClientBase): Promise<boolean> {
  const { rows: [found] } = await client.query<{ workspace: boolean; others: number }>(
    `select to_regclass('public.workspace') is not null as workspace,
       (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r') as others`);
  if (!found!.workspace) return found!.others > 0;
  const { rows: [there] } = await client.query<{ there: boolean }>('select exists (select from workspace) or exists (select from facts) as there');
  return there!.there;
}

/** Other connections to this database: somebody works with it. */
export async function othersConnected(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*) as n from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and application_name is distinct from $1`, [restoringName]);
  return rows[0]!.n;
}
export const restoringName = 'baton restore';

/** Drops what is ours in the public schema, in the caller's transaction. Extensions and the schema itself stay: they may not be ours to drop. */
export async function dropEverything(client: pg.ClientBase): Promise<void> {
  const ours = (catalog: string, id: string) => `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${id} and d.deptype = 'e')`;
  const { rows: relations } = await client.query<{ name: string; kind: string }>(
    `select c.relname as name, case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end as kind
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'S') and ${ours('pg_class', 'c.oid')} order by c.relkind = 'S'`);
  for (const { name, kind } of relations) await client.query(`drop ${kind} if exists public.${quoted(name)} cascade`);
  const { rows: routines } = await client.query<{ signature: string }>(
    `select p.oid::regprocedure::text as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and ${ours('pg_proc', 'p.oid')}`);
  for (const { signature } of routines) await client.query(`drop routine if exists ${signature} cascade`);
  const { rows: types } = await client.query<{ name: string }>(
    `select t.typname as name from pg_type t join pg_namespace n on n.oid = t.typnamespace where n.nspname = 'public' and t.typtype in ('e', 'd', 'c') and t.typrelid = 0 and ${ours('pg_type', 't.oid')}`);
  for (const { name } of types) await client.query(`drop type if exists public.${quoted(name)} cascade`);
  const { rows: configurations } = await client.query<{ name: string }>(
    `select cfgname as name from pg_ts_config c join pg_namespace n on n.oid = c.cfgnamespace where n.nspname = 'public' and ${ours('pg_ts_config', 'c.oid')}`);
  for (const { name } of configurations) await client.query(`drop text search configuration if exists public.${quoted(name)} cascade`);
}

/** Takes out the rows that migrations put in: the backup brings them as they were. Asked while references are off. */
export async function takeOutRows(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'migrations'`);
  if (rows.length) await client.query(`truncate ${rows.map((r) => r.name).join(', ')}`);
}

/** Takes off what would act on copied rows a second time: references (checked when they are put back) and triggers. Answers how to put them back. */
export async function laxly(client: pg.ClientBase): Promise<() => Promise<void>> {
  const { rows: references } = await client.query<{ owner: string; name: string; definition: string }>(
    `select k.conrelid::regclass::text as owner, k.conname as name, pg_get_constraintdef(k.oid) as definition from pg_constraint k join pg_namespace n on n.oid = k.connamespace
     where n.nspname = 'public' and k.contype = 'f' and k.conparentid = 0`);
  const { rows: tables } = await client.query<{ name: string }>(
    `select distinct t.tgrelid::regclass::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and not t.tgisinternal`);
  for (const { owner, name } of references) await client.query(`alter table ${owner} drop constraint ${quoted(name)}`);
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`);
  return async () => {
    for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`);
    for (const { owner, name, definition } of references) await client.query(`alter table ${owner} add constraint ${quoted(name)} ${definition}`);
  };
}
