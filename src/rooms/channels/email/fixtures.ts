import { connect } from 'node:net';
import type { TestHouse } from '../../../../test/house.ts';
import { newId } from '../../../core/ids.ts';
import { system, type PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import { transact } from '../../../core/server/db.ts';
import type { Schema } from '../../../core/server/schema.ts';
import { actorFor } from '../../people/access.ts';
import { addMailbox } from './mailboxes.ts';
import { tables } from './tables.ts';

export interface Desk { readonly house: TestHouse; readonly teamId: string; readonly mailboxId: string; readonly agent: PersonActor; readonly port: number }

/** A desk with one team, one agent and one mailbox, in an open house with its channels. */
export async function openDesk(house: TestHouse, options: { address?: string; acknowledge?: boolean; listMail?: 'people' | 'file' | 'all'; role?: string } = {}): Promise<Desk> {
  const teamId = newId(), mailboxId = newId(), agentId = newId();
  const db = house.db.withTables<Pick<Schema, 'teams' | 'people' | 'members'>>();
  await db.insertInto('teams').values({ id: teamId, name: `Team ${teamId}`, made_at: clock.now() }).execute();
  await db.insertInto('people').values({ id: agentId, name: 'Maya Lind', email: `maya.${agentId}@acme.example`, role: options.role ?? 'agent', made_at: clock.now() }).execute();
  await db.insertInto('members').values({ team_id: teamId, person_id: agentId, made_at: clock.now() }).execute();
  await transact(house.db, (tx) => addMailbox(tx, system('test'), {
    id: mailboxId, address: options.address ?? 'support@acme.example', name: 'Acme Support', teamId, active: true, plus: true, acknowledge: options.acknowledge ?? false, listMail: options.listMail ?? 'people', imap: null, importOld: false,
  }));
  return { house, teamId, mailboxId, agent: (await actorFor(house.db, agentId))!, port: house.channels?.smtpPort ?? 0 };
}

export interface TestMail { from?: string; to?: string; cc?: string; subject?: string; text?: string; html?: string; id?: string | null; inReplyTo?: string; references?: string; headers?: readonly string[]; body?: string }
let count = 0;
/** A mail as it goes over the wire. */
export function mailOf(m: TestMail = {}): Buffer {
  const lines = [
    `From: ${m.from ?? 'Anna Keller <anna@customer.example>'}`, `To: ${m.to ?? 'support@acme.example'}`, ...(m.cc ? [`Cc: ${m.cc}`] : []), `Subject: ${m.subject ?? 'Boiler'}`, 'Date: Sun, 22 Nov 2026 10:00:00 +0000',
    ...(m.id === null ? [] : [`Message-ID: ${m.id ?? `<test-${process.pid}-${++count}@customer.example>`}`]), ...(m.inReplyTo ? [`In-Reply-To: ${m.inReplyTo}`] : []), ...(m.references ? [`References: ${m.references}`] : []),
    'MIME-Version: 1.0', ...(m.headers ?? []),
  ];
  if (m.body !== undefined) return Buffer.from(`${lines.join('\r\n')}\r\n${m.body}`, 'utf8');
  return Buffer.from([...lines, `Content-Type: text/${m.html === undefined ? 'plain' : 'html'}; charset=utf-8`, '', m.html ?? m.text ?? 'It is cold.', ''].join('\r\n'), 'utf8');
}

export interface Delivered { readonly code: number; readonly text: string; readonly at: string }
/** Hands bytes to the listener as a mail server would, and says how it answered. `wire`: the bytes after DATA as they are, with whatever ends them. */
export function deliverTo(port: number, mail: { raw?: Buffer; wire?: Buffer; from?: string; to?: string | readonly string[]; size?: number }): Promise<Delivered> {
  const to = [mail.to ?? 'support@acme.example'].flat();
  const body = mail.wire ?? Buffer.concat([Buffer.from(mail.raw!.toString('latin1').replace(/(^|\r\n)\./g, '$1..'), 'latin1'), Buffer.from(mail.raw!.subarray(-2).toString() === '\r\n' ? '.\r\n' : '\r\n.\r\n')]);
  const say: (string | Buffer)[] = ['EHLO test.example\r\n', `MAIL FROM:<${mail.from ?? 'anna@customer.example'}>${mail.size ? ` SIZE=${mail.size}` : ''}\r\n`, ...to.map((t) => `RCPT TO:<${t}>\r\n`), 'DATA\r\n', body, 'QUIT\r\n'];
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '', step = -1;
    socket.setTimeout(15_000, () => { socket.destroy(); failed(new Error(`no answer at step ${step}`)); });
    socket.on('error', (error) => failed(error));
    socket.on('close', () => done({ code: 0, text: 'closed', at: String(say[step] ?? 'greeting').slice(0, 4) }));
    socket.on('data', (part) => {
      heard += part.toString('latin1');
      for (let match; (match = /^(?:\d{3}-[^\n]*\n)*(\d{3}) ([^\n]*)\r?\n/.exec(heard));) {
        heard = heard.slice(match[0].length);
        const code = Number(match[1]);
        const at = step < 0 ? 'greeting' : Buffer.isBuffer(say[step]) ? 'end' : String(say[step]).slice(0, 4);
        if (code >= 400 || at === 'end') { done({ code, text: match[2]!, at }); socket.end('QUIT\r\n'); return; }
        socket.write(say[++step]!);
      }
    });
  });
}

/** Delivers a mail and lets the house digest it. */
export async function arrive(desk: Desk, mail: TestMail & { envelopeFrom?: string; envelopeTo?: string | readonly string[] } = {}): Promise<Delivered> {
  const answer = await deliverTo(desk.port, { raw: mailOf(mail), ...(mail.envelopeFrom === undefined ? {} : { from: mail.envelopeFrom }), ...(mail.envelopeTo ? { to: mail.envelopeTo } : {}) });
  await desk.house.settle();
  return answer;
}

export const ticketsOf = (desk: Desk) => tables(desk.house.db).selectFrom('tickets').selectAll().orderBy('number').execute();
export const messagesOf = (desk: Desk) => tables(desk.house.db).selectFrom('messages').selectAll().orderBy('at').orderBy('id').execute();
export const incomingOf = (desk: Desk) => tables(desk.house.db).selectFrom('incoming_mails').selectAll().orderBy('at').orderBy('id').execute();
export const participantsIn = async (desk: Desk, ticketId: string) => Object.fromEntries((await tables(desk.house.db).selectFrom('participants').select(['address', 'role']).where('ticket_id', '=', ticketId).execute()).map((p) => [p.address, p.role]));
export const emailOf = async (desk: Desk): Promise<string> => (await tables(desk.house.db).selectFrom('people').select('email').where('id', '=', desk.agent.id).executeTakeFirstOrThrow()).email;
