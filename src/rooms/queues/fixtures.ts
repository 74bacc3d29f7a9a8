import { newId } from '../../core/ids.ts';
import type { Db } from '../../core/server/db.ts';
import type { Answer, TestPerson } from '../../../test/people.ts';
import { mailIn } from '../tickets/fixtures.ts';

/** Beside `take`, for tests that care for something else than whose turn it is. */
export const asked = { reason: 'The customer asked for me' } as const;

/** Takes the next ticket of one's queues, or of one team's. */
export const next = (who: TestPerson, teamId?: string): Promise<Answer> => who.call('POST /queue/next', { body: { id: newId(), ...(teamId ? { teamId } : {}) } });

/** A ticket that came in by mail and that somebody took; answers its id and number. */
export async function takenBy(db: Db, who: TestPerson, teamId: string, subject = 'Charged twice'): Promise<{ ticketId: string; number: number }> {
  const { ticketId, number } = await mailIn(db, { teamId, subject }, { text: `Words of the customer about ${subject}` });
  const taken = await who.call('POST /tickets/:id/take', { params: { id: ticketId }, body: asked });
  if (taken.status !== 200) throw new Error(`not taken: ${JSON.stringify(taken.body)}`);
  return { ticketId, number };
}
