import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person } from '../people.ts';

let desk: BrowserDesk;
beforeAll(async () => { desk = await openBrowserDesk(); });
afterAll(() => desk.close());

test('two people on one ticket see each other, a mention is told, who writes is seen, and the slower reply is stopped (Q11)', async () => {
  const { house } = desk;
  const team = await makeTeam(house, 'Billing');
  await giveMailbox(house, team.id);
  const maya = await person(house, { name: 'Maya Lindqvist', teams: [{ id: team.id }] });
  const ben = await person(house, { name: 'Ben Okafor', teams: [{ id: team.id }] });
  const left = await desk.seat(maya);
  const right = await desk.seat(ben);

  // A mail that comes while both look at the list appears in both, without reload.
  await left.go('/inbox/all');
  await right.go('/inbox/all');
  await left.page.getByText('There are no open tickets').waitFor();
  const { ticketId } = await mailIn(house.db, { teamId: team.id, subject: 'Charged twice in January' });
  await right.page.getByRole('option', { name: /Charged twice in January/ }).click();
  await left.page.getByRole('option', { name: /Charged twice in January/ }).click();
  await left.page.getByRole('img', { name: /^Viewing: .*Ben Okafor/ }).waitFor();
  await right.page.getByRole('img', { name: /^Viewing: .*Maya Lindqvist/ }).waitFor();

  // A note with a mention stands on both screens, and who is meant is told.
  await right.page.keyboard.press('n');
  const note = right.page.getByRole('textbox', { name: /only seen by teammates/ });
  await note.click();
  await note.pressSequentially('@May');
  await right.page.getByRole('option', { name: /Maya Lindqvist/ }).waitFor();
  await right.page.keyboard.press('Enter');
  await note.pressSequentially('the refund is safe');
  await right.page.keyboard.press('Control+Enter');
  await left.page.getByRole('article', { name: /Note by Ben Okafor/ }).getByText('the refund is safe').waitFor();
  await expect.poll(async () => (await maya.call('GET /notifications')).body.items.map((one: { kind: string }) => one.kind), { timeout: 10_000 }).toContain('mention');

  // Both begin to write; each sees it of the other.
  await right.page.getByRole('radio', { name: 'Reply' }).click();
  const bens = right.page.getByRole('textbox', { name: /^Reply to/ });
  await bens.click();
  await bens.pressSequentially('Your refund is on its way.');
  await left.page.getByText('Ben is writing a reply').waitFor();
  await left.page.keyboard.press('r');
  const mayas = left.page.getByRole('textbox', { name: /^Reply to/ });
  await mayas.click();
  await mayas.pressSequentially('Let me look into it.');
  await right.page.getByText('Maya is writing a reply').waitFor();

  // Ben is faster. Maya is told while she writes, and stopped when she sends all the same.
  await right.page.keyboard.press('Control+Enter');
  await left.page.getByText('Ben wrote while you were writing').waitFor();
  await mayas.click();
  await left.page.keyboard.press('Control+Enter');
  const stop = left.page.getByRole('alert').filter({ hasText: 'Not sent yet' });
  await stop.getByText('Your refund is on its way.').waitFor();
  expect(await mayas.textContent()).toContain('Let me look into it.');
  await stop.getByRole('button', { name: 'Send anyway' }).click();
  await right.page.getByRole('article', { name: 'Reply by Maya Lindqvist' }).waitFor();
  await expect.poll(() => mayas.textContent()).not.toContain('Let me look');
  const { items } = (await maya.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body as { items: { name: string }[] };
  expect(items.filter((one) => one.name === 'tickets.replied')).toHaveLength(2);

  expect([...left.troubles, ...right.troubles]).toEqual([]);
});
