import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version in package.json, which lies one folder up in production and two in development. */
const file = join(import.meta.dirname, import.meta.url.endsWith('.ts') ? '../../package.json' : '../package.json');
export const version = (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
