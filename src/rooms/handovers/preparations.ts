import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import type { ToCompile } from './compilations.ts';
import { handoverSettings } from './contract.ts';
import { ownTickets, type EndTicket } from './own-tickets.ts';
import { contentOf } from './queries.ts';
import type { Content, Span } from './rules.ts';
import { takeover } from './spans.ts';
import { tables, type HandoverRecord } from './tables.ts';

export interface Prepared { readonly next: Span; readonly toTeamId: string; readonly incoming: readonly string[]; readonly row: HandoverRecord | null; readonly before: Content | null; readonly what: ToCompile; readonly own: readonly EndTicket[] }

/** All that a signing of this person would hand over: for which shift, to whom, on top of what was signed before. */
export async function prepared(db: Reads, actor: PersonActor, span: Span, said: { notes: string; flagged: readonly string[]; left: readonly string[] }): Promise<Prepared> {
  const settings = await readSettings(db, handoverSettings, span.teamId);
  const toTeamId = await thereStill(db, settings.toTeamId) ?? span.teamId;
  const over = await takeover(db, toTeamId, span.endsAt);
  const row = await tables(db).selectFrom('handovers').selectAll().where('team_id', '=', span.teamId).where('ends_at', '=', span.endsAt).executeTakeFirst() ?? null;
  const before = row?.version ? await contentOf(db, row.id, row.version) : null;
  // What others of the shift marked stays; whoever marked it themselves says anew what holds.
  const kept = (why: 'flagged' | 'left') => (before?.items ?? []).filter((i) => i.section === 'urgent' && i.why.includes(why) && i.by !== actor.id).map((i) => i.ticketId);
  const own = await ownTickets(db, actor, over.span.endsAt);
  const unfinishedNow = new Set(own.filter((t) => t.standing === 'unfinished').map((t) => t.ticket.id));
  const ownIds = new Set(own.map((t) => t.ticket.id));
  const what: ToCompile = {
    span, next: over.span, dueSoonHours: settings.dueSoonHours, signers: [...(before?.signers ?? []).filter((id) => id !== actor.id), actor.id], flagged: [...new Set([...said.flagged, ...kept('flagged')])],
    // What one settled since one last signed is left no more.
    left: [...new Set([...said.left.filter((id) => unfinishedNow.has(id)), ...kept('left').filter((id) => !ownIds.has(id) || unfinishedNow.has(id))])],
    notes: [...(before?.notes ?? []), ...(said.notes ? [{ personId: actor.id, text: said.notes, at: clock.iso() }] : [])],
  };
  return { next: over.span, toTeamId, incoming: over.people.filter((id) => id !== actor.id), row, before, what, own };
}

async function thereStill(db: Reads, teamId: string | null): Promise<string | null> {
  if (!teamId) return null;
  return (await tables(db).selectFrom('teams').select('id').where('id', '=', teamId).where('archived_at', 'is', null).executeTakeFirst())?.id ?? null;
}
