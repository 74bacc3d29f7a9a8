// Writes src/core/server/schema.ts: the row types of the migrated database. `--check` only compares.
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { openTestCluster } from '../test/cluster.ts';

const target = 'src/core/server/schema.ts';
const types: Record<string, string> = { uuid: 'string', text: 'string', bool: 'boolean', int2: 'number', int4: 'number', int8: 'number', float4: 'number', float8: 'number', numeric: 'string', timestamptz: 'Instant', date: 'string', jsonb: 'Json', json: 'Json', xid8: 'string', bytea: 'Buffer', tsvector: 'string', _text: 'string[]', _uuid: 'string[]', _int4: 'number[]', _int8: 'number[]', citext: 'string', inet: 'string' };

const cluster = await openTestCluster();
const database = await cluster.migrated();
const rows = (await database.pool.query<{ table_name: string; column_name: string; udt_name: string; is_nullable: string; column_default: string | null; is_identity: string; is_generated: string }>(
  `select c.table_name, column_name, udt_name, is_nullable, column_default, is_identity, is_generated from information_schema.columns c
   join information_schema.tables t using (table_schema, table_name) where table_schema = 'public' and table_type in ('BASE TABLE') and table_name not in ('migrations')
   order by table_name, ordinal_position`)).rows;
await database.drop();
await cluster.stop();

const lines = ['// Generated from the migrated database by `npm run schema`; do not edit.', "import type { ColumnType, Generated } from 'kysely';", '',
  '/** Instants are read as ISO 8601 text and written as dates or text. */', 'export type Instant = ColumnType<string, Date | string, Date | string>;',
  'export type Json = ColumnType<unknown, string | null, string | null>;', '', 'export interface Schema {'];
for (const table of new Set(rows.map((r) => r.table_name))) {
  lines.push(`  ${table}: {`);
  for (const r of rows.filter((x) => x.table_name === table)) {
    const base = types[r.udt_name];
    if (!base) throw new Error(`no type for ${r.udt_name} (${table}.${r.column_name})`);
    const nullable = r.is_nullable === 'YES';
    const full = base === 'Instant' && nullable ? 'ColumnType<string | null, Date | string | null, Date | string | null>' : nullable && base !== 'Json' ? `${base} | null` : base;
    const filled = r.column_default !== null || r.is_identity === 'YES';
    // `Generated` does not look into a ColumnType, so these two have a form of their own.
    const special = full === 'Instant' ? 'ColumnType<string, Date | string | undefined, Date | string>' : full === 'Json' ? 'ColumnType<unknown, string | null | undefined, string | null>' : null;
    const made = r.is_generated === 'ALWAYS' ? `ColumnType<${full}, never, never>` : filled ? special ?? `Generated<${full}>` : full;
    lines.push(`    ${r.column_name}: ${made};`);
  }
  lines.push('  };');
}
lines.push('}', '');
const text = lines.join('\n');
if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error(`${target} differs from the migrated database: run npm run schema`);
    process.exit(1);
  }
} else writeFileSync(target, text);
