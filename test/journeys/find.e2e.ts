import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person } from '../people.ts';

let desk: BrowserDesk;
beforeAll(async () => { desk = await openBrowserDesk(); });
afterAll(() => desk.close());

test('things are found: by moving with keys, filters kept as a view, the palette, and search that lands on the very words', async () => {
  const { house } = desk;
  const team = await makeTeam(house, 'Billing');
  const tech = await makeTeam(house, 'Tech');
  await giveMailbox(house, team.id);
  const maya = await person(house, { name: 'Maya Lindqvist', teams: [{ id: team.id }] });
  for (let i = 0; i < 60; i++) await mailIn(house.db, { teamId: i % 2 ? team.id : tech.id, subject: `Ticket ${i}` }, { from: `c${i}@acme.example`, name: `Customer ${i}` });
  const long = await mailIn(house.db, { teamId: team.id, subject: 'A long story' }, { from: 'lena@story.example', name: 'Lena Story', text: 'It begins with a wombat.' });
  for (let i = 0; i < 120; i++) await mailIn(house.db, { ticketId: long.ticketId }, { from: 'lena@story.example', name: 'Lena Story', text: `Chapter ${i}` });
  const { page, troubles, go } = await desk.seat(maya);
  const list = page.getByRole('listbox');
  const heading = page.getByRole('heading', { level: 1 });

  // Moving and opening with keys; Back returns to the list.
  await go('/inbox/all');
  await list.getByRole('option').first().waitFor();
  await page.keyboard.press('j');
  await expect.poll(() => heading.textContent()).toMatch(/^Ticket \d/);
  const first = await heading.textContent();
  await page.keyboard.press('j');
  await expect.poll(() => heading.textContent()).not.toBe(first);
  await page.keyboard.press('k');
  await expect.poll(() => heading.textContent()).toBe(first);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'All open' }).waitFor();
  // The list goes on as one scrolls.
  await list.evaluate((one) => one.scrollTo(0, one.scrollHeight));
  await expect.poll(() => list.getByRole('option').last().getAttribute('aria-setsize')).toBe('61');

  // A filter, kept as a view.
  await page.keyboard.press('Shift+F');
  await page.getByPlaceholder(/^Filter by/).fill('tech');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Take off Tech' }).waitFor();
  await expect.poll(() => list.getByRole('option').first().getAttribute('aria-setsize')).toBe('30');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name').fill('Only Tech');
  await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('link', { name: 'Only Tech' }).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Only Tech' }).waitFor();
  await expect.poll(() => list.getByRole('option').first().getAttribute('aria-setsize')).toBe('30');

  // The palette goes anywhere and finds customers; g and a letter too.
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Go to, do or find').fill('Lena St');
  await page.getByRole('option', { name: /^Lena Story/ }).waitFor();
  await page.getByPlaceholder('Go to, do or find').fill('unowned');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Unowned' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.getByRole('heading', { level: 1, name: 'Mine' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Undo the last act').waitFor();
  await page.keyboard.press('Escape');

  // Search lands on the message that holds the word, far up in a long conversation.
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await page.getByRole('textbox', { name: 'Search everything' }).fill('wombat');
  await page.getByRole('option', { name: /A long story/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#entry-/);
  const found = page.locator(`#entry-${long.messageId}`);
  await found.waitFor();
  await expect.poll(async () => await found.evaluate((one) => { const at = one.getBoundingClientRect(); return at.top >= 0 && at.top < innerHeight; })).toBe(true);
  expect(troubles).toEqual([]);
});
