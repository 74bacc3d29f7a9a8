import { sql } from 'kysely';
import type { Bus } from './bus.ts';
import { clock } from './clock.ts';
import type { Db } from './db.ts';
import { mailChannel, sendMail } from './mail.ts';
import { Ticker } from './ticker.ts';

const together = 500;

/**
 * Hands mails of the outbox that are due to the workers, each once, whatever processes do this at the same time. Answers
 * how many, and when the next is due (ms; null: none waits).
 */
export async function queueDueMail(db: Db): Promise<{ queued: number; next: number | null }> {
  const now = clock.now();
  const { rows: [row] } = await sql<{ queued: number; next: string | null }>`/* hot */
    with due as (select id from outbox where not handed and state in ('queued', 'sending') and due_at <= ${now} order by due_at limit ${sql.lit(together)} for update skip locked),
      handed as (update outbox o set handed = true from due where o.id = due.id returning o.id),
      jobs as (select j.id from handed, graphile_worker.add_job(${sendMail.name}, json_build_object('id', handed.id), max_attempts := ${sendMail.attempts}::int, job_key := 'mail:' || handed.id) j)
    select (select count(id) from jobs)::int as queued,
      (select due_at from outbox where not handed and state in ('queued', 'sending') and due_at > ${now} order by due_at limit 1) as next`.execute(db);
  const { queued, next } = row!;
  return { queued, next: queued === together ? clock.ms() : next === null ? null : Date.parse(next) };
}

/** Sees to it that mails leave when they are due. */
export const mailTicker = (db: Db, bus: Bus): Ticker => new Ticker(bus, mailChannel, async () => (await queueDueMail(db)).next);
