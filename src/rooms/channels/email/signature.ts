const MAX_SIGNATURE_LINES = 30;

/** What devices and apps add below a mail. */
const DEVICE = /^\s*[(["*_]{0,2}(sent (from|via|with|using) (my |the |an? )?\p{L}|(get|download) outlook for|envoy[ée] (de|depuis|avec|par|à partir) |télécharger outlook|von mein(em|er) .{2,40} (gesendet|verschickt)|gesendet (von|mit|über) |diese nachricht wurde von mein|holen sie sich outlook|enviado (desde|do|de|com|a partir) |obtener outlook|inviato (da|dal|con) |scarica outlook|verzonden (vanaf|vanuit|met) |verstuurd vanaf |skickat från |skickades från |sendt fra |lähetetty |wysłan[eoy] z |odesláno z |отправлено (с|из) |надіслано з |iphone'?(um)?dan gönderildi|发自我的|從我的|iphoneから送信|나의 iphone에서|gửi từ )/iu;

/**
 * Line at which a signature begins between `from` and `to` (exclusive); `to` when there is none. Known by the `-- ` mark
 * (RFC 3676 §4.3), a drawn line near the end, or the line a phone adds.
 */
export function signatureStart(lines: string[], from: number, to: number): number {
  let end = to;
  while (end > from && lines[end - 1]!.trim() === '') end--;
  for (let i = from; i < end; i++) {
    const line = lines[i]!;
    if (line.length > 200 || end - i > MAX_SIGNATURE_LINES) continue;
    if (/^\s?(--|—|––) ?$/.test(line) && i > from) return i;
    if (/^\s*([_—–]{5,}|-{5,}|={5,}|\*{5,})\s*$/.test(line) && end - i <= 8 && end - i > 1 && i > from) return i;
    if (DEVICE.test(line) && line.trim().length < 120 && end - i <= 5) return i;
  }
  return to;
}
