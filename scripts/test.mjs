// `npm test`: everything that must hold, in order, ending at the first failure. `--external` runs the tests that
// use a database against the PostgreSQL at DATABASE_URL instead of the embedded one.
import { install, root } from './install.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from './chromium.mjs';

const external = process.argv.includes('--external');
const reports = mkdtempSync(join(tmpdir(), 'baton-reports-'));
const total = { passed: 0, failed: 0 };

function finish(code) {
  for (const child of beside) child.kill();
  rmSync(reports, { recursive: true, force: true });
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(code);
}

async function step(title, work) {
  console.log(`\n— ${title}`);
  const begun = Date.now();
  let trouble;
  try {
    trouble = await work();
  } catch (error) {
    trouble = error.message;
  }
  console.log(`— ${title}: ${trouble ? 'FAILED' : 'ok'} in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  if (!trouble) return;
  console.error(trouble);
  finish(1);
}

const windows = process.platform === 'win32';
const programOf = (command) => (command === 'node' ? process.execPath : join(root, 'node_modules/.bin', windows ? `${command}.cmd` : command));
const optionsFor = (command) => ({ cwd: root, shell: windows && command !== 'node' });
const ended = (words, how) => (how === 0 ? undefined : `${words.join(' ')} ended with ${how}`);

function run(command, ...words) {
  const { status, signal, error } = spawnSync(programOf(command), words, { ...optionsFor(command), stdio: 'inherit' });
  return ended([command, ...words], error?.message ?? signal ?? status);
}

const beside = new Set();
/** As `run`, beside others: what it says is shown in one piece when it has ended. */
function runBeside(command, ...words) {
  const child = spawn(programOf(command), words, { ...optionsFor(command), stdio: ['ignore', 'pipe', 'pipe'] });
  beside.add(child);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
  const how = new Promise((done) => { child.on('error', (error) => done(error.message)); child.on('close', (code, signal) => { beside.delete(child); done(signal ?? code); }); });
  return how.then((result) => { process.stdout.write(Buffer.concat(said)); return ended([command, ...words], result); });
}

/** One run of Vitest; its counts go into the closing line, whether it passed or not. */
function vitest(name, ...words) {
  const report = join(reports, `${name}.json`);
  const trouble = run('vitest', 'run', ...words, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  if (!existsSync(report)) return trouble ?? `vitest wrote no report for ${name}`;
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  return trouble ?? (numPassedTests ? undefined : `${name}: no test ran`);
}

const journeys = () => existsSync(join(root, 'test/journeys')) && readdirSync(join(root, 'test/journeys'), { recursive: true }).some((file) => String(file).endsWith('.e2e.ts'));

await step('packages', () => install());
if (external) {
  await step('DATABASE_URL is set', () => (process.env.DATABASE_URL ? undefined : 'Set DATABASE_URL to an empty PostgreSQL database (15 or newer) whose user may create databases.'));
  await step('unit and server tests, external database', () => vitest('external', '--project', '!journeys'));
  finish(0);
}
// Beside each other, as none of them uses a machine whole.
await Promise.all([
  step('types', () => runBeside('tsc', '-b')),
  step('build', () => runBeside('node', 'scripts/build.mjs')).then(() => step('lint', () => runBeside('oxlint'))).then(() => step('unused code', () => runBeside('knip'))),
]);
await step('unit and server tests', () => vitest('tests', '--project', '!journeys'));
if (journeys()) {
  await step('browser', () => void (process.env.CHROMIUM_PATH = chromium()));
  await step('journeys', () => vitest('journeys', '--project', 'journeys'));
}
finish(0);
