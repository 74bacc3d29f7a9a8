import { room } from '../../core/web/call.ts'
import type { email } from '../../rooms/channels/email/contract.ts'
import type { MessageDoors } from '../../rooms/tickets/web/message-doors.ts'

const call = room<typeof email>()

/** What mail offers beyond the words of a message. */
export const emailDoors: MessageDoors = {
  withPictures: (id) => call('POST /messages/:id/show-images', { params: { id }, body: {} }),
  original: ({ id, channel, direction }) => (channel === 'email' && direction === 'in' ? `/api/messages/${id}/original` : null),
}
