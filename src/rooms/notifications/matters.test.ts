import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { enqueue } from '../../core/server/jobs.ts';
import { askWith } from '../approvals/fixtures.ts';
import { alwaysOpen } from '../handoffs/fixtures.ts';
import { acknowledgeAll, goTo, signOff } from '../handovers/fixtures.ts';
import { approve, ask, clearRest, plan } from '../leave/fixtures.ts';
import { next, takenBy } from '../queues/fixtures.ts';
import { giveShift } from '../rota/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { digests } from './jobs.ts';

let house: TestHouse;
let team: { id: string };
let lena: TestPerson, maya: TestPerson, ben: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  await alwaysOpen(house);
  team = await makeTeam(house, 'Billing');
  lena = await person(house, { name: 'Lena Bauer', role: 'lead', teams: [{ id: team.id, lead: true }] });
  maya = await person(house, { name: 'Maya Okafor', teams: [team] });
  ben = await person(house, { name: 'Ben Ito', teams: [team] });
  await goTo(house, 2, '10:00');
});
afterAll(() => house.close());

interface Told { id: string; kind: string; path: string; words: string; readAt: string | null; actor: { name: string }; ticket: unknown; matter: { kind: string; id: string } | null }
/** What somebody was told of a thing, newest first; read ones marked. */
const told = async (who: TestPerson, id: string): Promise<(Told & { is: string })[]> => {
  await house.settle();
  const { items } = (await who.call('GET /notifications', { query: { limit: 100 } })).body as { items: Told[] };
  return items.filter((one) => one.matter?.id === id).map((one) => ({ ...one, is: `${one.kind}${one.readAt ? ' (read)' : ''}` }));
};
const heard = async (who: TestPerson, id: string) => (await told(who, id)).map((one) => one.is);
const unread = async (who: TestPerson) => (await who.call('GET /notifications/unread')).body.unread as number;
const dayIn = (days: number): string => clock.iso(days * 86_400_000).slice(0, 10);

test('a swap tells who is asked, then who asked; answered, it calls nobody any more', async () => {
  const shiftId = await giveShift(house.db, { teamId: team.id, personId: maya.id, starts: '09:00', ends: '17:00' });
  const offer = async (days: number) => { const id = newId(); expect((await maya.call('POST /rota/swaps', { body: { id, shiftId, day: dayIn(days), takerId: ben.id, back: null, note: 'Dentist' } })).status).toBe(200); return id; };
  const id = await offer(3);
  expect(await told(ben, id)).toMatchObject([{ is: 'swap', actor: { name: 'Maya Okafor' }, ticket: null, matter: { kind: 'swap', id }, path: `/team/rota?team=${team.id}`, words: expect.stringMatching(/09:00–17:00 · waits for an answer$/) }]);
  expect(await heard(maya, id)).toEqual([]);
  const before = await unread(ben);
  await ben.call('POST /rota/swaps/:id/decline', { params: { id }, body: {} });
  expect([await heard(ben, id), await heard(maya, id)]).toEqual([['swap (read)'], ['swap-told']]);
  expect(await unread(ben)).toBe(before - 1);
  expect((await told(maya, id))[0]!.words).toMatch(/· declined$/);
  // Taken back: nobody is told that nothing is asked of them.
  const other = await offer(4);
  expect(await heard(ben, other)).toEqual(['swap']);
  await maya.call('POST /rota/swaps/:id/withdraw', { params: { id: other }, body: {} });
  expect([await heard(ben, other), await heard(maya, other)]).toEqual([['swap (read)'], []]);
  // The page that shows swaps counts as reading, in every window.
  expect((await maya.call('POST /notifications/read', { body: { path: '/team/rota' } })).body.unread).toBe(0);
  expect(await heard(maya, id)).toEqual(['swap-told (read)']);
});

test('time off the queue: the lead is asked and written to, who asked hears the verdict', async () => {
  await lena.call('PUT /shift-settings', { body: { teamId: team.id, offQueueMinutes: 30 } });
  const away = { state: 'in-training', until: clock.iso(3 * 3600_000), note: 'Course' };
  const { body } = await maya.call('PUT /me/availability', { body: away });
  const id = newId();
  expect((await maya.call('POST /approvals', { body: { id, act: 'shifts.off-queue', data: body.data.data, reason: 'The course' } })).status).toBe(200);
  expect(await told(lena, id)).toMatchObject([{ is: 'approval', actor: { name: 'Maya Okafor' }, matter: { kind: 'approval' }, path: '/approvals', words: expect.stringContaining('In training'.toLowerCase()) }]);
  const letters = await house.db.selectFrom('outbox').select('subject').where('kind', '=', 'approvals.request').where('about_id', '=', lena.id).execute();
  expect(letters).toEqual([{ subject: 'Maya Okafor asks for your approval' }]);
  await lena.call('POST /approvals/:id/decide', { params: { id }, body: { approve: false, answer: 'Not today' } });
  expect([await heard(lena, id), await heard(maya, id), await heard(ben, id)]).toEqual([['approval (read)'], ['approval-decided'], []]);
});

test('help: the owner is asked, the helper hears a no; what a lead arranges is told to the owner', async () => {
  await takenBy(house.db, maya, team.id);
  const id = newId();
  expect((await ben.call('POST /helps', { body: { id, ownerId: maya.id, count: 2 } })).status).toBe(200);
  expect(await told(maya, id)).toMatchObject([{ is: 'help', actor: { name: 'Ben Ito' }, path: '/my-day', words: '2 tickets to Ben Ito · offered' }]);
  await maya.call('POST /helps/:id/decline', { params: { id } });
  expect([await heard(maya, id), await heard(ben, id)]).toEqual([['help (read)'], ['help-told']]);
});

test('leave: the lead is asked, who goes hears yes, the cover that they stand in', async () => {
  const [gus, cleo] = [await person(house, { name: 'Gus Hall', teams: [team] }), await person(house, { name: 'Cleo Roux', teams: [team] })];
  const { leave } = (await plan(gus, 5, 7)).body;
  await clearRest(gus, leave.id, cleo);
  const asked = (await ask(gus, leave.id)).body.leave.approvalId as string;
  expect(await told(lena, asked)).toMatchObject([{ is: 'approval', path: `/team/leave/${leave.id}`, words: expect.stringContaining('Gus Hall') }]);
  expect(await heard(cleo, leave.id)).toEqual([]);
  expect((await approve(lena, gus)).status).toBe(200);
  expect(await heard(gus, asked)).toEqual(['approval-decided']);
  expect(await told(cleo, leave.id)).toMatchObject([{ is: 'cover', path: '/team/leave', words: expect.stringMatching(/^Gus Hall is away /) }]);
  // Somebody else stands in: the earlier one is called to nothing any more, and is told so where it stands.
  await gus.call('PATCH /leave/:id', { params: { id: leave.id }, body: { coverId: ben.id } });
  expect([await heard(cleo, leave.id), await heard(ben, leave.id)]).toEqual([['cover (read)'], ['cover']]);
  expect((await told(cleo, leave.id))[0]!.words).toMatch(/· somebody else stands in$/);
});

test('a handover: the next shift is told, reminded, its leads when nobody acknowledges', async () => {
  const night = await makeTeam(house, 'Night');
  const head = await person(house, { name: 'Hana Ito', role: 'lead', teams: [{ id: night.id, lead: true }] });
  const [early, late] = [await person(house, { name: 'Ella Early', teams: [night] }), await person(house, { name: 'Liam Late', teams: [night] })];
  for (const [who, starts, ends] of [[early, '06:00', '14:00'], [late, '14:00', '22:00']] as const) await giveShift(house.db, { teamId: night.id, personId: who.id, starts, ends });
  await goTo(house, 3, '13:50');
  const { ticketId } = await mailIn(house.db, { teamId: night.id, subject: 'Boiler' });
  await head.call('PUT /tickets/:id/priority', { params: { id: ticketId }, body: { priority: 'urgent' } });
  const signed = await signOff(early);
  expect(signed.status).toBe(200);
  const { id } = signed.body as { id: string };
  expect(await told(late, id)).toMatchObject([{ is: 'handover', actor: { name: 'Ella Early' }, path: `/shift/handovers/${id}`, words: 'From Night · not all of it is acknowledged' }]);
  expect(await heard(early, id)).toEqual([]);
  await house.advance('6h');
  expect(await heard(late, id)).toEqual(['handover', 'handover (read)']);
  expect(await heard(head, id)).toEqual(['handover']);
  expect((await acknowledgeAll(late, (await late.call('GET /handovers/:id', { params: { id } })).body)).status).toBe(200);
  expect([await heard(late, id), await heard(head, id)]).toEqual([['handover (read)', 'handover (read)'], ['handover (read)']]);
  expect((await told(late, id))[0]!.words).toBe('From Night · all of it is acknowledged');
});

test('what a lead puts back in the queue is told to who worked on it', async () => {
  await mailIn(house.db, { teamId: team.id });
  const { claim, ticket: { id: ticketId } } = (await next(ben, team.id)).body as { claim: { id: string }; ticket: { id: string } };
  expect((await lena.call('POST /claims/:id/release', { params: { id: claim.id }, body: { reason: 'He is ill' } })).status).toBe(200);
  await house.settle();
  const { items } = (await ben.call('GET /notifications')).body as { items: (Told & { ticket: { id: string } })[] };
  expect(items[0]).toMatchObject({ kind: 'released', actor: { name: 'Lena Bauer' }, ticket: { id: ticketId }, matter: null });
});

/** What somebody was told of a ticket, newest first; read ones marked. */
const toldOn = async (who: TestPerson, ticketId: string): Promise<string[]> => {
  await house.settle();
  const { items } = (await who.call('GET /notifications', { query: { limit: 100 } })).body as { items: (Told & { ticket: { id: string } | null })[] };
  return items.filter((one) => one.ticket?.id === ticketId).map((one) => `${one.kind}${one.readAt ? ' (read)' : ''}`);
};

test('what goes back to the queue by itself is told to who worked on it, once; whoever takes it again makes it read', async () => {
  const own = await makeTeam(house, 'Reception');
  const [ben, maya] = [await person(house, { teams: [own] }), await person(house, { teams: [own] })];
  const lapsed = async () => {
    await mailIn(house.db, { teamId: own.id });
    const id = ((await next(ben, own.id)).body as { ticket: { id: string } }).ticket.id;
    await house.advance('2m');
    await house.advance('30s');
    await house.advance('10m');
    return id;
  };
  const first = await lapsed();
  expect(await toldOn(ben, first)).toEqual(['went-back']);
  const before = await unread(ben);
  const heard = await heardBy(house, await ben.fresh(), async () => { expect((await ben.call('POST /tickets/:id/take', { params: { id: first }, body: {} })).status).toBe(200); await house.settle(); });
  expect(heard.filter((fact) => fact.name === 'notifications.read').map((fact) => (fact.data as { unread: number }).unread)).toEqual([before - 1]);
  expect(await toldOn(ben, first)).toEqual(['went-back (read)']);
  // Somebody else is served it: it calls nobody any more.
  const second = await lapsed();
  expect(await toldOn(ben, second)).toEqual(['went-back']);
  expect(((await next(maya, own.id)).body as { ticket: { id: string } }).ticket.id).toBe(second);
  expect([await toldOn(ben, second), await toldOn(maya, second)]).toEqual([['went-back (read)'], []]);
  // Given back by oneself: one knows.
  await maya.call('POST /claims/:id/give-back', { params: { id: (await maya.call('GET /claims')).body.items[0].id }, body: {} });
  expect(await toldOn(maya, second)).toEqual([]);
});

test('on a ticket with two requests, the decision on one reads it away for every lead who was asked, at once; the other waits on', async () => {
  const { ticketId } = await takenBy(house.db, ben, team.id);
  const head = await person(house, { name: 'Hugo Adler', role: 'lead', teams: [{ id: team.id, lead: true }] });
  const refund = async (topic: string) => (await askWith(ben, await ben.call('POST /tickets/:id/decisions', { params: { id: ticketId }, body: { id: newId(), topic, amount: 80, reason: 'Twice' } }))).body.id as string;
  const split = async () => {
    const { messageId } = await mailIn(house.db, { ticketId });
    return (await askWith(ben, await ben.call('POST /tickets/:id/split', { params: { id: ticketId }, body: { id: newId(), messageId, subject: 'Boiler', } }))).body.id as string;
  };
  const [one] = [await refund('refund'), await split()];
  await house.settle();
  const asked = async (who: TestPerson) => (await toldOn(who, ticketId)).filter((is) => is.startsWith('approval'));
  await house.advance('4d');
  // Nobody decided: both leads were asked of both by now.
  for (const who of [lena, head]) expect(await asked(who)).toEqual(['approval', 'approval']);
  const heard = await heardBy(house, await head.fresh(), async () => { await lena.call('POST /approvals/:id/decide', { params: { id: one }, body: { approve: false, answer: 'No' } }); await house.settle(); });
  expect(heard.filter((fact) => fact.name === 'notifications.read')).toHaveLength(1);
  for (const who of [lena, head]) expect((await asked(who)).toSorted()).toEqual(['approval', 'approval (read)']);
  const [other] = (await ben.call('GET /approvals', { query: { box: 'mine', state: 'pending' } })).body.items as { id: string }[];
  await ben.call('POST /approvals/:id/withdraw', { params: { id: other!.id }, body: {} });
  for (const who of [lena, head]) expect(await asked(who)).toEqual(['approval (read)', 'approval (read)']);
});

test('W-G6 a thing of a team one stops seeing is told, listed and counted no more', async () => {
  const closed = await makeTeam(house, 'Legal', { visibility: 'closed' });
  const [giver, taker, admin] = [await person(house, { name: 'Gil', teams: [closed] }), await person(house, { name: 'Tam', teams: [closed] }), await person(house, { role: 'admin' })];
  const shiftId = await giveShift(house.db, { teamId: closed.id, personId: giver.id, starts: '09:00', ends: '17:00' });
  const id = newId();
  await giver.call('POST /rota/swaps', { body: { id, shiftId, day: dayIn(3), takerId: taker.id, back: null, note: 'marker-G6' } });
  expect(await heard(taker, id)).toEqual(['swap']);
  expect(await unread(taker)).toBe(1);
  await admin.call('DELETE /teams/:id/members/:personId', { params: { id: closed.id, personId: taker.id } });
  expect([await heard(taker, id), await unread(taker)]).toEqual([[], 0]);
  await enqueue(house.db, digests, {});
  await house.advance('30m');
  const mails = await house.db.selectFrom('outbox').select('mail').where('kind', '=', 'notifications.digest').where('about_id', '=', taker.id).execute();
  expect(mails).toEqual([]);
});

test('the mail for those away names things in a line of their own, without words', async () => {
  const [owner, helper] = [await person(house, { name: 'Olga Owner', teams: [team] }), await person(house, { name: 'Hal Helper', teams: [team] })];
  expect((await helper.call('POST /helps', { body: { id: newId(), ownerId: owner.id, count: 1 } })).status).toBe(200);
  await house.settle();
  await house.advance('20m');
  await enqueue(house.db, digests, {});
  await house.settle();
  const [row] = await house.db.selectFrom('outbox').select(['subject', 'mail']).where('kind', '=', 'notifications.digest').where('about_id', '=', owner.id).execute();
  expect(row!.subject).toBe('While you were away: one thing');
  expect((row!.mail as { text: string }).text).toMatch(/\n\nHal Helper offers to take some of your tickets\n {2}http\S+\/my-day\n/);
});
