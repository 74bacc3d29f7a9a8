import { useTitle } from '../../core/web/title.ts'
import { PathList } from '../../rooms/escalations/web/path-list.tsx'
import { SuggestionRules } from '../../rooms/escalations/web/suggestion-rules.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** Whom tickets are escalated to, and when that is suggested. */
export function Page() {
  useTitle('Escalations')
  return <PageBody title="Escalations" lead="Whom a ticket can be escalated to, how long each has, and when it is suggested."><PathList /><SuggestionRules /></PageBody>
}
