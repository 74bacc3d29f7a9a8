import { statusInText, type BouncedRecipient, type DeliveryAction, type DeliveryReport } from './delivery-report.ts';

const MAX_TEXT = 40_000;
const MAX_LINES = 400;

/** Where a returned mail begins within a bounce's text. */
const RETURNED = /^\s*(-+ ?(this is a copy|below this line|original message|the body of the message|unsent message|returned message|the header|transcript of session|message (header|follows)|full text|undelivered message|----)|\[?(original|returned) message|--- ?below this line|the (first|original) .{0,40}message|message header|the header of the original|(received|return-path|message-id|mime-version|x-mailer): )/i;

const TEMPORARY = /will (continue|keep|be) (to )?(try|trying|retr)|still being retried|has been delayed|(delivery|message|mail) (is )?delayed|not yet been delivered|temporar(y|ily) (fail|error|problem|unavail|deferred|reject)|try(ing)? again later|is only a warning|do not need to resend|deferred|mailbox (is )?(over ?quota|full) .{0,40}(temporar|try)|(bisher|noch) nicht zugestellt|verzögert/i;
const PERMANENT = /(user|address|account|mailbox|recipient|host|domain|name|e-?mail)[^.\n]{0,60}(unknown|not (found|exist|known|listed|valid|available|member)|doesn't exist|does not exist|disabled|inactive|suspended|invalid|rejected)|no such (user|mailbox|address|person|domain|host|recipient)|(unknown|invalid|bad|unrouteable|undeliverable) (user|address|recipient|mailbox|account|host|domain|local.part)|permanent (fatal )?(error|failure)|giving up|(quota|mailbox|storage)[^.\n]{0,40}(exceeded|full)|over ?quota|access denied|relay(ing)? (denied|not permitted)|not (allowed|permitted|authori[sz]ed)|policy|spam|blocked|refused|cannot be delivered|could not be delivered|too (large|big)|loop/i;

/**
 * What a bounce in prose says: recipients named near what a server answered, each with the best status its lines give.
 * Made for the many forms of qmail, Exim, Gmail, Yahoo, Exchange and older mailers. Looks at the first 400 lines only.
 * @param own addresses the bounce itself is from or to, which are not its recipients
 */
export function readBounceText(text: string, subject: string, own: string[]): DeliveryReport {
  const lines = ownLines(text);
  const told = lines.join('\n');
  const action: DeliveryAction = TEMPORARY.test(`${subject}\n${told}`) && /delay|warning|still being|retried|will (continue|keep|be)/i.test(`${subject}\n${told}`) && !/fail(ure|ed)|giv(en|ing) up|returned mail/i.test(subject) ? 'delayed' : 'failed';
  const general = generalStatus(told, subject, action);
  const recipients = new Map<string, BouncedRecipient>();
  for (const [i, line] of lines.entries()) {
    const address = /[^\s<>;:"'(),[\]]{1,64}@[^\s<>;:"'(),[\]]{1,255}/.exec(line.slice(0, 1_000))?.[0].replace(/[.>]+$/, '').toLowerCase();
    if (address === undefined || own.includes(address) || recipients.has(address) || recipients.size >= 20) continue;
    const near = nearby(lines, i);
    const status = statusInText(near) || general;
    recipients.set(address, { address, status, diagnostic: near.replace(/\s+/g, ' ').trim().slice(0, 500) });
  }
  if (recipients.size === 0) recipients.set('', { address: '', status: general, diagnostic: told.replace(/\s+/g, ' ').trim().slice(0, 500) });
  return { action, recipients: [...recipients.values()] };
}

/** The bounce's own words, up to where the returned mail begins. */
function ownLines(text: string): string[] {
  const lines = text.slice(0, MAX_TEXT).split('\n').slice(0, MAX_LINES);
  const first = lines.findIndex((line) => line.trim() !== '');
  const end = lines.findIndex((line, i) => i > first + 1 && RETURNED.test(line.slice(0, 200)) && !/transcript/i.test(line));
  return end < 0 ? lines : lines.slice(0, end);
}

/** The line and what follows it up to the next recipient, a few lines at most. */
function nearby(lines: string[], at: number): string {
  const near = [lines[at]!];
  for (let i = at + 1; i < Math.min(lines.length, at + 9) && !/^\s*<?[^\s<>@]+@[^\s<>@]+>?:?\s*$/.test(lines[i]!.slice(0, 300)); i++) near.push(lines[i]!);
  return near.join('\n').slice(0, 2_000);
}

function generalStatus(told: string, subject: string, action: DeliveryAction): string {
  if (action === 'delayed') return '4.0.0';
  const code = statusInText(told) || codeAfterWord(told);
  if (code !== '') return code;
  if (PERMANENT.test(subject) || PERMANENT.test(told)) return '5.0.0';
  return TEMPORARY.test(told) ? '4.0.0' : '5.0.0';
}

function codeAfterWord(told: string): string {
  const digit = /(?:error|code|status|smtp|said|reply|response)[^\n\d]{0,30}([45])\d\d\b/i.exec(told)?.[1];
  return digit ? `${digit}.0.0` : '';
}
