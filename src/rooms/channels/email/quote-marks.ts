/** What mail programs say an element is: the mail answered to, or the writer's signature. */
export type Mark = '' | 'quote' | 'signature';

const QUOTE_CLASS = /(^|[\s_-])(x_|ecx)?(gmail_quote|gmail_attr|yahoo_quoted|protonmail_quote|tutanota_quote|moz-cite-prefix|moz-forward-container|zmail_extra|zm_[a-z0-9]*_parse_|mailbird-quote|quoted-plain|quote-collapsible|front-blockquote|intercom-quote|freshdesk_quote|zd_quote|ae-quoted|oriquote|quotedtext|quoted_text|quoted-text|skiptranslate-quote|bloop_quote|airmail_on|airmailon|mail_quote|cafe_quote)(\b|_)/i;
const QUOTE_ID = /^(x_)*(appendonsend|divrplyfwdmsg|stopspelling|ecxstopspelling|zwchr|replysplit|reply-intro|origbody|mail-editor-reference-message-container|olk_src_body_section|isforwardcontent|isreplycontent|yahoo_quoted_\w+|mobile-quote|spark-quote|lqm-quote)$/i;
const SIGNATURE_CLASS = /(^|\s)(x_)?(gmail_signature|moz-signature|protonmail_signature_block|signature-block|mail_signature|zmail_signature_below|bloop_sign|elementtoproof-signature)/i;
const SIGNATURE_ID = /^(x_)*(signature|ms-outlook-mobile-signature|mobile-signature|appleMailSignature|applemailsignature|bloop_sign_\w+|composer_signature)$/i;
/** Elements that stand at the head of the quote, which goes on to the end of the mail. */
const QUOTE_HEADS = /^(x_)*(appendonsend|divrplyfwdmsg|stopspelling|ecxstopspelling|zwchr|replysplit)$/i;
/** The line Outlook draws above the mail it quotes; it has no class or id. */
const OUTLOOK_LINE = /border:\s?none;\s?border-top:\s?solid #(e1e1e1|b5c4df) 1(\.0)?pt;\s?padding:\s?3(\.0)?pt 0(in|cm|mm|pt)? 0/i;

/**
 * What an opening tag marks: 'quote' or 'signature' for its own content, 'rest' when everything from here on is the
 * mail answered to, '' for nothing.
 * @param attributes decoded, names in lower case
 */
export function quoteMark(tag: string, attributes: Map<string, string>): Mark | 'rest' {
  if (attributes.size === 0) return '';
  const id = (attributes.get('id') ?? '').slice(0, 200);
  const names = (attributes.get('class') ?? '').slice(0, 500);
  if (QUOTE_HEADS.test(id)) return 'rest';
  if (tag === 'div' && OUTLOOK_LINE.test((attributes.get('style') ?? '').slice(0, 500))) return 'rest';
  if (tag === 'blockquote' && /^cite$/i.test(attributes.get('type') ?? '')) return 'quote';
  if (QUOTE_ID.test(id) || QUOTE_CLASS.test(names)) return 'quote';
  return SIGNATURE_ID.test(id) || SIGNATURE_CLASS.test(names) ? 'signature' : '';
}
