import type { Story } from '../stories.ts';

export const techStories: readonly Story[] = [
  {
    key: 'escalation-acknowledged', team: 'tech', from: { company: 'Halyard Heating & Air' }, ending: 'answered-back', subject: 'All crews lost today’s jobs',
    steps: [
      [118, 'customer', 'Since the update every crew sees an empty list for today. Eleven vans are standing in the yard. The website shows all jobs.'],
      [110, 'jun', 'take'], [109, 'jun', { tags: ['app', 'sync'], priority: 'high' }],
      [101, 'jun', { reply: 'I see it here, too, and it is not on your side. Until it is repaired, the print view of the website has everything for today. I write to you every half hour.' }],
      [96, 'jun', { do: 'escalate', asking: {
        path: 'Technical', reason: 'engineering', urgency: 'high', mood: 'upset', issue: 'Since the update all eleven crews of one account see no jobs for today in the app.', done: 'Reproduced with their account; other accounts are fine. Print view given as a way around.',
        needKind: 'action', need: 'Roll back the sync service for this account, or tell me what else.', expectation: 'Jobs on the phones within two hours.', commitments: 'A word every half hour.',
      } }],
      [84, 'rafael', { do: 'acknowledge' }], [61, 'rafael', { do: 'thread', text: 'The filter reads their zone as empty after the migration. Fix is in review, about an hour.' }],
      [52, 'jun', { reply: 'The cause is found: a filter that stumbles over your time zone. A repair is being tested and should reach the phones within the hour.' }],
    ],
  },
  {
    key: 'escalation-withdrawn', team: 'tech', from: 'home', ending: 'answered-back', subject: 'Hub plays an alarm at night',
    steps: [
      [1290, 'customer', 'The hub sounded an alarm at three at night, twice this week. Nothing in the app. We are a bit scared of it.'],
      [1271, 'mika', 'take'], [1270, 'mika', { tags: ['hub'] }],
      [1262, 'mika', { do: 'escalate', asking: {
        path: 'Technical', reason: 'engineering', urgency: 'normal', mood: 'worried', issue: 'A hub sounds an alarm at three at night without an entry in its log.', done: 'Read the log of both nights, firmware is current, siren tested.',
        needKind: 'advice', need: 'Is there a test tone that runs at that hour?', expectation: 'To sleep through.', commitments: 'None.',
      } }],
      [1255, 'mika', { do: 'withdraw', reason: 'Found it: the neighbour’s sensor was paired by mistake.' }],
      [1248, 'mika', { reply: 'Found: a sensor of your neighbours is paired with your hub and reports its low battery at night. I have removed it; you can sleep through tonight.' }],
    ],
  },
];
