import type { Hears } from '../../../core/web/cache.ts'
import { readApprovals } from './approvals.ts'

/** Whatever moves a request moves the lists, bars and panels that show it. */
export const approvalsHear: Hears = (fact, all) => {
  if (fact.name === 'approvals.policy-changed') {
    for (const part of ['policy', 'limits', 'authority']) void all.invalidateQueries({ queryKey: ['approvals', part] })
  } else if (fact.name.startsWith('approvals.')) readApprovals()
  // Who leads a team, or is away, decides who is asked: shown when a list is opened anew.
  else if (fact.name === 'teams.members-changed') void all.invalidateQueries({ queryKey: ['approvals', 'box', 'waiting'] })
}
