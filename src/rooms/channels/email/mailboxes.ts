import type { Out } from '../../../core/contract.ts';
import { notFound } from '../../../core/refusals.ts';
import type { Actor, PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import type { Reads, Tx } from '../../../core/server/db.ts';
import { record } from '../../../core/server/journal.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { seal, unseal } from '../../../core/server/secrets.ts';
import { addressTaken, changedMeanwhile, MailboxAdded, MailboxChanged, teamGone, type email } from './contract.ts';
import { untagged } from './reply-tokens.ts';
import { tables, type Mailbox } from './tables.ts';

type Body = Omit<Out<typeof email.addMailbox.spec.body>, 'id'>;
export interface Secret { password?: string; refreshToken?: string; clientSecret?: string; accessToken?: string; expiresAt?: string }

/** The active mailbox an address belongs to, also with a tag behind a plus. */
export const mailboxFor = (db: Reads, address: string): Promise<Pick<Mailbox, 'id' | 'address' | 'team_id'> | undefined> => {
  const exact = address.toLowerCase();
  return tables(db).selectFrom('mailboxes').select(['id', 'address', 'team_id']).where('active', '=', true)
    .where('address', 'in', [exact, untagged(exact)]).orderBy((e) => e.case().when('address', '=', exact).then(0).else(1).end()).limit(1).executeTakeFirst();
};

export const readSecret = (sealed: string | null): Secret => (sealed ? JSON.parse(unseal('mail.imap', sealed) ?? '{}') as Secret : {});
export const sealSecret = (secret: Secret): string => seal('mail.imap', JSON.stringify(secret));

/** Adds a mailbox. Addresses are kept in lower case, as they are compared. */
export async function addMailbox(tx: Tx, actor: Actor, what: Body & { id: string }): Promise<void> {
  await mustBeTeam(tx, what.teamId);
  const made = await tables(tx).insertInto('mailboxes').values({ id: what.id, made_at: clock.now(), imap_since: what.imap ? since(what) : null, ...columnsOf(what), imap_secret: what.secret ? sealSecret(what.secret) : null })
    .onConflict((c) => c.doNothing()).returning('id').executeTakeFirst();
  if (!made) refuse(addressTaken);
  await record(tx, actor, MailboxAdded, { about: what.id, to: ['staff'], data: { address: what.address, teamId: what.teamId } });
}

/** Changes a mailbox from `version`. A secret that is not given stays; another server or user forgets it. */
export async function editMailbox(tx: Tx, actor: PersonActor, id: string, what: Body & { version: number }): Promise<void> {
  const row = await tables(tx).selectFrom('mailboxes').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) return refuse(notFound);
  if (row.version !== what.version) refuse(changedMeanwhile);
  if (what.teamId !== row.team_id) await mustBeTeam(tx, what.teamId);
  const other = await tables(tx).selectFrom('mailboxes').select('id').where('address', '=', what.address).where('id', '!=', id).executeTakeFirst();
  if (other) refuse(addressTaken);
  const before = row.imap as Body['imap'];
  const same = before && what.imap && before.host === what.imap.host && before.user === what.imap.user;
  const next = { ...columnsOf(what), imap_secret: what.imap ? (what.secret ? sealSecret({ ...(same ? readSecret(row.imap_secret) : {}), ...what.secret }) : same ? row.imap_secret : null) : null };
  const fields = (Object.keys(next) as (keyof typeof next)[]).filter((f) => (f === 'imap' ? JSON.stringify(row.imap) !== next.imap : row[f] !== next[f]));
  await tables(tx).updateTable('mailboxes').set({
    ...next, version: row.version + 1, ...(what.imap && !same ? { imap_since: since(what) } : {}), imap_state: what.imap && what.active ? 'connecting' : 'off', imap_reason: null,
    // Whoever fetches it now does so with the old settings: let go.
    fetcher: null, fetcher_until: null,
  }).where('id', '=', id).execute();
  if (!same) await tables(tx).deleteFrom('imap_positions').where('mailbox_id', '=', id).execute();
  await record(tx, actor, MailboxChanged, { about: id, to: ['staff'], data: { fields, teamId: what.teamId } });
}

const since = (what: Body): string => (what.importOld ? '1970-01-01T00:00:00.000Z' : clock.iso(-60_000));
const columnsOf = (what: Body) => ({
  address: what.address, name: what.name, team_id: what.teamId, active: what.active, plus: what.plus, acknowledge: what.acknowledge, list_mail: what.listMail, imap: what.imap ? JSON.stringify(what.imap) : null,
});

async function mustBeTeam(tx: Tx, teamId: string): Promise<void> {
  const team = await tables(tx).selectFrom('teams').select('archived_at').where('id', '=', teamId).executeTakeFirst();
  if (!team || team.archived_at) refuse(teamGone);
}
