import { sql } from 'kysely';
import type { AnyRefusal, In } from '../contract.ts';
import type { Tx } from './db.ts';

/** Thrown for expected outcomes; the HTTP layer answers `{code, message, data}`. Anything else thrown is a bug. */
export class Refused extends Error {
  readonly refusal: AnyRefusal;
  readonly data: unknown;
  constructor(refusal: AnyRefusal, data: unknown) {
    super(refusal.say);
    this.refusal = refusal;
    this.data = data;
  }
}

type DataOf<R extends AnyRefusal> = R['data'] extends undefined ? [] : [data: In<R['data']>];

/** Says no: `throw refuse(ticketClosed)`, or simply `refuse(…)`; never returns. */
export function refuse<R extends AnyRefusal>(refusal: R, ...data: DataOf<R>): never {
  throw new Refused(refusal, data[0]);
}

/** Carries `work` out as a part of a transaction: what it did stands, or it was refused, then that part alone is taken back and the refusal answered. */
export async function refusedOr<T>(tx: Tx, work: () => Promise<T>): Promise<T | Refused> {
  await sql`savepoint part`.execute(tx);
  try {
    const done = await work();
    await sql`release savepoint part`.execute(tx);
    return done;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await sql`rollback to savepoint part`.execute(tx);
    await sql`release savepoint part`.execute(tx);
    return error;
  }
}
