// Writes docs/configuration.md from the configuration's schema; with --check only says whether it is current.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { configurationPage } from '../src/app/configuration-page.ts';

const target = 'docs/configuration.md';
const text = configurationPage();
if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error(`${target} differs from the configuration: run npm run config-docs`);
    process.exit(1);
  }
} else writeFileSync(target, text);
