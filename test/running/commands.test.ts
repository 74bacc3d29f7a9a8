import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examine } from '../../src/app/doctor.ts';
import { makeDesk, programOf, type Desk, type DeskProcess } from '../desk.ts';
import { webClient } from '../web-client.ts';

let desk: Desk;
let server: DeskProcess;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-commands-'));
  await chmod(folder, 0o711);
  desk = await makeDesk();
  server = await desk.start();
});
afterAll(async () => {
  await desk.remove();
  await rm(folder, { recursive: true, force: true });
});

const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(BATON_|VITEST|DATABASE_URL$|PORT$|NODE_OPTIONS$)/.test(name)));

/** One command as it is typed, its answer and its exit code. */
async function baton(words: readonly string[], env: Record<string, string> = {}, typed = ''): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [...programOf('cli'), ...words], { cwd: join(import.meta.dirname, '../..'), env: { ...own, BATON_DATA: desk.data, BATON_PORT: new URL(desk.origin).port, BATON_SMTP_PORT: String(desk.smtpPort), ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => { said += data.toString('utf8'); });
  child.stdin.end(typed);
  return { code: await new Promise((done) => child.on('close', done)), said };
}

test('W-L17 what newcomers and those on call type works on a running desk, and its backup makes the same desk elsewhere', async () => {
  const token = /\/start\/(\S+)/.exec(server.output())![1];
  const client = webClient(desk.origin);
  const signIn = (password: string) => client.call('POST /sign-in', { body: { email: 'maya@desk.example', password } });
  await client.call('POST /workspace', { body: { token, workspace: 'Hearth', name: 'Maya', email: 'maya@desk.example', password: 'four plain words together' } });
  expect(await baton(['send-mail', 'Hello'])).toMatchObject({ code: 1, said: expect.stringContaining('no mailbox yet') });
  expect(await baton(['password', 'maya@desk.example'], {}, 'another four plain words\n')).toMatchObject({ code: 0, said: expect.stringContaining('signed out everywhere') });
  expect((await signIn('four plain words together')).status).toBe(401);
  expect((await signIn('another four plain words')).status).toBe(200);
  const file = join(folder, 'all.baton');
  expect(await baton(['backup', file])).toMatchObject({ code: 0, said: expect.stringContaining('Backed up') });
  expect(await baton(['restore', file, '--replace'])).toMatchObject({ code: 1, said: expect.stringContaining('Stop it') });
  const checked = await baton(['doctor']);
  expect(checked.said).toContain('running and ready');
  expect(checked.code).toBe(0);
  await server.stop();
  const elsewhere = { BATON_DATA: join(folder, 'elsewhere') };
  expect(await baton(['restore', file], elsewhere)).toMatchObject({ code: 0, said: expect.stringContaining('Restored Hearth') });
  client.close();
}, 300_000);

test('the doctor lists every mistake of a configuration at once', async () => {
  const [found, ...others] = await examine({ BATON_PORT: 'many', BATON_COLOUR: 'blue' });
  expect(others).toEqual([]);
  expect(found).toMatchObject({ level: 'fail', what: 'configuration' });
  expect(found!.found).toContain('BATON_COLOUR is not a setting');
  expect(found!.found).toContain('BATON_PORT');
});
