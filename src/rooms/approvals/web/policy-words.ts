import type { Policy, PolicyTable, TopicRule } from './approvals.ts'
import { money } from './amounts.ts'

type Act = PolicyTable['acts'][number]

/** What will happen under a policy, in plain words. */
export function policyWords({ unit }: Pick<Act, 'unit'>, { asks, above, except }: Policy, names: (id: string) => string): string {
  if (asks === 'nobody') return 'Nobody asks: everybody who works the ticket does it.'
  const when = above !== null && unit ? `Up to ${above} ${unit} nobody asks. Above that ` : ''
  const who = asks === 'agents' ? 'agents ask; leads of the team and admins do it without asking' : 'everybody asks, leads and admins too, and somebody else who leads decides'
  const free = except.length ? ` ${list(except.map(names))} ${except.length === 1 ? 'does' : 'do'} not ask.` : ''
  return `${when ? when + who : who.charAt(0).toUpperCase() + who.slice(1)}.${free}`
}

/** Who decides about a topic, in plain words. */
export function ruleWords(rule: TopicRule, names: (id: string) => string): string {
  if (rule.off) return 'Not used any more.'
  const upTo = (limit: number | null) => (limit === null ? 'any amount' : limit === 0 ? 'nothing alone' : `up to ${money(limit, rule.currency)}`)
  const own = Object.entries(rule.people).map(([id, limit]) => `${names(id)} ${upTo(limit)}`)
  return `On one ticket, agents decide ${upTo(rule.agents)}, leads ${upTo(rule.leads)}, admins ${upTo(rule.admins)}${own.length ? `; ${list(own)}` : ''}. Above that, somebody who may is asked.`
}

/** How a request travels, in plain words. */
export const timeWords = (say: string): string => `The lead with the fewest requests is asked first. After ${say} of the team’s business hours without a decision the next lead is asked too, then the admins, then everybody once more. Who is away is passed over.`

const list = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`)
