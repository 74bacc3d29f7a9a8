import type { Db } from '../../../core/server/db.ts';
import { clock } from '../../../core/server/clock.ts';
import { outboxHealth } from '../../../core/server/mail.ts';
import { gauge } from '../../../core/server/metrics.ts';
import { tables } from './tables.ts';

let watched: Db | null = null;
const read = (of: (db: Db) => Promise<number>) => async (): Promise<number> => (watched ? await of(watched).catch(() => NaN) : 0);

const inState = async (db: Db, state: string): Promise<number> =>
  (await tables(db).selectFrom('incoming_mails').select((e) => e.fn.countAll<number>().as('n')).where('state', '=', state).executeTakeFirstOrThrow()).n;

async function lag(db: Db): Promise<number> {
  const row = await tables(db).selectFrom('incoming_mails').select((e) => e.fn.min('at').as('at')).where('state', '=', 'received').executeTakeFirst();
  return row?.at ? Math.max(0, (clock.ms() - Date.parse(String(row.at))) / 1000) : 0;
}

gauge('mail_oldest_unsent_seconds', 'Age of the oldest mail that is due and not sent', read(async (db) => (await outboxHealth(db)).oldestSeconds));
gauge('mail_unsent', 'Mails that are due or held', read(async (db) => { const h = await outboxHealth(db); return h.queued + h.held; }));
gauge('mail_failed', 'Mails that failed or whose outcome is unknown, waiting for a person', read(async (db) => { const h = await outboxHealth(db); return h.failed + h.unknown; }));
gauge('mail_parked', 'Incoming mails that could not be read', read((db) => inState(db, 'parked')));
gauge('mail_receive_lag_seconds', 'Age of the oldest incoming mail that is not read yet', read(lag));

/** From now on the figures of this house, or of none, are shown on `/metrics` (W-N6). */
export const showFigures = (db: Db | null): void => { watched = db; };
