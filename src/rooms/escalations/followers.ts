import type { Tx } from '../../core/server/db.ts';
import { joins } from '../../core/server/journal.ts';
import { onClock } from '../clocks/on-clock.ts';
import { MembersChanged, PersonDeactivated, TeamChanged } from '../people/contract.ts';
import { AvailabilityChanged } from '../shifts/contract.ts';
import { DeliveryChanged, ReplyCancelled } from '../tickets/contract.ts';
import { lockedById } from './access.ts';
import { climb, ranOut, recheck } from './climbs.ts';
import { closerNow } from './closers.ts';
import { untell } from './closings.ts';
import { clockKind } from './due-times.ts';
import type { LadderStep } from './rules.ts';
import { system } from '../../core/server/actor.ts';
import { openStates, tables } from './tables.ts';

/** Escalations that wait for one of these people to acknowledge or to answer. */
async function waitingFor(tx: Tx, people: readonly string[]): Promise<string[]> {
  if (!people.length) return [];
  const rows = await tables(tx).selectFrom('escalations as e').select('e.id').where((e) => e.or([
    e.and([e('e.state', '=', 'raised'), e.exists(e.selectFrom('escalation_asked as a').select('a.step').whereRef('a.escalation_id', '=', 'e.id').whereRef('a.step', '=', 'e.step').where('a.person_id', 'in', [...people]))]),
    e.and([e('e.state', '=', 'acknowledged'), e('e.acknowledged_by', 'in', [...people])]),
  ])).orderBy('e.id').execute();
  return rows.map((r) => r.id);
}

/** Somebody is gone or away: whoever waits for them goes on, and the loops they had to close are taken over. */
async function without(tx: Tx, people: readonly string[]): Promise<void> {
  for (const id of await waitingFor(tx, people)) await recheck(tx, id, people);
  const theirs = people.length ? await tables(tx).selectFrom('escalations').select('id').where('state', 'in', [...openStates]).where('closer_id', 'in', [...people]).orderBy('id').execute() : [];
  for (const { id } of theirs) {
    const { it, ticket } = await lockedById(tx, id);
    await closerNow(tx, it, ticket);
  }
}

/** A team is archived: steps that ask it go on at once. */
async function withoutTeam(tx: Tx, teamId: string): Promise<void> {
  const raised = await tables(tx).selectFrom('escalations').select('id').where('state', '=', 'raised').orderBy('id').execute();
  for (const { id } of raised) {
    const one = await lockedById(tx, id);
    const step: LadderStep | undefined = one.steps[one.it.step];
    if (step && 'teamId' in step && step.teamId === teamId) await climb(tx, system('escalation'), one, 'left');
  }
}

/** Who left a team is no longer asked as one of it, but where their own name stands on the path. */
async function leftTeam(tx: Tx, teamId: string, people: readonly string[]): Promise<void> {
  for (const id of await waitingFor(tx, people)) {
    const { it, steps } = await lockedById(tx, id);
    const step = steps[it.step];
    if (it.state === 'raised' && step && 'teamId' in step && step.teamId === teamId) await recheck(tx, id, people);
  }
}

export const followers = [
  joins(PersonDeactivated, (tx, fact) => without(tx, [fact.about.id])),
  joins(AvailabilityChanged, async (tx, fact) => { if (fact.data.state === 'on-leave') await without(tx, [fact.data.personId]); }),
  joins(MembersChanged, (tx, fact) => leftTeam(tx, fact.about.id, fact.data.left)),
  joins(TeamChanged, async (tx, fact) => { if (fact.data.set.archivedAt) await withoutTeam(tx, fact.about.id); }),
  joins(ReplyCancelled, (tx, fact, actor) => untell(tx, fact.data.messageId, actor, 'taken-back')),
  joins(DeliveryChanged, async (tx, fact, actor) => { if (fact.data.delivery === 'failed' || fact.data.delivery === 'bounced') await untell(tx, fact.data.messageId, actor, 'failed'); }),
] as const;

export const onClocks = [onClock(clockKind, { ranOut: (tx, clock) => ranOut(tx, clock.about_id) })] as const;
