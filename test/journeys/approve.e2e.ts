import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/core/ids.ts';
import { keptMail } from '../../src/core/server/mail.ts';
import { askWith } from '../../src/rooms/approvals/fixtures.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person } from '../people.ts';

let desk: BrowserDesk;
beforeAll(async () => { desk = await openBrowserDesk(); });
afterAll(() => desk.close());

test('an agent asks, a lead says yes by one key, and it is done with the lead’s note; a refund above the limit is refused on a phone, another approved by the link of a mail', async () => {
  const { house } = desk;
  const team = await makeTeam(house, 'Billing');
  await giveMailbox(house, team.id);
  const maya = await person(house, { name: 'Maya Lindqvist', role: 'lead', teams: [{ id: team.id, lead: true }] });
  const ben = await person(house, { name: 'Ben Okafor', teams: [{ id: team.id }] });
  const { ticketId, number } = await mailIn(house.db, { teamId: team.id, subject: 'Charged twice' }, { text: 'You took it twice.' });
  await mailIn(house.db, { ticketId }, { text: 'By the way, my boiler drips.' });
  const agent = await desk.seat(ben);
  const lead = await desk.seat(maya);
  await lead.go('/my-day');
  await agent.go(`/tickets/${number}`);
  const talk = agent.page.getByRole('region', { name: 'Conversation' });

  // What is reserved is offered as a request where it is tried; what was typed is kept through Esc.
  const message = talk.getByRole('article', { name: /Anna Keller/ }).last();
  await message.hover();
  await message.getByRole('button', { name: 'More' }).click();
  await agent.page.getByRole('menuitem', { name: /Split off/ }).click();
  const split = agent.page.getByRole('dialog', { name: 'Split off into a new ticket' });
  await split.getByLabel('Subject of the new ticket').fill('Boiler drips');
  await split.getByRole('button', { name: 'Split off' }).click();
  const ask = agent.page.getByRole('dialog', { name: 'Ask for approval' });
  await ask.getByLabel('Why is it needed?').fill('Plumbing is another matter.');
  await agent.page.keyboard.press('Escape');
  await ask.waitFor({ state: 'hidden' });
  await split.getByRole('button', { name: 'Split off' }).click();
  await ask.getByRole('button', { name: 'Ask Maya' }).click();
  await split.waitFor({ state: 'hidden' });
  await agent.page.getByText('You ask: Split a message off').waitFor();

  // The lead's day shows it at once; one key decides.
  const row = lead.page.getByRole('listitem').filter({ hasText: 'Plumbing is another matter.' });
  await row.waitFor();
  await row.getByRole('link').focus();
  await lead.page.keyboard.press('y');
  await row.waitFor({ state: 'hidden' });
  await talk.getByRole('article', { name: /Note by Maya Lindqvist/ }).getByText('Approved: Split a message off').waitFor();
  await talk.getByText(/You split a message off into/).waitFor();
  await agent.page.getByText('You ask: Split a message off').waitFor({ state: 'hidden' });

  // A refund above one's limit; the lead stands with a phone, and refusing says why.
  const askRefund = async (amount: string, why: string) => {
    await agent.page.keyboard.press('Shift+D');
    const form = agent.page.getByRole('dialog', { name: 'Record a decision' });
    await form.getByLabel('Amount').fill(amount);
    await form.getByLabel('Why').fill(why);
    await form.getByRole('button', { name: 'Ask for approval' }).click();
    await ask.getByRole('button', { name: 'Ask Maya' }).click();
    await agent.page.getByText(`You ask: Refund of ${amount} EUR`).waitFor();
  };
  await askRefund('80', 'Charged twice in January');
  const phone = await desk.seat(maya, { size: 'phone' });
  await phone.go('/approvals');
  await phone.page.getByRole('button', { name: /^Refuse/ }).click();
  const no = phone.page.getByRole('dialog', { name: 'Refuse' });
  await no.getByRole('button', { name: 'Refuse' }).click();
  await no.getByText('Say why not, so that they can go on.').waitFor();
  await no.getByLabel('Why not?').fill('Only one charge went through.');
  await no.getByRole('button', { name: 'Refuse' }).click();
  await phone.page.getByText('Nothing waits for your yes or no.').waitFor();
  await talk.getByText(/Maya refused: Refund of 80 EUR because “Only one charge went through.”/).waitFor();

  // By the link of a mail, on a phone where nobody is signed in: opening it decides nothing.
  await askRefund('90', 'Two charges after all');
  const letter = async () => {
    const { rows } = await sql<{ mail: unknown }>`select mail from outbox where kind = 'approvals.request' and state <> 'cancelled' order by made_at desc limit 1`.execute(house.db);
    return /\/approve\/(\S+)/.exec(keptMail(rows[0]?.mail ?? { sealed: null })?.text ?? '')?.[1] ?? '';
  };
  const waiting = (await maya.call('GET /approvals')).body.items[0].id as string;
  await expect.poll(async () => (await sql<{ n: number }>`select count(*) as n from approval_links where approval_id = ${waiting}`.execute(house.db)).rows[0]!.n).toBe(1);
  const stranger = await desk.seat(null, { size: 'phone' });
  await stranger.go(`/approve/${await letter()}`);
  await stranger.page.getByText('Refund of 90 EUR').waitFor();
  expect(await axeFindings(stranger.page)).toEqual([]);
  expect((await maya.call('GET /approvals/:id', { params: { id: waiting } })).body.state).toBe('pending');
  await stranger.page.getByLabel('Your note').fill('I saw both on the statement.');
  await stranger.page.getByRole('button', { name: 'Approve' }).click();
  await stranger.page.getByRole('heading', { name: 'Approved' }).waitFor();
  await talk.getByText('I saw both on the statement.').waitFor();
  await talk.getByText(/You decided: Refund of 90 EUR, approved/).waitFor();
  for (const seat of [agent, lead, phone, stranger]) expect(seat.troubles).toEqual([]);
});

test('what is reserved and who decides what are set by leads and admins, with what will happen in plain words', async () => {
  const team = await makeTeam(desk.house, 'Field service');
  const boss = await person(desk.house, { name: 'Boss', role: 'admin' });
  const { page, troubles, go } = await desk.seat(boss);
  await go('/settings/approvals');
  const section = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Open a ticket for a new matter' }) });
  await section.getByText('Agents ask; leads of the team and admins do it without asking.').waitFor();
  await section.getByRole('combobox', { name: 'Who asks first' }).click();
  await page.getByRole('option', { name: 'Nobody asks' }).click();
  await section.getByText('Nobody asks: everybody who works the ticket does it.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Who decides what' }).click();
  await page.getByLabel('Agents').first().fill('75');
  await page.keyboard.press('Enter');
  await page.getByText('On one ticket, agents decide up to 75 EUR, leads up to 500 EUR').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const { body } = await boss.call('GET /authority', { query: { teamId: team.id } });
  expect(body.topics.refund.agents).toBe(75);
  expect(troubles).toEqual([]);
});

test('who is asked passes it on from the ticket and from their day, takes it back, and the next who may has it at once; decided, the bell calls nobody else', async () => {
  const { house } = desk;
  const team = await makeTeam(house, 'Returns');
  const [una, vera] = [await person(house, { name: 'Una Berg', role: 'lead', teams: [{ id: team.id, lead: true }] }), await person(house, { name: 'Vera Cole', role: 'lead', teams: [{ id: team.id, lead: true }] })];
  const tim = await person(house, { name: 'Tim Dahl', teams: [team] });
  const { ticketId, number } = await mailIn(house.db, { teamId: team.id, subject: 'Wrong size' }, { text: 'It does not fit.' });
  const refused = await tim.call('POST /tickets/:id/decisions', { params: { id: ticketId }, body: { id: newId(), topic: 'refund', amount: 90, reason: 'Wrong size sent' } });
  const id = (await askWith(tim, refused, 'We sent the wrong one')).body.id as string;
  // The first of the line by name: nobody has anything to decide yet.
  const first = await desk.seat(una);
  const second = await desk.seat(vera);
  await second.go('/my-day');
  const theirs = second.page.getByRole('listitem').filter({ hasText: 'We sent the wrong one' });
  await theirs.waitFor();
  await first.go(`/tickets/${number}`);
  await first.page.getByText('waits for you').waitFor();
  expect(await axeFindings(first.page)).toEqual([]);
  await first.page.keyboard.press('Shift+U');
  const toast = first.page.getByText('Passed on to Vera: Refund of 90 EUR');
  await toast.waitFor();
  await first.page.getByText('You passed it on to Vera').waitFor();
  await first.page.getByText('waits for Vera').waitFor();
  await first.page.getByRole('button', { name: /^Undo/ }).click();
  await first.page.getByText('You took it up again').waitFor();
  await first.page.getByText('waits for you').waitFor();

  // Both were asked by now, so the admins are next; on the day it leaves the list.
  await first.go('/my-day');
  const row = first.page.getByRole('listitem').filter({ hasText: 'We sent the wrong one' });
  await row.getByRole('link').focus();
  await first.page.keyboard.press('w');
  await row.waitFor({ state: 'hidden' });
  expect((await una.call('GET /approvals/:id', { params: { id } })).body).toMatchObject({ state: 'pending', passedIds: [una.id], may: { decide: true, passOn: false } });

  await second.page.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor();
  await una.call('POST /approvals/:id/decide', { params: { id }, body: { approve: true, answer: '' } });
  await theirs.waitFor({ state: 'hidden' });
  await second.page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  for (const seat of [first, second]) expect(seat.troubles).toEqual([]);
});
