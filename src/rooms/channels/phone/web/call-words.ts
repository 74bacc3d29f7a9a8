import { lengthText } from '../../../../ui/time-text.ts'
import type { Call, Callback, Outcome } from './phone.ts'

export const outcomeWords: Record<Outcome, string> = { answered: 'answered', 'no-answer': 'no answer', busy: 'busy', voicemail: 'voicemail', 'wrong-number': 'wrong number', 'called-back': 'they called back', sent: 'sent' }
export const outcomeLabels: Record<Outcome, string> = { answered: 'Answered', 'no-answer': 'No answer', busy: 'Busy', voicemail: 'Voicemail', 'wrong-number': 'Wrong number', 'called-back': 'They called back', sent: 'Sent' }
export const callOutcomes: readonly Outcome[] = ['answered', 'no-answer', 'busy', 'voicemail', 'wrong-number', 'called-back']
export const otherOutcomes: readonly Outcome[] = ['sent', 'answered']
export const channelWords: Record<string, string> = { phone: 'Call', text: 'Text message', chat: 'Chat', letter: 'Letter', visit: 'Visit', email: 'Email' }
export const channelPlurals: Record<string, string> = { phone: 'Calls', text: 'Text messages', chat: 'Chats', letter: 'Letters', visit: 'Visits', email: 'Emails' }

type Why = NonNullable<Callback['offer']>['why']
/** Why its owner cannot make a callback, after their name, or after "You". */
export const whyWords: Record<Why, string> = { 'on-a-call': 'is on a call', away: 'is away', gone: 'does not work on this any more' }
export const whyWordsToYou: Record<Why, string> = { 'on-a-call': 'are on a call', away: 'are away', gone: 'do not work on this any more' }

/** "Maya called Anna", "Anna called Maya", "Maya sent a text message". */
export function whatHappened(call: Call, who: string, customer: string): string {
  const them = customer || 'the customer'
  const by = who === 'You' ? 'you' : who
  if (call.channel === 'phone') return call.direction === 'in' ? `${customer || 'The customer'} called ${by}` : `${who} called ${them}`
  const way = { text: 'a text message', chat: 'a chat message', letter: 'a letter', visit: '' }[call.channel]
  if (call.channel === 'visit') return call.direction === 'in' ? `${customer || 'The customer'} came by` : `${who} visited ${them}`
  return call.direction === 'in' ? `${customer || 'The customer'} sent ${way}` : `${who} sent ${them} ${way}`
}

/** "no answer · 40 s"; that it runs, or ended by itself, is said too. */
export function howItWent(call: Call): string {
  if (call.endedAt === null) return 'on the line'
  const parts = [call.outcome ? (call.channel === 'phone' || call.outcome !== 'sent' ? outcomeWords[call.outcome] : '') : 'not wrapped up yet', call.channel === 'phone' && call.seconds ? lengthText(call.seconds * 1000) : '', call.endedWhy === 'limit' ? 'ended by itself after the longest time' : '', call.quiet && call.direction === 'out' ? 'in quiet hours' : '']
  return parts.filter(Boolean).join(' · ')
}

/** "03:12", "1:02:03": how long it has run. */
export function timer(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(all / 3600)
  return `${hours ? `${hours}:` : ''}${two(Math.floor((all % 3600) / 60))}:${two(all % 60)}`
}

/** The address of a number, for what dials here (RFC 3966): spaces and brackets are for people. */
export const telOf = (number: string): string => `tel:${number.replace(/[^\d+*#]/g, '')}`
