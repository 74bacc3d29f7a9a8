import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person } from '../people.ts';

let desk: BrowserDesk;
beforeAll(async () => { desk = await openBrowserDesk(); });
afterAll(() => desk.close());

test('a desk without a mailbox says how mail gets there: to admins with the act, to others calmly', async () => {
  const team = await makeTeam(desk.house, 'Support');
  const agent = await desk.seat(await person(desk.house, { teams: [team] }));
  await agent.go('/inbox/mine');
  await agent.page.getByText('An admin has yet to add the support address').waitFor();
  const { page, go } = await desk.seat(await person(desk.house, { role: 'admin' }));
  await go('/inbox/all');
  await page.getByRole('link', { name: 'Add a mailbox' }).click();
  await page.getByRole('button', { name: 'Add mailbox' }).first().click();
  await page.getByRole('textbox', { name: 'Address' }).fill('support@desk.example');
  await page.getByLabel('Name customers see').fill('Hearth');
  await page.getByRole('dialog').getByRole('button', { name: 'Add mailbox' }).click();
  await page.getByText('npm run baton -- send-mail --to support@desk.example "Hello"').waitFor();
});

test('a ticket begun by hand: somebody new is written to, closing the form loses nothing, a draft is found again, a merge is taken apart', async () => {
  const { house } = desk;
  const team = await makeTeam(house, 'Field service');
  await giveMailbox(house, team.id);
  const maya = await person(house, { name: 'Maya Lindqvist', teams: [team] });
  const { page, troubles, go } = await desk.seat(maya);
  await go('/inbox/mine');
  const form = page.getByRole('dialog', { name: 'New ticket' });
  await page.getByText('Tickets you own appear here').or(page.getByText('yet to add')).waitFor();
  await page.keyboard.press('Shift+N');
  await form.getByRole('combobox', { name: 'Customer' }).fill('zoe@new.example');
  await page.getByRole('option', { name: /New customer/ }).click();
  await form.getByLabel('Their name').fill('Zoe Winter');
  await form.getByLabel('Subject').fill('Your visit on Friday');
  await form.locator('[contenteditable=true]').click();
  await page.keyboard.type('We come on Friday at nine.');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'hidden' });
  await page.keyboard.press('Shift+N');
  await form.getByRole('button', { name: /Send to Zoe/ }).click();
  await page.getByRole('region', { name: 'Conversation' }).getByText('You opened this ticket').waitFor();
  const [row] = (await maya.call('GET /tickets', { query: { view: 'mine' } })).body.items;
  expect(row).toMatchObject({ subject: 'Your visit on Friday', customerName: 'Zoe Winter', snippet: 'We come on Friday at nine.', ownerId: maya.id, messageCount: 1 });

  const one = await mailIn(house.db, { teamId: team.id, subject: 'Leak' });
  const twin = await mailIn(house.db, { teamId: team.id, subject: 'The same leak' });
  await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id: one.ticketId, mode: 'note' }, body: { html: '<p>Ask for a photo</p>', version: 0 } });
  await maya.call('POST /tickets/:id/merge', { params: { id: twin.ticketId }, body: { intoId: one.ticketId, anyway: true } });
  await go('/inbox/drafts');
  await page.getByText('Ask for a photo').click();
  await page.getByText('Only teammates see this').waitFor();
  expect(page.url()).toMatch(new RegExp(`/inbox/drafts/${one.number}#note$`));
  await go(`/tickets/${twin.number}`);
  await page.getByRole('button', { name: 'Take it out again' }).click();
  await page.getByRole('region', { name: 'Conversation' }).getByText(/You took this out of/).waitFor();
  expect(troubles).toEqual([]);
});

test('ticket rules: a lead gives the team a value of its own and lets go of it', async () => {
  const team = await makeTeam(desk.house, 'Billing');
  const lead = await person(desk.house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  const { page, go } = await desk.seat(lead, { theme: 'dark' });
  const value = async () => (await lead.call('GET /ticket-settings', { query: { teamId: team.id } })).body;
  await go('/settings/rules');
  await page.getByRole('combobox', { name: 'A reply can be taken back for' }).click();
  await page.getByRole('option', { name: '30 seconds' }).click();
  await page.getByText('The workspace has 10 seconds').waitFor();
  await expect.poll(value).toMatchObject({ undoSeconds: 30, own: ['undoSeconds'] });
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Use the workspace’s' }).click();
  await expect.poll(value).toMatchObject({ undoSeconds: 10, own: [] });
});
