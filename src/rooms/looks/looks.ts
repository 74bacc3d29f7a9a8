import type { Out } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import { system, type Actor, type PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { attachFiles, loosenFiles } from '../../core/server/files.ts';
import { refuse } from '../../core/server/refusals.ts';
import { richText, type RichText } from '../../core/server/rich-text.ts';
import { readSettings } from '../../core/server/settings.ts';
import { calendarOf } from '../calendars/queries.ts';
import { start, stopAbout } from '../clocks/clocks.ts';
import { actorFor } from '../people/access.ts';
import { activeLeads } from '../people/queries.ts';
import { unsay } from '../promises/promises.ts';
import { mustOwn, workableOne } from '../tickets/access.ts';
import { tell } from '../tickets/changes.ts';
import { change, filesMissing, noRecipient, replyEmpty } from '../tickets/contract.ts';
import { dropSaid, putBack } from '../tickets/drafts.ts';
import { lockForDue } from '../tickets/due-times.ts';
import { follow } from '../tickets/following.ts';
import { reply } from '../tickets/replies.ts';
import { works } from '../tickets/rules.ts';
import type { Ticket } from '../tickets/tables.ts';
import { commentable, locked, neededFor } from './access.ts';
import { authorLeft, changedMeanwhile, LookAsked, LookChanged, LookCommented, LookOverdue, LookReleased, LookReturned, lookSettings, LookWithdrawn, notYours, waitingAlready, type looks } from './contract.ts';
import { keptOf, tables, type LookRecord } from './tables.ts';

type NewLook = Out<typeof looks.ask.spec.body>;

const kind = 'look';
const said = (l: Pick<LookRecord, 'id' | 'author_id' | 'asked_id'>) => ({ lookId: l.id, authorId: l.author_id, askedId: l.asked_id });
/** Who hears of it beside those who hear of its ticket. */
const also = (l: Pick<LookRecord, 'author_id' | 'asked_id'>, ...more: string[]) => ({ also: [...new Set([l.author_id, ...(l.asked_id ? [l.asked_id] : []), ...more])].map((p) => `person:${p}`) });

function filled(html: string, fileIds: readonly string[]): RichText {
  const clean = richText(html);
  return clean.text.trim() === '' && !clean.fileIds.length && !fileIds.length ? refuse(replyEmpty) : clean;
}

/** Asks for a look at a reply instead of sending it: it waits, shared, with a clock, and its author's draft is let go. */
export async function askForLook(tx: Tx, actor: PersonActor, ticketId: string, what: NewLook): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  if (!what.to.length) refuse(noRecipient);
  const clean = filled(what.html, what.fileIds);
  const waiting = await tables(tx).selectFrom('looks').select('id').where('ticket_id', '=', ticketId).where('author_id', '=', actor.id).where('state', '=', 'waiting').executeTakeFirst();
  if (waiting) refuse(waitingAlready, { lookId: waiting.id });
  if (what.askedId) await mustOwn(tx, what.askedId, ticket.team_id);
  const why = (await neededFor(tx, actor, ticket))?.why ?? 'wish';
  const { minutes } = await readSettings(tx, lookSettings, ticket.team_id);
  const running = await start(tx, actor, { kind, label: 'look', aboutId: what.id, ticketId, personId: what.askedId, teamId: what.askedId ? null : ticket.team_id, budgetMs: minutes * 60_000, calendarId: (await calendarOf(tx, ticket.team_id)).id });
  const files = await tie(tx, actor, ticketId, what, clean);
  const then = what.then && (what.then.kind === 'close' || what.then.kind === 'wait') ? what.then : null;
  const row = { id: what.id, author_id: actor.id, asked_id: what.askedId === actor.id ? null : what.askedId };
  await tables(tx).insertInto('looks').values({ ...row, ticket_id: ticketId, why, words: what.words, html: clean.html, text: clean.text, reply: JSON.stringify({ to: what.to, cc: what.cc, quote: what.quote, then }), files, at: clock.now(), due_at: running.due_at }).execute();
  await follow(tx, actor, ticket, actor.id);
  await tell(tx, actor, ticket, LookAsked, { ...said(row), why }, also(row));
}

/** Its files are its author's own uploads, as those of the reply it becomes; the draft goes. */
async function tie(tx: Tx, actor: PersonActor, ticketId: string, what: NewLook, clean: RichText): Promise<string[]> {
  const fileIds = [...new Set([...what.fileIds, ...clean.fileIds])];
  await dropSaid(tx, actor, ticketId, 'reply', { html: what.html, fileIds, draft: what.draft });
  const tied = new Set((await attachFiles(tx, fileIds, { kind, id: what.id }, actor.id)).map((f) => f.id));
  const missing = fileIds.filter((id) => !tied.has(id));
  return missing.length ? refuse(filesMissing, { fileIds: missing }) : fileIds;
}

async function say(tx: Tx, actor: PersonActor, lookId: string, kindOf: 'comment' | 'changed' | 'returned', words: string, htmlBefore: string | null = null, id: string = newId()): Promise<void> {
  await tables(tx).insertInto('look_words').values({ id, look_id: lookId, person_id: actor.id, kind: kindOf, words, html_before: htmlBefore, at: clock.now() }).execute();
}

/** Says something of it. */
export async function commentOn(tx: Tx, actor: PersonActor, id: string, comment: { id: string; words: string }): Promise<void> {
  const { look, ticket } = await commentable(tx, actor, id);
  await say(tx, actor, id, 'comment', comment.words, null, comment.id);
  await tell(tx, actor, ticket, LookCommented, said(look), also(look));
}

/** Changes it: whoever may look, and its author. What it read before is kept. */
export async function changeLook(tx: Tx, actor: PersonActor, id: string, to: { html: string; version: number }): Promise<void> {
  const { look, ticket, may } = await locked(tx, actor, id);
  if (!may.look && look.author_id !== actor.id) refuse(notYours);
  if (look.version !== to.version) refuse(changedMeanwhile, { version: look.version });
  const clean = filled(to.html, look.files);
  if (clean.html === look.html) return;
  await say(tx, actor, id, 'changed', '', look.html);
  await tables(tx).updateTable('looks').set({ html: clean.html, text: clean.text, version: look.version + 1 }).where('id', '=', id).execute();
  await tell(tx, actor, ticket, LookChanged, { ...said(look), version: look.version + 1 }, also(look));
}

async function settle(tx: Tx, actor: Actor, look: LookRecord, state: 'released' | 'returned' | 'withdrawn'): Promise<void> {
  await tables(tx).updateTable('looks').set({ state, settled_at: clock.now(), settled_by: actor.id }).where('id', '=', look.id).execute();
  await stopAbout(tx, actor, look.id, state, kind);
}

/**
 * Lets it leave, in its author's name and by the door every reply takes: gates, collisions, undo time. At most once: the
 * look is locked, settled in the same transaction, and lends its id to the message.
 */
export async function release(tx: Tx, actor: PersonActor, id: string, how: Out<typeof looks.release.spec.body>): Promise<void> {
  const { look, ticket, may } = await locked(tx, actor, id);
  if (!may.look) refuse(notYours);
  if (look.version !== how.version) refuse(changedMeanwhile, { version: look.version });
  const author = await actorFor(tx, look.author_id);
  if (!author || !works(author, { teamId: ticket.team_id, ownerId: ticket.owner_id })) return refuse(authorLeft);
  await settle(tx, actor, look, 'released');
  await loosenFiles(tx, { kind, id });
  await tell(tx, actor, ticket, LookReleased, said(look), also(look));
  const { to, cc, quote, then } = keptOf(look);
  const next = then && !how.plain ? change.parse(then) : undefined;
  await reply(tx, author, look.ticket_id, { id, html: look.html, to, cc, fileIds: look.files, quote, seen: how.seen, anyway: how.anyway, then: next?.kind === 'close' || next?.kind === 'wait' ? next : undefined });
}

/** It is its author's draft again, as it was typed: without the signature it was to leave with. What it would have promised was not said. */
async function back(tx: Tx, actor: Actor, look: LookRecord): Promise<void> {
  const { to, cc } = keptOf(look);
  await unsay(tx, actor, look.id);
  const { signature } = await tables(tx).selectFrom('people').select('signature').where('id', '=', look.author_id).executeTakeFirstOrThrow();
  const signed = signature ? richText(signature).html : '';
  const html = signed && look.html.endsWith(signed) ? look.html.slice(0, -signed.length) : look.html;
  await putBack(tx, look.author_id, look.ticket_id, { html, to, cc, files: await loosenFiles(tx, { kind, id: look.id }) }, actor);
}

/** Gives it back to its author with words: it is their draft again. */
export async function giveBack(tx: Tx, actor: PersonActor, id: string, words: string): Promise<void> {
  const { look, ticket, may } = await locked(tx, actor, id);
  if (!may.look) refuse(notYours);
  await say(tx, actor, id, 'returned', words);
  await settle(tx, actor, look, 'returned');
  await back(tx, actor, look);
  await tell(tx, actor, ticket, LookReturned, said(look), also(look));
}

/** Its author takes it back, or a lead does: it is the author's draft again. */
export async function withdraw(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { look, ticket, may } = await locked(tx, actor, id);
  if (!may.withdraw) refuse(notYours);
  await settle(tx, actor, look, 'withdrawn');
  await back(tx, actor, look);
  await tell(tx, actor, ticket, LookWithdrawn, said(look), also(look));
}

/** Nobody looked in time: author, asked and leads are told, once. It still waits. */
export async function overdue(tx: Tx, id: string): Promise<void> {
  const where = await tables(tx).selectFrom('looks').select('ticket_id').where('id', '=', id).executeTakeFirst();
  const ticket: Ticket | null = where ? await lockForDue(tx, where.ticket_id) : null;
  const look = await tables(tx).selectFrom('looks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!ticket || look?.state !== 'waiting') return;
  await tables(tx).updateTable('looks').set({ late_at: clock.now() }).where('id', '=', id).execute();
  const leads = await activeLeads(tx, ticket.team_id);
  await tell(tx, system('looks'), ticket, LookOverdue, { ...said(look), leads }, also(look, ...leads));
}
