// `npm run dev`: the server from its sources, started again on every change, and Vite in front of it for the browser's part.
import { install, root } from './install.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

install();
const children = [
  ['--watch', '--import', 'tsx', 'src/app/server.ts'],
  [join(root, 'node_modules/vite/bin/vite.js'), '--clearScreen', 'false'],
].map((words) => spawn(process.execPath, words, { cwd: root, stdio: 'inherit' }));

let ending = false;
const end = (code) => {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  for (const child of children) child.kill('SIGTERM');
};
for (const child of children) child.on('exit', (code) => end(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0));
