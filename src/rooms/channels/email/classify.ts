import { readBounce, deliveryReport, type Bounce } from './bounce.ts';
import { everyHeader } from './header-lines.ts';
import { isList, wroteThroughList } from './list-mail.ts';
import type { ParsedMail } from './parse.ts';

/** What came with the mail outside of it (RFC 5321): the return path, '' for the null one, undefined when not known (IMAP). */
export interface Envelope {
  mailFrom?: string | undefined;
}

/**
 * - message: a person wrote (or nothing says otherwise)
 * - auto-reply: out of office, acknowledgement (RFC 3834)
 * - bounce, delay, delivered: a mail of ours failed, waits, arrived (RFC 3464)
 * - complaint: feedback loop (RFC 5965); receipt: read receipt (RFC 8098)
 * - list-message: a person wrote, through a mailing list or group address
 * - list: newsletter, other mail of a list; notice: other machine mail
 * - verification: a sign-in code or link, which must not be shown to everybody (W-A10)
 */
export type MailKind = 'message' | 'auto-reply' | 'bounce' | 'delay' | 'delivered' | 'complaint' | 'receipt' | 'list-message' | 'list' | 'notice' | 'verification';

export interface Classified {
  kind: MailKind;
  /** for bounce, delay and delivered */
  bounce?: Bounce;
}

/** Tells what kind of mail this is by its headers, its reports and, where machines write prose, by their phrases. Pure; looks at bounded text. */
export function classify(mail: ParsedMail, envelope: Envelope): Classified {
  const report = reportKind(mail);
  if (report) return { kind: report };
  if (deliveryReport(mail) || looksLikeBounce(mail, envelope)) {
    const bounce = readBounce(mail);
    return { kind: bounce.action === 'delayed' ? 'delay' : bounce.action === 'delivered' ? 'delivered' : 'bounce', bounce };
  }
  if (isAutoReply(mail, envelope)) return { kind: 'auto-reply' };
  if (looksLikeVerification(mail)) return { kind: 'verification' };
  if (isList(mail)) return { kind: wroteThroughList(mail, envelope) ? 'list-message' : 'list' };
  return { kind: automatic(mail) || isNull(mail, envelope) ? 'notice' : 'message' };
}

/**
 * May the desk answer this mail by itself? Not machines, lists, bounces, or who asks not to be (RFC 3834 §2, W-B1): any
 * Auto-Submitted but `no`, Precedence bulk, junk or list, List-* headers, X-Auto-Response-Suppress, a null return path,
 * senders that read no answers.
 */
export function mayAnswer(mail: ParsedMail, envelope: Envelope): boolean {
  const address = mail.replyTo[0]?.address || mail.from?.address || '';
  if (address === '' || isNull(mail, envelope) || automatic(mail) || isList(mail)) return false;
  if (/^(mailer-daemon|postmaster|no-?_?reply|do-?not-?reply|noreply.*|bounces?([+-].*)?|owner-.*|.*-(request|owner|bounces))@/i.test(address)) return false;
  if (header(mail, 'x-auto-response-suppress') !== '' && !/^\s*none\s*$/i.test(header(mail, 'x-auto-response-suppress'))) return false;
  const { kind } = classify(mail, envelope);
  return kind === 'message';
}

const header = (mail: ParsedMail, name: string): string => everyHeader(mail.headers, name);

function reportKind(mail: ParsedMail): 'complaint' | 'receipt' | undefined {
  if (mail.reports.some((report) => report.type === 'message/feedback-report') || /report-type\s*=\s*"?feedback-report/i.test(header(mail, 'content-type'))) return 'complaint';
  if (mail.reports.some((report) => report.type === 'message/disposition-notification') || /report-type\s*=\s*"?disposition-notification/i.test(header(mail, 'content-type'))) return 'receipt';
  return undefined;
}

function isNull(mail: ParsedMail, envelope: Envelope): boolean {
  return envelope.mailFrom === '' || mail.headers.some((line) => line.name === 'return-path' && /^<\s*>$/.test(line.value.trim()));
}

const DAEMON = /^(mailer-?daemon|post-?_?master|mail-?daemon|mail-?delivery(-subsystem)?|bounce|double-?bounce|sysadmin)@/i;
const DAEMON_NAME = /mail delivery (sub)?system|mailer.?daemon|mail administrator|^postmaster$|mail deliver|delivery subsystem/i;
const BOUNCE_SUBJECT = /undeliver|un(able to )?deliver|non.?deliver|delivery (has )?fail|delivery (status )?notif|delivery status|deliver[a-z]* (problem|error|delay|report)|fail(ed|ure):? (notice|delivery|to deliver)|delivery.{0,20}fail|failure notice|return(ed|ing) (mail|message|to sender)|mail (system|delivery) (error|fail)|(could ?n.t|could not|cannot|can.t|not) (be )?(send|sent|deliver)|error sending|mail (failure|error)|delayed (mail|delivery)|message (status - )?undeliver|warning: (message|could not send)|still being retried|user unknown|are not (a )?member|nicht (zustellbar|zugestellt)|unzustellbar|zustellung.{0,30}(fehlgeschlagen|nicht)|fehlgeschlagen|non remis|échec de (la )?(remise|livraison)|no se (pudo|ha podido) entregar|não (foi )?entreg|mancato recapito|niet (worden )?(bezorgd|afgeleverd)|не (было )?доставлен|配信できません|送信できません|宛先不明|エラー|退信|無法(投遞|傳遞)|无法(投递|送达)/i;
const BOUNCE_WORDS = /(could not|couldn't|cannot|can't|was not|unable to|wasn't|failed to|undeliverable|not be) (be )?(deliver|reach|process)|delivery (to the following|has failed|failed)|(user|host|domain|address|mailbox|recipient)s? (is |are )?(unknown|unavailable|not found|invalid|disabled)|permanent (fatal )?error|returned (to sender|message)|not delivered|undelivered|mailbox (full|unavailable)|(invalid|unknown|no such) (user|address|recipient|mailbox)/i;

/** A bounce without a report: the sender is a mail system (or no one), and its subject or words speak of a delivery. */
function looksLikeBounce(mail: ParsedMail, envelope: Envelope): boolean {
  const address = mail.from?.address ?? '';
  const system = DAEMON.test(address) || DAEMON_NAME.test(mail.from?.name ?? '') || /^<?MAILER-DAEMON/i.test(header(mail, 'return-path'));
  const subject = BOUNCE_SUBJECT.test(mail.subject.slice(0, 300));
  const told = BOUNCE_WORDS.test(mail.text.slice(0, 5_000));
  const failed = header(mail, 'x-failed-recipients') !== '';
  if (failed && (system || isNull(mail, envelope))) return true;
  if (subject && (system || isNull(mail, envelope))) return true;
  if (subject && address === '') return true;
  return system && told && !/^auto-generated/i.test(header(mail, 'auto-submitted'));
}

const AUTO_SUBJECT = /^(re|aw|sv|antw|tr|rif)?:?\s*(\[?auto(matic|matische|mated)?[ _-]?(reply|response|respon[sd]\w*|antwort)|auto-?re(ply|sponse)|auto:|out of (the )?office|ooo:|vacation|away from|on (vacation|holiday|leave)|abwesen|automatische antwort|réponse automatique|absence|respuesta automática|fuera de (la )?oficina|resposta automática|risposta automatica|fuori sede|automatisch antwoord|afwezig|autosvar|automatisk svar|automaattinen vastaus|odpowiedź automatyczna|automatická odpověď|автоматический ответ|автоответ|自動返信|自动回复|자동 회신|otomatik yanıt)/i;

function isAutoReply(mail: ParsedMail, envelope: Envelope): boolean {
  if (/^\s*auto-replied/i.test(header(mail, 'auto-submitted'))) return true;
  if (/auto.?reply/i.test(header(mail, 'precedence')) || header(mail, 'x-precedence') === 'auto_reply') return true;
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-autoreply-from', 'x-auto-reply', 'x-mail-autoreply', 'x-ms-exchange-inbox-rules-loop'].some((name) => /^(?!\s*no\s*$).+/i.test(header(mail, name)))) return true;
  return AUTO_SUBJECT.test(mail.subject.slice(0, 200)) && (isNull(mail, envelope) || automatic(mail) || !/^\s*re:\s*re:/i.test(mail.subject));
}

function automatic(mail: ParsedMail): boolean {
  const submitted = header(mail, 'auto-submitted').trim();
  if (submitted !== '' && !/^no\b/i.test(submitted)) return true;
  return /^\s*(bulk|junk|list|auto_?reply)/i.test(header(mail, 'precedence')) || header(mail, 'feedback-id') !== '' || header(mail, 'x-autoreply') !== '';
}

const CODE_SUBJECT = /(verif(y|ication)|confirm(ation)?|security|sign.?in|log.?in|access|one.?time|authenti\w+|activation|2fa|passcode|bestätigungs|sicherheits|anmelde|einmal|vérification|connexion|verificación|verifica|código|codice|verificatie|подтвержден)\w*[ -]?(code|pin|link|codes|e-?mail|passwor[dt]|address|adresse|número|\d{4,8})?|(reset|change) your password|passwort zurücksetzen|magic link|is your .{0,40}code|\bcode:? ?\d{4,8}\b/i;
const CODE_TEXT = /(code|pin|passcode|kennwort|código|codice|код)[^\n]{0,60}\b(\d{4,8}|[A-Z0-9]{3,4}-[A-Z0-9]{3,4})\b|\b\d{4,8}\b[^\n]{0,40}(is your|code|ist ihr|est votre|es tu|es su)|(reset|set|choose|confirm|verify|magic|sign.?in|log.?in|activate)[^\n]{0,80}https?:\/\/[^\s]{0,200}(token|verify|confirm|reset|magic|activate|code|auth|signin|login)/i;

/** Mail that lets its reader sign in somewhere: someone may be registering with our address to read the answer (W-A10). */
function looksLikeVerification(mail: ParsedMail): boolean {
  const machine = automatic(mail) || isList(mail) || /^(no-?_?reply|do-?not-?reply|account|security|verify|auth|accounts|notifications?|support)[^@]{0,40}@/i.test(mail.from?.address ?? '');
  return machine && mail.inReplyTo.length === 0 && CODE_SUBJECT.test(mail.subject.slice(0, 200)) && CODE_TEXT.test(mail.text.slice(0, 10_000));
}
