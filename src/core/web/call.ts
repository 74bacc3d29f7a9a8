import type { AnyRefusal, AnySchema, Contract, In, Out } from '../contract.ts'

/** The server's expected "no": `code` says which, `message` is a sentence for a person. */
export class Refused extends Error {
  readonly code: string
  readonly status: number
  readonly data: unknown

  constructor(code: string, status: number, message: string, data: unknown) {
    super(message)
    this.code = code
    this.status = status
    this.data = data
  }
}

/** The server could not be reached: nothing is known about what became of the request. */
export class Unreachable extends Error {
  constructor() {
    super('The server cannot be reached. What you wrote is kept; it goes on as soon as the connection is back.')
  }
}

/** A screen of its own has taken over what was refused. Nothing is left to be said of it; `done`: it is on its way, what asked for it can close. */
export class Answered extends Error {
  readonly done: boolean

  constructor(done: boolean) {
    super('')
    this.done = done
  }
}

const answering = new Map<string, (refused: Refused) => Promise<Answered>>()
/** Says what becomes of a refusal wherever it is met, such as a dialog that offers the way to a yes. Who called learns of it as `Answered`. */
export function answerRefusal(code: string, answer: (refused: Refused) => Promise<Answered>): void {
  answering.set(code, answer)
}

type KeyOf<C extends Contract> = C[keyof C]['key']
type SpecOf<C extends Contract, K> = Extract<C[keyof C], { readonly key: K }>['spec']
type Part<S, N extends 'params' | 'query' | 'body'> = S extends Readonly<Record<N, infer P>>
  ? P extends AnySchema ? (Record<never, never> extends In<P> ? { readonly [M in N]?: In<P> } : { readonly [M in N]: In<P> }) : unknown
  : unknown
/** What an endpoint takes: its path's parts, its query, its body. */
export type Asked<S> = Part<S, 'params'> & Part<S, 'query'> & Part<S, 'body'>
export type Answer<C extends Contract, K extends KeyOf<C>> = SpecOf<C, K> extends { readonly output: infer O } ? Out<O> : Response
type Refusals<S> = S extends { readonly refusals: readonly (infer R)[] } ? R : never
type Shown<R> = R extends AnyRefusal ? { readonly code: R['code']; readonly message: string; readonly data: Out<R['data']> } : never

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Leaves a missing session to the caller instead of asking to sign in. */
  readonly quiet?: boolean
}
type Rest<S> = Record<never, never> extends Asked<S> ? [asked?: Asked<S>, options?: CallOptions] : [asked: Asked<S>, options?: CallOptions]

/** One room's endpoints, called by their key. */
export interface Client<C extends Contract> {
  <const K extends KeyOf<C>>(key: K, ...rest: Rest<SpecOf<C, K>>): Promise<Answer<C, K>>
  /** The refusal an endpoint declares, if that is what the error is: `code` and `data` are typed. */
  refused<const K extends KeyOf<C>>(key: K, error: unknown): Shown<Refusals<SpecOf<C, K>>> | null
}

/**
 * A room's client from its contract's type alone: no schema reaches the browser.
 * `const call = room<typeof tickets>(); await call('POST /tickets/:id/close', { params: { id }, body })`
 */
export function room<C extends Contract>(): Client<C> {
  const call = (key: string, asked: Wire = {}, options: CallOptions = {}) => send(key, asked, options)
  const refused = (_key: string, error: unknown) => (error instanceof Refused ? error : null)
  return Object.assign(call, { refused }) as unknown as Client<C>
}

/** What a request carries, before it is typed by a contract. */
export interface Wire { readonly params?: Record<string, unknown>; readonly query?: Record<string, unknown>; readonly body?: unknown }

const pauses = [400, 1200, 3000]
let waitForSignIn: (() => Promise<void>) | null = null
/** Says how a lost session is restored; the request then goes on where it stopped. */
export function onSignInNeeded(ask: () => Promise<void>): void {
  waitForSignIn = ask
}

/** Sends by key without a contract's types: for what was kept as text and goes out later. */
export async function send(key: string, asked: Wire, options: CallOptions = {}): Promise<unknown> {
  const [method, path] = key.split(' ') as [string, string]
  const url = addressOf(path, asked)
  const repeatable = method === 'GET' || (method === 'POST' && typeof (asked.body as { id?: unknown } | undefined)?.id === 'string')
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(method, url, asked.body, options.signal)
    } catch (error) {
      if (options.signal?.aborted) throw error
      if (error instanceof Refused && error.code === 'request.sign-in-needed' && !options.quiet && waitForSignIn) {
        await waitForSignIn()
        continue
      }
      const answer = error instanceof Refused && !options.quiet ? answering.get(error.code) : undefined
      if (answer) throw await answer(error as Refused)
      const passing = error instanceof Unreachable || (error instanceof Refused && error.status === 503)
      const pause = pauses[attempt]
      if (!passing || !repeatable || pause === undefined || navigator.onLine === false) throw error
      await new Promise((done) => setTimeout(done, pause * (0.7 + Math.random() * 0.6)))
    }
  }
}

async function once(method: string, url: string, body: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  const answer = await fetch(url, {
    method, credentials: 'same-origin', signal: signal ?? null,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch((error: Error) => { throw error.name === 'AbortError' ? error : new Unreachable() })
  const json = answer.headers.get('content-type')?.startsWith('application/json')
  if (answer.ok) return json ? await answer.json() : answer
  throw await refusalOf(answer, Boolean(json))
}

async function refusalOf(answer: Response, json: boolean): Promise<Error> {
  const said = json ? ((await answer.json().catch(() => null)) as { code?: string; message?: string; data?: unknown } | null) : null
  if (said?.code) return new Refused(said.code, answer.status, said.message ?? said.code, said.data ?? null)
  return answer.status >= 502 && answer.status <= 504 ? new Unreachable() : new Refused('server.bug', answer.status, 'Something broke on our side. Nothing was changed.', null)
}

/** `/tickets/:id` with its parts and its query filled in. */
export function addressOf(path: string, { params, query }: Wire): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name] ?? '')))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null && one !== '') search.append(name, String(one))
  }
  return `/api${filled}${search.size ? `?${search}` : ''}`
}

/** The sentence to show for whatever went wrong; empty when a screen of its own says it. */
export function wordsFor(error: unknown): string {
  if (error instanceof Answered) return ''
  if (error instanceof Refused && error.code === 'request.invalid') {
    const [first] = (error.data as { fields?: { path: string; message: string }[] } | null)?.fields ?? []
    return first ? `${first.path || 'The request'}: ${first.message}` : error.message
  }
  return error instanceof Refused || error instanceof Unreachable ? error.message : 'Something went wrong on this page. Reload it; what you wrote is kept.'
}

/** The errors of single fields, by their path, for a form. */
export function fieldErrors(error: unknown): Record<string, string> {
  const fields = error instanceof Refused && error.code === 'request.invalid' ? (error.data as { fields: { path: string; message: string }[] }).fields : []
  return Object.fromEntries(fields.map(({ path, message }) => [path, message]))
}

