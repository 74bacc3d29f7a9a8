// `npm test`: everything that must hold, in order, ending at the first failure. `--external` runs the tests that
// use a database against the PostgreSQL at DATABASE_URL instead of the embedded one.
import { install, root } from './install.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from './chromium.mjs';

const external = process.argv.includes('--external');
const reports = mkdtempSync(join(tmpdir(), 'baton-reports-'));
const total = { passed: 0, failed: 0 };

function finish(code) {
  rmSync(reports, { recursive: true, force: true });
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(code);
}

function step(title, work) {
  console.log(`\n— ${title}`);
  const begun = Date.now();
  let trouble;
  try {
    trouble = work();
  } catch (error) {
    trouble = error.message;
  }
  console.log(`— ${title}: ${trouble ? 'FAILED' : 'ok'} in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  if (!trouble) return;
  console.error(trouble);
  finish(1);
}

function run(command, ...words) {
  const windows = process.platform === 'win32';
  const program = command === 'node' ? process.execPath : join(root, 'node_modules/.bin', windows ? `${command}.cmd` : command);
  const { status, signal, error } = spawnSync(program, words, { cwd: root, stdio: 'inherit', shell: windows && command !== 'node' });
  return status === 0 ? undefined : `${[command, ...words].join(' ')} ended with ${error?.message ?? signal ?? status}`;
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

step('packages', () => install());
if (external) {
  step('DATABASE_URL is set', () => (process.env.DATABASE_URL ? undefined : 'Set DATABASE_URL to an empty PostgreSQL database (15 or newer) whose user may create databases.'));
  step('unit and server tests, external database', () => vitest('external', '--project', '!journeys'));
  finish(0);
}
step('types', () => run('tsc', '-b'));
step('lint', () => run('oxlint'));
step('unused code', () => run('knip'));
step('build', () => run('node', 'scripts/build.mjs'));
step('unit and server tests', () => vitest('tests', '--project', '!journeys'));
if (journeys()) {
  step('browser', () => void (process.env.CHROMIUM_PATH = chromium()));
  step('journeys', () => vitest('journeys', '--project', 'journeys'));
}
finish(0);
