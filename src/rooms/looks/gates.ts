import { answers, replies } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { besideTicket } from '../tickets/beside.ts';
import { closingNeeds } from '../tickets/closing-needs.ts';
import { mayReply } from '../tickets/contract.ts';
import { familyOf } from '../tickets/families.ts';
import { entryContents } from '../tickets/queries.ts';
import { needBy } from './access.ts';
import { lookNeeded, LookReturned, lookSettings, sayWhy, WhySaid } from './contract.ts';
import { looksOn } from './queries.ts';
import { findingWords } from './rules.ts';
import { findingsOf } from './sources.ts';
import { tables } from './tables.ts';

/**
 * A reply that needs a look leaves only as the one that was released, word for word; and where the team wants it, what
 * has no source leaves only with a word of why.
 */
const replying = answers(mayReply, async (tx, actor, { ticketId, teamId, messageId, text }) => {
  if (actor.kind !== 'person') return;
  const rules = await readSettings(tx, lookSettings, teamId);
  if (!rules.people.length && !rules.tags.length && rules.check !== 'say-why') return;
  const released = await tables(tx).selectFrom('looks').select('text').where('id', '=', messageId).where('author_id', '=', actor.id).where('ticket_id', '=', ticketId).where('state', '=', 'released').executeTakeFirst();
  if (released?.text === text) return;
  const need = needBy(rules, actor, await tables(tx).selectFrom('tickets').select(['team_id', 'owner_id', 'tags']).where('id', '=', ticketId).executeTakeFirstOrThrow());
  if (need) refuse(lookNeeded, need);
  if (rules.check !== 'say-why') return;
  if (await tables(tx).selectFrom('reply_reasons').select('message_id').where('message_id', '=', messageId).where('person_id', '=', actor.id).where('ticket_id', '=', ticketId).executeTakeFirst()) return;
  const findings = await findingsOf(tx, actor, ticketId, text);
  if (findings.length) refuse(sayWhy, { findings: findings.map((one) => ({ words: one.words, say: findingWords(one) })) });
});
export const gates = [replying] as const;

/** A reply that waits for a look stands before closing. */
const open = replies(closingNeeds, async (db, _actor, { ticketId }) =>
  (await tables(db).selectFrom('looks').innerJoin('people', 'people.id', 'looks.author_id').select(['looks.id', 'people.name', 'looks.author_id']).where('looks.state', '=', 'waiting').where('looks.ticket_id', 'in', await familyOf(db, ticketId)).execute())
    .map((one) => ({ id: one.id, kind: 'look', words: `A reply by ${one.name} waits for a look`, required: true, act: 'look', data: { authorId: one.author_id } })));

/** The words of those who gave a reply back, and of who said why. That the viewer sees the ticket has been looked at. */
const contents = replies(entryContents, async (db, actor, { entries }) => {
  if (actor.kind !== 'person') return {};
  const returned = new Map(entries.filter((e) => e.name === LookReturned.name).map((e) => [(e.data as { lookId: string }).lookId, e.id]));
  const whys = new Map(entries.filter((e) => e.name === WhySaid.name).map((e) => [(e.data as { messageId: string }).messageId, e.id]));
  const words = returned.size ? await tables(db).selectFrom('look_words').select(['look_id', 'words']).where('look_id', 'in', [...returned.keys()]).where('kind', '=', 'returned').execute() : [];
  const reasons = whys.size ? await tables(db).selectFrom('reply_reasons').select(['message_id', 'words', 'claims']).where('message_id', 'in', [...whys.keys()]).execute() : [];
  return Object.fromEntries([...words.map((w) => [returned.get(w.look_id)!, { words: w.words }]), ...reasons.map((r) => [whys.get(r.message_id)!, { words: r.words, claims: r.claims }])]);
});
/** What waits for a look, next to its ticket. */
const beside = replies(besideTicket, async (db, actor, { ticketId }) => (actor.kind === 'person' ? [{ key: ['looks', 'ticket', ticketId], data: await looksOn(db, actor, ticketId) }] : []));
export const portReplies = [open, contents, beside] as const;
