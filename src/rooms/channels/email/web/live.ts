import { readSoon, type Hears } from '../../../../core/web/cache.ts'
import { mailboxesQuery, outgoingQuery } from './mail-call.ts'

/** Mail moves often, so its lists are read again at most every two seconds; mailboxes at once. */
export const emailHears: Hears = (fact, cache) => {
  if (fact.about.kind === 'mailbox') void cache.invalidateQueries({ queryKey: mailboxesQuery.queryKey })
  if (fact.about.kind === 'mail-server') void cache.invalidateQueries({ queryKey: outgoingQuery.queryKey })
  // Which mailboxes fail stands among the health of mail, too.
  if (!['incoming-mail', 'mail', 'mail-server', 'mailbox'].includes(fact.about.kind) && fact.name !== 'email.automatic-braked') return
  for (const part of ['health', 'incoming', 'outgoing']) readSoon(['email', part], 2000)
}
