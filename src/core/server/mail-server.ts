import { isIP } from 'node:net';
import { outgoingSettings } from '../mail-contract.ts';
import { config } from './config.ts';
import type { Reads, Tx } from './db.ts';
import { isPublic } from './outside.ts';
import { seal, unseal } from './secrets.ts';
import { readSettings, writeSettings } from './settings.ts';

/** Where mail is handed over for sending. */
export interface MailServer {
  readonly from: 'config' | 'screen';
  readonly host: string;
  readonly port: number;
  /** `tls` from the start; `starttls` or no mail; `offered`: STARTTLS when the server has it; `none`: never. */
  readonly security: 'tls' | 'starttls' | 'offered' | 'none';
  readonly user: string;
  readonly password: string;
  /** Hosts set on screen may be kept off private networks; the one in the configuration is whoever runs the server's own choice. */
  readonly allowPrivate: boolean;
}

const here = (host: string): boolean => host === 'localhost' || (isIP(host) !== 0 && !isPublic(host));

/** Reads `smtp[s]://user:password@host:port?tls=required|offered|none`. Plain `smtp:` asks for STARTTLS except on this machine or network. */
export function readServerUrl(text: string): MailServer {
  const url = new URL(text);
  const wish = url.searchParams.get('tls');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const implied = here(host) ? 'offered' : 'starttls';
  const security = url.protocol === 'smtps:' ? 'tls' : wish === 'none' ? 'none' : wish === 'offered' ? 'offered' : wish === 'required' ? 'starttls' : implied;
  return {
    from: 'config', host, port: Number(url.port) || (security === 'tls' ? 465 : 587), security,
    user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), allowPrivate: true,
  };
}

/** The outgoing server: the configured one, else the one set on screen, else none. */
export async function outgoingServer(db: Reads): Promise<MailServer | null> {
  if (config().smtpOut) return readServerUrl(config().smtpOut!);
  const set = await readSettings(db, outgoingSettings, null);
  if (!set.host) return null;
  return {
    from: 'screen', host: set.host, port: set.port, security: set.security, user: set.user,
    password: set.sealedPassword ? unseal('mail.outgoing', set.sealedPassword) ?? '' : '', allowPrivate: config().privateMailHosts,
  };
}

/** Keeps the outgoing server; without a new password the old one stays. */
export async function setOutgoingServer(tx: Tx, server: { host: string; port: number; security: 'tls' | 'starttls' | 'none'; user: string; password?: string }): Promise<void> {
  const { password, ...rest } = server;
  await writeSettings(tx, outgoingSettings, null, { ...rest, ...(password === undefined ? {} : { sealedPassword: password === '' ? '' : seal('mail.outgoing', password) }) });
}
