import type pg from 'pg';
import type { WebClient } from '../web-client.ts';
import type { Ledger } from './load.ts';

/** What the desk says happened, read from its database. */
interface Books { readonly messages: { id: string; ticket_id: string; direction: string; text: string; delivery: string }[]; readonly unknown: Set<string> }

export async function read(pool: pg.Pool): Promise<Books> {
  const messages = (await pool.query('select id, ticket_id, direction, text, delivery from messages')).rows as Books['messages'];
  const unknown = (await pool.query<{ about: string }>(`select data->'about'->>'id' as about from facts where name = 'mail.unknown'`)).rows;
  return { messages, unknown: new Set(unknown.map((u) => u.about)) };
}

/** Work that is not finished yet, in words; empty when the desk rests. */
export async function unfinished(pool: pg.Pool): Promise<string[]> {
  const { rows: [n] } = await pool.query<Record<string, string>>(`select
    (select count(*) from incoming_mails where state = 'received') as "mails to read", (select count(*) from outbox where state in ('queued', 'sending')) as "mails to send",
    (select count(*) from messages where direction = 'out' and delivery in ('pending', 'sending', 'delayed')) as "replies on their way",
    (select count(*) from graphile_worker.jobs where attempts < max_attempts and run_at < now() and task_identifier in ('email.read', 'mail.send')) as "jobs due"`);
  return Object.entries(n!).filter(([, count]) => Number(count) > 0).map(([what, count]) => `${count} ${what}`);
}

/** Sends those again of which nobody knows whether they left, as a person would. */
export async function decideUnknown(pool: pg.Pool, agent: WebClient): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(`select id from messages where delivery = 'unknown'`);
  for (const { id } of rows) await agent.call('POST /replies/:id/decide', { params: { id }, body: { as: 'again' } });
  return rows.length;
}

/** Everything that is not as it must be, in sentences. `marks`: how often each reply reached the far side. */
export async function account(pool: pg.Pool, ledger: Ledger, marks: ReadonlyMap<string, number>): Promise<string[]> {
  const { messages, unknown } = await read(pool);
  return [...ledger.wrong, ...mailTroubles(ledger, messages), ...replyTroubles(ledger, messages, unknown, marks), ...(await bookTroubles(pool))];
}

function mailTroubles(ledger: Ledger, messages: Books['messages']): string[] {
  const troubles: string[] = [];
  const found = new Map<string, string[]>();
  for (const m of messages) {
    const mark = m.direction === 'in' ? /mail-[0-9a-f]{24}/.exec(m.text)?.[0] : undefined;
    if (mark) found.set(mark, [...(found.get(mark) ?? []), m.ticket_id]);
  }
  const ticketOf = new Map(messages.map((m) => [m.id, m.ticket_id]));
  for (const [mark, { answers }] of ledger.mails) {
    const there = found.get(mark) ?? [];
    if (!there.length) troubles.push(`${mark} was acknowledged and is lost`);
    if (answers && there[0] && ticketOf.get(answers) !== there[0]) troubles.push(`${mark} answers reply ${answers} and is on another ticket`);
  }
  for (const [mark, there] of found) if (there.length > 1) troubles.push(`${mark} is there ${there.length} times, on ${new Set(there).size} tickets`);
  return troubles;
}

function replyTroubles(ledger: Ledger, messages: Books['messages'], unknown: ReadonlySet<string>, marks: ReadonlyMap<string, number>): string[] {
  const troubles: string[] = [];
  const kept = new Map(messages.filter((m) => m.direction === 'out').map((m) => [m.id, m.delivery]));
  for (const id of ledger.replies) {
    const times = marks.get(id) ?? 0;
    if (!kept.has(id)) troubles.push(`reply ${id} was accepted and is lost`);
    else if (!times) troubles.push(`reply ${id} was accepted and never left; it is ${kept.get(id)}`);
  }
  for (const [id, times] of marks) if (times > 1 && !unknown.has(id)) troubles.push(`reply ${id} left ${times} times and was never said to be unknown`);
  return troubles;
}

/** What must add up inside the desk, whatever happened. */
async function bookTroubles(pool: pg.Pool): Promise<string[]> {
  const queries: Record<string, string> = {
    'messages without exactly one fact': `select count(*) as n from messages m where (select count(*) from facts f where f.uid = m.id) <> 1`,
    'tickets opened other than once': `select count(*) as n from tickets t where (select count(*) from facts f where f.about_id = t.id and f.name = 'tickets.opened') <> 1`,
    'tickets without a message': `select count(*) as n from tickets t where not exists (select from messages m where m.ticket_id = t.id)`,
    'tickets whose count of messages is wrong': `select count(*) as n from tickets t where t.message_count <> (select count(*) from messages m where m.ticket_id = t.id and m.delivery <> 'cancelled')`,
    'tallies that differ from the tickets': `select count(*) as n from (select team_id, owner_id, status, sum(n) as n from ticket_tallies group by 1, 2, 3 having sum(n) <> 0) a
      full join (select team_id, owner_id, status, count(*) as n from tickets where merged_into is null group by 1, 2, 3) b
      on (a.team_id, a.status) = (b.team_id, b.status) and a.owner_id is not distinct from b.owner_id where a.n is distinct from b.n`,
    'jobs given up': `select count(*) as n from graphile_worker.jobs where attempts >= max_attempts`,
    'facts parked': `select count(*) as n from parked_facts`,
    'replies in the outbox without a message': `select count(*) as n from outbox o where o.kind = 'email.reply' and not exists (select from messages m where m.id = o.id)`,
  };
  const { rows: aside } = await pool.query<{ n: string; state: string; kind: string | null; reason: string | null }>(`select count(*) as n, state, kind, reason from incoming_mails where state <> 'done' group by 2, 3, 4`);
  const troubles = aside.map((a) => `${a.n} mails are ${a.state} (${a.kind ?? 'no kind'}): ${a.reason ?? 'no reason'}`);
  for (const [what, query] of Object.entries(queries)) {
    const n = Number((await pool.query<{ n: string }>(query)).rows[0]!.n);
    if (n) troubles.push(`${n} ${what}`);
  }
  return troubles;
}
