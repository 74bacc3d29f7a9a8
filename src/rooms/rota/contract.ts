import { z } from 'zod';
import { fact, refusal } from '../../core/contract.ts';
import { id, time } from '../../core/shapes.ts';

const quiet = { shown: false };

/** One time that somebody works. */
export const edge = z.object({ shiftId: id.describe('of this day of the shift, always the same'), personId: id, teamId: id, startsAt: time, endsAt: time });

/** A shift of somebody began or is over: said once for each, to them and their team. */
export const ShiftStarted = fact('rota.shift-started', 'person', edge, quiet);
export const ShiftEnded = fact('rota.shift-ended', 'person', edge, quiet);

export const absenceNotAhead = refusal('rota.absence-order', 422, 'An absence ends after it begins.');
/** Somebody is absent, or not any more. */
export const AbsenceChanged = fact('rota.absence-changed', 'person', z.object({ absenceId: id, personId: id, from: time, until: time, over: z.boolean() }), quiet);
