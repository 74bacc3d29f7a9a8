import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliverTo, mailOf, type TestMail } from '../../src/rooms/channels/email/fixtures.ts';
import { openBrowserDesk, type BrowserDesk, type Seat } from '../browser.ts';
import { openSink, type MailSink } from '../mail-sink.ts';
import { makeTeam, person, type TestPerson } from '../people.ts';

let desk: BrowserDesk, sink: MailSink, nora: TestPerson, maya: TestPerson, seat: Seat;
beforeAll(async () => {
  sink = await openSink();
  desk = await openBrowserDesk({ channels: true, config: { smtpOut: sink.url } });
  const team = await makeTeam(desk.house, 'Billing');
  nora = await person(desk.house, { name: 'Nora Weber', role: 'admin', teams: [{ id: team.id }] });
  maya = await person(desk.house, { name: 'Maya Lindqvist', teams: [{ id: team.id }] });
  seat = await desk.seat(maya);
});
afterAll(async () => { await desk.close(); await sink.close(); });

const mail = (m: TestMail) => deliverTo(desk.house.channels!.smtpPort!, { raw: mailOf(m) });
const header = (raw: Buffer, name: string): string => new RegExp(`^${name}:((?:.*)(?:\\r?\\n[ \\t].*)*)`, 'im').exec(raw.toString('utf8'))?.[1]?.replace(/\r?\n[ \t]+/g, ' ').trim() ?? '';
const inbox = (page: Page, subject: RegExp) => page.getByRole('option', { name: subject });

test('an admin makes a mailbox on the screen; a mail to it is a ticket on an open list, without reload', async () => {
  const admin = await desk.seat(nora);
  await admin.go('/settings/mailboxes');
  await admin.page.getByRole('button', { name: 'Add mailbox' }).first().click();
  await admin.page.getByRole('textbox', { name: 'Address' }).fill('support@acme.example');
  await admin.page.getByRole('textbox', { name: 'Name customers see' }).fill('Acme Support');
  await admin.page.getByRole('combobox', { name: 'Team' }).click();
  await admin.page.getByRole('option', { name: 'Billing' }).click();
  await admin.page.getByRole('dialog').getByRole('button', { name: /Add mailbox/ }).click();
  await admin.page.getByText('support@acme.example').first().waitFor();
  await seat.go('/inbox/all');
  await seat.page.getByText('There are no open tickets').waitFor();
  expect((await mail({ subject: 'My invoice is wrong', text: 'You charged me twice.', id: '<first@customer.example>' })).code).toBe(250);
  await inbox(seat.page, /My invoice is wrong/).click();
  await seat.page.frameLocator('iframe').first().getByText('You charged me twice.').waitFor();
  expect(admin.troubles).toEqual([]);
});

test('the reply leaves through SMTP in the right thread, and the answer to it lands on the same ticket', async () => {
  const { page } = seat;
  await page.keyboard.press('r');
  const words = page.getByRole('textbox', { name: /^Reply to/ });
  await words.click();
  await words.pressSequentially('The second payment is on its way back.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('The second payment is on its way back.').first().waitFor();
  await expect.poll(() => sink.mails.length, { timeout: 30_000 }).toBe(1);
  const [sent] = sink.mails;
  expect(sent!.to).toEqual(['anna@customer.example']);
  expect(header(sent!.raw, 'In-Reply-To')).toBe('<first@customer.example>');
  expect(header(sent!.raw, 'References')).toContain('<first@customer.example>');
  expect(header(sent!.raw, 'From')).toContain('support@acme.example');
  expect(header(sent!.raw, 'Subject')).toMatch(/My invoice is wrong/);
  await page.getByText(/^Sent/).first().waitFor();
  await mail({ subject: 'Something else entirely', text: 'Thank you, it arrived today.', inReplyTo: header(sent!.raw, 'Message-ID'), references: header(sent!.raw, 'Message-ID') });
  await page.frameLocator('iframe').last().getByText('it arrived today').waitFor();
  expect(await inbox(page, /./).count()).toBe(1);
});

test('W-D1 W-D3 W-D4 W-D6 a hostile mail runs nothing, fetches nothing and stays inside its frame', async () => {
  const { page } = seat;
  const fetched: string[] = [];
  const outside: Server = createServer((request, answer) => { fetched.push(request.url ?? ''); answer.end(); });
  await new Promise<void>((ready) => outside.listen(0, '127.0.0.1', ready));
  const at = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  const html = `<p>Hostile words</p><script>fetch('${at}/script')</script><img src="${at}/img" onerror="top.x=1"><img srcset="${at}/set 2x"><svg><image href="${at}/svg"/><script>top.x=2</script></svg>
    <style>@import url(${at}/css); body{background:url(${at}/bg)} p{position:fixed!important;inset:0;z-index:99999}</style><div style="position:fixed;inset:0;background:url(${at}/inline)">over</div>
    <iframe src="${at}/frame"></iframe><form action="${at}/form"><input autofocus onfocus="top.x=3"><button formaction="javascript:top.x=4">go</button></form><a href="javascript:top.x=5">link</a>
    <video poster="${at}/poster" src="${at}/video"></video><link rel=stylesheet href="${at}/link"><object data="${at}/object"></object><math><mtext><table><mglyph><style><img src=x onerror="top.x=6"></style></table></math><body onload="top.x=7" background="${at}/body">`;
  await mail({ subject: 'Hostile', html, from: 'Eve <eve@evil.example>' });
  await inbox(page, /Hostile/).click();
  const frame = page.locator('iframe[title*="Eve"]');
  await page.frameLocator('iframe[title*="Eve"]').getByText('Hostile words').waitFor();
  expect(await frame.getAttribute('sandbox')).toBe('allow-popups allow-popups-to-escape-sandbox');
  const inside = (await (await frame.elementHandle())!.contentFrame()) as Frame;
  expect(await inside.locator('script, iframe, form, object, video, svg, body style').count()).toBe(0);
  expect(await inside.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')).toContain("default-src 'none'");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await page.evaluate(() => (window as unknown as { x?: number }).x)).toBeUndefined();
  expect(fetched).toEqual([]);
  outside.close();
  expect(seat.troubles.filter((t) => !/sandboxed|Content Security Policy/.test(t))).toEqual([]);
});

test('W-M2 a tab that nobody touches asks the server less than six times a minute', async () => {
  const idle = await desk.seat(maya);
  await idle.page.clock.install();
  await idle.go('/inbox/all');
  await inbox(idle.page, /My invoice is wrong/).waitFor();
  const asked: string[] = [];
  idle.page.on('request', (request) => { if (request.url().includes('/api/')) asked.push(request.url()); });
  for (let minute = 0; minute < 5; minute++) await idle.page.clock.runFor(60_000);
  expect(asked.length).toBeLessThanOrEqual(30);
});
