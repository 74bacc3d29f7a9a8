import { z } from 'zod';
import { fact, refusal, settings } from './contract.ts';

/** Which mail a fact is about: the outbox kind, and the thing it was posted for. */
const mail = z.object({ kind: z.string(), about: z.object({ kind: z.string(), id: z.string() }).nullable(), automatic: z.boolean() });

/** The receiving server took it. `refusedFor` lists recipients it did not take. */
export const MailSent = fact('mail.sent', 'mail', mail.extend({ refusedFor: z.array(z.string()) }), { shown: false });
/** A try failed for now; the next one is at `next`. */
export const MailDelayed = fact('mail.delayed', 'mail', mail.extend({ reason: z.string(), next: z.string() }), { shown: false });
/** It will not be tried again by itself. */
export const MailFailed = fact('mail.failed', 'mail', mail.extend({ reason: z.string() }), { shown: false });
/** No outgoing server is set up; it goes out when one is. */
export const MailHeld = fact('mail.held', 'mail', mail.extend({ reason: z.string() }), { shown: false });
/** The server stopped between sending and its answer: it may or may not have arrived. Never resent by itself. */
export const MailUnknown = fact('mail.unknown', 'mail', mail, { shown: false });
export const mailFacts = [MailSent, MailDelayed, MailFailed, MailHeld, MailUnknown] as const;

export const badAddress = refusal('mail.bad-address', 400, 'An address cannot be used for mail. Correct it and send again.', z.object({ address: z.string() }));
export const notRetriable = refusal('mail.not-retriable', 409, 'This mail is not waiting for a decision any more. Reload to see how it stands.');

/** The outgoing server set on screen; the password is sealed. */
export const outgoingSettings = settings('mail.outgoing', z.object({
  host: z.string().default(''), port: z.number().int().default(587), security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  user: z.string().default(''), sealedPassword: z.string().default(''),
}));
