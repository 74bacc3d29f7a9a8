import { z } from 'zod';
import { configSchema, variableOf } from '../core/server/config.ts';

interface Setting { readonly description?: string; readonly default?: unknown; readonly enum?: readonly string[]; readonly anyOf?: readonly Setting[]; readonly type?: string; readonly minimum?: number; readonly maximum?: number; readonly minLength?: number; readonly items?: unknown }

const values = (s: Setting): string => {
  if (s.enum) return s.enum.join(', ');
  if (s.anyOf?.some((o) => o.type === 'boolean')) return 'true, false';
  if (s.anyOf?.some((o) => o.type === 'array')) return 'list, with commas';
  if (s.type === 'integer') return s.minimum !== undefined && s.maximum !== undefined && s.maximum < Number.MAX_SAFE_INTEGER ? `${s.minimum} to ${s.maximum}` : s.minimum !== undefined && s.minimum > 0 ? `${s.minimum} or more` : 'whole number';
  return s.minLength ? `text, ${s.minLength} characters or more` : 'text';
};
const fallback = (value: unknown): string => (value === undefined || (Array.isArray(value) && !value.length) ? '' : `\`${String(value)}\``);

/** The reference of every setting, as docs/configuration.md holds it. */
export function configurationPage(): string {
  const { properties } = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as { properties: Record<string, Setting> };
  const rows = Object.entries(properties).map(([name, s]) => `| \`${name}\`<br>\`${variableOf(name)}\` | ${(s.description ?? '').replaceAll('|', '\\|')} | ${values(s)} | ${fallback(s.default)} |`);
  return `# Configuration

Baton needs no configuration to start. What you do set comes from environment variables, or from \`baton.json\` in the folder you start it in
(another file: \`BATON_CONFIG\`), with the names of the first column. The environment wins. Every mistake is listed at once, and nothing starts until all are corrected.

\`\`\`json
{ "host": "0.0.0.0", "publicUrl": "https://desk.example.com", "trustProxy": ["127.0.0.1"] }
\`\`\`

\`DATABASE_URL\` and \`PORT\` are read too, where the settings of the same meaning are not given.

| setting | what it is | values | without it |
| --- | --- | --- | --- |
${rows.join('\n')}

This page is made from the configuration itself by \`npm run config-docs\`.
`;
}
