import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { alwaysOpen, offerTo } from '../handoffs/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { acknowledgeAll, dailyShift, goTo, noteNext, signOff } from './fixtures.ts';
import { mailIssue } from './letters.ts';
import type { Item } from './rules.ts';

let house: TestHouse;
let support: { id: string };
let legal: { id: string };
let maya: TestPerson;
let cleo: TestPerson;
let ben: TestPerson;
let lena: TestPerson;
let other: TestPerson;
let lawyer: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  await alwaysOpen(house);
  support = await makeTeam(house, 'Support');
  const sales = await makeTeam(house, 'Sales');
  legal = await makeTeam(house, 'Legal', { visibility: 'closed' });
  maya = await person(house, { name: 'Maya Okafor', teams: [support] });
  cleo = await person(house, { name: 'Cleo Roux', teams: [support] });
  ben = await person(house, { name: 'Ben Ito', teams: [support], zone: 'America/New_York' });
  lena = await person(house, { name: 'Lena Bauer', role: 'lead', teams: [{ id: support.id, lead: true }] });
  other = await person(house, { name: 'Otto Other', teams: [sales] });
  lawyer = await person(house, { name: 'Lea Lawyer', teams: [legal] });
  await dailyShift(house, { teamId: support.id, person: maya, starts: '06:00', ends: '14:00' });
  await dailyShift(house, { teamId: support.id, person: cleo, starts: '06:00', ends: '14:00' });
  await dailyShift(house, { teamId: support.id, person: ben, starts: '14:00', ends: '22:00' });
  await goTo(house, 2, '10:00');
});
afterAll(() => house.close());

const ticket = async (subject: string, who: TestPerson | null, more: { teamId?: string; urgent?: boolean } = {}): Promise<string> => {
  const { ticketId } = await mailIn(house.db, { teamId: more.teamId ?? support.id, subject }, { text: `Words of the customer about ${subject}` });
  if (who) await who.call('POST /tickets/:id/take', { params: { id: ticketId }, body: { reason: 'Asked for it' } });
  if (more.urgent) await lena.call('PUT /tickets/:id/priority', { params: { id: ticketId }, body: { priority: 'urgent' } });
  return ticketId;
};
const promise = (who: TestPerson, ticketId: string, text: string, hours: number) => who.call('POST /tickets/:id/promises', { params: { id: ticketId }, body: { id: newId(), text, dueAt: clock.iso(hours * 3600_000) } });
const keys = (items: readonly Item[], section: Item['section']) => items.filter((i) => i.section === section).map((i) => i.subject);
const mails = async (kind: string) => (await sql<{ to: string; subject: string; text: string }>`select recipients[1] as to, subject, mail->>'text' as text from outbox where kind = ${kind} order by made_at, id`.execute(house.db)).rows;

let first: string;
let tickets: Record<'cold' | 'key' | 'invoice' | 'visit' | 'free', string>;

test('the end of a shift lists what is unfinished first; signing is refused until each says what comes next', async () => {
  tickets = { cold: await ticket('Boiler is cold', maya, { urgent: true }), key: await ticket('Key does not fit', maya), invoice: await ticket('Invoice', maya), visit: await ticket('Visit', maya), free: await ticket('Nobody took it', null, { urgent: true }) };
  await promise(maya, tickets.visit, 'Call about the visit', 5);
  const end = await maya.call('GET /shift/end');
  expect(end.status).toBe(200);
  expect(end.body).toMatchObject({ span: { teamId: support.id, by: 'rota' }, next: { by: 'rota' }, signed: null, teams: [support.id] });
  expect([end.body.span.endsAt, end.body.next.startsAt, end.body.next.endsAt].map((t: string) => t.slice(11, 16))).toEqual(['14:00', '14:00', '22:00']);
  expect(end.body.tickets.map((t: { standing: string }) => t.standing)).toEqual(['unfinished', 'unfinished', 'unfinished', 'unfinished']);
  expect(end.body.tickets[0].marks).toEqual(expect.arrayContaining(['urgent', 'customer-wrote']));
  expect(end.body.promises.map((p: { text: string }) => p.text)).toEqual(['Call about the visit']);

  const refused = await signOff(maya);
  expect([refused.status, refused.body.code, refused.body.data.tickets.length]).toEqual([409, 'handovers.unfinished', 4]);
  await noteNext(maya, tickets.cold, 'Send the engineer with the part');
  expect((await maya.call('POST /tickets/:id/wait', { params: { id: tickets.key }, body: { for: 'customer' } })).status).toBe(200);
  expect((await offerTo(maya, tickets.invoice, { personId: cleo.id }, { reason: 'shift-ending' })).status).toBe(200);
  const now = await maya.call('GET /shift/end');
  expect(Object.fromEntries(now.body.tickets.map((t: { ticket: { subject: string }; standing: string }) => [t.ticket.subject, t.standing]))).toEqual({ Visit: 'unfinished', 'Boiler is cold': 'next-step', Invoice: 'offered', 'Key does not fit': 'waits' });
  expect((await signOff(maya)).body.data.tickets.map((t: { subject: string }) => t.subject)).toEqual(['Visit']);
});

test('W-L5 signing twice with one id is one handover, compiled: urgent items, promises, counts, notes', async () => {
  const id = newId();
  const body = { id, notes: 'The payment provider is slow since noon.', flagged: [tickets.key], left: [tickets.visit] };
  const [signed, again] = [await maya.call('POST /handovers', { body }), await maya.call('POST /handovers', { body })];
  expect(signed.status, JSON.stringify(signed.body)).toBe(200);
  expect(again.body).toEqual(signed.body);
  first = signed.body.id as string;
  const { content } = signed.body;
  expect(signed.body).toMatchObject({ version: 1, signedBy: maya.id, incoming: [ben.id], urgent: 5, missing: 5, settledAt: null, mine: [], may: { acknowledge: false }, marks: { added: [], changed: [], gone: [] } });
  expect(keys(content.items, 'urgent')).toEqual(['Key does not fit', 'Boiler is cold', 'Nobody took it', 'Visit', 'Invoice']);
  expect(content.items.find((i: Item) => i.subject === 'Boiler is cold')).toMatchObject({ why: ['urgent'], next: 'Send the engineer with the part', personId: maya.id, by: maya.id, since: 1 });
  expect(content.items.find((i: Item) => i.subject === 'Visit').why).toEqual(['due-soon', 'left']);
  expect(content.items.filter((i: Item) => i.section === 'promises').map((i: Item) => i.line)).toEqual(['Call about the visit']);
  // Hers are all urgent: none is said twice.
  expect(keys(content.items, 'tickets')).toEqual([]);
  expect(content.counts).toMatchObject({ open: 4, unowned: 1, waitingForCustomer: 1, waitingForOthers: 0 });
  expect(content.notes).toMatchObject([{ personId: maya.id, text: 'The payment provider is slow since noon.' }]);
  expect(content.volume).toMatchObject({ verdict: 'unknown' });
});

test('W-G6 it is mailed once to the team and the next shift, each as they may see it; no words of customers leave', async () => {
  await house.settle();
  await mailIssue(house.db, { handoverId: first, version: 1 });
  const sent = await mails('handovers.letter');
  expect(sent.map((m) => m.to).sort()).toEqual([ben.email, cleo.email, lena.email].sort());
  const letter = sent.find((m) => m.to === ben.email)!;
  expect(letter.subject).toBe('Handover of Support');
  expect(letter.text).toContain('Boiler is cold');
  expect(letter.text).toContain('Next: Send the engineer with the part');
  // Times are the reader's.
  expect(letter.text).toMatch(/(EST|EDT|GMT-[45])/);
  expect(letter.text).toContain(`/shift/handovers/${first}`);
  expect(letter.text).not.toContain('Words of the customer');
});

test('it waits for the next shift by name: not for who signed, nor for the others', async () => {
  expect((await ben.call('GET /shift')).body.waiting).toMatchObject([{ handoverId: first, n: 5 }]);
  for (const who of [maya, cleo, other]) expect((await who.call('GET /shift')).body.waiting, who.email).toEqual([]);
  const key = `urgent:${tickets.cold}`;
  expect((await maya.call('POST /handovers/:id/acknowledge', { params: { id: first }, body: { version: 1, items: [key] } })).body.code).toBe('handovers.not-incoming');
  expect((await other.call('POST /handovers/:id/acknowledge', { params: { id: first }, body: { version: 1, items: [key] } })).body.code).toBe('handovers.not-incoming');
  const done = await ben.call('POST /handovers/:id/acknowledge', { params: { id: first }, body: { version: 1, items: [key] } });
  expect(done.body).toMatchObject({ missing: 4, acknowledgements: [{ key, personId: ben.id, version: 1 }] });
  expect(done.body.mine).not.toContain(key);
  expect((await ben.call('POST /handovers/:id/acknowledge', { params: { id: first }, body: { version: 1, items: [`urgent:${newId()}`] } })).status).toBe(404);
});

test('issued anew by somebody else of the shift: what differs is marked, and what changed is to be acknowledged again; the first issue stays as it was', async () => {
  await noteNext(cleo, tickets.cold, 'The part is here: fit it at six', 1);
  await lena.call('PUT /tickets/:id/priority', { params: { id: tickets.free }, body: { priority: 'low' } });
  const hers = await ticket('Alarm rings', cleo, { urgent: true });
  const signed = await signOff(cleo, { left: [hers], notes: 'Alarm: third call today.' });
  expect(signed.body, JSON.stringify(signed.body)).toMatchObject({ id: first, version: 2, signedBy: cleo.id });
  expect(signed.body.content.signers).toEqual([maya.id, cleo.id]);
  const { marks } = signed.body;
  expect(marks.added).toContain(`urgent:${hers}`);
  expect(marks.changed).toContainEqual({ key: `urgent:${tickets.cold}`, fields: ['next'] });
  expect(marks.gone.map((i: Item) => i.subject)).toContain('Nobody took it');
  expect(marks.notes).toBe(1);
  // What Maya marked and left stays so.
  expect(keys(signed.body.content.items, 'urgent')).toEqual(expect.arrayContaining(['Key does not fit', 'Visit']));
  expect(signed.body.content.items.find((i: Item) => i.key === `urgent:${tickets.cold}`)).toMatchObject({ by: maya.id, since: 2 });
  const now = await ben.call('GET /handovers/:id', { params: { id: first } });
  expect(now.body.mine).toContain(`urgent:${tickets.cold}`);
  const before = await ben.call('GET /handovers/:id', { params: { id: first }, query: { version: 1 } });
  expect(before.body).toMatchObject({ shown: 1, version: 2, may: { acknowledge: false } });
  expect(before.body.content.items.find((i: Item) => i.key === `urgent:${tickets.cold}`).next).toBe('Send the engineer with the part');
  await house.settle();
  expect((await mails('handovers.letter')).filter((m) => m.subject.includes('issue 2')).map((m) => m.to).sort()).toEqual([ben.email, lena.email, maya.email].sort());
});

test('a question goes to whoever signed the item first, on their list', async () => {
  const id = newId();
  const body = { id, item: `urgent:${tickets.cold}`, words: 'Which <part> & when?' };
  const asked = await ben.call('POST /handovers/:id/ask', { params: { id: first }, body });
  expect(asked.body).toEqual({ noteId: id, personId: maya.id });
  expect((await ben.call('POST /handovers/:id/ask', { params: { id: first }, body })).body).toEqual(asked.body);
  const list = await maya.call('GET /asks');
  expect(list.body.filter((a: { noteId: string }) => a.noteId === id)).toMatchObject([{ kind: 'question', askedById: ben.id, ticketId: tickets.cold }]);
  expect((await ben.call('GET /notes/:id', { params: { id } })).body.html).toContain('Which &lt;part&gt; &amp; when?');
});

test('W-L19 the clock: a reminder to those who said nothing, then the leads; once each, and none after the last name', async () => {
  await goTo(house, 2, '14:16');
  const reminded = (await mails('handovers.letter')).filter((m) => m.subject.includes('waits for you'));
  expect(reminded.map((m) => m.to)).toEqual([ben.email]);
  await house.advance('15m');
  await house.advance('1h');
  const late = (await mails('handovers.letter')).filter((m) => m.subject.includes('was not acknowledged'));
  expect(late.map((m) => m.to)).toEqual([lena.email]);
  const open = (await ben.call('GET /shift/start')).body.handovers[0];
  expect(open).toMatchObject({ id: first, settledAt: null });
  const done = await acknowledgeAll(ben, open);
  expect(done.body).toMatchObject({ missing: 0, mine: [], dueAt: null });
  expect(done.body.settledAt).not.toBeNull();
  expect((await ben.call('GET /shift')).body.waiting).toEqual([]);
  await house.advance('5h');
  expect((await mails('handovers.letter')).filter((m) => m.subject.includes('was not acknowledged'))).toHaveLength(1);
});

test('W-G1 W-G5 a handover of a closed team is not there for others; W-G4 of an open one, each sees items of tickets they may see', async () => {
  const secret = await ticket('Claim against us', lawyer, { teamId: legal.id });
  let signed!: Awaited<ReturnType<typeof signOff>>;
  // Nobody else's browser hears that there is one (W-G5), and what those hear who may holds no words (W-G6).
  const signing = async () => { signed = await signOff(lawyer, { left: [secret], notes: 'Secret words' }); };
  const heard = await heardBy(house, await maya.fresh(), signing);
  expect(heard).toEqual([]);
  expect(JSON.stringify(await heardBy(house, await lawyer.fresh(), () => signOff(lawyer, { left: [secret] })))).not.toMatch(/Secret words|Claim against us/);
  expect(signed.status, JSON.stringify(signed.body)).toBe(200);
  const id = signed.body.id as string;
  for (const who of [maya, ben, lena, other]) {
    expect((await who.call('GET /handovers/:id', { params: { id } })).status, who.email).toBe(404);
    expect((await who.call('POST /handovers/:id/acknowledge', { params: { id }, body: { version: 1, items: [`urgent:${secret}`] } })).status).toBe(404);
    expect((await who.call('POST /handovers/:id/ask', { params: { id }, body: { id: newId(), item: `urgent:${secret}`, words: 'What is it' } })).status).toBe(404);
    expect(JSON.stringify((await who.call('GET /handovers')).body)).not.toContain(id);
  }
  expect((await maya.call('GET /handovers', { query: { teamId: legal.id } })).status).toBe(404);
  expect((await maya.call('GET /shift/end', { query: { teamId: legal.id } })).body.code).toBe('handovers.not-your-team');
  expect((await maya.call('POST /handovers', { body: { id: newId(), teamId: legal.id } })).body.code).toBe('handovers.not-your-team');
  // One that went into a closed team since is gone for those who may not see it, also from the record of then.
  const admin = await person(house, { role: 'admin' });
  expect((await ben.call('GET /handovers/:id', { params: { id: first } })).body.content.items.map((i: Item) => i.subject)).toContain('Alarm rings');
  const alarm = (await admin.call('GET /handovers/:id', { params: { id: first } })).body.content.items.find((i: Item) => i.subject === 'Alarm rings') as Item;
  const moved = await admin.call('POST /tickets/:id/override-owner', { params: { id: alarm.ticketId }, body: { id: newId(), to: { personId: lawyer.id, teamId: legal.id }, reason: 'It is a legal matter by now' } });
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  const seen = await ben.call('GET /handovers/:id', { params: { id: first } });
  expect(JSON.stringify(seen.body)).not.toContain('Alarm rings');
  expect(JSON.stringify(seen.body)).not.toContain(alarm.ticketId);
  expect(JSON.stringify((await admin.call('GET /handovers/:id', { params: { id: first } })).body)).toContain('Alarm rings');
});

test('W-G2 tickets of others named in a signing come into it no more than they may be seen', async () => {
  const secret = await ticket('Merger plans', lawyer, { teamId: legal.id });
  const signed = await signOff(maya, { flagged: [secret], left: [secret, ...(await maya.call('GET /shift/end')).body.tickets.map((t: { ticket: { id: string } }) => t.ticket.id)] });
  expect(signed.status, JSON.stringify(signed.body)).toBe(200);
  const stored = await sql<{ content: string }>`select content::text as content from handover_issues where handover_id = ${signed.body.id as string} order by version desc limit 1`.execute(house.db);
  expect(stored.rows[0]!.content).not.toContain(secret);
});

test('W-L10 two who sign at once: one handover, two issues, nothing lost', async () => {
  await goTo(house, 3, '13:00');
  const [a, b] = await Promise.all([signOff(maya, { left: [tickets.cold, tickets.visit, tickets.invoice], notes: 'From Maya' }), signOff(cleo, { left: [], notes: 'From Cleo' })]);
  expect([a.status, b.status], JSON.stringify([a.body, b.body])).toEqual([200, 200]);
  expect(a.body.id).toBe(b.body.id);
  expect([a.body.version, b.body.version].sort()).toEqual([1, 2]);
  const now = await lena.call('GET /handovers/:id', { params: { id: a.body.id } });
  expect(now.body.content.notes.map((n: { text: string }) => n.text).sort()).toEqual(['From Cleo', 'From Maya']);
  expect(now.body.content.signers.toSorted()).toEqual([maya.id, cleo.id].toSorted());
});

test('where everybody has to, each of the next shift; a team that hands over to another one', async () => {
  const tokyo = await makeTeam(house, 'Tokyo');
  const yuki = await person(house, { name: 'Yuki Mori', teams: [tokyo], zone: 'Asia/Tokyo' });
  const aiko = await person(house, { name: 'Aiko Sato', teams: [tokyo], zone: 'Asia/Tokyo' });
  await dailyShift(house, { teamId: tokyo.id, person: yuki, starts: '08:00', ends: '16:00', zone: 'Asia/Tokyo' });
  await dailyShift(house, { teamId: tokyo.id, person: aiko, starts: '08:30', ends: '16:30', zone: 'Asia/Tokyo' });
  expect((await maya.call('PUT /handover-settings', { body: { teamId: support.id, toTeamId: tokyo.id } })).body.code).toBe('request.forbidden');
  expect((await lena.call('PUT /handover-settings', { body: { teamId: support.id, toTeamId: legal.id } })).status).toBe(404);
  expect((await lena.call('PUT /handover-settings', { body: { teamId: support.id, toTeamId: tokyo.id, everyone: true } })).body).toMatchObject({ toTeamId: tokyo.id, own: ['everyone', 'toTeamId'] });
  await goTo(house, 4, '21:30');
  const his = await ticket('No heating', ben, { urgent: true });
  const signed = await signOff(ben, { left: [his] });
  expect(signed.body, JSON.stringify(signed.body)).toMatchObject({ teamId: support.id, toTeamId: tokyo.id });
  expect(signed.body.incoming.toSorted()).toEqual([yuki.id, aiko.id].toSorted());
  // 08:00 in Tokyo is 23:00 of the day before, a gap of an hour.
  expect([signed.body.endsAt, signed.body.nextStart, signed.body.nextEnd].map((t: string) => t.slice(11, 16))).toEqual(['22:00', '23:00', '07:30']);
  expect((await maya.call('GET /shift')).body.waiting).toEqual([]);
  const open = (await yuki.call('GET /handovers/:id', { params: { id: signed.body.id } })).body;
  expect((await acknowledgeAll(yuki, open)).body).toMatchObject({ settledAt: null, mine: [] });
  expect((await acknowledgeAll(aiko, (await aiko.call('GET /handovers/:id', { params: { id: signed.body.id } })).body)).body.settledAt).not.toBeNull();
  await lena.call('PUT /handover-settings', { body: { teamId: support.id, toTeamId: null, everyone: null } });
});
