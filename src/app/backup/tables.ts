import type pg from 'pg';

export interface Table { name: string; columns: string[] }

/** Rebuilt by themselves, or of no use in another place. */
const leftOut = ['migrations', 'workers'];

/** Every table whose rows belong into a backup, with the columns that are stored (generated ones make themselves). */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where n.nspname = 'public' and c.relkind = 'r' and c.relpersistence = 'p' and c.relname <> all($1::text[]) group by c.relname order by c.relname`, [leftOut]);
  return rows;
}

/** Columns that name a fact by its number, by table. */
export async function factColumns(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; column: string }>(
    `select c.relname as name, a.attname as column from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
     where k.contype = 'f' and k.confrelid = 'public.facts'::regclass`);
  return new Map(rows.map((r) => [r.name, r.column]));
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const list = (columns: readonly string[], of = ''): string => columns.map((c) => `${of}${quoted(c)}`).join(', ');

/**
 * The select that exports one table. Transaction numbers mean nothing in another cluster: facts become numbered
 * by their place in the journal's safe order, all of transaction 0, and whatever names a fact or a place follows.
 */
export function exporting(table: Table, facts: ReadonlyMap<string, string>): string {
  const { name, columns } = table;
  const order = 'row_number() over (order by xid, id)';
  if (name === 'facts') return `select ${columns.map((c) => (c === 'id' ? `${order} as id` : c === 'xid' ? `'0'::xid8 as xid` : quoted(c))).join(', ')} from facts order by xid, id`;
  if (name === 'follower_places') {
    const place = '(select count(*) from facts f where (f.xid, f.id) <= (p.xid, p.id))';
    return `select ${columns.map((c) => (c === 'id' ? place : c === 'xid' ? `'0'::xid8` : `p.${quoted(c)}`)).join(', ')} from follower_places p`;
  }
  const numbered = facts.get(name);
  if (!numbered) return `select ${list(columns)} from ${quoted(name)}`;
  return `with places as (select id, ${order} as place from facts)
    select ${columns.map((c) => (c === numbered ? 'places.place' : `t.${quoted(c)}`)).join(', ')} from ${quoted(name)} t left join places on places.id = t.${quoted(numbered)}`;
}

export const importing = ({ name, columns }: Table): string => `copy ${quoted(name)} (${list(columns)}) from stdin`;

export interface Sequence { readonly name: string; readonly value: number; readonly called: boolean }

/** Where each sequence stands; that of the facts follows their new numbers. */
export async function sequencesOf(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows: names } = await client.query<{ name: string }>(`select sequencename::text as name from pg_sequences where schemaname = 'public' order by 1`);
  const all: Sequence[] = [];
  for (const { name } of names) {
    const { rows } = await client.query<{ value: number; called: boolean }>(`select last_value as value, is_called as called from ${quoted(name)}`);
    all.push({ name, ...rows[0]! });
  }
  return all;
}

export async function setSequences(client: pg.ClientBase, all: readonly Sequence[]): Promise<void> {
  for (const { name, value, called } of all) await client.query('select setval($1::regclass, $2, $3)', [`public.${quoted(name)}`, value, called]);
  await client.query(`select setval(pg_get_serial_sequence('public.facts', 'id'), greatest(1, (select max(id) from facts)), exists (select from facts))`);
}
