/** Longest line looked at; what is longer is prose, and reading stays linear. */
const MAX_LINE = 300;
const MAX_LINES = 4;

/** "wrote" as mail programs say it, in the languages they speak. */
const WROTE = /(\b(wrote|writes|schrieb|geschrieben|a [ée]crit|escribi[óo]|scrive|ha scritto|escreveu|schreef|geschreven|skrev|skrifaði|kirjoitti|napisał(\(a\)|a|\/a)?|napsala?|napísala?|napisao|napisala|je napisal|написала?|написав(ла)?|пише|пишет|писал|a scris|írta|έγραψε|yazdı|şunları yazdı|đã viết|menulis|skrifar|kirjutas|rakstīja|rašė|idatzi zuen)\b|escribi[óo]|写道|寫道|さんは書きました|のメール|님이 작성|작성|כתב|كتب|написал\(а\)|написав\(ла\)|napsal\(a\)|napisał\(a\))/iu;
const WROTE_LAST = new RegExp(`${WROTE.source}(\\s+(het )?volgende( geschreven)?)?[\\s*_]*[:：]$`, 'iu');
/** How an attribution begins: a preposition before a date, a weekday, a date, a name with an address, a rule. */
const INTRODUCTION = /^(on|at|am|le|el|il|op|em|den|dne|dnia|w dniu|dňa|på|vào|pada|στις|la data|la|il giorno|em|na|kl|в|у|а\.)\s|^-{2,4} ?(on|am|le|el|op)\s|^\p{L}{2,12}[.,]?,? \d{1,2}[. ,]|^\p{L}{3,12}, |^\d{1,4}\s?([-./年]|\p{L})|^["'“]?[^<>"]{0,80}["'”]?\s*<[^<>\s]{3,200}@/iu;
const TIME = /\d{1,2}\s?[:.h時]\s?\d{2}|\b(19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/i;

/**
 * How many lines from `at` say "On …, … wrote:" in some language; 0 when they do not. Looks at up to four lines.
 * @param lines the mail's lines, quote marks already taken off
 */
export function attributionLength(lines: string[], at: number): number {
  const first = (lines[at] ?? '').trim();
  if (first.length > MAX_LINE || !INTRODUCTION.test(first)) return 0;
  let joined = '';
  for (let length = 1; length <= MAX_LINES && at + length <= lines.length; length++) {
    const line = lines[at + length - 1]!.trim();
    if (line === '' && length > 1) return 0;
    if (line.length > MAX_LINE) return 0;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (endsAttribution(joined)) return length;
    if (/[.!?]$/.test(line) && !/\b[ap]\.m\.$/i.test(line)) return 0; // a sentence, not a head
  }
  return 0;
}

function endsAttribution(text: string): boolean {
  const ending = text.replace(/[\s*_]+$/, '');
  const mailbox = /[^\s<>@"]+@[^\s<>@"]+/.test(ending);
  if (/wrote ?-{2,}$|schrieb ?-{2,}$|écrit ?-{2,}$|escribió ?-{2,}$/i.test(ending)) return true;
  if (!/[:：]$/.test(ending)) return false;
  if (WROTE_LAST.test(ending)) return mailbox || /\d/.test(ending);
  if (WROTE.test(ending)) return TIME.test(ending);
  return mailbox && TIME.test(ending);
}

const KEYS = {
  from: /^(from|von|de|da|van|från|fra|frá|lähettäjä|od|от|кому-от|від|feladó|gönderen|kimden|από|发件人|寄件者|寄件人|差出人|보낸 ?사람|từ|dari|expéditeur|remitente|mittente|afzender|avsändare)$/i,
  sent: /^(sent|date|gesendet|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|fecha|inviato|data|verzonden|skickat|sendt|dato|päiväys|lähetetty|wysłano|odesláno|отправлено|дата|надіслано|elküldve|dátum|gönderildi|tarih|ημερομηνία|发送时间|日期|寄件日期|送信日時|日付|보낸 ?날짜|ngày|dikirim|trimis)$/i,
  to: /^(to|an|à|a|para|aan|till|til|vastaanottaja|do|komu|кому|címzett|alıcı|kime|προς|收件人|收件者|宛先|받는 ?사람|đến|kepada|către|cc|kopie|copie|copia|kopia|kopio|копия)$/i,
  subject: /^(subject|betreff|objet|asunto|oggetto|onderwerp|assunto|ämne|emne|aihe|temat|předmět|předmet|тема|tárgy|konu|θέμα|主题|主旨|件名|제목|chủ đề|subjek|subiect|re)$/i,
};

/**
 * Whether the lines from `at` are the head of a mail answered to, as Outlook and others copy it (From:, Sent:, To:,
 * Subject:, in their languages): at least three of the four, in any order, close together.
 * @param keys `copiedHeadKey` of each line
 */
export function isCopiedHead(lines: string[], keys: string[], at: number): boolean {
  if (keys[at] === '') return false;
  const kinds = new Set<string>();
  let other = 0;
  for (let i = at; i < Math.min(lines.length, at + 12) && other < 3; i++) {
    const kind = keys[i]!;
    if (kind !== '') kinds.add(kind);
    else if (lines[i]!.trim() === '') {
      if (kinds.size > 1) break;
    } else other++;
  }
  return kinds.size >= 3 && (kinds.has('from') || kinds.has('sent'));
}

/** Which of the four a line begins with (`from`, `sent`, `to`, `subject`), '' for none. */
export function copiedHeadKey(line: string): string {
  const key = /^[\s*_]*([\p{L}][\p{L}' ]{0,24}?)[*_\s]*[:：]/u.exec(line.slice(0, 60))?.[1] ?? '';
  return key === '' ? '' : (Object.entries(KEYS).find(([, names]) => names.test(key))?.[0] ?? '');
}

const SEPARATOR = /^[\s>]*[-_=*~—]{2,}\s*(original[ -]?(message|appointment)|(begin )?forwarded message|reply message|ursprüngliche nachricht|weitergeleitete nachricht|originalnachricht|message d'origine|message transféré|message original|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|mensagem original|mensagem encaminhada|ursprungligt meddelande|vidarebefordrat meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|пересылаемое сообщение|исходное сообщение|eredeti üzenet|orijinal mesaj|原始邮件|原邮件|転送メッセージ|元のメッセージ|원본 메시지|enclosed message)\s*[-_=*~—]{2,}\s*$/iu;
const BARE_SEPARATOR = /^\s*(begin forwarded message|anfang der weitergeleiteten( e-mail| nachricht)?|début du message (réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|reply above this line|-{3,} ?(please )?(reply|write|antworten|répondre).{0,60})\s*:?.{0,10}$/iu;

/** Whether a line alone says that everything below is another mail. */
export function isSeparator(line: string): boolean {
  return line.length <= MAX_LINE && (SEPARATOR.test(line) || BARE_SEPARATOR.test(line));
}
