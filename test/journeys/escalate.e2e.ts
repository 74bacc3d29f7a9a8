import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/core/ids.ts';
import { asked } from '../../src/rooms/queues/fixtures.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person } from '../people.ts';

let desk: BrowserDesk;
beforeAll(async () => { desk = await openBrowserDesk(); });
afterAll(() => desk.close());

test('an escalation is suggested, refused while thin, raised, not taken on, climbs, is answered standing up, the customer is told, the loop is closed (E1-E6)', async () => {
  const { house } = desk;
  const billing = await makeTeam(house, 'Billing');
  const tech = await makeTeam(house, 'Tech');
  await giveMailbox(house, billing.id);
  const ada = await person(house, { name: 'Ada Marsh', role: 'admin' });
  const maya = await person(house, { name: 'Maya Lindqvist', teams: [{ id: billing.id }] });
  const ben = await person(house, { name: 'Ben Okafor', teams: [{ id: tech.id }] });
  const lea = await person(house, { name: 'Lea Brandt', role: 'lead', teams: [{ id: tech.id, lead: true }] });
  const minutes = { urgent: 15, high: 60, normal: 240, low: 480 };
  const paths = (await ada.call('GET /escalation-paths')).body;
  await ada.call('PUT /escalation-paths/:id', { params: { id: paths[0].id }, body: { ...paths[0], steps: [{ kind: 'person', personId: ben.id }, { kind: 'on-duty', teamId: tech.id }], acknowledge: minutes, answer: minutes, required: ['done'], version: 1 } });
  const { ticketId, number } = await mailIn(house.db, { teamId: billing.id, subject: 'Charged twice in January' }, { text: 'You charged me twice for January. I want to speak to your manager, today.' });
  await maya.call('POST /tickets/:id/take', { params: { id: ticketId }, body: asked });
  await maya.call('POST /tickets/:id/notes', { params: { id: ticketId }, body: { id: newId(), html: '<p>Checked invoice 4711: it was paid twice.</p>' } });

  // Suggested, with the reason and the words it comes from.
  const mayas = await desk.seat(maya);
  const { page } = mayas;
  await mayas.go(`/inbox/mine/${number}`);
  await page.getByText('The customer asks for somebody who decides.').waitFor();
  await page.keyboard.press('e');
  const form = page.getByRole('dialog', { name: `Escalate #${number}` });
  await form.getByText(/^Normal: Ben has 4 hours, then whoever of Tech is there has 4 hours, then the leads of Tech have 4 hours, then the admins/).waitFor();
  expect(await form.getByLabel('The issue in brief').inputValue()).toContain('Charged twice in January');
  expect(await form.getByLabel('What was done').inputValue()).toContain('Checked invoice 4711');
  // Thin words are pointed at while one types; closed and opened again they are still there.
  await form.getByLabel('What exactly').fill('please help');
  await form.getByText(/What you need says nothing that somebody else could go on with/).first().waitFor();
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
  await page.keyboard.press('e');
  expect(await form.getByLabel('What exactly').inputValue()).toBe('please help');
  await form.getByLabel('What exactly').fill('Approve a credit of 80 EUR for the trouble.');
  await form.getByRole('combobox', { name: 'How urgent' }).click();
  await page.getByRole('option', { name: 'Urgent' }).click();
  await form.getByText('Good to go').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await form.getByLabel('What exactly').press('Control+Enter');
  const bar = page.getByRole('region', { name: 'Escalation to Manager' });
  await bar.getByText('Waits for Ben to take it on').waitFor();
  await page.getByRole('article', { name: /^Escalation by Maya Lindqvist/ }).getByText('Approve a credit of 80 EUR for the trouble.').waitFor();

  // Ben has it in his day, and does nothing: it goes on to whoever of Tech is there.
  const bens = await desk.seat(ben);
  await bens.go('/my-day');
  await bens.page.getByRole('link', { name: `#${number} Charged twice in January` }).waitFor();
  await house.advance('16m');
  await page.getByText(/^Nobody took it on in time: .*Lea.* were asked/).waitFor();
  // While it is open the ticket is closed by nobody.
  await page.getByRole('region', { name: 'Conversation' }).or(page.locator('[data-thread]')).first().click();
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: `Close #${number}` }).getByText('Escalation to Manager').waitFor();
  await page.keyboard.press('Escape');

  // Lea takes it on and answers standing up.
  const leas = await desk.seat(lea, { size: 'phone' });
  await leas.go('/escalations');
  await leas.page.getByRole('heading', { name: /To take on/ }).waitFor();
  await leas.page.getByRole('link', { name: `#${number} Charged twice in January` }).click();
  const thumb = leas.page.getByRole('region', { name: 'Escalation to Manager' });
  await thumb.getByRole('button', { name: /Take it on/ }).click();
  await bar.getByText('Lea is on it').waitFor();
  await thumb.getByRole('button', { name: /Record the answer/ }).click();
  const answer = leas.page.getByRole('dialog', { name: 'Record the answer' });
  await answer.getByText('Approve a credit of 80 EUR for the trouble.').waitFor();
  const words = answer.getByRole('textbox', { name: 'What was decided or done' });
  await words.click();
  await words.pressSequentially('Approved: 80 EUR credit, book it today.');
  await answer.getByRole('button', { name: /Record answer/ }).click();

  // Maya reads it, tells the customer, and closes the loop with the reply that is offered.
  await bar.getByText('Lea answered; you tell the customer').waitFor();
  await page.getByRole('article', { name: /Note by Lea Brandt/ }).getByText('Approved: 80 EUR credit, book it today.').waitFor();
  await page.keyboard.press('r');
  const reply = page.getByRole('textbox', { name: /^Reply to/ });
  await reply.click();
  await reply.pressSequentially('You get a credit of 80 EUR today.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('article', { name: 'Reply by Maya Lindqvist' }).or(page.getByRole('article', { name: /^Reply by you/i })).first().waitFor();
  await bar.getByRole('button', { name: /Close the loop/ }).click();
  const close = page.getByRole('dialog', { name: 'Close the loop' });
  await close.getByText(/the first after the answer/).waitFor();
  await close.getByRole('radio', { name: 'A higher limit of my own' }).click();
  await close.getByRole('button', { name: /Close escalation/ }).click();
  await page.getByText(/You closed the loop/).waitFor();
  await bar.waitFor({ state: 'detached' });
  const [one] = (await ada.call('GET /tickets/:id/escalations', { params: { id: ticketId } })).body;
  expect(one).toMatchObject({ state: 'closed', climbs: 1, acknowledgedBy: lea.id, answeredBy: lea.id, lesson: 'authority', toldMessageId: expect.any(String) });

  // Leads see what would have helped.
  await leas.go('/escalations?view=report');
  await leas.page.getByText('A higher limit of my own').waitFor();
  expect([...mayas.troubles, ...bens.troubles, ...leas.troubles]).toEqual([]);
});
