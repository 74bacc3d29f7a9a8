import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/core/ids.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person } from '../people.ts';

let desk: BrowserDesk;
beforeAll(async () => { desk = await openBrowserDesk(); });
afterAll(() => desk.close());

test('closing is refused with its list, worked off in place, and closes by itself; a reply closes by the same list; of many those close that are ready', async () => {
  const { house } = desk;
  const team = await makeTeam(house, 'Billing');
  await giveMailbox(house, team.id);
  const maya = await person(house, { name: 'Maya Lindqvist', teams: [{ id: team.id }] });
  const { number, ticketId } = await mailIn(house.db, { teamId: team.id, subject: 'Boiler visit on Tuesday' });
  const params = { id: ticketId };
  await maya.call('POST /tickets/:id/take', { params, body: {} });
  await maya.call('POST /tickets/:id/promises', { params, body: { id: newId(), text: 'Call Anna about the visit', dueAt: new Date(Date.now() + 7200_000).toISOString() } });
  await maya.call('POST /tickets/:id/subtasks', { params, body: { id: newId(), text: 'Check the warranty', required: true } });
  const { page, troubles, go } = await desk.seat(maya);
  const status = async (id = ticketId) => (await maya.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket.status as string;
  const line = (words: RegExp) => page.getByRole('region', { name: 'Conversation' }).getByText(words).first();
  await go(`/inbox/mine/${number}`);
  await page.locator('article').first().waitFor();

  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: `Close #${number}` });
  await dialog.getByText('Call Anna about the visit').waitFor();
  await page.keyboard.press('1');
  const note = dialog.getByRole('textbox', { name: 'Last note' });
  await note.click();
  await page.keyboard.type('Visit moved to Wednesday, Anna agreed');
  await page.keyboard.press('Control+Enter');
  await dialog.getByText('Closes by itself when all is settled.').waitFor();
  expect(await status()).toBe('open');
  await dialog.getByRole('button', { name: 'Kept' }).click();
  await dialog.getByRole('button', { name: 'Need not be done' }).click();
  await page.keyboard.type('Not covered anyway');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await line(/^You closed it: Solved/).waitFor();
  await line(/Not covered anyway/).waitFor();
  await page.getByRole('region', { name: 'Why it is closed' }).getByText('Solved').waitFor();
  await page.getByRole('article').filter({ hasText: 'Visit moved to Wednesday, Anna agreed' }).waitFor();

  // Open again, a reply closes it; what it promises is found first: it is sent and the promise noted, the ticket stays open.
  await page.keyboard.press('c');
  await line(/You opened it again/).waitFor();
  const sending = page.getByRole('dialog', { name: `Send and close #${number}` });
  const sendAndClose = async (words: string, byKey = false) => {
    await page.keyboard.press('r');
    await page.keyboard.type(words);
    if (byKey) return await page.keyboard.press('Control+Shift+Enter');
    await page.getByRole('button', { name: 'Send and …' }).click();
    await page.getByRole('menuitem', { name: /Send and close/ }).click();
  };
  await sendAndClose('I will call you back tomorrow at 10am.');
  await sending.getByText('“I will call you back tomorrow at 10am.”').waitFor();
  await sending.getByRole('button', { name: 'Send and keep it open' }).click();
  const owed = async () => (await maya.call('GET /tickets/:id/promises', { params })).body.filter((one: { state: string }) => one.state === 'open').map((one: { text: string }) => one.text) as string[];
  await expect.poll(owed, { timeout: 15_000 }).toEqual(['I will call you back tomorrow at 10am.']);
  expect(await status()).toBe('open');

  // The next one says something that is no promise; the one above is kept, and it closes: the note above says enough.
  await sendAndClose('See you on Wednesday. We will write to you by Friday.', true);
  await sending.getByRole('button', { name: 'It is no promise' }).click();
  await sending.getByRole('radio', { name: 'Booked' }).click();
  await sending.getByRole('button', { name: 'Kept' }).click();
  await sending.getByRole('button', { name: /^Send and close(?! when)/ }).click();
  await sending.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Why it is closed' }).getByText(/closed once before \(Solved\)/).waitFor();
  expect(await status()).toBe('closed');

  // Many: one of them owes something and is left out; one undo takes the others back.
  const many: string[] = [];
  for (const n of [1, 2, 3]) many.push((await mailIn(house.db, { teamId: team.id, subject: `Duplicate ${n}` }, { from: `c${n}@acme.example` })).ticketId);
  await maya.call('POST /tickets/:id/promises', { params: { id: many[0]! }, body: { id: newId(), text: 'Send the invoice', dueAt: new Date(Date.now() + 7200_000).toISOString() } });
  await go('/inbox/unowned');
  await page.getByRole('option', { name: /Duplicate 1/ }).click({ modifiers: ['Control'] });
  await page.getByRole('option', { name: /Duplicate 3/ }).click({ modifiers: ['Shift'] });
  await page.getByRole('toolbar', { name: '3 chosen' }).getByRole('button', { name: 'Close 3 tickets' }).click();
  const all = page.getByRole('dialog', { name: 'Close 3 tickets' });
  await all.getByRole('radio', { name: 'No answer needed' }).click();
  await all.getByRole('button', { name: /^Close 3/ }).click();
  const left = page.getByRole('dialog', { name: 'One ticket is not ready' });
  await left.getByText('Send the invoice').waitFor();
  const all3 = () => Promise.all(many.map((id) => status(id)));
  expect(await all3()).toEqual(['open', 'closed', 'closed']);
  await left.getByRole('button', { name: 'Kept' }).click();
  await left.getByText('Ready to be closed').waitFor();
  await page.keyboard.press('Control+Enter');
  await left.waitFor({ state: 'detached' });
  expect(await all3()).toEqual(['closed', 'closed', 'closed']);
  await page.getByText('Closed 2 tickets').waitFor();
  await page.getByRole('dialog', { name: 'Closed 2 tickets' }).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(all3, { timeout: 15_000 }).toEqual(['closed', 'open', 'open']);

  // Lists are narrowed to why tickets are closed.
  await go(`/inbox/all`);
  await page.getByRole('button', { name: /^Filter/ }).click();
  await page.getByRole('combobox').fill('closed: no answer');
  await page.getByRole('option', { name: 'Closed: No answer needed' }).click();
  await page.getByRole('button', { name: 'Take off closed: No answer needed' }).waitFor();
  await page.getByRole('option', { name: /Duplicate 1/ }).waitFor();
  expect(await page.getByRole('option', { name: /Duplicate 2|Boiler visit/ }).count()).toBe(0);
  expect(troubles).toEqual([]);
});

test('nobody was reached: refused until the third attempt, on another occasion and by another way', async () => {
  const { house } = desk;
  const team = await makeTeam(house, 'Field');
  const ben = await person(house, { name: 'Ben Okafor', teams: [{ id: team.id }] });
  const { number, ticketId } = await mailIn(house.db, { teamId: team.id, subject: 'Please ring me' }, { from: 'otto@acme.example', name: 'Otto Frisch' });
  await ben.call('POST /tickets/:id/take', { params: { id: ticketId }, body: {} });
  const { page, troubles, go } = await desk.seat(ben);
  await go(`/inbox/mine/${number}`);
  await page.locator('article').first().waitFor();

  const log = async (what: 'Call' | 'Text message') => {
    await page.keyboard.press('Shift+C');
    const dialog = page.getByRole('dialog', { name: 'Log a call or a text' });
    if (what === 'Call') await dialog.getByRole('radio', { name: 'No answer' }).click();
    else {
      await dialog.getByRole('combobox', { name: 'What it was' }).click();
      await page.getByRole('option', { name: what }).click();
    }
    await dialog.getByRole('button', { name: 'Log it' }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  const close = async () => {
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: `Close #${number}` });
    await dialog.getByRole('radio', { name: 'Unsuccessful contact' }).click();
    return dialog;
  };
  await log('Call');
  let dialog = await close();
  await dialog.getByRole('textbox', { name: 'Last note' }).click();
  await page.keyboard.type('Nobody answers: rang twice, sent a text with our number');
  await dialog.getByText('Tried in vain so far: 1 of 3 attempts, 1 of 2 occasions, 1 of 2 channels').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await log('Text message');
  dialog = await close();
  await dialog.getByText('Tried in vain so far: 2 of 3 attempts, 1 of 2 occasions').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await house.advance('5h');
  await log('Call');
  dialog = await close();
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Why it is closed' }).getByText('Unsuccessful contact').waitFor();
  expect(troubles).toEqual([]);
});
