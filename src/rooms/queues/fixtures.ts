import { newId } from '../../core/ids.ts';
import type { Answer, TestPerson } from '../../../test/people.ts';

/** Beside `take`, for tests that care for something else than whose turn it is. */
export const asked = { reason: 'The customer asked for me' } as const;

/** Takes the next ticket of one's queues, or of one team's. */
export const next = (who: TestPerson, teamId?: string): Promise<Answer> => who.call('POST /queue/next', { body: { id: newId(), ...(teamId ? { teamId } : {}) } });
