import type { AllEars } from '../core/web/cache.ts'
import { approvalsHear } from '../rooms/approvals/web/live.ts'
import { calendarsHear } from '../rooms/calendars/web/live.ts'
import { emailHears } from '../rooms/channels/email/web/live.ts'
import { clocksHear } from '../rooms/clocks/web/live.ts'
import { closingsHear } from '../rooms/closings/web/live.ts'
import { customersHear } from '../rooms/customers/web/live.ts'
import { escalationsHear } from '../rooms/escalations/web/live.ts'
import { handoffsHear } from '../rooms/handoffs/web/live.ts'
import { handoversHear } from '../rooms/handovers/web/live.ts'
import { leaveHears } from '../rooms/leave/web/live.ts'
import { phoneHears } from '../rooms/channels/phone/web/live.ts'
import { looksHear } from '../rooms/looks/web/live.ts'
import { notesHear } from '../rooms/notes/web/live.ts'
import { notificationsHear } from '../rooms/notifications/web/live.ts'
import { peopleHears } from '../rooms/people/web/live.ts'
import { promisesHear } from '../rooms/promises/web/live.ts'
import { playbooksHear } from '../rooms/playbooks/web/live.ts'
import { assistHears } from '../rooms/assist/web/live.ts'
import { subtasksHear } from '../rooms/subtasks/web/live.ts'
import { queuesHear } from '../rooms/queues/web/live.ts'
import { rotaHears } from '../rooms/rota/web/live.ts'
import { shiftsHear } from '../rooms/shifts/web/live.ts'
import { slaHears } from '../rooms/sla/web/live.ts'
import { ticketsHear } from '../rooms/tickets/web/live.ts'
import { workloadHears } from '../rooms/workload/web/live.ts'

/** Every room's ear, by the first word of the keys of its queries: what facts change in what is shown. Fetched after the first page, so its size is not waited for. */
export const hears: AllEars = {
  people: peopleHears, shifts: shiftsHear, calendars: calendarsHear, tickets: ticketsHear, clocks: clocksHear, customers: customersHear, notes: notesHear, approvals: approvalsHear, handoffs: handoffsHear, handovers: handoversHear, escalations: escalationsHear, closings: closingsHear, looks: looksHear,
  promises: promisesHear, queues: queuesHear, subtasks: subtasksHear, playbooks: playbooksHear, assist: assistHears, sla: slaHears, notifications: notificationsHear, email: emailHears, phone: phoneHears, rota: rotaHears, workload: workloadHears, leave: leaveHears,
}
