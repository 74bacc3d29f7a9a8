import { port } from '../../core/server/gates.ts';

/** What the customer of a ticket was told would happen, and is still open. */
export interface OpenPromise { readonly id: string; readonly ticketId: string; readonly text: string; readonly dueAt: string | null }
/** Higher rooms answer with open promises of some tickets; that the asker sees the tickets has been looked at. */
export const openPromises = port<{ readonly ticketIds: readonly string[] }, readonly OpenPromise[]>('tickets.open-promises');

/** One line of the hand-off sheet: why a ticket needs somebody. `personId`: who is asked; `late`: its time is over. */
export interface Attention {
  readonly section: 'promises' | 'escalations';
  readonly ticketId: string; readonly line: string; readonly dueAt: string | null; readonly late: boolean; readonly personId: string | null;
}
/** Higher rooms put rows onto the hand-off sheet: of one team or, with null, of all; 200 at most, the most pressing first. Rows of tickets the asker may not see are left out by who asks. */
export const attention = port<{ readonly teamId: string | null }, readonly Attention[]>('tickets.attention');
