import type { Scenario } from '../scenario.ts';

export const techApp: readonly Scenario[] = [
  {
    key: 'login-loop', team: 'tech', language: 'en', tags: ['app', 'sign-in'], priority: 'high',
    subject: ['App throws me back to the sign-in page', 'Cannot sign in since the update', 'Login loop on [Android|iPhone]'],
    turns: [
      ['customer', 'Since [last night|version <version>] I type my password, see my home for one second and then the sign-in page again. Reinstalled twice. [Pixel 7, Android 15.|iPhone 13, newest iOS.]', 'I am locked out: the website works, the app does not. It says "session expired" right after signing in.'],
      ['agent', 'Thanks for the detail. That happens when the phone’s clock is a few minutes off: the app then thinks that your session has ended. Could you switch on "set time automatically" and try again?'],
      ['customer', '{>k}That was it! My phone was four minutes ahead. How strange.', '{>s}It was already on. Still the same.'],
      ['note', '{s}Clock is fine. Token has an old audience since the migration. @mika can you reset the device registration for this account?', '{k}Reproduced on the test phone with a clock +4 min. Filed as APP-2214.'],
      ['agent', '{s}We have reset the registration of your phone on our side. Please close the app completely once and sign in again; if it works, the cause was ours, not yours.'],
      ['customer', '{s}Works now. Thanks for not sending me to the FAQ.'],
    ],
  },
  {
    key: 'lost-phone', team: 'tech', language: 'en', tags: ['sign-in', 'security'],
    subject: ['New phone, no codes', 'Lost phone, cannot get the code', 'Two-factor: locked out'],
    turns: [
      ['customer', 'My phone [was stolen|fell into the harbour, no joke] and with it the code generator. I do not have the recovery codes. How do I get back in? [I am the only admin.|My crew starts at 6 tomorrow.]', 'Got a new phone and the authenticator is empty. Can you turn the second step off for me?'],
      ['agent', 'I understand that you need to get back in quickly. As anybody could write this mail, I have to make sure it is you: we will call you on the number in your account, ending <digits>, and ask two questions. Would <day+0> between 3 and 4 pm be all right?'],
      ['note', 'Verified by call back at 15:10: last invoice amount and the name of the second user. Second factor reset.'],
      ['customer', 'Yes, call me any time. Thank you for being careful.', 'I can also send my ID.'],
      ['agent', 'Thank you for your patience on the phone. The second step is off until you sign in; the app will then ask you to set it up anew. Please print the recovery codes this time.'],
      ['customer', 'I am in, codes are in the safe.'],
    ],
    slots: { digits: ['41', '07', '88', '93'] },
  },
  {
    key: 'no-push', team: 'tech', language: 'en', tags: ['app', 'notifications'],
    subject: ['No notifications any more', 'Technician arrives and the app stays silent'],
    turns: [
      ['customer', 'I do not get any notifications since [the phone update|about two weeks]. All switches are on. My [husband|colleague] with the same phone gets them.', 'Notifications come in a bunch when I open the app. That is rather late to open a door.'],
      ['agent', '{b}Coming in a bunch means that the phone puts the app to sleep. Under Settings → Apps → Harbor → Battery, please choose "not restricted". On your phone it is called "Background activity".', '{a}Then the phone most likely puts the app to sleep since its update. Under Settings → Apps → Harbor → Battery, please choose "not restricted", and I send you a test message.'],
      ['customer', '{>f}Found it, test message arrived at once.', '{>n}No such entry on mine. It is a [Xiaomi|Huawei|Fairphone].'],
      ['agent', '{n}On that one it hides under Security → Permissions → Autostart. I have added a picture to our article, you were the third this week.'],
      ['customer', '{n}Perfect, that did it.'],
    ],
  },
  {
    key: 'crash-photos', team: 'tech', language: 'en', tags: ['app', 'bug'], file: 'log',
    subject: ['App closes when I add a photo', 'Crash on [the job report|the photo step]', '<version> crashes'],
    turns: [
      ['customer', 'Every time my guys add a [third|fourth] photo to a job report the app closes and the report is gone. Android tablets, all the same model. This costs us an hour a day.', 'App crashes when I pick a picture from the gallery. Taking a new one works. Log is attached, I hope that is the right one.'],
      ['note', 'Log shows out of memory while scaling, 50 MP camera. Same as APP-2190, the fix is in the next version.', '@mika can you confirm that this is the scaling thing?'],
      ['agent', '{b}The log is just right, thank you. Pictures from that gallery are larger than the app can scale in one go. Until the fix comes on <day+5> it helps to set the camera to 12 megapixels; and reports are now saved after every photo, so nothing is lost.', '{a}That is the tablets’ camera: it makes pictures larger than the app can scale in one go. Until the fix comes on <day+5> it helps to set it to 12 megapixels; and reports are now saved after every photo, so nothing is lost.'],
      ['customer', '{>w}With 12 MP it works. Please tell me when the fix is out.', '{a>t}We cannot change that on 30 tablets by hand. Is there another way?'],
      ['agent', '{t}There is: I can switch on the early version for your account only. Shall I?', '{w}I will write to you on that day.'],
      ['customer', '{t}Do it. [Fingers crossed.|Great.]'],
      ['agent', '{t}It is on. Please have one person try first, and call me if anything is odd.'],
      ['customer', '{t}Two days without a crash. Well done.'],
    ],
  },
  {
    key: 'calendar', team: 'tech', language: 'en', tags: ['integration', 'calendar'], from: 'business',
    subject: ['{a}Every appointment is in the calendar twice', '{b}Calendar sync shifts by one hour', '{a}Google Calendar shows old visits'],
    turns: [
      ['customer', 'Since we connected [Google|Outlook] again, each visit shows up twice, and when one is moved only one of the two moves. Technicians drive to the wrong one.', 'All visits are one hour late in our calendar since [the clocks changed|Sunday]. In Harbor Pro they are right.'],
      ['agent', '{a}Two connections are active at the same time, one from before. I can remove the older one from here: that deletes its copies and leaves the right ones. It takes some ten minutes. May I?', '{b}Your calendar was connected with a fixed "UTC-5" and so misses summer time. I can set it to your zone, then all visits move by themselves within ten minutes. May I?'],
      ['note', '{a}Old grant of the former office manager is still alive. Removed after OK by the owner.', '{b}DST problem: rule is fixed at UTC-5 in their import. @tech known issue 31.'],
      ['customer', 'Yes please, go ahead. After 6 pm if possible.', 'Go. And please check that it does not mail all our customers.'],
      ['agent', '{a}Done, one of each is left. No invitations went out. I looked at ten random visits and they agree to the minute.', '{b}Done. No invitations went out, and ten visits that I picked at random agree to the minute.'],
      ['customer', 'Looks clean. Thank you.'],
    ],
  },
  {
    key: 'export', team: 'tech', language: 'en', tags: ['export'], from: 'business', priority: 'low', file: 'list',
    subject: ['{a}Export has strange characters', '{a}CSV: all in one column', '{b}Need last year’s jobs as a file'],
    turns: [
      ['customer', 'When I open the export in Excel, "Müller" becomes "MÃ¼ller" and leading zeros of the postcodes are gone.', 'For our audit I need all jobs of last year with hours and materials. The export stops at 10,000 rows.'],
      ['agent', '{a}The file is right, Excel guesses wrongly. Please use Data → From text and choose UTF-8 and "text" for the postcode column; or take the new "Excel" choice in the export, which does that for you.', '{b}The limit is there for the web page only. I have started a full export for you: you will get a link within the hour, valid for a day.'],
      ['customer', '{a}The Excel choice is what I needed.', '{b}Got it, 41,377 rows. Thanks!'],
    ],
  },
  {
    key: 'permissions', team: 'tech', language: 'en', tags: ['access'], from: 'business',
    subject: ['{a}Technicians can see prices', '{b}New colleague has no access to [the east branch|schedules]'],
    turns: [
      ['customer', 'I noticed that our technicians see what we charge. They should only see hours and materials. Where is that set?', '<colleague> started on Monday and cannot open the schedule of the other branch. She has the same role as me.'],
      ['agent', '{a}Roles → Technician → "Amounts": set it to hidden. It works at once, also in the app. I have not changed it for you, so that you see where it is.', '{b}She has the role but only for one branch. Under Team → <colleague> → Branches please tick the second one.'],
      ['customer', '{a}Found. While you are at it: can we see who changed it the last time?', '{b}That was it, thank you.'],
      ['agent', '{a}Yes, Settings → History, filter by "Roles". It goes back two years.'],
    ],
    slots: { colleague: ['Denise', 'Omar', 'Katie', 'Lakshmi'] },
  },
  {
    key: 'slow', team: 'tech', language: 'en', tags: ['performance'], priority: 'high', from: 'business',
    subject: ['Harbor Pro is very slow today', 'Schedule takes 20 seconds to open', 'Is there an outage?'],
    turns: [
      ['customer', 'Everybody in the office has to wait [10|20|30] seconds for the schedule since [9 this morning|yesterday]. Other sites are fast. Is something going on?', 'Board with the week view hangs, day view is fine. 14 people waiting here.'],
      ['note', 'Week view loads every archived job of this account (280 k). @mika index missing after the migration?', 'Status page is green, it is this one account.'],
      ['agent', 'You are not imagining it: the week view goes through your archived jobs as well, which it should not. Our engineers are on it. Until then the day view and the app are not affected. I will write again by <day+0> 4 pm.'],
      ['customer', 'Thanks for the honest word. Day view will do until then.', 'It got worse. We are about to send people home.'],
      ['agent', 'A fix is live since a few minutes. Could you reload and tell me how long it takes now?'],
      ['customer', 'Under a second! Please thank your engineer.'],
    ],
  },
];
