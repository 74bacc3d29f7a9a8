import { createHash } from 'node:crypto';
import { reused } from '../refusals.ts';
import type { Actor } from './actor.ts';
import { clock } from './clock.ts';
import type { Db, Tx } from './db.ts';
import { refuse } from './refusals.ts';

interface Input { readonly params: unknown; readonly body: unknown }

/**
 * A create carries an id made by its sender. The same id with the same content is the same create: the first
 * answer is given again (double click, resend after a lost answer); with other content it is refused (W-L5).
 * A second one arriving at once waits for the first, as the id is unique.
 */
export async function answerOnce(tx: Tx, key: string, actor: Actor | null, input: Input, run: () => Promise<unknown>): Promise<unknown> {
  const id = (input.body as { id?: unknown } | undefined)?.id;
  if (!key.startsWith('POST ') || typeof id !== 'string') return await run();
  const hash = createHash('sha256').update(JSON.stringify([key, actor?.id ?? null, input.params, input.body])).digest('base64url');
  const fresh = await tx.insertInto('requests').values({ id, key, hash, at: clock.now() }).onConflict((c) => c.doNothing()).returning('id').executeTakeFirst();
  if (!fresh) {
    const earlier = await tx.selectFrom('requests').select(['hash', 'answer']).where('id', '=', id).executeTakeFirst();
    return earlier?.hash === hash ? earlier.answer : refuse(reused);
  }
  const answer = await run();
  await tx.updateTable('requests').set({ answer: answer === undefined ? null : JSON.stringify(answer) }).where('id', '=', id).execute();
  return answer;
}

export const sweepRequests = (db: Db) => db.deleteFrom('requests').where('at', '<', clock.iso(-7 * 24 * 3600_000)).execute();
