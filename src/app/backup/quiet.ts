import type pg from 'pg';

export interface Quieted { readonly unsent: number; readonly mailboxes: number }

/** Why a mail is not sent by itself; the sentence people read beside it. */
const why = 'Restored from a backup: it may have been sent since. Look before you send it again.';

/**
 * Nothing leaves and nothing is fetched because of a restore: mails that were on their way become a question for a
 * person (as after a crash in the middle of sending), and fetching from mailboxes rests until an admin resumes it.
 */
export async function quiet(client: pg.ClientBase): Promise<Quieted> {
  const unsent = await client.query<{ id: string }>(`update outbox set state = 'unknown', reason = $1 where state in ('held', 'queued', 'sending') returning id`, [why]);
  await client.query(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'mail.send'`);
  return { unsent: unsent.rowCount ?? 0, mailboxes: 0 };
}
