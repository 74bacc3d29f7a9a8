import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, person, type TestPerson } from '../../../test/people.ts';
import { routes } from '../../app/rooms.ts';
import { newId } from '../../core/ids.ts';
import { askAll } from '../../core/server/gates.ts';
import { enqueue } from '../../core/server/jobs.ts';
import { arrive, messagesOf, openDesk, type Desk } from '../channels/email/fixtures.ts';
import { digests } from '../notifications/jobs.ts';
import { entryContents } from '../tickets/queries.ts';
import { searchMore } from '../tickets/searches.ts';
import { mentionOf, uploadBy } from './fixtures.ts';

/* Every note here carries the marker, in every place a note has. It may be met by teammates, and nowhere else. */
const marker = 'MARKERnotesSTAYinside';
let house: TestHouse;
let sink: SMTPServer;
const sent: string[] = [];
let desk: Desk;
let maya: TestPerson, ben: TestPerson;
let ticket: string, letter: string, file: { id: string };
beforeAll(async () => {
  sink = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], onData: (stream, _session, done) => { const parts: Buffer[] = []; stream.on('data', (p: Buffer) => parts.push(p)); stream.on('end', () => { sent.push(Buffer.concat(parts).toString('utf8')); done(); }); } });
  await new Promise<void>((ready) => { sink.listen(0, '127.0.0.1', ready); });
  house = await openTestHouse({ channels: true, config: { smtpOut: `smtp://127.0.0.1:${(sink.server.address() as AddressInfo).port}` } });
  desk = await openDesk(house, { acknowledge: true });
  [maya, ben] = [await person(house, { name: 'Maya', role: 'lead', teams: [{ id: desk.teamId, lead: true }] }), await person(house, { name: 'Ben', teams: [{ id: desk.teamId }] })];
  await arrive(desk, { text: 'Where is my refund?' });
  const [first] = await messagesOf(desk);
  [ticket, letter] = [first!.ticket_id, first!.id];
  file = await uploadBy(house.db, maya.id, `${marker}.txt`, marker);
  await everyKindOfNote();
});
afterAll(async () => {
  await house.close();
  await new Promise<void>((closed) => { sink.close(closed); });
});

const note = (on: string, html: string, more: object = {}, by = maya) => by.call('POST /tickets/:id/notes', { params: { id: on }, body: { id: newId(), html, ...more } });

async function everyKindOfNote(): Promise<void> {
  await note(ticket, `<p>plain ${marker}</p><pre>${marker}</pre><blockquote>${marker}</blockquote><ul><li>${marker}</li></ul><p><a href="https://${marker}.example/">link</a></p>`);
  await note(ticket, `<p>${mentionOf('person', ben.id, marker)} ${mentionOf('team', desk.teamId, marker)} ${marker}</p>`, { pinned: true });
  await note(ticket, `<p>${marker}<img src="/api/files/${file.id}" alt="${marker}"></p>`, { fileIds: [file.id] });
  const { body: asking } = await note(ticket, `<p>${mentionOf('person', ben.id, marker)} is ${marker} safe?</p><p>${mentionOf('team', desk.teamId, marker)} please look at ${marker}</p>`);
  expect(asking.asks).toHaveLength(2);
  await note(ticket, `<p>${marker} answers</p>`, { answers: [asking.asks.find((a: { personId: string | null }) => a.personId === ben.id).id] }, ben);
  const { body: edited } = await note(ticket, `<p>${marker} first version</p>`);
  await maya.call('PATCH /notes/:id', { params: { id: edited.id }, body: { html: '<p>harmless now</p>', version: 1 } });
  const { body: removed } = await note(ticket, `<p>${marker} removed</p>`);
  await maya.call('DELETE /notes/:id', { params: { id: removed.id } });
  await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id: ticket, mode: 'note' }, body: { html: `<p>${marker} draft</p>`, fileIds: [], version: 0 } });
  await house.settle();
}

const reply = (body: object, by = maya) => by.call('POST /tickets/:id/replies', { params: { id: ticket }, body: { id: newId(), html: '<p>On its way</p>', to: [{ name: 'Anna', address: 'anna@customer.example' }], cc: [], fileIds: [], quote: null, seen: 0, anyway: true, undoSeconds: 0, ...body } });

/** Everything that has left or may leave: mails as sent, the outbox, messages, replies being written. */
async function outside(): Promise<string> {
  await house.settle();
  const { rows } = await sql<{ all: string }>`select coalesce(string_agg(t, E'\n'), '') as all from (
    select o::text as t from outbox o union all select m::text from messages m union all select d::text from drafts d where mode = 'reply' union all select subject || snippet from tickets
    union all select f::text from facts f union all select p::text from participants p union all select n::text from notifications n
    union all select x.name from files x where about_kind = 'message') s`.execute(house.db);
  return `${sent.join('\n')}\n${sent.map(decoded).join('\n')}\n${rows[0]!.all}`;
}
/** What a mail says once its transfer encodings are taken off. */
const decoded = (mail: string): string => mail.replace(/=\r?\n/g, '').replace(/(?:^[A-Za-z0-9+/=]{40,}\r?\n?)+/gm, (block) => Buffer.from(block, 'base64').toString('utf8'));

test('the marker is there for teammates, so that its absence elsewhere means something', async () => {
  expect(JSON.stringify((await ben.call('GET /tickets/:id/timeline', { params: { id: ticket } })).body)).toContain(marker);
  expect((await ben.call('GET /search', { query: { q: marker } })).body.tickets[0]).toMatchObject({ in: 'note', ticket: { id: ticket } });
  expect((await ben.call('GET /files/:id', { params: { id: file.id } })).body).toContain(marker);
});

test('W-F6 a reply that quotes takes the customer’s words along and no note', async () => {
  const before = sent.length;
  expect((await reply({ quote: letter })).status).toBe(200);
  await house.settle();
  expect(sent.slice(before).join('\n')).toContain('Where is my refund?');
  expect(await outside()).not.toContain(marker);
});

test('W-F6 a note cannot be quoted, and its files cannot be attached or shown in a reply', async () => {
  const { body } = await ben.call('GET /tickets/:id/notes', { params: { id: ticket } });
  for (const { id } of body.items as { id: string }[]) expect((await reply({ quote: id })).status).toBe(404);
  expect((await reply({ fileIds: [file.id] })).body.code).toBe('tickets.files-missing');
  expect((await reply({ html: `<p>look <img src="/api/files/${file.id}"></p>` })).body.code).toBe('tickets.files-missing');
  expect((await reply({ fileIds: [file.id] }, ben)).body.code).toBe('tickets.files-missing');
  expect(await outside()).not.toContain(marker);
});

test('W-F6 no mail of the desk’s own carries it: acknowledgement, failure, second try, answer to a teammate who replies by mail', async () => {
  await arrive(desk, { subject: 'Second matter', from: 'Carl <carl@customer.example>', envelopeFrom: 'carl@customer.example' });
  const { body } = await reply({ to: [{ name: '', address: 'anna@customer.example' }] });
  await ben.call('POST /replies/:id/retry', { params: { id: body.message?.id ?? newId() } });
  await arrive(desk, { from: `Maya <${maya.email}>`, envelopeFrom: maya.email, inReplyTo: '<x@y>', text: 'by mail' });
  expect(await outside()).not.toContain(marker);
});

test('W-F6 merging, splitting and linking move no note into a message', async () => {
  await arrive(desk, { subject: 'Duplicate', from: 'Dora <dora@customer.example>', envelopeFrom: 'dora@customer.example', text: 'Same matter' });
  const other = (await messagesOf(desk)).findLast((m) => m.text.includes('Same matter'))!;
  await note(other.ticket_id, `<p>${marker} on the duplicate</p>`);
  expect((await maya.call('POST /tickets/:id/merge', { params: { id: other.ticket_id }, body: { intoId: ticket, anyway: true } })).status).toBe(200);
  expect((await reply({ quote: other.id, to: [{ name: '', address: 'dora@customer.example' }] })).status).toBe(200);
  await maya.call('POST /tickets/:id/split', { params: { id: ticket }, body: { id: newId(), messageId: letter, subject: 'Split' } });
  expect(await outside()).not.toContain(marker);
});

test('W-F6 the mail to a teammate who is away names the ticket and not the note', async () => {
  await house.advance('2h');
  await enqueue(house.db, digests, {});
  await house.settle();
  const mails = sent.filter((m) => m.includes(ben.email));
  expect(mails.length).toBeGreaterThan(0);
  expect(await outside()).not.toContain(marker);
});

test('W-G7 no door that is open to customers answers with it, and no room tells it to anybody but a teammate', async () => {
  const { body } = await ben.call('GET /tickets/:id/notes', { params: { id: ticket } });
  const ids = (body.items as { id: string }[]).map((n) => n.id);
  for (const route of routes) {
    const params = Object.fromEntries([...route.endpoint.key.matchAll(/:(\w+)/g)].map(([, name]) => [name!, name === 'ref' || name === 'id' ? ticket : ids[0]!]));
    for (const id of [ticket, ids[0]!, file.id]) {
      if (!route.endpoint.key.startsWith('GET ')) continue;
      const answer = await call(house, route.endpoint.key, { params: { ...params, id }, query: { q: marker } });
      expect(JSON.stringify(answer.body), route.endpoint.key).not.toContain(marker);
      if (route.endpoint.spec.door !== 'public') expect(answer.status, route.endpoint.key).toBe(401);
    }
  }
  const entries = ids.map((id) => ({ id, name: 'notes.added', data: {} }));
  for (const actor of [{ kind: 'customer', id: newId() }, { kind: 'system', id: null, why: 'mail' }] as const) {
    expect(await askAll(house.db, actor, entryContents, { ticketId: ticket, teamId: desk.teamId, entries })).toEqual(expect.arrayContaining([{}]));
    expect(JSON.stringify(await askAll(house.db, actor, entryContents, { ticketId: ticket, teamId: desk.teamId, entries }))).not.toContain(marker);
    expect(JSON.stringify(await askAll(house.db, actor, searchMore, { query: marker.toLowerCase(), limit: 10 }))).not.toContain(marker);
  }
});

test('only the rooms of the house that are for teammates read the tables of notes', async () => {
  const { sources } = await import('../../../test/shape/sources.ts');
  const readers = sources().filter((s) => !/\.test\.ts$|fixtures\.ts$|schema\.ts$/.test(s.path) && /(?:From|Join|Into|Table)\('note(?:s|_versions|_asks|_templates)\b|\b(?:from|join|update|into) note(?:s|_versions|_asks|_templates)\b|Pick<Schema,[^>]*'note(?:s|_versions|_asks|_templates)'/i.test(s.text)).map((s) => s.path.replace(/^src\/(rooms\/[^/]+|core\/server|app).*/, '$1'));
  expect(new Set(readers)).toContain('rooms/notes');
  expect([...new Set(readers)].filter((r) => !['rooms/notes', 'rooms/assist', 'rooms/closings', 'rooms/handoffs', 'rooms/handovers', 'rooms/leave', 'rooms/looks', 'rooms/notifications', 'app', 'core/server'].includes(r))).toEqual([]);
});
