import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person } from '../people.ts';

let desk: BrowserDesk;
beforeAll(async () => { desk = await openBrowserDesk(); });
afterAll(() => desk.close());

test('a ticket is taken, assigned, prioritised, tagged, made to wait, closed and reopened by keys; the timeline says who; one key takes the last act back', async () => {
  const { house } = desk;
  const team = await makeTeam(house, 'Billing');
  await giveMailbox(house, team.id);
  const maya = await person(house, { name: 'Maya Lindqvist', teams: [{ id: team.id }] });
  const ben = await person(house, { name: 'Ben Okafor', teams: [{ id: team.id }] });
  const { number, ticketId } = await mailIn(house.db, { teamId: team.id, subject: 'Boiler visit on Tuesday' });
  const { page, troubles, go } = await desk.seat(maya);
  const other = await desk.seat(ben);
  const row = async () => (await maya.call('GET /tickets/:ref', { params: { ref: String(number) } })).body.ticket;
  const line = (words: RegExp) => page.getByRole('region', { name: 'Conversation' }).getByText(words).first();
  const views = page.getByRole('navigation', { name: 'Inbox' });

  await go(`/inbox/all/${number}`);
  await other.go(`/inbox/unowned/${number}`);
  await page.getByRole('button', { name: 'Take it' }).waitFor();
  await page.keyboard.press('Shift+T');
  await line(/^You took it/).waitFor();
  await views.getByRole('link', { name: 'Mine 1' }).waitFor();
  // The other sees it at once: on the timeline, and gone from the list of what nobody owns.
  await other.page.getByText('Maya took it').waitFor();
  await other.page.getByText('Every open ticket has an owner').waitFor();

  await page.keyboard.press('p');
  await page.getByPlaceholder('Priority').fill('urg');
  await page.keyboard.press('Enter');
  await line(/changed the priority from normal to urgent/).waitFor();

  await page.keyboard.press('l');
  await page.getByPlaceholder('Tag').fill('boiler');
  await page.getByRole('option', { name: 'Make the tag boiler' }).click();
  await line(/You added boiler/).waitFor();

  await page.keyboard.press('w');
  await page.getByRole('dialog').getByRole('radio', { name: 'Tomorrow at 9:00' }).click();
  await page.getByLabel('What for').fill('the part arrives');
  await page.keyboard.press('Control+Enter');
  await line(/let it wait for customer until .*the part arrives/).waitFor();
  expect(await row()).toMatchObject({ status: 'waiting', waitingFor: 'customer', priority: 'urgent', tags: ['boiler'] });

  // z takes the wait back.
  await page.keyboard.press('z');
  await line(/You took back: the wait/).waitFor();
  await expect.poll(async () => (await row()).status).toBe('open');

  // Somebody owns it: assigning it to another hands it off, with its context.
  await page.keyboard.press('a');
  const form = page.getByRole('dialog', { name: `Hand off #${number}` });
  await form.getByRole('combobox', { name: 'To' }).fill('ben');
  await page.getByRole('option', { name: /Ben Okafor/ }).click();
  await form.getByLabel('What is the issue').fill('The boiler visit has to move to Wednesday');
  await form.getByLabel('What was done so far').fill('Asked the planner for another slot');
  await form.getByLabel('What is needed next').fill('Confirm Wednesday with the customer');
  await page.keyboard.press('Control+Enter');
  await page.getByText('You offer this to Ben Okafor').waitFor();
  await other.page.getByRole('region', { name: 'Handoff' }).getByRole('button', { name: 'Accept' }).click();
  await line(/Ben accepted/).waitFor();
  await page.getByRole('button', { name: 'Owner Ben Okafor' }).waitFor();

  // The editor takes room from the conversation, whose end stays in sight; Esc leaves it for the keys of the page.
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: /note/i }).pressSequentially('Wednesday is free, Ben knows');
  await page.keyboard.press('Control+Enter');
  const said = page.locator('[data-thread]').getByText('Wednesday is free, Ben knows');
  await expect.poll(() => said.evaluate((words) => words.getBoundingClientRect().bottom <= words.closest('[data-thread]')!.getBoundingClientRect().bottom)).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: `Close #${number}` }).getByRole('radio', { name: 'No answer needed' }).waitFor();
  await page.keyboard.press('7');
  await page.keyboard.press('Control+Enter');
  await line(/You closed it: No answer needed/).waitFor();
  await page.keyboard.press('c');
  await line(/You opened it again/).waitFor();
  await page.getByRole('button', { name: 'Change the subject' }).or(page.getByRole('heading', { level: 1 })).first().waitFor();
  await page.keyboard.press('s');
  await page.getByRole('textbox', { name: 'Subject' }).fill('Boiler visit on Wednesday');
  await page.keyboard.press('Enter');
  await other.page.getByRole('heading', { level: 1, name: 'Boiler visit on Wednesday' }).waitFor();

  // Many at once, one undo.
  for (const n of [1, 2, 3]) await mailIn(house.db, { teamId: team.id, subject: `Duplicate ${n}` }, { from: `c${n}@acme.example` });
  await go('/inbox/unowned');
  await page.getByRole('option', { name: /Duplicate 1/ }).click({ modifiers: ['Control'] });
  await page.getByRole('option', { name: /Duplicate 3/ }).click({ modifiers: ['Shift'] });
  await page.getByRole('toolbar', { name: '3 chosen' }).getByRole('button', { name: 'Close 3 tickets' }).click();
  await page.getByRole('dialog', { name: 'Close 3 tickets' }).getByRole('radio', { name: 'No answer needed' }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Every open ticket has an owner').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('option', { name: /Duplicate 2/ }).waitFor();
  expect((await maya.call('GET /tickets/counts')).body.unowned).toBe(3);
  expect((await maya.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body.items.map((one: { name: string }) => one.name)).toEqual(expect.arrayContaining(['tickets.taken', 'tickets.priority-changed', 'tickets.tags-changed', 'tickets.waiting', 'tickets.undone', 'tickets.assigned', 'tickets.closed', 'tickets.reopened', 'tickets.subject-changed']));
  expect([...troubles, ...other.troubles]).toEqual([]);
});
