import { firstName } from '../../../ui/presence.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { asksWhy } from './asking-why.ts'
import { doAct, doBulk, doBulkPartly } from './do-act.ts'
import { headQuery } from './ticket-queries.ts'
import { call, type Closing, type Head, type LeftOut, type Priority, type Row, type WaitingFor } from './tickets-call.ts'

/** The verbs of the screen: on one ticket or on many, each shown at once and undoable. */
type Rows = readonly Row[]
const count = (rows: Rows): string => (rows.length === 1 ? `#${rows[0]!.number}` : `${rows.length} tickets`)
const awake: Partial<Row> = { waitingFor: null, waitingNote: '', wakeAt: null }

export function take(rows: Rows, me: string, reason?: string): Promise<boolean> {
  const said = `You own ${count(rows)} now`
  const set = { ownerId: me, claimedBy: null }
  const refused = asksWhy(rows, (why) => take(rows, me, why))
  if (rows.length > 1) return doBulk(rows, { kind: 'take', reason }, set, said, refused)
  return one(rows, set, said, (id, version) => call('POST /tickets/:id/take', { params: { id }, body: { version, reason } }), refused)
}

export function assign(rows: Rows, person: { id: string; name: string }, teamId?: string, reason?: string): Promise<boolean> {
  const said = `Assigned ${count(rows)} to ${firstName(person.name)}`
  const refused = asksWhy(rows, (why) => assign(rows, person, teamId, why))
  if (rows.length > 1) return doBulk(rows, { kind: 'assign', personId: person.id, reason }, { ownerId: person.id }, said, refused)
  return one(rows, { ownerId: person.id, ...(teamId ? { teamId } : {}) }, said, (id, version) => call('POST /tickets/:id/assign', { params: { id }, body: { version, personId: person.id, teamId, reason } }), refused)
}

export function give(rows: Rows, team: { id: string; name: string }): Promise<boolean> {
  const said = `Put ${count(rows)} into the queue of ${team.name}`
  const set = { ownerId: null, teamId: team.id }
  if (rows.length > 1) return doBulk(rows, { kind: 'give', teamId: team.id }, set, said)
  return one(rows, set, said, (id, version) => call('POST /tickets/:id/give', { params: { id }, body: { version, teamId: team.id } }))
}

export function setPriority(rows: Rows, priority: Priority): Promise<boolean> {
  const said = `Priority of ${count(rows)} is ${priority} now`
  if (rows.length > 1) return doBulk(rows, { kind: 'priority', priority }, { priority }, said)
  return one(rows, { priority }, said, (id, version) => call('PUT /tickets/:id/priority', { params: { id }, body: { version, priority } }))
}

/** Adds a tag, or takes it off where all of them have it. */
export function toggleTag(rows: Rows, tag: string): Promise<boolean> {
  const off = rows.every((row) => row.tags.includes(tag))
  const tagsOf = (row: Row) => (off ? row.tags.filter((one) => one !== tag) : [...new Set([...row.tags, tag])].sort())
  const said = off ? `Took ${tag} off ${count(rows)}` : `Tagged ${count(rows)} ${tag}`
  if (rows.length > 1) return doBulk(rows, { kind: 'tags', add: off ? [] : [tag], remove: off ? [tag] : [] }, {}, said)
  return one(rows, { tags: tagsOf(rows[0]!) }, said, (id, version) => call('PUT /tickets/:id/tags', { params: { id }, body: { version, tags: tagsOf(rows[0]!) } }))
}

export function wait(rows: Rows, how: { for: WaitingFor; until: string; note: string }): Promise<boolean> {
  const set: Partial<Row> = { status: 'waiting', waitingFor: how.for, waitingNote: how.note, wakeAt: how.until, closedAt: null, closedFor: null }
  const said = `${count(rows)} ${rows.length === 1 ? 'waits' : 'wait'} now`
  if (rows.length > 1) return doBulk(rows, { kind: 'wait', ...how }, set, said)
  return one(rows, set, said, (id, version) => call('POST /tickets/:id/wait', { params: { id }, body: { version, ...how } }))
}

/** Closes for a reason, where the team asks for one. */
export function close(row: Row, closing?: Closing): Promise<boolean> {
  const set: Partial<Row> = { status: 'closed', closedAt: new Date().toISOString(), closedFor: closing?.reasonId ?? null, ...awake }
  return one([row], set, `Closed #${row.number}`, (id, version) => call('POST /tickets/:id/close', { params: { id }, body: { version, closing } }))
}

/** Closes those that are ready, as one act; answers the others with what each lacks, null when nothing came of it. */
export const closeReady = (rows: Rows, closing?: Closing): Promise<readonly LeftOut[] | null> =>
  doBulkPartly(rows, { kind: 'close', closing }, (n) => (n === 1 ? 'Closed one ticket' : `Closed ${n} tickets`))

export function reopen(rows: Rows): Promise<boolean> {
  const set: Partial<Row> = { status: 'open', closedAt: null, closedFor: null, ...awake }
  const said = `Opened ${count(rows)} again`
  if (rows.length > 1) return doBulk(rows, { kind: 'reopen' }, set, said)
  return one(rows, set, said, (id, version) => call('POST /tickets/:id/reopen', { params: { id }, body: { version } }))
}

export const rename = (row: Row, subject: string): Promise<boolean> =>
  one([row], { subject }, 'Changed the subject', (id, version) => call('PUT /tickets/:id/subject', { params: { id }, body: { version, subject } }))

/** Follows, stops following, mutes; taken back by doing the opposite. */
export async function follow(row: Row, now: { following: boolean; muted: boolean }, before: { following: boolean; muted: boolean }): Promise<void> {
  const said = now.muted ? `Muted #${row.number}: nothing about it is announced to you` : now.following ? `You follow #${row.number}` : `You no longer follow #${row.number}`
  try {
    const { followers } = await call('PUT /tickets/:id/following', { params: { id: row.id }, body: now })
    cache.setQueryData<Head>(headQuery(row.number).queryKey, (head) => head && { ...head, followers })
    toasts.show({ text: said, undo: () => void follow(row, before, now) })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

function one(rows: Rows, set: Partial<Row>, said: string, send: (id: string, version: number) => Promise<{ ticket: Row; undoId: string | null }>, refused?: (error: unknown) => boolean): Promise<boolean> {
  const row = rows[0]!
  return doAct(row, { set, said, send: (version) => send(row.id, version), refused })
}
