import type { Scenario } from '../scenario.ts';

export const billing: readonly Scenario[] = [
  {
    key: 'double-charge', team: 'billing', language: 'en', tags: ['refund', 'card'], priority: 'high',
    subject: ['Charged twice for <order>', 'Two payments of $<amount>', 'Duplicate charge on my card', 'You took the money two times'],
    turns: [
      ['customer', 'My statement shows $<amount> twice on [the same day|consecutive days], both from you. There was only one [visit|order]. Please send one of them back.', 'Hi, I see two identical charges for <order>. Is one of them a reservation that will drop off by itself or do I need to do something?'],
      ['note', 'First authorisation timed out at the terminal, second went through, both captured. Refund of the first started.', 'Looks like the retry problem from Tuesday. @tech is there a list of the accounts it hit?'],
      ['agent', 'You are right, the terminal captured the payment twice. I have returned $<amount> to your card just now; most banks show it within 3 working days. You will get a credit note by mail as well.'],
      ['customer', '{>z}Thanks, that was quick.', '{>y}It is day four and nothing has arrived. Reference?'],
      ['agent', '{y}The reference your bank can search for is R-<order>-1. If it is not there by <day+2> I will ask our bank to trace it, and tell you either way.'],
      ['customer', '{y}It came in this morning. Thank you!'],
    ],
  },
  {
    key: 'refund-status', team: 'billing', language: 'en', tags: ['refund'],
    subject: ['Where is my refund?', 'Refund for <order> [still missing|not arrived]', '[10|12] days and no refund'],
    turns: [
      ['customer', 'I was promised a refund of $<amount> on <date>. It is not on my account. Could you tell me [when it was sent and to which card|what the hold-up is]?', 'Your colleague told me five days. It has been nine. I am starting to lose patience.'],
      ['agent', 'I looked it up: it was sent on <date> to the card ending <card>. Is that card still yours? If it was replaced, your bank has to forward the amount and that can take ten days.'],
      ['customer', '{>e}That card expired [in the summer|last month]! Can you send it to the new one?', '{>x}Yes it is. The bank says they see nothing.'],
      ['note', '{e}Card replaced, refund bounced back to us on the 14th and nobody noticed. Paying by transfer instead.'],
      ['agent', '{e}The amount has come back to us, so I can send it by bank transfer today. Please put the account into the form behind this link rather than into a mail; it is gone after one use.', '{x}Then I have it traced from our side, which takes two working days. You will hear from me on <day+2> in any case.'],
      ['customer', '{e}Form is filled in. Thanks for sorting it.', '{x}It arrived this morning after all. Thanks for digging.'],
    ],
    slots: { card: ['4417', '0082', '9153', '7730'] },
  },
  {
    key: 'invoice-details', team: 'billing', language: 'en', tags: ['invoice'], priority: 'low', from: 'business',
    subject: ['{a}Invoice <order> needs our PO number', '{b}Wrong address on invoice <order>', 'VAT ID missing', 'Please reissue the [October|September] invoice'],
    turns: [
      ['customer', 'Our accounting rejects <order> because [the PO number is missing|it is made out to our old name]. Could you reissue it with PO <po>? We cannot pay it before.', 'The invoice shows our old address in <street>. For the tax office it must be the registered one. Details are in the attached sheet.'],
      ['agent', '{a}Done: the corrected invoice is attached to your account and was mailed to the accounting address. The old one is cancelled, so please pay only the new one. I have saved the PO rule, it will be asked for from now on.', '{b}Done: the corrected invoice with the registered address is in your account and was mailed to accounting. The old one is cancelled, so please pay only the new one.'],
      ['customer', '{>k}Received, thank you.', '{>d}Thanks. Could the due date be counted from today?'],
      ['agent', '{d}It is: 30 days from today.'],
    ],
    slots: { po: ['4500018832', 'PO-2291', '77-1043', 'PO-10458'] },
  },
  {
    key: 'card-failed', team: 'billing', language: 'en', tags: ['card', 'plan'],
    subject: ['Payment failed but my card works', 'Your mail says my card was declined', '{b}Cannot update the card', 'Plan paused because of a failed payment'],
    turns: [
      ['customer', 'I got three mails that my payment failed. The card is fine, I used it [an hour ago|at the supermarket today]. Please do not pause the plan, [the boiler service is on Thursday|we have a visit this week].', 'When I enter the new card the page says "try again later". I have tried for two days in [Firefox|Safari] and on the phone.'],
      ['agent', '{a}I see the reason: your bank asks for a confirmation in its app and the request times out after five minutes. I have just sent a new one. Could you open your banking app and confirm it? Your plan stays on meanwhile.', '{b}That page gives up while your bank waits for a confirmation, I am sorry. I have just sent the request from here instead: could you open your banking app and confirm it? Your plan stays on meanwhile.'],
      ['customer', '{>c}Confirmed. Did it go through?', '{>n}Nothing shows up in my banking app.'],
      ['note', 'Bank answers soft decline 65, needs strong confirmation. Third customer of that bank this week.'],
      ['agent', '{c}It went through, everything is paid. For the next one nothing is needed, the bank remembers us now.', '{n}Then the simplest is a transfer this once: reference <order>, $<amount>. I have set your plan to "paid by transfer", it will not be paused.'],
      ['customer', 'Great, thanks for staying on it.'],
    ],
  },
  {
    key: 'upgrade', team: 'billing', language: 'en', tags: ['plan', 'question'],
    subject: ['Upgrade to [Home Care Plus|Business]: what do I pay this month?', 'Difference between the plans', 'Switch to yearly'],
    turns: [
      ['customer', 'If I upgrade in the middle of the month, do I pay twice? And does the [12|20] % for existing customers still count?', 'We are <seats> people now. Would the bigger plan be cheaper than single seats? And is there a discount for paying by the year?'],
      ['agent', '{a}You only pay the difference for the days left, and your discount moves along. For you that is $<amount> today and the new price from the first of next month. Shall I switch it?', '{b}From seven seats on the bigger plan is cheaper, and by the year it costs ten months instead of twelve. For <seats> people that is $<amount> a month. Shall I switch it?'],
      ['customer', '{>y}Yes please, from today.', '{>l}Let me check with my [husband|partner|boss], I will write tomorrow.', '{a>u}What happens to the visits we have not used?'],
      ['agent', '{u}Unused visits carry over for a year. The upgrade is active, you will see it after signing in again.', '{y}Done, you will see it after signing in again.'],
      ['customer', '{yu}I see it. Thank you!'],
    ],
    slots: { seats: ['7', '12', '15', '24'] },
  },
  {
    key: 'cancel-plan', team: 'billing', language: 'en', tags: ['cancellation'],
    subject: ['Cancel my plan', 'We are moving, please cancel', 'Ending the contract on [the 31st|<date>]', 'Cancellation'],
    turns: [
      ['customer', 'We are [moving abroad|selling the house] and would like to end the plan [at the end of the month|as early as possible]. What do you need from me?', 'Please cancel. It is not about your people, we just do not use it enough. Confirm in writing please.', 'I tried to cancel in the app and it sends me in circles. So here it is in writing: please cancel my plan.'],
      ['agent', '{ab}I am sorry to see you go, and it is done: your plan ends on <day+14>, nothing will be charged after that. This mail is your confirmation.\n\nIf it would help: the plan can also move to a new address or rest for up to a year.', '{c}It is done: your plan ends on <day+14>, nothing will be charged after that. This mail is your confirmation. The app should not have sent you around, I have passed that on.\n\nIf you change your mind: the plan can also rest for up to a year.'],
      ['customer', '{>r}Rest for a year sounds interesting. What does it cost?', '{>d}Thank you, that was painless. Please delete the payment details too.'],
      ['note', '{d}Asked for deletion of payment data, done in the vault, confirmed below.', '{r}Offered a rest, customer thinks about it. Wake-up in 5 days.'],
      ['agent', '{r}Resting costs nothing; you only lose the yearly service while it rests. Just say the word.', '{d}The card is deleted. All the best to you.'],
    ],
  },
  {
    key: 'price-increase', team: 'billing', language: 'en', tags: ['complaint', 'plan'], priority: 'high',
    subject: ['[18|14] % more?', 'About your price increase', 'New price is not acceptable', 'Why did my bill go up'],
    turns: [
      ['customer', 'I received your letter about the new prices. [Eighteen|Fourteen] per cent in one year, without a single word about what is better. I have been a customer since [2016|2018]. Please tell me why I should stay.', 'Bill went from $<old> to $<amount> and I do not remember agreeing to that. Which date was I told?'],
      ['agent', 'That is a fair question. What drives it are the gas engineers’ wages and parts; what you get for it is the same-day promise, which we now keep in 9 of 10 cases. We wrote on <date>, but I see it went to an address you had changed.\n\nBecause of that I can keep your old price until <day+90>. Would that help?'],
      ['note', 'Mail went to the old address, so notice was not proper. Old price for 3 months is within policy (authority table, row 4). @lead for information.'],
      ['customer', '{>t}That is decent of you. I will take it and look again then.', '{>n}No. I want it for a year or I leave.'],
      ['agent', '{n}I asked my lead: a year is possible together with the yearly payment, which also takes 8 % off. You would end up below today’s bill. Shall I set it up?'],
      ['customer', '{n}All right, let us do that.'],
    ],
    slots: { old: ['29.00', '41.50', '18.90'] },
  },
  {
    key: 'discount', team: 'billing', language: 'en', tags: ['invoice'],
    subject: ['{a}Discount code <code> not applied', '{b}Referral credit missing', '{b}Where are my [20|25] dollars for [the referral|Amy]?'],
    slots: { code: ['HARBOR15', 'WARM20', 'NEIGHBOR', 'SPRING10'] },
    turns: [
      ['customer', 'I typed <code> at checkout, it said "applied", and then the mail shows the full $<amount>.', 'My [sister|colleague|neighbour] signed up with my link [three weeks ago|in the summer]. The credit never came.'],
      ['agent', '{a}Found it: the code was dropped when you changed the date afterwards. I have taken the difference off, the corrected bill is in your account.', '{b}She used your link and then paid with another account, so it did not connect. I have connected them: the credit is on both of your accounts.'],
      ['customer', 'Lovely, thanks.', 'Thank you! You might want to fix that, I nearly did not notice.'],
    ],
  },
  {
    key: 'terms', team: 'billing', language: 'en', tags: ['contract'], from: 'business',
    subject: ['{a}Payment terms for <company>', '{a}Net 45 instead of net 30', '{b}Vendor onboarding: form and W-9'],
    turns: [
      ['customer', 'We would like to move all our [buildings|branches] to one monthly invoice, net 45. Is that possible, and whom do we sign with?', 'Our procurement needs the attached form filled in and a current W-9 before the next payment run on <day+6>. Can you help?'],
      ['note', '{a}@lead net 45 is above my limit. They pay on time since 2020 and have 11 sites. I would say yes.', '{b}W-9 is in the finance folder, form needs two signatures.'],
      ['agent', '{b}Both forms are on their way to you, signed, and the W-9 is the current one. Tell me if procurement wants anything else.', '{a}A collective invoice is no problem at all. Net 45 I need to have approved; you will hear from me by <day+2>.'],
      ['customer', '{b}Wonderful. Our system needs it as one PDF though, not a link.', '{a}Any news?'],
      ['agent', '{a}Approved: net 45 from your next invoice. The amendment is with you for signature.', '{b}One PDF it is, just sent.'],
      ['customer', '{a}Signed and returned. Pleasure doing business.', '{b}Uploaded and accepted. Thank you!'],
    ],
  },
  {
    key: 'late-fee', team: 'billing', language: 'en', tags: ['fee'],
    subject: ['Late fee of $15', 'Reminder although paid', 'Dunning letter for <order>'],
    turns: [
      ['customer', 'I got a reminder with a fee for <order>. I paid it on <date>, proof is attached. Please correct this.', 'I find it rather rude to get a dunning letter three days after a bank holiday. The money is on its way.'],
      ['agent', 'Your payment is here; it came without the reference and was waiting to be matched. The fee is gone and so is the reminder. My apologies for the tone of that letter, we are rewriting it.'],
      ['customer', 'Thank you. I will put the number in next time.'],
    ],
  },
  {
    key: 'tax-exempt', team: 'billing', language: 'en', tags: ['tax', 'invoice'], from: 'business', priority: 'low', file: 'invoice',
    subject: ['We are tax exempt', 'Sales tax charged by mistake', 'Exemption certificate attached'],
    turns: [
      ['customer', 'As a [school|church|non-profit] we do not pay sales tax. The certificate is attached. Could you correct the last [two|three] invoices?'],
      ['note', 'Certificate valid until 2028, checked with the state’s register.'],
      ['agent', 'The certificate is on file and your account is exempt from now on. For the past invoices I have issued credit notes over $<amount> in total. Refund or keep as credit?'],
      ['customer', 'Keep it as credit please.', 'A refund, please, it is a grant account.'],
      ['agent', 'So it is done. Thank you for the work you do over there.'],
    ],
  },
];
