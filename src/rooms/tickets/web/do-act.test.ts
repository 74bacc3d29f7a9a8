import { afterEach, expect, test, vi } from 'vitest';
import { cache } from '../../../core/web/cache.ts';
import { Refused } from '../../../core/web/call.ts';
import { doAct } from './do-act.ts';
import { patchRow, rowOf } from './ticket-cache.ts';
import { headQuery } from './ticket-queries.ts';
import type { Head, Row } from './tickets-call.ts';

const row = { id: '0199c105-0000-7000-8000-0000000000aa', number: 7, version: 3, priority: 'normal', ownerId: null, tags: [], status: 'open', teamId: 't', subject: 'Boiler' } as unknown as Row;
const open = () => cache.setQueryData<Head>(headQuery(7).queryKey, { ticket: row } as unknown as Head);
const later = () => { let done!: (answer: { ticket: Row; undoId: null }) => void; let fail!: (error: Error) => void; const answer = new Promise<{ ticket: Row; undoId: null }>((yes, no) => { done = yes; fail = no; }); return { answer, done, fail }; };
afterEach(() => { vi.restoreAllMocks(); cache.removeQueries({ queryKey: ['tickets'] }); });

test('an act that is refused takes back what it showed, not what was heard meanwhile', async () => {
  open();
  const sent = later();
  const act = doAct(row, { set: { priority: 'urgent' }, said: 'Urgent', send: () => sent.answer });
  patchRow(cache, row.id, { ownerId: 'ben', version: 4 });
  expect(rowOf(cache, row.id)).toMatchObject({ priority: 'urgent', ownerId: 'ben' });
  sent.fail(new Refused('request.forbidden', 403, 'No', null));
  expect(await act).toBe(false);
  expect(rowOf(cache, row.id)).toMatchObject({ priority: 'normal', ownerId: 'ben', version: 4 });
});

test('an answer that is older than what was heard since undoes none of it', async () => {
  open();
  const sent = later();
  const act = doAct(row, { set: { priority: 'urgent' }, said: 'Urgent', send: () => sent.answer });
  patchRow(cache, row.id, { priority: 'urgent', version: 4 });
  patchRow(cache, row.id, { ownerId: 'ben', version: 5 });
  sent.done({ ticket: { ...row, priority: 'urgent', version: 4 }, undoId: null });
  expect(await act).toBe(true);
  expect(rowOf(cache, row.id)).toMatchObject({ priority: 'urgent', ownerId: 'ben', version: 5 });
});
