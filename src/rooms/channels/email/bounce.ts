import { readAddresses } from './addresses.ts';
import { readBounceText } from './bounce-text.ts';
import { readDeliveryReport, type BouncedRecipient, type DeliveryReport } from './delivery-report.ts';
import { firstHeader, isHeaderLine, readHeaderLines, type HeaderLine } from './header-lines.ts';
import { readMessageId } from './message-ids.ts';
import type { ParsedMail } from './parse.ts';

/** What a bounce says. It proves nothing: whoever acts on it checks that the returned mail was ours (W-B7). */
export interface Bounce {
  action: DeliveryReport['action'];
  /** the address will not work later either (class 5 of RFC 3463) */
  permanent: boolean;
  recipients: BouncedRecipient[];
  /** `<id>` of the returned mail, '' when the bounce does not carry it */
  originalMessageId: string;
  /** header of the returned mail as far as it is there, undecoded */
  originalHeaders: HeaderLine[];
}

/** Reads a bounce by its delivery report (RFC 3464) or, without one, by its words. Call it for mail classified as such. */
export function readBounce(mail: ParsedMail): Bounce {
  const report = deliveryReport(mail) ?? proseReport(mail);
  const originalHeaders = returnedHead(mail);
  return {
    action: report.action,
    permanent: report.action === 'failed' && report.recipients.some((one) => one.status.startsWith('5')),
    recipients: report.recipients,
    originalMessageId: readMessageId(firstHeader(originalHeaders, 'message-id')),
    originalHeaders,
  };
}

/** The delivery report of a mail, also when a gateway put it in as plain text; undefined when there is none. */
export function deliveryReport(mail: ParsedMail): DeliveryReport | undefined {
  for (const report of mail.reports) {
    const read = /delivery-status$/.test(report.type) ? readDeliveryReport(report.text) : undefined;
    if (read) return read;
  }
  const at = mail.text.slice(0, 20_000).search(/^(reporting-mta|final-recipient)[ \t]*:/im);
  return at < 0 ? undefined : readDeliveryReport(mail.text.slice(at, at + 20_000));
}

/** Exim and Gmail name the failed address in a header of their own. */
function proseReport(mail: ParsedMail): DeliveryReport {
  const report = readBounceText(mail.text, mail.subject, ownAddresses(mail));
  const failed = readAddresses(firstHeader(mail.headers, 'x-failed-recipients')).filter((box) => box.address !== '');
  if (failed.length === 0) return report;
  const known = new Map(report.recipients.map((one) => [one.address, one]));
  const fallback = report.recipients[0]!;
  return { ...report, recipients: failed.slice(0, 100).map(({ address }) => known.get(address.toLowerCase()) ?? { ...fallback, address }) };
}

function ownAddresses(mail: ParsedMail): string[] {
  return [mail.from, mail.sender, ...mail.to, ...mail.replyTo].flatMap((box) => (box ? [box.address.toLowerCase()] : []));
}

/** Head of the returned mail: its own part, or the first block of header lines in the text. */
function returnedHead(mail: ParsedMail): HeaderLine[] {
  const part = mail.reports.find((report) => /^(message\/(rfc822|global)|text\/rfc822-headers)$/.test(report.type));
  if (part) return readHeaderLines(part.text.split('\n').slice(0, 500));
  const lines = mail.text.slice(0, 100_000).split('\n');
  for (let i = 0; i < lines.length; ) {
    let end = i;
    while (end < lines.length && isHeaderLine(lines[end]!)) end++;
    const head = end - i >= 3 ? readHeaderLines(lines.slice(i, end).map((line) => (line.startsWith(' ') && end - i < 3 ? line.trim() : line))) : [];
    if (head.some((line) => line.name === 'message-id') || head.filter((line) => /^(from|to|subject|date|received)$/.test(line.name)).length >= 3) return head;
    i = Math.max(end, i + 1);
  }
  return [];
}
