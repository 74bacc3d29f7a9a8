import { z } from 'zod';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { publicUrl } from '../../core/server/config.ts';
import { transact, type Db, type Reads, type Tx } from '../../core/server/db.ts';
import { post } from '../../core/server/mail.ts';
import { actorFor } from '../people/access.ts';
import { deskSender } from '../people/letters.ts';
import { membersWhoWork } from '../handoffs/destinations.ts';
import { onlySeen } from './access.ts';
import { letterOf, type Letter } from './letter-words.ts';
import { contentOf } from './queries.ts';
import { differences, type Content } from './rules.ts';
import { tables, type HandoverRecord } from './tables.ts';

export const letterSchema = z.object({ handoverId: z.uuid(), version: z.int() });
export const letterJob = { name: 'handovers.letter', attempts: 12 } as const;

/** Mails one issue to its team and to those who take over, each as they may see it; once, however often it is asked for. */
export async function mailIssue(db: Db, { handoverId, version }: z.infer<typeof letterSchema>): Promise<void> {
  await transact(db, async (tx) => {
    const due = await tables(tx).updateTable('handover_issues').set({ mailed_at: clock.now() }).where('handover_id', '=', handoverId).where('version', '=', version).where('mailed_at', 'is', null).returning(['signed_by']).executeTakeFirst();
    const row = await tables(tx).selectFrom('handovers').selectAll().where('id', '=', handoverId).executeTakeFirst();
    // Signed again before it left: the newer one says it all.
    if (!due || !row || row.version !== version) return;
    await mailHandover(tx, row, (await readers(tx, row)).filter((id) => id !== due.signed_by), 'issued');
  });
}

/** The team, the team that takes over, and whoever is on that shift. */
async function readers(db: Reads, row: HandoverRecord): Promise<string[]> {
  const teams = await Promise.all([row.team_id, row.to_team_id].map((id) => membersWhoWork(db, id)));
  return [...new Set([...teams.flat(), ...row.incoming])];
}

/** Writes to each of these people, as far as they may see the handover. The people of a demo are invented and get none. */
export async function mailHandover(tx: Tx, row: HandoverRecord, people: readonly string[], what: Letter['what']): Promise<number> {
  if (!people.length || (await tables(tx).selectFrom('workspace').select('demo').executeTakeFirst())?.demo) return 0;
  const content = await contentOf(tx, row.id, row.version);
  if (!content) return 0;
  const before = await contentOf(tx, row.id, row.version - 1);
  const names = await namesOf(tx, content);
  const team = (await tables(tx).selectFrom('teams').select('name').where('id', '=', row.team_id).executeTakeFirstOrThrow()).name;
  const from = await deskSender(tx);
  let mailed = 0;
  for (const id of people) {
    const to = await readerFor(tx, id);
    if (!to?.actor.sees.includes(row.team_id)) continue;
    const [mine, was] = await onlySeen(tx, to.actor, [content, before] as const);
    const { subject, text } = letterOf({ what, row, team, content: mine!, marks: differences(was, mine!), names, zone: to.zone, url: publicUrl() });
    await post(tx, { kind: 'handovers.letter', automatic: true, about: { kind: 'person', id }, mail: { from, to: [{ name: to.name, address: to.email }], subject, text } });
    mailed++;
  }
  return mailed;
}

export async function readerFor(db: Reads, id: string): Promise<{ actor: PersonActor; name: string; email: string; zone: string } | null> {
  const actor = await actorFor(db, id);
  const person = await tables(db).selectFrom('people').select(['name', 'email', 'zone']).where('id', '=', id).where('kind', '=', 'person').executeTakeFirst();
  return actor && person ? { actor, ...person } : null;
}

async function namesOf(db: Reads, content: Content): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set([...content.signers, ...content.notes.map((n) => n.personId), ...content.items.flatMap((i) => [i.by, ...(i.personId ? [i.personId] : [])])])];
  return new Map((ids.length ? await tables(db).selectFrom('people').select(['id', 'name']).where('id', 'in', ids).execute() : []).map((p) => [p.id, p.name]));
}
