import type { Gate } from '../contract.ts';
import type { Actor } from './actor.ts';
import type { Reads, Tx } from './db.ts';

export interface Answer { readonly gate: string; readonly run: (tx: Tx, actor: Actor, question: never) => Promise<void> }

/** A higher room's answer to a lower room's question: returns to let it pass, refuses to stop it. */
export const answers = <D>(gate: Gate<string, D>, run: (tx: Tx, actor: Actor, question: D) => Promise<void>): Answer =>
  ({ gate: gate.name, run: run as Answer['run'] });

const wired = new Map<string, Answer[]>();
export function wireGates(all: readonly Answer[]): void {
  wired.clear();
  for (const a of all) wired.set(a.gate, [...(wired.get(a.gate) ?? []), a]);
}

/** Asks every room that answers this gate, in the house's order; the first refusal ends the verb. */
export async function ask<D>(tx: Tx, actor: Actor, gate: Gate<string, D>, question: D): Promise<void> {
  for (const answer of wired.get(gate.name) ?? []) await answer.run(tx, actor, question as never);
}

/** A question with many answers, asked of higher rooms by name (such as "may this person open a file about that?"). */
export interface Port<Q, A> { readonly name: string; readonly types?: (question: Q) => A }
export const port = <Q, A>(name: string): Port<Q, A> => ({ name });
export interface Reply { readonly port: string; readonly run: (db: Reads, actor: Actor, question: never) => Promise<unknown> }
export const replies = <Q, A>(to: Port<Q, A>, run: (db: Reads, actor: Actor, question: Q) => Promise<A>): Reply => ({ port: to.name, run: run as Reply['run'] });

const ports = new Map<string, Reply[]>();
export function wirePorts(all: readonly Reply[]): void {
  ports.clear();
  for (const r of all) ports.set(r.port, [...(ports.get(r.port) ?? []), r]);
}
/** Every room's reply to a question, in the house's order. */
export async function askAll<Q, A>(db: Reads, actor: Actor, to: Port<Q, A>, question: Q): Promise<A[]> {
  const all: A[] = [];
  for (const reply of ports.get(to.name) ?? []) all.push((await reply.run(db, actor, question as never)) as A);
  return all;
}
