import { port } from '../../core/server/gates.ts';

/** One line of the hand-off sheet: why a ticket needs somebody. `personId`: who is asked; `late`: its time is over. */
export interface Attention {
  readonly section: 'escalations' | 'overnight';
  readonly ticketId: string; readonly line: string; readonly dueAt: string | null; readonly late: boolean; readonly personId: string | null;
}
/** Higher rooms put rows onto the hand-off sheet: of one team or, with null, of all; 200 at most, the most pressing first. Rows of tickets the asker may not see are left out by who asks. */
export const attention = port<{ readonly teamId: string | null }, readonly Attention[]>('tickets.attention');
