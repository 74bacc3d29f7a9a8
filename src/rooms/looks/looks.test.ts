import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asDone, reasons } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { alwaysOpen } from '../handoffs/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';

let house: TestHouse;
let team: { id: string };
let nia: TestPerson;
let ben: TestPerson;
let lead: TestPerson;
let reader: TestPerson;
let stranger: TestPerson;
let ticketId: string;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  await alwaysOpen(house);
  team = await makeTeam(house, 'Billing', { visibility: 'closed' });
  const other = await makeTeam(house, 'Tech', { visibility: 'closed' });
  nia = await person(house, { name: 'Nia New', teams: [team] });
  ben = await person(house, { name: 'Ben Okafor', teams: [team] });
  lead = await person(house, { name: 'Lea', role: 'lead', teams: [{ id: team.id, lead: true }] });
  reader = await person(house, { role: 'collaborator', teams: [team] });
  stranger = await person(house, { teams: [other] });
});
afterAll(() => house.close());
const set = (body: object) => lead.call('PUT /look-settings', { body: { teamId: team.id, ...body } });
beforeEach(async () => {
  await set({ check: null, people: [{ personId: nia.id }], tags: null, minutes: null });
  ticketId = (await mailIn(house.db, { teamId: team.id }, { text: 'I was charged 80 EUR twice. Will you be there on Friday?' })).ticketId;
});

const to = [{ name: 'Anna Keller', address: 'anna@acme.example' }];
const send = (who: TestPerson, html: string, more: object = {}, at = ticketId) => who.call('POST /tickets/:id/replies', { params: { id: at }, body: { id: newId(), html, to, seen: 0, anyway: true, undoSeconds: 10, ...more } });
const ask = (who: TestPerson, html = '<p>We are sorry.</p>', more: object = {}) => who.call('POST /tickets/:id/looks', { params: { id: ticketId }, body: { id: newId(), html, to, words: 'Is this right?', ...more } });
const asked = async (who = nia, html?: string, more: object = {}): Promise<string> => { const a = await ask(who, html, more); expect(a.status, JSON.stringify(a.body)).toBe(200); return a.body.id; };
const act = (who: TestPerson, id: string, verb: string, body: object = {}) => who.call(`POST /looks/:id/${verb}`, { params: { id }, body });
const release = (who: TestPerson, id: string, more: object = {}) => act(who, id, 'release', { version: 1, seen: 0, anyway: true, ...more });
const sent = async () => (await lead.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body.items.flatMap((e: { name: string; message: { text: string; personId: string } | null }) => (e.name === 'tickets.replied' && e.message ? [[e.message.personId, e.message.text]] : [])) as [string, string][];
const draftOf = async (who: TestPerson) => (await who.call('GET /tickets/:ref', { params: { ref: ticketId } })).body.drafts[0];

describe('who needs a look', () => {
  test('chosen people: their reply is refused, by every way, until a colleague released it', async () => {
    const { secret } = (await nia.call('POST /keys', { body: { kind: 'personal', name: newId(), scopes: ['tickets:write'] } })).body;
    const tries = [
      await send(nia, '<p>Hello</p>'), await send(nia, '<p>Hello</p>', { then: { kind: 'close', ...asDone } }),
      await call(house, 'POST /tickets/:id/replies', { params: { id: ticketId }, body: { id: newId(), html: '<p>Hello</p>', to, seen: 0, anyway: true }, headers: { authorization: `Bearer ${secret}` } }),
      await nia.call('POST /tickets', { body: { id: newId(), teamId: team.id, subject: 'New', customerId: (await nia.call('GET /tickets/:ref', { params: { ref: ticketId } })).body.ticket.customerId, message: { id: newId(), html: '<p>Hello</p>', to } } }),
    ];
    for (const no of tries) expect(no, JSON.stringify(no.body)).toMatchObject({ status: 409, body: { code: 'looks.needed', data: { why: 'person', tag: null } } });
    expect((await send(ben, '<p>Hello</p>')).status).toBe(200);
    expect((await nia.call('GET /tickets/:id/looks', { params: { id: ticketId } })).body.needed).toEqual({ why: 'person', tag: null });
  });

  test('no longer than the day that was set', async () => {
    await set({ people: [{ personId: nia.id, until: '2020-01-01T00:00:00Z' }] });
    expect((await send(nia, '<p>Hello</p>')).status).toBe(200);
  });

  test('topics by tag, but for who leads the team', async () => {
    await set({ people: null, tags: ['Legal'] });
    await lead.call('PUT /tickets/:id/tags', { params: { id: ticketId }, body: { tags: ['legal'] } });
    expect((await send(ben, '<p>Hello</p>')).body).toMatchObject({ code: 'looks.needed', data: { why: 'topic', tag: 'legal' } });
    expect((await send(lead, '<p>Hello</p>')).status).toBe(200);
  });

  test('a released id lets nothing else pass: other words, another ticket, another person', async () => {
    const id = await asked();
    await release(ben, id);
    await nia.call('POST /replies/:id/cancel', { params: { id } });
    const elsewhere = (await mailIn(house.db, { teamId: team.id })).ticketId;
    expect((await send(nia, '<p>Other words</p>', { id })).status).not.toBe(200);
    expect((await send(nia, '<p>We are sorry.</p>', { id }, elsewhere)).status).not.toBe(200);
  });
});

describe('a look', () => {
  test('the reply becomes a shared draft, is commented on, changed, released, and leaves in its author’s name', async () => {
    await nia.call('PUT /tickets/:id/drafts/:mode', { params: { id: ticketId, mode: 'reply' }, body: { html: '<p>We are sorry.</p>', version: 0 } });
    const id = await asked();
    expect(await draftOf(nia)).toBeUndefined();
    expect((await ben.call('GET /looks')).body).toContainEqual(expect.objectContaining({ id, authorId: nia.id, why: 'person', words: 'Is this right?', may: expect.objectContaining({ look: true }) }));
    expect((await reader.call('POST /looks/:id/comments', { params: { id }, body: { id: newId(), words: 'Name the day' } })).body.said).toMatchObject([{ kind: 'comment', words: 'Name the day' }]);
    const changed = await ben.call('PATCH /looks/:id', { params: { id }, body: { html: '<p>We are very sorry.</p>', version: 1 } });
    expect(changed.body).toMatchObject({ version: 2, said: [{}, { kind: 'changed', htmlBefore: '<p>We are sorry.</p>' }] });
    expect((await release(ben, id)).body.code).toBe('looks.changed-meanwhile');
    expect((await release(ben, id, { version: 2 })).body).toMatchObject({ state: 'released', settledById: ben.id });
    expect(await sent()).toEqual([[nia.id, 'We are very sorry.']]);
  });

  test('given back it is its author’s draft again, with words; withdrawn too', async () => {
    const id = await asked();
    expect((await act(ben, id, 'return', { words: 'Name the day of the refund' })).body).toMatchObject({ state: 'returned', said: [{ kind: 'returned', words: 'Name the day of the refund' }] });
    expect(await draftOf(nia)).toMatchObject({ html: '<p>We are sorry.</p>', to });
    expect((await lead.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body.items[0]).toMatchObject({ name: 'looks.returned', more: { words: 'Name the day of the refund' } });
    const again = await asked(nia, '<p>We are sorry. Friday.</p>');
    await act(nia, again, 'withdraw');
    expect(await draftOf(nia)).toMatchObject({ html: expect.stringContaining('Friday') });
    expect(await sent()).toEqual([]);
  });

  test('given back it is without the signature it was to leave with; what it would have promised was not said', async () => {
    await nia.call('PATCH /me', { body: { signature: '<p>Nia, Acme</p>' } });
    const id = await asked(nia, '<p>We are sorry.</p><p>Nia, Acme</p>');
    const promised = (await nia.call('POST /tickets/:id/promises', { params: { id: ticketId }, body: { id: newId(), text: 'Refund on Friday', dueAt: clock.iso(3600_000), saidIn: id } })).body.id as string;
    await act(ben, id, 'return', { words: 'Name the day of the refund' });
    expect(await draftOf(nia)).toMatchObject({ html: '<p>We are sorry.</p>' });
    expect((await nia.call('GET /tickets/:id/promises', { params: { id: ticketId } })).body.find((one: { id: string }) => one.id === promised).state).toBe('withdrawn');
    await nia.call('PATCH /me', { body: { signature: '' } });
  });

  test('whose author may not send it any more stays, and says so', async () => {
    const id = await asked();
    const admin = await person(house, { role: 'admin' });
    const leaves = await person(house, { name: 'Lou', teams: [team] });
    const theirs = await asked(leaves, '<p>Hello</p>');
    await admin.call('DELETE /teams/:id/members/:personId', { params: { id: team.id, personId: leaves.id } });
    expect((await release(ben, theirs)).body.code).toBe('looks.author-left');
    expect((await release(ben, id)).status).toBe(200);
  });

  test('is given by colleagues only: not its author, not who needs one, not who only reads, not strangers', async () => {
    await set({ people: [{ personId: nia.id }, { personId: ben.id }] });
    const id = await asked();
    for (const who of [nia, ben]) for (const verb of ['release', 'return']) expect((await act(who, id, verb, { version: 1, seen: 0, words: 'no way' })).body.code).toBe('looks.not-yours');
    expect((await release(reader, id)).body.code).toBe('request.forbidden');
    for (const verb of ['release', 'return', 'withdraw', 'comments']) expect((await act(stranger, id, verb, { version: 1, seen: 0, words: 'hello you', id: newId() })).status, verb).toBe(404);
    expect((await act(ben, id, 'withdraw')).body.code).toBe('looks.not-yours');
    expect((await act(lead, id, 'withdraw')).status).toBe(200);
  });

  test('by one’s own wish, of somebody chosen; one at a time', async () => {
    const id = await asked(ben, undefined, { askedId: lead.id });
    expect((await ask(ben)).body).toMatchObject({ code: 'looks.waiting-already', data: { lookId: id } });
    expect((await lead.call('GET /looks')).body.map((one: { id: string; why: string }) => [one.id, one.why])).toContainEqual([id, 'wish']);
    expect((await ask(nia, undefined, { askedId: stranger.id })).body.code).toBe('tickets.person-cannot-own');
  });

  test('its files leave with it, and open to those who see the ticket', async () => {
    const form = new FormData();
    form.append('file', new Blob(['a,b\n1,2'], { type: 'text/csv' }), 'list.csv');
    const upload = new Response(form);
    const uploaded = await house.app!.inject({ method: 'POST', url: '/api/files', headers: { host: 'localhost', origin: 'http://localhost', cookie: nia.cookie, 'content-type': upload.headers.get('content-type')! }, payload: Buffer.from(await upload.arrayBuffer()) });
    const file = (uploaded.json() as { id?: string; file?: { id: string } });
    const fileId = file.id ?? file.file!.id;
    const id = await asked(nia, '<p>See the list.</p>', { fileIds: [fileId] });
    expect((await ben.call('GET /files/:id', { params: { id: fileId } })).status).toBe(200);
    expect((await stranger.call('GET /files/:id', { params: { id: fileId } })).status).toBe(404);
    expect((await release(ben, id)).status).toBe(200);
    expect((await lead.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body.items[0].message.files).toMatchObject([{ id: fileId, name: 'list.csv' }]);
  });

  test('W-L10 released twice at once, or while it is given back, it leaves at most once', async () => {
    for (let i = 0; i < 4; i++) {
      ticketId = (await mailIn(house.db, { teamId: team.id })).ticketId;
      const id = await asked();
      const all = await Promise.all([release(ben, id), release(lead, id), ...(i % 2 ? [act(lead, id, 'return', { words: 'not like this' })] : [])]);
      expect(all.filter((a) => a.status === 200)).toHaveLength(1);
      expect(all.filter((a) => a.status !== 200).map((a) => a.body.code)).toEqual(all.slice(1).map(() => 'looks.settled'));
      expect((await sent()).length + ((await draftOf(nia)) ? 1 : 0)).toBe(1);
    }
  });

  test('released while the customer writes: whoever releases is told, and may anyway', async () => {
    const id = await asked();
    await mailIn(house.db, { ticketId }, { text: 'It is settled, thank you' });
    expect((await release(ben, id, { anyway: false })).body).toMatchObject({ code: 'tickets.others-wrote' });
    expect((await lead.call('GET /tickets/:id/looks', { params: { id: ticketId } })).body.items[0].state).toBe('waiting');
    expect((await release(ben, id)).status).toBe(200);
  });

  test('what follows it follows when it leaves, by the same gates; or it leaves plainly', async () => {
    const id = await asked(nia, undefined, { then: { kind: 'close', closing: { reasonId: reasons.solved } } });
    expect((await release(ben, id)).body).toMatchObject({ code: 'closings.not-yet', data: { unmet: [{ kind: 'note' }] } });
    expect((await release(ben, id, { plain: true })).status).toBe(200);
    expect((await lead.call('GET /tickets/:ref', { params: { ref: ticketId } })).body.ticket.status).toBe('open');
  });

  test('while it waits the ticket is not closed, and its clock says late once', async () => {
    const id = await asked();
    expect((await ben.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone })).body.data.unmet).toMatchObject([{ kind: 'look', id }]);
    await house.advance('61m');
    await house.advance('61m');
    const { items } = (await lead.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body;
    expect(items.filter((e: { name: string }) => e.name === 'looks.overdue')).toHaveLength(1);
    expect((await ben.call('GET /tickets/:id/looks', { params: { id: ticketId } })).body.items[0].late).toBe(true);
    expect((await release(ben, id)).status).toBe(200);
  });
});

describe('what has no source', () => {
  const found = async (who: TestPerson) => (await who.call('GET /tickets/:id/reply-sources', { params: { id: ticketId } })).body;

  test('is known from conversation, notes, promises and decisions; a customer’s wish commits nobody', async () => {
    await mailIn(house.db, { ticketId }, { text: 'I want a refund' });
    const before = (await found(ben)).keys.map((one: { key: string }) => one.key) as string[];
    expect(before).toContain('amount:EUR:80');
    expect(before).not.toContain('commitment:refund');
    await ben.call('POST /tickets/:id/decisions', { params: { id: ticketId }, body: { id: newId(), topic: 'refund', amount: 45, reason: 'Charged twice' } });
    const { keys, limits, decided } = await found(ben);
    expect(keys).toEqual(expect.arrayContaining([expect.objectContaining({ key: 'amount:EUR:45', from: expect.objectContaining({ kind: 'decision' }) }), expect.objectContaining({ key: 'commitment:refund' })]));
    expect(limits).toContainEqual({ topic: 'refund', name: 'Refund', currency: 'EUR', left: 5 });
    expect(decided).toEqual([{ topic: 'refund', currency: 'EUR', amount: 45 }]);
    expect((await stranger.call('GET /tickets/:id/reply-sources', { params: { id: ticketId } })).status).toBe(404);
  });

  test('is advice by default; where the team wants a word of why, it leaves only with one, said for that very reply', async () => {
    const claim = '<p>We will refund 120 EUR.</p>';
    expect((await send(ben, claim)).status).toBe(200);
    await set({ check: 'say-why' });
    const id = newId();
    expect((await send(ben, claim, { id })).body).toMatchObject({ code: 'looks.say-why', data: { findings: [{ words: '120 EUR', say: expect.stringContaining('above what you may decide') }] } });
    expect((await send(ben, '<p>You were charged 80 EUR twice.</p>')).status).toBe(200);
    const why = (who: TestPerson) => who.call('POST /tickets/:id/reply-reasons', { params: { id: ticketId }, body: { messageId: id, words: 'Lea agreed on the phone', claims: ['120 EUR'] } });
    await why(lead);
    expect((await send(ben, claim, { id })).body.code).toBe('looks.say-why');
    const own = newId();
    await ben.call('POST /tickets/:id/reply-reasons', { params: { id: ticketId }, body: { messageId: own, words: 'Lea agreed on the phone', claims: ['120 EUR'] } });
    expect((await send(ben, claim, { id: own })).status).toBe(200);
    const { items } = (await lead.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body;
    expect(items.filter((e: { name: string }) => e.name === 'looks.why-said')[0]).toMatchObject({ actor: { id: ben.id }, more: { words: 'Lea agreed on the phone', claims: ['120 EUR'] } });
  });
});

test('W-G1 rules are set by who leads the team; a closed team’s are not shown to others', async () => {
  expect((await ben.call('PUT /look-settings', { body: { teamId: team.id, tags: ['x'] } })).body.code).toBe('request.forbidden');
  expect((await lead.call('PUT /look-settings', { body: { tags: ['x'] } })).body.code).toBe('request.forbidden');
  expect((await stranger.call('GET /look-settings', { query: { teamId: team.id } })).status).toBe(404);
});
