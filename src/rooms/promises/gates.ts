import { replies } from '../../core/server/gates.ts';
import { peopleOwn } from '../people/people.ts';
import { entryContents } from '../tickets/queries.ts';
import { promiseTexts } from './queries.ts';
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

export const gates = [contents, owes] as const;
