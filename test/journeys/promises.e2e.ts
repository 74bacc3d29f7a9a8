import { afterAll, beforeAll, expect, test } from 'vitest';
import { asked } from '../../src/rooms/queues/fixtures.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
let maya: TestPerson;
let lena: TestPerson;
let ticket: { ticketId: string; number: number };
beforeAll(async () => {
  desk = await openBrowserDesk();
  const team = await makeTeam(desk.house, 'Billing');
  await giveMailbox(desk.house, team.id);
  maya = await person(desk.house, { name: 'Maya Lindqvist', teams: [team], zone: inTheMorning() });
  lena = await person(desk.house, { name: 'Lena Bauer', role: 'lead', teams: [{ id: team.id, lead: true }] });
  ticket = await mailIn(desk.house.db, { teamId: team.id, subject: 'Boiler is cold' }, { from: 'anna@acme.example', name: 'Anna Keller', text: 'When do you come?' });
  await maya.call('POST /tickets/:id/take', { params: { id: ticket.ticketId }, body: asked });
});
afterAll(() => desk.close());

/** A time zone in which it is about ten now, so that what is due in some hours is due today. */
function inTheMorning(): string {
  const behind = new Date().getUTCHours() - 10;
  const n = behind > 12 ? behind - 24 : behind;
  return n === 0 ? 'UTC' : `Etc/GMT${n > 0 ? '+' : ''}${n}`;
}

const promises = async () => (await maya.call('GET /tickets/:id/promises', { params: { id: ticket.ticketId } })).body as { text: string; state: string; dueAt: string; moves: { told: boolean }[] }[];

test('a promise is spotted while it is written, noted by one key, given another time, broken and kept late; the lead is told', async () => {
  const { page, go, troubles } = await desk.seat(maya);
  const lead = await desk.seat(lena);
  await lead.go('/my-day');
  await go(`/inbox/all/${ticket.number}`);
  await page.getByRole('button', { name: 'Owner Maya Lindqvist' }).waitFor();

  // Offered while writing; nothing is noted by itself.
  await page.keyboard.press('r');
  const editor = page.locator('[contenteditable=true]');
  await editor.waitFor();
  await editor.pressSequentially('Hello Anna, our technician will call you back within 3 hours.');
  await page.getByText(/A promise\?/).waitFor();
  await page.getByText('“within 3 hours”').waitFor();
  expect(await promises()).toEqual([]);
  await page.keyboard.press('Control+.');
  await page.getByText('Promise noted when this is sent').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect.poll(promises).toMatchObject([{ state: 'open', text: 'Hello Anna, our technician will call you back within 3 hours.' }]);
  await page.getByText(/You promised/).waitFor();

  // On my day, and given another time with whether she was told.
  await go('/my-day');
  const row = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Another time' }) });
  await row.getByRole('link').focus();
  await page.keyboard.press('w');
  const dialog = page.getByRole('dialog', { name: 'Another time' });
  await dialog.getByRole('button', { name: 'In an hour' }).click();
  await dialog.getByText('Yes, they know the new time').click();
  await dialog.getByLabel('Why').fill('The technician is free earlier');
  await dialog.getByRole('button', { name: 'Change the time' }).click();
  await expect.poll(promises).toMatchObject([{ state: 'open', moves: [{ told: true }] }]);

  // Its time is over: broken, and the lead hears of it once.
  await desk.house.advance('61m');
  await expect.poll(promises).toMatchObject([{ state: 'broken' }]);
  await lead.page.getByRole('button', { name: /Notifications|News/ }).first().click();
  await expect.poll(() => lead.page.getByText('A promise is due or was broken').count()).toBe(1);
  await row.getByRole('button', { name: 'Kept' }).click();
  await row.waitFor({ state: 'detached' });
  await go(`/inbox/all/${ticket.number}`);
  await page.getByText(/You kept a promise, late/).waitFor();
  expect(troubles).toEqual([]);
});
