import { publicUrl } from '../../core/server/config.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { post } from '../../core/server/mail.ts';
import { actorFor } from '../people/access.ts';
import { deskSender } from '../people/letters.ts';
import { seenRows } from '../tickets/queries.ts';
import type { TicketRow } from '../tickets/rules.ts';
import { digestOf, handedSince, type Digest } from './digests.ts';
import { daysWords, type Days } from './leave-days.ts';
import { tables, type LeaveRecord } from './tables.ts';

export type Told = 'approved' | 'changed' | 'cancelled';
const oneLine = (text: string, max = 200): string => text.replace(/\s+/g, ' ').trim().slice(0, max);
const daysOf = (row: LeaveRecord): Days => ({ firstDay: row.first_day, lastDay: row.last_day, starts: row.starts as Days['starts'], ends: row.ends as Days['ends'], zone: row.zone });

/** What was handed to whom for a leave, as a member may see it. */
interface Handed { readonly ticket: TicketRow; readonly to: string }
export interface TeamNews { readonly who: string; readonly days: string; readonly cover: string | null; readonly handed: readonly Handed[]; readonly hidden: number }

/** The mail to the team: when somebody is away, who stands in, who has which of their tickets. No kind of leave, no words of customers. */
export function teamLetter(what: Told, news: TeamNews, url: string): { subject: string; text: string } {
  const { who, days, cover, handed, hidden } = news;
  const first = who.split(' ')[0]!;
  if (what === 'cancelled') return { subject: `${who} is not away: ${days}`, text: `${who} is not on leave ${days} after all.\n\nWho is away when:\n${url}/team/leave\n` };
  const lines = handed.map((h) => `#${h.ticket.number}  ${oneLine(h.ticket.subject)}\n  now with ${h.to}\n  ${url}/tickets/${h.ticket.number}`);
  return {
    subject: what === 'changed' ? `${who} is away: ${days} (changed)` : `${who} is away: ${days}`,
    text: `${[
      `${who} is away: ${days}.`, cover ? `${cover} stands in: mentions, questions, answers of customers and handoffs meant for ${first} go to ${cover.split(' ')[0]}.` : `Nobody stands in for ${first}; the leads see to what comes.`,
      ...(lines.length ? [`Handed on:\n\n${lines.join('\n\n')}`] : []), ...(hidden ? [`And ${hidden === 1 ? 'one ticket' : `${hidden} tickets`} of teams you do not see.`] : []), `Who is away when:\n${url}/team/leave`,
    ].join('\n\n')}\n`,
  };
}

/** Mails each teammate of theirs, as they may see it. The people of a demo are invented and get none. Answers how many it went to. */
export async function mailTeam(tx: Tx, row: LeaveRecord, what: Told): Promise<number> {
  if (await isDemo(tx)) return 0;
  const from = await deskSender(tx);
  const handed = await tables(tx).selectFrom('handoffs').select(['ticket_id', 'ended_by']).where('sender_id', '=', row.person_id).where('state', '=', 'accepted').where('offered_at', '>=', handedSince(row)).orderBy('offered_at').execute();
  const names = await namesOf(tx, [row.person_id, row.cover_id, ...handed.map((h) => h.ended_by)]);
  const members = await tables(tx).selectFrom('members as m').innerJoin('members as o', 'o.team_id', 'm.team_id').innerJoin('people as p', 'p.id', 'o.person_id').select(['p.id', 'p.name', 'p.email']).distinct()
    .where('m.person_id', '=', row.person_id).where('p.id', '!=', row.person_id).where('p.kind', '=', 'person').where('p.deactivated_at', 'is', null).orderBy('p.id').execute();
  let mailed = 0;
  for (const to of members) {
    const member = await actorFor(tx, to.id);
    if (!member) continue;
    const rows = new Map((await seenRows(tx, member, handed.map((h) => h.ticket_id))).map((t) => [t.id, t]));
    const news: TeamNews = {
      who: oneLine(names.get(row.person_id) ?? 'A teammate', 80), days: daysWords(daysOf(row), clock.now().getUTCFullYear()), cover: row.cover_id ? oneLine(names.get(row.cover_id) ?? '', 80) : null,
      handed: handed.flatMap((h) => { const ticket = rows.get(h.ticket_id); return ticket ? [{ ticket, to: oneLine(names.get(h.ended_by ?? '') ?? 'a teammate', 80) }] : []; }), hidden: handed.length - rows.size,
    };
    const letter = teamLetter(what, news, publicUrl());
    await post(tx, { kind: 'leave.team', automatic: true, about: { kind: 'person', id: to.id }, mail: { from, to: [{ name: to.name, address: to.email }], ...letter } });
    mailed++;
  }
  return mailed;
}

/** The mail to who is back: what wants them, what was seen to, what was asked. Ticket numbers and subjects, no words of customers. */
export function digestLetter(name: string, found: Digest, nameOf: (id: string | null) => string, url: string): { subject: string; text: string } {
  const line = (t: TicketRow, words: string) => `#${t.number}  ${oneLine(t.subject)}\n  ${words}\n  ${url}/tickets/${t.number}`;
  const count = (n: number, one: string, many: string) => (n === 1 ? `one ${one}` : `${n} ${many}`);
  const some = (parts: readonly [number, string, string][]) => parts.flatMap(([n, one, many]) => (n ? [count(n, one, many)] : [])).join(', ');
  const mine = found.mine.map((m) => line(m.ticket, `${m.ticket.status}; ${some([[m.messages, 'message of the customer', 'messages of the customer'], [m.replies, 'reply', 'replies'], [m.notes, 'note', 'notes']]) || 'nothing happened'}`));
  const others = found.others.slice(0, 30).map((o) => line(o.ticket, `${o.ticket.status === 'closed' ? 'closed' : o.ticket.status}; ${o.ownerId ? `with ${nameOf(o.ownerId)}` : 'in the queue'}`));
  const did = found.cover && some([[found.cover.replies, 'reply', 'replies'], [found.cover.notes, 'note', 'notes'], [found.cover.closed, 'ticket closed', 'tickets closed']]);
  const open = found.asks.filter((a) => a.state === 'open').length;
  return {
    subject: `Welcome back: ${count(found.mine.length, 'ticket', 'tickets')} of yours, ${count(found.others.length, 'ticket', 'tickets')} seen to meanwhile`,
    text: `${[
      `Hello ${oneLine(name, 80)},`, 'this happened while you were away.', ...(mine.length ? [`STILL YOURS\n\n${mine.join('\n\n')}`] : ['Nothing was left with you.']), ...(others.length ? [`SEEN TO MEANWHILE\n\n${others.join('\n\n')}`] : []),
      ...(found.cover ? [`${nameOf(found.cover.personId)} stood in${did ? `: ${did} on your tickets` : ''}.`] : []),
      ...(found.asks.length ? [`${count(found.asks.length, 'question or request was', 'questions and requests were')} meant for you; ${open} ${open === 1 ? 'is' : 'are'} still open.`] : []), `All of it, live:\n${url}/team/leave/${found.leave.id}`,
    ].join('\n\n')}\n`,
  };
}

export async function mailDigest(tx: Tx, row: LeaveRecord): Promise<void> {
  const [actor, person] = [await actorFor(tx, row.person_id), await tables(tx).selectFrom('people').select(['name', 'email']).where('id', '=', row.person_id).executeTakeFirst()];
  if (!actor || !person || (await isDemo(tx))) return;
  const found = await digestOf(tx, actor, row.id);
  const names = await namesOf(tx, [row.cover_id, ...found.others.map((o) => o.ownerId)]);
  const letter = digestLetter(person.name, found, (id) => (id && names.get(id)) || 'a teammate', publicUrl());
  await post(tx, { kind: 'leave.digest', automatic: true, about: { kind: 'person', id: row.person_id }, mail: { from: await deskSender(tx), to: [{ name: person.name, address: person.email }], ...letter } });
}

const isDemo = async (db: Reads): Promise<boolean> => (await tables(db).selectFrom('workspace').select('demo').executeTakeFirst())?.demo ?? false;
async function namesOf(db: Reads, people: readonly (string | null)[]): Promise<Map<string, string>> {
  const ids = [...new Set(people.flatMap((id) => id ?? []))];
  return new Map((ids.length ? await tables(db).selectFrom('people').select(['id', 'name']).where('id', 'in', ids).execute() : []).map((p) => [p.id, p.name]));
}
