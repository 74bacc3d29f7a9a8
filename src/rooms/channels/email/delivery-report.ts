/** What became of a mail for one recipient. */
export interface BouncedRecipient {
  /** as the report names it; '' when it does not */
  address: string;
  /** enhanced status code (RFC 3463) like `5.1.1`, or `5.0.0`/`4.0.0` when only the kind is known */
  status: string;
  /** what the refusing server said, one line, at most 500 characters */
  diagnostic: string;
}

export type DeliveryAction = 'failed' | 'delayed' | 'delivered';

export interface DeliveryReport {
  action: DeliveryAction;
  recipients: BouncedRecipient[];
}

const MAX_RECIPIENTS = 100;

/**
 * Reads a message/delivery-status part (RFC 3464): one block per recipient after the block about the mail. Lines that
 * are no field continue the one before. The gravest action counts for the report; undefined when no block names one.
 */
export function readDeliveryReport(text: string): DeliveryReport | undefined {
  const recipients: (BouncedRecipient & { action: DeliveryAction })[] = [];
  for (const block of text.split(/\n[ \t]*\n/)) {
    if (recipients.length >= MAX_RECIPIENTS) break;
    const fields = readFields(block);
    const action = actionOf(fields);
    if (action === undefined) continue;
    const diagnostic = (fields.get('diagnostic-code') ?? fields.get('x-supplementary-info') ?? '').slice(0, 500);
    recipients.push({ action, address: mailboxOf(fields.get('final-recipient') || fields.get('original-recipient') || fields.get('x-actual-recipient') || ''), status: statusOf(fields.get('status') ?? '', diagnostic, action), diagnostic });
  }
  if (recipients.length === 0) return undefined;
  const action = (['failed', 'delayed', 'delivered'] as const).find((one) => recipients.some((recipient) => recipient.action === one))!;
  return { action, recipients: recipients.filter((one) => one.action === action).map(({ address, status, diagnostic }) => ({ address, status, diagnostic })) };
}

function readFields(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of block.split('\n').slice(0, 200)) {
    const match = /^([A-Za-z][\w-]{1,60})[ \t]*:(.*)$/.exec(line.slice(0, 2_000));
    if (match && !/^\s/.test(line)) {
      last = match[1]!.toLowerCase();
      if (!fields.has(last)) fields.set(last, match[2]!.trim());
    } else if (last !== '') fields.set(last, `${fields.get(last)} ${line.trim()}`.slice(0, 2_000).trim());
  }
  return fields;
}

function actionOf(fields: Map<string, string>): DeliveryAction | undefined {
  const word = (fields.get('action') ?? '').toLowerCase();
  if (/^(fail|undeliver|reject|dropped)/.test(word)) return 'failed';
  if (/^(delay|deferred)/.test(word)) return 'delayed';
  if (/^(deliver|relayed|expanded|success)/.test(word)) return 'delivered';
  const status = fields.get('status')?.[0];
  return fields.has('final-recipient') ? (status === '2' ? 'delivered' : status === '4' ? 'delayed' : 'failed') : undefined;
}

/** `rfc822; <jane@example.com>` as `jane@example.com`. */
function mailboxOf(field: string): string {
  return /[^\s<>;"]{1,64}@[^\s<>;"]{1,255}/.exec(field.slice(0, 500))?.[0] ?? '';
}

/** The server's own code is more precise than the reporter's `5.0.0`. */
function statusOf(field: string, diagnostic: string, action: DeliveryAction): string {
  const own = /\b([245])\.\d{1,3}\.\d{1,3}\b/.exec(field)?.[0] ?? '';
  if (own !== '' && !/^\d\.0\.0$/.test(own)) return own;
  return statusInText(diagnostic) || own || (action === 'failed' ? '5.0.0' : action === 'delayed' ? '4.0.0' : '2.0.0');
}

/** Enhanced status code in what a server said, else the kind of its SMTP reply code, else ''. Numbers of hosts and versions are not taken for codes. */
export function statusInText(text: string): string {
  const line = text.slice(0, 2_000);
  const enhanced = /(?<![\d.])([45])\.\d{1,3}\.\d{1,3}(?![\d.]\d)/.exec(line)?.[0];
  if (enhanced) return enhanced;
  const reply = /(?:^|[\s"'#:;,(<])([45])\d\d(?=[\s\-:,;"'>)]|$)/.exec(line)?.[1];
  return reply ? `${reply}.0.0` : '';
}
