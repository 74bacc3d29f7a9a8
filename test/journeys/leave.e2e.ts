import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/core/ids.ts';
import { alwaysOpen } from '../../src/rooms/handoffs/fixtures.ts';
import { day } from '../../src/rooms/leave/fixtures.ts';
import { asked } from '../../src/rooms/queues/fixtures.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
let billing: { id: string };
let lena: TestPerson, maya: TestPerson, ben: TestPerson, cleo: TestPerson;
beforeAll(async () => {
  desk = await openBrowserDesk();
  const { house } = desk;
  await alwaysOpen(house);
  billing = await makeTeam(house, 'Billing');
  await giveMailbox(house, billing.id);
  lena = await person(house, { name: 'Lena Bauer', role: 'lead', teams: [{ id: billing.id, lead: true }] });
  [maya, ben, cleo] = [await person(house, { name: 'Maya Lindqvist', teams: [billing] }), await person(house, { name: 'Ben Okafor', teams: [billing] }), await person(house, { name: 'Cleo Roux', teams: [billing] })];
});
afterAll(() => desk.close());

test('leave with a full bin is refused, cleared, approved; the cover gets the mention', async () => {
  const { house } = desk;
  const { ticketId, number } = await mailIn(house.db, { teamId: billing.id, subject: 'Charged twice' }, { text: 'Hello,\nyou charged me twice for one visit. Please refund one of them.' });
  await maya.call('POST /tickets/:id/take', { params: { id: ticketId }, body: asked });
  const { page, go } = await desk.seat(maya);
  const lead = await desk.seat(lena);
  const cover = await desk.seat(ben);

  // Planned: what has to be clear is listed.
  await go('/team/leave');
  await page.getByRole('button', { name: 'Plan leave' }).click();
  const form = page.getByRole('dialog', { name: 'Plan leave' });
  await form.getByLabel('First day').fill(day(1));
  await form.getByLabel('Last day').fill(day(3));
  await form.getByText(/^3 days/).waitFor();
  await form.getByRole('combobox', { name: 'Stands in' }).fill('ben');
  await page.getByRole('option', { name: /Ben Okafor/ }).click();
  expect(await axeFindings(page)).toEqual([]);
  await form.getByRole('button', { name: 'See what to clear' }).click();
  await page.getByText('2 things are not clear yet').waitFor();

  // Asked for with a full bin: a yes is refused, and says why.
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await page.getByRole('dialog', { name: 'Ask for leave' }).getByRole('button', { name: 'Ask' }).click();
  await page.getByText('asked for', { exact: true }).waitFor();
  await lead.go('/approvals');
  await lead.page.getByText(/Annual leave of Maya Lindqvist.*Ben Okafor stands in/).waitFor();
  await lead.page.getByRole('button', { name: 'Approve', exact: false }).first().click();
  await lead.page.getByText('Not everything is clear yet.', { exact: false }).first().waitFor();

  // Worked off in place: calls, and the ticket handed off with its context.
  await page.getByRole('button', { name: 'Send them to Ben' }).click();
  await page.getByText('One thing is not clear yet').waitFor();
  await page.getByRole('button', { name: 'Hand off', exact: true }).click();
  const hand = page.getByRole('dialog', { name: `Hand off #${number}` });
  await expect.poll(() => hand.getByLabel('What is the issue').inputValue()).toContain('You charged me twice');
  await hand.getByLabel('What was done so far').fill('Compared both payments with the list of visits');
  await hand.getByLabel('What is needed next').fill('Refund the second payment and write to her');
  await hand.getByRole('button', { name: 'Hand off to Ben' }).click();
  await page.getByText('Offered to Ben Okafor, not accepted yet').waitFor();
  await cover.go('/my-day');
  await cover.page.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('Everything is clear', { exact: true }).waitFor();

  // The lead sees it live, and says yes.
  await lead.page.getByRole('link', { name: /Annual leave of Maya Lindqvist/ }).click();
  await lead.page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByText('approved', { exact: true }).waitFor();

  // It begins by its clock: a mention goes to the cover, and says for whom.
  await house.advance('1d');
  await page.getByText('away', { exact: true }).waitFor();
  await cleo.call('POST /tickets/:id/notes', { params: { id: ticketId }, body: { id: newId(), html: `<p><span data-mention="person" data-id="${maya.id}">@Maya Lindqvist</span> could you check the refund?</p>` } });
  await house.settle();
  await cover.page.getByText('could you check the refund?').waitFor();
  await cover.page.getByText('Cleo asks you in place of Maya', { exact: false }).waitFor();
  expect([...lead.troubles, ...cover.troubles]).toEqual([]);
});
