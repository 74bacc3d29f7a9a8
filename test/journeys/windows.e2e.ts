import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { newId } from '../../src/core/ids.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
let team: { id: string };
let maya: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  desk = await openBrowserDesk();
  team = await makeTeam(desk.house, 'Billing');
  await giveMailbox(desk.house, team.id);
  maya = await person(desk.house, { name: 'Maya Lindqvist', teams: [team] });
  ben = await person(desk.house, { name: 'Ben Okafor', teams: [team] });
});
afterAll(() => desk.close());

const reply = (page: Page) => page.getByRole('textbox', { name: /^Reply to/ });
const row = (page: Page, name: RegExp) => page.getByRole('option', { name });

test('what one has seen, and what one began to write, is the same in all windows of one person', async () => {
  const { ticketId } = await mailIn(desk.house.db, { teamId: team.id, subject: 'Charged twice' });
  await mailIn(desk.house.db, { teamId: team.id, subject: 'Something else' });
  const left = await desk.seat(maya);
  const right = await desk.seat(maya);
  await right.go('/inbox/all');
  await row(right.page, /unread.*Charged twice|Charged twice.*unread/).waitFor();

  // Opened in one window, it is seen in the other; what a teammate adds lights it again where it is not open.
  await left.go('/inbox/all');
  await row(left.page, /Charged twice/).click();
  await left.page.locator('article').first().waitFor();
  await expect.poll(() => row(right.page, /Charged twice/).textContent()).not.toContain('unread');
  await row(right.page, /Something else.*unread|unread.*Something else/).waitFor();
  await row(left.page, /Something else/).click();
  await left.page.getByRole('heading', { name: /Something else/ }).first().waitFor();
  await ben.call('POST /tickets/:id/notes', { params: { id: ticketId }, body: { id: newId(), html: '<p>The refund is safe.</p>' } });
  await expect.poll(() => row(right.page, /Charged twice/).textContent()).toContain('unread');
  await expect.poll(() => row(left.page, /Charged twice/).textContent()).toContain('unread');

  // A draft begun in one window appears in the list of the other, and goes from both when it is discarded there; it can be taken back.
  await right.go('/inbox/drafts');
  await right.page.getByText('What you begin to write and do not send appears here.').waitFor();
  await row(left.page, /Charged twice/).click();
  await left.page.getByRole('heading', { name: /Charged twice/ }).first().waitFor();
  await reply(left.page).click();
  await reply(left.page).pressSequentially('I am looking into it.');
  await row(right.page, /Reply on.*Charged twice/).waitFor();
  await expect.poll(async () => (await maya.call('GET /drafts')).body[0]?.html).toContain('looking into it.');
  expect(await axeFindings(right.page)).toEqual([]);
  await right.page.reload();
  await row(right.page, /Charged twice/).locator('[data-discard]').click();
  await right.page.getByText('What you begin to write and do not send appears here.').waitFor();
  await expect.poll(() => reply(left.page).textContent()).not.toContain('looking');
  await right.page.getByRole('button', { name: 'Undo' }).click();
  await row(right.page, /Reply on.*Charged twice/).waitFor();
  await expect.poll(() => reply(left.page).textContent()).toContain('I am looking into it.');

  // By keyboard: opened from the list, left with Esc, discarded by x.
  await row(right.page, /Charged twice/).click();
  await expect.poll(() => reply(right.page).textContent()).toContain('I am looking into it.');
  await right.page.getByRole('listbox', { name: 'Drafts' }).focus();
  await right.page.keyboard.press('x');
  await right.page.getByText('What you begin to write and do not send appears here.').waitFor();
  await expect.poll(async () => (await maya.call('GET /drafts')).body).toEqual([]);
  expect([...left.troubles, ...right.troubles]).toEqual([]);
});

test('words chosen from a message are quoted in the reply, by keyboard or mouse; words of a note only in a note', async () => {
  const { ticketId } = await mailIn(desk.house.db, { teamId: team.id, subject: 'Two matters' }, { text: 'The boiler leaks. And the invoice is wrong.' });
  await ben.call('POST /tickets/:id/notes', { params: { id: ticketId }, body: { id: newId(), html: '<p>Secretfridge</p>' } });
  const { page, go, troubles } = await desk.seat(maya);
  await go('/inbox/all');
  await row(page, /Two matters/).click();
  await page.locator('article').first().waitFor();

  // By keyboard: q, the caret in the words, shift and an arrow, q.
  await page.keyboard.press('q');
  const words = page.getByRole('textbox', { name: /^Words of the message/ });
  await expect.poll(() => words.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('zzz');
  await page.keyboard.press('Delete');
  expect(await words.textContent()).toBe('The boiler leaks. And the invoice is wrong.');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Home');
  for (let i = 0; i < 'The boiler leaks.'.length; i++) await page.keyboard.press('Shift+ArrowRight');
  await page.locator('[data-quote-words]').getByRole('button', { name: 'Quote' }).waitFor();
  await page.keyboard.press('q');
  await expect.poll(() => reply(page).locator('blockquote').textContent()).toBe('The boiler leaks.');

  // By mouse: from the message's own button, a word is chosen by a double click.
  await page.getByRole('article', { name: /^Message from/ }).hover();
  await page.getByRole('button', { name: 'Choose words to quote' }).first().click();
  await words.dblclick({ position: { x: 30, y: 16 } });
  const chosen = (await page.evaluate(() => getSelection()!.toString())).trim();
  expect(chosen).not.toBe('');
  await page.locator('[data-quote-words]').getByRole('button', { name: 'Quote' }).click();
  await expect.poll(async () => (await reply(page).locator('blockquote').allTextContents()).join('|')).toContain(chosen);
  await words.waitFor({ state: 'detached' });

  // A note never comes near a reply.
  await page.getByText('Secretfridge').dblclick({ position: { x: 20, y: 10 } });
  await page.locator('[data-quote-words]').getByRole('button', { name: 'Quote' }).click();
  await expect.poll(() => page.getByRole('textbox', { name: /only seen by teammates/ }).locator('blockquote').textContent()).toBe('Secretfridge');
  await expect.poll(async () => (await maya.call('GET /drafts')).body.map((one: { mode: string; html: string }) => [one.mode, one.html.includes('Secretfridge')]).toSorted()).toEqual([['note', true], ['reply', false]]);
  expect(troubles).toEqual([]);
});
