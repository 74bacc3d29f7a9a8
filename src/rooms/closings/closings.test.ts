import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asDone, asSolved, reasons } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, makeTeam, makeWorkspace, person, type Answer, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { setDelivery } from '../tickets/messages.ts';

let house: TestHouse;
let billing: { id: string };
let maya: TestPerson;
let ben: TestPerson;
let lead: TestPerson;
let admin: TestPerson;
let stranger: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  billing = await makeTeam(house, 'Billing', { visibility: 'closed' });
  const other = await makeTeam(house, 'Tech', { visibility: 'closed' });
  maya = await person(house, { name: 'Maya', teams: [billing] });
  ben = await person(house, { name: 'Ben', teams: [billing] });
  lead = await person(house, { role: 'lead', teams: [{ id: billing.id, lead: true }] });
  admin = await person(house, { role: 'admin' });
  stranger = await person(house, { role: 'lead', teams: [{ id: other.id, lead: true }] });
});
afterAll(() => house.close());

const aTicket = async (): Promise<string> => (await mailIn(house.db, { teamId: billing.id })).ticketId;
const close = (id: string, body: object = {}, who = maya) => who.call('POST /tickets/:id/close', { params: { id }, body });
const list = async (id: string, reasonId?: string, who = maya) => (await who.call('GET /tickets/:id/closing', { params: { id }, query: reasonId ? { reasonId } : {} })).body;
const note = (id: string, words: string, who = maya) => who.call('POST /tickets/:id/notes', { params: { id }, body: { id: newId(), html: `<p>${words}</p>` } });
const promise = async (id: string): Promise<string> => (await maya.call('POST /tickets/:id/promises', { params: { id }, body: { id: newId(), text: 'Call back about the boiler', dueAt: clock.iso(2 * 3600_000) } })).body.id;
const subtask = async (id: string, text: string): Promise<string> => (await maya.call('POST /tickets/:id/subtasks', { params: { id }, body: { id: newId(), text, required: true } })).body.id;
const unmet = (answer: Answer): string[] => (answer.body.data.unmet as { kind: string }[]).map((one) => one.kind);
const status = async (id: string) => (await maya.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket.status;
const reply = (id: string, more: object = {}) => maya.call('POST /tickets/:id/replies', { params: { id }, body: { id: newId(), html: '<p>All done.</p>', to: [{ name: '', address: 'anna@acme.example' }], seen: 0, anyway: true, undoSeconds: 10, ...more } });

test('closing is refused with the whole list, which is worked off; the last note becomes a note, and why is kept', async () => {
  const id = await aTicket();
  const promised = await promise(id);
  const task = await subtask(id, 'Check the invoice');
  const refused = await close(id);
  expect(refused).toMatchObject({ status: 409, body: { code: 'closings.not-yet', data: { ticketId: id, reasonId: null } } });
  expect(unmet(refused)).toEqual(['reason', 'promise', 'subtask']);
  const asked = await close(id, { closing: { reasonId: reasons.solved } });
  expect(unmet(asked)).toEqual(['note', 'promise', 'subtask']);
  expect((await list(id, reasons.solved)).needs).toEqual(asked.body.data.unmet);

  await maya.call('POST /promises/:id/keep', { params: { id: promised } });
  await maya.call('POST /subtasks/:id/waive', { params: { id: task }, body: { reason: 'No invoice was sent' } });
  expect(unmet(await close(id, { closing: { reasonId: reasons.solved, note: '<p>ok</p>' } }))).toEqual(['note']);
  const closed = await close(id, asSolved);
  expect(closed.body.ticket.status).toBe('closed');
  const { items } = (await maya.call('GET /tickets/:id/timeline', { params: { id } })).body;
  const [entry, last] = items as { name: string; data: object; more: { html?: string; noteId?: string; id: string } }[];
  expect(entry).toMatchObject({ name: 'tickets.closed', data: { reasonId: reasons.solved }, more: { reason: 'Solved', personId: maya.id, waived: [{ kind: 'subtask', words: 'Check the invoice', why: 'No invoice was sent' }] } });
  expect(last).toMatchObject({ name: 'notes.added', more: { html: asSolved.closing.note, id: entry!.more.noteId } });
  expect((await list(id)).closings).toMatchObject([{ id: (items as { id: string }[])[0]!.id, reason: 'Solved', endedAt: null }]);
});

test('a reply by a key that promises something does not close: its words stand in the list; those it quotes do not, and screens ask themselves', async () => {
  const id = await aTicket();
  const { secret } = (await maya.call('POST /keys', { body: { kind: 'personal', name: 'said', scopes: ['tickets:write'] } })).body;
  const withClose = (html: string, reasonId: string) => ({ params: { id }, body: { id: newId(), html, to: [{ name: '', address: 'anna@acme.example' }], seen: 0, anyway: true, undoSeconds: 10, then: { kind: 'close', closing: { ...asSolved.closing, reasonId } } } });
  const byKey = (html: string, reasonId: string = reasons.solved) => call(house, 'POST /tickets/:id/replies', { ...withClose(html, reasonId), headers: { authorization: `Bearer ${secret}` } });
  const refused = await byKey('<p>Thanks. We will call you back tomorrow at 9 am.</p>');
  expect(refused).toMatchObject({ status: 409, body: { code: 'closings.not-yet', data: { ticketId: id, unmet: [{ kind: 'promise', words: 'We will call you back tomorrow at 9 am.', required: true }] } } });
  expect(await status(id)).toBe('open');
  expect((await byKey('<p>That is done.</p><blockquote><p>We will call you back tomorrow at 9 am.</p></blockquote>')).body.ticket.status).toBe('closed');
  await maya.call('POST /tickets/:id/reopen', { params: { id }, body: {} });
  expect((await maya.call('POST /tickets/:id/replies', withClose('<p>We will call you back tomorrow at 9 am.</p>', reasons.solved))).body.ticket.status).toBe('closed');
});

describe('nobody skips it', () => {
  test.each<[string, (id: string) => Promise<Answer>]>([
    ['by the plain verb', (id) => close(id)],
    ['as a lead', (id) => close(id, {}, lead)],
    ['as an admin', (id) => close(id, {}, admin)],
    ['with a reason that is made up', (id) => close(id, { closing: { reasonId: newId(), note: '<p>All settled now</p>' } })],
    ['with a reply', (id) => reply(id, { then: { kind: 'close' } })],
    ['with many', async (id) => maya.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: [await aTicket(), id], change: { kind: 'close' } } })],
    ['with many and a reason, one of them owing', async (id) => { await promise(id); return maya.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: [await aTicket(), id], change: { kind: 'close', ...asSolved } } }); }],
    ['by ending an escalation', (id) => lead.call('POST /tickets/:id/escalations/override', { params: { id }, body: { reason: 'Let it go', closing: { reasonId: reasons.solved } } })],
    ['by a key', async (id) => {
      const { secret } = (await maya.call('POST /keys', { body: { kind: 'personal', name: 'k', scopes: ['tickets:write', 'closings:write'] } })).body;
      return call(house, 'POST /tickets/:id/close', { params: { id }, body: {}, headers: { authorization: `Bearer ${secret}` } });
    }],
    ['by the key of a service', async (id) => {
      const { secret } = (await admin.call('POST /keys', { body: { kind: 'service', name: newId(), scopes: ['tickets:write'], role: 'agent', teams: [billing.id] } })).body;
      return call(house, 'POST /tickets/:id/close', { params: { id }, body: {}, headers: { authorization: `Bearer ${secret}` } });
    }],
  ])('%s', async (_how, attempt) => {
    const id = await aTicket();
    expect(await attempt(id)).toMatchObject({ status: 409, body: { code: 'closings.not-yet' } });
    expect(await status(id)).toBe('open');
    expect((await list(id)).closings).toEqual([]);
  });

  test('with many, those that can be: the others are answered with what each lacks, and stay as they were', async () => {
    const [ready, owing, waiting, unseen] = [await aTicket(), await aTicket(), await aTicket(), (await mailIn(house.db, { teamId: (await makeTeam(house, 'Hidden', { visibility: 'closed' })).id })).ticketId];
    await maya.call('POST /tickets/:id/wait', { params: { id: waiting }, body: { for: 'vendor' } });
    const promised = await promise(owing);
    const many = (ticketIds: string[], closing: object = asSolved) => maya.call('POST /tickets/bulk', { body: { id: newId(), ticketIds, change: { kind: 'close', ...closing }, partly: true } });
    const { body } = await many([ready, owing, waiting, unseen]);
    expect(body.changed.map((one: { id: string }) => one.id).sort()).toEqual([ready, waiting].sort());
    expect(body.refused.find((one: { ticketId: string }) => one.ticketId === owing)).toMatchObject({ code: 'closings.not-yet', data: { unmet: [{ kind: 'promise', id: promised }] } });
    expect(body.refused.find((one: { ticketId: string }) => one.ticketId === unseen)).toMatchObject({ code: 'request.not-found', data: null });
    // Nothing is left of what was refused: neither the last note nor a closing.
    expect((await list(owing)).closings).toEqual([]);
    expect((await maya.call('GET /tickets/:id/timeline', { params: { id: owing } })).body.items.map((one: { name: string }) => one.name)).not.toContain('notes.added');
    // One undo takes those back that were closed, each to what it was.
    expect((await maya.call('POST /tickets/undo/:id', { params: { id: body.undoId } })).body.changed).toHaveLength(2);
    expect([await status(ready), await status(waiting), await status(owing)]).toEqual(['open', 'waiting', 'open']);
    expect((await many([owing])).body).toMatchObject({ changed: [], undoId: null, refused: [{ ticketId: owing }] });
  });

  test('by undoing that it was opened again', async () => {
    const id = await aTicket();
    await close(id, asDone);
    const { undoId } = (await maya.call('POST /tickets/:id/reopen', { params: { id }, body: {} })).body;
    await promise(id);
    expect(unmet(await maya.call('POST /tickets/undo/:id', { params: { id: undoId } }))).toEqual(['promise']);
    expect(await status(id)).toBe('open');
  });

  test('by merging into one that is closed: nothing that is owed is lost, it is owed on the other one', async () => {
    const id = await aTicket();
    const into = await aTicket();
    await promise(id);
    await maya.call('POST /tickets/:id/merge', { params: { id }, body: { intoId: into, anyway: true } });
    expect(unmet(await close(into, asDone))).toEqual(['promise']);
  });
});

describe('the last note', () => {
  test('is one of whoever closes, since the customer last wrote', async () => {
    const id = await aTicket();
    const short = { closing: { reasonId: reasons.solved } };
    await note(id, 'Called Anna and settled it', ben);
    expect(unmet(await close(id, short))).toEqual(['note']);
    await note(id, 'Refund is on its way');
    await house.advance('1m');
    await mailIn(house.db, { ticketId: id });
    expect(unmet(await close(id, short))).toEqual(['note']);
    const mine = (await note(id, 'Told her when it arrives')).body.id;
    expect((await close(id, short)).status).toBe(200);
    expect((await list(id)).closings).toMatchObject([{ noteId: mine }]);
  });

  test('is no draft any more where it was one, and keeps its files', async () => {
    const id = await aTicket();
    const form = new FormData();
    form.append('file', new Blob(['a,b'], { type: 'text/csv' }), 'list.csv');
    const upload = new Response(form);
    const file = (await house.app!.inject({ method: 'POST', url: '/api/files', headers: { host: 'localhost', origin: 'http://localhost', cookie: maya.cookie, 'content-type': upload.headers.get('content-type')! }, payload: Buffer.from(await upload.arrayBuffer()) })).json() as { id?: string; file?: { id: string } };
    const fileIds = [file.id ?? file.file!.id];
    await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id, mode: 'note' }, body: { html: '<p>Refunded, see the</p>', version: 0, fileIds } });
    expect((await close(id, { closing: { reasonId: reasons.solved, note: '<p>Refunded, see the list</p>', fileIds } })).status).toBe(200);
    const { drafts } = (await maya.call('GET /tickets/:ref', { params: { ref: id } })).body;
    expect(drafts).toEqual([]);
    const { items } = (await maya.call('GET /tickets/:id/timeline', { params: { id } })).body;
    expect(items.find((one: { name: string }) => one.name === 'notes.added').more.files).toMatchObject([{ id: fileIds[0] }]);
  });

  test('leaves a draft of another note where it is', async () => {
    const id = await aTicket();
    await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id, mode: 'note' }, body: { html: '<p>half a thought</p>', version: 0 } });
    await close(id, asSolved);
    expect((await maya.call('GET /tickets/:ref', { params: { ref: id } })).body.drafts).toMatchObject([{ mode: 'note', html: '<p>half a thought</p>' }]);
  });
});

test('a promise that was moved ahead and the customer told is no hindrance; one that they were not told of is', async () => {
  const id = await aTicket();
  const promised = await promise(id);
  const move = (told: boolean) => maya.call('POST /promises/:id/move', { params: { id: promised }, body: { dueAt: clock.iso(48 * 3600_000), told, reason: 'The part is late' } });
  await move(false);
  expect(unmet(await close(id, asDone))).toEqual(['promise']);
  await move(true);
  expect((await list(id, reasons.noAnswer)).needs).toMatchObject([{ kind: 'promise', required: false }]);
  expect((await close(id, asDone)).status).toBe(200);
});

test('an approval that is waited for stops it until it is answered or withdrawn', async () => {
  const id = await aTicket();
  const asked = await maya.call('POST /approvals', { body: { id: newId(), act: 'approvals.decision', data: { ticketId: id, id: newId(), topic: 'refund', amount: 400, reason: 'Charged twice' }, reason: 'Above my limit' } });
  expect(asked.status, JSON.stringify(asked.body)).toBe(200);
  expect(unmet(await close(id, asDone))).toEqual(['approval']);
  await maya.call('POST /approvals/:id/withdraw', { params: { id: asked.body.id } });
  expect((await close(id, asDone)).status).toBe(200);
});

test('what was closed and opened again stays as history: by hand, by the customer, by undo, by waiting', async () => {
  const id = await aTicket();
  const ended = async () => (await list(id)).closings.map((one: { endedAt: string | null; endedById: string | null }) => [one.endedAt !== null, one.endedById]);
  await close(id, asDone);
  const { undoId } = (await maya.call('POST /tickets/:id/reopen', { params: { id }, body: {} })).body;
  expect(await ended()).toEqual([[true, maya.id]]);
  await maya.call('POST /tickets/undo/:id', { params: { id: undoId } });
  expect(await ended()).toEqual([[false, null]]);
  await mailIn(house.db, { ticketId: id }, { text: 'It is not settled at all' });
  expect(await ended()).toEqual([[true, null]]);
  await house.advance('1m');
  const again = await close(id, asDone, ben);
  expect(await ended()).toEqual([[false, null], [true, null]]);
  await ben.call('POST /tickets/undo/:id', { params: { id: again.body.undoId } });
  expect(await ended()).toEqual([[true, ben.id], [true, null]]);
  await house.advance('1m');
  const sent = await reply(id, { then: { kind: 'close', ...asDone } });
  expect(sent.body.ticket.status).toBe('closed');
  await maya.call('POST /replies/:id/cancel', { params: { id: sent.body.message.id } });
  await house.advance('1m');
  await close(id, asDone);
  await maya.call('POST /tickets/:id/wait', { params: { id }, body: { for: 'customer' } });
  expect((await ended()).map(([one]: [boolean]) => one)).toEqual([true, true, true, true]);
});

describe('lists are narrowed to a reason', () => {
  const closedFor = async (closedFor: string, more: object = {}) => (await maya.call('GET /tickets', { query: { closedFor, ...more } })).body.items.map((one: { id: string }) => one.id) as string[];

  test('what is closed for it is listed, as long as it is closed; saved views keep it', async () => {
    const id = await aTicket();
    const closed = await close(id, asSolved);
    expect(closed.body.ticket.closedFor).toBe(reasons.solved);
    expect(await closedFor(reasons.solved)).toContain(id);
    expect(await closedFor(reasons.noAnswer)).not.toContain(id);
    const view = newId();
    await maya.call('POST /views', { body: { id: view, name: 'Solved', scope: 'own', filter: { closedFor: [reasons.solved] } } });
    const kept = async () => (await maya.call('GET /tickets', { query: { view: `saved:${view}` } })).body.items.map((one: { id: string }) => one.id) as string[];
    expect(await kept()).toContain(id);
    const { undoId } = (await maya.call('POST /tickets/:id/reopen', { params: { id }, body: {} })).body;
    expect(await kept()).not.toContain(id);
    await maya.call('POST /tickets/undo/:id', { params: { id: undoId } });
    expect(await kept()).toContain(id);
    await mailIn(house.db, { ticketId: id }, { text: 'Not yet' });
    expect(await closedFor(reasons.solved)).not.toContain(id);
  });

  test('W-G4 names of reasons are those of the workspace and of teams one sees', async () => {
    const own = newId();
    await lead.call('POST /close-reasons', { body: { id: own, teamId: billing.id, name: 'Written off', note: false } });
    const names = async (who: TestPerson) => (await who.call('GET /close-reasons/known')).body.map((one: { name: string }) => one.name) as string[];
    expect(await names(maya)).toEqual(expect.arrayContaining(['Solved', 'Written off']));
    expect(await names(stranger)).not.toContain('Written off');
    await lead.call('POST /close-reasons/shared', { body: { teamId: billing.id } });
  });

  test('a reason that is none of the list is refused even where none is asked for', async () => {
    await lead.call('PUT /closing-settings', { body: { teamId: billing.id, asked: false } });
    expect(unmet(await close(await aTicket(), { closing: { reasonId: newId() } }))).toEqual(['reason']);
    expect((await close(await aTicket(), { closing: { reasonId: reasons.solved } })).body.ticket.closedFor).toBe(reasons.solved);
    await lead.call('PUT /closing-settings', { body: { teamId: billing.id, asked: null } });
  });
});

describe('W-L10 closing while the customer writes', () => {
  test('who closes what they saw is told that the customer wrote since', async () => {
    const id = await aTicket();
    const { version } = (await maya.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket;
    await mailIn(house.db, { ticketId: id }, { text: 'One more thing' });
    expect((await close(id, { ...asDone, version })).body.code).toBe('tickets.changed');
    expect(await status(id)).toBe('open');
  });

  test('at the same moment: either it is told, or their words open it again', async () => {
    for (let i = 0; i < 5; i++) {
      const id = await aTicket();
      const { version } = (await maya.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket;
      const [closed] = await Promise.all([close(id, { ...asDone, version }), mailIn(house.db, { ticketId: id }, { text: 'One more thing' })]);
      expect([200, 409]).toContain(closed.status);
      expect(await status(id)).toBe('open');
      expect((await list(id)).closings.filter((one: { endedAt: string | null }) => one.endedAt === null)).toEqual([]);
    }
  });

  test('of two who close at once the second changes nothing', async () => {
    const id = await aTicket();
    await Promise.all([close(id, asDone), close(id, asDone, ben)]);
    expect((await list(id)).closings).toHaveLength(1);
  });
});

test('"Unsuccessful contact" needs the customer to have been tried, spaced, since they last wrote', async () => {
  const id = await aTicket();
  const why = { closing: { reasonId: reasons.unsuccessful, note: '<p>Nobody answers, three mails sent</p>' } };
  const rule = (await admin.call('GET /close-reasons')).body.items.find((one: { id: string }) => one.id === reasons.unsuccessful);
  const oneChannel = await admin.call('PUT /close-reasons/:id', { params: { id: rule.id }, body: { name: rule.name, attempts: { ...rule.attempts, channels: 1 }, version: rule.version } });
  expect(oneChannel.status).toBe(200);
  const attempt = async () => {
    const { id: messageId } = (await reply(id, { undoSeconds: 0 })).body.message as { id: string };
    await transact(house.db, (tx) => setDelivery(tx, system('test'), messageId, 'sent'));
  };
  const missing = async () => ((await close(id, why)).body.data?.unmet as { kind: string; words: string }[] | undefined)?.map((one) => one.words) ?? [];
  await attempt();
  await attempt();
  expect(await missing()).toEqual(['Tried in vain so far: 2 of 3 attempts, 1 of 2 occasions']);
  // Sent, but nobody knows whether it left: no attempt.
  await reply(id, { undoSeconds: 0 });
  await house.advance('5h');
  expect(await missing()).toEqual(['Tried in vain so far: 2 of 3 attempts, 1 of 2 occasions']);
  await attempt();
  expect(await missing()).toEqual([]);
  expect(await status(id)).toBe('closed');
  // Once they wrote, it begins anew.
  await house.advance('1m');
  await mailIn(house.db, { ticketId: id });
  expect(await missing()).toEqual(['Tried in vain so far: 0 of 3 attempts, 0 of 2 occasions, 0 of 1 channel']);
});

describe('reasons', () => {
  const add = (who: TestPerson, name: string, teamId: string | null = null) => who.call('POST /close-reasons', { body: { id: newId(), name, teamId, note: false } });
  const names = async (teamId?: string) => (await lead.call('GET /close-reasons', { query: teamId ? { teamId } : {} })).body.items.map((one: { name: string }) => one.name) as string[];

  test('are set by leads for their team and by admins for all; others read them', async () => {
    expect((await add(maya, 'Mine', billing.id)).body.code).toBe('request.forbidden');
    expect((await add(lead, 'For all')).body.code).toBe('request.forbidden');
    expect((await add(stranger, 'Theirs', billing.id)).status).toBe(404);
    expect((await maya.call('GET /close-reasons', { query: { teamId: billing.id } })).body.own).toBe(false);
    expect((await stranger.call('GET /close-reasons', { query: { teamId: billing.id } })).status).toBe(404);
  });

  test('a team goes by a list of its own, made from the shared one; a reason of another list is none', async () => {
    const team = await makeTeam(house, 'Repairs');
    const boss = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
    const own = (await boss.call('POST /close-reasons/own', { body: { teamId: team.id } })).body;
    expect(own).toMatchObject({ own: true, items: { length: 7 } });
    expect((await add(boss, 'Part not available', team.id)).status).toBe(200);
    expect((await add(boss, 'part NOT available', team.id)).body.code).toBe('closings.reason-exists');
    expect((await Promise.all([add(boss, 'Twice at once', team.id), add(boss, 'twice at once', team.id)])).map((one) => one.status).sort()).toEqual([200, 409]);
    const { ticketId } = await mailIn(house.db, { teamId: team.id });
    expect((await boss.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone })).body.data.unmet[0].kind).toBe('reason');
    const { reasons: choices } = await list(ticketId, undefined, boss);
    const part = choices.find((one: { name: string }) => one.name === 'Part not available');
    expect((await boss.call('POST /tickets/:id/close', { params: { id: ticketId }, body: { closing: { reasonId: part.id } } })).status).toBe(200);
    // Let go of, the shared list holds again; what was closed keeps its name.
    expect((await boss.call('POST /close-reasons/shared', { body: { teamId: team.id } })).body).toMatchObject({ own: false });
    expect((await list(ticketId, undefined, boss)).closings).toMatchObject([{ reason: 'Part not available' }]);
  });

  test('are changed, ordered, removed and brought back; never under somebody’s hands, and never to none', async () => {
    const { items } = (await lead.call('POST /close-reasons/own', { body: { teamId: billing.id } })).body as { items: { id: string; name: string; version: number }[] };
    const change = (one: { id: string; name: string; version: number }, more: object) => lead.call('PUT /close-reasons/:id', { params: { id: one.id }, body: { name: one.name, version: one.version, ...more } });
    expect((await change(items[0]!, { name: 'Settled' })).body).toMatchObject({ name: 'Settled', version: 2 });
    expect((await change(items[0]!, { name: 'Done' })).body.code).toBe('closings.reason-changed');
    const ids = items.map((one) => one.id);
    expect((await lead.call('PUT /close-reasons/order', { body: { teamId: billing.id, ids: [ids[0]!] } })).body.code).toBe('closings.order-changed');
    await lead.call('PUT /close-reasons/order', { body: { teamId: billing.id, ids: ids.toReversed() } });
    expect((await names(billing.id))[0]).toBe('No answer needed');
    for (const one of items.slice(1)) expect((await lead.call('DELETE /close-reasons/:id', { params: { id: one.id } })).status).toBe(200);
    expect((await lead.call('DELETE /close-reasons/:id', { params: { id: ids[0]! } })).body.code).toBe('closings.last-reason');
    expect((await change({ ...items[0]!, version: 2 }, { active: false })).body.code).toBe('closings.last-reason');
    expect((await lead.call('POST /close-reasons/:id/restore', { params: { id: ids[1]! } })).status).toBe(200);
    expect(await names(billing.id)).toHaveLength(2);
    await lead.call('POST /close-reasons/shared', { body: { teamId: billing.id } });
  });

  test('need not be asked for: then only what is firm stops', async () => {
    await lead.call('PUT /closing-settings', { body: { teamId: billing.id, asked: false } });
    const id = await aTicket();
    await promise(id);
    expect(await list(id)).toMatchObject({ asked: false, needs: [{ kind: 'promise', required: false }] });
    expect((await close(id)).status).toBe(200);
    expect((await list(id)).closings).toMatchObject([{ reason: '', reasonId: null }]);
    // Opened again and taken back while reasons are asked for: it is as it was.
    const { undoId } = (await maya.call('POST /tickets/:id/reopen', { params: { id }, body: {} })).body;
    await lead.call('PUT /closing-settings', { body: { teamId: billing.id, asked: null } });
    expect((await maya.call('POST /tickets/undo/:id', { params: { id: undoId } })).status).toBe(200);
  });
});

test('W-G1 a ticket that one does not see has no list', async () => {
  expect((await stranger.call('GET /tickets/:id/closing', { params: { id: await aTicket() } })).body.code).toBe('request.not-found');
});
