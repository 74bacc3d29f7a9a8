import type { Story } from '../stories.ts';

export const billingStories: readonly Story[] = [
  {
    key: 'offered-to-team', team: 'billing', from: 'business', ending: 'answered-back', subject: 'Two technicians billed, one came',
    steps: [
      [440, 'customer', 'The invoice lists two technicians for four hours. Only one was here, and he left at two. Please correct it.'],
      [425, 'aisha', 'take'], [424, 'aisha', { tags: ['invoice'] }],
      [412, 'aisha', { reply: 'Thank you for checking. I compare it with the time sheets and come back to you with what really was worked.' }],
      [88, 'customer', 'Did you find anything? I have to close the month.'],
      [21, 'aisha', { do: 'offer', to: 'team:home', context: {
        reason: 'department', issue: 'The invoice bills two technicians for four hours; the customer saw one, until two o’clock.', done: 'Time sheets: a second name is booked but has no signature. The invoice is on hold, nothing is due.',
        next: 'Ask the crew who was there and for how long, then tell billing the hours.', mood: 'calm', promised: 'That the invoice is on hold until this is clear', urgency: 'normal',
      } }],
    ],
  },
  {
    key: 'handoff-expired', team: 'billing', from: 'business', ending: 'answered-back', subject: 'Export of invoices stops at 500 lines',
    steps: [
      [168, 'customer', 'The export of our invoices stops at 500 lines without a word. Our tax adviser needs all 1,240 by tonight.'],
      [154, 'julien', 'take'], [153, 'julien', { tags: ['export', 'invoice'], priority: 'high' }],
      [143, 'julien', { reply: 'I see the same here. I am passing it to the people who can see why, and you get at least the missing lines today.' }],
      [29, 'julien', { do: 'offer', to: 'team:tech', context: {
        reason: 'expertise', issue: 'The invoice export stops silently after 500 of 1,240 lines.', done: 'Tried it with two accounts and two months: always 500. Sent her the first half by hand.',
        next: 'Lift the limit or run the export on the server, she needs it tonight.', mood: 'worried', promised: 'The missing lines today', urgency: 'urgent',
      } }],
    ],
  },
  {
    key: 'look-waiting', team: 'billing', from: 'home', ending: 'answered-back', subject: 'Cleaning before the filter change was billed twice',
    steps: [
      [205, 'customer', 'Your invoice has the cleaning before the filter change twice, 45 EUR each. It was done once.'],
      [190, 'aisha', 'take'], [189, 'aisha', { tags: ['invoice'] }],
      [176, 'aisha', { note: 'The crew wrote it down once. The second line came from the template of the filter change.' }],
      [14, 'aisha', { do: 'ask-look', text: 'You are right, the cleaning was done once. We will credit the second 45 EUR, and the next invoice shows it. I am sorry for the trouble.', words: 'Is a credit enough, or should we pay it back?' }],
    ],
  },
  {
    key: 'escalation-told', team: 'billing', from: 'business', ending: 'waiting', subject: 'Late fee although we paid in time',
    steps: [
      [780, 'customer', 'You charged us a late fee for October. Our bank shows that the transfer reached you a day before the due date.'],
      [765, 'aisha', 'take'], [764, 'aisha', { tags: ['invoice', 'fee'] }],
      [752, 'aisha', { reply: 'Thank you for the receipt. I have it checked against our own account and answer you today.' }],
      [744, 'aisha', { do: 'escalate', asking: {
        path: 'Specialist', reason: 'expertise', urgency: 'low', mood: 'upset', issue: 'A late fee was charged though the bank receipt shows that the transfer arrived a day early.', done: 'Compared receipt and ledger: booked two days after it arrived, over a weekend.',
        needKind: 'advice', need: 'Which day counts by our terms: when it arrives, or when it is booked?', expectation: 'That the fee is taken back.', commitments: 'An answer today.',
      } }],
      [731, 'ines', { do: 'acknowledge' }], [712, 'ines', { do: 'answer', answer: 'advice', text: 'The day it arrives counts, section 6 of our terms. Take the fee back and tell them why it happened.' }],
      [698, 'aisha', { reply: 'You were in time: by our own terms the day of arrival counts. The fee is taken back and the next invoice shows the credit.' }], [696, 'aisha', { do: 'told' }], [695, 'aisha', { wait: 'customer', days: 2 }],
    ],
  },
  {
    key: 'approval-granted', team: 'billing', from: 'home', ending: 'closed', subject: 'Cancelled within the week, still charged',
    steps: [
      [1990, 'customer', 'I cancelled the care plan four days after signing. Now 228 was taken from my account. Please pay it back.'],
      [1972, 'aisha', 'take'], [1971, 'aisha', { tags: ['refund', 'cancellation'] }],
      [1962, 'aisha', { do: 'verify', how: 'security-question', detail: 'Amount and day of the last payment' }],
      [1958, 'aisha', { do: 'ask-decision', topic: 'refund', amount: 228, reason: 'Cancelled within 14 days', why: 'Cancelled on day four, the confirmation is on the ticket. The debit ran before it was booked.' }],
      [1940, 'ines', { do: 'verdict', approve: true, words: 'Within the 14 days, so no question. Please mention that it takes three working days.' }],
      [1925, 'aisha', { reply: 'Your cancellation came in time. The 228 went back to your account today; it takes about three working days to arrive.' }], [1923, 'aisha', 'close'],
    ],
  },
  {
    key: 'approval-refused', team: 'billing', from: 'home', ending: 'answered-back', subject: 'Discount because of the building site',
    steps: [
      [1000, 'customer', 'Since the street is a building site I could hardly use your app gate. I think a discount for the quarter would be fair.'],
      [986, 'julien', 'take'], [985, 'julien', { tags: ['goodwill'], priority: 'low' }],
      [972, 'julien', { do: 'ask-decision', topic: 'goodwill', amount: 90, reason: 'Gate not usable during roadworks', why: 'Customer since 2019, never asked for anything.' }],
      [941, 'ines', { do: 'verdict', approve: false, words: 'The roadworks are not ours and the gate worked. Offer to pause the plan until they are done, that costs them nothing.' }],
      [936, 'julien', { reply: 'I asked, and for roadworks we cannot give a discount. What I can do is pause your plan until the street is open again, so that you pay nothing meanwhile. Shall I?' }],
      [935, 'julien', { do: 'decide', topic: 'goodwill', amount: 10, reason: 'Postage of the two letters' }],
    ],
  },
];
