import type { In, Out } from '../../../core/contract.ts';
import type { imapServer, mailbox } from './contract.ts';
import type { Mailbox } from './tables.ts';

export type ImapServer = Out<typeof imapServer>;

/** A mailbox as answers show it: never its secrets, only whether there are any. */
export const fromRow = (m: Mailbox): In<typeof mailbox> & Out<typeof mailbox> => ({
  id: m.id, address: m.address, name: m.name, teamId: m.team_id, active: m.active, plus: m.plus, acknowledge: m.acknowledge, listMail: m.list_mail as 'people', version: m.version,
  imap: m.imap ? { ...(m.imap as ImapServer), hasSecret: m.imap_secret !== null, state: m.imap_state as 'ok', reason: m.imap_reason, seenAt: m.imap_seen_at } : null,
});
