import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configSchema, variableOf } from '../core/server/config.ts';
import { configurationPage } from './configuration-page.ts';

test('docs/configuration.md is what the configuration says', () => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8')).toBe(configurationPage());
});

test('every setting is described', () => {
  for (const [name, schema] of Object.entries(configSchema.shape)) {
    expect(schema.description, name).toBeTruthy();
    expect(configurationPage()).toContain(variableOf(name));
  }
});
