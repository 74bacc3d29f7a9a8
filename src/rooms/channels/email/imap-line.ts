import { AuthenticationFailure, ImapFlow } from 'imapflow';
import { clock } from '../../../core/server/clock.ts';
import { config } from '../../../core/server/config.ts';
import { FetchFailed, fetchFrom } from '../../../core/server/fetching.ts';
import { addressOf } from '../../../core/server/outside.ts';
import type { ImapServer } from './mailbox-row.ts';
import type { Secret } from './mailboxes.ts';

export type Step = 'reach' | 'secure' | 'sign-in' | 'folder';
/** Why an incoming server could not be used, in words that say nothing about our network (W-J6). */
export class NoLine extends Error {
  readonly step: Step;
  constructor(step: Step) {
    super({ reach: 'The mail server cannot be reached.', secure: 'The encrypted connection could not be made.', 'sign-in': 'The mail server does not accept the user or the password.', folder: 'A folder cannot be opened.' }[step]);
    this.step = step;
  }
}

/** Signs in to an incoming server. Tokens that were renewed on the way go to `renewed`. The host is checked at connect time. */
export async function openLine(server: ImapServer, secret: Secret, renewed: (secret: Secret) => Promise<void>): Promise<ImapFlow> {
  const host = await addressOf(server.host, config().privateMailHosts).catch(() => { throw new NoLine('reach'); });
  const token = server.auth === 'oauth' ? await accessToken(server, secret, renewed) : null;
  const line = new ImapFlow({
    host, servername: server.host, port: server.port, secure: server.security === 'tls', doSTARTTLS: server.security === 'starttls',
    auth: token ? { user: server.user, accessToken: token } : { user: server.user, pass: secret.password ?? '' }, logger: false, clientInfo: { name: 'Baton' },
    tls: { servername: server.host, rejectUnauthorized: true }, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 6 * 60_000, maxIdleTime: 4 * 60_000,
    maxLiteralSize: config().mailMaxBytes + 65_536, disableAutoIdle: true,
  });
  // Without a listener a broken line would end the process.
  line.on('error', () => undefined);
  try {
    await line.connect();
    return line;
  } catch (error) {
    line.close();
    throw new NoLine(stepOf(error));
  }
}

function stepOf(error: unknown): Step {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (error instanceof AuthenticationFailure || (error as { authenticationFailed?: boolean }).authenticationFailed) return 'sign-in';
  return /CERT|TLS|SSL|self.signed|certificate/i.test(`${code} ${message}`) ? 'secure' : 'reach';
}

/** A usable access token: the kept one, or a new one for the refresh token (RFC 6749, section 6). */
async function accessToken(server: ImapServer, secret: Secret, renewed: (secret: Secret) => Promise<void>): Promise<string> {
  if (secret.accessToken && secret.expiresAt && Date.parse(secret.expiresAt) > clock.ms() + 60_000) return secret.accessToken;
  if (!server.tokenUrl || !secret.refreshToken) throw new NoLine('sign-in');
  const form = { grant_type: 'refresh_token', refresh_token: secret.refreshToken, client_id: server.clientId ?? '', ...(secret.clientSecret ? { client_secret: secret.clientSecret } : {}) };
  const answer = await posted(server.tokenUrl, form).catch(() => { throw new NoLine('reach'); });
  if (typeof answer.access_token !== 'string') throw new NoLine('sign-in');
  const seconds = typeof answer.expires_in === 'number' ? answer.expires_in : 3600;
  await renewed({ ...secret, accessToken: answer.access_token, expiresAt: clock.iso(seconds * 1000), ...(typeof answer.refresh_token === 'string' ? { refreshToken: answer.refresh_token } : {}) });
  return answer.access_token;
}

/** Posts a form to a server named by an admin (W-J4, W-J6): encrypted, where mail servers may not be on a private network. */
async function posted(address: string, form: Record<string, string>): Promise<Record<string, unknown>> {
  const allowPrivate = config().privateMailHosts;
  if (!allowPrivate && new URL(address).protocol !== 'https:') throw new FetchFailed('It is not encrypted.');
  const { body } = await fetchFrom(address, { allowPrivate, maxBytes: 65_536, ms: 10_000, headers: { accept: 'application/json' }, form: new URLSearchParams(form) });
  return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
}
