import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person } from '../people.ts';

let desk: BrowserDesk;
beforeAll(async () => { desk = await openBrowserDesk(); });
afterAll(() => desk.close());

test('things are found: by moving with keys, filters kept as a view, the palette, and search that lands on the very words', async () => {
  const { house } = desk;
  const team = await makeTeam(house, 'Billing');
  const tech = await makeTeam(house, 'Tech');
  await giveMailbox(house, team.id);
  const maya = await person(house, { name: 'Maya Lindqvist', teams: [{ id: team.id }] });
  for (let i = 0; i < 60; i++) await mailIn(house.db, { teamId: i % 2 ? team.id : tech.id, subject: `Ticket ${i}` }, { from: `c${i}@acme.example`, name: `Customer ${i}` });
  const long = await mailIn(house.db, { teamId: team.id, subject: 'A long story' }, { from: 'lena@story.example', name: 'Lena Story', text: 'It begins with a wombat.' });
  for (let i = 0; i < 120; i++) await mailIn(house.db, { ticketId: long.ticketId }, { from: 'lena@story.example', name: 'Lena Story', text: `Chapter ${i}` });
  const { page, troubles, go } = await desk.seat(maya);
  const list = page.getByRole('listbox');
  const heading = page.getByRole('heading', { level: 1 });

  // Moving and opening with keys; Back returns to the list.
  await go('/inbox/all');
  await list.getByRole('option').first().waitFor();
  await page.keyboard.press('j');
  await expect.poll(() => heading.textContent()).toMatch(/^Ticket \d/);
  const first = await heading.textContent();
  await page.keyboard.press('j');
  await expect.poll(() => heading.textContent()).not.toBe(first);
  await page.keyboard.press('k');
  await expect.poll(() => heading.textContent()).toBe(first);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'All open' }).waitFor();
  // The list goes on as one scrolls.
  await list.evaluate((one) => one.scrollTo(0, one.scrollHeight));
  await expect.poll(() => list.getByRole('option').last().getAttribute('aria-setsize')).toBe('61');

  // A filter, kept as a view.
  await page.keyboard.press('Shift+F');
  await page.getByPlaceholder(/^Filter by/).fill('tech');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Take off Tech' }).waitFor();
  await expect.poll(() => list.getByRole('option').first().getAttribute('aria-setsize')).toBe('30');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name').fill('Only Tech');
  await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('link', { name: 'Only Tech' }).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Only Tech' }).waitFor();
  await expect.poll(() => list.getByRole('option').first().getAttribute('aria-setsize')).toBe('30');

  // The palette goes anywhere and finds customers; g and a letter too.
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Go to, do or find').fill('Lena St');
  await page.getByRole('option', { name: /^Lena Story/ }).waitFor();
  await page.getByPlaceholder('Go to, do or find').fill('unowned');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Unowned' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.getByRole('heading', { level: 1, name: 'Mine' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Undo the last act').waitFor();
  await page.keyboard.press('Escape');

  // Search lands on the message that holds the word, far up in a long conversation.
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await page.getByRole('textbox', { name: 'Search everything' }).fill('wombat');
  await page.getByRole('option', { name: /A long story/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#entry-/);
  const found = page.locator(`#entry-${long.messageId}`);
  await found.waitFor();
  await expect.poll(async () => await found.evaluate((one) => { const at = one.getBoundingClientRect(); return at.top >= 0 && at.top < innerHeight; })).toBe(true);
  expect(troubles).toEqual([]);
});

test('a ticket of 500 messages opens at its newest, reaches back as one scrolls, and lands far up although it was open before', async () => {
  const { house } = desk;
  const team = await makeTeam(house, 'Returns');
  const ines = await person(house, { name: 'Ines Duarte', teams: [{ id: team.id }] });
  const { ticketId, number, customerId } = await mailIn(house.db, { teamId: team.id, subject: 'A very long story' });
  await sql`with m as (insert into messages (id, ticket_id, direction, channel, customer_id, sender, html, text, delivery, at)
      select gen_random_uuid(), ${ticketId}::uuid, 'in', 'email', ${customerId}::uuid, '{"name": "Anna Keller", "address": "anna@acme.example"}', '<p>' || t || '</p>', t, 'received', now() + n * interval '1 second'
      from generate_series(1, 500) n cross join lateral (select 'Chapter ' || n || case when n = 7 then ', of a quokka.' else '.' end as t) x returning id, at)
    insert into facts (xid, uid, at, name, about_kind, about_id, actor_kind, actor_id, audience, shown, data)
      select '3'::xid8, m.id, m.at, 'tickets.message-received', 'ticket', ${ticketId}::uuid, 'customer', ${customerId}::uuid, array[${`team:${team.id}`}], true, jsonb_build_object('set', '{}'::jsonb, 'messageId', m.id, 'customerId', ${customerId}::text, 'channel', 'email', 'stranger', false, 'quiet', false)
      from m order by m.at`.execute(house.db);
  const { rows } = await sql<{ id: string }>`select uid as id from facts where about_id = ${ticketId}::uuid and name = 'tickets.message-received' order by facts.id`.execute(house.db);
  const { page, troubles, go } = await desk.seat(ines);
  const seen = (id: string) => page.locator(`#entry-${id}`).evaluateAll((all) => all.some((one) => { const at = one.getBoundingClientRect(); return at.bottom > 0 && at.top >= 0 && at.top < innerHeight; }));
  await go(`/inbox/all/${number}`);
  await expect.poll(() => seen(rows.at(-1)!.id)).toBe(true);
  const entries = page.locator('[data-thread] [id^=entry-]');
  expect(await entries.count()).toBeLessThan(60);
  await page.locator('[data-thread]').evaluate((one) => one.scrollTo(0, 0));
  await expect.poll(() => entries.count()).toBeGreaterThan(90);
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await page.getByRole('textbox', { name: 'Search everything' }).fill('quokka');
  await page.getByRole('option', { name: /A very long story/ }).hover();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#entry-/);
  await expect.poll(() => seen(rows[7]!.id), { timeout: 15_000 }).toBe(true);
  expect(troubles).toEqual([]);
});
