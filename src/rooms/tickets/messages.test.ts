import { afterAll, beforeAll, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { keepFile } from '../../core/server/files.ts';
import { answers, wireGates } from '../../core/server/gates.ts';
import { joins, readFacts, wireJoins, type Recorded } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { writeSettings } from '../../core/server/settings.ts';
import { answers as houseAnswers, followers } from '../../app/rooms.ts';
import { forbidden } from '../../core/refusals.ts';
import { mayClose, Replied, ticketSettings } from './contract.ts';
import { mailIn } from './fixtures.ts';
import { setDelivery, type Delivery } from './messages.ts';

let house: TestHouse;
let team: { id: string };
let maya: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  // The channel is not part of these tests: nothing sends.
  wireJoins([]);
  team = await makeTeam(house, 'Billing');
  maya = await person(house, { name: 'Maya Stone', teams: [team] });
  ben = await person(house, { name: 'Ben', teams: [team] });
});
afterAll(() => house.close());

const anna = { name: 'Anna Keller', address: 'anna@acme.example' };
const newest = async (id: string): Promise<number> => (await maya.call('GET /tickets/:id/timeline', { params: { id } })).body.items[0].number;
const send = async (who: TestPerson, ticketId: string, body: object = {}) =>
  who.call('POST /tickets/:id/replies', { params: { id: ticketId }, body: { id: newId(), html: '<p>On its way.</p>', to: [anna], seen: await newest(ticketId), ...body } });
const head = async (id: string) => (await maya.call('GET /tickets/:ref', { params: { ref: id } })).body;
const set = (messageId: string, delivery: Exclude<Delivery, 'received' | 'cancelled'>, note: string | null = null) => transact(house.db, (tx) => setDelivery(tx, system('test'), messageId, delivery, note));
const upload = (who: TestPerson, words = 'x') => transact(house.db, (tx) => keepFile(tx, { name: 'a.txt', content: Buffer.from(words), madeBy: who.id }));

test('a customer’s message opens a ticket that everybody of the team sees, and its answer lands there', async () => {
  const first = await mailIn(house.db, { teamId: team.id, subject: '  Re:\n Charged  twice ' }, { text: 'Two charges\n\nin January' });
  expect(first).toMatchObject({ opened: true, reopened: false });
  const { ticket, participants, may } = await head(String(first.number));
  expect(ticket).toMatchObject({ subject: 'Re: Charged twice', snippet: 'Two charges in January', messageCount: 1, lastFrom: 'customer', customerName: 'Anna Keller', status: 'open', ownerId: null, dueAt: null });
  expect(participants).toMatchObject([{ address: 'anna@acme.example', role: 'requester' }]);
  expect(may).toMatchObject({ reply: true, take: true, split: false });
  expect(await mailIn(house.db, { ticketId: first.ticketId }, { text: 'more' })).toMatchObject({ opened: false, reopened: false, number: first.number });
  expect((await head(first.ticketId)).ticket).toMatchObject({ messageCount: 2, snippet: 'more' });
});

test('the same message again is the same message', async () => {
  const first = await mailIn(house.db, { teamId: team.id });
  expect(await mailIn(house.db, { teamId: team.id }, { id: first.messageId })).toMatchObject({ ticketId: first.ticketId, opened: false });
  expect((await head(first.ticketId)).ticket.messageCount).toBe(1);
});

test('a new message reopens what waits or is closed; bare thanks does not unless the team wants it', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  await maya.call('POST /tickets/:id/wait', { params: { id: ticketId }, body: { for: 'customer' } });
  expect(await mailIn(house.db, { ticketId })).toMatchObject({ reopened: true });
  await maya.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone });
  expect(await mailIn(house.db, { ticketId }, { text: 'Thanks!', thanksOnly: true })).toMatchObject({ reopened: false });
  expect((await maya.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body.items[0].name).toBe('tickets.thanked');
  expect((await head(ticketId)).ticket).toMatchObject({ status: 'closed', snippet: 'Thanks!' });
  await transact(house.db, (tx) => writeSettings(tx, ticketSettings, team.id, { thanksReopens: true }));
  expect(await mailIn(house.db, { ticketId }, { text: 'Thanks!', thanksOnly: true })).toMatchObject({ reopened: true });
  await transact(house.db, (tx) => writeSettings(tx, ticketSettings, team.id, { thanksReopens: false }));
});

test('W-A8 a stranger is only proposed, and somebody in copy gets later replies: neither gets what was written before', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  await mailIn(house.db, { ticketId }, { from: 'eve@evil.example', name: 'Eve' });
  expect((await head(ticketId)).participants).toMatchObject([{ role: 'requester' }, { address: 'eve@evil.example', role: 'proposed' }]);
  const entry = (await maya.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body.items.find((e: { name: string }) => e.name === 'tickets.message-received');
  expect(entry.data.stranger).toBe(true);
  const kept = await maya.call('POST /tickets/:id/participants/refuse', { params: { id: ticketId }, body: { address: 'EVE@evil.example' } });
  expect(kept.body.participants[1].role).toBe('refused');
  await mailIn(house.db, { ticketId }, { from: 'eve@evil.example', name: 'Eve' });
  expect((await head(ticketId)).participants[1].role).toBe('refused');
  expect((await maya.call('POST /tickets/:id/participants/admit', { params: { id: ticketId }, body: { address: 'eve@evil.example' } })).body.participants[1].role).toBe('copied');
  expect((await maya.call('POST /tickets/:id/participants/refuse', { params: { id: ticketId }, body: { address: 'anna@acme.example' } })).status).toBe(404);
  await maya.call('POST /tickets/:id/participants', { params: { id: ticketId }, body: { name: 'Carl', address: 'carl@acme.example' } });
  // What a person in copy has is an address on a row: no reply from before names it, and nothing but a new reply will.
  const earlier = (await maya.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body.items.flatMap((e: { message: { recipients: { address: string }[]; copies: { address: string }[] } | null }) => [...(e.message?.recipients ?? []), ...(e.message?.copies ?? [])]);
  expect(JSON.stringify(earlier)).not.toContain('carl@');
});

test('a reply is cleaned, waits out its undo time, makes its writer a follower and its recipients participants', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  const answer = await send(maya, ticketId, { html: '<p onclick="x">Hello <script>alert(1)</script><b>Anna</b></p>', cc: [{ name: 'Carl', address: 'carl@acme.example' }] });
  expect(answer.status).toBe(200);
  expect(answer.body.message).toMatchObject({ html: '<p>Hello <strong>Anna</strong></p>', text: 'Hello Anna', delivery: 'pending', personId: maya.id, sender: { name: 'Maya Stone' } });
  expect(Date.parse(answer.body.dueAt) - clock.ms()).toBeGreaterThan(8000);
  const { ticket, followers, participants } = await head(ticketId);
  expect(ticket).toMatchObject({ lastFrom: 'us', snippet: 'Hello Anna', messageCount: 2 });
  expect(followers).toEqual([{ personId: maya.id, muted: false }]);
  expect(participants).toMatchObject([{ role: 'requester' }, { address: 'carl@acme.example', role: 'copied' }]);
});

test('nothing to send, nobody to send to, files of others: refused, and the draft stays', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id: ticketId, mode: 'reply' }, body: { html: '<p>kept</p>', version: 0 } });
  const foreign = await upload(ben);
  expect((await send(maya, ticketId, { html: '<p> </p>' })).body.code).toBe('tickets.reply-empty');
  expect((await send(maya, ticketId, { to: [] })).body.code).toBe('tickets.reply-to-nobody');
  expect((await send(maya, ticketId, { fileIds: [foreign.id] })).body).toMatchObject({ code: 'tickets.files-missing', data: { fileIds: [foreign.id] } });
  expect((await send(maya, ticketId, { html: `<p>x<img src="/api/files/${foreign.id}"></p>` })).body.code).toBe('tickets.files-missing');
  expect((await head(ticketId)).drafts).toMatchObject([{ html: '<p>kept</p>', version: 1 }]);
  expect((await head(ticketId)).ticket.messageCount).toBe(1);
});

test('W-L5 W-L10 a double click sends one reply; the same id with other words is refused', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  const body = { id: newId(), seen: await newest(ticketId), html: '<p>once</p>' };
  const both = await Promise.all([send(maya, ticketId, body), send(maya, ticketId, body)]);
  expect(both.map((b) => b.body.message.id)).toEqual([body.id, body.id]);
  expect((await head(ticketId)).ticket.messageCount).toBe(2);
  expect((await send(maya, ticketId, { ...body, html: '<p>other</p>' })).body.code).toBe('request.id-reused');
});

test('W-L10 who replies slower is stopped and shown what came; one’s own entries never stop', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  const seen = await newest(ticketId);
  const [first, second] = await Promise.all([send(maya, ticketId, { seen, html: '<p>from Maya</p>' }), send(ben, ticketId, { seen, html: '<p>from Ben</p>' })]);
  const [winner, loser] = first!.status === 200 ? [maya, second!] : [ben, first!];
  expect(loser.body).toMatchObject({ code: 'tickets.others-wrote', data: { entries: [{ personId: winner.id }] } });
  expect((await send(winner, ticketId, { seen })).status).toBe(200);
  await mailIn(house.db, { ticketId }, { text: 'Never mind, found it' });
  expect((await send(winner, ticketId, { seen })).body).toMatchObject({ data: { entries: [{ name: 'Anna Keller', snippet: 'Never mind, found it', personId: null }] } });
  expect((await send(winner, ticketId, { seen, anyway: true })).status).toBe(200);
});

test('a reply can close or let wait in the same act, and taking it back undoes both', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  const sent = await send(maya, ticketId, { then: { kind: 'wait', for: 'customer' } });
  expect(sent.body.ticket).toMatchObject({ status: 'waiting', waitingFor: 'customer' });
  const back = await maya.call('POST /replies/:id/cancel', { params: { id: sent.body.message.id } });
  expect(back.body.ticket).toMatchObject({ status: 'open', messageCount: 1, lastFrom: 'customer' });
  expect(back.body.draft).toMatchObject({ html: '<p>On its way.</p>', to: [anna] });
  expect((await send(maya, ticketId, { then: { kind: 'close', ...asDone } })).body.ticket.status).toBe('closed');
});

test('a gate that refuses closing stops the whole reply, and the draft stays', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  wireGates([answers(mayClose, async () => refuse(forbidden))]);
  const refused = await send(maya, ticketId, { then: { kind: 'close', ...asDone } });
  wireGates(houseAnswers);
  expect(refused.status).toBe(403);
  expect((await head(ticketId)).ticket).toMatchObject({ status: 'open', messageCount: 1 });
});

test('undo send gives the draft back with its files, above what was begun meanwhile; once it leaves it cannot be taken back', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  const file = await upload(maya, 'attached');
  const sent = await send(maya, ticketId, { html: '<p>first</p>', fileIds: [file.id] });
  expect(sent.body.message.files).toMatchObject([{ id: file.id }]);
  const id = sent.body.message.id as string;
  await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id: ticketId, mode: 'reply' }, body: { html: '<p>next</p>', version: 0 } });
  expect((await ben.call('POST /replies/:id/cancel', { params: { id } })).body.code).toBe('tickets.not-for-you');
  const back = await maya.call('POST /replies/:id/cancel', { params: { id } });
  expect(back.body.draft).toMatchObject({ html: '<p>first</p><p>next</p>', files: [{ id: file.id }] });
  expect((await maya.call('POST /replies/:id/cancel', { params: { id } })).body.code).toBe('tickets.sent-already');
  const again = await send(maya, ticketId, { html: back.body.draft.html, fileIds: [file.id] });
  expect((await head(ticketId)).drafts).toEqual([]);
  await set(again.body.message.id, 'sending');
  expect((await maya.call('POST /replies/:id/cancel', { params: { id: again.body.message.id } })).body).toMatchObject({ code: 'tickets.sent-already', data: { delivery: 'sending' } });
});

test('a cancelled reply cannot be found sending any more, and holds no words', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  const sent = await send(maya, ticketId, { html: '<p>secret mistake</p>' });
  await maya.call('POST /replies/:id/cancel', { params: { id: sent.body.message.id } });
  expect(await set(sent.body.message.id, 'sent')).toBe(false);
  const entries = (await ben.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body.items;
  expect(entries.find((e: { name: string }) => e.name === 'tickets.replied').message).toMatchObject({ delivery: 'cancelled', html: '' });
  expect(JSON.stringify(entries)).not.toContain('secret mistake');
});

test('what became of a reply shows on it; failed and unknown ones wait for a person', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  const { id } = (await send(maya, ticketId)).body.message as { id: string };
  const at = async () => (await maya.call('GET /tickets/:id/entries/:entryId', { params: { id: ticketId, entryId: id } })).body.message;
  expect((await ben.call('POST /replies/:id/retry', { params: { id } })).body).toMatchObject({ code: 'tickets.not-stuck', data: { delivery: 'pending' } });
  await set(id, 'failed', 'no such mailbox');
  expect(await at()).toMatchObject({ delivery: 'failed', deliveryNote: 'no such mailbox' });
  expect(await set(id, 'failed', 'no such mailbox')).toBe(false);
  expect((await ben.call('POST /replies/:id/retry', { params: { id } })).body.message.delivery).toBe('pending');
  await set(id, 'unknown');
  expect((await maya.call('POST /replies/:id/retry', { params: { id } })).body.code).toBe('tickets.not-stuck');
  expect((await maya.call('POST /replies/:id/decide', { params: { id }, body: { as: 'sent' } })).body.message.delivery).toBe('sent');
});

test('W-L2 a reply and what its channel does for it are one: when that fails there is no reply, and its facts are in order', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  wireJoins([joins(Replied, async () => { throw new Error('outbox broke'); })]);
  const id = newId();
  expect((await send(maya, ticketId, { id })).status).toBe(500);
  expect((await maya.call('GET /tickets/:id/entries/:entryId', { params: { id: ticketId, entryId: id } })).status).toBe(404);
  const heard: Recorded[] = [];
  wireJoins([joins(Replied, async (_tx, fact) => { heard.push(fact as unknown as Recorded); })]);
  expect((await send(maya, ticketId, { id })).status).toBe(200);
  expect(heard).toMatchObject([{ id, data: { messageId: id, to: [anna] } }]);
  wireJoins([]);
});

test('the message answered is quoted below; only messages of this ticket can be', async () => {
  const { ticketId, messageId } = await mailIn(house.db, { teamId: team.id }, { text: 'my question' });
  const other = await mailIn(house.db, { teamId: team.id }, { text: 'of another ticket' });
  const sent = await send(maya, ticketId, { quote: messageId });
  expect(sent.body.message.foldedHtml).toMatch(/Anna Keller wrote:<\/p><blockquote><p>my question<\/p><\/blockquote>$/);
  expect((await send(maya, ticketId, { quote: other.messageId })).status).toBe(404);
});

test('drafts are kept for each person, ticket and mode; two tabs do not overwrite each other', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  const save = (who: TestPerson, mode: string, body: object) => who.call('PUT /tickets/:id/drafts/:mode', { params: { id: ticketId, mode }, body: { html: '<p>a</p>', ...body } });
  const file = await upload(maya);
  expect((await save(maya, 'reply', { version: 0, fileIds: [file.id] })).body).toMatchObject({ version: 1, files: [{ id: file.id }] });
  expect((await save(maya, 'reply', { version: 1, html: '<p>ab</p>', fileIds: [file.id] })).body.version).toBe(2);
  expect((await save(maya, 'reply', { version: 1, html: '<p>from another tab</p>' })).body).toMatchObject({ code: 'tickets.draft-newer', data: { draft: { html: '<p>ab</p>' } } });
  await save(maya, 'note', { version: 0 });
  await save(ben, 'reply', { version: 0 });
  expect((await head(ticketId)).drafts).toHaveLength(2);
  expect((await maya.call('GET /drafts')).body.filter((d: { ticketId: string }) => d.ticketId === ticketId)).toHaveLength(2);
  expect((await maya.call('GET /files/:id', { params: { id: file.id } })).status).toBe(200);
  expect((await ben.call('GET /files/:id', { params: { id: file.id } })).status).toBe(404);
  await maya.call('DELETE /tickets/:id/drafts/:mode', { params: { id: ticketId, mode: 'reply' } });
  expect((await head(ticketId)).drafts.map((d: { mode: string }) => d.mode)).toEqual(['note']);
});

test('a reply takes the draft it was: what another window wrote on it since, and one that was begun while it waited, stay, without the files that left', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  const [left, added] = [await upload(maya), await upload(maya)];
  const save = async (html: string, version: number, fileIds: string[] = []) => (await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id: ticketId, mode: 'reply' }, body: { html, version, fileIds } })).body as { id: string; version: number };
  const drafts = async () => ((await head(ticketId)).drafts as { html: string; files: { id: string }[] }[]).map((one) => [one.html, ...one.files.map((file) => file.id)]);
  const first = await save('<p>Yes</p>', 0, [left.id]);
  await save('<p>Yes</p><p>And in the other window</p>', 1, [left.id, added.id]);
  const sent = await send(maya, ticketId, { html: '<p>Yes, we do.</p>', fileIds: [left.id], draft: first });
  expect(sent.body.message.files).toMatchObject([{ id: left.id }]);
  expect(await drafts()).toEqual([['<p>Yes</p><p>And in the other window</p>', added.id]]);
  // As it was known, however its words were changed before they left.
  const other = await save('<p>Helo</p>', 2);
  await send(maya, ticketId, { html: '<p>Hello</p>', draft: other });
  expect(await drafts()).toEqual([]);
  // Of the draft before: this one was begun since.
  await save('<p>Begun since</p>', 0);
  await send(maya, ticketId, { html: '<p>Waited long</p>', draft: { ...other, version: 9 } });
  await send(maya, ticketId, { html: '<p>By a program</p>' });
  expect(await drafts()).toEqual([['<p>Begun since</p>']]);
  // What was saved last may be behind what was sent.
  await send(maya, ticketId, { html: '<p>Begun since</p><p>Maya</p>' });
  expect(await drafts()).toEqual([]);
});

test('W-D12 hostile names, subjects and tags stay text; what is no tag is refused', async () => {
  const evil = '<img src=x onerror=alert(1)>';
  const { ticketId } = await mailIn(house.db, { teamId: team.id, subject: `${evil}\u0000\ud800` }, { from: 'mallory@x.example', name: evil });
  const { ticket } = await head(ticketId);
  expect(ticket.subject).toBe(`${evil}\ufffd`);
  expect((await maya.call('PUT /tickets/:id/tags', { params: { id: ticketId }, body: { tags: ['=cmd|x', evil] } })).status).toBe(400);
});

test('a ticket opened for a customer by hand goes out with its first message', async () => {
  const { customerId } = await mailIn(house.db, { teamId: team.id });
  const body = { id: newId(), teamId: team.id, subject: 'Boiler visit', customerId, ownerId: maya.id, message: { id: newId(), html: '<p>We come on Tuesday.</p>', to: [anna] } };
  const answer = await maya.call('POST /tickets', { body });
  expect(answer.body.ticket).toMatchObject({ ownerId: maya.id, messageCount: 1, lastFrom: 'us', snippet: 'We come on Tuesday.' });
  expect((await maya.call('POST /tickets', { body })).body.ticket.number).toBe(answer.body.ticket.number);
  expect((await maya.call('POST /tickets', { body: { ...body, id: newId(), customerId: newId() } })).status).toBe(404);
  // The customer is the requester, with or without a message, so that the next reply goes to them alone.
  expect((await head(body.id)).participants).toMatchObject([{ role: 'requester', address: anna.address, customerId }]);
  const bare = { id: newId(), teamId: team.id, subject: 'Call back', customerId };
  expect((await maya.call('POST /tickets', { body: bare })).status).toBe(200);
  expect((await head(bare.id)).participants).toMatchObject([{ role: 'requester', address: anna.address }]);
});

test('no fact about tickets carries what was written', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id }, { text: `${'x'.repeat(300)} MARKER-7` });
  await send(maya, ticketId, { html: `<p>${'y'.repeat(300)} MARKER-8</p>` });
  const all = await readFacts(house.db, { xid: '0', id: 0 }, 100_000);
  expect(all.filter((f) => f.about.id === ticketId).length).toBeGreaterThan(2);
  expect(JSON.stringify(all.map((f) => f.data))).not.toMatch(/MARKER-[78]/);
  expect(followers.length).toBeGreaterThan(0);
});
