import type { Scenario } from '../scenario.ts';

export const techDevices: readonly Scenario[] = [
  {
    key: 'hub-offline', team: 'tech', language: 'en', tags: ['hub'], from: 'home',
    subject: ['Hub is offline', 'Harbor Hub blinks [orange|red]', 'Lost all devices after the [router change|power cut]'],
    turns: [
      ['customer', 'The hub blinks [orange|red] since [we got a new router|the power cut] and all [thermostats|blinds] say "not reachable". I have turned it off and on.', 'Everything in the app is grey. Do I have to pair all <count> devices again?? Please say no.'],
      ['agent', 'No pairing needed, all devices are kept in the hub. Orange means it has no internet: does your new wifi have another name? Hold the round button for five seconds, then the app asks for the new one.'],
      ['customer', '{>e}It finds the network but then says error <code>.', '{>w}Works, everything came back after a minute. Phew.'],
      ['note', '{e}<code> is the 5 GHz only setting. Router of that provider has one name for both bands.'],
      ['agent', '{e}That error means the router offers 5 GHz only under this name. Please switch on "2.4 GHz" in the router for a moment; afterwards you can leave it on or make a guest network for the hub.'],
      ['customer', '{e}With the guest network it works. You could put that into the manual.'],
    ],
    slots: { count: ['23', '11', '17', '31'], code: ['N-14', 'N-09', 'W-31'] },
  },
  {
    key: 'schedule-dst', team: 'tech', language: 'en', tags: ['thermostat'],
    subject: ['{a}Heating comes on at 5 instead of 6', '{a}Schedule is off by an hour', '{b}Thermostat ignores the weekend'],
    turns: [
      ['customer', 'Since the clocks changed the heating starts an hour [early|late]. The hub shows the right time.', 'On Saturdays the schedule of weekdays runs. I have deleted and made it again twice.'],
      ['agent', '{a}The hub knows the time, but your schedules were made under the zone "UTC-5", which has no summer time. If you set the home’s zone to <zone> under Home → Place, they all follow.', '{b}I have a suspicion. Which language is your app set to?'],
      ['customer', '{a}That fixed it. Why is that not the default?', '{b}English (US). What does that have to do with it?'],
      ['note', '{b}Weekend flag is taken from the account language (en-US starts on Sunday). Reported, APP-2251.'],
      ['agent', '{b}Everything: the week begins on Sunday in that language, and our schedule shifts the days along. That is our mistake and it is being fixed; until then please choose "English (UK)" and the days are right.'],
      ['customer', '{b}Workaround works. Looking forward to the fix.'],
    ],
    slots: { zone: ['America/New York', 'America/Chicago', 'Europe/London'] },
  },
  {
    key: 'firmware', team: 'tech', language: 'en', tags: ['hub', 'update'],
    subject: ['{a}Update stuck at [62|80|99] %', '{b}Hub restarts all the time', 'Firmware <version> problem'],
    turns: [
      ['customer', 'The update is at [62|80|99] % since [yesterday evening|three hours]. Your page says not to unplug it. May I?', 'After <version> the hub restarts every ten minutes. Lights go on at night. My [wife|daughter] is not amused.'],
      ['agent', '{a}You may: it keeps the old version until the new one is complete, so nothing can break. Unplug it for a minute; it will try once more by itself tonight at 3.', '{b}That should not happen at night or at any other time. Please unplug it for a minute: it then goes back to the version before, which it keeps for this very case.'],
      ['customer', '{a>k}Did as you said, it is running the new version this morning.', '{b>k}Back on the old version and quiet since. Thank you.', '{>d}Unplugged, now all lights on it are off. No life at all.'],
      ['note', '{d}Bricked, serial is from the batch with the weak flash. Replacement, no questions asked.'],
      ['agent', '{d}Then its memory has given up, that is a fault of ours. A new hub leaves today by express and arrives on <day+2>. It takes over all devices from your backup in the cloud; the old one may go into the box it came in.'],
      ['customer', '{d}New hub works, all devices there. That was impressive.'],
    ],
  },
  {
    key: 'gps', team: 'tech', language: 'en', tags: ['app', 'map'], from: 'business', priority: 'low',
    subject: ['{a}Vans are in the wrong place on the map', '{b}Mileage is far too high', '{a}Technician location [frozen|jumps]'],
    turns: [
      ['customer', 'Van 3 has been "in the river" since noon. Routes are planned from there, so the times for customers are nonsense.', 'Mileage of last month says 9,400 for one van. That would be a trip around the coast, every week.'],
      ['agent', '{a}The tablet in that van reports the place of the nearest mast only. Location permission was set to "approximate" by the last system update. Please set it to "precise" on the tablet.', '{b}Agreed, nobody drives that much. The tablet jumps between the masts on both sides of the river, and each jump counts. Its location permission is "approximate"; please set it to "precise".'],
      ['customer', '{a}Done, it is on the road again. Is there a list of the others with that setting?', '{b}And the mileage of last month? We bill by it.'],
      ['agent', '{a}There is now: Team → Devices → filter "approximate".', '{b}I have recalculated last month from the stops, 1,870 miles. The log keeps both figures.'],
      ['customer', 'Good work, thank you.'],
    ],
  },
  {
    key: 'api', team: 'tech', language: 'en', tags: ['api', 'integration'], from: 'business',
    subject: ['{a}API answers 429', '{b}Webhook signature does not match', '{c}Webhooks arrive twice'],
    turns: [
      ['customer', 'We poll /jobs every [5|10] seconds from 12 branches and get 429 since Monday. Was the limit lowered?', 'We verify the signature as in your docs and it never matches. Body is JSON, secret is right. Node 20, Express.', 'Our endpoint got the same event twice within a second today. Is that expected?'],
      ['note', '{b}They parse the body first and sign the re-serialised one. Classic.', '{a}12 branches share one key, limit is per key. Suggest one key each or webhooks.'],
      ['agent', '{a}The limit is the same, 10 a second for each key, but your branches share one. I would subscribe to job.changed instead: no polling, and it arrives within a second. If you prefer polling, make one key per branch.', '{b}Please compute the signature over the raw bytes as they arrive, before any JSON parsing; express.json has a verify hook for that.', '{c}It can happen: when your answer takes longer than ten seconds we send once more. The id in the header is the same both times, so you can tell.'],
      ['customer', '{a}Webhooks are the way to go, thanks. Is there a way to replay an hour we missed?', '{b}Raw body was the point. Thank you!', '{c}Good to know, we were slow that minute. We now keep the ids.'],
      ['agent', '{a}Yes: GET /events?after=… goes back 30 days, in the same form.'],
    ],
  },
  {
    key: 'import', team: 'tech', language: 'en', tags: ['import', 'onboarding'], from: 'business', file: 'list',
    subject: ['{a}Import of <rows> customers', '{a}Moving over from [spreadsheets|our old system]', '{b}Import says "row 211: phone"'],
    slots: { rows: ['1,840', '612', '9,300', '3,075'] },
    turns: [
      ['customer', 'We start with Harbor Pro on [Monday|the first] and have <rows> customers in a spreadsheet, some with two addresses. What is the best way to bring them over?', 'The import stops at row 211 with "phone". The number looks fine to me: <phone> ext. 4.'],
      ['agent', '{a}Send us the sheet through the upload link and we do a trial import first: you get a list of what would be merged and what is odd, and nothing is changed until you say so.', '{b}It is the "ext.": numbers with an extension go into the second phone column. I have changed the import to do that by itself, please try once more.'],
      ['customer', '{a}Uploaded. Column F is the branch. [Please hurry a little.|No rush.]', '{b}Went through, <rows> rows.'],
      ['note', '{a}Trial: 31 duplicates by phone, 4 without any contact. @lead good first impression matters here, 60 seats.'],
      ['agent', '{a}The trial is done: 31 likely duplicates, 4 rows without any way to reach them. The list is in your account, just tick what should be merged.'],
      ['customer', '{a}Ticked. Go!'],
      ['agent', '{a}Everything is in. I have left the trial report in the account in case of questions.'],
      ['customer', '{a}Team is working with it already. Great start.'],
    ],
  },
  {
    key: 'feature', team: 'tech', language: 'en', tags: ['idea'], priority: 'low',
    subject: ['{a}Idea: copy a visit', '{b}Could you add dark mode?', '{c}A widget for the home screen', 'Wish list'],
    turns: [
      ['customer', 'I plan [30|50] visits every Sunday evening. Being able to copy last week would save me an hour. Is that planned?', 'Dark mode please! My eyes at 5 in the morning would thank you.', 'A widget with "next visit" for the home screen would be great.'],
      ['agent', 'Thank you, that is the kind of detail that helps. You are number <votes> with this wish, and it is on the list for the next quarter. I have put you down to be told when it can be tried.'],
      ['customer', 'Happy to test it.', 'Good to hear. Thanks for a real answer.'],
    ],
    slots: { votes: ['41', '112', '17', '63'] },
  },
  {
    key: 'sso', team: 'tech', language: 'en', tags: ['sign-in', 'security'], from: 'business',
    subject: ['{a}Single sign-on with [Okta|Entra ID]', '{b}SSO: "audience mismatch"', '{c}Security questionnaire'],
    turns: [
      ['customer', 'Our IT wants single sign-on before we roll out to the other [sites|branches]. What do you support, and is it part of our plan?', 'We set up OIDC as described and get "audience mismatch" after signing in. Client ID is the one from your page.', 'Attached is our security questionnaire, 84 questions. Needed by <day+10>.'],
      ['agent', '{a}OpenID Connect is part of the Business plan. Three values from your side are enough; the page Settings → Sign-in shows the two that your IT needs. Setting it up does not lock anybody out: passwords go on working until you switch them off.', '{b}The audience must be the client ID of the production app; the one you used belongs to the test environment. That is our page’s fault, it showed both.', '{c}It is with our security lead. You will have it by <day+8>, two days before your date, with the certificates attached.'],
      ['note', '{c}@lead who answers security questionnaires these days?', '{b}Page corrected, thanks to this customer.'],
      ['customer', '{b}It works with the right one. We will switch passwords off next week.', '{a}Thanks. Can we have a call with our IT on <day+3>?', '{c}That works for us, thank you.'],
      ['agent', '{a}Gladly. You will get an invitation; our engineer Mika will be there as well.'],
    ],
  },
];
