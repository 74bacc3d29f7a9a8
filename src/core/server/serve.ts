import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Contract, Endpoint, Out, Spec } from '../contract.ts';
import type { Actor, PersonActor } from './actor.ts';
import type { Db, Tx } from './db.ts';

/** What a handler is given: checked input, who asks, and the transaction its verb runs in (reads get the database itself). */
export interface Ask<S extends Spec> {
  readonly params: Out<S['params']>;
  readonly query: Out<S['query']>;
  readonly body: Out<S['body']>;
  readonly actor: S['door'] extends 'public' ? Actor | null : PersonActor;
  readonly tx: Tx;
  readonly db: Db;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
type Given<S> = S extends { readonly _zod: { readonly input: infer I } } ? I : void;
export type Handler<S extends Spec> = (ask: Ask<S>) => Promise<Given<S['output']>>;
export type Handlers<C extends Contract> = { readonly [K in keyof C]: C[K] extends Endpoint<infer _K, infer S> ? Handler<S> : never };

export interface Route { readonly room: string; readonly name: string; readonly endpoint: Endpoint; readonly handle: Handler<Spec> }

/** Ties a room's contract to its verbs: a missing handler, a wrong answer or an unknown input is a compile error. */
export const implement = <const C extends Contract>(room: string, contract: C, handlers: Handlers<C>): Route[] =>
  Object.entries(contract).map(([name, endpoint]) => ({ room, name, endpoint, handle: handlers[name as keyof C] as unknown as Handler<Spec> }));
