import { z } from 'zod';
import { refusal } from './contract.ts';

/** Refusals every door may answer with. */
export const invalid = refusal('request.invalid', 400, 'Some fields are not right. See which, correct them and send again.', z.object({
  fields: z.array(z.object({ path: z.string(), message: z.string() })),
}));
export const signInNeeded = refusal('request.sign-in-needed', 401, 'Sign in to go on. What you typed is kept.');
export const forbidden = refusal('request.forbidden', 403, 'Your role does not allow this. Ask a lead or an admin.');
export const foreignOrigin = refusal('request.foreign-origin', 403, 'This came from another site and was not carried out.');
export const notFound = refusal('request.not-found', 404, 'There is nothing here, or it is not yours to see.');
export const reused = refusal('request.id-reused', 409, 'This id was used for something else. Make a new id and send again.');
export const tooLarge = refusal('request.too-large', 413, 'That is larger than this door takes.');
export const wrongType = refusal('request.wrong-type', 415, 'Send JSON (or a file where a file is asked for).');
export const tooMany = refusal('request.too-many', 429, 'Too many requests. Wait a little and try again.', z.object({ retryAfter: z.number().describe('seconds') }));
export const unavailable = refusal('server.unavailable', 503, 'The server cannot reach its database right now. Nothing was changed; try again in a moment.');
export const diskFull = refusal('server.disk-full', 507, 'The server has no room left on its disk. Nothing was changed; tell whoever runs it.');
export const bug = refusal('server.bug', 500, 'Something broke on our side. Nothing was changed. Tell whoever runs this server the id.', z.object({ id: z.string() }));

export const everywhere = [invalid, signInNeeded, forbidden, foreignOrigin, notFound, reused, tooLarge, wrongType, tooMany, unavailable, diskFull, bug] as const;
