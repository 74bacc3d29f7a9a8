import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { transact, type Db } from '../../core/server/db.ts';
import { start, type NewClock } from './clocks.ts';
import type { ClockRecord } from './tables.ts';

/** A running clock of a record of its own: due in an hour, unless told otherwise. */
export const startClock = (db: Db, what: Partial<NewClock> = {}): Promise<ClockRecord> =>
  transact(db, (tx) => start(tx, system('test'), { kind: 'test', aboutId: newId(), ...(what.dueAt === undefined ? { budgetMs: 3600_000 } : {}), ...what }));
