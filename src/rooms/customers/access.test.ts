import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, person, type Asked, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { customers } from './contract.ts';
import { customerWith } from './fixtures.ts';

let house: TestHouse;
let by: Record<'admin' | 'lead' | 'agent' | 'collaborator', TestPerson>;
let anna: string;
beforeAll(async () => {
  house = await openTestHouse();
  by = { admin: await person(house, { role: 'admin' }), lead: await person(house, { role: 'lead' }), agent: await person(house, { role: 'agent' }), collaborator: await person(house, { role: 'collaborator' }) };
  anna = await customerWith(house.db, { name: 'Anna', emails: ['anna@access.example'] });
});
afterAll(() => house.close());

/** A request each endpoint takes from somebody who may; made anew each time, as creates carry fresh ids. */
async function asked(name: keyof typeof customers): Promise<Asked> {
  const email = { id: newId(), kind: 'email', value: `${newId()}@access.example` };
  const version = async () => ({ version: (await by.admin.call('GET /customers/:id', { params: { id: anna } })).body.version as number });
  const company = async () => {
    const id = newId();
    await by.admin.call('POST /companies', { body: { id, name: 'Acme' } });
    return id;
  };
  switch (name) {
    case 'list': case 'companies': return {};
    case 'show': return { params: { id: anna } };
    case 'add': return { body: { id: newId(), name: 'Ben', addresses: [email] } };
    case 'edit': return { params: { id: anna }, body: { ...(await version()), plan: newId() } };
    case 'addAddress': return { params: { id: anna }, body: email };
    case 'removeAddress': case 'markAddress': {
      await by.admin.call('POST /customers/:id/addresses', { params: { id: anna }, body: email });
      return { params: { id: anna, addressId: email.id }, body: name === 'markAddress' ? { quiet: true } : undefined };
    }
    case 'merge': return { params: { id: anna }, body: { id: newId(), otherId: await customerWith(house.db, { emails: [`${newId()}@access.example`] }) } };
    case 'undoMerge': {
      const id = newId();
      await by.admin.call('POST /customers/:id/merges', { params: { id: anna }, body: { id, otherId: await customerWith(house.db, { emails: [`${newId()}@access.example`] }) } });
      return { params: { id } };
    }
    case 'showCompany': return { params: { id: await company() } };
    case 'addCompany': return { body: { id: newId(), name: 'Acme' } };
    case 'identity': return { params: { id: anna } };
    case 'verify': return { params: { id: anna }, body: { id: newId(), how: 'callback' } };
    case 'revokeVerification': {
      const verificationId = newId();
      await by.admin.call('POST /customers/:id/verifications', { params: { id: anna }, body: { id: verificationId, how: 'document' } });
      return { params: { id: anna, verificationId } };
    }
    case 'settings': return {};
    case 'changeSettings': return { body: { verifiedDays: 30 } };
    case 'editCompany': return { params: { id: await company() }, body: { version: 1, name: newId() } };
  }
}

const writes = new Set<keyof typeof customers>(['add', 'edit', 'addAddress', 'removeAddress', 'markAddress', 'merge', 'undoMerge', 'addCompany', 'editCompany', 'verify', 'revokeVerification', 'changeSettings']);
for (const name of Object.keys(customers) as (keyof typeof customers)[]) {
  test(`W-G1 ${customers[name].key}: ${customers[name].spec.door === 'admin' ? 'admins' : writes.has(name) ? 'agents and up' : 'every teammate'}, nobody from outside`, async () => {
    const { key } = customers[name];
    expect((await call(house, key, await asked(name))).status).toBe(401);
    for (const role of ['collaborator', 'agent', 'lead', 'admin'] as const) {
      const answer = await by[role].call(key, await asked(name));
      expect(answer.status, `${role}: ${JSON.stringify(answer.body)}`).toBe((role === 'collaborator' && writes.has(name)) || (role !== 'admin' && customers[name].spec.door === 'admin') ? 403 : 200);
    }
  });
}

test('collaborators see that they may not edit', async () => {
  expect((await by.collaborator.call('GET /customers/:id', { params: { id: anna } })).body.may).toEqual({ edit: false, merge: false });
  expect((await by.agent.call('GET /customers/:id', { params: { id: anna } })).body.may).toEqual({ edit: true, merge: true });
});

test('W-L5 a double click on "Add customer" adds one', async () => {
  const body = { id: newId(), name: 'Once', addresses: [{ id: newId(), kind: 'email', value: 'once@access.example' }] };
  const answers = await Promise.all([by.agent.call('POST /customers', { body }), by.agent.call('POST /customers', { body })]);
  expect(answers.map((a) => a.status)).toEqual([200, 200]);
  expect((await by.agent.call('GET /customers', { query: { q: 'once@access' } })).body.items).toHaveLength(1);
});

test('W-G8 fields nobody declared change nothing', async () => {
  const { version } = (await by.agent.call('GET /customers/:id', { params: { id: anna } })).body;
  await by.agent.call('PATCH /customers/:id', { params: { id: anna }, body: { version, mergedInto: by.agent.id, merged_into: by.agent.id, id: newId(), madeAt: '2000-01-01T00:00:00Z', plan: 'Gold' } });
  expect((await by.agent.call('GET /customers/:id', { params: { id: anna } })).body).toMatchObject({ id: anna, plan: 'Gold', mergedInto: null });
});

test('what is wrong with a field is said beside it', async () => {
  const answer = await by.agent.call('PATCH /customers/:id', { params: { id: anna }, body: { version: 1, zone: 'Europe/Nowhere', language: '!' } });
  expect(answer.status).toBe(400);
  expect(answer.body.data.fields.map((f: { path: string }) => f.path).toSorted()).toEqual(['language', 'zone']);
});

test('nothing here and not yours look the same', async () => {
  expect((await by.admin.call('GET /customers/:id', { params: { id: newId() } })).status).toBe(404);
  expect((await by.admin.call('GET /companies/:id', { params: { id: newId() } })).status).toBe(404);
});
