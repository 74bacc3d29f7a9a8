import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expiresAt, gapsIn, loudnessAt, mayAccept, mayDecline, mayOffer, mayWithdraw, minutesAfter, wouldMiss, type HandoffRow } from './rules.ts';

const subject = 'Charged twice in January';
const good = { issue: 'Her card was charged twice for one boiler visit on 14 January', done: 'Compared both payments with the visit list', next: 'Refund the second payment and write to her' };
const why = (field: 'issue' | 'done' | 'next', text: string) => gapsIn({ ...good, [field]: text }, subject).find((g) => g.field === field)?.why ?? 'fine';

test('a good handoff has no gaps', () => expect(gapsIn(good, subject)).toEqual([]));

describe('answers that tell nobody anything', () => {
  test.each([
    ['', 'empty'], ['   \n ', 'empty'], ['see above', 'stock'], ['See above.', 'stock'], ['SEE ABOVE!!', 'stock'], ['n/a', 'stock'], ['N/A', 'stock'], ['-', 'empty'], ['…', 'empty'], ['.', 'empty'], ['tbd', 'stock'], ['none', 'stock'], ['nothing yet', 'stock'],
    ['please handle, thanks', 'stock'], ['Just see notes', 'too-thin'], ['see ticket history', 'too-thin'], ['please check', 'stock'], ['as discussed', 'stock'], ['customer has a problem', 'stock'], ["It doesn't work", 'too-thin'], ['talked to customer', 'stock'],
    ['siehe oben', 'stock'], ['s.o.', 'stock'], ['Wie besprochen', 'stock'], ['k.A.', 'stock'], ['bitte übernehmen', 'stock'], ['Kunde hat ein Problem', 'stock'], ['noch nichts', 'stock'],
    ['voir ci-dessus', 'stock'], ['Néant', 'stock'], ['ça ne marche pas', 'stock'], ['merci de prendre en charge', 'stock'], ['cf. ticket', 'stock'],
    ['ver arriba', 'stock'], ['Nada todavía', 'too-thin'], ['no funciona', 'stock'], ['por favor revisar', 'stock'], ['vedi sopra', 'stock'], ['ver acima', 'stock'], ['zie boven', 'stock'], ['n.v.t.', 'too-thin'],
    ['asdf', 'mashed'], ['asdf asdf asdf', 'mashed'], ['qwertz', 'mashed'], ['xxxxx', 'mashed'], ['blah blah blah blah', 'mashed'], ['12345', 'mashed'], ['aaa bbb ccc', 'mashed'], ['sdfgsdfg jkl', 'mashed'], ['???', 'empty'],
    [subject, 'copy-of-subject'], ['charged TWICE in january!', 'copy-of-subject'], ['Charged twice in January again', 'copy-of-subject'], ['refund', 'too-thin'], ['refund please now', 'too-thin'], ['wants money', 'too-thin'],
  ] as const)('%s is %s as the issue', (text, expected) => expect(why('issue', text)).toBe(expected));

  test.each([
    ['done', 'Called.', 'too-thin'], ['done', 'called twice', 'too-thin'], ['next', 'call her', 'too-thin'], ['next', 'refund', 'too-thin'], ['next', 'follow up', 'stock'], ['next', 'solve it', 'too-thin'],
    ['next', good.done, 'same-as-other'], ['done', good.issue, 'same-as-other'],
  ] as const)('%s: %s is %s', (field, text, expected) => expect(why(field, text)).toBe(expected));
});

describe('short and honest is enough', () => {
  test.each([
    ['issue', 'Boiler leaks since last night'], ['issue', 'See above, and she flies to Oslo at noon'], ['issue', 'Ihr wurde im Januar doppelt abgebucht'], ['issue', 'Facture payée deux fois, remboursement demandé'], ['issue', 'Le cobraron dos veces en enero'],
    ['issue', '彼女は一月に二回請求されました'], ['issue', 'Клиентку дважды списали за один визит'], ['issue', 'SSL cert for shop.acme.example expired'], ['issue', 'Charged twice in January: both by card 4711, one is for March'],
    ['done', 'Nothing yet: it came in as I was leaving'], ['done', 'Restarted the router'], ['done', 'Noch nichts, Schicht endet gerade'], ['next', 'Call her by noon'], ['next', 'Bitte um Mittag anrufen'], ['next', 'Refund 49 € today'], ['next', '今日中に返金してください'],
    ['next', 'Rappeler Mme Durand demain'], ['done', 'Tried reset, reinstall'],
  ] as const)('%s: %s', (field, text) => expect(why(field, text)).toBe('fine'));
});

test('whatever is typed has an answer, and leading and trailing space changes nothing', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 80 }), (text, about) => {
    const gaps = gapsIn({ ...good, next: text }, about);
    expect(gapsIn({ ...good, next: `  ${text}\n` }, about)).toEqual(gaps);
  }));
});

test('the form says what the receiver would miss', () => {
  expect(wouldMiss(gapsIn({ ...good, done: '', next: 'asap' }, subject), 'Ben')).toBe('Ben would do again what was done already and would not know what to do first.');
  expect(wouldMiss([], 'Ben')).toBe('');
  expect(gapsIn({ ...good, next: '' }, subject)).toEqual([{ field: 'next', why: 'empty', say: 'Say what is needed next.' }]);
});

describe('the ladder', () => {
  test('grows louder until it stays with the leads', () => {
    expect([0, 1, 2, 3, 9].map((step) => loudnessAt('normal', step))).toEqual(['app', 'mail', 'lead', 'lead', 'lead']);
    expect([0, 1, 5].map((step) => loudnessAt('urgent', step))).toEqual(['lead', 'lead', 'lead']);
    expect([expiresAt('low'), expiresAt('urgent')]).toEqual([2, 1]);
  });
  test('comes at the team’s pace, then ever more slowly, never stopping', () => {
    const settings = { minutesToAccept: { low: 480, normal: 60, urgent: 10 } };
    expect([0, 1, 2, 3, 4].map((step) => minutesAfter(settings, 'normal', step))).toEqual([60, 60, 60, 120, 240]);
    expect([0, 1, 2, 3, 20].map((step) => minutesAfter(settings, 'urgent', step))).toEqual([10, 10, 20, 40, 1440]);
    expect(minutesAfter({ minutesToAccept: { low: 20_160, normal: 1, urgent: 1 } }, 'low', 9)).toBe(20_160);
  });
});

describe('whose it is to decide', () => {
  const who = (id: string, teams: string[] = [], more: object = {}) => ({ id, role: 'agent', teams, leads: [] as string[], ...more });
  const to = (toPerson: string | null, state: HandoffRow['state'] = 'offered') => ({ senderId: 'maya', ownerId: 'maya', fromTeam: 'billing', toTeam: 'tech', toPerson, state });
  const lead = who('lena', ['tech'], { role: 'lead', leads: ['tech'] });
  test.each([
    ['the receiver', mayAccept(who('ben'), to('ben')), true], ['a colleague of the receiver', mayAccept(who('cleo', ['tech']), to('ben')), false], ['who stands in', mayAccept(who('cleo'), to('ben'), true), true],
    ['a lead before it expired', mayAccept(lead, to('ben')), false], ['a lead once it expired', mayAccept(lead, to('ben', 'expired')), true], ['a member of the team', mayAccept(who('ben', ['tech']), to(null)), true], ['another team', mayAccept(who('ben', ['billing']), to(null)), false],
    ['the sender, member of both', mayAccept(who('maya', ['tech', 'billing']), to(null)), false], ['a collaborator', mayAccept(who('col', ['tech'], { role: 'collaborator' }), to(null)), false], ['nobody once it is over', mayAccept(who('ben'), to('ben', 'accepted')), false],
    ['the receiver declines', mayDecline(who('ben'), to('ben')), true], ['a member does not decline for the team', mayDecline(who('ben', ['tech']), to(null)), false], ['its lead does', mayDecline(lead, to(null)), true],
    ['the sender withdraws', mayWithdraw(who('maya'), to('ben')), true], ['the receiver does not', mayWithdraw(who('ben'), to('ben')), false], ['an admin does', mayWithdraw(who('a', [], { role: 'admin' }), to('ben')), true],
  ] as const)('%s', (_say, is, expected) => expect(is).toBe(expected));
  test('the owner offers; others only what nobody answers for', () => {
    const ticket = { ownerId: 'maya', teamId: 'billing' };
    expect([mayOffer(who('maya'), ticket, false), mayOffer(who('ben'), ticket, false), mayOffer(who('ben'), ticket, true), mayOffer(who('ben'), { ...ticket, ownerId: null }, false), mayOffer(who('lea', [], { role: 'lead', leads: ['billing'] }), ticket, false)]).toEqual([true, false, true, true, true]);
  });
});
