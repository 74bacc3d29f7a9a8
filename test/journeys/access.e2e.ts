import { afterAll, beforeAll, expect, test } from 'vitest';
import { asked } from '../../src/rooms/queues/fixtures.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, inTheDark, openBrowserDesk, sizes, type BrowserDesk } from '../browser.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
let maya: TestPerson;
let number: number;
let customerId: string;
beforeAll(async () => {
  desk = await openBrowserDesk();
  const team = await makeTeam(desk.house, 'Billing');
  await giveMailbox(desk.house, team.id);
  maya = await person(desk.house, { name: 'Maya Lindqvist', role: 'admin', teams: [{ id: team.id, lead: true }] });
  await person(desk.house, { name: 'Priyanka Venkataraghavan-Subramaniam the Third', teams: [{ id: team.id }] });
  for (let i = 0; i < 4; i++) await mailIn(desk.house.db, { teamId: team.id, subject: `A very long subject that goes on about a washing machine which makes an unusual sound ${i}` }, { from: `c${i}@acme.example`, name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk' });
  const one = await mailIn(desk.house.db, { teamId: team.id, subject: 'Charged twice' });
  ({ number, customerId } = one);
  await mailIn(desk.house.db, { ticketId: one.ticketId }, { from: 'stranger@elsewhere.example', name: 'Karl Stranger', role: 'proposed', doubt: 'The domain does not confirm it.' });
  await maya.call('POST /tickets/:id/take', { params: { id: one.ticketId }, body: asked });
  await maya.call('PUT /tickets/:id/tags', { params: { id: one.ticketId }, body: { tags: ['refund', 'january'] } });
  await maya.call('POST /tickets/:id/notes', { params: { id: one.ticketId }, body: { id: crypto.randomUUID(), html: '<p>The refund is safe.</p>', pinned: true } });
  await maya.call('POST /tickets/:id/promises', { params: { id: one.ticketId }, body: { id: crypto.randomUUID(), text: 'Call back about the refund', dueAt: new Date(Date.now() + 60_000).toISOString() } });
  await maya.call('POST /sla/policies', { body: { id: crypto.randomUUID(), name: 'Everybody', targets: { firstReply: 60, resolution: 2880 } } });
  await maya.call('POST /rota/shifts', { body: { id: crypto.randomUUID(), teamId: team.id, personId: maya.id, name: 'Early', zone: 'Europe/Berlin', starts: '06:00', ends: '14:00', days: [1, 2, 3, 4, 5, 6, 7], firstDay: new Date().toISOString().slice(0, 10) } });
  await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id: one.ticketId, mode: 'reply' }, body: { html: '<p>I am looking into it.</p>', version: 0 } });
});
afterAll(() => desk.close());

const signedIn = (): [string, string][] => [
  ['my day', '/my-day'], ['inbox', '/inbox/all'], ['drafts', '/inbox/drafts'], ['empty view', '/inbox/closed'], ['ticket', `/inbox/mine/${number}`], ['nothing there', '/inbox/all/999999'], ['search', '/search?q=washing'], ['queue', '/queue'], ['escalations', '/escalations'], ['hand-off sheet', '/hand-off-sheet'], ['shift', '/shift'], ['end of shift', '/shift?view=end'], ['handovers', '/shift?view=handovers'], ['approvals', '/approvals'], ['calls', '/calls'], ['rota', '/team/rota'], ['team wall', '/team/wall'], ['big wall', '/team/wall?screen=big'], ['load', '/team/load'], ['leave', '/team/leave'], ['customers', '/customers'], ['customer', `/customers/${customerId}`],
  ['settings', '/settings'], ['profile', '/settings/profile'], ['own availability', '/settings/availability'], ['notifications', '/settings/notifications'], ['security', '/settings/security'], ['keys', '/settings/keys'], ['people', '/settings/people'], ['teams', '/settings/teams'],
  ['queue rules', '/settings/queue'], ['rules', '/settings/rules'], ['closing', '/settings/closing'], ['checklists and playbooks', '/settings/first-look'], ['calendars', '/settings/calendars'], ['availability and rota', '/settings/shifts'], ['service levels', '/settings/sla'], ['escalation paths', '/settings/escalations'], ['approval policy', '/settings/approvals'], ['mailboxes', '/settings/mailboxes'], ['mail health', '/settings/mail-health'], ['system', '/settings/system'], ['workspace', '/settings/workspace'], ['audit', '/settings/audit'], ['no page', '/nowhere'],
];

test.each(Object.keys(sizes) as (keyof typeof sizes)[])('every screen is usable by assistive technology: %s', async (size) => {
  const { page, go, shown, troubles, context } = await desk.seat(maya, { size });
  const found: string[] = [];
  /** Whole in the light theme; in the dark one what can differ: its contrast. */
  const look = async (name: string) => {
    for (const finding of await axeFindings(page)) found.push(`${name}: ${finding}`);
    await inTheDark(page, async () => { for (const finding of await axeFindings(page, 'contrast')) found.push(`${name}, dark: ${finding}`); });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 1) found.push(`${name}: the page is ${wide} px wider than the screen`);
  };
  for (const [name, path] of signedIn()) {
    await go(path);
    await shown();
    await look(name);
  }
  // What floats: the palette, choices, a dialog, the sheet of keys; and the composer in both modes.
  await go(`/inbox/mine/${number}`);
  await page.locator('article').first().waitFor();
  if (size === 'desk') {
    for (const [name, key] of [['palette', 'Control+k'], ['hand off', 'a'], ['wait', 'w'], ['close', 'c'], ['promise', 'Shift+P'], ['escalate', 'e'], ['call card', 'v'], ['log', 'Shift+C'], ['callback', 'Shift+S'], ['availability', 'Shift+A'], ['keys', '?']] as const) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await look(name);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: /only seen by teammates/ }).waitFor();
    await look('note');
  } else {
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    await page.getByRole('textbox', { name: /only seen by teammates/ }).waitFor();
    await look('note sheet');
  }
  await context.clearCookies();
  await go('/sign-in');
  await page.getByRole('button', { name: /^Sign in/ }).waitFor();
  await look('sign in');
  for (const [name, path] of [['forgot', '/forgot'], ['reset', '/reset/gone-long-ago-and-far-away'], ['join', '/join/gone-long-ago-and-far-away'], ['confirm', '/confirm-email/gone-long-ago-and-far-away']] as const) {
    await go(path);
    await page.locator('h1').first().waitFor();
    await look(name);
  }
  expect([...new Set(found)].join('\n')).toBe('');
  expect(troubles).toEqual([]);
}, 600_000);
