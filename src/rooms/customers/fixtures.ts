import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { transact, type Db } from '../../core/server/db.ts';
import { addCustomer, recognise } from './customers.ts';

/** A customer as a mail from this address would make them. Answers the id. */
export const customerFrom = (db: Db, address: string, name = ''): Promise<string> => transact(db, (tx) => recognise(tx, system('test'), { address, name }));

/** A customer added by hand. Answers the id. */
export async function customerWith(db: Db, what: { name?: string; emails?: string[]; phones?: string[]; plan?: string; notes?: string }): Promise<string> {
  const id = newId();
  const addresses = [...(what.emails ?? []).map((value) => ({ id: newId(), kind: 'email' as const, value })), ...(what.phones ?? []).map((value) => ({ id: newId(), kind: 'phone' as const, value }))];
  await transact(db, (tx) => addCustomer(tx, system('test'), { id, name: what.name ?? '', plan: what.plan ?? '', notes: what.notes ?? '', addresses }));
  return id;
}
