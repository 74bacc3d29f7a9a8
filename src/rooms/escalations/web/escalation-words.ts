import type { ClockFace } from '../../../ui/clock-state.ts'
import { firstName } from '../../../ui/presence.ts'
import type { Directory } from '../../people/web/directory.ts'
import type { Names } from '../rules.ts'
import type { Escalation } from './escalations.ts'

export const reasonWords: Record<Escalation['reason'], string> = {
  'asks-for-manager': 'Asks for a manager', complaint: 'Complaint', authority: 'Above my authority', engineering: 'Needs engineering', expertise: 'Outside my expertise', legal: 'Legal steps', press: 'Press or public', 'service-level': 'Service level at risk', again: 'Again about the same thing',
  safety: 'Danger to somebody', other: 'Something else',
}
export const moodWords: Record<NonNullable<Escalation['mood']>, string> = { calm: 'Calm', worried: 'Worried', upset: 'Upset', angry: 'Angry' }
export const urgencyWords: Record<Escalation['urgency'], string> = { urgent: 'Urgent', high: 'High', normal: 'Normal', low: 'Low' }
export const needWords: Record<Escalation['needKind'], string> = { decision: 'A decision', action: 'An action', advice: 'Advice' }
export const answerWords: Record<Escalation['needKind'], string> = { decision: 'Decided', action: 'Done', advice: 'Advised' }
export const lessonWords: Record<NonNullable<Escalation['lesson']>, string> = {
  right: 'Nothing: it belonged there', authority: 'A higher limit of my own', knowledge: 'An article or instructions', training: 'Training', access: 'Access to a tool or system', product: 'A fix of the product', other: 'Something else',
}
export const optionsOf = <K extends string>(words: Record<K, string>): { id: K; label: string }[] => (Object.keys(words) as K[]).map((id) => ({ id, label: words[id] }))

/** Names for the ladder, as this desk knows them. */
export const namesOf = (directory: Directory): Names => ({ person: (id) => firstName(directory.face(id).name), team: directory.teamName })

/** "Ben and Lea", "Ben, Lea and 3 others". */
export function peopleWords(ids: readonly string[], directory: Directory, me: string): string {
  const names = ids.map((id) => (id === me ? 'you' : firstName(directory.face(id).name)))
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} and ${names.length - 2} others`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Where it stands, in one sentence. */
export function stateWords(one: Escalation, directory: Directory, me: string): string {
  const name = (id: string | null) => (id === me ? 'you' : id ? firstName(directory.face(id).name) : 'somebody')
  switch (one.state) {
    case 'raised': return `Waits for ${peopleWords(one.asked, directory, me) || 'somebody'} to take it on`
    case 'acknowledged': return `${capital(name(one.acknowledgedBy))} ${one.acknowledgedBy === me ? 'are' : 'is'} on it`
    case 'answered': return `${capital(name(one.answeredBy))} answered; ${name(one.closerId)} ${one.closerId === me ? 'tell' : 'tells'} the customer`
    case 'told': return one.toldMessageId ? `The customer was told; ${name(one.closerId)} ${one.closerId === me ? 'close' : 'closes'} it` : `The customer was not told, with a reason; ${name(one.closerId)} ${one.closerId === me ? 'close' : 'closes'} it`
    case 'closed': return one.overridden ? `Ended by ${name(one.closedBy)} before it was answered` : 'Closed'
    case 'withdrawn': return 'Withdrawn'
  }
}

/** The clock of what has to happen next. */
export function clockOf(one: Escalation): ClockFace | null {
  if (!one.dueAt || one.state === 'closed' || one.state === 'withdrawn') return null
  const began = one.state === 'raised' ? one.askedAt : one.state === 'acknowledged' ? one.acknowledgedAt! : one.answeredAt!
  return { startedAt: Date.parse(began), dueAt: Date.parse(one.dueAt) }
}
export const clockLabel: Partial<Record<Escalation['state'], string>> = { raised: 'to take on', acknowledged: 'to answer', answered: 'to tell', told: 'to close' }
