import { AlarmClock, Flame, Hourglass, Languages, MessageSquareWarning, Sparkles, UserRoundCheck, type LucideIcon } from 'lucide-react'
import { lengthText } from '../../../ui/time-text.ts'
import type { Reason } from '../rules.ts'

/** One reason why a ticket is served when it is: a sign, a tone, a few words. */
export interface ReasonWords { readonly icon: LucideIcon; readonly tone: 'late' | 'time' | 'escalate' | 'own' | 'plain'; readonly words: string }

const since = (at: string, now: number): string => lengthText(Math.max(0, now - Date.parse(at)))

/** `told`: about somebody, as a timeline does, and not to them. */
export function reasonWords(reason: Reason, now: number, told = false): ReasonWords {
  switch (reason.kind) {
    case 'late': return { icon: AlarmClock, tone: 'late', words: `late ${since(reason.dueAt, now)}` }
    case 'soon-late': return { icon: AlarmClock, tone: 'time', words: `due in ${lengthText(Math.max(0, Date.parse(reason.dueAt) - now))}` }
    case 'priority': return { icon: Flame, tone: reason.priority === 'urgent' ? 'late' : 'time', words: reason.priority === 'urgent' ? 'urgent' : 'high priority' }
    case 'complaint': return { icon: MessageSquareWarning, tone: 'escalate', words: 'complaint' }
    case 'known': return { icon: UserRoundCheck, tone: 'own', words: told ? 'knows this customer' : 'you know this customer' }
    case 'skill': return { icon: Sparkles, tone: 'own', words: `${told ? '' : 'your '}skill: ${reason.skill}` }
    case 'language': return { icon: Languages, tone: 'own', words: `speaks ${reason.language}` }
    case 'waiting': return { icon: Hourglass, tone: 'plain', words: `${told ? 'waited' : 'waits'} ${since(reason.since, now)}` }
  }
}

/** All of it in one line: "late 12 min · urgent · waits 3 h". */
export const reasonLine = (reasons: readonly Reason[], now: number, told = false): string => reasons.map((one) => reasonWords(one, now, told).words).join(' · ')
