import { notRetriable } from '../../../core/mail-contract.ts';
import { newId } from '../../../core/ids.ts';
import type { PersonActor } from '../../../core/server/actor.ts';
import { config } from '../../../core/server/config.ts';
import { transact, type Db } from '../../../core/server/db.ts';
import { record } from '../../../core/server/journal.ts';
import { dismissMail as dismissOutgoing, releaseHeld, retryMail } from '../../../core/server/mail.ts';
import { wireAddress, writeLetter } from '../../../core/server/mail-letter.ts';
import { handOver } from '../../../core/server/mail-lines.ts';
import { outgoingServer, setOutgoingServer } from '../../../core/server/mail-server.ts';
import { outgoingMail } from '../../../core/server/mail.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { implement } from '../../../core/server/serve.ts';
import { cannotConnect, configured, email, linkBroken, noServer, OutgoingServerChanged } from './contract.ts';
import { dnsOf, setSigning } from './dns-records.ts';
import { NoLine, openLine } from './imap-line.ts';
import type { ImapServer } from './mailbox-row.ts';
import { addMailbox, editMailbox, readSecret, type Secret } from './mailboxes.ts';
import { dismissMail, readAgain } from './incoming-mails.ts';
import { originalOf, sendRaw } from './originals.ts';
import { health, incomingById, listIncoming, listMailboxes, listOutgoing, mailboxById, mayDecide, readIncomingMail, serverNow, watchedMail } from './queries.ts';
import { fetchPicture, validLink } from './remote-images.ts';
import { withImages } from './shown-images.ts';
import { tables } from './tables.ts';

async function foldersOf(db: Db, ask: { mailboxId?: string | undefined; imap: ImapServer; secret?: Secret | undefined }): Promise<string[]> {
  const row = ask.mailboxId ? await tables(db).selectFrom('mailboxes').select(['imap', 'imap_secret']).where('id', '=', ask.mailboxId).executeTakeFirst() : undefined;
  const before = row?.imap as ImapServer | null | undefined;
  // A kept secret is only ever shown to the server it was given for.
  const kept = before && before.host === ask.imap.host && before.user === ask.imap.user ? readSecret(row!.imap_secret) : {};
  try {
    const line = await openLine(ask.imap, { ...kept, ...ask.secret }, async () => undefined);
    const folders = (await line.list()).map((f) => f.path).slice(0, 500);
    await line.logout().catch(() => line.close());
    return folders;
  } catch (error) {
    return refuse(cannotConnect, { step: error instanceof NoLine ? error.step : 'folder' });
  }
}

/** Sends one mail past the outbox, to learn whether the server takes it. */
async function sendTest(db: Db, actor: PersonActor, mailboxId: string): Promise<string> {
  const server = await outgoingServer(db);
  if (!server) return refuse(noServer);
  const box = await mailboxById(db, mailboxId);
  const { email: to } = await tables(db).selectFrom('people').select('email').where('id', '=', actor.id).executeTakeFirstOrThrow();
  const mail = outgoingMail.parse({ from: { name: box.name, address: box.address }, to: [{ name: '', address: to }], subject: 'Test mail from Baton', text: 'This mail left through the outgoing server that is set up. It works.\n' });
  try {
    const bytes = await writeLetter(db, mail, { messageId: `<${newId()}@${box.address.split('@')[1]}>`, automatic: true });
    await handOver(server, { from: wireAddress(box.address), to: [wireAddress(to)], bytes }, async () => undefined);
    return to;
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    return refuse(cannotConnect, { step: /certificate|TLS|SSL|STARTTLS/i.test(words) ? 'secure' : /auth|535|password/i.test(words) ? 'sign-in' : 'reach' });
  }
}

export const routes = implement('email', email, {
  mailboxes: ({ db }) => listMailboxes(db),
  async addMailbox({ tx, actor, body }) {
    await addMailbox(tx, actor, body);
    return await mailboxById(tx, body.id);
  },
  async editMailbox({ tx, actor, params, body }) {
    await editMailbox(tx, actor, params.id, body);
    return await mailboxById(tx, params.id);
  },
  testImap: async ({ db, body }) => ({ folders: await foldersOf(db, body) }),
  dns: ({ db, params }) => transact(db, (tx) => dnsOf(tx, params.id)),
  sign: ({ tx, params, body }) => setSigning(tx, params.id, body.on),

  outgoing: ({ db }) => serverNow(db),
  async setOutgoing({ tx, actor, body }) {
    if (config().smtpOut) refuse(configured);
    await setOutgoingServer(tx, body);
    if (body.host) await releaseHeld(tx);
    await record(tx, actor, OutgoingServerChanged, { about: newId(), to: ['admins'], data: { host: body.host } });
    return await serverNow(tx);
  },
  testOutgoing: async ({ db, actor, body }) => ({ to: await sendTest(db, actor, body.mailboxId) }),

  health: ({ db, actor }) => health(db, actor),
  incoming: ({ db, actor, query }) => listIncoming(db, actor, query),
  incomingOne: ({ db, actor, params }) => readIncomingMail(db, actor, params.id),
  raw: async ({ db, actor, params, reply }) => sendRaw(db, reply, await watchedMail(db, actor, params.id)),
  async retryIncoming({ tx, actor, params }) {
    await readAgain(tx, actor, params.id, ['parked'], false);
    return await incomingById(tx, actor, params.id);
  },
  async recover({ tx, actor, params }) {
    await readAgain(tx, actor, params.id, ['filed', 'held', 'refused', 'dismissed'], true);
    return await incomingById(tx, actor, params.id);
  },
  async dismiss({ tx, actor, params }) {
    await dismissMail(tx, actor, params.id);
    return await incomingById(tx, actor, params.id);
  },
  outgoingMails: ({ db, actor, query }) => listOutgoing(db, actor, query),
  async retryOutgoing({ tx, actor, params }) {
    await mayDecide(tx, actor, params.id);
    if (!(await retryMail(tx, params.id))) refuse(notRetriable);
    return { ok: true };
  },
  async dismissOutgoing({ tx, actor, params }) {
    await mayDecide(tx, actor, params.id);
    if (!(await dismissOutgoing(tx, params.id))) refuse(notRetriable);
    return { ok: true };
  },

  original: async ({ db, actor, params, reply }) => sendRaw(db, reply, await originalOf(db, actor, params.id)),
  showImages: ({ db, actor, params }) => withImages(db, actor, params.id),
  async image({ query, reply }) {
    const picture = validLink(query.u, query.e, query.s) ? await fetchPicture(query.u) : null;
    if (!picture) return refuse(linkBroken);
    await reply.headers({
      'content-type': picture.type, 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'private, max-age=86400', 'content-disposition': 'inline', 'cross-origin-resource-policy': 'cross-origin',
    }).send(picture.content);
  },
});
