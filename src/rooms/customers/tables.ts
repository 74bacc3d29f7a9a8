import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

export type Own = Pick<Schema, 'companies' | 'customers' | 'customer_addresses' | 'customer_merges' | 'customer_verifications'>;

export const tables = (db: Reads) => db.withTables<Own>();
