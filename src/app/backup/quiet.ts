import type pg from 'pg';

export interface Quieted { readonly unsent: number; readonly mailboxes: number }

/** Why a mail is not sent by itself; the sentence people read beside it. */
const why = 'Restored from a backup: it may have been sent since. Look before you send it again.';
const resting = 'Restored from a backup: fetching rests. Save this mailbox to go on fetching here.';

/**
 * Nothing leaves and nothing is fetched because of a restore: mails that were on their way become a question for a
 * person (as after a crash in the middle of sending), news that was not mailed yet waits in the desk only, and fetching
 * from mailboxes rests, as nobody holds the lease they have now, until an admin saves them.
 */
export async function quiet(client: pg.ClientBase): Promise<Quieted> {
  const unsent = await client.query<{ id: string }>(`update outbox set state = 'unknown', reason = $1 where state in ('held', 'queued', 'sending') returning id`, [why]);
  await client.query(`update messages set delivery = 'unknown', delivery_note = $1 where direction = 'out' and delivery in ('pending', 'held', 'sending', 'delayed')`, [why]);
  await client.query('update notifications set mail = false where mail and mailed_at is null');
  await client.query(`delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id and t.identifier in ('mail.send', 'people.send-reset')`);
  const mailboxes = await client.query(
    `update mailboxes set fetcher = gen_random_uuid(), fetcher_until = '9999-12-31', imap_state = 'off', imap_reason = $1 where imap is not null and active`, [resting]);
  return { unsent: unsent.rowCount ?? 0, mailboxes: mailboxes.rowCount ?? 0 };
}
