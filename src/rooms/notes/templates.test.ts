import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';

let house: TestHouse;
let team: { id: string }, shut: { id: string };
let boss: TestPerson, lead: TestPerson, maya: TestPerson, insider: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  [team, shut] = [await makeTeam(house, 'Billing'), await makeTeam(house, 'Legal', { visibility: 'closed' })];
  boss = await person(house, { role: 'admin' });
  lead = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  maya = await person(house, { teams: [team] });
  insider = await person(house, { role: 'lead', teams: [{ id: shut.id, lead: true }] });
});
afterAll(() => house.close());

const list = async (who: TestPerson) => (await who.call('GET /note-templates')).body.items as { id: string; name: string; html: string; version: number; may: { edit: boolean } }[];
const add = (who: TestPerson, what: object) => who.call('POST /note-templates', { body: { id: newId(), name: `T ${newId()}`, situation: 'call', html: '<p>Who:</p>', ...what } });

test('the workspace begins with some, which admins alone change', async () => {
  expect((await list(maya)).map((t) => t.name)).toEqual(['Before a handoff', 'Before an escalation', 'Call', 'Refund', 'Visit']);
  const call = (await list(maya)).find((t) => t.name === 'Call')!;
  const change = (who: TestPerson, version = call.version) => who.call('PUT /note-templates/:id', { params: { id: call.id }, body: { name: 'Call', situation: 'call', html: '<p>Who called:</p>', version } });
  expect([(await change(maya)).status, (await change(lead)).status]).toEqual([403, 403]);
  expect((await change(boss)).body).toMatchObject({ html: '<p>Who called:</p>', version: 2 });
  expect((await change(boss)).body).toMatchObject({ code: 'notes.changed-meanwhile', data: { version: 2 } });
});

test("W-G1 W-G2 leads make those of their teams alone; those of a closed team are its own", async () => {
  const { body: own } = await add(lead, { teamId: team.id, name: 'Meter' });
  expect(own).toMatchObject({ teamId: team.id, may: { edit: true } });
  expect((await list(maya)).find((t) => t.id === own.id)).toMatchObject({ may: { edit: false } });
  expect((await add(lead, { teamId: null })).status).toBe(403);
  expect((await add(lead, { teamId: shut.id })).status).toBe(404);
  const { body: secret } = await add(insider, { teamId: shut.id });
  expect((await list(lead)).map((t) => t.id)).not.toContain(secret.id);
  for (const id of [secret.id, newId()]) expect((await lead.call('DELETE /note-templates/:id', { params: { id } })).status).toBe(404);
  expect((await add(lead, { teamId: team.id, name: 'meter' })).body.code).toBe('notes.template-exists');
});

test('W-D12 what is written is cleaned; nobody is mentioned by a template; an empty one is none', async () => {
  const { body } = await add(boss, { html: `<p onclick="x()">Who <b>and</b> how: <span data-mention="person" data-id="${maya.id}">@Maya</span><img src="/api/files/${newId()}"><script>alert(1)</script></p>` });
  expect(body.html).toBe('<p>Who <strong>and</strong> how: <span>@Maya</span></p>');
  expect((await add(boss, { html: '<p> </p>' })).body.code).toBe('notes.template-empty');
});

test('W-L5 made once by a double click; removed and brought back', async () => {
  const id = newId();
  const both = await Promise.all([0, 1].map(() => add(lead, { id, teamId: team.id, name: 'Twice' })));
  expect(both.map((a) => [a.status, a.body.id])).toEqual([[200, id], [200, id]]);
  await lead.call('DELETE /note-templates/:id', { params: { id } });
  expect((await list(maya)).map((t) => t.id)).not.toContain(id);
  expect((await lead.call('POST /note-templates/:id/restore', { params: { id } })).body).toMatchObject({ name: 'Twice' });
  expect((await list(maya)).map((t) => t.id)).toContain(id);
});
