import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const flag = z.union([z.boolean(), z.enum(['true', 'false', '1', '0', 'yes', 'no'])]).transform((v) => v === true || v === 'true' || v === '1' || v === 'yes');
const port = z.coerce.number().int().min(0).max(65535);
const list = z.union([z.array(z.string()), z.string().transform((s) => s.split(',').map((p) => p.trim()).filter(Boolean))]);

/** Every setting of the server: `BATON_` + its name in capitals as an environment variable, or the name in `baton.json`. */
export const configSchema = z.object({
  data: z.string().default('./data').describe('Folder for everything the server keeps: embedded database, files, secret'),
  host: z.string().default('127.0.0.1').describe('Address to listen on for browsers'),
  port: port.default(3000).describe('Port for browsers; 0 takes a free one'),
  publicUrl: z.url({ protocol: /^https?$/ }).optional().describe('Address under which people reach the desk; links in mails use it'),
  trustProxy: list.default([]).describe('Addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed'),
  databaseUrl: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://').optional().describe('External PostgreSQL 15 or newer; without it the embedded one is used. Also read from DATABASE_URL'),
  poolSize: z.coerce.number().int().min(4).max(200).default(14).describe('Most connections to the database for each process'),
  role: z.enum(['all', 'web', 'worker']).default('all').describe('What this process does'),
  secret: z.string().optional().describe('32 or more random bytes in base64url; without it one is made in the data folder'),
  smtpHost: z.string().default('127.0.0.1').describe('Address to listen on for incoming mail'),
  smtpPort: port.default(2525).describe('Port for incoming mail; 0 takes a free one'),
  smtpIn: flag.default(true).describe('Whether to listen for incoming mail'),
  smtpName: z.string().default('localhost').describe('Host name the mail listener gives itself'),
  smtpTlsKey: z.string().optional().describe('PEM file with the key for STARTTLS; without it a self-signed pair is made'),
  smtpTlsCert: z.string().optional().describe('PEM file with the certificate chain for STARTTLS'),
  mailMaxBytes: z.coerce.number().int().min(65_536).default(31_457_280).describe('Largest mail taken, in bytes'),
  authservId: z.string().optional().describe('The name under which your own mail server writes Authentication-Results; no other is believed'),
  smtpOut: z.string().regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://').optional().describe('Outgoing mail server for the whole workspace; overrides the one set on screen'),
  privateMailHosts: flag.default(false).describe('Whether admins may set mail servers on private addresses on screen'),
  privateCalendarHosts: flag.default(false).describe('Whether teammates may have their calendars read from servers on private addresses'),
  files: z.string().regex(/^s3:\/\//, 'must begin with s3://').optional().describe('S3-compatible storage: s3://KEY:SECRET@host/bucket?region=r; without it files are kept in the data folder'),
  fileMaxBytes: z.coerce.number().int().min(1024).default(26_214_400).describe('Largest file taken, in bytes'),
  scanner: z.string().optional().describe('Command that gets the path of each new file as its last argument; exit code 1 marks the file as dangerous'),
  metricsToken: z.string().min(16).optional().describe('Bearer token for /metrics from elsewhere than this machine'),
  rateLimit: z.coerce.number().int().min(10).default(200).describe('Requests a second each signed-in person or key may make'),
  log: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Least level that is logged'),
}).strict();
export type Config = z.infer<typeof configSchema>;

/** `smtpPort` → `BATON_SMTP_PORT` */
export const variableOf = (name: string): string => `BATON_${name.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`;

export class ConfigMistakes extends Error {
  constructor(mistakes: readonly string[]) {
    super(`The configuration has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.map((m) => `  - ${m}`).join('\n')}`);
  }
}

/** Reads the environment over `baton.json`, and lists all mistakes at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, folder: string = process.cwd()): Config {
  const mistakes: string[] = [];
  const raw: Record<string, unknown> = {};
  const file = env.BATON_CONFIG ?? join(folder, 'baton.json');
  if (existsSync(file)) {
    try { Object.assign(raw, JSON.parse(readFileSync(file, 'utf8'))); } catch (error) { mistakes.push(`${file} is not JSON: ${(error as Error).message}`); }
  } else if (env.BATON_CONFIG) mistakes.push(`${file} (BATON_CONFIG) does not exist`);
  const names = Object.keys(configSchema.shape);
  const variables = new Map(names.map((n) => [variableOf(n), n]));
  for (const [key, value] of Object.entries(env)) {
    if (!key.startsWith('BATON_') || key === 'BATON_CONFIG' || value === undefined) continue;
    const name = variables.get(key);
    if (name) raw[name] = value;
    else mistakes.push(`${key} is not a setting`);
  }
  if (env.DATABASE_URL && raw.databaseUrl === undefined) raw.databaseUrl = env.DATABASE_URL;
  if (env.PORT && raw.port === undefined) raw.port = env.PORT;
  const parsed = configSchema.safeParse(raw);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0] ?? '');
      mistakes.push(issue.code === 'unrecognized_keys' ? `${issue.keys.join(', ')} in ${file}: not a setting` : `${name} (${variableOf(name)}): ${issue.message}`);
    }
  }
  if (mistakes.length || !parsed.success) throw new ConfigMistakes(mistakes);
  return { ...parsed.data, data: resolve(folder, parsed.data.data) };
}

let current: Config | null = null;
export function useConfig(config: Config): Config {
  current = config;
  return config;
}
/** The configuration this process runs with. */
export function config(): Config {
  if (!current) throw new Error('configuration is not loaded');
  return current;
}
/** Where people reach the desk, without a trailing slash. */
export const publicUrl = (): string => (config().publicUrl ?? `http://${config().host === '0.0.0.0' ? 'localhost' : config().host}:${config().port}`).replace(/\/$/, '');
