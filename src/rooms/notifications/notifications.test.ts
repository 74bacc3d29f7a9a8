import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { config, useConfig } from '../../core/server/config.ts';
import { transact } from '../../core/server/db.ts';
import { enqueue } from '../../core/server/jobs.ts';
import { horizon, readFacts } from '../../core/server/journal.ts';
import { customerFrom } from '../customers/fixtures.ts';
import { aTicket, mentionOf } from '../notes/fixtures.ts';
import { addPerson } from '../people/people.ts';
import { follow, unfollow } from '../tickets/following.ts';
import { receive, setDelivery } from '../tickets/messages.ts';
import { assign } from '../tickets/owners.ts';
import { reply } from '../tickets/replies.ts';
import { waitUntil, wake } from '../tickets/states.ts';
import { openTicket } from '../tickets/tickets.ts';
import { readable } from '../tickets/access.ts';
import { followers } from './followers.ts';
import { digests } from './jobs.ts';
import { unreadQuery } from './queries.ts';

let house: TestHouse;
let team: { id: string };
let [maya, ben, cleo]: TestPerson[] = [];
beforeAll(async () => {
  house = await openTestHouse();
  team = await makeTeam(house, 'Billing');
  maya = await person(house, { name: 'Maya', teams: [team] });
  ben = await person(house, { name: 'Ben', teams: [team] });
  cleo = await person(house, { name: 'Cleo', teams: [team] });
});
afterAll(() => house.close());

const doing = <T>(run: Parameters<typeof transact<T>>[1]) => transact(house.db, run);
const note = async (by: TestPerson, ticketId: string, html: string) => (await by.call('POST /tickets/:id/notes', { params: { id: ticketId }, body: { id: newId(), html } })).body.id as string;
const told = async (who: TestPerson, query: Record<string, string> = {}) => (await who.call('GET /notifications', { query })).body.items as { id: string; kind: string; entryId: string; words: string; readAt: string | null; actor: { name: string }; ticket: { id: string; number: number } }[];
const about = async (who: TestPerson, ticketId: string) => (await told(who)).filter((n) => n.ticket.id === ticketId).map((n) => n.kind);
const follows = (who: TestPerson, ticketId: string, muted?: boolean) => doing(async (tx) => follow(tx, who.actor, await readable(tx, who.actor, ticketId), who.id, muted));
const unread = async (who: TestPerson) => (await who.call('GET /notifications/unread')).body.unread as number;
const mail = async (ticketId: string, address = 'anna@customer.example', words = 'Any news?', quiet = false) => {
  const customerId = await customerFrom(house.db, address, 'Anna Keller');
  const id = newId();
  await doing((tx) => receive(tx, { kind: 'customer', id: customerId }, { id, ticketId, customerId, channel: 'email', sender: { name: 'Anna Keller', address }, recipients: [], copies: [], html: `<p>${words}</p>`, foldedHtml: '', text: words, at: new Date(), role: 'requester', quiet }));
  return id;
};

test('a mention tells the mentioned, a note tells those who follow, and nobody is told of their own', async () => {
  const ticket = await aTicket(house.db, team.id);
  await follows(cleo!, ticket);
  const id = await note(maya!, ticket, `<p>${mentionOf('person', ben!.id)} and ${mentionOf('person', maya!.id)} look</p>`);
  await house.settle();
  expect((await told(ben!))[0]).toMatchObject({ kind: 'mention', entryId: id, actor: { name: 'Maya' }, words: expect.stringContaining('look'), readAt: null });
  expect(await about(cleo!, ticket)).toEqual(['note']);
  expect(await about(maya!, ticket)).toEqual([]);
});

test('a service is told of nothing: it has nobody who reads, and no address', async () => {
  const machine = newId();
  await doing((tx) => addPerson(tx, system('test'), { id: machine, kind: 'service', name: 'Import', role: 'agent', teams: [team] }));
  const ticket = await aTicket(house.db, team.id);
  await note(maya!, ticket, `<p>${mentionOf('team', team.id)} look</p>`);
  await house.settle();
  const { rows } = await sql<{ person_id: string }>`select person_id from notifications where ticket_id = ${ticket}::uuid`.execute(house.db);
  expect(rows.map((r) => r.person_id)).toContain(ben!.id);
  expect(rows.map((r) => r.person_id)).not.toContain(machine);
});

test('a team that is mentioned is told, each of its members once', async () => {
  const other = await makeTeam(house, 'Tech');
  const tess = await person(house, { name: 'Tess', teams: [other] });
  const ticket = await aTicket(house.db, team.id);
  await note(maya!, ticket, `<p>${mentionOf('team', other.id)} ${mentionOf('person', tess.id)}</p>`);
  await house.settle();
  expect(await about(tess, ticket)).toEqual(['mention']);
});

test('assigned, answered by the customer, replied by a teammate, woken, failed: each to those it concerns', async () => {
  const ticket = await aTicket(house.db, team.id);
  await doing((tx) => assign(tx, maya!.actor, ticket, ben!.id));
  await follows(cleo!, ticket);
  const message = await mail(ticket);
  await house.settle();
  expect((await told(ben!)).slice(0, 2).map((n) => [n.kind, n.actor.name])).toEqual([['customer-replied', 'Anna Keller'], ['assigned', 'Maya']]);
  expect((await told(ben!))[0]!.entryId).toBe(message);
  const sent = newId();
  await doing((tx) => reply(tx, cleo!.actor, ticket, { id: sent, html: '<p>Soon</p>', to: [{ name: '', address: 'anna@customer.example' }], cc: [], fileIds: [], quote: null, seen: Number.MAX_SAFE_INTEGER, anyway: true }));
  await doing((tx) => setDelivery(tx, system('email'), sent, 'failed', 'no such user'));
  await doing((tx) => waitUntil(tx, ben!.actor, ticket, 'customer', new Date(Date.now() + 60_000).toISOString(), ''));
  await house.advance('61s');
  await doing((tx) => wake(tx, ticket));
  await house.settle();
  expect(new Set(await about(ben!, ticket))).toEqual(new Set(['woke', 'reply-failed', 'teammate-replied', 'customer-replied', 'assigned']));
  expect(new Set(await about(cleo!, ticket))).toEqual(new Set(['woke', 'reply-failed', 'customer-replied']));
});

test('an out-of-office notice tells nobody', async () => {
  const ticket = await aTicket(house.db, team.id);
  await follows(cleo!, ticket);
  await mail(ticket, 'anna@customer.example', 'Back on Monday', true);
  await house.settle();
  expect(await about(cleo!, ticket)).toEqual([]);
});

test('a stranger who writes is told of as one to be admitted', async () => {
  const ticket = await aTicket(house.db, team.id);
  await doing((tx) => assign(tx, maya!.actor, ticket, ben!.id));
  const customerId = await customerFrom(house.db, 'stranger@evil.example', 'Stranger');
  await doing((tx) => receive(tx, { kind: 'customer', id: customerId }, { id: newId(), ticketId: ticket, customerId, channel: 'email', sender: { name: 'Stranger', address: 'stranger@evil.example' }, recipients: [], copies: [], html: '', foldedHtml: '', text: 'hi', at: new Date() }));
  await house.settle();
  expect(await about(ben!, ticket)).toEqual(['participant-proposed', 'assigned']);
});

test('a muted ticket makes none', async () => {
  const ticket = await aTicket(house.db, team.id);
  await follows(ben!, ticket, true);
  await note(maya!, ticket, `<p>${mentionOf('person', ben!.id)}</p>`);
  await house.settle();
  expect(await about(ben!, ticket)).toEqual([]);
});

test('W-G6 only who may see the ticket is told, and what was told before is hidden when the right goes', async () => {
  const closed = await makeTeam(house, 'Legal', { visibility: 'closed' });
  const insider = await person(house, { name: 'Ina', teams: [closed] });
  const ticket = await aTicket(house.db, closed.id);
  await note(insider, ticket, `<p>${mentionOf('team', team.id)} marker-G6-secret</p>`);
  await house.settle();
  await follows(insider, ticket);
  await doing(async (tx) => follow(tx, insider.actor, await readable(tx, insider.actor, ticket), ben!.id));
  await note(insider, ticket, '<p>marker-G6-second</p>');
  await house.settle();
  expect(await about(maya!, ticket)).toEqual([]);
  expect(await about(ben!, ticket)).toEqual(['note']);
  const before = await unread(ben!);
  await doing(async (tx) => unfollow(tx, insider.actor, await readable(tx, insider.actor, ticket), ben!.id));
  expect(await about(ben!, ticket)).toEqual([]);
  expect(await unread(ben!)).toBe(before - 1);
  const facts = await readFacts(house.db, { xid: '0', id: 0 }, 1000, ['notifications.made']);
  expect(facts.every((f) => f.audience.length === 1 && f.audience[0] === `person:${f.about.id}`)).toBe(true);
  expect(JSON.stringify(facts)).not.toContain('marker-G6');
});

test('the same fact told twice tells once', async () => {
  const ticket = await aTicket(house.db, team.id);
  const from = await horizon(house.db);
  await note(maya!, ticket, `<p>${mentionOf('person', ben!.id)}</p>`);
  const [fact] = (await readFacts(house.db, from, 50)).filter((f) => f.name === 'notes.added');
  await house.settle();
  for (let n = 0; n < 3; n++) await followers[0].run(house.db, fact as never);
  expect(await about(ben!, ticket)).toEqual(['mention']);
});

test('reading one, those of a ticket, or all; every tab hears it and the count is right', async () => {
  const sam = await person(house, { name: 'Sam', teams: [team] });
  const [one, two] = [await aTicket(house.db, team.id), await aTicket(house.db, team.id)];
  for (const t of [one, one, two, two]) await note(maya!, t, `<p>${mentionOf('person', sam.id)}</p>`);
  await house.settle();
  expect(await unread(sam)).toBe(4);
  const from = await horizon(house.db);
  const [newest] = await told(sam);
  expect((await sam.call('POST /notifications/read', { body: { ids: [newest!.id, newId()] } })).body).toEqual({ unread: 3 });
  expect((await sam.call('POST /notifications/read', { body: { ticketId: one } })).body).toEqual({ unread: 1 });
  expect((await told(sam, { unread: '1' }))).toHaveLength(1);
  expect((await sam.call('POST /notifications/read', { body: { all: true } })).body).toEqual({ unread: 0 });
  const facts = (await readFacts(house.db, from, 50)).filter((f) => f.name === 'notifications.read');
  expect(facts.map((f) => [f.audience, (f.data as { unread: number }).unread, (f.data as { ids: string[] | null }).ids?.length ?? null])).toEqual([[[`person:${sam.id}`], 3, 1], [[`person:${sam.id}`], 1, 2], [[`person:${sam.id}`], 0, null]]);
  const [theirs] = await told(sam);
  await ben!.call('POST /notifications/read', { body: { ids: [theirs!.id] } });
});

test('nobody marks another’s as read, and pages have no gaps', async () => {
  const sue = await person(house, { name: 'Sue', teams: [team] });
  const ticket = await aTicket(house.db, team.id);
  for (let n = 0; n < 5; n++) await note(maya!, ticket, `<p>${mentionOf('person', sue.id)} ${n}</p>`);
  await house.settle();
  const all = await told(sue);
  await ben!.call('POST /notifications/read', { body: { ids: all.map((n) => n.id) } });
  expect(await unread(sue)).toBe(5);
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { body } = await sue.call('GET /notifications', { query: { limit: 2, ...(cursor ? { cursor } : {}) } });
    seen.push(...body.items.map((n: { id: string }) => n.id));
    if (!body.next) break;
    cursor = body.next;
  }
  expect(seen).toEqual(all.map((n) => n.id));
});

test('what one does not want is not made; quiet hours keep the browser silent', async () => {
  const quinn = await person(house, { name: 'Quinn', teams: [team] });
  const { body: chosen } = await quinn.call('GET /notifications/preferences');
  const put = (change: object) => quinn.call('PUT /notifications/preferences', { body: { ...chosen, ...change } });
  const ticket = await aTicket(house.db, team.id);
  const made = async () => (await readFacts(house.db, { xid: '0', id: 0 }, 1000, ['notifications.made'])).filter((f) => f.about.id === quinn.id).map((f) => (f.data as { browser: boolean }).browser);
  await put({ kinds: { ...chosen.kinds, mention: { app: false, browser: false, mail: false } } });
  await note(maya!, ticket, `<p>${mentionOf('person', quinn.id)}</p>`);
  await house.settle();
  expect(await about(quinn, ticket)).toEqual([]);
  await put({ quiet: { on: true, from: '00:00', to: '00:00', weekends: false } });
  await note(maya!, ticket, `<p>${mentionOf('person', quinn.id)}</p>`);
  await house.settle();
  expect(await made()).toEqual([false]);
  await put({ quiet: { on: false, from: '00:00', to: '00:00', weekends: false } });
  await note(maya!, ticket, `<p>${mentionOf('person', quinn.id)}</p>`);
  await house.settle();
  expect(await made()).toEqual([false, true]);
  expect((await put({ quiet: { on: true, from: '25:00', to: '07:00', weekends: false } })).status).toBe(400);
});

/* Mail for those away */

const mails = async (to: TestPerson) => (await house.db.selectFrom('outbox').select(['mail', 'automatic', 'subject']).where('kind', '=', 'notifications.digest').where('about_id', '=', to.id).orderBy('made_at').execute()).map((r) => ({ ...r, mail: r.mail as { text: string; html?: string; headers: Record<string, string>; to: { address: string }[] } }));
const minute = async () => { await enqueue(house.db, digests, {}); await house.settle(); };

test('who is away gets one mail for all that waits, then none for an hour; who is here gets none', async () => {
  const away = await person(house, { name: 'Away Ali', teams: [team] });
  const ticket = await aTicket(house.db, team.id, 'Boiler <b>cold</b>');
  for (let n = 0; n < 3; n++) await note(maya!, ticket, `<p>${mentionOf('person', away.id)} marker-digest</p>`);
  await house.settle();
  await minute();
  expect(await mails(away)).toHaveLength(0);
  await house.advance('16m');
  await minute();
  await minute();
  const [mail, ...others] = await mails(away);
  expect(others).toEqual([]);
  expect(mail).toMatchObject({ automatic: true, subject: expect.stringContaining('3 things'), mail: { to: [{ address: away.email }], headers: { 'List-Unsubscribe': expect.stringContaining('/api/notifications/mail-off?p=') } } });
  expect(mail!.mail.text).toContain('Boiler <b>cold</b>');
  expect(mail!.mail.html).toBeUndefined();
  expect(JSON.stringify(mail)).not.toContain('marker-digest');
  await note(maya!, ticket, `<p>${mentionOf('person', away.id)}</p>`);
  await house.advance('20m');
  await minute();
  expect(await mails(away)).toHaveLength(1);
  await house.advance('45m');
  await minute();
  expect(await mails(away)).toHaveLength(2);
  const here = await person(house, { name: 'Here Hal', teams: [team] });
  await note(maya!, ticket, `<p>${mentionOf('person', here.id)}</p>`);
  await house.advance('20m');
  await here.call('GET /me');
  await minute();
  expect(await mails(here)).toEqual([]);
});

test('no mail for what was read, for what may no longer be seen, in quiet hours, or to somebody deactivated', async () => {
  const closed = await makeTeam(house, 'Audit', { visibility: 'closed' });
  const [read, blind, quiet, gone] = [await person(house, { name: 'R', teams: [team] }), await person(house, { name: 'B', teams: [team, closed] }), await person(house, { name: 'Q', teams: [team] }), await person(house, { name: 'G', teams: [team] })];
  const [open, secret] = [await aTicket(house.db, team.id), await aTicket(house.db, closed.id)];
  const insider = await person(house, { teams: [closed] });
  const { body: chosen } = await quiet.call('GET /notifications/preferences');
  await quiet.call('PUT /notifications/preferences', { body: { ...chosen, quiet: { on: true, from: '00:00', to: '00:00', weekends: true } } });
  for (const p of [read, quiet, gone]) await note(maya!, open, `<p>${mentionOf('person', p.id)}</p>`);
  await note(insider, secret, `<p>${mentionOf('team', team.id)}</p>`);
  await house.settle();
  expect(await about(blind, secret)).toEqual(['mention']);
  await read.call('POST /notifications/read', { body: { all: true } });
  const admin = await person(house, { role: 'admin' });
  await admin.call('DELETE /teams/:id/members/:personId', { params: { id: closed.id, personId: blind.id } });
  await admin.call('POST /people/:id/deactivate', { params: { id: gone.id } });
  await house.advance('30m');
  await minute();
  for (const p of [read, blind, quiet, gone]) expect(await mails(p)).toEqual([]);
});

test('the link of a mail turns such mails off with one click and can do nothing else; opening it asks first', async () => {
  const [away, other] = [await person(house, { name: 'O', teams: [team] }), await person(house, { name: 'P', teams: [team] })];
  const ticket = await aTicket(house.db, team.id);
  const before = config();
  const written = async () => {
    for (const p of [away, other]) await note(maya!, ticket, `<p>${mentionOf('person', p.id)}</p>`);
    await house.advance('70m');
    useConfig({ ...before, publicUrl: 'https://desk.example' });
    await minute();
    useConfig(before);
  };
  await written();
  const { headers } = (await mails(away))[0]!.mail;
  expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  const { pathname, search, origin } = new URL(/^<(.+)>$/.exec(headers['List-Unsubscribe']!)![1]!);
  expect(origin).toBe('https://desk.example');
  const wants = async (who: TestPerson) => (await who.call('GET /notifications/preferences')).body.mail.on as boolean;
  // A scanner or a person opens it: a page that asks, and nothing has changed.
  const opened = await house.app!.inject({ method: 'GET', url: pathname + search });
  expect([opened.statusCode, opened.headers.location]).toEqual([303, `/mail-off${search}`]);
  expect(await wants(away)).toBe(true);
  const click = (url: string, type: string, payload: string) => house.app!.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });
  const form = ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'] as const;
  const forged = [search.replace(/s=./, (c) => (c === 's=a' ? 's=b' : 's=a')), search.replace(away.id, other.id)];
  for (const bad of forged) expect((await click(pathname + bad, ...form)).json().code).toBe('notifications.link-dead');
  expect([await wants(away), await wants(other)]).toEqual([true, true]);
  await note(maya!, ticket, `<p>${mentionOf('person', away.id)}</p>`);
  await house.settle();
  const clicked = await click(pathname + search, ...form);
  expect([clicked.statusCode, clicked.json(), clicked.headers['set-cookie']]).toEqual([200, { ok: true }, undefined]);
  expect((await click(pathname + search, 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n')).statusCode).toBe(200);
  expect([await wants(away), await wants(other)]).toEqual([false, true]);
  await written();
  expect([(await mails(away)).length, (await mails(other)).length]).toEqual([1, 2]);
  expect((await about(away, ticket)).filter((kind) => kind === 'mention').length, 'the centre goes on').toBe(3);
  const { body: chosen } = await away.call('GET /notifications/preferences');
  await away.call('PUT /notifications/preferences', { body: { ...chosen, mail: { ...chosen.mail, on: true } } });
  await house.advance('70m');
  await minute();
  expect((await mails(away)).length, 'what came meanwhile is not mailed afterwards').toBe(1);
});

test('W-G1 every door: nobody from outside, everybody their own', async () => {
  const { body: chosen } = await ben!.call('GET /notifications/preferences');
  const doors: [string, object][] = [['GET /notifications', {}], ['GET /notifications/unread', {}], ['POST /notifications/read', { body: { all: true } }], ['GET /notifications/preferences', {}], ['PUT /notifications/preferences', { body: chosen }]];
  for (const [key, asked] of doors) {
    expect((await call(house, key, asked)).status, key).toBe(401);
    for (const role of ['collaborator', 'agent', 'lead', 'admin'] as const) expect((await (await person(house, { role })).call(key, asked)).status, key).toBe(200);
  }
});

test('a new ticket tells its team only where somebody wants that', async () => {
  const eager = await person(house, { name: 'Eager', teams: [team] });
  const { body: chosen } = await eager.call('GET /notifications/preferences');
  await eager.call('PUT /notifications/preferences', { body: { ...chosen, kinds: { ...chosen.kinds, 'new-in-team': { app: true, browser: false, mail: false } } } });
  const ticket = await doing((tx) => openTicket(tx, system('test'), { id: newId(), teamId: team.id, subject: 'New', customerId: null, channel: 'email' }));
  await house.settle();
  expect(await about(eager, ticket.id)).toEqual(['new-in-team']);
  expect(await about(ben!, ticket.id)).toEqual([]);
});

test('replaying the facts gives the count each person sees', async () => {
  const rae = await person(house, { name: 'Rae', teams: [team] });
  const ticket = await aTicket(house.db, team.id);
  for (let n = 0; n < 3; n++) await note(maya!, ticket, `<p>${mentionOf('person', rae.id)}</p>`);
  await house.settle();
  await rae.call('POST /notifications/read', { body: { ids: [(await told(rae))[1]!.id] } });
  const open = new Set<string>();
  let last = 0;
  for (const f of (await readFacts(house.db, { xid: '0', id: 0 }, 2000, ['notifications.made', 'notifications.read'])).filter((x) => x.about.id === rae.id)) {
    const d = f.data as { id?: string; ids?: string[] | null; unread: number };
    if (d.id) open.add(d.id);
    else if (d.ids === null) open.clear();
    else for (const id of d.ids ?? []) open.delete(id);
    last = d.unread;
  }
  expect([open.size, last]).toEqual([2, await unread(rae)]);
});

test('counting the unread walks its index', async () => {
  const plan = await doing(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    return JSON.stringify((await sql`explain (format json) ${unreadQuery(ben!.actor)}`.execute(tx)).rows);
  });
  expect(plan).toMatch(/notifications_unread|notifications_person/);
});
