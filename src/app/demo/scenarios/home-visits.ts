import type { Scenario } from '../scenario.ts';

export const homeVisits: readonly Scenario[] = [
  {
    key: 'reschedule', team: 'home', language: 'en', tags: ['visit'], priority: 'low',
    subject: ['Can we move [Thursday|Tuesday|Friday]?', 'Different day for <order>', 'Need another slot', 'Reschedule the [chimney sweep|yearly service]'],
    turns: [
      ['customer',
        '[Something came up|My shift changed] and I cannot be home for the appointment. Is there anything [the week after|later that week], [mornings|after 3 pm]?',
        'Could you please move my visit (<order>) to [another day|the following week]? Mondays are bad, everything else is fine.',
        'Kids are home sick. Can we push the appointment by a week? Sorry for the short notice!'],
      ['agent', '{>m}Of course, no charge for moving it. I have <day+4> from 3 to 5 pm or <day+6> from 8 to 10 am. Which one shall I take?', '{c>n}No need to be sorry. Would <day+7>, 1 to 3 pm work? I am holding it for you until tomorrow.'],
      ['customer', '{m}The [first|second] one please.', 'Perfect, thank you!', '{>e}Hm, is there anything before 8? I start at nine.'],
      ['agent', '{abcmn}Done, you are booked and the old slot is released. A reminder comes the evening before.', '{e}There is one at 7:30 on <day+6>, I have taken it for you. The old slot is released.'],
    ],
  },
  {
    key: 'clean-quality', team: 'home', language: 'en', tags: ['cleaning', 'complaint'], from: 'home',
    subject: ['Not happy with [the cleaning|yesterday’s clean]', '{a}Bathroom was skipped', 'Quality has dropped since [Maria left|the new team]', '{a}Please send somebody back'],
    turns: [
      ['customer',
        'I have been with you for [three|four] years and never complained, but [yesterday|this week] the upstairs bathroom was not touched and the [oven|windows] looked worse than before. I paid for four hours, they left after [two and a half|three].',
        'The new team is friendly but they [skip the corners|use far too much polish, the floor is slippery]. My father nearly fell. Could you talk to them?'],
      ['agent', '{a}Thank you for telling us rather than leaving quietly. Somebody can come back on <day+1> for whatever was missed, at no cost, or I credit the hours that were not worked. What would you like better?', '{b}Thank you for telling us, your father’s safety comes first. I have talked to the crew’s lead, and "no polish" goes on the standing instructions. May somebody come by after the next clean and walk through it with you?'],
      ['customer', '{a}Come back please, and with the checklist this time. [Oven, bathroom, skirting boards.|And no polish in the hall.]', '{a}The credit is fine. And please the old team if there is any way.', '{b}Yes, please do. And the corners, if you can.'],
      ['note', 'Third remark about crew 7 this month. @lead worth a visit on site?', 'Customer since 2019, weekly. Put "no polish" on the standing instructions.'],
      ['agent', 'It is on the standing instructions now, so it holds for whoever comes. Your regular team is back from leave on <day+9>, I have put them on your schedule again.'],
      ['customer', 'Much better today. Thank you for listening.'],
    ],
  },
  {
    key: 'bathroom-quote', team: 'home', language: 'en', tags: ['quote'],
    subject: ['Quote for a [walk-in shower|new bathroom]', 'How much would it cost to [replace the tub|tile the shower]?', 'Offer for <street>'],
    turns: [
      ['customer',
        'We would like to replace our tub by a walk-in shower, room is about [2.4 × 1.8 m|8 × 6 ft]. Rough idea of the price and how long we would be without a bathroom? [My mother is moving in, so grab rails matter.|It is the only bathroom.]',
        'Hello, a neighbour recommended you. We want to redo a small bathroom [before Christmas|in January]. Do you do it all from one hand, tiles and plumbing?'],
      ['agent', 'Congratulations on the project. For that size most customers end up between $6,500 and $9,000 and 8 to 10 working days, with a temporary shower from day two. A visit to measure is free and takes 40 minutes: would <day+3> at 5 pm be convenient?'],
      ['customer', 'The visit sounds good. Is there a way to pay in [three parts|instalments]?', '5 pm is fine. Should we choose tiles before?'],
      ['agent', 'Yes, 30 / 40 / 30 without interest. No need to choose anything yet; the planner brings samples.'],
      ['note', 'Planner: Joanna. Watch the age of the pipes, house is from 1962.'],
      ['customer', 'We got the offer, thank you. We will decide over the weekend.'],
    ],
  },
  {
    key: 'access', team: 'home', language: 'en', tags: ['access'], priority: 'low',
    subject: ['{a}New [lockbox code|gate code]', '{a}Key [handover|is with the neighbour]', 'How your people get in'],
    turns: [
      ['customer', 'From [Monday|next week] the key is [in a lockbox by the side door|with Mrs Abbott in number 14]. Please delete the old code. I would rather not put the new one in a mail, how do I get it to you?', 'We changed the alarm. Whoever comes has about 30 seconds. Where do I leave the instructions so that the crew really sees them?'],
      ['agent', '{a}Good thinking. Open the visit in the app and use "Access": it is encrypted, only the assigned person sees it, and only on the day. I have deleted the old code just now.', '{b}Open the visit in the app and use "Access": it is encrypted, only the assigned person sees it, and only on the day. It is the first thing shown to them at the door, before anything else.'],
      ['customer', '{>f}Found it and filled it in. Thanks!', '{>g}There is no "Access" button in my app. Version <version>.'],
      ['agent', '{g}Then it is two versions behind; after the update it sits below the map. Your crew has confirmed that they can read it.'],
    ],
  },
  {
    key: 'praise', team: 'home', language: 'en', tags: ['praise'], priority: 'low', from: 'home',
    subject: ['Compliments to [Dennis|your crew|the team]', 'Thank you', 'Please pass this on'],
    turns: [
      ['customer', 'I only want to say that [Dennis|the young woman who came on Tuesday] was outstanding. She explained what she did, [took her shoes off|vacuumed behind the machine] and found the real cause after two other companies had not. Please make sure her boss reads this.', 'You usually hear from people when something is broken. Nothing is. The whole crew was [polite, fast and funny|a joy to have in the house]. Thank you!'],
      ['note', 'Posted to the crew’s board. @lead one for the Friday meeting.'],
      ['agent', 'You just made a whole office smile. I have passed it on word for word, and it goes into the Friday round as well. Thank you for taking the time.'],
    ],
  },
  {
    key: 'many-units', team: 'home', language: 'en', tags: ['property', 'visit'], from: 'business', file: 'list',
    subject: ['{a}<count> units at <street>: [yearly service|smoke detectors]', '{a}Schedule for the [spring|autumn] inspections', '{b}Turnover cleaning, list attached'],
    slots: { count: ['14', '22', '9', '36', '18'] },
    turns: [
      ['customer',
        'Please find attached the list of units that need [the yearly boiler service|new smoke detectors] before [the end of the month|the heating season]. Tenants are told 7 days ahead by law here, so I need the slots [by Friday|this week].',
        'We have <count> move-outs this month. Same standard as last time. Unit [4B|2C|7A] has [a cat|water damage in the bathroom], please send somebody experienced.'],
      ['agent', '{a}Got the list, <count> units. I suggest two crews on <day+8> and <day+9>, floor by floor from the top; that is about 25 minutes a unit. The plan with a slot for each unit is ready for your notices tomorrow.', '{b}Got it. I suggest two crews on <day+8> and <day+9>, largest units first; the difficult one goes to Rosa, who has seen it all. Where do we find the keys?'],
      ['customer', '{a>n}Two days is fine. The tenant in [3A|5C] works nights, nothing before 2 pm please.', '{a>f}Could you do it in one day with four crews? The lobby is being painted afterwards.', '{b>t}Keys are with the concierge, all in one box. Please return them there.'],
      ['note', '{f}@field can we get four crews on one day? Key customer, contract renews in January.', '{n}Tenant in one unit works nights, flagged in the plan.'],
      ['agent', '{n}The plan is attached to the job now, with the exception noted. Crews check in with your concierge at 8.', '{f}Four crews are confirmed for <day+8>, so the lobby can be painted the day after.', '{t}One box, noted. Photos of every unit are in the app by the evening.'],
      ['customer', '{nf}Went smoothly. Two units nobody opened, please propose a date for those.', '{t}Looks good, and the photos help a lot. Thank you.'],
      ['agent', '{nf}Both can be done on <day+5> between 4 and 6 pm, when people are home. Shall I send the notices?'],
      ['customer', '{nf}Yes please. Thank you for the quick work.'],
    ],
  },
  {
    key: 'eco', team: 'home', language: 'en', tags: ['cleaning', 'question'], priority: 'low', from: 'home',
    subject: ['Which products do you use?', 'Allergy: [fragrance-free|no bleach] please', 'Question about [pets|asthma] and cleaning agents'],
    turns: [
      ['customer', 'My [son|wife] has asthma. What exactly do your cleaners use in the [bathroom|kitchen], and can I ask for fragrance-free products for every visit?', 'We have a [rabbit|parrot] that is very sensitive. Could the crew use only what we put out for them?'],
      ['agent', '{a}Yes to both. I have set fragrance-free on your account, which means vinegar and alcohol based products only, and the sheet with all ingredients is linked in the app under "Your home". If you put out your own, the crew uses those.', '{b}Of course. "Own products only" is set on your account: the crew uses what you put out, and asks if something is missing rather than taking ours. Anything about the room itself?'],
      ['customer', 'Wonderful, that was easy.', '{>w}Does that also hold for the deep clean in spring? They used something with a strong smell last year.'],
      ['agent', '{w}It holds for every visit at your address, the deep clean included.'],
    ],
  },
  {
    key: 'cancel-visit', team: 'home', language: 'en', tags: ['visit', 'fee'],
    subject: ['Cancellation fee?', '{a}I cancelled in time', 'Charged $35 for a cancelled visit'],
    turns: [
      ['customer', 'I cancelled <order> [25|26] hours before and still see a $35 late fee. The rule says 24 hours.', 'Why a fee? Your technician was the one who wanted to move it.'],
      ['note', '{a}App shows the cancellation at 8:02, visit was 9:00 next day, so it was in time. Clock of the fee job uses the region’s head office zone. Known, see the ticket with @tech.'],
      ['agent', '{a}You are right, you were in time: our system counted in another time zone. The $35 are refunded and back on your card in 2 to 4 days. Would you like a new date?', '{b}Then there must not be a fee, and there is none any more: the $35 are on their way back, 2 to 4 days. Would you like a new date?'],
      ['customer', 'Thanks for the quick fix. Let us do <day+10>.', 'Received, thank you. No new date for now.'],
    ],
  },
  {
    key: 'gutters', team: 'home', language: 'en', tags: ['seasonal'], from: 'home', priority: 'low',
    subject: ['{a}Gutter cleaning before [the storms|winter]', '{b}[Leaf|Snow] service this year', '{b}Winter package: what is in it?'],
    turns: [
      ['customer', 'Do you do gutters? It is a [two-storey|three-storey] house at <street> with [two big maples|a row of pines]. When would be the best time, and what does it cost?', 'I had the winter package last year. Is it the same this year, and does it still include the [pipe check|driveway]?'],
      ['agent', '{a}We do: $<amount> for a house of that size, including the downpipes and photos before and after. With trees that close I would wait until the last week of November. I can put you on the list, without obligation.', '{b}The same as last year, pipe check included; new is that the driveway is salted before the frost and not after it. Shall I renew it for $<amount>?'],
      ['customer', '{a}Please do. Do I have to be home?', '{a}OK put me down. Is there a discount for the neighbour as well?', '{b}Yes please, as last year.'],
      ['agent', '{a}You need not be home, only the side gate has to be open. And yes, 10 % for both when we do two houses in one stop.', '{b}Renewed. The first round is on <day+12>.'],
    ],
  },
];
