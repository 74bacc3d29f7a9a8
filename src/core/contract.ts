/**
 * The words rooms use to say what they offer: endpoints, facts, refusals, settings.
 * Runs in both worlds. Schemas are constrained by a shallow shape on purpose:
 * `extends z.ZodType` makes the compiler five times slower.
 */
export interface AnySchema {
  readonly _zod: { readonly input: unknown; readonly output: unknown };
}
export type In<S> = S extends AnySchema ? S['_zod']['input'] : undefined;
export type Out<S> = S extends AnySchema ? S['_zod']['output'] : undefined;

/** An expected "no": `code` is `room.reason`, `say` tells a person what happened and what to do next. */
export interface Refusal<C extends string = string, D = unknown> {
  readonly code: C;
  readonly status: number;
  readonly say: string;
  readonly data: D;
}
export type AnyRefusal = Refusal<string, AnySchema | undefined>;

export function refusal<const C extends string>(code: C, status: number, say: string): Refusal<C, undefined>;
export function refusal<const C extends string, D extends AnySchema>(code: C, status: number, say: string, data: D): Refusal<C, D>;
export function refusal(code: string, status: number, say: string, data?: AnySchema): AnyRefusal {
  return { code, status, say, data };
}

/** Least role that may knock; finer rules live in each room's access.ts. */
export type Door = 'public' | 'teammate' | 'agent' | 'lead' | 'admin';
export type Key = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;

export interface Spec {
  readonly summary: string;
  readonly door: Door;
  readonly params?: AnySchema;
  readonly query?: AnySchema;
  readonly body?: AnySchema;
  /** A multipart upload instead of a JSON body; sizes in bytes. */
  readonly upload?: { readonly maxBytes: number };
  /** Absent for answers that are not JSON (downloads). */
  readonly output?: AnySchema;
  readonly refusals?: readonly AnyRefusal[];
  /** false: a browser session only, never an API key. */
  readonly keys?: boolean;
  /** false: the verb opens its own transaction. */
  readonly transaction?: boolean;
  /** Shown in the API reference. */
  readonly example?: { readonly body?: unknown; readonly answer?: unknown };
  /** Attempts each address may make, for doors open to strangers. */
  readonly limit?: { readonly max: number; readonly seconds: number };
}

export interface Endpoint<K extends Key = Key, S extends Spec = Spec> {
  readonly key: K;
  readonly spec: S;
}
export type Contract = Readonly<Record<string, Endpoint>>;

export const endpoint = <const K extends Key, const S extends Spec>(key: K, spec: S): Endpoint<K, S> => ({ key, spec });

/** Something that happened, in the past tense: `tickets.closed`. `about` names the kind of thing its timeline is for. */
export interface Fact<N extends string = string, D extends AnySchema = AnySchema> {
  readonly name: N;
  readonly about: string;
  readonly data: D;
  /** true: shown on the timeline of what it is about. */
  readonly shown: boolean;
}
export const fact = <const N extends string, D extends AnySchema>(
  name: N,
  about: string,
  data: D,
  options: { shown?: boolean } = {},
): Fact<N, D> => ({ name, about, data, shown: options.shown ?? true });

/** What a team may decide for itself; defaults are the recommended practice. */
export interface Settings<N extends string = string, S extends AnySchema = AnySchema> {
  readonly name: N;
  readonly schema: S;
}
export const settings = <const N extends string, S extends AnySchema>(name: N, schema: S): Settings<N, S> => ({ name, schema });

/** A question a lower room asks and higher rooms may answer with a refusal. */
export interface Gate<N extends string = string, D = unknown> {
  readonly name: N;
  readonly question?: D;
}
export const gate = <D>() => <const N extends string>(name: N): Gate<N, D> => ({ name });

/** A fact as browsers, webhooks and followers meet it. `seq` orders facts; treat it as opaque. */
export interface Told {
  readonly seq: string;
  readonly id: string;
  readonly name: string;
  readonly at: string;
  /** Rises with time; the `number` of the entry where the fact is one. */
  readonly number: number;
  readonly about: { readonly kind: string; readonly id: string };
  readonly actor: { readonly kind: string; readonly id: string | null };
  /** Whether it is an entry of the timeline of what it is about. */
  readonly shown: boolean;
  readonly data: unknown;
}
