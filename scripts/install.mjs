// Packages are installed when they are missing or not those of package-lock.json; install scripts are not run, nothing needs them.
import './node-version.mjs';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const wantedFile = join(root, 'package-lock.json');
const markFile = join(root, 'node_modules', '.baton-lock');
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** `dev: false` is content without the packages that only building and testing need. */
export function install({ dev = true } = {}) {
  const lock = read(wantedFile);
  const mark = createHash('sha256').update(`${process.platform} ${process.arch}\n${lock}`).digest('hex');
  if (read(markFile) === mark) return;
  if (!installed(lock, dev)) download();
  else if (!dev) return;
  writeFileSync(markFile, mark);
}

/** Compares with npm's own note of what it installed, so that `npm install` by hand counts too. */
function installed(lock, dev) {
  const note = read(join(root, 'node_modules', '.package-lock.json'));
  if (!note) return false;
  const present = JSON.parse(note).packages;
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true;
    if (!present[path]) return Boolean(wanted.optional || wanted.devOptional || (!dev && wanted.dev));
    return present[path].version === wanted.version && present[path].integrity === wanted.integrity;
  });
}

// Not `npm ci`: it refuses a lock file made where the registry lacks the optional binaries of some other platform.
// `install --no-save` takes the same versions and checksums from the lock file and leaves it alone.
const words = ['install', '--no-save', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];

function download() {
  console.log('Installing packages (once, and after an upgrade) …');
  const begun = Date.now();
  const npm = spawnSync('npm', words, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  if (npm.status !== 0) {
    const said = npm.error?.message ?? (npm.stderr || npm.stdout);
    console.error(`npm ${words.join(' ')} failed:\n${said.split('\n').slice(0, 20).join('\n')}`);
    process.exit(1);
  }
  console.log(`Packages installed in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install();
