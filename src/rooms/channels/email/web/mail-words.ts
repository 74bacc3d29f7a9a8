const kinds: Record<string, string> = {
  message: 'Message', 'auto-reply': 'Automatic answer', bounce: 'Came back', delay: 'Delayed', delivered: 'Delivered', complaint: 'Complaint', receipt: 'Read receipt', list: 'List or newsletter', 'list-message': 'Through a list', notice: 'Notice', verification: 'Sign-in code', spam: 'Spam',
  own: 'Our own address', teammate: 'Teammate',
}
/** What kind of mail it is, in words. */
export const kindWords = (kind: string): string => kinds[kind] ?? kind

const outgoing: Record<string, string> = { 'email.reply': 'Reply', 'email.acknowledgement': 'Acknowledgement', 'email.turned-away': 'Notice to a teammate' }
/** What an outgoing mail is for, in words. */
export const outgoingWords = (kind: string): string => outgoing[kind] ?? kind.replace(/^[a-z-]+\./, '').replaceAll('-', ' ').replace(/^./, (c) => c.toUpperCase())
