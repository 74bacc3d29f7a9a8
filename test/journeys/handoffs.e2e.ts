import { afterAll, beforeAll, expect, test } from 'vitest';
import { alwaysOpen, context, offerTo } from '../../src/rooms/handoffs/fixtures.ts';
import { asked } from '../../src/rooms/queues/fixtures.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
let billing: { id: string };
let tech: { id: string };
let maya: TestPerson;
let ben: TestPerson;
let lena: TestPerson;
beforeAll(async () => {
  desk = await openBrowserDesk();
  const { house } = desk;
  await alwaysOpen(house);
  billing = await makeTeam(house, 'Billing');
  tech = await makeTeam(house, 'Tech');
  await giveMailbox(house, billing.id);
  maya = await person(house, { name: 'Maya Lindqvist', teams: [billing] });
  ben = await person(house, { name: 'Ben Okafor', teams: [tech] });
  lena = await person(house, { name: 'Lena Bauer', role: 'lead', teams: [{ id: tech.id, lead: true }, { id: billing.id, lead: true }] });
});
afterAll(() => desk.close());

/** A ticket Maya owns. */
async function owned(subject: string): Promise<{ ticketId: string; number: number }> {
  const { ticketId, number } = await mailIn(desk.house.db, { teamId: billing.id, subject }, { text: 'Hello,\nyou charged me twice for one visit. Please refund one of them.' });
  await maya.call('POST /tickets/:id/take', { params: { id: ticketId }, body: asked });
  return { ticketId, number };
}
const ticketOf = async (id: string) => (await maya.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket;

test('an empty handoff is refused and says what is missing; a good one is offered, kept while written, and accepted by one key on the other screen', async () => {
  const { ticketId, number } = await owned('Charged twice');
  const { page, go } = await desk.seat(maya);
  const other = await desk.seat(ben);
  await go(`/inbox/all/${number}`);
  await other.go('/my-day');
  await page.getByRole('button', { name: 'Owner Maya Lindqvist' }).waitFor();

  await page.keyboard.press('h');
  const form = page.getByRole('dialog', { name: `Hand off #${number}` });
  await expect.poll(() => form.getByLabel('What is the issue').inputValue()).toContain('You charged me twice');
  await form.getByRole('combobox', { name: 'To' }).fill('ben');
  await page.getByRole('option', { name: /Ben Okafor.*0 open/ }).click();
  await form.getByLabel('What was done so far').fill('see above');
  await form.getByText('Ben would do again what was done already and would not know what to do first.').waitFor();
  await form.getByRole('button', { name: 'Hand off to Ben' }).click();
  await form.getByText('Say what is needed next.').waitFor();
  await form.getByText(/That points elsewhere or says nothing/).waitFor();
  expect((await ticketOf(ticketId)).nextDue).toBeNull();
  expect(await axeFindings(page)).toEqual([]);

  // What is typed survives closing the form.
  await form.getByLabel('What was done so far').fill('Compared both payments with the list of visits');
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'hidden' });
  await page.keyboard.press('a');
  await expect.poll(() => form.getByLabel('What was done so far').inputValue()).toContain('Compared both payments');
  await form.getByLabel('What is needed next').fill('Refund the second payment and write to her');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: 'Handoff' }).getByText('You offer this to Ben Okafor').waitFor();
  await page.getByRole('img', { name: 'Owner Maya Lindqvist, offered to Ben Okafor' }).first().waitFor();

  // It stands on Ben's day as soon as it is offered, with what is needed next.
  const task = other.page.getByRole('listitem').filter({ hasText: `#${number}` });
  await task.getByText(/Outside my expertise\. Next: Refund the second payment/).waitFor();
  await task.getByRole('link').focus();
  await other.page.keyboard.press('y');
  await expect.poll(async () => (await ticketOf(ticketId)).ownerId).toBe(ben.id);
  await page.getByText('Ben accepted; it is theirs now').waitFor();
  await other.go(`/inbox/all/${number}`);
  await other.page.getByRole('article', { name: 'Handoff' }).getByRole('button', { name: 'I had what I needed' }).click();
  await other.page.getByText('had what they needed').waitFor();
});

test('nobody accepts: it climbs to the lead, who accepts it on a phone with one thumb; the sheet shows it meanwhile', async () => {
  const { house } = desk;
  const { ticketId, number } = await owned('Boiler is cold');
  const offered = await offerTo(maya, ticketId, { personId: ben.id });
  expect(offered.status).toBe(200);
  const sheet = await desk.seat(maya);
  await sheet.go('/hand-off-sheet');
  const row = sheet.page.getByRole('region', { name: 'Open handoffs' }).getByRole('listitem').filter({ hasText: `#${number}` });
  await row.getByText(new RegExp(`Next: ${context.next}`)).waitFor();
  await row.getByLabel(`Checked so far on #${number}`).fill('Boiler model and last service');
  await row.getByLabel(`Checked so far on #${number}`).press('Control+Enter');
  await expect.poll(async () => (await maya.call('GET /tickets/:id/handoff-draft', { params: { id: ticketId } })).body.done).toContain('Boiler model');
  expect(await axeFindings(sheet.page)).toEqual([]);
  for (let i = 0; i < 2; i++) await house.advance('61m');
  await expect.poll(async () => (await maya.call('GET /handoffs/:id', { params: { id: offered.body.handoff.id } })).body.state).toBe('expired');
  await row.getByText('Nobody accepted in time.').waitFor();

  const phone = await desk.seat(lena, { size: 'phone' });
  await phone.go('/my-day');
  const task = phone.page.getByRole('listitem').filter({ hasText: `#${number}` });
  await task.getByRole('button', { name: 'Accept' }).click();
  await expect.poll(async () => (await ticketOf(ticketId)).ownerId).toBe(lena.id);
  await row.waitFor({ state: 'hidden' });
});

test('chosen tickets are handed off together, each with its own form; a gap in one keeps all of them', async () => {
  const all = [await owned('Key does not fit'), await owned('Wrong address')];
  const { page, go } = await desk.seat(maya);
  await go('/inbox/mine?order=newest');
  await page.getByRole('option', { name: /Wrong address/ }).waitFor();
  // The newest two stand first.
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
  await page.getByRole('toolbar', { name: '2 chosen' }).getByRole('button', { name: 'Hand off 2 tickets' }).click();
  const form = page.getByRole('dialog', { name: 'Hand off 2 tickets' });
  await form.getByRole('combobox', { name: 'To' }).fill('tech');
  await page.getByRole('option', { name: /^Tech/ }).click();
  await form.getByRole('button', { name: 'Hand off to Tech' }).click();
  await form.getByText('Say what is needed next.').waitFor();
  const fill = async () => {
    await form.getByLabel('What was done so far').fill('Asked the customer for a photo of the door');
    await form.getByLabel('What is needed next').fill('Find out which key was sent and send another');
  };
  await fill();
  await form.getByRole('button', { name: 'Hand off to Tech' }).click();
  // The other one opens, for it says too little yet.
  await form.getByText('Say what is needed next.').waitFor();
  expect((await ticketOf(all[0]!.ticketId)).nextDue).toBeNull();
  await fill();
  await form.getByRole('button', { name: 'Hand off to Tech' }).click();
  await page.getByText('Offered 2 tickets to Tech').waitFor();
  for (const { ticketId } of all) expect(await ticketOf(ticketId)).toMatchObject({ ownerId: maya.id, teamId: tech.id, nextDue: { kind: 'handoff' } });
});

test('who carries less offers help; who is swamped chooses among the oldest, which move by handoff and say so', async () => {
  const cleo = await person(desk.house, { name: 'Cleo Roux', teams: [billing] });
  await Promise.all(Array.from({ length: 9 }, (_, n) => owned(`Invoice ${n}`)));
  const helper = await desk.seat(cleo);
  await helper.go('/team/load');
  const offer = helper.page.getByText(/^Maya could use help/);
  await offer.waitFor();
  await helper.page.getByRole('button', { name: 'Offer to help' }).click();
  await helper.page.getByText(/^You offered Maya to take/).waitFor();

  // It is told at the bell, and answered there.
  const { page, go } = await desk.seat(maya);
  await go('/my-day');
  await page.getByRole('button', { name: /^Notifications, \d+ unread/ }).click();
  const centre = page.getByRole('dialog', { name: 'Notifications' });
  await centre.getByText('Cleo offers to take some of your tickets').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await centre.getByRole('button', { name: 'Choose which' }).click();
  const form = page.getByRole('dialog', { name: /^Hand off/ });
  const { count } = (await cleo.call('GET /helps')).body.fromMe[0];
  const oldest = (await maya.call('GET /people/:id/oldest-tickets', { params: { id: maya.id }, query: { helperId: cleo.id, count } })).body.items as { id: string; number: number }[];
  // All but the two oldest she keeps.
  for (const kept of oldest.splice(2)) await form.getByRole('button', { name: `Keep #${kept.number}` }).click();
  for (let n = 0; n < oldest.length; n++) {
    await form.getByLabel('What was done so far').fill('Compared the invoice with the visits');
    await form.getByLabel('What is needed next').fill('Write to the customer with the right amount');
    await form.getByRole('button', { name: 'Hand off to Cleo' }).click();
  }
  await page.getByText(/^Offered .* to Cleo/).waitFor();

  // Nothing moved yet; Cleo accepts one, and its timeline tells how it came to her.
  const first = oldest[0]!.id;
  expect((await ticketOf(first)).ownerId).toBe(maya.id);
  const { toMe } = (await cleo.call('GET /handoffs/mine')).body as { toMe: { handoff: { id: string }; ticket: { id: string; number: number } }[] };
  expect(toMe.map((one) => one.ticket.id).sort()).toEqual(oldest.map((one) => one.id).sort());
  const { handoff, ticket } = toMe.find((one) => one.ticket.id === first)!;
  await cleo.call('POST /handoffs/:id/accept', { params: { id: handoff.id }, body: {} });
  await helper.go(`/inbox/all/${ticket.number}`);
  await helper.page.getByRole('article', { name: 'Handoff' }).getByText(/Sharing the load/).first().waitFor();
  expect((await ticketOf(first)).ownerId).toBe(cleo.id);
});
