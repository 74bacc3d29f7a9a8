// `npm start`: packages and build when they are missing or old, then the server, in this very process:
// no process in between that could die without it or must pass signals on.
import { install, root } from './install.mjs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { built } from './build.mjs';

const ready = built();
install({ dev: !ready });
if (!ready) {
  // Apart, so that the memory of the build tools is gone when the server runs.
  const build = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  if (build.status !== 0) process.exit(build.status ?? 1);
}
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(root, 'dist/server.js')).href);
