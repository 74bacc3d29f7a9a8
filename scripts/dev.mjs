// `npm run dev`: the server from its sources, started again on every change, and Vite in front of it for the browser's part.
import { install, root } from './install.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

install();
const port = process.env.BATON_PORT ?? process.env.PORT ?? 3000;
const start = (words, env = process.env) => spawn(process.execPath, words, { cwd: root, stdio: 'inherit', env });
const children = [
  start(['--watch', '--import', 'tsx', 'src/app/server.ts']),
  start([join(root, 'node_modules/vite/bin/vite.js'), '--clearScreen', 'false'], { BATON_DEV_SERVER: `http://localhost:${port}`, ...process.env }),
];

let ending = false;
function end(code) {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  for (const child of children) child.kill('SIGTERM');
}
for (const child of children) child.on('exit', (code) => end(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0));
