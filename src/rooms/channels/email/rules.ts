/** What is known about where a mail belongs, before anybody decides. */
export interface Clues {
  /** the ticket of a token that only this desk can make: in an address it went to, or a Message-ID of ours it refers to */
  readonly token: Place | null;
  /** the ticket of a mail by somebody else that it refers to: anyone who saw that mail can write this */
  readonly reference: Place | null;
  /** the ticket whose number stands in the subject: anyone can write this */
  readonly number: Place | null;
  /** the sender's domain vouches for this very sender */
  readonly confirmed: boolean;
}
export interface Place { readonly ticketId: string; readonly role: Role | null }
export type Role = 'requester' | 'copied' | 'proposed' | 'refused';
export type Threading =
  | { readonly ticketId: string; readonly as: 'participant' | 'proposed' }
  | { readonly ticketId: null; readonly related: string | null };

const takesPart = (role: Role | null): boolean => role === 'requester' || role === 'copied';

/**
 * Where a mail goes. A valid token opens its ticket: to participants as one of them, to anybody else as a stranger who
 * waits to be admitted (W-A6). References of mails that others wrote count for participants only (W-A15). A number in
 * the subject proves nothing: it counts for a participant whose address is confirmed (W-A3). All else is a new ticket.
 */
export function threadRule(clues: Clues): Threading {
  const { token, reference, number } = clues;
  if (token && token.role !== 'refused') return { ticketId: token.ticketId, as: takesPart(token.role) ? 'participant' : 'proposed' };
  if (reference && takesPart(reference.role)) return { ticketId: reference.ticketId, as: 'participant' };
  if (number && takesPart(number.role) && clues.confirmed) return { ticketId: number.ticketId, as: 'participant' };
  return { ticketId: null, related: (token ?? reference ?? number)?.ticketId ?? null };
}

/** `#1042` in a subject; the first one counts. */
export const numberIn = (subject: string): number | null => {
  const found = /(?:^|[\s[(])#(\d{1,15})(?=$|[\s\])!?.,:;])/.exec(subject.slice(0, 500));
  return found ? Number(found[1]) : null;
};

/** What is done with machine mail that no ticket is waiting for. */
export type Fate = 'ticket' | 'file' | 'hold' | 'note';
/** What a mailbox does with mail that came through a list: tickets of what people write, of none of it, or of all. */
export type ListMail = 'people' | 'file' | 'all';
export function fateOf(kind: string, threaded: boolean, recovered: boolean, listMail: ListMail = 'people'): Fate {
  if (recovered) return 'ticket';
  if (kind === 'list-message' && listMail === 'file' || kind === 'list' && listMail !== 'all') return threaded ? 'ticket' : 'file';
  if (kind === 'verification') return 'hold';
  if (kind === 'spam') return threaded ? 'ticket' : 'file';
  if (kind === 'auto-reply') return threaded ? 'ticket' : 'file';
  if (kind === 'bounce' || kind === 'delay' || kind === 'delivered' || kind === 'complaint' || kind === 'receipt') return 'note';
  return 'ticket';
}

/** Brakes on automatic mail to one address: 2 an hour about one ticket, 5 a day in all (W-B3). */
export const brakes = { ticketHour: 2, day: 5 } as const;
export const braked = (sent: { readonly ticketHour: number; readonly day: number }): boolean => sent.ticketHour >= brakes.ticketHour || sent.day >= brakes.day;

const thanks = /^(ok(ay)?[,.! ]*)?(many )?(thanks?( you)?|thx|ty|cheers|merci( beaucoup)?|danke( schön| dir| ihnen)?|vielen dank|gracias|muchas gracias|grazie( mille)?|obrigad[oa]|bedankt|dank je( wel)?|tack( så mycket)?|tak|kiitos|dzięki|dziękuję|спасибо|ありがとう(ございます|ございました)?|谢谢|謝謝|great|perfect|super|works?( now)?|👍|🙏)( (so much|a lot|again|very much|for (the|your) (quick )?(help|reply|answer|support)|nochmals?|bien))?[,.!:) 🙂👍🙏]*$/iu;
/** Whether a mail says no more than thanks; what a closed ticket does not have to be opened for. */
export function thanksOnly(visible: string): boolean {
  const said = visible.split('\n').map((l) => l.trim()).filter(Boolean);
  if (!said.length || said.length > 6 || visible.length > 200) return false;
  // The first line thanks; what follows is a name or a greeting.
  return thanks.test(said[0]!) && said.slice(1).every((l) => thanks.test(l) || /^[\p{L}][\p{L} .,'-]{0,40}$/u.test(l) && !l.includes('?'));
}
