import type { Story } from '../stories.ts';

const noHeat = { tags: ['no-heat', 'heating'], priority: 'high' } as const;

export const homeStories: readonly Story[] = [
  {
    key: 'callback-due', team: 'home', from: 'home', ending: 'answered-back', subject: 'Water under the boiler, please ring me',
    steps: [
      [1510, 'customer', 'There is a small puddle under the boiler every morning. I would rather talk than type, could somebody ring me? Evenings are best.'],
      [1492, 'lena', 'take'], [1491, 'lena', { tags: ['boiler', 'leak'] }],
      [1475, 'lena', { do: 'call', outcome: 'no-answer', seconds: 35, notes: '' }],
      [1470, 'lena', { reply: 'I just tried to reach you and will try again this evening. If there is more than a cupful, please close the blue tap under the boiler until then.' }],
      [1020, 'lena', { do: 'call', outcome: 'voicemail', seconds: 48, notes: 'Asked her to text a photo and a good time.' }],
      [96, 'customer', 'Sorry, I was at work both times. I am at home from now on, today would be good.'],
      [38, 'lena', { do: 'callback', due: 47, text: 'Ring about the leak: how much water, and when somebody can come' }],
    ],
  },
  {
    key: 'offered-to-agent', team: 'home', from: 'home', ending: 'answered-back', subject: 'Old boiler still in the hallway',
    steps: [
      [352, 'customer', 'The new boiler works, thank you. But the old one still stands in our hallway and nobody told us when it is picked up. We can hardly get past with the pram.'],
      [338, 'julien', 'take'], [337, 'julien', { tags: ['boiler', 'pickup'] }],
      [326, 'julien', { reply: 'I am sorry about that. It should have left with the crew. I have asked the depot for a van and you hear from us today.' }],
      [63, 'customer', 'The depot rang and said they need two people for the stairs. When will that be?'],
      [54, 'julien', { note: 'Depot: van 7 is free from Thursday noon, but it takes two people. @field can you spare a second person on Thursday?' }],
      [18, 'julien', { do: 'offer', to: 'lena', context: {
        reason: 'shift-ending', issue: 'The old boiler stayed in the hallway after the exchange; the family cannot pass with a pram.', done: 'Apologised and asked the depot. Van 7 is free from Thursday noon, the stairs need two people.',
        next: 'Get a second person from Tom for Thursday, then confirm the time to the customer.', mood: 'worried', promised: 'That they hear from us today', urgency: 'normal',
      } }],
    ],
  },
  {
    key: 'handoff-accepted', team: 'home', from: 'home', ending: 'answered-back', subject: 'Charged for a second visit that was yours to make',
    steps: [
      [640, 'customer', 'The tap dripped again a day after your repair, so your man came twice. Now there is a bill for the second visit as well. Surely that one is on you?'],
      [628, 'lena', 'take'], [627, 'lena', { tags: ['invoice', 'repeat-visit'] }],
      [616, 'lena', { reply: 'You are right, a repair that does not hold is ours to make good. I have the amount looked at and you get a corrected invoice by tomorrow evening.' }],
      [614, 'lena', { do: 'promise', text: 'Corrected invoice for the second visit', due: 27 * 60 }],
      [602, 'lena', { do: 'offer', to: 'aisha', team: 'billing', context: {
        reason: 'department', issue: 'The second visit was a repeat of our own repair and was billed by mistake.', done: 'Checked both job sheets: same tap, same washer, one day apart. Told her that she need not pay it.',
        next: 'Cancel the second invoice and send the corrected one by tomorrow evening.', mood: 'worried', promised: '', urgency: 'normal',
      } }],
      [571, 'aisha', { do: 'accept' }], [566, 'aisha', { do: 'had-enough' }],
      [552, 'aisha', { note: 'Second invoice is cancelled, credit note waits for the nightly run.' }],
    ],
  },
  {
    key: 'handoff-declined', team: 'home', from: { company: 'Mosaic Coworking' }, ending: 'answered-back', subject: 'Thermostat shows 35 degrees in a cold room',
    steps: [
      [590, 'customer', 'The thermostat in our meeting room shows 35 °C and turns the heating off. It is 17 in there at best and people sit in coats.'],
      [574, 'priya', 'take'], [573, 'priya', { tags: ['thermostat', 'heating'] }],
      [561, 'priya', { reply: 'That sounds like a sensor that measures the wrong thing. I am finding out whether it can be set from here or needs a visit, and write to you today.' }],
      [380, 'priya', { do: 'offer', to: 'team:tech', context: {
        reason: 'expertise', issue: 'A meeting room thermostat reads 35 °C and shuts off the heating while the room is at 17.', done: 'Asked for the model (H2, bought in spring) and had them restart it. Nothing changed.',
        next: 'See in the device log whether the sensor drifts or is broken.', mood: 'calm', promised: '', urgency: 'low',
      } }],
      [344, 'rafael', { do: 'decline', reason: 'The log is clean: it hangs right above the radiator, so it tells the truth about that spot. It has to be moved, which is a visit.' }],
      [325, 'priya', { note: 'Moving it is 30 minutes on site. It would fit behind their other appointment. @lena is Wednesday at 2 pm still free on your tour?' }],
    ],
  },
  {
    key: 'escalation-raised', team: 'home', from: 'home', ending: 'answered-back', subject: 'Third visit and still no hot water',
    steps: [
      [1560, 'customer', 'Still no hot water after two visits. Both times I took a day off work. What happens now?'],
      [1542, 'priya', 'take'], [1541, 'priya', { tags: ['heating', 'repeat-visit'], priority: 'high' }],
      [1525, 'priya', { reply: 'I am sorry, that is two days too many. The part that failed is ordered and a senior technician comes tomorrow at 8.' }],
      [92, 'customer', 'He was here and it is the wrong part. That is three days off work. I would like to speak to your manager, please, and I want to know who pays for the hotel tonight.'],
      [74, 'priya', { note: 'Supplier confirms: ordered by the old parts list. The right one can be here tomorrow with a courier, 140 extra.' }],
      [16, 'priya', { do: 'escalate', asking: {
        path: 'Manager', reason: 'asks-for-manager', urgency: 'high', mood: 'angry', issue: 'Three visits, still no hot water: the third brought a part from an outdated list. The customer asks for a manager.',
        done: 'Right part found, it can be here tomorrow by courier. Technician kept free for 9:00.', needKind: 'decision', need: 'Decide whether we pay the courier and one hotel night, about 260 together.',
        expectation: 'A call from a manager today and somewhere to shower tonight.', commitments: 'Nothing yet beyond an answer today.',
      } }],
    ],
  },
  {
    key: 'escalation-answered', team: 'home', from: { company: 'Fern Hollow Senior Living' }, ending: 'answered-back', subject: 'Pump failed nine days after the guarantee ended',
    steps: [
      [410, 'customer', 'The circulation pump you put in two years ago failed today. Your guarantee ended nine days ago, I checked. Can anything be done? We have forty people in the house.'],
      [396, 'lena', 'take'], [395, 'lena', { tags: ['pump', 'guarantee'], priority: 'high' }],
      [381, 'lena', { reply: 'Nine days is close, and I do not want to answer that with a calendar. I am asking who may decide it and write to you today. A technician comes today either way.' }],
      [188, 'lena', { do: 'escalate', asking: {
        path: 'Manager', reason: 'authority', urgency: 'high', mood: 'worried', issue: 'A circulation pump failed nine days after its two-year guarantee ended; forty people without heating.',
        done: 'Technician is booked. Pump is in stock. Maker confirms that this series has a known bearing fault.', needKind: 'decision', need: 'May we treat it as guarantee: pump and visit free of charge, 310 in all?',
        expectation: 'To know today whether they pay.', commitments: 'An answer and a technician, both today.',
      } }],
      [171, 'marcus', { do: 'acknowledge' }], [160, 'marcus', { do: 'thread', text: 'Reading the maker’s bulletin first. If it is the known fault we can claim it from them.' }],
      [43, 'marcus', { do: 'answer', answer: 'decision', text: 'Yes, treat it as guarantee, pump and visit free. It is the bearing fault of that series and the maker pays the pump. Please tell them before the technician arrives.' }],
    ],
  },
  {
    key: 'escalation-closed', team: 'home', from: 'home', ending: 'closed', subject: 'Water stain after your roof visit',
    steps: [
      [3320, 'customer', 'Since your people were on the roof there is a stain on the bedroom ceiling and it grows. Who pays for that?'],
      [3300, 'priya', 'take'], [3299, 'priya', { tags: ['roof', 'damage'], priority: 'high' }],
      [3280, 'priya', { reply: 'Thank you for the picture. Somebody looks at it today before it gets worse, and I find out about the ceiling.' }],
      [3262, 'priya', { do: 'escalate', asking: {
        path: 'Manager', reason: 'authority', urgency: 'high', mood: 'upset', issue: 'A ceiling stain appeared after our roof visit; a tile was left loose according to the picture.', done: 'Emergency cover for the roof today, pictures collected.',
        needKind: 'decision', need: 'Accept that the ceiling is ours to repair, roughly 400.', expectation: 'That we repair it and say so in writing.', commitments: 'Somebody on the roof today.',
      } }],
      [3245, 'marcus', { do: 'acknowledge' }], [3190, 'marcus', { do: 'answer', answer: 'decision', text: 'It is ours. Painter next week at our cost, and an apology from me in the reply.' }],
      [3170, 'priya', { reply: 'It was our loose tile, and we are sorry, Marcus Bell who leads the team included. The roof is closed; our painter comes next week and you pay nothing.' }],
      [3166, 'priya', { do: 'told' }], [3165, 'priya', { do: 'close-loop', lesson: 'authority', words: 'Damage below 500 that is plainly ours could be decided by senior coordinators.' }], [3160, 'priya', 'close'],
    ],
  },
  {
    key: 'approval-goodwill', team: 'home', from: 'home', ending: 'answered-back', subject: 'Waited the whole day for nobody',
    steps: [
      [262, 'customer', 'I took the day off for your visit yesterday and nobody came, nobody rang. I would like something for the lost day.'],
      [249, 'lena', 'take'], [248, 'lena', { tags: ['missed-visit', 'goodwill'] }],
      [241, 'lena', { do: 'verify', how: 'callback', detail: 'Called back on the number in the account' }],
      [237, 'lena', { note: 'Tour list: the van broke down at noon and the three afternoon visits were never called. Ours to make good.' }],
      [230, 'lena', { reply: 'You are right to be cross. The van broke down and nobody rang you, which should not happen. The new visit is free, and I am finding out what more I can do for the lost day.' }],
      [34, 'lena', { do: 'ask-decision', topic: 'goodwill', amount: 80, reason: 'A day off lost, nobody called', why: 'The visit never came and nobody rang. Two of the three others had 80 as well.' }],
    ],
  },
  {
    key: 'approval-reassign', team: 'home', from: 'business', ending: 'answered-back', subject: 'Inspection certificate needed by Friday',
    steps: [
      [700, 'customer', 'Our insurer wants the inspection certificate by Friday. The inspection was on the 3rd. Could you send it?'],
      [683, 'sofia', 'take'], [682, 'sofia', { tags: ['certificate'] }],
      [670, 'sofia', { reply: 'The report is with the inspector for his signature. I send you the certificate as soon as it is back.' }],
      [55, 'customer', 'Any news? Friday is close.'],
      [9, 'priya', { do: 'ask-reassign', to: 'priya', why: 'Sofía is on leave from today and the certificate has to go out by Friday. I know the inspector.', context: {
        reason: 'leave', issue: 'The insurer needs the signed inspection certificate by Friday; the report waits at the inspector.', done: 'Sofía asked the inspector for his signature; nothing came back yet.',
        next: 'Call the inspector, then send the certificate to the customer.', mood: 'worried', promised: '', urgency: 'normal',
      } }],
    ],
  },
  {
    key: 'promise-today', team: 'home', from: 'home', ending: 'waiting', subject: 'Ladder left in the garden',
    steps: [
      [470, 'customer', 'Your roofers left their long ladder in our garden, open to the street. With children around I do not feel well about it.'],
      [455, 'lena', 'take'], [454, 'lena', { tags: ['safety'] }],
      [441, 'lena', { reply: 'Thank you for telling us at once. Please leave it where it is, the crew fetches it. I call you later today to make sure it is gone.' }],
      [439, 'lena', { do: 'promise', text: 'Call to make sure that the ladder is gone', due: 55 }], [438, 'lena', { wait: 'customer', days: 1 }],
    ],
  },
  {
    key: 'promise-moved', team: 'home', from: 'home', ending: 'waiting', subject: 'Quote for the bathroom',
    steps: [
      [2950, 'customer', 'The surveyor was here on Monday. When may we expect the quote for the bathroom?'],
      [2935, 'lena', 'take'], [2934, 'lena', { tags: ['quote'] }],
      [2920, 'lena', { reply: 'He has measured everything and only the tiles are missing. You have the quote in two days at the latest.' }],
      [2918, 'lena', { do: 'promise', text: 'Send the quote for the bathroom', due: 150 }],
      [212, 'lena', { reply: 'The tile maker answers only tomorrow, and I would rather send you one right quote than two wrong ones. You have it by tomorrow evening.' }],
      [210, 'lena', { do: 'move', due: 26 * 60, reason: 'The tile maker answers tomorrow' }], [209, 'lena', { wait: 'vendor', days: 1, note: 'Tile prices' }],
    ],
  },
  {
    key: 'promise-kept', team: 'home', from: { company: 'Tern & Tide Rentals' }, ending: 'waiting', subject: 'Which rooms are done on Thursday?',
    steps: [
      [505, 'customer', 'For Thursday: could you tell us by today which rooms are done first? Guests change at noon and we have to block the right ones.'],
      [492, 'lena', 'take'], [491, 'lena', { tags: ['visit', 'schedule'] }],
      [480, 'lena', { reply: 'Gladly. The crew is planning its order, and you have the list within a few hours.' }], [478, 'lena', { do: 'promise', text: 'Send the order of rooms for Thursday', due: 30 }],
      [246, 'lena', { reply: 'Here it is: 4, 6 and 7 from 8 am, then 1 to 3. Number 5 on Friday. Please tell us if guests stay longer anywhere.' }], [244, 'lena', { do: 'keep' }], [243, 'lena', { wait: 'customer', days: 2 }],
    ],
  },
  {
    key: 'promise-broken', team: 'home', from: 'home', ending: 'answered-back', subject: 'Gate motor and the dog',
    steps: [
      [540, 'customer', 'The gate stays open since the motor gave up and our dog is out on the road. Can somebody at least close it by hand?'],
      [528, 'priya', 'take'], [527, 'priya', { tags: ['gate', 'safety'], priority: 'high' }],
      [515, 'priya', { reply: 'A technician nearby closes it within the hour. For the motor I look for a slot and call you back within eight hours.' }],
      [513, 'priya', { do: 'promise', text: 'Call back with a slot for the gate motor', due: -28 }],
      [470, 'customer', 'He was here and closed it, thank you. I wait for your call about the motor.'],
      [96, 'priya', { do: 'progress', checked: 'Gate is closed by hand, the dog is in.', next: 'Find a motor fitter for this week, then call.' }],
    ],
  },
  {
    key: 'promise-of-lead', team: 'home', from: { company: 'Ridgeway Property Partners' }, ending: 'waiting', subject: 'Contract renewal: response times',
    steps: [
      [275, 'customer', 'Before we renew in January we would like the response times in writing, per building. Could you send a proposal today? The board meets tomorrow.'],
      [262, 'marcus', 'take'], [261, 'marcus', { tags: ['contract'] }],
      [250, 'marcus', { reply: 'Of course. I put together what we kept this year and a proposal per building. You have it today, in time for your board.' }],
      [248, 'marcus', { do: 'promise', text: 'Proposal with response times per building', due: 130 }], [247, 'marcus', { wait: 'customer', days: 3 }],
      [112, 'lena', { note: 'The three winter outages of the north building are in the table now. @marcus for your proposal.' }],
    ],
  },
  { key: 'no-heat-fresh', team: 'home', from: 'home', ending: 'just-in', subject: 'Radiators cold upstairs', steps: [[37, 'customer', 'All radiators upstairs went cold during the night, downstairs is fine. I have bled two of them, only air. There is a baby in the house.'], [33, 'priya', noHeat]] },
  { key: 'no-heat-risk', team: 'home', from: { company: 'Brightside Dental Group' }, ending: 'new', subject: 'No heating in the waiting room', steps: [[101, 'customer', 'The heating in our waiting room is off for an hour now, display shows E2. The first patients have gone home again.'], [97, 'priya', noHeat]] },
  { key: 'no-heat-risk-two', team: 'home', from: 'home', ending: 'new', subject: 'Boiler locks out after a minute', steps: [[95, 'customer', 'The boiler starts, runs for a minute and locks out with a red light. Reset works twice, then no more. It is 14 degrees in the living room.'], [90, 'marcus', noHeat]] },
  { key: 'no-heat-missed', team: 'home', from: 'home', ending: 'new', subject: 'Heating dead, pipes might freeze', steps: [[146, 'customer', 'The heating is completely dead and the forecast says frost tonight. I am worried about the pipes in the extension. Please call.'], [141, 'priya', noHeat]] },
];
