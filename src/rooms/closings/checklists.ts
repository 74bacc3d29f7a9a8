import type { Out } from '../../core/contract.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { askAll } from '../../core/server/gates.ts';
import { readSettings } from '../../core/server/settings.ts';
import { readable } from '../tickets/access.ts';
import { closingNeeds, contactAttempts, type ClosingNeed } from '../tickets/closing-needs.ts';
import { familyOf } from '../tickets/families.ts';
import { closingSettings, type checklist } from './contract.ts';
import { choicesFor, closingsOf } from './queries.ts';
import { needsOf, saysEnough, tried, type Need, type Reason } from './rules.ts';
import { tables } from './tables.ts';

interface Placed { readonly ticketId: string; readonly teamId: string }
/** Why somebody closes: a reason of the ticket's list, and the words of their last note. */
interface Why { readonly reasonId: string | null; readonly noteText: string; /** It is closed again as it was: for this reason, though it may be out of use by now, or with null without one. */ readonly again?: Reason | null; /** What the reply says that closes it. */ readonly said?: string | undefined }

/** When the customer last wrote, on the ticket or those merged into it. */
async function heardAt(db: Reads, family: readonly string[]): Promise<string | null> {
  const last = await tables(db).selectFrom('messages').select((e) => e.fn.max('at').as('at')).where('ticket_id', 'in', [...family]).where('direction', '=', 'in').executeTakeFirst();
  return last?.at ?? null;
}

/** The note somebody wrote since the customer last wrote, where it says enough to be the last one. */
export async function lastNote(db: Reads, personId: string, ticketId: string): Promise<string | null> {
  const family = await familyOf(db, ticketId);
  const since = await heardAt(db, family);
  const notes = await tables(db).selectFrom('notes').select(['id', 'text']).where('ticket_id', 'in', family).where('person_id', '=', personId).where('removed_at', 'is', null)
    .$if(since !== null, (q) => q.where('at', '>=', since!)).orderBy('at', 'desc').limit(5).execute();
  return notes.find((note) => saysEnough(note.text))?.id ?? null;
}

const attemptsOn = async (db: Reads, actor: Actor, { ticketId }: Placed, reason: Reason) =>
  tried((await askAll(db, actor, contactAttempts, { ticketId })).flat(), await heardAt(db, await familyOf(db, ticketId)), reason.attempts!);

interface Standing { readonly asked: boolean; readonly choices: readonly (Reason & { teamId: string | null })[]; readonly reason: Reason | null; readonly needs: Need[]; /** A note that counts as the last one. */ readonly noteId: string | null }

/** What stands between a ticket and its end for whoever closes it. */
export async function standing(db: Reads, actor: Actor, placed: Placed, why: Why): Promise<Standing> {
  const person = actor.kind === 'person' ? actor.id : null;
  const asked = person !== null && why.again !== null && (await readSettings(db, closingSettings, placed.teamId)).asked;
  const choices = person ? await choicesFor(db, placed.teamId) : [];
  const reason = why.again ?? choices.find((one) => one.id === why.reasonId) ?? null;
  const needs: ClosingNeed[] = (await askAll(db, actor, closingNeeds, { ...placed, reasonId: reason?.id ?? null, said: why.said })).flat();
  const noteId = asked && reason && !saysEnough(why.noteText) ? await lastNote(db, person, placed.ticketId) : null;
  const done = asked && reason?.attempts ? await attemptsOn(db, actor, placed, reason) : null;
  return { asked, choices, reason, needs: needsOf({ asked, reason, needs, noted: noteId !== null || saysEnough(why.noteText), done }), noteId };
}

/** The list for somebody who sees the ticket. */
export async function checklistOf(db: Reads, actor: PersonActor, ticketId: string, reasonId: string | null): Promise<Out<typeof checklist>> {
  const ticket = await readable(db, actor, ticketId);
  const { asked, choices, reason, needs } = await standing(db, actor, { ticketId, teamId: ticket.team_id }, { reasonId, noteText: '' });
  return { asked, reasons: [...choices], reasonId: reason?.id ?? null, needs, closings: await closingsOf(db, ticketId) };
}
