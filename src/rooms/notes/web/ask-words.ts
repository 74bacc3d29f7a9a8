import { firstName } from '../../../ui/presence.ts'
import type { Directory } from '../../people/web/directory.ts'
import type { Ask } from './asks.ts'

type Names = Pick<Directory, 'face' | 'teamName'>

/** "Ben", "you", "Billing": with whom it is. */
export const holderOf = (one: Ask, me: string, { face, teamName }: Names): string => (one.personId === me ? 'you' : one.personId ? firstName(face(one.personId).name) : teamName(one.teamId!))
/** "Maya asks you", "Maya asks Billing", "Maya asks you in place of Ben". */
export function askLine(one: Ask, me: string, names: Names): string {
  const by = one.askedById === me ? 'You asked' : `${firstName(names.face(one.askedById).name)} asks`
  return `${by} ${holderOf(one, me, names)}${one.forId ? ` in place of ${firstName(names.face(one.forId).name)}` : ''}`
}
/** What the row or mark of one says of its state. */
export function stateLine(one: Ask, me: string, names: Names): string {
  const who = (id: string | null) => (id === me ? 'you' : id ? firstName(names.face(id).name) : 'Baton')
  const what = one.kind === 'question' ? 'Question' : 'Request'
  if (one.state === 'answered') return `${what} answered by ${who(one.settledById)}`
  if (one.state === 'done') return one.kind === 'question' ? `Question ticked off by ${who(one.settledById)}` : `Done by ${who(one.settledById)}`
  const passed = one.passedById && one.passedById !== one.personId ? `, passed on by ${who(one.passedById)}` : ''
  if (!one.personId) return `${what} for ${names.teamName(one.teamId!)}, nobody took it yet${passed}`
  const holder = holderOf(one, me, names)
  return one.teamId ? `${what} for ${names.teamName(one.teamId)}, ${holder === 'you' ? 'you see to it' : `${holder} sees to it`}${passed}` : `${what} for ${holder}${one.forId ? `, in place of ${firstName(names.face(one.forId).name)}, who is away` : ''}${passed}`
}
export const dueOf = (one: Ask) => ({ startedAt: one.at, dueAt: one.dueAt, warnAt: null, label: one.kind === 'question' ? 'question' : 'request', pausedAt: null, pauseReason: null, personId: one.personId, teamId: one.teamId })
