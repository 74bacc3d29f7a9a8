// The browser of the journeys: CHROMIUM_PATH, or one that is installed, or Debian's, installed when we may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

const found = () => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places].find((file) => existsSync(file));
};

/** Returns the path of a browser; throws with what to do when there is none. */
export function chromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given && existsSync(given)) return given;
  if (given) throw new Error(`CHROMIUM_PATH is ${given}, and there is no such file.`);
  return found() ?? fromDebian();
}

function fromDebian() {
  const advice = 'Install Chromium (Debian and Ubuntu: apt-get install chromium) or set CHROMIUM_PATH to a Chromium or Chrome.';
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(`The journeys need a browser. ${advice}`);
  console.log('Installing Chromium from Debian (once, about a minute) …');
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const apt = spawnSync('apt-get', words, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 1 << 28 });
    if (apt.status !== 0) throw new Error(`apt-get ${words.join(' ')} failed:\n${(apt.error?.message ?? apt.stderr).slice(-2_000)}\n${advice}`);
  }
  const path = found();
  if (!path) throw new Error(`Chromium was installed and cannot be found. ${advice}`);
  return path;
}
