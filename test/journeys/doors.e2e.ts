import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clock } from '../../src/core/server/clock.ts';
import { keptMail } from '../../src/core/server/mail.ts';
import type { Schema } from '../../src/core/server/schema.ts';
import { mailOffHeaders } from '../../src/rooms/notifications/mail-off-links.ts';
import { startLink } from '../../src/rooms/people/workspace.ts';
import { axeFindings, inTheDark, openBrowser, takeSeat, type Seat } from '../browser.ts';
import { openTestHouse, type TestHouse } from '../house.ts';

const password = 'four plain words together';
let house: TestHouse;
let browser: Browser;
let origin: string;
beforeAll(async () => {
  browser = await openBrowser();
  house = await openTestHouse({ work: true });
  origin = await house.app!.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => { await browser.close(); await house.close(); });

const seat = (options = {}): Promise<Seat> => takeSeat(browser, origin, null, options);
const path = (link: string): string => new URL(link).pathname;
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const lettersTo = async (address: string) => (await house.db.selectFrom('outbox').select(['mail', 'recipients']).orderBy('made_at').execute()).filter((r) => r.recipients.includes(address)).map((r) => keptMail(r.mail)!.text);

async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await press(page, 'Sign in');
}

test('a workspace is set up, a teammate joins by a link, a second factor guards an account, and who is deactivated is out at once', async () => {
  const admin = await seat();
  await admin.go(path((await startLink(house.db))!));
  await press(admin.page, /Set up my workspace/);
  await admin.page.getByLabel('Workspace').fill('Hearth & Home');
  await admin.page.getByLabel('Your name').fill('Maya Okafor');
  await admin.page.getByLabel('Your email address').fill('maya@desk.example');
  await admin.page.getByLabel('Password', { exact: true }).fill('password1234');
  await press(admin.page, 'Set up workspace');
  await admin.page.getByText('This password is easy to guess').waitFor();
  await admin.page.getByLabel('Password', { exact: true }).fill(password);
  await press(admin.page, 'Set up workspace');
  await admin.page.waitForURL('**/my-day');

  // The link that the screen shows is the one in the mail; it lets one person join.
  await admin.go('/settings/people');
  await press(admin.page, 'Invite teammate');
  await admin.page.getByLabel('Email address').fill('ben@desk.example');
  await admin.page.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = (await admin.page.getByLabel('Invitation link', { exact: true }).textContent())!;
  expect((await lettersTo('ben@desk.example')).join()).toContain(link);
  const ben = await seat({ theme: 'dark' });
  await ben.go(path(link));
  await ben.page.getByRole('heading', { name: 'Join Hearth & Home' }).waitFor();
  await ben.page.getByLabel('Your name').fill('Ben Achterberg');
  await ben.page.getByLabel('Password', { exact: true }).fill(password);
  await press(ben.page, 'Join');
  await ben.page.waitForURL('**/my-day');
  await press(admin.page, 'Done');
  await admin.page.getByRole('button', { name: /Ben Achterberg/ }).locator('visible=true').waitFor();

  // Ben turns on a second factor, and needs it the next time.
  await ben.go('/settings/security');
  await press(ben.page, 'Set up');
  await ben.page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(password);
  await press(ben.page, 'Go on');
  const secret = (await ben.page.getByRole('dialog').locator('.font-mono').textContent())!.replace(/\s/g, '');
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  await ben.page.getByLabel('Code from the app').fill(totp.generate({ timestamp: clock.ms() - 30_000 }));
  await press(ben.page, 'Turn on');
  const [recovery] = (await ben.page.getByLabel('Recovery codes', { exact: true }).textContent())!.split('\n');
  await press(ben.page, 'I kept them');
  const phone = await seat({ size: 'phone' });
  await phone.go('/sign-in?next=/settings/profile');
  await signIn(phone.page, 'ben@desk.example', 'wrong');
  await phone.page.getByRole('alert').getByText('do not match').waitFor();
  await signIn(phone.page, 'ben@desk.example');
  await phone.page.getByLabel('Code from your app').fill(totp.generate({ timestamp: clock.ms() }));
  await press(phone.page, 'Go on');
  await phone.page.waitForURL('**/settings/profile');
  const third = await seat();
  await third.go('/sign-in?next=//elsewhere.example');
  await signIn(third.page, 'ben@desk.example');
  await press(third.page, 'Use a recovery code');
  await third.page.getByLabel('Recovery code').fill(recovery!);
  await press(third.page, 'Go on');
  await third.page.waitForURL(`${origin}/my-day`);

  // Deactivated while all three look at the desk: each is asked to sign in, without reload.
  await press(admin.page, /Ben Achterberg/);
  await press(admin.page, 'Deactivate');
  await admin.page.getByRole('dialog', { name: 'Deactivate Ben Achterberg' }).getByRole('button', { name: 'Deactivate' }).click();
  for (const one of [ben, phone, third]) await one.page.getByRole('dialog', { name: 'Sign in to go on' }).waitFor();
  expect([admin, ben, phone, third].flatMap((one) => one.troubles)).toEqual([]);
});

test('a forgotten password is set anew by the link in the mail', async () => {
  const one = await seat();
  await one.go('/sign-in');
  await one.page.getByRole('link', { name: 'Forgot your password?' }).click();
  await one.page.getByLabel('Email address').fill('maya@desk.example');
  await press(one.page, 'Send me a link');
  await one.page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  await expect.poll(async () => (await lettersTo('maya@desk.example')).length, { timeout: 15_000 }).toBe(1);
  await one.go(path(/http\S+/.exec((await lettersTo('maya@desk.example'))[0]!)![0]));
  await one.page.getByLabel('New password').fill('another four plain words');
  await press(one.page, 'Set password');
  await one.page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(one.page, 'maya@desk.example', 'another four plain words');
  await one.page.waitForURL('**/my-day');
  expect(one.troubles).toEqual([]);
});

test('the link of a mail turns such mails off, and asks first', async () => {
  const { id } = await house.db.withTables<Pick<Schema, 'people'>>().selectFrom('people').select('id').where('email', '=', 'maya@desk.example').executeTakeFirstOrThrow();
  const link = new URL(/^<(.+)>$/.exec(mailOffHeaders(id)['List-Unsubscribe']!)![1]!);
  const one = await seat();
  await one.go(link.pathname + link.search);
  await one.page.getByRole('heading', { name: 'No more of these mails?' }).waitFor();
  await press(one.page, 'Turn these mails off');
  await one.page.getByRole('heading', { name: 'These mails are off' }).waitFor();
  expect(one.troubles).toEqual([]);
});

test.each(['desk', 'phone'] as const)('the doors and the settings of people hold nothing in the way of screen readers, and fit: %s', async (size) => {
  const one = await seat({ size });
  const look = async (place: string) => {
    await one.go(place);
    await one.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await axeFindings(one.page), `${place} ${size}`).toEqual([]);
    await inTheDark(one.page, async () => expect(await axeFindings(one.page, 'contrast'), `${place} ${size}, dark`).toEqual([]));
    expect(await one.page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'), `${place} ${size} is too wide`).toBe(true);
  };
  for (const place of ['/forgot', '/reset/some-old-token-of-somebody', '/join/some-old-token-of-somebody', '/mail-off', '/start', '/sign-in']) await look(place);
  await signIn(one.page, 'maya@desk.example', 'another four plain words');
  await one.page.waitForURL('**/my-day');
  for (const place of ['', '/profile', '/security', '/people', '/teams', '/keys', '/workspace', '/audit']) await look(`/settings${place}`);
  await one.context.close();
});
