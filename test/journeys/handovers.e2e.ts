import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/core/ids.ts';
import { clock } from '../../src/core/server/clock.ts';
import { alwaysOpen } from '../../src/rooms/handoffs/fixtures.ts';
import { dailyShift, goTo, noteNext, signOff } from '../../src/rooms/handovers/fixtures.ts';
import { takenBy } from '../../src/rooms/queues/fixtures.ts';
import { axeFindings, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
beforeAll(async () => {
  desk = await openBrowserDesk();
  await alwaysOpen(desk.house);
  await goTo(desk.house, 2, '15:40', 'Europe/Berlin');
});
afterAll(() => desk.close());

interface Crew { readonly teamId: string; readonly maya: TestPerson; readonly ben: TestPerson }
/** A team that works in Berlin until four and then in New York. */
async function crewOf(name: string): Promise<Crew> {
  const { house } = desk;
  const team = await makeTeam(house, name);
  const maya = await person(house, { name: 'Maya Lindqvist', teams: [team], zone: 'Europe/Berlin' });
  const ben = await person(house, { name: 'Ben Okafor', teams: [team], zone: 'America/New_York' });
  await dailyShift(house, { teamId: team.id, person: maya, starts: '08:00', ends: '16:00', zone: 'Europe/Berlin' });
  await dailyShift(house, { teamId: team.id, person: ben, starts: '09:00', ends: '17:00', zone: 'America/New_York' });
  return { teamId: team.id, maya, ben };
}
const owned = async ({ teamId, maya }: Crew, subject: string, urgent = false) => {
  const taken = await takenBy(desk.house.db, maya, teamId, subject);
  if (urgent) await maya.call('PUT /tickets/:id/priority', { params: { id: taken.ticketId }, body: { priority: 'urgent' } });
  return taken;
};
const wallTo = async (page: Page) => page.clock.setFixedTime(new Date(clock.ms()));

test('end of shift in Berlin → handover → acknowledged by name in New York; a question goes back', async () => {
  const crew = await crewOf('Support');
  const { maya, ben } = crew;
  const boiler = await owned(crew, 'Boiler is cold', true);
  const key = await owned(crew, 'Key does not fit');
  const visit = await owned(crew, 'Visit on Friday');
  await maya.call('POST /tickets/:id/promises', { params: { id: visit.ticketId }, body: { id: newId(), text: 'Call back about the visit', dueAt: clock.iso(3 * 3600_000) } });

  // My day says that the shift ends soon and leads to its end.
  const { page, go } = await desk.seat(maya);
  await wallTo(page);
  await go('/my-day');
  await page.getByText(/Your shift ends at 16:00/).waitFor();
  await page.getByRole('link', { name: 'Go through it' }).click();
  const open = page.getByRole('region', { name: 'Nothing says what comes next' });
  await expect.poll(() => open.getByRole('listitem').count()).toBe(3);
  await page.getByText('0 of 3 tickets say what comes next').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  // Worked off in place: a next step, a wait, one left as it is and marked.
  await page.getByLabel(`Next step on #${boiler.number}`).fill('Send the engineer with the new pump');
  await page.keyboard.press('Enter');
  await expect.poll(() => open.getByRole('listitem').count()).toBe(2);
  await open.getByRole('link', { name: /Key does not fit/ }).focus();
  await page.keyboard.press('w');
  await page.getByRole('dialog', { name: `Let #${key.number} wait` }).getByRole('button', { name: /^Wait until/ }).click();
  await expect.poll(() => open.getByRole('listitem').count()).toBe(1);
  await page.getByText('One ticket says nothing of what comes next').first().waitFor();
  await open.getByRole('link', { name: /Visit on Friday/ }).focus();
  await page.keyboard.press('u');
  await page.keyboard.press('l');
  await open.waitFor({ state: 'hidden' });
  await page.getByLabel(/What else should they know/).fill('The payment provider is slow since noon.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Handover of Support' }).waitFor();
  await page.getByText('Ben is asked to acknowledge 2 urgent items.').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  // It waits for Ben, in his own time.
  const his = await desk.seat(ben);
  await wallTo(his.page);
  await his.go('/my-day');
  await his.page.getByText('Support handed over: 2 urgent items wait for your name.').waitFor();
  await his.page.getByRole('link', { name: 'Read and acknowledge' }).click();
  const handed = his.page.getByRole('region', { name: 'Handover of Support' });
  await handed.getByText('The payment provider is slow since noon.').waitFor();
  await handed.getByText('Next: Send the engineer with the new pump').waitFor();
  expect(await axeFindings(his.page)).toEqual([]);
  const row = handed.getByRole('listitem').filter({ hasText: 'Boiler is cold' });
  await row.getByRole('button', { name: 'Ask Maya' }).click();
  const dialog = his.page.getByRole('dialog', { name: `Ask Maya about #${boiler.number}` });
  await dialog.getByLabel('Your question').fill('Which pump is it?');
  await dialog.getByRole('button', { name: 'Ask Maya' }).click();
  await his.page.getByText('Asked Maya').waitFor();
  await row.getByRole('button', { name: 'Acknowledge' }).click();
  await row.getByRole('button', { name: 'Acknowledge' }).waitFor({ state: 'detached' });
  // Maya sees his name come.
  await page.getByRole('listitem').filter({ hasText: 'Boiler is cold' }).first().getByText(/Ben/).waitFor();
  await handed.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await handed.getByText('Acknowledged', { exact: true }).waitFor();
  await go('/my-day');
  await page.getByText(/Which pump is it/).waitFor();
  await his.go('/my-day');
  await his.page.getByRole('heading', { name: 'My day' }).waitFor();
  await expect.poll(() => his.page.getByText('wait for your name').count()).toBe(0);
});

test('issued anew with what changed marked; printed black on white, without chrome', async () => {
  const crew = await crewOf('Field service');
  const { maya, ben } = crew;
  const boiler = await owned(crew, 'Boiler is cold', true);
  await noteNext(maya, boiler.ticketId, 'Order the pump');
  expect((await signOff(maya)).status).toBe(200);
  const alarm = await owned(crew, 'Alarm rings', true);
  await noteNext(maya, alarm.ticketId, 'Reset it from here');
  await noteNext(maya, boiler.ticketId, 'Fit the pump at six', 1);
  const again = await signOff(maya);
  expect(again.status, JSON.stringify(again.body)).toBe(200);
  const phone = await desk.seat(ben, { size: 'phone' });
  await phone.go(`/shift/handovers/${again.body.id}`);
  const urgent = phone.page.getByRole('region', { name: 'Urgent' });
  await urgent.getByRole('listitem').filter({ hasText: 'Alarm rings' }).getByText('New', { exact: true }).waitFor();
  await urgent.getByRole('listitem').filter({ hasText: 'Boiler is cold' }).getByText('Changed: next step').waitFor();
  await urgent.getByRole('button', { name: /^Acknowledge all/ }).click();
  await expect.poll(async () => (await ben.call('GET /handovers/:id', { params: { id: again.body.id } })).body.missing).toBe(0);
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(1);
  const { page, go } = await desk.seat(maya);
  await go(`/shift/handovers/${again.body.id}`);
  await page.getByRole('region', { name: 'Urgent' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('main')!).backgroundColor)).toBe('rgb(255, 255, 255)');
  await desk.house.settle();
});
