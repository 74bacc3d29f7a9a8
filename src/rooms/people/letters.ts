import { system, type Actor } from '../../core/server/actor.ts';
import { publicUrl } from '../../core/server/config.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { askAll, port } from '../../core/server/gates.ts';
import { post, type MailAddress } from '../../core/server/mail.ts';
import { tables } from './tables.ts';

/** The email channel replies with the address under which the desk writes to its own teammates; null when it has none. */
export const deskAddress = port<null, MailAddress | null>('people.desk-address');

/** Who mail to teammates comes from: the workspace, from its first mailbox, else an address that takes no answer. */
export async function deskSender(db: Reads): Promise<MailAddress> {
  const { name } = (await tables(db).selectFrom('workspace').select('name').executeTakeFirst()) ?? { name: 'Baton' };
  const known = (await askAll(db, system('letters'), deskAddress, null)).find((a) => a !== null);
  return { name, address: known?.address ?? `no-reply@${new URL(publicUrl()).hostname.replace(/^\[|\]$/g, '')}` };
}

interface Letter { readonly kind: string; readonly to: MailAddress; readonly about: string; readonly subject: string; readonly lines: readonly string[] }

/** Posts a short plain letter to a teammate. Links that open something stand in it, so its words are sealed and never logged. */
async function send(tx: Tx, letter: Letter): Promise<void> {
  const from = await deskSender(tx);
  await post(tx, { kind: letter.kind, automatic: true, sealed: true, about: { kind: 'person', id: letter.about }, mail: { from, to: [letter.to], subject: letter.subject, text: `${letter.lines.join('\n\n')}\n` } });
}

const link = (path: string, token: string): string => `${publicUrl()}/${path}/${token}`;
export const invitationLink = (token: string): string => link('join', token);
export const resetLink = (token: string): string => link('reset', token);

export const inviteLetter = (tx: Tx, what: { id: string; email: string; by: string; workspace: string; token: string }) => send(tx, {
  kind: 'people.invitation', about: what.id, to: { name: '', address: what.email }, subject: `${what.by} invites you to ${what.workspace}`,
  lines: [`${what.by} invites you to work together in ${what.workspace}.`, `Join here, within 24 hours:\n${invitationLink(what.token)}`, 'If you do not know them, leave this mail alone: nothing happens.'],
});

export const resetLetter = (tx: Tx, to: { id: string; name: string; email: string }, token: string) => send(tx, {
  kind: 'people.reset', about: to.id, to: { name: to.name, address: to.email }, subject: 'Set a new password',
  lines: [`Hello ${to.name},`, `set a new password here, within one hour:\n${resetLink(token)}`, 'The link works once. If you did not ask for it, leave this mail alone: your password stays as it is.'],
});

export const newAddressLetter = (tx: Tx, to: { id: string; name: string; email: string }, token: string) => send(tx, {
  kind: 'people.new-address', about: to.id, to: { name: to.name, address: to.email }, subject: 'Confirm your new address',
  lines: [`Hello ${to.name},`, `confirm here, within one hour, that this is your new address:\n${link('confirm-email', token)}`, 'If you did not ask for it, leave this mail alone.'],
});

export const addressNotice = (tx: Tx, to: { id: string; name: string; email: string }, state: 'asked' | 'changed') => send(tx, {
  kind: 'people.address-notice', about: to.id, to: { name: to.name, address: to.email }, subject: state === 'asked' ? 'Your address is about to change' : 'Your address was changed',
  lines: [`Hello ${to.name},`, state === 'asked' ? 'somebody signed in as you asked to change the address you sign in with. It changes when the new one is confirmed.' : 'you now sign in with your new address; this one is no longer used.', 'If this was not you, change your password at once and tell an admin.'],
});

type Grave = 'password' | 'second-factor';
const graveWords: Record<Grave, readonly [subject: string, line: string]> = {
  password: ['Your password was changed', 'your password was changed, and you are signed out wherever else you were.'],
  'second-factor': ['Your second factor was turned off', 'your second factor was turned off: your password alone signs you in now.'],
};

/** Tells a person of a change by which somebody could have taken their account, and who made it where it was not they. */
export async function graveNotice(tx: Tx, actor: Actor, personId: string, what: Grave): Promise<void> {
  const about = await tables(tx).selectFrom('people').select(['id', 'name', 'email']).where('id', 'in', [personId, ...(actor.id ? [actor.id] : [])]).execute();
  const to = about.find((p) => p.id === personId)!;
  const by = actor.kind === 'system' ? 'Whoever runs the server' : actor.id === personId ? null : about.find((p) => p.id === actor.id)?.name;
  await send(tx, {
    kind: 'people.security-notice', about: to.id, to: { name: to.name, address: to.email }, subject: graveWords[what][0],
    lines: [`Hello ${to.name},`, graveWords[what][1], ...(by ? [`${by} did it.`] : []), `If you know nothing of this, set a new password at once and tell an admin:\n${publicUrl()}/forgot`],
  });
}
