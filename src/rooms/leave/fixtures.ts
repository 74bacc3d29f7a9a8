import type { Answer, TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';

/** A day so many days from now, as the calendar of UTC says. */
export const day = (later: number): string => clock.iso(later * 86_400_000).slice(0, 10);
export const days = (first: number, last: number, more: object = {}) => ({ id: newId(), type: 'annual', firstDay: day(first), lastDay: day(last), ...more });
export const plan = (who: TestPerson, first: number, last: number, more: object = {}): Promise<Answer> => who.call('POST /leave', { body: days(first, last, more) });

/** `ask`, `override`, `cancel`, `back`, `divert`. */
export const on = (who: TestPerson, verb: string, id: string, body: object = {}): Promise<Answer> => who.call(`POST /leave/:id/${verb}`, { params: { id }, body });
export const ask = (who: TestPerson, id: string): Promise<Answer> => on(who, 'ask', id, { id: newId(), reason: 'A week at the sea' });
export const show = async (who: TestPerson, id: string): Promise<Answer['body']> => (await who.call('GET /leave/:id', { params: { id } })).body;

/** Says yes to what somebody asked for. */
export async function approve(who: TestPerson, of: TestPerson): Promise<Answer> {
  const { items } = (await who.call('GET /approvals', { query: { box: 'waiting' } })).body;
  return await who.call('POST /approvals/:id/decide', { params: { id: items.find((a: { requesterId: string }) => a.requesterId === of.id).id }, body: { approve: true, answer: '' } });
}

/** Kinds of what is not clear, in order. */
export const unclear = (bin: { items: { kind: string; clear: boolean }[] }): string[] => bin.items.filter((i) => !i.clear).map((i) => i.kind).sort();

/** Names who stands in and says that nobody calls. */
export async function clearRest(who: TestPerson, id: string, cover: TestPerson): Promise<Answer> {
  await who.call('PATCH /leave/:id', { params: { id }, body: { coverId: cover.id } });
  return await who.call('PATCH /leave/:id', { params: { id }, body: { noCalls: true } });
}
