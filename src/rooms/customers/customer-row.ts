import { notFound } from '../../core/refusals.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { wasMerged } from './contract.ts';
import { tables } from './tables.ts';

export type CustomerRow = Awaited<ReturnType<typeof rowOf>>;

/** The row, locked until the transaction ends. */
export const rowOf = async (tx: Tx, id: string) => (await tables(tx).selectFrom('customers').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse(notFound);

/** As `rowOf`, for acts that a merged customer no longer takes. */
export async function livingRow(tx: Tx, id: string): Promise<CustomerRow> {
  const row = await rowOf(tx, id);
  return row.merged_into ? refuse(wasMerged, { into: row.merged_into }) : row;
}
