import { lazy, Suspense } from 'react'
import { ApprovalBar } from '../../rooms/approvals/web/approval-bar.tsx'
import { approvalView } from '../../rooms/approvals/web/approval-entry.tsx'
import { ClosedBar } from '../../rooms/closings/web/closed-bar.tsx'
import { closedView } from '../../rooms/closings/web/closed-entry.tsx'
import { beforeSend as sendAndClose } from '../../rooms/closings/web/send-and-close.ts'
import { beforeSend as lookFirst, ways as lookWays } from '../../rooms/looks/web/before-send.ts'
import { LookBars } from '../../rooms/looks/web/look-bar.tsx'
import { lookView } from '../../rooms/looks/web/look-entry.tsx'
import { ReplyAdvice } from '../../rooms/looks/web/reply-advice.tsx'
import { clockView } from '../../rooms/clocks/web/clock-entry.tsx'
import { callView } from '../../rooms/channels/phone/web/call-entry.tsx'
import { CallForms } from '../../rooms/channels/phone/web/call-forms.tsx'
import { CallPane } from '../../rooms/channels/phone/web/call-pane.tsx'
import { mailView } from '../../rooms/channels/email/web/mail-entry.tsx'
import { HandoffBar } from '../../rooms/handoffs/web/handoff-bar.tsx'
import { handoffView } from '../../rooms/handoffs/web/handoff-entry.tsx'
import { EscalationBars } from '../../rooms/escalations/web/escalation-bar.tsx'
import { escalationView } from '../../rooms/escalations/web/escalation-entry.tsx'
import { EscalationHint } from '../../rooms/escalations/web/escalation-hint.tsx'
import { AskBar } from '../../rooms/notes/web/ask-bar.tsx'
import { AnswersWhat, AskedWhileWriting } from '../../rooms/notes/web/asked-while-writing.tsx'
import { answeringStill } from '../../rooms/notes/web/asks.ts'
import { identityView, Verifying } from '../../rooms/notes/web/identity-chip.tsx'
import { NoteAdvice } from '../../rooms/notes/web/note-advice.tsx'
import { TemplateTool } from '../../rooms/notes/web/template-tool.tsx'
import { PinnedNotes } from '../../rooms/notes/web/pinned-notes.tsx'
import { noteView } from '../../rooms/notes/web/note-entry.tsx'
import { ReadWhileOpen } from '../../rooms/notifications/web/announcer.tsx'
import { ClaimBar } from '../../rooms/queues/web/claim-bar.tsx'
import { queueView } from '../../rooms/queues/web/queue-entry.tsx'
import { promiseView } from '../../rooms/promises/web/promise-entry.tsx'
import { DraftWatch } from '../../rooms/playbooks/web/draft-watch.tsx'
import type { Doing } from '../../rooms/playbooks/web/playbook-bar.tsx'
import { PromiseForm } from '../../rooms/promises/web/promise-acts.tsx'
import { SpottedPromises } from '../../rooms/promises/web/spotted.tsx'
import { slaView } from '../../rooms/sla/web/sla-entry.tsx'
import { subtaskView } from '../../rooms/subtasks/web/subtask-entry.tsx'
import type { ComposerPlug } from '../../rooms/tickets/web/composer-plugs.ts'
import type { EntryView } from '../../rooms/tickets/web/thread.tsx'
import { useLater } from '../../ui/use-later.ts'
import type { Head } from '../../rooms/tickets/web/tickets-call.ts'

const PlaybookBar = lazy(() => import('../../rooms/playbooks/web/playbook-bar.tsx'))

/** What rooms above the tickets show on a timeline, in the order they are asked. */
export const entryViews: readonly EntryView[] = [closedView, lookView, queueView, handoffView, escalationView, noteView, callView, identityView, mailView, promiseView, subtaskView, slaView, approvalView, clockView]

/** What rooms above keep between the head and the conversation: what is offered, asked or under way. One line a room. */
export const Bars = ({ head }: { head: Head }) => <><ClaimBar head={head} /><ClosedBar head={head} /><LookBars ticketId={head.ticket.id} /><CallPane head={head} /><CallForms head={head} /><HandoffBar head={head} /><EscalationBars ticketId={head.ticket.id} /><ApprovalBar head={head} /><AskBar head={head} /><Verifying head={head} /><PromiseForm head={head} /></>

/** What rooms above offer while one writes. One line a room. */
export const composerPlugs: readonly ComposerPlug[] = [{ id: 'asks', Advice: AskedWhileWriting, Tools: AnswersWhat, withNote: answeringStill }, { id: 'notes', Advice: NoteAdvice, Tools: TemplateTool }, { id: 'promises', Advice: SpottedPromises }, { id: 'playbooks', Advice: DraftWatch }, { id: 'closings', beforeSend: sendAndClose }, { id: 'looks', Advice: ReplyAdvice, beforeSend: lookFirst, ways: lookWays }]

/** What rooms above say over the place where one writes. One line a room. */
export const AboveComposer = ({ head, ...doing }: Doing & { head: Head }) => <><EscalationHint head={head} /><Playbooks head={head} {...doing} /></>

/** Fetched when the conversation stands. */
const Playbooks = (doing: Doing & { head: Head }) => (useLater() ? <Suspense fallback={null}><PlaybookBar {...doing} /></Suspense> : null)

/** What is looked at first: summary and sub-tasks, between the bars and the conversation. */
export { Overview } from './overview.tsx'

/** Where a note written on a ticket goes. */
export const noteKey = 'POST /tickets/:id/notes'

/** What rooms above keep at the top of a conversation; being here, what one was told of it counts as read. */
export function TopOfThread({ ticketId }: { ticketId: string }) {
  return <><ReadWhileOpen here={{ ticketId }} /><PinnedNotes ticketId={ticketId} /></>
}
