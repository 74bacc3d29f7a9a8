import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page, type Request } from 'playwright-core';
import type { Config } from '../src/core/server/config.ts';
import { newId } from '../src/core/ids.ts';
import { system } from '../src/core/server/actor.ts';
import { transact } from '../src/core/server/db.ts';
import { addMailbox } from '../src/rooms/channels/email/mailboxes.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { makeWorkspace, type TestPerson } from './people.ts';

const root = join(import.meta.dirname, '..');
const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const sizes = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;
export interface SeatOptions { readonly size?: keyof typeof sizes; readonly theme?: 'light' | 'dark' }
/** One browser with somebody (or nobody) signed in. What went wrong on its pages is gathered and fails the test at the end. */
export interface Seat {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly troubles: string[];
  go(path: string): Promise<void>;
  /** Returns when the screen shows all it has: its title is there, no grey shapes are, and it asks for nothing more. */
  shown(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = places.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('There is no Chromium. Install it or set CHROMIUM_PATH.');
  if (!existsSync(join(root, 'dist/web/index.html'))) throw new Error('There is no build of the browser application. Run `npm run build` first.');
  return await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A fresh browser context at an origin, with the cookie `baton=TOKEN` when somebody is signed in. */
export async function takeSeat(browser: Browser, origin: string, cookie: string | null, { size = 'desk', theme = 'light' }: SeatOptions = {}): Promise<Seat> {
  const context = await browser.newContext({ baseURL: origin, viewport: sizes[size], colorScheme: theme, locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce', isMobile: size === 'phone', hasTouch: size === 'phone' });
  if (cookie) await context.addCookies([{ name: cookie.split('=')[0]!, value: cookie.slice(cookie.indexOf('=') + 1), url: origin }]);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`${error.message}\n${error.stack ?? ''}`));
  page.on('console', (line) => { if (line.type() === 'error' && !/Failed to load resource|WebSocket connection/.test(line.text())) troubles.push(line.text()); });
  page.setDefaultTimeout(30_000);
  const quiet = quietness(page);
  return {
    page, context, troubles, go: async (path) => { await page.goto(path); },
    async shown() {
      await page.locator('h1').first().waitFor({ state: 'attached' });
      await quiet();
    },
  };
}

/** Waits until a page has asked for nothing while it came to rest, and shows no grey shapes. Playwright's own waits half a second each time. */
function quietness(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let asked = 0;
  page.on('request', (request) => { asked++; open.add(request); });
  const close = (request: Request) => void open.delete(request);
  page.on('requestfinished', close);
  page.on('requestfailed', close);
  return async () => {
    for (const until = Date.now() + 30_000; Date.now() < until;) {
      const before = asked;
      const busy = await page.evaluate(async () => {
        for (let n = 0; n < 3; n++) await new Promise((rest) => requestIdleCallback(() => requestAnimationFrame(rest)));
        return document.querySelector('.appear-late, [aria-busy=true]') !== null;
      });
      if (!busy && !open.size && asked === before) return;
    }
    throw new Error(`${page.url()} does not come to rest: ${[...open].map((request) => request.url()).join(', ') || 'it still loads'}`);
  };
}

export interface BrowserDesk {
  readonly house: TestHouse;
  readonly origin: string;
  readonly browser: Browser;
  seat(person: TestPerson | null, options?: SeatOptions): Promise<Seat>;
  close(): Promise<void>;
}

/** The whole product, background work included, with real browsers before it. */
export async function openBrowserDesk(options: { channels?: boolean; config?: Partial<Config> } = {}): Promise<BrowserDesk> {
  const browser = await openBrowser();
  const house = await openTestHouse({ work: true, ...options });
  await makeWorkspace(house);
  const origin = await house.app!.listen({ host: '127.0.0.1', port: 0 });
  const seats: Seat[] = [];
  return {
    house, origin, browser,
    async seat(person, options) {
      const seat = await takeSeat(browser, origin, person?.cookie ?? null, options);
      seats.push(seat);
      return seat;
    },
    async close() {
      for (const seat of seats) await seat.context.close();
      await browser.close();
      await house.close();
    },
  };
}

/** A mailbox that feeds a team: without one the screens first say how mail gets here. */
export async function giveMailbox(house: TestHouse, teamId: string): Promise<void> {
  await transact(house.db, (tx) => addMailbox(tx, system('test'), { id: newId(), address: 'help@desk.example', name: 'Help', teamId, active: true, plus: true, acknowledge: false, listMail: 'people', imap: null, importOld: false }));
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a screen reader's user would meet: serious and critical findings of axe, WCAG 2.2 AA, each with its place. `contrast`: what can differ between themes alone. */
export async function axeFindings(page: Page, what: 'all' | 'contrast' = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  return await page.evaluate(async (contrast) => {
    const run = (globalThis as unknown as { axe: { run: (root: Document, options: object) => Promise<{ violations: { id: string; impact: string; help: string; nodes: { target: string[]; html: string; failureSummary: string }[] }[] }> } }).axe.run;
    const { violations } = await run(document, { iframes: false, resultTypes: ['violations'], runOnly: contrast ? { type: 'rule', values: ['color-contrast'] } : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').flatMap((one) => one.nodes.slice(0, 4).map((node) => `${one.id} (${one.impact}) at ${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1, 2).join(' ').trim()} ${node.html.slice(0, 160)}`));
  }, what === 'contrast');
}

/** The page in its other theme, and back. Colours change at once: each that fades would start the next one's fading anew. */
export async function inTheDark(page: Page, look: () => Promise<void>): Promise<void> {
  const still = await page.evaluateHandle(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }');
    document.adoptedStyleSheets.push(sheet);
    return sheet;
  });
  await page.emulateMedia({ colorScheme: 'dark' });
  await look();
  await page.emulateMedia({ colorScheme: 'light' });
  await still.evaluate((sheet) => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet); });
}
