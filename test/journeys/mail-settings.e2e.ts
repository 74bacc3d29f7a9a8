import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliverTo, mailOf } from '../../src/rooms/channels/email/fixtures.ts';
import { axeFindings, inTheDark, openBrowserDesk, sizes, type BrowserDesk } from '../browser.ts';
import { openImapServer, type ImapServer } from '../imap-server.ts';
import { openSink, type MailSink } from '../mail-sink.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk;
let maya: TestPerson;
let imap: ImapServer;
let sink: MailSink;
beforeAll(async () => {
  desk = await openBrowserDesk({ channels: true, config: { privateMailHosts: true } });
  const team = await makeTeam(desk.house, 'Billing');
  maya = await person(desk.house, { name: 'Maya Lindqvist', role: 'admin', teams: [{ id: team.id, lead: true }] });
  [imap, sink] = [await openImapServer(), await openSink()];
});
afterAll(async () => {
  await desk.close();
  await imap.close();
  await sink.close();
});

test('an admin adds a mailbox that is fetched, tests it, and sets the outgoing server', async () => {
  const { page, go, troubles } = await desk.seat(maya);
  await go('/settings/mailboxes');
  await page.getByText('Mail to an address you add here becomes tickets').waitFor();
  await page.getByRole('button', { name: 'Add mailbox' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address', { exact: true }).fill('support@acme.example');
  await dialog.getByLabel('Name customers see').fill('Acme Support');
  await dialog.getByRole('radio', { name: /Fetched by IMAP/ }).click();
  await dialog.getByLabel('Server', { exact: true }).fill('127.0.0.1');
  await dialog.getByLabel('Port', { exact: true }).fill(String(imap.port));
  await dialog.getByRole('combobox', { name: 'Encryption' }).click();
  await page.getByRole('option', { name: /None/ }).click();
  await dialog.getByLabel('User', { exact: true }).fill('anna');
  await dialog.getByLabel('Password', { exact: true }).last().fill('wrong');
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await dialog.getByText('cannot be reached or does not accept').waitFor();
  await dialog.getByLabel('Password', { exact: true }).last().fill('pw');
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await dialog.getByText('It works. Folders there: INBOX, Support').waitFor();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/mailbox-dialog.png` });
  await dialog.getByRole('button', { name: 'Add mailbox' }).click();
  await page.getByText('feeds Billing').waitFor();
  await page.getByLabel('Server', { exact: true }).fill('127.0.0.1');
  await page.getByLabel('Port', { exact: true }).fill(String(sink.port));
  await page.getByRole('combobox', { name: 'Encryption' }).click();
  await page.getByRole('option', { name: /None/ }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Send me a test mail' }).click();
  await page.getByText('was taken by the server').waitFor();
  expect(sink.mails).toHaveLength(1);
  await page.getByRole('button', { name: 'DNS of support@acme.example' }).click();
  await page.getByRole('button', { name: 'Sign mail of this domain' }).click();
  await page.getByText('baton._domainkey.acme.example').waitFor();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/dns.png` });
  expect(troubles).toEqual([]);
});

test('mail from the real IMAP server becomes a ticket on the screen by itself', async () => {
  const { page, go } = await desk.seat(maya);
  await go('/inbox/all');
  await expect.poll(() => imap.connections(), { timeout: 20_000 }).toBeGreaterThan(0);
  imap.append('INBOX', mailOf({ subject: 'Fetched from far away' }));
  await page.getByText('Fetched from far away').first().waitFor({ timeout: 20_000 });
});

test('a filed newsletter is seen, read, and made a ticket', async () => {
  const { page, go, troubles } = await desk.seat(maya);
  await go('/settings/mail-health');
  expect(await deliverTo(desk.house.channels!.smtpPort!, { raw: mailOf({ from: 'News <news@shop.example>', subject: 'Our newsletter', html: '<p>Twenty percent off <b>boilers</b></p>', headers: ['List-Unsubscribe: <mailto:x@shop.example>'] }) })).toMatchObject({ code: 250 });
  await page.getByRole('button', { name: 'Our newsletter', exact: true }).waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Our newsletter', exact: true }).click();
  await page.frameLocator('iframe').getByText('Twenty percent off').waitFor();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/incoming-dialog.png` });
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the original' }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.eml$/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Make ticket: Our newsletter' }).click();
  await page.getByText('Newsletters, spam and reports that belong to no ticket stand here.').waitFor();
  await go('/inbox/all');
  await page.getByText('Our newsletter').first().waitFor();
  expect(troubles).toEqual([]);
});

test.each(Object.keys(sizes) as (keyof typeof sizes)[])('mailboxes and mail health are usable by assistive technology: %s', async (size) => {
  await deliverTo(desk.house.channels!.smtpPort!, { raw: mailOf({ from: 'spam@shop.example', subject: `A very long subject ${'of a mail nobody asked for '.repeat(4)}`, headers: ['X-Spam-Flag: YES'] }) });
  const { page, go, shown } = await desk.seat(maya, { size });
  for (const path of ['/settings/mailboxes', '/settings/mail-health']) {
    await go(path);
    await shown();
    expect(await axeFindings(page), path).toEqual([]);
    await inTheDark(page, async () => expect(await axeFindings(page, 'contrast'), `${path}, dark`).toEqual([]));
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), path).toBeLessThanOrEqual(1);
  }
});
