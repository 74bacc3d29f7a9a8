import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { newId } from '../../src/core/ids.ts';
import { openBrowser, takeSeat } from '../browser.ts';
import { makeDesk, openDesk, type Desk, type DeskProcess } from '../desk.ts';

let desk: Desk;
let running: DeskProcess;
let browser: Browser;
let opened: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  browser = await openBrowser();
  desk = await makeDesk();
  running = await desk.start();
  opened = await openDesk(desk, running);
});
afterAll(async () => {
  await browser.close();
  await desk.remove();
});

/** A ticket of a customer of its own, with what is drafted and replied on it. */
async function ticketOf(name: string) {
  const { admin, teamId } = opened;
  const [customerId, ticketId] = [newId(), newId()];
  await admin.call('POST /customers', { body: { id: customerId, name, addresses: [{ id: newId(), kind: 'email', value: `${name.split(' ')[0]!.toLowerCase()}@acme.example` }] } });
  const { body } = await admin.call('POST /tickets', { body: { id: ticketId, teamId, subject: 'Charged twice', customerId } });
  return {
    number: (body.ticket as { number: number }).number,
    draft: async () => ((await admin.call('GET /drafts')).body as { ticketId: string; html: string }[]).find((one) => one.ticketId === ticketId)?.html,
    replies: async () => ((await admin.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body.items as { name: string; message: { text: string } | null }[]).filter((one) => one.name === 'tickets.replied'),
  };
}

const kept = 'I am looking into it, dear Anna.';
const editor = (page: Page) => page.getByRole('textbox', { name: /^Reply to/ });
const write = async (page: Page, words: string) => {
  await editor(page).click();
  await page.keyboard.press('Control+End');
  await editor(page).pressSequentially(words);
};

test('a draft survives a reload, signing out, a session that ends, a server that restarts and a line that breaks while sending; it is sent once', async () => {
  const { number, draft, replies } = await ticketOf('Anna Keller');
  const { page, context, troubles, go } = await takeSeat(browser, desk.origin, opened.cookie);

  // Kept on the server as one types; there again after a reload.
  await go(`/tickets/${number}`);
  await write(page, kept);
  await expect.poll(draft).toContain(kept);
  await page.reload();
  await expect.poll(() => editor(page).textContent()).toContain(kept);

  // A crash of the browser right after the last key: the copy in the browser is the newer one.
  await page.route('**/drafts/**', (route) => route.abort());
  await write(page, ' One more thing.');
  await page.reload();
  await page.unroute('**/drafts/**');
  await expect.poll(() => editor(page).textContent()).toContain('One more thing.');
  await expect.poll(draft).toContain('One more thing.');

  // The session ends elsewhere: sign-in opens over the page, what is typed stays, and it goes on.
  await context.clearCookies();
  await write(page, ' And another.');
  await page.getByRole('dialog', { name: 'Sign in to go on' }).getByLabel(/^Password/).fill('four plain words together');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect.poll(draft).toContain('And another.');
  expect(await editor(page).textContent()).toContain('And another.');

  // Signed out and in again: the draft waits.
  await page.getByRole('button', { name: /profile, theme, sign out/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel(/mail|address/i).first().fill('maya@desk.example');
  await page.getByLabel('Password').fill('four plain words together');
  await page.getByRole('button', { name: /^Sign in/ }).click();
  await page.waitForURL('**/my-day');
  await go(`/tickets/${number}`);
  await expect.poll(() => editor(page).textContent()).toContain('And another.');

  // The server restarts under an open page: it says so, reconnects by itself, and what was typed meanwhile is kept.
  await running.kill();
  await page.getByText(/^Not connected/).waitFor();
  await write(page, ' Written while you were away.');
  running = await desk.start();
  await page.getByText(/^Not connected/).waitFor({ state: 'detached', timeout: 30_000 });
  await expect.poll(draft, { timeout: 20_000 }).toContain('Written while you were away.');

  // The line breaks in the middle of sending: nothing is lost, and it is sent once when the line is back.
  await editor(page).click();
  await context.setOffline(true);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Kept here, sent when the connection is back').waitFor();
  await context.setOffline(false);
  await expect.poll(async () => (await replies()).length, { timeout: 20_000 }).toBe(1);
  expect((await replies())[0]!.message!.text).toContain(`${kept} One more thing. And another. Written while you were away.`);
  await page.getByText('Kept here, sent when the connection is back').waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('article', { name: /^Reply by Maya/ }).waitFor();
  expect(await replies()).toHaveLength(1);
  expect(troubles).toEqual([]);
});

test('what waits for a server that cannot answer stands where it will stand, after a reload too; refused at last it is a draft again', async () => {
  const { number, draft, replies } = await ticketOf('Ben Sommer');
  const { page, context, troubles, go } = await takeSeat(browser, desk.origin, opened.cookie);
  // A conversation that could not be read is read when the line is back.
  await page.route('**/api/tickets/*/timeline*', (route) => route.abort());
  await go(`/tickets/${number}`);
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await page.unroute('**/api/tickets/*/timeline*');
  await context.setOffline(true);
  await page.getByText(/^Not connected/).waitFor();
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).waitFor({ state: 'detached' });

  // The line is open all the time: only what is written does not get through. What is begun meanwhile is kept.
  const gone = (request: { url(): string; method(): string }) => request.method() === 'POST' && /\/(replies|notes)$/.test(request.url());
  await page.route('**/api/tickets/*/*', (route) => (gone(route.request()) ? route.fulfill({ status: 503, contentType: 'text/html', body: 'Service Unavailable' }) : route.fallback()));
  // What is typed right after the key stands in the reply, however slow the machine is to draw.
  await page.evaluate(() => { const drawn = requestAnimationFrame; Object.assign(globalThis, { drawn, requestAnimationFrame: (run: (at: number) => void) => setTimeout(() => run(performance.now()), 2500) }); });
  await page.keyboard.press('r');
  await page.keyboard.type('Here it is.');
  await expect.poll(() => editor(page).textContent()).toBe('Here it is.');
  await page.evaluate(() => { globalThis.requestAnimationFrame = (globalThis as unknown as { drawn: typeof requestAnimationFrame }).drawn; });
  await page.keyboard.press('Control+Enter');
  await page.getByText('Kept here, sent when the connection is back').waitFor();
  await write(page, 'Begun while it waits.');
  await page.getByRole('radio', { name: 'Note' }).click();
  const note = page.getByRole('textbox', { name: /^Note/ });
  await note.pressSequentially('The bank will call.');
  await page.keyboard.press('Control+Enter');
  const waits = page.getByRole('article', { name: 'Note that waits for the connection' });
  await waits.getByText('The bank will call.').waitFor();
  await page.reload();
  await page.getByText('Kept here, sent when the connection is back').waitFor();
  await waits.waitFor();
  expect(await editor(page).textContent()).toBe('Begun while it waits.');
  await page.unroute('**/api/tickets/*/*');
  await expect.poll(async () => (await replies()).length, { timeout: 30_000 }).toBe(1);
  await waits.waitFor({ state: 'detached' });
  await page.getByRole('article', { name: /Note by Maya/ }).waitFor();
  await expect.poll(draft).toBe('<p>Begun while it waits.</p>');
  expect(await editor(page).textContent()).toBe('Begun while it waits.');

  // Refused at last, it stands in the composer again.
  await page.route('**/api/tickets/*/notes', (route) => route.abort());
  await page.getByRole('radio', { name: 'Note' }).click();
  await note.pressSequentially('Never to be added.');
  await page.keyboard.press('Control+Enter');
  await waits.waitFor();
  await page.unroute('**/api/tickets/*/notes');
  await page.route('**/api/tickets/*/notes', (route) => route.fulfill({ status: 422, contentType: 'application/json', body: JSON.stringify({ code: 'request.invalid', message: 'It cannot be added.', data: { fields: [] } }) }));
  await page.getByRole('region', { name: 'Notifications' }).getByText('A note that waited for the connection was not sent').waitFor();
  await expect.poll(() => note.textContent()).toBe('Never to be added.');
  expect(troubles).toEqual([]);
});
