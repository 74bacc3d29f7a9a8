import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { enqueue } from '../../core/server/jobs.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { changedSince, nameTaken, noTarget, SlaPolicyChanged, type sla } from './contract.ts';
import { settleAll } from './settle-all.ts';
import { tables } from './tables.ts';

type Body = Omit<Out<typeof sla.make.spec.body>, 'id'>;

const rowOf = (b: Body) => ({
  name: b.name, match: JSON.stringify(b.match), first_reply: b.targets.firstReply, next_reply: b.targets.nextReply, update_every: b.targets.update, resolution: b.targets.resolution,
  warn: JSON.stringify(b.warn), always: b.always, pauses: b.pauses, review_on: b.reviewOn,
});

async function fine(tx: Tx, b: Body, but: string | null): Promise<void> {
  if (!Object.values(b.targets).some((t) => t !== null)) refuse(noTarget);
  const other = await tables(tx).selectFrom('sla_policies').select('id').where((e) => e.fn('lower', ['name']), '=', b.name.toLowerCase()).where('active', '=', true).$if(but !== null, (q) => q.where('id', '<>', but!)).executeTakeFirst();
  if (other) refuse(nameTaken);
}

async function said(tx: Tx, actor: PersonActor, id: string, name: string, gone: boolean): Promise<void> {
  await record(tx, actor, SlaPolicyChanged, { about: id, to: ['staff'], data: { policyId: id, name, gone } });
  await enqueue(tx, settleAll, { after: null }, { key: 'sla.settle-all' });
}

/** Makes a service level; open tickets are looked at anew in the background. */
export async function makePolicy(tx: Tx, actor: PersonActor, { id, ...body }: Body & { id: string }): Promise<void> {
  await fine(tx, body, null);
  await tables(tx).insertInto('sla_policies').values({ id, ...rowOf(body), made_at: clock.now() }).execute();
  await said(tx, actor, id, body.name, false);
}

/** Changes one; refused when somebody changed it since `version`. */
export async function changePolicy(tx: Tx, actor: PersonActor, id: string, { version, ...body }: Body & { version: number }): Promise<void> {
  const now = await tables(tx).selectFrom('sla_policies').select(['version', 'active']).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!now?.active) return refuse(notFound);
  if (now.version !== version) refuse(changedSince, { version: now.version });
  await fine(tx, body, id);
  await tables(tx).updateTable('sla_policies').set({ ...rowOf(body), version: version + 1 }).where('id', '=', id).execute();
  await said(tx, actor, id, body.name, false);
}

/** Retires one: its history stays readable. */
export async function retirePolicy(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const gone = await tables(tx).updateTable('sla_policies').set((e) => ({ active: false, version: e('version', '+', 1) })).where('id', '=', id).where('active', '=', true).returning('name').executeTakeFirst();
  if (!gone) return refuse(notFound);
  await said(tx, actor, id, gone.name, true);
}
