import type { Directory } from '../../people/web/directory.ts'
import type { Absence, Coverage, Day, Week, Worked } from './rota.ts'

/** The name of a day on which the team's calendar is closed. */
export const restOn = (coverage: Coverage | undefined, { start, end }: Day): string | null => coverage?.holidays.find((one) => Date.parse(one.from) < (start + end) / 2 && Date.parse(one.until) > (start + end) / 2)?.name ?? null

/** Everybody of a team and whoever works in its week, by name; one's own row first. */
export function rowsOf(teamId: string, data: Week, { active, face }: Pick<Directory, 'active' | 'face'>, me: string): string[] {
  const ids = new Set([...active.filter((one) => one.kind === 'person' && one.role !== 'collaborator' && one.teams.some((team) => team.id === teamId)).map((one) => one.id), ...data.items.map((one) => one.personId)])
  return [...ids].sort((a, b) => (a === me ? -1 : b === me ? 1 : face(a).name.localeCompare(face(b).name)))
}

/** What somebody works on a day: a shift stands on the day it begins. */
export const workedOn = (items: readonly Worked[], personId: string | null, { start, end }: Day): Worked[] =>
  items.filter((one) => (personId === null || one.personId === personId) && Date.parse(one.startsAt) >= start && Date.parse(one.startsAt) < end)
export const absentOn = (all: readonly Absence[], personId: string, { start, end }: Day): Absence[] => all.filter((one) => one.personId === personId && Date.parse(one.from) < end && Date.parse(one.until) > start)

/** Hours that somebody works in the days shown, of shifts that begin in them. */
export const hoursOf = (items: readonly Worked[], personId: string, days: readonly Day[]): number =>
  Math.round(items.filter((one) => one.personId === personId && Date.parse(one.startsAt) >= days[0]!.start).reduce((sum, one) => sum + Date.parse(one.endsAt) - Date.parse(one.startsAt), 0) / 360_000) / 10
