import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { newId } from '../../core/ids.ts';
import { system, type PersonActor } from '../../core/server/actor.ts';
import { transact, type Tx } from '../../core/server/db.ts';
import { horizon, readFacts } from '../../core/server/journal.ts';
import { addAddress, markByAddress, markAddress, removeAddress } from './addresses.ts';
import { addCompany, editCompany } from './companies.ts';
import { editCustomer, recognise } from './customers.ts';
import { customerFrom, customerWith } from './fixtures.ts';
import { mergeCustomers, undoMerge } from './merges.ts';
import { customerById, customerInFull, customersByIds, findCustomers, listCustomers } from './queries.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

const actor = system('test');
const agent: PersonActor = { kind: 'person', id: newId(), role: 'agent', teams: [], leads: [], sees: [] };
const doing = <T>(run: (tx: Tx) => Promise<T>) => transact(house.db, run);
const full = (id: string) => customerInFull(house.db, agent, id);
const code = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });
const email = (value: string) => ({ id: newId(), kind: 'email' as const, value });

test('the same address is the same customer, in any case and spelling of the domain', async () => {
  const id = await customerFrom(house.db, 'Anna@Bücher.example', 'Anna Keller');
  expect(await customerFrom(house.db, 'anna@xn--bcher-kva.example', 'Somebody Else')).toBe(id);
  expect(await customerById(house.db, id)).toMatchObject({ name: 'Anna Keller', address: 'Anna@Bücher.example' });
});

test('W-A12 two customers who share all but a tag, a dot or a look-alike letter stay two', async () => {
  const spellings = ['a@mail.example', 'a+x@mail.example', 'a.@mail.example', 'а@mail.example', 'a@mаil.example', 'a@mail.example.evil.example'];
  const ids = await Promise.all(spellings.map((s) => customerFrom(house.db, s)));
  expect(new Set(ids).size).toBe(spellings.length);
});

test('name, zone and language are filled where nothing stands and never replaced', async () => {
  const id = await customerFrom(house.db, 'late@name.example');
  await doing((tx) => recognise(tx, actor, { address: 'late@name.example', name: 'Late Name', zone: 'Europe/Paris', language: 'fr' }));
  await doing((tx) => recognise(tx, actor, { address: 'late@name.example', name: 'Other', zone: 'Asia/Tokyo', language: 'ja' }));
  expect(await full(id)).toMatchObject({ name: 'Late Name', zone: 'Europe/Paris', language: 'fr', version: 2 });
});

test('twenty first mails of one stranger at once make one customer', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => customerFrom(house.db, 'burst@crowd.example')));
  expect(new Set(ids).size).toBe(1);
});

test('an address that is no address is kept all the same', async () => {
  for (const odd of ['', 'MAILER-DAEMON', '"a b"@odd.example', 'x@[127.0.0.1]', 'nul\u0000@odd.example', '\ud800@odd.example']) expect(await customerFrom(house.db, odd)).toBe(await customerFrom(house.db, odd));
});

test('a company is told by its domain, never by a public provider, and a domain has one company', async () => {
  const before = await customerFrom(house.db, 'early@acme.example');
  const id = newId();
  const from = await horizon(house.db);
  await doing((tx) => addCompany(tx, actor, { id, name: 'Acme', domains: ['ACME.example', '@acme.example'], plan: 'Pro', critical: true }));
  expect((await readFacts(house.db, from, 10)).map((f) => [f.name, f.about.id])).toEqual([['customers.company-added', id], ['customers.changed', before]]);
  const after = await customerFrom(house.db, 'later@acme.example');
  expect((await customersByIds(house.db, [before, after])).map((c) => [c.company?.name, c.plan, c.critical])).toEqual([['Acme', 'Pro', true], ['Acme', 'Pro', true]]);
  expect((await customerById(house.db, await customerFrom(house.db, 'x@sub.acme.example')))?.company).toBeNull();
  await expect(doing((tx) => addCompany(tx, actor, { id: newId(), name: 'All', domains: ['gmail.com'] }))).rejects.toEqual(code('customers.public-domain'));
  await expect(doing((tx) => addCompany(tx, actor, { id: newId(), name: 'No', domains: ['no domain'] }))).rejects.toEqual(code('customers.bad-domain'));
  const other = newId();
  await doing((tx) => addCompany(tx, actor, { id: other, name: 'Other', domains: ['other.example'] }));
  await expect(doing((tx) => editCompany(tx, actor, other, { version: 1, domains: ['other.example', 'acme.example'] }))).rejects.toEqual(code('customers.domain-taken'));
  await expect(doing((tx) => editCompany(tx, actor, other, { version: 7, name: 'New' }))).rejects.toEqual(code('customers.changed-meanwhile'));
});

test('two people saving the same customer: the slower one is told', async () => {
  const id = await customerFrom(house.db, 'two@save.example');
  await doing((tx) => editCustomer(tx, actor, id, 1, { plan: 'Basic' }));
  await expect(doing((tx) => editCustomer(tx, actor, id, 1, { plan: 'Pro' }))).rejects.toMatchObject({ data: { version: 2 }, refusal: { code: 'customers.changed-meanwhile' } });
  await doing((tx) => editCustomer(tx, actor, id, 2, { plan: 'Basic' }));
  expect(await full(id)).toMatchObject({ plan: 'Basic', version: 2 });
});

test('addresses: added, refused when another has them, the first of a kind is main, the last one stays', async () => {
  const id = await customerFrom(house.db, 'one@many.example');
  const taken = await customerFrom(house.db, 'taken@many.example', 'Taken');
  const second = email('two@many.example');
  await doing((tx) => addAddress(tx, actor, id, second));
  await doing((tx) => addAddress(tx, actor, id, { id: newId(), kind: 'phone', value: '+49 30 1234567' }));
  await expect(doing((tx) => addAddress(tx, actor, id, email('TAKEN@many.example')))).rejects.toMatchObject({ data: { customerId: taken, name: 'Taken' }, refusal: { code: 'customers.address-taken' } });
  await expect(doing((tx) => addAddress(tx, actor, id, email('no address')))).rejects.toEqual(code('customers.bad-address'));
  expect((await full(id)).addresses.map((a) => [a.value, a.main])).toEqual([['one@many.example', true], ['two@many.example', false], ['+49 30 1234567', true]]);
  await doing((tx) => markAddress(tx, actor, id, second.id, { main: true }));
  expect((await customerById(house.db, id))?.address).toBe('two@many.example');
  await doing((tx) => removeAddress(tx, actor, id, second.id));
  expect((await customerById(house.db, id))?.address).toBe('one@many.example');
  const only = (await full(taken)).addresses[0]!;
  await expect(doing((tx) => removeAddress(tx, actor, taken, only.id))).rejects.toEqual(code('customers.last-address'));
  await expect(doing((tx) => removeAddress(tx, actor, id, only.id))).rejects.toEqual(code('request.not-found'));
});

test('an address is marked undeliverable or quiet, and well again', async () => {
  const id = await customerFrom(house.db, 'gone@bounce.example');
  await doing((tx) => markByAddress(tx, actor, 'GONE@bounce.example', { trouble: '5.1.1 no such user', quiet: true }));
  expect((await full(id)).addresses[0]).toMatchObject({ trouble: '5.1.1 no such user', troubleAt: expect.any(String), quietAt: expect.any(String) });
  await doing((tx) => markByAddress(tx, actor, 'gone@bounce.example', { trouble: null }));
  expect((await full(id)).addresses[0]).toMatchObject({ trouble: null, troubleAt: null, quietAt: expect.any(String) });
  await doing((tx) => markByAddress(tx, actor, 'nobody@bounce.example', { trouble: 'x' }));
});

test('a merge moves addresses, fills what is empty, answers mail of both, and is taken back whole', async () => {
  const kept = await customerWith(house.db, { name: 'Anna Keller', emails: ['anna@merge.example'], notes: 'first' });
  const gone = await customerWith(house.db, { name: 'A. Keller', emails: ['ak@merge.example'], phones: ['+49 30 7654321'], plan: 'Pro', notes: 'second' });
  const [keptBefore, goneBefore] = [await full(kept), await full(gone)];
  const merge = newId();
  await doing((tx) => mergeCustomers(tx, agent, merge, kept, gone));
  expect(await full(kept)).toMatchObject({ name: 'Anna Keller', plan: 'Pro', notes: 'first\n\nsecond', merges: [{ id: merge, name: 'A. Keller', byId: agent.id }] });
  expect((await full(kept)).addresses.map((a) => [a.value, a.main])).toEqual([['anna@merge.example', true], ['ak@merge.example', false], ['+49 30 7654321', true]]);
  expect(await customerFrom(house.db, 'AK@merge.example')).toBe(kept);
  expect(await full(gone)).toMatchObject({ mergedInto: kept, may: { edit: false, merge: false } });
  expect(await customerById(house.db, gone)).toMatchObject({ id: kept });
  await expect(doing((tx) => editCustomer(tx, actor, gone, 2, { plan: 'x' }))).rejects.toMatchObject({ data: { into: kept }, refusal: { code: 'customers.merged' } });
  await doing((tx) => undoMerge(tx, agent, merge));
  const plain = ({ version: _, ...rest }: Awaited<ReturnType<typeof full>>) => rest;
  expect(plain(await full(kept))).toEqual(plain(keptBefore));
  expect(plain(await full(gone))).toEqual(plain(goneBefore));
  await expect(doing((tx) => undoMerge(tx, agent, merge))).rejects.toEqual(code('customers.merge-final'));
});

test('undoing keeps what people changed since; chains come apart from the outside in', async () => {
  const [a, b, c] = [await customerFrom(house.db, 'a@chain.example'), await customerWith(house.db, { emails: ['b@chain.example'], plan: 'Pro' }), await customerFrom(house.db, 'c@chain.example', 'Cy')];
  const [inner, outer] = [newId(), newId()];
  await doing((tx) => mergeCustomers(tx, agent, inner, b, c));
  await doing((tx) => mergeCustomers(tx, agent, outer, a, b));
  expect(await customerById(house.db, c)).toMatchObject({ id: a, name: 'Cy' });
  await expect(doing((tx) => undoMerge(tx, agent, inner))).rejects.toEqual(code('customers.merge-final'));
  await doing(async (tx) => editCustomer(tx, agent, a, (await full(a)).version, { plan: 'Gold' }));
  await doing((tx) => undoMerge(tx, agent, outer));
  expect(await full(a)).toMatchObject({ plan: 'Gold', name: '' });
  expect(await customerById(house.db, c)).toMatchObject({ id: b });
  await doing((tx) => undoMerge(tx, agent, inner));
  expect(await customerById(house.db, c)).toMatchObject({ id: c, name: 'Cy' });
  await expect(doing((tx) => mergeCustomers(tx, agent, newId(), a, a))).rejects.toEqual(code('customers.same'));
});

test('two opposite merges at once: one wins, nobody is lost', async () => {
  const [a, b] = [await customerFrom(house.db, 'a@cross.example'), await customerFrom(house.db, 'b@cross.example')];
  const results = await Promise.allSettled([doing((tx) => mergeCustomers(tx, agent, newId(), a, b)), doing((tx) => mergeCustomers(tx, agent, newId(), b, a))]);
  expect(results.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const rest = (await listCustomers(house.db, { q: '@cross.example', limit: 10 })).items;
  expect(rest).toHaveLength(1);
  expect((await full(rest[0]!.id)).addresses).toHaveLength(2);
});

test('search forgives typos, takes wildcards as letters (W-K8), and pages without gaps', async () => {
  for (let n = 0; n < 25; n++) await customerWith(house.db, { name: `Pager ${String(n).padStart(2, '0')}`, emails: [`pager${n}@page.example`] });
  await customerWith(house.db, { name: '100% Wool_Shop', emails: ['shop@wool.example'] });
  await customerWith(house.db, { name: 'Margarethe Vogelsang', emails: ['mv@song.example'] });
  expect((await findCustomers(house.db, 'margarete vogelsang', 5))[0]?.name).toBe('Margarethe Vogelsang');
  expect((await findCustomers(house.db, '100% wool_', 5)).map((c) => c.name)).toEqual(['100% Wool_Shop']);
  expect(await findCustomers(house.db, 'a%b_c\\', 5)).toEqual([]);
  expect((await findCustomers(house.db, 'song.example', 5))[0]?.name).toBe('Margarethe Vogelsang');
  for (const q of ['page', undefined]) {
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await listCustomers(house.db, { q, cursor, limit: 7 });
      seen.push(...page.items.map((c) => c.id));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    if (q) expect(seen).toHaveLength(25);
    else expect(seen).toHaveLength((await sql<{ n: number }>`select count(*) as n from customers where merged_into is null`.execute(house.db)).rows[0]!.n);
  }
  for (const cursor of ['x', 'W10', Buffer.from('["a","b","c"]').toString('base64url')]) expect((await listCustomers(house.db, { cursor, limit: 1 })).items).toHaveLength(1);
});

test('names with tag letters and quotes are text like any other (W-D12)', async () => {
  const hostile = `<img src=x onerror=alert(1)>'"; drop table customers; --`;
  const id = await customerFrom(house.db, 'hostile@name.example', hostile);
  expect((await customerById(house.db, id))?.name).toBe(hostile);
  expect((await findCustomers(house.db, `'"; drop table`, 5)).map((c) => c.id)).toEqual([id]);
});

test('replaying the facts gives the table: every change of a customer is in the journal', async () => {
  const from = await horizon(house.db);
  const id = await customerFrom(house.db, 'replay@fact.example', 'Re');
  await doing((tx) => editCustomer(tx, agent, id, 1, { plan: 'Pro', notes: 'secret words', zone: 'Europe/Berlin' }));
  await doing((tx) => addAddress(tx, agent, id, email('more@fact.example')));
  const address = (await full(id)).addresses[1]!.id;
  await doing((tx) => markAddress(tx, agent, id, address, { main: true, trouble: 'bounced' }));
  await doing((tx) => removeAddress(tx, agent, id, address));
  const facts = (await readFacts(house.db, from, 50)).filter((f) => f.about.id === id);
  expect(facts.map((f) => f.name)).toEqual(['customers.added', 'customers.address-added', 'customers.changed', 'customers.address-added', 'customers.address-marked', 'customers.address-removed']);
  const row: Record<string, unknown> = {};
  for (const f of facts) Object.assign(row, f.name === 'customers.added' ? f.data : (f.data as { set?: object }).set ?? {});
  expect(await full(id)).toMatchObject({ name: row.name, plan: row.plan, zone: row.zone });
  expect(JSON.stringify(facts)).not.toContain('secret words');
  expect(new Set(facts.flatMap((f) => f.audience))).toEqual(new Set(['staff']));
});

test('the list walks its index, and does not sort', async () => {
  const plan = await doing(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    return JSON.stringify((await sql`explain (format json) select id from customers c where merged_into is null and (c.sort, c.id) > ('m', '00000000-0000-0000-0000-000000000000') order by c.sort, c.id limit 50`.execute(tx)).rows);
  });
  expect(plan).toContain('customers_sort');
  expect(plan).not.toContain('"Sort"');
});
