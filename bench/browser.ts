import type { Page } from 'playwright-core';
import { openBrowser, takeSeat } from '../test/browser.ts';
import { quantile, type Figure } from './figures.ts';
import { fillPeople, fillTickets } from './many-tickets.ts';
import { pause, withDesk } from './running.ts';
import { signIn } from './sessions.ts';
import type { Options } from './run.ts';

export const title = 'Browser: Chromium on the built application';

export const measure = ({ quick }: Options): Promise<Figure[]> => withDesk(async ({ desk, pool, teamId }) => {
  const big = await fillPeople(pool, teamId);
  await fillTickets(pool, big, 0, quick ? 5000 : 120_000);
  const [cookie] = await signIn(desk, pool, big.people);
  const browser = await openBrowser();
  try {
    const { page, go } = await takeSeat(browser, desk.origin, cookie!);
    // tsx marks functions with it, and those given to the page know nothing of it.
    await page.addInitScript('globalThis.__name = (named) => named');
    const began = performance.now();
    await go('/inbox/all');
    await page.locator('[role=option]').first().waitFor();
    const first = performance.now() - began;
    await page.waitForLoadState('networkidle');
    const opened = await openings(page, quick ? 8 : 60);
    const idle = await idleRequests(page, quick ? 5 : 60);
    await go('/inbox/closed');
    await page.locator('[role=option]').first().waitFor();
    const scroll = await scrolling(page, quick ? 5 : 45);
    return [
      { what: 'first screen: from the address to the list, nothing cached', value: first, unit: 'ms' },
      { what: 'opening a listed ticket, from the key to the painted head: p50', value: quantile(opened, 0.5), unit: 'ms' },
      { what: 'opening a listed ticket, from the key to the painted head: p95', value: quantile(opened, 0.95), unit: 'ms', budget: '< 100' },
      { what: 'an idle tab asks (W-M2)', value: idle, unit: '/min', budget: '≤ 6' },
      { what: 'scrolling: rows gone over', value: scroll.rows, unit: '', note: `of ${scroll.seconds.toFixed(0)} s straight down, each page fetched on the way` },
      { what: 'scrolling: frame, p95', value: quantile(scroll.frames, 0.95), unit: 'ms', budget: '< 34' },
      { what: 'scrolling: frame, p95 of the last tenth', value: quantile(scroll.frames.slice(-Math.ceil(scroll.frames.length / 10)), 0.95), unit: 'ms', note: 'when most rows are held' },
      { what: 'scrolling: longest frame', value: Math.max(...scroll.frames), unit: 'ms' },
    ];
  } finally {
    await browser.close();
  }
});

/** Goes down the list with `j`, at a reader's pace: each opens the next ticket. */
async function openings(page: Page, count: number): Promise<number[]> {
  await page.evaluate(() => {
    const state = globalThis as unknown as { opened: number[] };
    state.opened = [];
    const head = () => /#\d+$/.exec(document.querySelector('h1')?.parentElement?.textContent ?? '')?.[0];
    addEventListener('keydown', () => {
      const began = performance.now();
      const before = head();
      const look = () => {
        // The frame after the one that finds the new head in the page has it on the screen.
        if (head() && head() !== before) requestAnimationFrame(() => state.opened.push(performance.now() - began));
        else if (performance.now() - began < 5000) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, { capture: true });
  });
  await page.keyboard.press('j');
  await pause(1500);
  await page.evaluate(() => { (globalThis as unknown as { opened: number[] }).opened = []; });
  for (let n = 0; n < count; n++) { await page.keyboard.press('j'); await pause(350); }
  const times = await page.evaluate(() => (globalThis as unknown as { opened: number[] }).opened);
  if (times.length < count * 0.9) throw new Error(`only ${times.length} of ${count} tickets opened`);
  return times;
}

async function idleRequests(page: Page, seconds: number): Promise<number> {
  await pause(3000);
  let count = 0;
  const more = () => { count++; };
  page.on('request', more);
  await pause(seconds * 1000);
  page.off('request', more);
  return (count * 60) / seconds;
}

/** Straight to the end again and again, as pages come, with every frame's time. */
const scrolling = (page: Page, seconds: number): Promise<{ rows: number; seconds: number; frames: number[] }> => page.evaluate(async (most) => {
  const list = document.querySelector('[role=listbox]')!;
  const frames: number[] = [];
  const began = performance.now();
  let last = began;
  let step = 0;
  const next = () => new Promise<number>((done) => requestAnimationFrame(done));
  while (performance.now() - began < most * 1000) {
    const at = await next();
    frames.push(at - last);
    last = at;
    step = Math.min(4000, step + 20);
    list.scrollTop += step;
  }
  return { rows: Number(document.querySelector('[role=option]')?.getAttribute('aria-setsize') ?? 0), seconds: (performance.now() - began) / 1000, frames: frames.slice(1) };
}, seconds);
