import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { writeSettings } from '../../core/server/settings.ts';
import { clocksAbout } from '../clocks/clock-answers.ts';
import { followersOf } from '../tickets/following.ts';
import { noteSettings } from './contract.ts';
import { aTicket, mentionOf } from './fixtures.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

async function desk() {
  const team = await makeTeam(house, `Team ${newId()}`);
  const make = (name: string, lead = false) => person(house, { name, role: lead ? 'lead' : 'agent', teams: [{ id: team.id, lead }] });
  const [maya, ben, cleo, lena] = [await make('Maya'), await make('Ben'), await make('Cleo'), await make('Lena', true)];
  // Round the clock, so that hours of the day do not matter here.
  await transact(house.db, (tx) => writeSettings(tx, noteSettings, team.id, { questionMinutes: 30, actionMinutes: 60 }));
  return { team, maya, ben, cleo, lena, ticket: await aTicket(house.db, team.id) };
}
const note = (by: TestPerson, on: string, html: string, more: object = {}) => by.call('POST /tickets/:id/notes', { params: { id: on }, body: { id: newId(), html, ...more } });
const list = async (who: TestPerson) => (await who.call('GET /asks')).body as { id: string; kind: string; late: boolean }[];
const act = (who: TestPerson, verb: string, id: string, body: object = {}) => who.call(`POST /asks/:id/${verb}`, { params: { id }, body });
const onlyAsk = async (by: TestPerson, on: string, html: string) => {
  const { body, status } = await note(by, on, html);
  expect([status, body.asks?.length]).toEqual([200, 1]);
  return body.asks[0];
};
const away = (who: TestPerson, coverId: string | null = null, state = 'on-leave') => who.call('PUT /me/availability', { body: { state, coverId } });

test('a question is on the list of who is asked, with a clock, until they answer in a note', async () => {
  const { maya, ben, cleo, ticket } = await desk();
  const ask = await onlyAsk(maya, ticket, `<p>Hello. ${mentionOf('person', ben.id, 'Ben')} is the refund safe?</p>`);
  expect(ask).toMatchObject({ kind: 'question', state: 'open', personId: ben.id, askedById: maya.id, meant: { kind: 'person', id: ben.id }, may: { settle: false, withdraw: true } });
  expect(await list(ben)).toMatchObject([{ id: ask.id, ticketId: ticket, words: expect.stringContaining('is the refund safe'), may: { take: false, settle: true, withdraw: false } }]);
  expect([await list(maya), await list(cleo)]).toEqual([[], []]);
  expect(await clocksAbout(house.db, ask.id)).toMatchObject([{ kind: 'ask', label: 'question', person_id: ben.id, ticket_id: ticket }]);
  const { body: answer } = await note(ben, ticket, '<p>Yes, it is.</p>', { answers: [ask.id] });
  expect(await list(ben)).toEqual([]);
  expect(await clocksAbout(house.db, ask.id)).toEqual([]);
  expect((await maya.call('GET /tickets/:id/asks', { params: { id: ticket } })).body).toMatchObject([{ id: ask.id, state: 'answered', answerId: answer.id, settledById: ben.id }]);
  expect((await maya.call('GET /notes/:id', { params: { id: ask.noteId } })).body.asks).toMatchObject([{ state: 'answered' }]);
  expect((await act(ben, 'done', ask.id)).body.code).toBe('notes.ask-settled');
});

test('what is asked is as the writer says; without it, as the sentence does; information and quotes ask nothing', async () => {
  const { maya, ben, cleo, lena, ticket } = await desk();
  const chosen = (who: TestPerson, intent: string) => mentionOf('person', who.id).replace('>', ` data-intent="${intent}">`);
  const { body } = await note(maya, ticket, `<p>${chosen(ben, 'action')} the refund</p><p>${mentionOf('person', cleo.id)} knows this</p><blockquote><p>${mentionOf('person', lena.id)} is it safe?</p></blockquote>`);
  expect(body.asks).toMatchObject([{ kind: 'action', personId: ben.id }]);
  expect(body.html).toContain(`data-id="${cleo.id}" data-intent="fyi"`);
  expect([await list(cleo), await list(lena)]).toEqual([[], []]);
  expect((await followersOf(house.db, ticket)).map((f) => f.personId)).not.toContain(lena.id);
});

test('only the asked person and leads settle; who asked withdraws; others may not', async () => {
  const { maya, ben, cleo, lena, ticket } = await desk();
  const ask = await onlyAsk(maya, ticket, `<p>${mentionOf('person', ben.id)} please refund</p>`);
  for (const verb of ['take', 'done', 'withdraw']) expect((await act(cleo, verb, ask.id)).body.code, verb).toBe('notes.not-asked');
  expect((await act(cleo, 'pass', ask.id, { to: { kind: 'person', id: cleo.id } })).body.code).toBe('notes.not-asked');
  expect((await act(maya, 'done', ask.id)).body.code).toBe('notes.not-asked');
  expect((await note(cleo, ticket, '<p>I know</p>', { answers: [ask.id] })).body.code).toBe('notes.not-asked');
  expect((await act(lena, 'pass', ask.id, { to: { kind: 'person', id: cleo.id } })).body).toMatchObject({ personId: cleo.id, passedById: lena.id });
  expect((await act(maya, 'withdraw', ask.id)).body).toMatchObject({ state: 'withdrawn' });
  expect(await list(cleo)).toEqual([]);
});

test('a tick settles it, and is taken back', async () => {
  const { maya, ben, ticket } = await desk();
  const ask = await onlyAsk(maya, ticket, `<p>${mentionOf('person', ben.id)} please refund</p>`);
  expect((await act(ben, 'done', ask.id)).body).toMatchObject({ state: 'done', may: { reopen: true } });
  expect((await act(ben, 'reopen', ask.id)).body).toMatchObject({ state: 'open', dueAt: ask.dueAt });
  expect(await clocksAbout(house.db, ask.id)).toHaveLength(1);
  expect((await act(ben, 'reopen', ask.id)).body.code).toBe('notes.ask-open');
  const foreign = await note(maya, ticket, '<p>mine</p>');
  expect((await act(ben, 'answer', ask.id, { noteId: foreign.body.id })).body.code).toBe('notes.not-an-answer');
  const own = await note(ben, ticket, '<p>done</p>');
  expect((await act(ben, 'answer', ask.id, { noteId: own.body.id })).body).toMatchObject({ state: 'answered', answerId: own.body.id });
});

test('W-L10 the first of a team to take it has it, the others see who; they can hand it on', async () => {
  const { team, maya, ben, cleo, ticket } = await desk();
  const ask = await onlyAsk(maya, ticket, `<p>${mentionOf('team', team.id)} who can call Anna?</p>`);
  expect((await list(ben)).map((a) => a.id)).toEqual([ask.id]);
  expect((await list(cleo)).map((a) => a.id)).toEqual([ask.id]);
  const answers = await Promise.all([act(ben, 'take', ask.id), act(cleo, 'take', ask.id)]);
  const won = answers.findIndex((a) => a.status === 200);
  const [winner, loser] = won === 0 ? [ben, cleo] : [cleo, ben];
  expect(answers.map((a) => a.status).toSorted()).toEqual([200, 409]);
  expect(answers[1 - won]!.body).toMatchObject({ code: 'notes.ask-taken', data: { personId: winner.id } });
  expect(await list(loser)).toEqual([]);
  expect((await act(winner, 'pass', ask.id, { to: { kind: 'person', id: loser.id } })).body).toMatchObject({ personId: loser.id, teamId: team.id });
  expect((await act(loser, 'pass', ask.id, { to: { kind: 'team', id: team.id } })).body).toMatchObject({ personId: null, teamId: team.id });
  expect((await list(winner)).map((a) => a.id)).toEqual([ask.id]);
});

test('who is away has it done by their cover, who is told for whom; nobody stands in: it stays with them', async () => {
  const { maya, ben, cleo, ticket } = await desk();
  await away(ben, cleo.id);
  const ask = await onlyAsk(maya, ticket, `<p>${mentionOf('person', ben.id)} is it safe?</p>`);
  expect(ask).toMatchObject({ personId: cleo.id, forId: ben.id, meant: { id: ben.id } });
  expect((await list(cleo)).map((a) => a.id)).toEqual([ask.id]);
  // Nobody is their own answer: asked by the cover, it waits for who is away.
  expect(await onlyAsk(cleo, ticket, `<p>${mentionOf('person', ben.id)} is it safe?</p>`)).toMatchObject({ personId: ben.id, forId: null });
  await away(ben);
  expect(await onlyAsk(maya, ticket, `<p>${mentionOf('person', ben.id)} is it safe?</p>`)).toMatchObject({ personId: ben.id, forId: null });
});

test('a changed note asks what it says now; a removed one asks nothing', async () => {
  const { maya, ben, cleo, ticket } = await desk();
  const { body: first } = await note(maya, ticket, `<p>${mentionOf('person', ben.id)} is it safe?</p>`);
  const { body: second } = await maya.call('PATCH /notes/:id', { params: { id: first.id }, body: { html: `<p>${mentionOf('person', cleo.id)} is it safe?</p>`, version: 1 } });
  expect(second.asks).toMatchObject([{ personId: cleo.id }]);
  expect([await list(ben), (await list(cleo)).length]).toEqual([[], 1]);
  const { body: third } = await maya.call('PATCH /notes/:id', { params: { id: first.id }, body: { html: `<p>${mentionOf('person', cleo.id)} please look</p>`, version: 2 } });
  expect(third.asks).toMatchObject([{ id: second.asks[0].id, kind: 'action' }]);
  await maya.call('PATCH /notes/:id', { params: { id: first.id }, body: { html: `<p>${mentionOf('person', cleo.id)} knows</p>`, version: 3 } });
  expect(await list(cleo)).toEqual([]);
  const ask = await onlyAsk(maya, ticket, `<p>${mentionOf('person', ben.id)} is it safe?</p>`);
  await maya.call('DELETE /notes/:id', { params: { id: ask.noteId } });
  expect([await list(ben), await clocksAbout(house.db, ask.id)]).toEqual([[], []]);
});

test('its time over, who asked and who was asked are told once; passed on, it has its time anew', async () => {
  const { maya, ben, cleo, ticket } = await desk();
  const ask = await onlyAsk(maya, ticket, `<p>${mentionOf('person', ben.id)} is it safe?</p>`);
  const over = Date.parse(ask.dueAt) - clock.ms() + 60_000;
  const heard = await heardBy(house, maya.actor, async () => { await house.advance(`${Math.ceil(over / 60_000)}m`); await house.settle(); await house.advance('5h'); await house.settle(); });
  expect(heard.filter((f) => f.name === 'notes.ask-overdue' && (f.data as { askId: string }).askId === ask.id)).toMatchObject([{ data: { askId: ask.id, personId: ben.id, askedById: maya.id } }]);
  expect(await list(ben)).toMatchObject([{ id: ask.id, late: true }]);
  for (const who of [maya, ben]) expect((await who.call('GET /notifications')).body.items.filter((n: { kind: string; ticket: { id: string } }) => n.kind === 'ask' && n.ticket.id === ticket)).toHaveLength(1);
  const passed = (await act(ben, 'pass', ask.id, { to: { kind: 'person', id: cleo.id } })).body;
  expect(passed).toMatchObject({ personId: cleo.id, late: false });
  expect(Date.parse(passed.dueAt)).toBeGreaterThan(clock.ms());
  await house.settle();
  expect((await cleo.call('GET /notifications')).body.items.filter((n: { kind: string }) => n.kind === 'ask')).toHaveLength(1);
});

test('W-G10 who leaves gives back what they were asked: to the team, else to who asked; nobody left, it is withdrawn', async () => {
  const { team, maya, ben, ticket } = await desk();
  const admin = await person(house, { role: 'admin' });
  const own = await onlyAsk(maya, ticket, `<p>${mentionOf('person', ben.id)} is it safe?</p>`);
  const teams = await onlyAsk(maya, ticket, `<p>${mentionOf('team', team.id)} is it safe?</p>`);
  await act(ben, 'take', teams.id);
  await admin.call('POST /people/:id/deactivate', { params: { id: ben.id } });
  expect((await list(maya)).map((a) => a.id).toSorted()).toEqual([own.id, teams.id].toSorted());
  expect((await maya.call('GET /tickets/:id/asks', { params: { id: ticket } })).body.find((a: { id: string }) => a.id === teams.id)).toMatchObject({ personId: null, teamId: team.id });
  await admin.call('POST /people/:id/deactivate', { params: { id: maya.id } });
  expect((await admin.call('GET /tickets/:id/asks', { params: { id: ticket } })).body.map((a: { id: string; state: string }) => [a.id, a.state])).toEqual([[teams.id, 'open']]);
});

test('a storm of mentions is refused with what to do', async () => {
  const { team, maya, ben, cleo, lena, ticket } = await desk();
  await transact(house.db, (tx) => writeSettings(tx, noteSettings, team.id, { mentionsPerNote: 2, mentionsPerHour: 4 }));
  const all = [ben, cleo, lena].map((p) => mentionOf('person', p.id)).join(' ');
  expect((await note(maya, ticket, `<p>${all}</p>`)).body).toMatchObject({ code: 'notes.too-many-mentions', data: { most: 2 } });
  const two = `<p>${mentionOf('person', ben.id)} ${mentionOf('person', cleo.id)}</p>`;
  for (let n = 0; n < 2; n++) expect((await note(maya, ticket, two)).status).toBe(200);
  expect((await note(maya, ticket, two)).body).toMatchObject({ code: 'notes.mention-storm', data: { most: 4 } });
  expect((await note(maya, ticket, '<p>no mention</p>')).status).toBe(200);
  await house.advance('61m');
  expect((await note(maya, ticket, two)).status).toBe(200);
});

test('W-L5 a double click passes on once, and W-G1 W-G2 nobody settles what they may not see', async () => {
  const { maya, ben, cleo, ticket } = await desk();
  const ask = await onlyAsk(maya, ticket, `<p>${mentionOf('person', ben.id)} is it safe?</p>`);
  const id = newId();
  const both = await Promise.all([0, 1].map(() => note(ben, ticket, '<p>Yes</p>', { id, answers: [ask.id] })));
  expect(both.map((a) => [a.status, a.body.id])).toEqual([[200, id], [200, id]]);
  const closed = await makeTeam(house, `Closed ${newId()}`, { visibility: 'closed' });
  const [ina, tom] = [await person(house, { name: 'Ina', teams: [closed] }), await person(house, { name: 'Tom', teams: [closed] })];
  const secret = await onlyAsk(ina, await aTicket(house.db, closed.id), `<p>${mentionOf('person', tom.id)} is it safe?</p>`);
  for (const verb of ['take', 'done', 'withdraw', 'reopen']) {
    expect((await act(cleo, verb, secret.id)).status, verb).toBe(404);
    expect((await act(cleo, verb, newId())).status, verb).toBe(404);
    expect((await call(house, `POST /asks/:id/${verb}`, { params: { id: secret.id }, body: {} })).status).toBe(401);
  }
  expect((await act(tom, 'pass', secret.id, { to: { kind: 'person', id: cleo.id } })).body).toMatchObject({ code: 'notes.mentioned-cannot-see', data: { names: ['Cleo'] } });
  // An answer is of the same ticket, and one's own.
  const other = await onlyAsk(maya, ticket, `<p>${mentionOf('person', cleo.id)} is it safe?</p>`);
  const elsewhere = await note(cleo, await aTicket(house.db, (await makeTeam(house, `Open ${newId()}`)).id), '<p>there</p>');
  expect((await act(cleo, 'answer', other.id, { noteId: elsewhere.body.id })).body.code).toBe('notes.not-an-answer');
});

test('W-G6 what is said of asks carries ids and no words', async () => {
  const { maya, ben, ticket } = await desk();
  const heard = await heardBy(house, maya.actor, async () => {
    const ask = await onlyAsk(maya, ticket, `<p>${mentionOf('person', ben.id)} is MARKERask safe?</p>`);
    await act(ben, 'done', ask.id);
    await act(ben, 'reopen', ask.id);
  });
  expect(heard.filter((f) => f.name.startsWith('notes.')).map((f) => f.name)).toEqual(['notes.added', 'notes.asked', 'notes.ask-settled', 'notes.ask-reopened']);
  expect(JSON.stringify(heard)).not.toContain('MARKERask');
});
