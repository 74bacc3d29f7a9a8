import { port } from '../../core/server/gates.ts';

/** Something on a ticket that is to be settled before it is closed: an open promise, a sub-task that is not done. */
export interface ClosingNeed {
  /** Of the thing itself. */
  readonly id: string;
  /** What it is, such as `promise`: rules of closing name it, and browsers show how to settle it. */
  readonly kind: string;
  /** For people: what is open, in a few words. */
  readonly words: string;
  /** false: shown, but it stops nobody. */
  readonly required: boolean;
  /** What settles it in the browser, such as `promise-keep`; null when there is nothing to press. */
  readonly act: string | null;
  /** It stops whatever the team's rules ask for: an escalation that is open. */
  readonly firm?: boolean;
  /** Why it need not be done, where somebody waived it: kept with the closing. Such a need is not `required`. */
  readonly waived?: string;
  /** What the browser needs to settle it in place. */
  readonly data?: unknown;
}
/** Every room says what is open on a ticket and those merged into it. That the asker sees it has been looked at. */
export const closingNeeds = port<{ readonly ticketId: string; readonly teamId: string; readonly reasonId: string | null; /** What the reply that is to close it says, where nobody was asked about it on a screen. */ readonly said?: string | undefined }, readonly ClosingNeed[]>('tickets.closing-needs');

/** One time somebody tried to reach the customer of a ticket. `reached`: they answered the call. */
export interface ContactAttempt { readonly id: string; readonly channel: string; readonly at: string; readonly personId: string | null; readonly reached: boolean }
/** Channels say what was tried on a ticket and those merged into it: calls made, texts and mails that were sent; oldest first. */
export const contactAttempts = port<{ readonly ticketId: string }, readonly ContactAttempt[]>('tickets.contact-attempts');
