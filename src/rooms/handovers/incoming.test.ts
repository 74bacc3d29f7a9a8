import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { alwaysOpen } from '../handoffs/fixtures.ts';
import { deactivate } from '../people/people.ts';
import { takenBy } from '../queues/fixtures.ts';
import { absent } from '../rota/absences.ts';
import { setBySource } from '../shifts/availability.ts';
import { acknowledgeAll, dailyShift, goTo, signOff } from './fixtures.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  await alwaysOpen(house);
  await goTo(house, 2, '10:00');
});
afterAll(() => house.close());

const day = 24 * 3600_000;
const urgent = async (who: TestPerson, teamId: string, subject: string) => (await takenBy(house.db, who, teamId, subject)).ticketId;
const waiting = async (who: TestPerson) => (await who.call('GET /shift')).body.waiting.map((w: { n: number }) => w.n);
const reminded = async (team: string) => (await sql<{ to: string }>`select recipients[1] as to from outbox where kind = 'handovers.letter' and mail->>'subject' = ${`Handover of ${team} waits for you`} order by 1`.execute(house.db)).rows.map((r) => r.to);

test('who is on leave by then does not take over; who was to and cannot any more is not waited for; who came in their place is asked', async () => {
  const team = await makeTeam(house, 'Relay');
  const at = (name: string, starts: string, ends: string) => person(house, { name, teams: [team] }).then(async (who) => { await dailyShift(house, { teamId: team.id, person: who, starts, ends }); return who; });
  const [maya, ben, cleo, dora] = [await at('Maya Relay', '06:00', '14:00'), await at('Ben Relay', '14:00', '22:00'), await at('Cleo Relay', '14:00', '22:00'), await at('Dora Relay', '14:00', '22:00')];
  const lead = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  await lead.call('PUT /handover-settings', { body: { teamId: team.id, everyone: true } });
  // Dora is away from tonight on: the rota knows.
  await transact(house.db, (tx) => absent(tx, system('test'), dora.id, { from: clock.iso(3600_000), until: clock.iso(5 * day), why: 'Leave' }));
  const one = await urgent(maya, team.id, 'Boiler is cold');
  const signed = (await signOff(maya, { flagged: [one], left: [one] })).body;
  expect(signed.incoming.toSorted()).toEqual([ben.id, cleo.id].toSorted());
  // Ben falls ill after the signing, and Eva comes in his place.
  await transact(house.db, (tx) => setBySource(tx, system('test'), ben.id, 'leave', { state: 'on-leave', until: clock.iso(3 * day) }));
  await transact(house.db, (tx) => absent(tx, system('test'), ben.id, { from: clock.iso(), until: clock.iso(3 * day), why: 'Leave' }));
  const eva = await at('Eva Relay', '14:00', '22:00');
  expect((await cleo.call('GET /handovers/:id', { params: { id: signed.id } })).body.incoming).toEqual([cleo.id]);
  expect([await waiting(ben), await waiting(cleo), await waiting(eva)]).toEqual([[], [1], []]);
  await goTo(house, 2, '14:16');
  expect((await cleo.call('GET /handovers/:id', { params: { id: signed.id } })).body.incoming.toSorted()).toEqual([cleo.id, eva.id].toSorted());
  expect(await waiting(eva)).toEqual([1]);
  expect(await reminded('Relay')).toEqual([cleo.email, eva.email].toSorted());
  // Everybody who takes over has to, and nobody else.
  for (const who of [cleo, eva]) await acknowledgeAll(who, (await who.call('GET /handovers/:id', { params: { id: signed.id } })).body);
  expect((await cleo.call('GET /handovers/:id', { params: { id: signed.id } })).body.settledAt).not.toBeNull();
});

test('who works in two teams hands over for each in which they own something open', async () => {
  await goTo(house, 3, '09:00');
  const [phone, mail] = [await makeTeam(house, 'Phone'), await makeTeam(house, 'Letters')];
  const both = await person(house, { name: 'Bea Both', teams: [phone, mail] });
  await dailyShift(house, { teamId: phone.id, person: both, starts: '06:00', ends: '14:00' });
  const [a, b] = [await urgent(both, phone.id, 'On the phone'), await urgent(both, mail.id, 'By letter')];
  const ends = async () => (await both.call('GET /shift')).body.ends;
  expect(await ends()).toMatchObject({ teamId: phone.id, signed: false });
  expect((await signOff(both, { left: [a] })).status).toBe(200);
  expect(await ends()).toMatchObject({ teamId: mail.id, signed: false });
  expect((await signOff(both, { teamId: mail.id, left: [b] })).body).toMatchObject({ teamId: mail.id });
  expect(await ends()).toMatchObject({ signed: true });
  // The shift of tomorrow is another one.
  await goTo(house, 4, '13:00');
  expect(await ends()).toMatchObject({ teamId: phone.id, signed: false });
});

test('who signed has left before a question comes: others who signed are asked, then the team', async () => {
  await goTo(house, 5, '09:00');
  const team = await makeTeam(house, 'Questions');
  const [maya, ben, cleo] = [await person(house, { name: 'Maya Gone', teams: [team] }), await person(house, { name: 'Ben Signs', teams: [team] }), await person(house, { name: 'Cleo Asks', teams: [team] })];
  const ticketId = await urgent(maya, team.id, 'Which pump');
  const item = `urgent:${ticketId}`;
  const { id } = (await signOff(maya, { flagged: [ticketId], left: [ticketId] })).body;
  expect((await signOff(ben)).body).toMatchObject({ id, version: 2 });
  const ask = async () => (await cleo.call('POST /handovers/:id/ask', { params: { id }, body: { id: newId(), item, words: 'Which pump is it?' } })).body;
  expect(await ask()).toMatchObject({ personId: maya.id });
  await transact(house.db, (tx) => deactivate(tx, system('test'), maya.id));
  expect(await ask()).toMatchObject({ personId: ben.id });
  expect((await ben.call('GET /asks')).body).toHaveLength(1);
  await transact(house.db, (tx) => deactivate(tx, system('test'), ben.id));
  expect(await ask()).toMatchObject({ personId: null });
  const dora = await person(house, { name: 'Dora Later', teams: [team] });
  expect((await dora.call('GET /asks')).body).toMatchObject([{ personId: null, teamId: team.id, ticketId }]);
});
