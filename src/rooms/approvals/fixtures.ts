import { newId } from '../../core/ids.ts';
import type { Answer, TestPerson } from '../../../test/people.ts';

/** What the refusal `approvals.needed` says is sent back with a reason, as the dialog does. */
export async function askWith(who: TestPerson, refused: Answer, reason = 'It is a matter of its own.'): Promise<Answer> {
  const { act, data } = refused.body.data as { act: string; data: unknown };
  return await who.call('POST /approvals', { body: { id: newId(), act, data, reason } });
}
