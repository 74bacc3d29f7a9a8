import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '../../src/core/server/actor.ts';
import { transact, type Tx } from '../../src/core/server/db.ts';
import { pause, stop } from '../../src/rooms/clocks/clocks.ts';
import { startClock } from '../../src/rooms/clocks/fixtures.ts';
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
  maya = await person(desk.house, { name: 'Maya Lindqvist', role: 'admin', teams: [{ id: team.id, lead: true }], zone: 'Europe/Berlin' });
  ben = await person(desk.house, { name: 'Ben Okafor', role: 'lead', teams: [{ id: team.id, lead: true }] });
});
afterAll(() => desk.close());

test('a ring shows what is due and whose it is, in the list, on the ticket and beside it, and moves by itself', async () => {
  const act = <T>(run: (tx: Tx) => Promise<T>) => transact(desk.house.db, run);
  const { ticketId, number } = await mailIn(desk.house.db, { teamId: team.id, subject: 'Charged twice' });
  const { page, go, troubles } = await desk.seat(maya);
  await go(`/inbox/all/${number}`);
  await page.locator('article').first().waitFor();
  const clock = await startClock(desk.house.db, { ticketId, label: 'first reply', personId: ben.id, budgetMs: 5 * 3600_000 });
  const row = page.getByRole('option', { name: /Charged twice/ }).or(page.getByRole('row', { name: /Charged twice/ })).first();
  await expect.poll(() => row.textContent()).toMatch(/due \d\d:\d\d|due \w{3} \d\d:\d\d/);
  await page.getByRole('button', { name: 'Details' }).click();
  const panel = page.locator('section').filter({ has: page.getByRole('heading', { name: /Clocks/ }) });
  await expect.poll(() => panel.textContent()).toContain('first reply · Ben Okafor');
  // By keyboard: the words of a ring are shown when it has the focus.
  await panel.locator('[tabindex="0"]').first().focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect.poll(() => page.locator('[role=tooltip]').textContent()).toContain('Ben Okafor');
  await act((tx) => pause(tx, system('test'), clock.id, 'waiting for customer'));
  await expect.poll(() => panel.textContent()).toContain('paused: waiting for customer');
  await act((tx) => stop(tx, system('test'), clock.id, 'kept'));
  await expect.poll(() => panel.textContent()).toContain('first reply · kept');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => row.textContent()).not.toContain('due');
  expect(troubles).toEqual([]);
});

test('a calendar says in words what it means, is chosen for a team, and others see it at once', async () => {
  const bens = await desk.seat(ben, { size: 'phone' });
  await bens.go('/settings/calendars');
  await bens.page.getByText('Mon-Fri 9-17').waitFor();
  const { page, go, troubles } = await desk.seat(maya);
  await go('/settings/calendars');
  await page.getByRole('button', { name: 'Make calendar' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a calendar' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Berlin office');
  await dialog.getByText('A 4 h target given Friday 15:00 is due Monday 11:00.').waitFor();
  await dialog.getByRole('combobox', { name: 'Public holidays of' }).fill('Germany');
  await page.getByRole('option', { name: 'Germany' }).click();
  await dialog.getByText(/Closed on these \d+ days/).waitFor();
  await dialog.getByRole('button', { name: 'Remove Friday 09:00' }).click();
  await dialog.getByText('Mon-Thu 9-17').waitFor();
  await dialog.getByText(/is due Tuesday 11:00|is due Monday 13:00/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make calendar' }).click();
  await dialog.waitFor({ state: 'detached' });
  await bens.page.getByText('Berlin office').waitFor();
  await bens.page.getByRole('combobox', { name: 'Calendar of Billing' }).click();
  await bens.page.getByRole('option', { name: 'Berlin office' }).click();
  await expect.poll(() => page.getByRole('combobox', { name: 'Calendar of Billing' }).textContent()).toContain('Berlin office');
  const wide = await bens.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(1);
  await bens.page.getByRole('button', { name: 'Make calendar' }).click();
  await bens.page.getByRole('dialog', { name: 'Make a calendar' }).waitFor();
  expect(await axeFindings(bens.page)).toEqual([]);
  expect([...troubles, ...bens.troubles]).toEqual([]);
});
