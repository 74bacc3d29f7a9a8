import type { Out } from '../../core/contract.ts';
import { forbidden, notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { mayChange } from './access.ts';
import { CalendarChanged, changedSince, isStandard, nameTaken, neverOpen, notForTeam, TeamCalendarChosen, unknownZone, type hours } from './contract.ts';
import { mustKnow } from './holidays.ts';
import { calendarById, firstId, openHours, type Calendar } from './queries.ts';
import { knownZone, nextOpen } from './rules.ts';
import { tables } from './tables.ts';

type Body = Out<typeof hours> & { readonly name: string };

const columns = (body: Body) => ({
  name: body.name, zone: body.zone, always: body.always, week: JSON.stringify(body.week), holidays: body.holidays && JSON.stringify(body.holidays), days: JSON.stringify(body.days),
});

/** Makes a calendar for the workspace, or with `teamId` for one team. */
export async function makeCalendar(tx: Tx, actor: PersonActor, { id, teamId, ...body }: Body & { readonly id: string; readonly teamId: string | null }): Promise<void> {
  if (teamId && !actor.sees.includes(teamId)) refuse(notFound);
  if (!mayChange(actor, teamId)) refuse(forbidden);
  await sensible(tx, body);
  await freeName(tx, id, body.name);
  await tables(tx).insertInto('calendars').values({ id, team_id: teamId, ...columns(body), standard: false, made_at: clock.now() }).execute();
  await tell(tx, actor, { id, teamId, name: body.name }, { made: true });
}

/** Changes a calendar, unless somebody else did since `version`. */
export async function changeCalendar(tx: Tx, actor: PersonActor, id: string, { version, ...body }: Body & { readonly version: number }): Promise<void> {
  const before = await changeable(tx, actor, id);
  if (before.version !== version) refuse(changedSince, { calendar: before });
  await sensible(tx, body);
  await freeName(tx, id, body.name);
  await kept(tx, before);
  await tables(tx).updateTable('calendars').set((e) => ({ ...columns(body), version: e('version', '+', 1) })).where('id', '=', id).execute();
  await tell(tx, actor, { id, teamId: before.teamId, name: body.name });
}

/** Takes a calendar away. Its teams go by the standard one; what already runs by it goes on. */
export async function archiveCalendar(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const before = await changeable(tx, actor, id);
  if (before.standard) refuse(isStandard);
  await tables(tx).updateTable('calendars').set({ archived_at: clock.now() }).where('id', '=', id).execute();
  await tables(tx).deleteFrom('team_calendars').where('calendar_id', '=', id).execute();
  await tell(tx, actor, before, { gone: true });
}

/** Makes a calendar of the workspace the one for teams that chose none. */
export async function makeStandard(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const calendar = await changeable(tx, actor, id);
  if (calendar.teamId) refuse(notForTeam);
  if (calendar.standard) return;
  await kept(tx, await calendarById(tx, firstId), false);
  await tables(tx).updateTable('calendars').set({ standard: false }).where('standard', '=', true).execute();
  await tables(tx).updateTable('calendars').set({ standard: true }).where('id', '=', id).execute();
  await tell(tx, actor, calendar);
}

/** Chooses the calendar a team goes by; null: the standard one. */
export async function chooseCalendar(tx: Tx, actor: PersonActor, teamId: string, calendarId: string | null): Promise<void> {
  const team = await tables(tx).selectFrom('teams').select('archived_at').where('id', '=', teamId).executeTakeFirst();
  if (!team || team.archived_at || !actor.sees.includes(teamId)) return refuse(notFound);
  if (!mayChange(actor, teamId)) refuse(forbidden);
  if (calendarId === null) await tables(tx).deleteFrom('team_calendars').where('team_id', '=', teamId).execute();
  else {
    const calendar = await present(tx, actor, calendarId);
    if (calendar.teamId && calendar.teamId !== teamId) refuse(notForTeam);
    await kept(tx, calendar);
    await tables(tx).insertInto('team_calendars').values({ team_id: teamId, calendar_id: calendarId, at: clock.now() }).onConflict((c) => c.column('team_id').doUpdateSet({ calendar_id: calendarId, at: clock.now() })).execute();
  }
  await record(tx, actor, TeamCalendarChosen, { about: teamId, to: [`team:${teamId}`], data: { calendarId } });
}

/** A calendar that is not archived and that the actor may see; a missing one is answered alike. */
async function present(tx: Tx, actor: PersonActor, id: string): Promise<Calendar> {
  const row = await tables(tx).selectFrom('calendars').select('archived_at').where('id', '=', id).forUpdate().executeTakeFirst();
  if (row?.archived_at) return refuse(notFound);
  const calendar = await calendarById(tx, id);
  return calendar.teamId && !actor.sees.includes(calendar.teamId) ? refuse(notFound) : calendar;
}

async function changeable(tx: Tx, actor: PersonActor, id: string): Promise<Calendar> {
  const calendar = await present(tx, actor, id);
  return mayChange(actor, calendar.teamId) ? calendar : refuse(forbidden);
}

async function sensible(tx: Tx, body: Body): Promise<void> {
  if (!knownZone(body.zone)) refuse(unknownZone);
  if (body.holidays) await mustKnow(body.holidays);
  if (nextOpen(await openHours(tx, body), clock.ms()) === null) refuse(neverOpen);
}

async function freeName(tx: Tx, id: string, name: string): Promise<void> {
  const other = await tables(tx).selectFrom('calendars').select('id').where((e) => e(e.fn('lower', ['name']), '=', name.toLowerCase())).where('archived_at', 'is', null).where('id', '!=', id).executeTakeFirst();
  if (other) refuse(nameTaken);
}

/** The calendar every desk begins with has no row until somebody changes or chooses it. */
async function kept(tx: Tx, calendar: Calendar, standard = calendar.standard): Promise<void> {
  if (calendar.id !== firstId || calendar.version > 0) return;
  await tables(tx).insertInto('calendars').values({ id: firstId, team_id: null, ...columns(calendar), standard, made_at: clock.now() }).onConflict((c) => c.column('id').doNothing()).execute();
}

async function tell(tx: Tx, actor: PersonActor, { id, teamId, name }: Pick<Calendar, 'id' | 'teamId' | 'name'>, how: { made?: boolean; gone?: boolean } = {}): Promise<void> {
  await record(tx, actor, CalendarChanged, { about: id, to: [teamId ? `team:${teamId}` : 'staff'], data: { name, made: how.made ?? false, gone: how.gone ?? false } });
}
