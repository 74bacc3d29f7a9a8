import { sql } from 'kysely';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { replies } from '../../core/server/gates.ts';
import { peopleOwn } from '../people/people.ts';
import { closingNeeds, type ClosingNeed } from '../tickets/closing-needs.ts';
import { family } from '../tickets/families.ts';
import { entryContents } from '../tickets/queries.ts';
import { promiseTexts } from './queries.ts';
import { spot } from './spotting.ts';
import { tables } from './tables.ts';

/** What stands in a timeline's entries about promises: their words. */
const contents = replies(entryContents, async (db, actor, { entries }) => {
  if (actor.kind !== 'person') return {};
  const about = new Map(entries.filter((e) => e.name.startsWith('promises.')).map((e) => [e.id, (e.data as { promiseId: string }).promiseId]));
  const texts = await promiseTexts(db, [...about.values()]);
  return Object.fromEntries([...about].flatMap(([entry, id]) => (texts.has(id) ? [[entry, { text: texts.get(id) }]] : [])));
});

/** What a teammate who leaves still owes. */
const owes = replies(peopleOwn, async (db, _actor, { personId }) => {
  const { n } = await tables(db).selectFrom('promises').select((e) => e.fn.countAll<number>().as('n')).where('owner_id', '=', personId)
    .where((e) => e.or([e('state', '=', 'open'), e.and([e('state', '=', 'broken'), e('kept_at', 'is', null)])])).executeTakeFirstOrThrow();
  return { kind: 'promise', count: Number(n), say: Number(n) === 1 ? '1 promise to be kept' : `${n} promises to be kept` };
});

interface Row { id: string; text: string; due_at: string; owner_id: string; told: boolean | null }
/** What is owed on a ticket stands before closing it, but for what was moved ahead and the customer told. */
const open = replies(closingNeeds, async (db, actor, { ticketId, said }) => {
  const { rows } = await sql<Row>`${family(ticketId)} select p.id, p.text, p.due_at, p.owner_id, (select m.told from promise_moves m where m.promise_id = p.id order by m.id desc limit 1) as told
    from promises p where p.ticket_id in (select id from family) and (p.state = 'open' or (p.state = 'broken' and p.kept_at is null)) order by p.due_at, p.id limit 50`.execute(db);
  const noted = rows.map((p) => ({ id: p.id, kind: 'promise', words: p.text, required: !(p.told && Date.parse(p.due_at) > clock.ms()), act: 'promise', data: { dueAt: p.due_at, ownerId: p.owner_id } }));
  const only = said ? await saidByKey(db, actor, ticketId, said) : [];
  return [...noted, ...only.filter((one) => !noted.some((other) => other.words === one.words))];
});

/** What a reply that closes its ticket promises. Screens ask its writer before it leaves, so that only replies by a key are searched here, without what they quote. */
async function saidByKey(db: Reads, actor: Actor, ticketId: string, said: string): Promise<ClosingNeed[]> {
  if (actor.kind !== 'person' || !actor.scopes) return [];
  const at = await tables(db).selectFrom('tickets as t').leftJoin('customers as c', 'c.id', 't.customer_id').innerJoin('people as p', (j) => j.on('p.id', '=', actor.id)).where('t.id', '=', ticketId)
    .select(['c.zone', 'c.language', 'p.zone as writers']).executeTakeFirstOrThrow();
  const own = said.split('\n').filter((line) => !line.startsWith('>')).join('\n');
  return spot(own, { now: clock.ms(), zone: at.zone ?? at.writers }, at.language ?? 'en').map((one) => ({ id: `said-${one.index}`, kind: 'promise', words: one.text, required: true, act: null, data: { dueAt: one.dueAt } }));
}

export const gates = [contents, owes, open] as const;
