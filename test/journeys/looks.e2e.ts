import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person } from '../people.ts';

let desk: BrowserDesk;
beforeAll(async () => { desk = await openBrowserDesk(); });
afterAll(() => desk.close());

test('what has no source is pointed out; a new teammate’s reply waits for a look, is given back, changed, released, and leaves once in their name (Q15)', async () => {
  const { house } = desk;
  const team = await makeTeam(house, 'Billing');
  await giveMailbox(house, team.id);
  const nia = await person(house, { name: 'Nia New', teams: [{ id: team.id }] });
  const ben = await person(house, { name: 'Ben Okafor', teams: [{ id: team.id }] });
  const lea = await person(house, { name: 'Lea Brandt', role: 'lead', teams: [{ id: team.id, lead: true }] });
  await lea.call('PUT /look-settings', { body: { teamId: team.id, people: [{ personId: nia.id }] } });
  const { number, ticketId } = await mailIn(house.db, { teamId: team.id, subject: 'Charged twice' }, { text: 'You charged 80 EUR twice.' });
  const hers = await desk.seat(nia);
  await hers.go(`/inbox/all/${number}`);
  await hers.page.locator('article').first().waitFor();
  await hers.page.keyboard.press('r');
  await hers.page.getByRole('textbox', { name: /^Reply/ }).waitFor();
  await hers.page.keyboard.type('We charged 80 EUR and will refund 120 EUR.');
  const advice = hers.page.getByRole('status', { name: 'Before it is sent' });
  await advice.getByText(/“120 EUR” is above what you may decide/).waitFor();
  await advice.getByText('A colleague looks at your replies before they leave.').waitFor();
  expect(await advice.getByText(/“80 EUR”/).count()).toBe(0);
  await hers.page.keyboard.press('Control+Enter');
  const asking = hers.page.getByRole('dialog', { name: 'Ask for a look' });
  await asking.getByLabel('What to look at').fill('Is 120 right?');
  await hers.page.keyboard.press('Control+Enter');
  await asking.waitFor({ state: 'detached' });
  const bar = hers.page.getByRole('region', { name: 'A reply that waits for a look' });
  await bar.getByText('Your reply waits for a look').waitFor();

  // Ben finds it on My day and gives it back with words: it is her draft again.
  const his = await desk.seat(ben);
  await his.go('/my-day');
  await his.page.getByRole('button', { name: 'Look at it' }).click();
  const looking = his.page.getByRole('dialog', { name: /^Nia’s reply waits for a look/ });
  await looking.getByText('Nia asks: Is 120 right?').waitFor();
  await looking.getByLabel(/A comment, or why you give it back/).fill('It was 80');
  await looking.getByRole('button', { name: 'Give it back' }).click();
  await looking.waitFor({ state: 'detached' });
  await bar.waitFor({ state: 'detached' });
  await hers.page.getByText(/Ben gave your reply back: It was 80/).waitFor();
  const written = hers.page.getByRole('textbox', { name: /^Reply/ });
  await written.getByText('We charged 80 EUR and will refund 120 EUR.').waitFor();

  // Asked once more, it is changed and released: it stands on the timeline as hers.
  await written.click();
  await hers.page.keyboard.press('Control+Enter');
  await asking.waitFor();
  await hers.page.keyboard.press('Control+Enter');
  await bar.waitFor();
  await his.go(`/inbox/all/${number}`);
  await his.page.getByRole('button', { name: 'Look at it' }).click();
  const text = looking.getByRole('textbox', { name: 'The reply' });
  await text.click();
  await his.page.keyboard.press('Control+A');
  await his.page.keyboard.type('You will get the 80 EUR back.');
  await looking.getByRole('button', { name: 'Change and release' }).click();
  await looking.waitFor({ state: 'detached' });
  await hers.page.getByRole('option', { name: /You will get the 80 EUR/ }).waitFor();
  await hers.page.getByText(/Ben released your reply/).waitFor();
  const { items } = (await lea.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body;
  expect(items.filter((e: { name: string }) => e.name === 'tickets.replied').map((e: { message: { personId: string } }) => e.message.personId)).toEqual([nia.id]);
  expect([...hers.troubles, ...his.troubles]).toEqual([]);
});
