import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { newId } from '../../src/core/ids.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
let lead: TestPerson;
let ben: TestPerson;
let maya: TestPerson;
let teamId: string;
beforeAll(async () => {
  desk = await openBrowserDesk();
  const team = await makeTeam(desk.house, 'Billing');
  teamId = team.id;
  await giveMailbox(desk.house, team.id);
  lead = await person(desk.house, { name: 'Lena Bauer', role: 'lead', zone: 'UTC', teams: [{ id: team.id, lead: true }] });
  ben = await person(desk.house, { name: 'Ben Adler', zone: 'UTC', teams: [team] });
  maya = await person(desk.house, { name: 'Maya Okafor', zone: 'UTC', teams: [team] });
});
afterAll(() => desk.close());

const dayMs = 86_400_000;
/** Monday of the week after this one, and its days: all of them ahead. */
const monday = (() => { const now = Date.now(); const day = (new Date(now).getUTCDay() + 6) % 7; return new Date(now + (7 - day) * dayMs).toISOString().slice(0, 10); })();
const dayOn = (n: number) => new Date(Date.parse(`${monday}T12:00Z`) + n * dayMs).toISOString().slice(0, 10);
const whose = async (n: number): Promise<string[]> => ((await lead.call('GET /rota', { query: { teamId, from: `${dayOn(n)}T00:00:00Z`, until: `${dayOn(n)}T23:59:00Z` } })).body.items as { personId: string }[]).map((one) => one.personId);

test('a lead writes the rota, an agent asks for a swap, a colleague agrees on My day, and the lead drags a day to somebody else and back', async () => {
  const [leads, bens, mayas] = [await desk.seat(lead), await desk.seat(ben), await desk.seat(maya)];
  await leads.go(`/team/rota?week=${monday}`);
  await leads.page.getByRole('button', { name: 'Add the first shift' }).click();
  const form = leads.page.getByRole('dialog', { name: 'Add a shift' });
  await form.getByRole('combobox', { name: 'Who' }).click();
  await leads.page.getByRole('option', { name: 'Ben Adler' }).click();
  await form.getByRole('textbox', { name: 'Name' }).fill('Early');
  await form.getByLabel('From').fill('06:00');
  await form.getByLabel('Until').fill('14:00');
  await form.getByLabel('First day').fill(monday);
  await form.getByText('Mon to Fri, 06:00–14:00 in UTC').waitFor();
  await form.getByRole('button', { name: 'Add shift' }).click();
  const row = (name: string) => leads.page.getByRole('row').filter({ has: leads.page.getByRole('rowheader', { name }) });
  await row('Ben Adler').getByText('06:00–14:00').nth(4).waitFor();
  expect(await axeFindings(leads.page)).toEqual([]);

  // Ben asks Maya, on a page of his own that heard of the shift.
  await bens.go(`/team/rota?week=${monday}`);
  await bens.page.locator('[data-shift]').first().click();
  await bens.page.getByRole('button', { name: 'Ask somebody to swap' }).click();
  const ask = bens.page.getByRole('dialog', { name: 'Ask somebody to swap' });
  await ask.getByRole('combobox', { name: 'Who should work it' }).click();
  await bens.page.getByRole('option', { name: 'Maya Okafor' }).click();
  await ask.getByRole('textbox', { name: 'Note' }).fill('Dentist at ten');
  await ask.getByRole('button', { name: 'Ask Maya' }).click();
  await bens.page.getByText('Swaps that wait').waitFor();

  await mayas.go('/my-day');
  await mayas.page.getByText('“Dentist at ten”').waitFor();
  await mayas.page.getByRole('button', { name: 'Agree' }).click();
  await expect.poll(() => whose(0)).toEqual([maya.id]);
  // Seen by the lead without asking.
  await row('Maya Okafor').getByText('06:00–14:00').waitFor();

  // Dragged to Lena's row, and taken back.
  await row('Ben Adler').locator('[data-shift]').first().dragTo(row('Lena Bauer').getByRole('cell').nth(1));
  await expect.poll(() => whose(1)).toEqual([lead.id]);
  await leads.page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => whose(1)).toEqual([ben.id]);

  // Changed from Thursday on, and one shift again by one key.
  const thursday = row('Ben Adler').getByRole('cell').nth(3);
  await thursday.locator('[data-shift]').click();
  await leads.page.getByRole('button', { name: 'Change the shift' }).click();
  const change = leads.page.getByRole('dialog', { name: 'Change the shift' });
  await change.getByLabel('From', { exact: true }).fill('07:00');
  await change.getByRole('button', { name: 'Save shift' }).click();
  await change.waitFor({ state: 'detached' });
  await thursday.getByText('07:00–14:00').waitFor();
  await leads.page.keyboard.press('z');
  await leads.page.getByText('Taken back').last().waitFor();
  await thursday.getByText('06:00–14:00').waitFor();

  // A state of the workspace's own, from the menu of one's face.
  const admin = await person(desk.house, { role: 'admin' });
  expect((await admin.call('POST /availability-states', { body: { id: newId(), name: 'Lunch', state: 'on-a-break' } })).status).toBe(200);
  await bens.page.getByRole('button', { name: /availability, profile/ }).click();
  await bens.page.getByRole('menuitemcheckbox', { name: 'Lunch' }).click();
  await expect.poll(async () => (await ben.call('GET /availability')).body.items).toMatchObject([{ personId: ben.id, label: 'Lunch' }]);

  // Who leaves the team leaves open shifts behind, seen at once.
  await admin.call('DELETE /teams/:id/members/:personId', { params: { id: teamId, personId: maya.id } });
  await leads.page.getByRole('row').filter({ has: leads.page.getByRole('rowheader', { name: 'Open shifts' }) }).locator('[data-shift]').click();
  await leads.page.getByRole('button', { name: 'Choose who works it' }).click();
  const give = leads.page.getByRole('dialog', { name: 'Choose who works it' });
  await give.getByRole('combobox', { name: 'Who works it' }).click();
  await leads.page.getByRole('option', { name: 'Lena Bauer' }).click();
  await give.getByRole('button', { name: 'Give the shift' }).click();
  await expect.poll(() => whose(0)).toEqual([lead.id]);
  for (const seat of [leads, bens, mayas]) expect(seat.troubles).toEqual([]);
});
