import { z } from 'zod';
import { endpoint, fact, refusal } from '../../core/contract.ts';
import { byId, id, time, words } from '../../core/shapes.ts';

export const state = z.enum(['available', 'on-a-call', 'focusing', 'in-a-meeting', 'on-a-break', 'in-training', 'offline', 'on-leave']);

export const availability = z.object({
  personId: id, state, away: z.boolean().describe('offline or on leave: nothing new reaches them'), until: time.nullable().describe('then they are available again'),
  note: z.string(), coverId: id.nullable().describe('who stands in while they are away'),
}).meta({ id: 'Availability' });

export const untilPast = refusal('shifts.until-not-ahead', 422, 'Choose a time that is ahead, within two years.');
export const cannotCover = refusal('shifts.cannot-cover', 422, 'This teammate cannot stand in: they are deactivated, away themselves, or do not work tickets. Choose somebody else.');
export const notYourTeam = refusal('shifts.not-your-team', 403, 'You set your own availability, and as a lead that of people in teams you lead. Ask one of their leads or an admin.');

/** The whole state, so that a browser needs to ask nothing. */
export const AvailabilityChanged = fact('shifts.availability-changed', 'person', availability, { shown: false });

const body = z.object({ state, until: time.nullable().default(null), note: words(200, 0).default(''), coverId: id.nullable().default(null) });
const refusals = [untilPast, cannotCover] as const;

export const shifts = {
  availability: endpoint('GET /availability', { summary: 'Who is not simply available now; whoever is not listed is', door: 'teammate', output: z.object({ items: z.array(availability) }) }),
  setMine: endpoint('PUT /me/availability', {
    summary: 'Say whether you can be given work now, until when, and who stands in while you are away', door: 'teammate', body, output: availability, refusals,
    example: { body: { state: 'on-leave', until: '2026-12-07T08:00:00Z', note: 'Back on Monday', coverId: '0198c0de-0000-7000-8000-000000000002' } },
  }),
  set: endpoint('PUT /people/:id/availability', { summary: 'Say it for a teammate of a team you lead, such as somebody who is ill', door: 'lead', params: byId, body, output: availability, refusals: [...refusals, notYourTeam] }),
} as const;
