import { afterAll, beforeAll, expect, test } from 'vitest';
import { alwaysOpen } from '../../src/rooms/handoffs/fixtures.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
let billing: { id: string };
let maya: TestPerson, ben: TestPerson, cleo: TestPerson;
beforeAll(async () => {
  desk = await openBrowserDesk();
  await alwaysOpen(desk.house);
  billing = await makeTeam(desk.house, 'Billing');
  await giveMailbox(desk.house, billing.id);
  maya = await person(desk.house, { name: 'Maya Lindqvist', teams: [billing] });
  ben = await person(desk.house, { name: 'Ben Okafor', teams: [billing] });
  cleo = await person(desk.house, { name: 'Cleo Martin', teams: [billing] });
});
afterAll(() => desk.close());

const asksOn = async (ticketId: string) => (await maya.call('GET /tickets/:id/asks', { params: { id: ticketId } })).body as { state: string; kind: string; personId: string | null; forId: string | null }[];

test('a question is asked, passed on, and answered by a note; who is away is said at once with who is there instead', async () => {
  const { ticketId, number } = await mailIn(desk.house.db, { teamId: billing.id, subject: 'Charged twice' }, { text: 'Please refund one of them.' });
  const { page, go } = await desk.seat(maya);
  const bens = await desk.seat(ben);
  const cleos = await desk.seat(cleo);
  await go(`/inbox/all/${number}`);
  await bens.go('/my-day');
  await cleos.go('/my-day');
  await page.getByRole('heading', { name: 'Charged twice' }).first().waitFor();

  await page.keyboard.press('n');
  const note = page.getByRole('textbox', { name: 'Note, only seen by teammates' });
  await note.waitFor();
  await note.pressSequentially('@ben');
  await page.getByRole('option', { name: /Ben Okafor/ }).click();
  await note.pressSequentially('is the refund safe?');
  const asked = page.getByRole('group', { name: 'What Ben Okafor is asked' });
  await expect.poll(() => asked.getByRole('button', { name: 'Question', exact: true }).getAttribute('aria-pressed')).toBe('true');
  // One key changes what is meant, and back again.
  await page.keyboard.press('Control+j');
  await expect.poll(() => asked.getByRole('button', { name: 'Request' }).getAttribute('aria-pressed')).toBe('true');
  await asked.getByRole('button', { name: 'Question', exact: true }).click();
  await expect.poll(() => asked.getByRole('button', { name: 'Question', exact: true }).getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('list', { name: 'Asked in this note' }).getByText('Question for Ben').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  // Ben has it on his day, and passes it on by one key.
  const task = bens.page.getByRole('listitem').filter({ hasText: 'is the refund safe?' });
  await task.getByText('Maya asks you').waitFor();
  await task.getByRole('link').focus();
  await bens.page.keyboard.press('w');
  await bens.page.getByPlaceholder('Pass this question on to').fill('cleo');
  await bens.page.getByRole('option', { name: /Cleo Martin/ }).click();
  await task.waitFor({ state: 'detached' });
  await page.getByText('Question for Cleo, passed on by Ben').waitFor();

  // Cleo answers it in a note.
  const hers = cleos.page.getByRole('listitem').filter({ hasText: 'is the refund safe?' });
  await hers.getByRole('button', { name: 'Answer' }).click();
  await cleos.page.getByText('Answers: Maya asks you').waitFor();
  const answer = cleos.page.getByRole('textbox', { name: 'Note, only seen by teammates' });
  await answer.click();
  await answer.pressSequentially('Yes, the second payment was a retry.');
  await cleos.page.keyboard.press('Control+Enter');
  await page.getByRole('link', { name: 'Question answered by Cleo' }).waitFor();
  expect(await asksOn(ticketId)).toMatchObject([{ state: 'answered', personId: cleo.id }]);

  // Ben goes on leave: said as soon as he is mentioned, and Cleo is asked instead by one key.
  await ben.call('PUT /me/availability', { body: { state: 'on-leave' } });
  await note.click();
  await note.pressSequentially('@ben');
  await page.getByRole('option', { name: /Ben Okafor.*on leave/ }).click();
  await note.pressSequentially('please refund it');
  await page.getByText('Ben is on leave. Nobody stands in; Cleo is there.').waitFor();
  await page.keyboard.press('Control+u');
  await page.getByRole('group', { name: 'What Cleo Martin is asked' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => asksOn(ticketId)).toMatchObject([{ state: 'open', kind: 'action', personId: cleo.id, forId: null }, { state: 'answered' }]);
});

test('a customer is verified by one key; a note begun with a template carries it along and says what it still lacks', async () => {
  const { number } = await mailIn(desk.house.db, { teamId: billing.id, subject: 'Refund please' }, { text: 'One visit, two payments.' });
  const { page, go } = await desk.seat(maya);
  await go(`/inbox/all/${number}`);
  await page.getByRole('button', { name: /^Not verified/ }).waitFor();
  await page.keyboard.press('Shift+i');
  const form = page.getByRole('dialog', { name: /How did you verify/ });
  await form.getByRole('radio', { name: 'Security question' }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: /^Verified .* by security question/ }).waitFor();
  await page.getByText('You verified the customer by security question').waitFor();

  await page.keyboard.press('n');
  const note = page.getByRole('textbox', { name: 'Note, only seen by teammates' });
  await note.click();
  await page.keyboard.press('Control+g');
  await page.getByRole('option', { name: /^Refund/ }).click();
  await expect.poll(() => note.innerText()).toContain('Anna Keller');
  await note.pressSequentially('Ben refunds it');
  const holds = page.getByRole('status', { name: 'What the note holds' });
  await holds.getByText('Who they are: there').waitFor();
  await holds.getByText('What was promised: missing').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Customer verified by security question').waitFor();
});

test('on a phone: taken and ticked off by a thumb', async () => {
  const { ticketId, number } = await mailIn(desk.house.db, { teamId: billing.id, subject: 'Where is my invoice' }, { text: 'It never came.' });
  await maya.call('POST /tickets/:id/notes', { params: { id: ticketId }, body: { id: crypto.randomUUID(), html: `<p><span data-mention="team" data-id="${billing.id}">@Billing</span> who can send it?</p>` } });
  const { page, go } = await desk.seat(cleo, { size: 'phone' });
  await go(`/tickets/${number}`);
  const bar = page.getByRole('region', { name: 'Asked of you' });
  await bar.getByRole('button', { name: 'Take it' }).click();
  await bar.getByRole('button', { name: 'Done' }).click();
  await bar.waitFor({ state: 'detached' });
  expect(await asksOn(ticketId)).toMatchObject([{ state: 'done', personId: cleo.id }]);
});
