import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/core/ids.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
let billing: { id: string };
let maya: TestPerson, ben: TestPerson;
beforeAll(async () => {
  desk = await openBrowserDesk();
  billing = await makeTeam(desk.house, 'Billing');
  await giveMailbox(desk.house, billing.id);
  maya = await person(desk.house, { name: 'Maya Lindqvist', teams: [billing] });
  ben = await person(desk.house, { name: 'Ben Okafor', teams: [billing] });
});
afterAll(() => desk.close());

const refund = '0198c0de-7e00-7000-8000-000000000101';

test('the first look: a summary whose lines lead to where they stand, sub-tasks by keyboard and live, a playbook that says why it is there', async () => {
  const { db } = desk.house;
  const { ticketId, number, messageId } = await mailIn(db, { teamId: billing.id, subject: 'Charged twice in January' }, { text: 'Hello,\n\nI hope you are well.\nIn January I was charged twice for order 4711. This is unacceptable.\nCould you please refund the second payment?\n\nBest regards\nAnna Keller' });
  for (let n = 0; n < 12; n++) await ben.call('POST /tickets/:id/notes', { params: { id: ticketId }, body: { id: newId(), html: `<p>Waiting for the bank, day ${n}.</p><p>Nothing yet.</p>` } });
  await ben.call('POST /tickets/:id/subtask-template', { params: { id: ticketId }, body: { templateId: refund } });
  const { page, go } = await desk.seat(maya);
  await go(`/inbox/all/${number}`);

  const summary = page.getByRole('region', { name: 'Summary' });
  await summary.getByRole('button', { name: /charged twice for order 4711/ }).waitFor();
  // It comes before any way to contact the customer.
  const [look, write] = [await page.locator('[data-overview]').boundingBox(), await page.getByRole('button', { name: /Send to Anna/ }).boundingBox()];
  expect(look!.y + look!.height).toBeLessThanOrEqual(write!.y);
  await expect.poll(() => page.locator(`#entry-${messageId}`).evaluateAll((all) => all.some((one) => one.getBoundingClientRect().bottom > 300))).toBe(false);
  await summary.getByRole('button', { name: /Could you please refund/ }).click();
  await page.locator(`#entry-${messageId}.soft-mark`).waitFor();

  // Sub-tasks: b adds, Enter goes on, Alt and an arrow moves, another one's tick shows.
  const tasks = page.getByRole('region', { name: 'Sub-tasks' });
  await tasks.getByText('Refund the amount').waitFor();
  await page.keyboard.press('b');
  await page.getByRole('textbox', { name: 'Add a sub-task' }).waitFor();
  await page.keyboard.type('Send a card');
  await page.keyboard.press('Enter');
  await tasks.getByRole('checkbox', { name: 'Send a card' }).waitFor();
  await page.keyboard.press('Escape');
  const texts = async () => ((await maya.call('GET /tickets/:id/subtasks', { params: { id: ticketId } })).body as { text: string; state: string }[]).map((one) => one.text);
  await expect.poll(async () => (await texts()).at(-1)).toBe('Send a card');
  await tasks.getByRole('checkbox', { name: 'Send a card' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByRole('status').getByText('“Send a card” is 4 of 5').waitFor();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(async () => (await texts()).at(-2)).toBe('Send a card');
  expect(await tasks.getByRole('checkbox', { name: 'Send a card' }).evaluate((box) => box === document.activeElement)).toBe(true);
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('status').getByText('“Send a card” is 5 of 5').waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('status').getByText('It is the last').waitFor();
  await expect.poll(async () => (await texts()).at(-1)).toBe('Send a card');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Move the sub-task up').waitFor();
  await page.keyboard.press('Escape');
  const [first] = (await ben.call('GET /tickets/:id/subtasks', { params: { id: ticketId } })).body;
  await ben.call('POST /subtasks/:id/tick', { params: { id: first.id } });
  await tasks.getByText('1 of 5').waitFor();
  await tasks.getByRole('checkbox', { name: /ticked by Ben/ }).waitFor();

  // The playbook says why, and puts its phrase into the reply.
  const playbook = page.getByRole('region', { name: 'Playbook: Angry customer' });
  await playbook.getByRole('button', { name: /Anna wrote .unacceptable./ }).waitFor();
  await playbook.getByRole('button', { name: '5 steps' }).click();
  await playbook.getByRole('button', { name: '3. Apologise' }).click();
  expect(await axeFindings(page)).toEqual([]);
  await playbook.getByRole('button', { name: 'Put in a phrase' }).click();
  await page.getByRole('textbox', { name: /Reply/ }).getByText('I am sorry. This should not have happened.').waitFor();
  await playbook.getByRole('button', { name: 'Set it aside' }).click();
  await expect.poll(() => playbook.count()).toBe(0);

  // Folded, and still so when one comes back.
  await page.locator('[data-overview]').getByRole('button', { name: 'Fold' }).click();
  await page.getByRole('button', { name: /charged twice for order 4711.*1 of 5, 3 required/ }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: /charged twice for order 4711.*1 of 5, 3 required/ }).waitFor();
});

test('on a phone a sub-task is moved by its handle', async () => {
  const { ticketId, number } = await mailIn(desk.house.db, { teamId: billing.id, subject: 'Refund for the lamp' }, { text: 'Please refund the lamp.' });
  for (const text of ['First', 'Second', 'Third']) await ben.call('POST /tickets/:id/subtasks', { params: { id: ticketId }, body: { id: newId(), text } });
  const { page, context, go } = await desk.seat(maya, { size: 'phone' });
  await go(`/tickets/${number}`);
  await page.getByRole('button', { name: /0 of 3/ }).tap();
  const row = (text: string) => page.locator('[data-subtask]').filter({ hasText: text });
  await row('Third').waitFor();
  const [from, to] = [(await row('Third').boundingBox())!, (await row('First').boundingBox())!];
  const finger = await context.newCDPSession(page);
  const at = (box: { x: number; y: number; height: number }, part: number) => [{ x: box.x + 10, y: box.y + box.height * part }];
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(from, 0.5) });
  await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(from, 0.2) });
  await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(to, 0.2) });
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(async () => ((await maya.call('GET /tickets/:id/subtasks', { params: { id: ticketId } })).body as { text: string }[]).map((one) => one.text)).toEqual(['Third', 'First', 'Second']);
});
