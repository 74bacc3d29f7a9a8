import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/core/ids.ts';
import { mailIn } from '../../src/rooms/tickets/fixtures.ts';
import { axeFindings, giveMailbox, openBrowserDesk, type BrowserDesk } from '../browser.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
let maya: TestPerson;
let ben: TestPerson;
let number: number;
beforeAll(async () => {
  desk = await openBrowserDesk();
  const team = await makeTeam(desk.house, 'Billing');
  await giveMailbox(desk.house, team.id);
  maya = await person(desk.house, { name: 'Maya Lindqvist', teams: [team] });
  ben = await person(desk.house, { name: 'Ben Okri', teams: [team] });
  ({ number } = await mailIn(desk.house.db, { teamId: team.id, subject: 'Boiler is cold' }, { from: 'anna@acme.example', name: 'Anna Keller', text: 'When do you come?' }));
});
afterAll(() => desk.close());

const held = async (who: TestPerson): Promise<{ activeAt: string; warnedAt: string | null }[]> => (await who.call('GET /claims')).body.items;

test('take next, work, fall silent, be asked in every tab, go on; fall silent again: it is back in its place, the draft is kept, and somebody else takes it', async () => {
  const { page, go, context, troubles } = await desk.seat(maya);
  await page.clock.install();
  const bens = await desk.seat(ben);
  await bens.go('/queue');
  await bens.page.getByText('Next for you').waitFor();

  // One key from anywhere: the ticket opens, with why it was this one.
  await go('/my-day');
  await page.locator('h1').first().waitFor();
  await page.keyboard.press('t');
  const bar = page.getByRole('region', { name: 'You work on this' });
  await bar.waitFor();
  await bar.getByText(/^waits/).waitFor();
  await page.getByText('You took it as the next one').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  // Others see who works on it, and do not get it.
  const working = bens.page.getByRole('region', { name: 'Being worked on' });
  await working.getByText('Maya, since').waitFor();
  await bens.page.keyboard.press('t');
  await bens.page.getByText('Nothing waits in your queue now.').waitFor();
  await bens.page.goto(`/tickets/${number}`);
  await bens.page.getByText('Maya works on this now').waitFor();

  await page.keyboard.press('r');
  await page.locator('[contenteditable=true]').pressSequentially('Hello Anna, we will');
  await expect.poll(async () => (await maya.call('GET /drafts')).body).toMatchObject([{ html: '<p>Hello Anna, we will</p>' }]);
  const second = await context.newPage();
  await second.goto('/my-day');
  await second.locator('h1').first().waitFor();

  // What was typed is told within twenty seconds; then nothing more comes.
  const before = (await held(maya))[0]!.activeAt;
  await desk.house.advance('21s');
  await page.clock.fastForward(21_000);
  await expect.poll(async () => { await desk.house.activity!.flush(); return (await held(maya))[0]!.activeAt > before; }).toBe(true);
  await desk.house.advance('2m');
  const asks = page.getByRole('dialog', { name: `Still on #${number}?` });
  await asks.waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const there = second.getByRole('dialog', { name: `Still on #${number}?` });
  await there.waitFor();
  await there.getByRole('button', { name: 'Continue' }).press('Enter');
  await asks.waitFor({ state: 'detached' });
  expect(await held(maya)).toMatchObject([{ warnedAt: null }]);
  await second.close();

  // What is done inside of a mail stays in its frame: a click into it counts, and later the pointer that moves over it.
  const activeAt = async () => { await desk.house.activity!.flush(); return (await held(maya))[0]!.activeAt; };
  const passes = async (seconds: number) => { const at = await activeAt(); await desk.house.advance(`${seconds}s`); await page.clock.fastForward(seconds * 1000); return at; };
  const mail = page.locator('iframe').first();
  await page.keyboard.press('Shift');
  const still = await passes(21);
  await expect.poll(async () => (await activeAt()) > still).toBe(true);
  await mail.click();
  const pressed = await passes(21);
  await expect.poll(async () => (await activeAt()) > pressed).toBe(true);
  const clicked = await passes(50);
  await page.locator('html[data-unsure]').waitFor();
  const box = (await mail.boundingBox())!;
  let moved = 0;
  await expect.poll(async () => { await page.mouse.move(box.x + 40 + (moved += 3), box.y + 10); return (await activeAt()) > clicked; }).toBe(true);
  await page.locator('html:not([data-unsure])').waitFor();

  await desk.house.advance('2m');
  await asks.waitFor();
  await desk.house.advance('30s');
  await page.getByText(`#${number} went back to the queue`).waitFor();
  await asks.waitFor({ state: 'detached' });
  await page.getByText('Hello Anna, we will').waitFor();
  await page.getByText('Back in its place in the queue').waitFor();
  expect((await maya.call('GET /drafts')).body).toMatchObject([{ html: '<p>Hello Anna, we will</p>' }]);

  await bens.page.keyboard.press('t');
  await bens.page.getByRole('region', { name: 'You work on this' }).waitFor();
  await page.getByText('Ben works on this now').waitFor();
  await bens.page.getByRole('button', { name: 'Keep it' }).click();
  await bens.page.getByText(`You own #${number} now`).waitFor();
  await page.getByRole('img', { name: 'Owner Ben Okri' }).or(page.getByRole('button', { name: 'Owner Ben Okri' })).first().waitFor();
  // The test's own clock is a script; the frame that a mail is shown in lets none run.
  expect([...troubles, ...bens.troubles].filter((one) => !one.includes("'about:srcdoc'"))).toEqual([]);
});

test('another than the next one needs a reason: one key, on a phone one thumb; the lead reads it', async () => {
  const team = (await maya.call('GET /me')).body.teams[0].id as string;
  for (const subject of ['First in line', 'Second in line']) await mailIn(desk.house.db, { teamId: team, subject }, { from: `${subject.split(' ')[0]!.toLowerCase()}@acme.example` });
  const items = (await maya.call('GET /queue')).body.items as { ticket: { number: number; subject: string } }[];
  const late = items.find((i) => i.ticket.subject === 'Second in line')!.ticket;
  const { page, go, troubles } = await desk.seat(maya);
  await go(`/tickets/${late.number}`);
  await page.getByRole('button', { name: 'Take it' }).waitFor();
  await page.keyboard.press('Shift+T');
  const why = page.getByRole('dialog', { name: `Why #${late.number}?` });
  await why.waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('2');
  await page.getByText(`You own #${late.number} now`).waitFor();
  await page.getByText('You took it out of its turn: I know this matter').waitFor();

  const phone = await desk.seat(maya, { size: 'phone' });
  await phone.go('/queue');
  const take = phone.page.getByRole('button', { name: 'Take next' });
  await take.waitFor();
  const box = (await take.boundingBox())!;
  expect(box.y).toBeGreaterThan(844 * 0.6);
  expect(box.height).toBeGreaterThanOrEqual(44);
  await take.tap();
  await phone.page.getByRole('region', { name: 'You work on this' }).waitFor();
  // Somebody who runs the team moves it to another: who worked on it is told, in every browser of theirs.
  const mine = (await maya.call('GET /claims')).body.items[0] as { ticketId: string; number: number };
  const elsewhere = await makeTeam(desk.house, 'Tech');
  await person(desk.house, { name: 'Tom Ruiz', teams: [elsewhere] });
  const chief = await person(desk.house, { role: 'admin' });
  expect((await chief.call('POST /tickets/:id/override-owner', { params: { id: mine.ticketId }, body: { id: newId(), to: { teamId: elsewhere.id }, reason: 'It is a matter of the boiler itself' } })).status).toBe(200);
  await phone.page.getByText(`#${mine.number} is not with you any more`).waitFor();
  await phone.page.getByRole('region', { name: 'You work on this' }).waitFor({ state: 'detached' });
  expect([...troubles, ...phone.troubles]).toEqual([]);
});

test('what went back while one was elsewhere is told by the bell: taken again there; once somebody else has it, it is read', async () => {
  const team = await makeTeam(desk.house, 'Reception');
  const [ida, olaf] = [await person(desk.house, { name: 'Ida Moe', teams: [team] }), await person(desk.house, { name: 'Olaf Berg', teams: [team] })];
  const next = async (who: TestPerson) => (await who.call('POST /queue/next', { body: { id: newId() } })).body as { ticket: { number: number; id: string }; claim: { id: string } };
  const { number: mine } = await mailIn(desk.house.db, { teamId: team.id, subject: 'Key lost' }, { from: 'kim@acme.example' });
  expect((await next(ida)).ticket.number).toBe(mine);
  for (const time of ['2m', '30s']) await desk.house.advance(time);
  const { page, go, troubles } = await desk.seat(ida);
  await go('/my-day');
  await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
  const centre = page.getByRole('dialog', { name: 'Notifications' });
  await centre.getByText('What you worked on went back to the queue').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await centre.getByRole('button', { name: 'Take it again' }).click();
  await page.getByText(`You own #${mine} now`).waitFor();
  await page.waitForURL(new RegExp(`/${mine}$`));
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();

  await mailIn(desk.house.db, { teamId: team.id, subject: 'Door stuck' }, { from: 'lee@acme.example' });
  const other = (await next(ida)).ticket;
  await go('/my-day');
  for (const time of ['2m', '30s']) await desk.house.advance(time);
  await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
  await centre.getByRole('button', { name: 'Take it again' }).waitFor();
  expect((await next(olaf)).ticket.id).toBe(other.id);
  await centre.getByRole('button', { name: 'Take it again' }).waitFor({ state: 'detached' });
  await page.locator('button[aria-label="Notifications"]').waitFor();
  expect(troubles).toEqual([]);
});
