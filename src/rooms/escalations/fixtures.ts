import { newId } from '../../core/ids.ts';
import type { Form } from './rules.ts';

/** Paths every workspace begins with. */
export const firstPaths = { manager: '01900000-0000-7000-8000-00000000e501', technical: '01900000-0000-7000-8000-00000000e502', specialist: '01900000-0000-7000-8000-00000000e503' } as const;

/** A form that says enough for every path. */
export const goodForm = (more: Partial<Form> = {}): Form => ({
  pathId: firstPaths.manager, reason: 'authority', urgency: 'urgent', mood: 'upset', issue: 'Anna was charged twice for her January invoice and wants both charges back.', done: 'Checked invoice 4711 against the bank file: paid twice. Refunded the second charge.',
  needKind: 'decision', need: 'Approve a goodwill credit of 80 EUR for the trouble.', expectation: 'An answer by this evening.', commitments: 'Told her on Monday that we look into it.', ...more,
});
/** What a browser sends. */
export const raiseBody = (more: Partial<Form> = {}, id: string = newId()) => ({ id, ...goodForm(more) });
