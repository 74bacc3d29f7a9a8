import type { Kind } from './notifications.ts'

/** What one can be told of, as lines of a settings page: what wants something first. */
export const kindGroups: readonly { readonly title: string; readonly kinds: readonly (readonly [Kind, string])[] }[] = [
  {
    title: 'Wants something of me', kinds: [
      ['mention', 'Somebody mentions me or my team'],
      ['ask', 'What I asked is answered or late; what I was asked is late or passed on to me'],
      ['handoff', 'Somebody hands a ticket to me or my team'],
      ['escalation', 'An escalation waits for me'],
      ['approval', 'Somebody asks for my approval: on a ticket, for leave, a swap, or time off the queue'],
      ['look', 'A reply waits for my look, or nobody looked at one in my team'],
      ['promise', 'A promise of mine or of my team is due or broken'],
      ['callback', 'A callback of mine is due in ten or two minutes, is offered to me, or nobody takes it'],
      ['sla', 'A service level of my ticket or team is at risk or missed'],
      ['swap', 'A teammate asks me to work a shift of theirs'],
      ['help', 'A teammate offers to take some of my tickets'],
      ['handover', 'A handover is given to my shift, waits for me, or is not acknowledged in my team'],
      ['cover', 'I stand in for a teammate who goes on leave'],
    ],
  },
  {
    title: 'News of what is mine', kinds: [
      ['assigned', 'A ticket becomes mine'],
      ['released', 'A lead puts what I work on back in the queue'],
      ['went-back', 'What I work on goes back to the queue by itself, without a sign of me'],
      ['customer-replied', 'The customer answers'],
      ['woke', 'A ticket’s waiting is over'],
      ['reply-failed', 'A reply of mine does not arrive'],
      ['participant-proposed', 'Somebody new writes and waits to be admitted'],
      ['handoff-told', 'My handoff is accepted, declined, or nobody accepts it'],
      ['escalation-moved', 'An escalation I have a part in moves on'],
      ['approval-decided', 'What I asked for is decided'],
      ['approval-undecided', 'Nobody decides what I asked for in time'],
      ['look-told', 'My reply is released, given back, commented on, or nobody looked at it in time'],
      ['swap-told', 'A shift I offered is taken, declined, or nobody decides in time'],
      ['help-told', 'My offer of help is declined, or a lead arranges help for me'],
      ['leave', 'Somebody else changes, approves or cancels my leave'],
    ],
  },
  {
    title: 'Merely happens', kinds: [
      ['note', 'A teammate writes a note'],
      ['teammate-replied', 'A teammate replies to the customer'],
      ['new-in-team', 'A new ticket comes to my team'],
    ],
  },
]
