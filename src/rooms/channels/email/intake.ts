import { databaseTrouble, transact, type Db } from '../../../core/server/db.ts';
import { keepMails, type Coming } from './incoming-mails.ts';

interface Waiting { readonly mail: Coming; readonly done: () => void; readonly failed: (error: unknown) => void }
const most = 32;
const mostBytes = 32 * 1024 * 1024;
const lanes = 2;

/**
 * Keeps mails that arrive at the same time in one transaction: whoever comes while one runs goes with the next. Each
 * sender hears "taken" only after the transaction with its mail has committed (W-L8).
 */
export class Intake {
  private waiting: Waiting[] = [];
  private running = 0;
  private readonly db: Db;
  constructor(db: Db) {
    this.db = db;
  }

  keep(mail: Coming): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ mail, done, failed });
      void this.next();
    });
  }

  private async next(): Promise<void> {
    if (this.running >= lanes || !this.waiting.length) return;
    this.running++;
    const batch = this.take();
    try {
      await this.commit(batch);
    } finally {
      this.running--;
      void this.next();
    }
  }

  private take(): Waiting[] {
    let bytes = 0;
    let n = 0;
    while (n < this.waiting.length && n < most && (n === 0 || bytes + this.waiting[n]!.mail.raw.length <= mostBytes)) bytes += this.waiting[n++]!.mail.raw.length;
    return this.waiting.splice(0, n);
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      await transact(this.db, (tx) => keepMails(tx, batch.map((w) => w.mail)));
      for (const w of batch) w.done();
    } catch (error) {
      // One mail that cannot be kept does not stop those that came with it.
      if (batch.length > 1 && !databaseTrouble(error)) for (const w of batch) await this.commit([w]);
      else for (const w of batch) w.failed(error);
    }
  }
}
