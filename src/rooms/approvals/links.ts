import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { publicUrl } from '../../core/server/config.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { post } from '../../core/server/mail.ts';
import { refuse } from '../../core/server/refusals.ts';
import { newToken, sign } from '../../core/server/secrets.ts';
import { actorFor } from '../people/access.ts';
import { deskSender } from '../people/letters.ts';
import { readable } from '../tickets/access.ts';
import { linkDead, linkForeign } from './contract.ts';
import { barTo } from './bars.ts';
import { shapes } from './queries.ts';
import { tables, type ApprovalRecord } from './tables.ts';
import { decide, type Verdict } from './verdicts.ts';

const lifeMs = 7 * 24 * 3600_000;
/** What is kept of a token: with another server secret no link is known any more. */
const markOf = (token: string): string => sign('approval-link', token);
export const approvalLink = (token: string): string => `${publicUrl()}/approve/${token}`;

/**
 * Writes to somebody who was asked to decide, with a link that is theirs alone, works once and runs out. The link opens a
 * page that asks; nothing happens by opening it, so that mail scanners change nothing. Once for each time they are asked.
 */
export async function writeToDecider(tx: Tx, approvalId: string, personId: string): Promise<void> {
  const request = await tables(tx).selectFrom('approvals').selectAll().where('id', '=', approvalId).forUpdate().executeTakeFirst();
  const decider = await actorFor(tx, personId);
  if (!request || request.state !== 'pending' || !decider || (await barTo(tx, decider, request))) return;
  const live = await tables(tx).selectFrom('approval_links').select('step').where('approval_id', '=', approvalId).where('person_id', '=', personId).where('step', '=', request.step).executeTakeFirst();
  if (live) return;
  const token = newToken();
  await tables(tx).insertInto('approval_links').values({ mark: markOf(token), approval_id: approvalId, person_id: personId, step: request.step, made_at: clock.now(), expires_at: new Date(clock.ms() + lifeMs) }).execute();
  await letter(tx, request, personId, token);
}

async function letter(tx: Tx, request: ApprovalRecord, personId: string, token: string): Promise<void> {
  const people = new Map((await tables(tx).selectFrom('people').select(['id', 'name', 'email']).where('id', 'in', [personId, request.requester_id]).execute()).map((p) => [p.id, p]));
  const to = people.get(personId)!;
  const ticket = request.ticket_id ? await tables(tx).selectFrom('tickets').select('number').where('id', '=', request.ticket_id).executeTakeFirstOrThrow() : null;
  const requester = people.get(request.requester_id)!.name;
  // Neither the customer's words nor the subject leave in this mail: the page shows them to who may see the ticket.
  const lines = [`Hello ${to.name},`, `${requester} needs your yes or no${ticket ? ` on #${ticket.number}` : ''}.`, `Decide here; opening the link decides nothing yet:\n${approvalLink(token)}`, 'The link is yours alone, works once and for seven days. Do not pass it on.'];
  await post(tx, {
    kind: 'approvals.request', automatic: true, sealed: true, about: { kind: 'person', id: personId },
    mail: { from: await deskSender(tx), to: [{ name: to.name, address: to.email }], subject: `${requester} asks for your approval${ticket ? ` on #${ticket.number}` : ''}`, text: `${lines.join('\n\n')}\n` },
  });
}

interface Opened { readonly decider: PersonActor; readonly request: ApprovalRecord; readonly mark: string }

/** The decider a link stands for, as they are now. Dead when it was used, ran out, or they may not sign in any more; foreign to whoever else is signed in. */
async function open(db: Reads, token: string, visitor: Actor | null): Promise<Opened> {
  const mark = markOf(token);
  const link = await tables(db).selectFrom('approval_links').selectAll().where('mark', '=', mark).executeTakeFirst();
  if (!link || link.used_at || Date.parse(link.expires_at) <= clock.ms()) return refuse(linkDead);
  if (visitor && visitor.id !== link.person_id) refuse(linkForeign);
  const decider = (await actorFor(db, link.person_id)) ?? refuse(linkDead);
  const request = await tables(db).selectFrom('approvals').selectAll().where('id', '=', link.approval_id).executeTakeFirstOrThrow();
  if (request.ticket_id) await readable(db, decider, request.ticket_id);
  const bar = await barTo(db, decider, request);
  return bar ? refuse(bar) : { decider, request, mark };
}

/** What a link is about, for the page that asks. */
export async function lookAtLink(db: Reads, token: string, visitor: Actor | null) {
  const { decider, request } = await open(db, token, visitor);
  const [shown] = await shapes(db, decider, [request]);
  const people = new Map((await tables(db).selectFrom('people').select(['id', 'name']).where('id', 'in', [decider.id, request.requester_id]).execute()).map((p) => [p.id, p.name]));
  const workspace = (await tables(db).selectFrom('workspace').select('name').executeTakeFirst())?.name ?? 'Baton';
  return { ...shown!, workspace, decider: people.get(decider.id)!, requester: people.get(request.requester_id)! };
}

/** Decides with a link. It is used up by deciding, not by failing to. */
export async function decideByLink(tx: Tx, token: string, visitor: Actor | null, verdict: Verdict): Promise<{ approved: boolean }> {
  const { decider, request, mark } = await open(tx, token, visitor);
  await decide(tx, decider, request.id, verdict);
  const used = await tables(tx).updateTable('approval_links').set({ used_at: clock.now() }).where('mark', '=', mark).where('used_at', 'is', null).returning('mark').executeTakeFirst();
  if (!used) refuse(linkDead);
  return { approved: verdict.approve };
}
