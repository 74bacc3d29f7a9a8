import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/core/ids.ts';
import { clock } from '../../src/core/server/clock.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
let maya: TestPerson, ben: TestPerson;
let boiler: { ticketId: string; number: number; customerId: string }, other: typeof boiler;
beforeAll(async () => {
  desk = await openBrowserDesk();
  const team = await makeTeam(desk.house, 'Billing');
  await giveMailbox(desk.house, team.id);
  maya = await person(desk.house, { name: 'Maya Lindqvist', teams: [team] });
  ben = await person(desk.house, { name: 'Ben Okafor', teams: [team] });
  boiler = await mailIn(desk.house.db, { teamId: team.id, subject: 'Boiler is cold' }, { from: 'anna@acme.example', name: 'Anna Keller', text: 'The fee was 120.50 EUR. Please call me.' });
  other = await mailIn(desk.house.db, { teamId: team.id, subject: 'Another matter' }, { from: 'otto@acme.example', name: 'Otto Frisch' });
  for (const one of [boiler, other]) expect((await maya.call('POST /tickets/:id/take', { params: { id: one.ticketId }, body: { reason: 'I know them' } })).status).toBe(200);
  await maya.call('POST /customers/:id/addresses', { params: { id: boiler.customerId }, body: { id: newId(), kind: 'phone', value: '+49301234567' } });
});
afterAll(() => desk.close());

const calls = async () => (await maya.call('GET /tickets/:id/calls', { params: { id: boiler.ticketId } })).body as { outcome: string; notes: string; endedAt: string | null; readBack: { label: string; agreed: boolean }[] }[];
const callbacks = async (who: TestPerson) => (await who.call('GET /callbacks')).body as { promise: { id: string; ownerId: string; dueAt: string } }[];

test('a call from the card to the wrap-up by keys; its callback is reminded of at ten and two minutes, and passed on because its owner is on a call', async () => {
  const { page, go, troubles } = await desk.seat(maya);
  await go(`/inbox/all/${boiler.number}`);
  await page.getByRole('button', { name: 'Owner Maya Lindqvist' }).waitFor();

  // Before: the card. During: notes and what is read back, over every page.
  await page.keyboard.press('v');
  const card = page.getByRole('dialog', { name: 'Call Anna Keller' });
  await card.getByText('The fee was 120.50 EUR').waitFor();
  await card.getByText('+49301234567').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: 'Your call' }).getByText('On a call with Anna Keller').waitFor();
  const notes = page.getByLabel('Notes, only for teammates');
  await notes.fill('She is at home on Tuesday.');
  await page.getByRole('checkbox', { name: 'Amount: agreed' }).click();
  await expect.poll(calls).toMatchObject([{ notes: 'She is at home on Tuesday.', readBack: expect.arrayContaining([expect.objectContaining({ label: 'Amount', value: '120.50 EUR', agreed: true })]) }]);

  // A reload loses nothing, the bar stands over every page, and the last words typed before hanging up are kept.
  await go('/my-day');
  const bar = page.getByRole('region', { name: 'Your call' });
  await bar.getByRole('timer').waitFor();
  await bar.getByRole('link', { name: /On a call with Anna Keller/ }).click();
  await expect.poll(() => notes.inputValue()).toBe('She is at home on Tuesday.');
  await notes.fill('She is at home on Tuesday. Mornings.');
  await expect.poll(calls).toMatchObject([{ notes: 'She is at home on Tuesday. Mornings.' }]);

  // In another window meanwhile: nothing is written over, one chooses, and both are kept.
  const { id, version } = (await maya.call('GET /calls/live')).body.call as { id: string; version: number };
  expect((await maya.call('PATCH /calls/:id', { params: { id }, body: { version, notes: 'Has a dog.' } })).status).toBe(200);
  await notes.fill('She is at home on Tuesday. Mornings. Rings twice.');
  await page.getByRole('button', { name: 'Keep both' }).click();
  await expect.poll(calls).toMatchObject([{ notes: 'Has a dog.\nShe is at home on Tuesday. Mornings. Rings twice.' }]);
  await notes.fill('Dog. Tuesday, mornings.');
  await bar.getByRole('button', { name: 'Hang up' }).click();
  const wrapUp = page.getByRole('dialog', { name: 'How was the call with Anna' });
  const words = wrapUp.getByLabel('What was said');
  await expect.poll(() => words.inputValue()).toBe('Dog. Tuesday, mornings.');
  // Put off, nothing typed is lost.
  await words.fill('Dog. Tuesday, mornings. Ring twice.');
  await wrapUp.getByRole('button', { name: 'Later' }).click();
  await page.getByRole('region', { name: 'Your last call' }).getByRole('button', { name: 'Wrap up' }).click();
  await expect.poll(() => words.inputValue()).toBe('Dog. Tuesday, mornings. Ring twice.');
  // Struck by mistake: taken back, it is to be wrapped up as before.
  await wrapUp.getByRole('button', { name: 'It was no call' }).click();
  await page.getByRole('heading', { name: 'Nobody was called' }).waitFor();
  await expect.poll(calls).toEqual([]);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await wrapUp.waitFor();
  await expect.poll(() => words.inputValue()).toBe('Dog. Tuesday, mornings. Ring twice.');
  await expect.poll(calls).toMatchObject([{ wrappedAt: null }]);
  await page.keyboard.press('1');
  await page.keyboard.press('b');
  await wrapUp.getByRole('button', { name: 'In an hour' }).click();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await wrapUp.waitFor({ state: 'detached' });
  await expect.poll(calls).toMatchObject([{ outcome: 'answered', notes: 'Dog. Tuesday, mornings. Ring twice.', endedAt: expect.any(String) }]);
  await go('/my-day');
  await page.getByRole('listitem').filter({ hasText: 'Call Anna Keller back' }).waitFor();

  // Reminded ten and two minutes before.
  const { promise } = (await callbacks(maya))[0]!;
  const until = (minutes: number) => desk.house.advance(`${Math.ceil((Date.parse(promise.dueAt) - minutes * 60_000 - clock.ms()) / 1000) + 1}s`);
  await until(10);
  await page.getByText('Call Anna Keller in 10 minutes').first().waitFor();
  await until(2);
  await page.getByText('Call Anna Keller in 2 minutes').first().waitFor();

  // On another call at its time: offered to Ben, who takes it.
  const two = await desk.seat(ben);
  await two.go('/my-day');
  await two.page.getByRole('heading', { level: 1, name: 'My day' }).waitFor();
  expect((await maya.call('POST /tickets/:id/calls/start', { params: { id: other.ticketId }, body: { id: newId() } })).status).toBe(200);
  await until(0);
  const offered = two.page.getByRole('listitem').filter({ hasText: 'Call Anna Keller back' });
  await offered.getByText(/Maya is on a call/).waitFor();
  await two.page.getByText('Somebody is needed to call Anna Keller now').first().waitFor();
  await offered.getByRole('button', { name: 'Take it' }).click();
  await expect.poll(() => callbacks(ben)).toMatchObject([{ promise: { id: promise.id, ownerId: ben.id } }]);
  const his = two.page.getByRole('dialog', { name: 'Call Anna Keller' });
  await his.waitFor();
  await two.page.keyboard.press('Control+Enter');
  await expect.poll(() => callbacks(ben)).toEqual([]);
  await two.page.getByText(/took the callback of/).waitFor();

  // Counted as attended on time, and the figure opens it.
  await two.go('/calls');
  await two.page.getByRole('button', { name: /^1 callbacks made on time, Ben/ }).click();
  await two.page.getByRole('link', { name: /Anna Keller · Boiler is cold/ }).waitFor();
  expect(await axeFindings(two.page)).toEqual([]);
  expect([...troubles, ...two.troubles]).toEqual([]);
});
