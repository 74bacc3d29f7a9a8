import { port } from '../../core/server/gates.ts';

/** One answer that browsers show next to a ticket: `key` is the one they keep it under, `data` what they keep there. */
export interface Beside { key: string[]; data: unknown }

/**
 * What stands next to a ticket the moment it opens: rooms above give what their own endpoints answer for it, so that a
 * browser opens a ticket by one request and nothing moves afterwards. That the asker sees the ticket has been looked at.
 */
export const besideTicket = port<{ readonly ticketId: string; readonly customerId: string | null }, readonly Beside[]>('tickets.beside');
