import type { PersonActor } from '../../core/server/actor.ts';
import { publicUrl } from '../../core/server/config.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { post } from '../../core/server/mail.ts';
import { reachableTeam } from '../tickets/access.ts';
import { actorFor } from '../people/access.ts';
import { deskSender } from '../people/letters.ts';
import { membersWhoWork } from './destinations.ts';
import { sheetFor, type Sheet } from './sheets.ts';
import { tables } from './tables.ts';

const titles: Readonly<Record<Sheet['lines'][number]['section'], string>> = { handoffs: 'Open handoffs', promises: 'Promises due', escalations: 'Escalations', overnight: 'Left open at closing time', away: 'Tickets of people away', stuck: 'Nothing happens' };
const oneLine = (text: string, max = 200): string => text.replace(/\s+/g, ' ').trim().slice(0, max);

/** Mails each member of a team the sheet as they may see it. Answers how many it went to; the people of a demo are invented and get none. */
export async function mailSheet(tx: Tx, actor: PersonActor, teamId: string): Promise<number> {
  await reachableTeam(tx, actor, teamId);
  if ((await tables(tx).selectFrom('workspace').select('demo').executeTakeFirst())?.demo) return 0;
  const { name: team } = await tables(tx).selectFrom('teams').select('name').where('id', '=', teamId).executeTakeFirstOrThrow();
  const { name: by } = await tables(tx).selectFrom('people').select('name').where('id', '=', actor.id).executeTakeFirstOrThrow();
  const from = await deskSender(tx);
  let mailed = 0;
  for (const id of await membersWhoWork(tx, teamId)) {
    const member = await actorFor(tx, id);
    const person = await tables(tx).selectFrom('people').select(['name', 'email']).where('id', '=', id).executeTakeFirst();
    if (!member || !person) continue;
    await post(tx, { kind: 'handoffs.sheet', automatic: true, about: { kind: 'person', id }, mail: { from, to: [{ name: person.name, address: person.email }], subject: `Hand-off sheet of ${oneLine(team, 80)}`, text: await letterFor(tx, member, teamId, team, by) } });
    mailed++;
  }
  return mailed;
}

async function letterFor(db: Reads, member: PersonActor, teamId: string, team: string, by: string): Promise<string> {
  const sheet = await sheetFor(db, member, teamId);
  return sheetLetter(sheet, oneLine(team, 80), oneLine(by, 80), publicUrl());
}

/** The sheet as plain words: what it is about, what was checked, what comes next. No words of customers. */
export function sheetLetter(sheet: Sheet, team: string, by: string, url: string): string {
  const parts = Object.entries(titles).flatMap(([section, title]) => {
    const lines = sheet.lines.filter((l) => l.section === section);
    return lines.length ? [[title.toUpperCase(), ...lines.map((l) => lineWords(l, url))].join('\n\n')] : [];
  });
  return [`${by} sends you the hand-off sheet of ${team}.`, ...(parts.length ? parts : ['Nothing needs attention.']), `Live, and to be filled in:\n${url}/hand-off-sheet`].join('\n\n\n') + '\n';
}

function lineWords({ ticket, line, late, progress }: Sheet['lines'][number], url: string): string {
  return [
    `#${ticket.number}  ${oneLine(ticket.subject)}${late ? '  (late)' : ''}`, `  ${oneLine(line, 300)}`, ...(progress.validation ? [`  Checked: ${oneLine(progress.validation, 300)}`] : []),
    ...(progress.next ? [`  Next: ${oneLine(progress.next, 300)}`] : []), `  ${url}/tickets/${ticket.number}`,
  ].join('\n');
}
