import { z } from 'zod';
import type { AnySchema, Out } from '../../core/contract.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { invalid } from '../../core/refusals.ts';
import { refuse } from '../../core/server/refusals.ts';
import { actUnknown, needed } from './contract.ts';
import { decidersOf } from './deciders.ts';
import { pendingFor } from './pendings.ts';
import { policyOf } from './policies.ts';
import { mustAskUnder, type Policy } from './rules.ts';

/** What an act is about: the team whose policy holds and, where there is one, the ticket. */
export interface Place { readonly ticketId: string | null; readonly teamId: string }
/** What an approved act is done under. */
export interface Given { readonly id: string; readonly by: string }

/**
 * An act that policy may reserve. The room that owns it declares it, the app's rooms.ts lists it, the verb (or a gate's
 * answer) asks `mustAsk`, and an approval calls `perform`, which does it in the requester's name.
 */
export interface ReservedAct<D = unknown> {
  /** `room.act`; never changes, as requests keep it. */
  readonly name: string;
  /** The kind of act, as a button would: "Reassign between people". */
  readonly say: string;
  /** One sentence for the settings: what it covers. */
  readonly help: string;
  readonly data: AnySchema;
  readonly standard: Policy;
  /** What its size is measured in, for policies such as "above 30 minutes". */
  readonly measure?: { readonly unit: string; of(data: D): number };
  about(db: Reads, data: D): Promise<Place>;
  /** One line of what would happen, for who decides. */
  words(db: Reads, data: D): Promise<string>;
  /** Where in the product one sees what it is about, where that is no ticket: a path. */
  look?(data: D): string;
  /** Does it, in the name of the one who asked. Refusing makes the approval fail. `notes`: other tickets that carry the note too. */
  perform(tx: Tx, requester: PersonActor, data: D, given: Given): Promise<{ readonly notes?: readonly string[] } | void>;
  /** Which of its data tells one request without a ticket from another of the same person; left out: they have one at a time. */
  matter?(data: D): object;
  /** Whether this one is reserved whatever the policy says: only those who run the team do it without asking. */
  always?(data: D, actor: PersonActor): boolean;
  /** Decides in place of the policy whether this person may do it without asking; such an act is not listed among the policies. */
  free?(db: Reads, actor: PersonActor, place: Place, data: D): Promise<boolean>;
  /** Who, among those who run the team, may say yes to it; left out: all of them. */
  mayDecide?(db: Reads, decider: PersonActor, place: Place, data: D): Promise<boolean>;
  /** People who would gain by it: they never decide it. */
  gains?(data: D): readonly string[];
}

export const reservedAct = <S extends AnySchema>(act: Omit<ReservedAct<Out<S>>, 'data'> & { readonly data: S }): ReservedAct => act as unknown as ReservedAct;

const wired = new Map<string, ReservedAct>();
/** Called once, by the house: tells this room which acts there are. */
export function wireActs(all: readonly ReservedAct[]): void {
  wired.clear();
  for (const act of all) wired.set(act.name, act);
}
export const allActs = (): readonly ReservedAct[] => [...wired.values()];
export const actNamed = (name: string): ReservedAct => wired.get(name) ?? refuse(actUnknown);

/** Data of an act, checked: it comes from outside, or from the time of another version. */
export function checked(act: ReservedAct, data: unknown): unknown {
  const parsed = z.safeParse(act.data as unknown as z.core.$ZodType, data);
  return parsed.success ? parsed.data : refuse(invalid, { fields: parsed.error.issues.slice(0, 50).map((i) => ({ path: ['data', ...i.path].join('.'), message: i.message })) });
}

/** Whether this person may do the act without asking anybody. */
export async function isFree(db: Reads, actor: PersonActor, act: ReservedAct, place: Place, data: unknown): Promise<boolean> {
  if (act.free) return await act.free(db, actor, place, data);
  const policy = await policyOf(db, act, place.teamId);
  return !mustAskUnder(act.always?.(data, actor) ? strictest(policy) : policy, actor, place.teamId, act.measure?.of(data) ?? null);
}

const strictest = (policy: Policy): Policy => ({ asks: policy.asks === 'everybody' ? 'everybody' : 'agents', above: null, except: [] });

/**
 * Stops a verb with `approvals.needed` unless policy leaves the act free for this actor or it was approved. What the product
 * itself does needs nobody. `via` is how the verb was called, set by server code only.
 */
export async function mustAsk(tx: Tx, actor: Actor, name: string, what: { readonly ticketId: string | null; readonly teamId: string; readonly data: unknown; readonly via?: string }): Promise<void> {
  if (actor.kind !== 'person' || what.via === 'approval') return;
  const act = actNamed(name);
  const place = { ticketId: what.ticketId, teamId: what.teamId };
  const data = checked(act, what.data);
  if (await isFree(tx, actor, act, place, data)) return;
  const pending = await pendingFor(tx, name, what.ticketId, actor.id, act.matter?.(data));
  refuse(needed, {
    act: name, say: act.say, words: await act.words(tx, data), ...place, data: what.data, pendingId: pending?.id ?? null,
    deciders: (await decidersOf(tx, act, place, data, actor.id)).map(({ id, name: called, there }) => ({ id, name: called, there })),
  });
}
