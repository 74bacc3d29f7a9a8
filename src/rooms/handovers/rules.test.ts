import { DateTime } from 'luxon';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { around, countWords, dated, differences, inUrgentOrder, isAsked, leftAt, marksOf, mayAcknowledge, missing, missingOf, standingOf, troubleOf, urgency, volumeOf, volumeWords, weekBefore, whoToAsk, wholeDays, workDays, type Content, type Item } from './rules.ts';

const h = 3600_000;
const at = (text: string, zone = 'Europe/Berlin'): number => DateTime.fromISO(text, { zone }).toMillis();
const iso = (ms: number): string => new Date(ms).toISOString();
const said = (ms: number, zone = 'Europe/Berlin'): string => DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd HH:mm');

describe('days of work where there is no rota', () => {
  const span = (from: string, to: string) => ({ start: at(`2027-06-${from}`), end: at(`2027-06-${to}`) });
  test.each([
    ['a lunch break is no end of the day', [span('07T09:00', '07T12:00'), span('07T13:00', '07T17:00')], ['2027-06-07 09:00–2027-06-07 17:00']],
    ['a night is', [span('07T09:00', '07T17:00'), span('08T09:00', '08T17:00')], ['2027-06-07 09:00–2027-06-07 17:00', '2027-06-08 09:00–2027-06-08 17:00']],
    ['over midnight', [span('07T22:00', '08T06:00')], ['2027-06-07 22:00–2027-06-08 06:00']],
    ['four hours are no break', [span('07T06:00', '07T10:00'), span('07T14:00', '07T18:00')], ['2027-06-07 06:00–2027-06-07 10:00', '2027-06-07 14:00–2027-06-07 18:00']],
    ['never open', [], []],
  ])('%s', (_what, openings, days) => expect(workDays(openings).map((d) => `${said(d.start)}–${said(d.end)}`)).toEqual(days));

  test('a desk that never closes has days from midnight to midnight, also on the days the clocks change', () => {
    const days = wholeDays('Europe/Berlin', at('2027-03-27T12:00'), at('2027-03-29T12:00'));
    expect(days.map((d) => (d.end - d.start) / h)).toEqual([24, 23, 24]);
    expect(days.every((d) => said(d.start).endsWith('00:00'))).toBe(true);
    expect(wholeDays('Europe/Berlin', at('2027-10-31T12:00'), at('2027-10-31T13:00')).map((d) => (d.end - d.start) / h)).toEqual([25]);
  });

  test.each([[5, [null, null, '10–20']], [10, ['10–20', null, '30–40']], [19, ['10–20', null, '30–40']], [20, [null, '10–20', '30–40']], [45, [null, '30–40', null]]] as const)('around %s', (when, found) => {
    const { now, before, after } = around([{ start: 10, end: 20 }, { start: 30, end: 40 }], when);
    expect([now, before, after].map((d) => d && `${d.start}–${d.end}`)).toEqual(found);
  });

  test('the same hours a week before stand at the same time on the wall', () => {
    const night = { start: at('2027-03-30T22:00'), end: at('2027-03-31T06:00') };
    const before = weekBefore('Europe/Berlin', night, 1);
    expect([said(before.start), said(before.end)]).toEqual(['2027-03-23 22:00', '2027-03-24 06:00']);
  });
});

describe('how a ticket stands at the end of a shift', () => {
  const ticket = { status: 'open', offered: false, next: '', nextAt: null, lastFrom: 'us', lastMessageAt: iso(1000) };
  test.each([
    ['nothing says what comes next', {}, 'unfinished'], ['it waits', { status: 'waiting' }, 'waits'], ['it is offered to somebody', { offered: true }, 'offered'], ['offered and waiting', { offered: true, status: 'waiting' }, 'offered'],
    ['a next step', { next: 'Refund', nextAt: iso(500) }, 'next-step'], ['only spaces', { next: '  ', nextAt: iso(500) }, 'unfinished'],
    ['the customer wrote before it was written', { next: 'Refund', nextAt: iso(1500), lastFrom: 'customer' }, 'next-step'], ['the customer wrote since', { next: 'Refund', nextAt: iso(500), lastFrom: 'customer' }, 'unfinished'], ['we wrote since', { next: 'Refund', nextAt: iso(500), lastFrom: 'us' }, 'next-step'],
  ] as const)('%s', (_what, part, standing) => expect(standingOf({ ...ticket, ...part })).toBe(standing));

  const calm = { priority: 'normal', dueAt: null, lastFrom: 'us', status: 'open' };
  const owes = (part: object) => ({ promised: 'promised' in part, escalated: 'escalated' in part });
  test.each([
    [{}, []], [{ priority: 'urgent' }, ['urgent']], [{ dueAt: iso(5 * h) }, ['late']], [{ dueAt: iso(15 * h) }, ['due-soon']], [{ dueAt: iso(21 * h) }, []], [{ promised: true, escalated: true }, ['promised', 'escalated']],
    [{ lastFrom: 'customer' }, ['customer-wrote']], [{ lastFrom: 'customer', status: 'waiting' }, []],
  ])('%j is marked %j', (part, marks) => expect(marksOf({ ...calm, ...part }, owes(part), 10 * h, 20 * h)).toEqual(marks));
});

describe('what the next shift must know at once', () => {
  const when = { now: 10 * h, nextStart: 12 * h };
  const calm = { priority: 'normal', dueAt: null, flagged: false, left: false };
  test.each([
    [{}, []], [{ priority: 'high' }, []], [{ priority: 'urgent' }, ['urgent']], [{ dueAt: iso(9 * h) }, ['late']], [{ dueAt: iso(13 * h) }, ['due-soon']], [{ dueAt: iso(14 * h) }, []], [{ flagged: true, left: true }, ['flagged', 'left']],
  ])('%j: %j', (part, why) => expect(urgency({ ...calm, ...part }, when, 2)).toEqual(why));
  test('signed after the next shift began, soon counts from now', () => expect(urgency({ ...calm, dueAt: iso(15 * h) }, { now: 14 * h, nextStart: 12 * h }, 2)).toEqual(['due-soon']));
  test('marked by people stands first, then late, urgent, left, soon due', () => {
    const all = [['due-soon'], ['left'], ['urgent'], ['late', 'urgent'], ['flagged', 'due-soon']] as const;
    expect(all.map((why, n) => one(`urgent:${n}`, { why: [...why], number: n })).sort(inUrgentOrder).map((i) => i.number)).toEqual([4, 3, 2, 1, 0]);
  });
});

describe('what is unusual', () => {
  test.each([
    [20, [], 'unknown', null], [20, [20, 22, 18, 20], 'usual', 20], [5, [2, 3, 2, 3], 'usual', 2.5], [60, [20, 22, 18, 20], 'busy', 20], [2, [20, 22, 18, 20], 'quiet', 20], [0, [0, 0], 'usual', 0], [4, [0, 0, 0, 0], 'busy', 0], [120, [100, 100, 100, 100], 'usual', 100],
  ] as const)('%s beside %j is %s', (n, past, verdict, usual) => expect(volumeOf(n, past)).toEqual({ n, usual, verdict }));
  test.each([[{ n: 1, usual: null, verdict: 'unknown' }, '1 new ticket; there is no past to compare with yet'], [{ n: 60, usual: 20, verdict: 'busy' }, '60 new tickets, usually 20: busier than usual'], [{ n: 20, usual: 20, verdict: 'usual' }, '20 new tickets, usually 20']] as const)('%j in words', (v, words) => expect(volumeWords(v)).toBe(words));

  test('a tag much more frequent than usual stands first; rare ones are left out', () => {
    const found = troubleOf(new Map([['login', 12], ['refund', 14], ['visit', 2], ['new', 4]]), new Map([['login', 8], ['refund', 52]]), 4);
    expect(found.map((t) => [t.tag, t.usual, t.spike])).toEqual([['login', 2, true], ['new', 0, true], ['refund', 13, false]]);
  });
  test('without a past nothing is a spike', () => expect(troubleOf(new Map([['login', 30]]), new Map(), 0)[0]).toMatchObject({ spike: false }));
});

const person = '00000000-0000-7000-8000-00000000000a';
const one = (key: string, more: Partial<Item> = {}): Item => ({ key, section: key.split(':')[0] as Item['section'], ticketId: key.split(':')[1]!, number: 1, subject: 'Boiler', customerName: 'Anna', line: 'Cold', next: '', why: [], dueAt: null, personId: null, by: 'maya', since: 0, ...more });
const none = { open: 0, unowned: 0, waitingForCustomer: 0, waitingForOthers: 0, waitingOtherwise: 0, handedOn: 0, wakeNext: 0 };
const content = (items: readonly Item[], more: Partial<Content> = {}): Content => ({ items: [...items], more: [], counts: none, trouble: [], volume: { n: 0, usual: null, verdict: 'unknown' }, notes: [], signers: ['maya'], ...more });

describe('how an issue differs from the one before', () => {
  const before = content([one('urgent:a'), one('urgent:b', { dueAt: iso(5) }), one('promises:p')]);
  test.each<[string, Item[], string[], string[], string[]]>([
    ['nothing', [one('urgent:a'), one('urgent:b', { dueAt: iso(5) }), one('promises:p')], [], [], []],
    ['something new', [...before.items, one('urgent:c')], ['urgent:c'], [], []],
    ['something gone', before.items.slice(0, 2), [], [], ['promises:p']],
    ['another due time', [one('urgent:a'), one('urgent:b', { dueAt: iso(6) }), one('promises:p')], [], ['urgent:b dueAt'], []],
    ['another owner and a next step', [one('urgent:a', { personId: person, next: 'Call' }), ...before.items.slice(1)], [], ['urgent:a next,personId'], []],
    ['time alone makes it late: no news', [one('urgent:a', { why: ['late'] }), ...before.items.slice(1)], [], [], []],
    ['somebody marked it', [one('urgent:a', { why: ['flagged'] }), ...before.items.slice(1)], [], ['urgent:a why'], []],
    ['the order alone', before.items.toReversed(), [], [], []],
  ])('%s', (_what, items, added, changed, gone) => {
    const marks = differences(before, content(items));
    expect([marks.added, marks.changed.map((c) => `${c.key} ${c.fields.join()}`), marks.gone.map((i) => i.key)]).toEqual([added, changed, gone]);
  });
  test('the first issue marks nothing', () => expect(differences(null, before)).toEqual({ added: [], changed: [], gone: [], counts: [], notes: 0 }));
  test('counts that changed, and notes that are new', () => {
    const note = { personId: person, text: 'Slow', at: iso(1) };
    const marks = differences(content([], { notes: [note] }), content([], { counts: { ...none, open: 3 }, notes: [note, { ...note, at: iso(2) }] }));
    expect(marks).toMatchObject({ counts: [{ count: 'open', was: 0 }], notes: 1 });
  });
  test('whatever two issues hold, marks applied to the one give the keys of the other', () => {
    const some = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e')).chain((ids) => fc.tuple(...ids.map((id) => fc.constantFrom('x', 'y').map((line) => one(`urgent:${id}`, { line })))));
    fc.assert(fc.property(some, some, (was, now) => {
      const marks = differences(content(was), content(now));
      const keys = new Set([...was.map((i) => i.key).filter((k) => !marks.gone.some((g) => g.key === k)), ...marks.added]);
      expect([...keys].sort()).toEqual(now.map((i) => i.key).sort());
      for (const i of now) expect(marks.changed.some((c) => c.key === i.key)).toBe(was.some((w) => w.key === i.key && w.line !== i.line));
    }));
  });
  test('an item keeps who signed it first, and since when it says what it says', () => {
    const old = content([one('urgent:a', { by: 'maya', since: 1 }), one('urgent:b', { by: 'maya', since: 1 })]);
    const now = dated(old, [one('urgent:a', { by: 'ben' }), one('urgent:b', { by: 'ben', next: 'Call' }), one('urgent:c', { by: 'ben' })], 2);
    expect(now.map((i) => [i.key, i.by, i.since])).toEqual([['urgent:a', 'maya', 1], ['urgent:b', 'maya', 2], ['urgent:c', 'ben', 2]]);
  });
});

describe('acknowledging by name', () => {
  const items = [one('urgent:a', { since: 1 }), one('urgent:b', { since: 2 }), one('promises:p', { since: 1 })];
  const ack = (key: string, personId: string, version: number) => ({ key, personId, version });
  test.each([
    ['nobody did', [], ['urgent:a', 'urgent:b']], ['one of two', [ack('urgent:a', 'ben', 1)], ['urgent:b']], ['it changed since they did', [ack('urgent:b', 'ben', 1)], ['urgent:a', 'urgent:b']],
    ['both, by different people', [ack('urgent:a', 'ben', 1), ack('urgent:b', 'eva', 2)], []], ['only urgent ones count', [ack('promises:p', 'ben', 1)], ['urgent:a', 'urgent:b']],
  ])('%s', (_what, acks, left) => expect(missing(items, acks, ['ben', 'eva'], false)).toEqual(left));
  test('where everybody has to, each of the next shift', () => {
    const both = [ack('urgent:a', 'ben', 1), ack('urgent:b', 'ben', 2)];
    expect(missing(items, both, ['ben', 'eva'], true)).toEqual(['urgent:a', 'urgent:b']);
    expect(missing(items, [...both, ack('urgent:a', 'eva', 2), ack('urgent:b', 'eva', 2)], ['ben', 'eva'], true)).toEqual([]);
    expect(missing(items, both, [], true)).toEqual([]);
    expect(missingOf(items, both, 'eva')).toEqual(['urgent:a', 'urgent:b']);
  });

  const to = { toTeamId: 'b', incoming: [] as string[], signers: ['maya'], nextStart: iso(20 * h) };
  test.each([
    ['a member of the team that takes over', { id: 'ben', works: true, teams: ['b'] }, {}, true], ['of another team', { id: 'ben', works: true, teams: ['a'] }, {}, false], ['on the next shift by the rota', { id: 'ben', works: true, teams: ['a'] }, { incoming: ['ben'] }, true],
    ['a collaborator', { id: 'ben', works: false, teams: ['b'] }, {}, false], ['who signed, before the next shift', { id: 'maya', works: true, teams: ['b'] }, {}, false], ['who signed, as the next shift', { id: 'maya', works: true, teams: ['b'] }, { nextStart: iso(9 * h) }, true],
  ])('%s', (_what, who, part, may) => expect(mayAcknowledge(who, { ...to, ...part }, 10 * h)).toBe(may));
  test.each([[true, [], true], [true, ['ben'], true], [true, ['eva'], false], [false, ['ben'], false]])('may %s, incoming %j: asked %s', (may, incoming, asked) => expect(isAsked('ben', may, incoming)).toBe(asked));
});

describe('when somebody left', () => {
  const now = Date.parse('2027-06-08T06:00:00Z');
  const back = (hours: number) => iso(now - hours * h);
  test.each([
    ['nothing is known: a day ago', { signedAt: null, shiftEnd: null, hoursEnd: null }, 24, 'day'], ['by the shift', { signedAt: null, shiftEnd: back(10), hoursEnd: null }, 10, 'shift'], ['by the hours of the team', { signedAt: null, shiftEnd: null, hoursEnd: back(13) }, 13, 'hours'],
    ['signed shortly before it ended', { signedAt: back(10.5), shiftEnd: back(10), hoursEnd: null }, 10.5, 'signed'], ['signed later', { signedAt: back(9), shiftEnd: back(10), hoursEnd: null }, 9, 'signed'], ['signed days before', { signedAt: back(80), shiftEnd: back(10), hoursEnd: null }, 10, 'shift'],
    ['after a weekend without hours', { signedAt: back(63), shiftEnd: null, hoursEnd: back(62) }, 63, 'signed'], ['never longer than a month', { signedAt: null, shiftEnd: back(2000), hoursEnd: null }, 31 * 24, 'shift'],
  ])('%s', (_what, known, hours, by) => expect(leftAt(known, now)).toEqual({ since: back(hours), by }));
});

test('counts in words: what is nothing is left out', () => {
  expect(countWords(none)).toEqual(['0 open tickets']);
  expect(countWords({ open: 1, unowned: 1, waitingForCustomer: 2, waitingForOthers: 1, waitingOtherwise: 3, handedOn: 1, wakeNext: 1 })).toEqual(['1 open ticket, 1 without an owner', '2 waiting for the customer', '1 waiting for teammates or other teams', '3 waiting for a supplier or a date', '1 offered to another team, not accepted yet', '1 comes back by itself during the next shift']);
});

test.each([[['maya', 'ben'], 'maya'], [['ben', 'cleo'], 'ben'], [['cleo', 'owner'], 'cleo'], [['owner'], 'owner'], [[], null]] as const)('a question goes to who signed it, to others who signed, to its owner: %j here → %s', (here, asked) => {
  expect(whoToAsk({ by: 'maya', personId: 'owner' }, ['maya', 'cleo', 'ben'], (id) => (here as readonly string[]).includes(id))).toBe(asked);
});
