import { colleagues, leadOf, teams } from './cast.ts';
import type { TeamKey } from './scenario.ts';

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Plain text as the editor would have written it. */
export const asHtml = (text: string, inline: (escaped: string) => string = (t) => t): string =>
  text.split('\n\n').map((p) => `<p>${inline(escapeHtml(p)).replaceAll('\n', '<br>')}</p>`).join('');

/** Ids of those who can be mentioned, by their keys. */
export interface Known { readonly people: ReadonlyMap<string, string>; readonly teams: ReadonlyMap<TeamKey, string> }

/**
 * A note with its `@somebody` turned into mentions: a colleague, a team, the team's lead, or the field. Nobody mentions themselves.
 * Unless it asks, a mention is for information: nobody is still owed an answer from long ago.
 */
export function noteHtml(text: string, { by, team, asks }: { by: string; team: TeamKey; asks: boolean }, known: Known): string {
  const mention = (kind: 'person' | 'team', id: string, name: string): string => `<span data-mention="${kind}" data-id="${id}"${asks ? '' : ' data-intent="fyi"'}>@${escapeHtml(name)}</span>`;
  return asHtml(text, (escaped) => escaped.replace(/@([a-z]+)/g, (whole, key: string) => {
    const to = teams.find((t) => t.key === key);
    if (to) return mention('team', known.teams.get(to.key)!, to.name);
    const person = key === 'lead' ? (leadOf(team).key === by ? 'nora' : leadOf(team).key) : key === 'field' ? 'tom' : key === by ? 'nora' : key;
    const colleague = colleagues.find((c) => c.key === person);
    return colleague ? mention('person', known.people.get(person)!, colleague.name) : whole;
  }));
}
