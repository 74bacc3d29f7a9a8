import { config, ConfigMistakes } from '../core/server/config.ts';
import { databaseTrouble } from '../core/server/db.ts';
import { CannotMigrate } from '../core/server/migrate.ts';
import { DatabaseUnavailable } from '../core/server/postgres/unavailable.ts';

type Failure = Error & { readonly code?: string; readonly port?: number; readonly address?: string; readonly path?: string };

/** Why a start failed: what a person can mend in words that help, anything else with its stack. */
export function failureWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigMistakes || error instanceof DatabaseUnavailable || error instanceof CannotMigrate) return error.message;
  return portWords(error) ?? diskWords(error) ?? databaseWords(error) ?? error.stack ?? error.message;
}

function portWords({ code = '', port, address, message }: Failure): string | null {
  if (code === 'EADDRINUSE') return `Port ${port} is in use by another program. Stop that one, or choose another with BATON_PORT (browsers) or BATON_SMTP_PORT (mail).`;
  if (code === 'EACCES' && port) return `Port ${port} may not be used by this user: ports below 1024 need root. Choose another with BATON_PORT (browsers) or BATON_SMTP_PORT (mail), and let a proxy pass it on.`;
  if (code === 'EADDRNOTAVAIL' || /^getaddrinfo .*\bE(NOTFOUND|AI_AGAIN)/.test(message) && listensOn(address ?? message)) return `This machine has no address to listen on as configured (${message}). Correct BATON_HOST (browsers) or BATON_SMTP_HOST (mail).`;
  return null;
}
const listensOn = (text: string): boolean => [config().host, config().smtpHost].some((host) => text.includes(host));

function diskWords({ code = '', path, message }: Failure): string | null {
  if (code === 'ENOSPC' || code === 'EDQUOT') return `The disk is full: ${message}. Make room, then start again.`;
  if (['EACCES', 'EPERM', 'EROFS'].includes(code) && path) return `${message}. Let the user who runs Baton write there.`;
  return code === 'ENOENT' && path ? message : null;
}

/** What is wrong with the database in words, or null when it is not that. */
export function databaseWords(error: Failure): string | null {
  const { code = '', message } = error;
  const trouble = databaseTrouble(error);
  if (trouble === 'full') return `The disk of the database is full: ${message}. Make room there; nothing was half saved.`;
  if (trouble === 'away') return `The database cannot be reached: ${message || code}. Look whether it runs, and at DATABASE_URL if it is your own.`;
  // 28: who we are; 3D: which database; 42501: what we may do.
  if (/^(28|3D|42501)/.test(code)) return `The database refuses us: ${message}. Correct DATABASE_URL, or what its user may do: it must own the database.`;
  return null;
}
