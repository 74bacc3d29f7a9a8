import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { alwaysOpen, context, decide } from '../handoffs/fixtures.ts';
import { giveShift } from '../rota/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { takeSamples } from './samples.ts';

let house: TestHouse;
let lena: TestPerson, maya: TestPerson, ben: TestPerson, cleo: TestPerson, stranger: TestPerson, admin: TestPerson;
let billing: { id: string }, legal: { id: string };
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  await alwaysOpen(house);
  billing = await makeTeam(house, 'Billing');
  legal = await makeTeam(house, 'Legal', { visibility: 'closed' });
  lena = await person(house, { name: 'Lena Bauer', role: 'lead', teams: [{ id: billing.id, lead: true }] });
  maya = await person(house, { name: 'Maya Okafor', teams: [billing] });
  ben = await person(house, { name: 'Ben Ito', teams: [billing] });
  cleo = await person(house, { name: 'Cleo Roux', teams: [billing] });
  stranger = await person(house, { name: 'Sam Stranger', role: 'lead', teams: [{ id: legal.id, lead: true }] });
  admin = await person(house, { name: 'Ada Admin', role: 'admin' });
});
afterAll(() => house.close());

/** Gives somebody tickets of a team at once. */
async function carry(who: TestPerson | null, n: number, set: { waitingFor?: string; late?: boolean; team?: { id: string }; queuedMinutes?: number } = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let k = 0; k < n; k++) {
    const { ticketId: id } = await mailIn(house.db, { teamId: (set.team ?? billing).id, subject: `Matter ${k} of ${who?.email ?? 'nobody'}` });
    await sql`update tickets set owner_id = ${who?.id ?? null}, status = ${set.waitingFor ? 'waiting' : 'open'}, waiting_for = ${set.waitingFor ?? null}, wake_at = ${set.waitingFor ? clock.iso(9e7) : null},
      due_at = ${set.late ? clock.iso(-60_000) : '9999-12-31T00:00:00Z'}, queued_at = case when ${who === null && !set.waitingFor} then ${clock.iso(-60_000 * (set.queuedMinutes ?? 0))}::timestamptz end where id = ${id}`.execute(house.db);
    ids.push(id);
  }
  return ids;
}
const levels = async (who = lena) => Object.fromEntries(((await who.call('GET /workload')).body.teams[0].people as { personId: string; level: string }[]).map((p) => [p.personId, p.level]));
const forms = (ids: readonly string[]) => { const { ...form } = context; return ids.map((ticketId) => ({ id: newId(), ticketId, ...form })); };

test('who is swamped and who is ahead is told to leads with the reasons; oneself only one’s own', async () => {
  await carry(maya, 14);
  await carry(maya, 2, { late: true });
  await carry(ben, 5);
  await carry(ben, 3, { waitingFor: 'customer' });
  await carry(lena, 6);
  const { teams } = (await lena.call('GET /workload')).body;
  expect(teams).toHaveLength(1);
  const of = (who: TestPerson) => teams[0].people.find((p: { personId: string }) => p.personId === who.id);
  expect(of(maya)).toMatchObject({ points: 16, open: 16, late: 2, level: 'swamped', reasons: [`carries 16 points, 2.7 times the middle of the team (${teams[0].middle})`] });
  expect(of(ben)).toMatchObject({ points: 5.9, waiting: 3, level: 'steady' });
  expect(of(cleo)).toMatchObject({ points: 0, level: 'ahead' });
  expect(teams[0].suggestions).toMatchObject([{ ownerId: maya.id, helperId: cleo.id, count: 6 }]);
  expect((await maya.call('GET /workload/mine')).body).toMatchObject({ personId: maya.id, points: 16, level: 'swamped', couldUseHelp: [] });
  expect((await cleo.call('GET /workload/mine')).body).toMatchObject({ points: 0, level: 'ahead', couldUseHelp: [{ personId: maya.id, teamId: billing.id, count: 6 }] });
  // Somebody away is compared with nobody and helps nobody.
  await cleo.call('PUT /me/availability', { body: { state: 'on-leave', until: clock.iso(60_000) } });
  expect((await levels())[cleo.id]).toBe('away');
  await cleo.call('PUT /me/availability', { body: { state: 'available' } });
});

test('W-G1 W-G4 figures of people are for who leads them; queues for who sees them', async () => {
  expect((await maya.call('GET /workload')).status).toBe(403);
  expect((await lena.call('GET /workload', { query: { teamId: legal.id } })).status).toBe(404);
  expect((await stranger.call('GET /workload')).body.teams.map((t: { teamId: string }) => t.teamId)).toEqual([legal.id]);
  expect((await admin.call('GET /workload')).body.teams).toHaveLength(2);
  await carry(null, 2, { team: legal });
  expect((await maya.call('GET /wall', { query: { teamId: legal.id } })).status).toBe(404);
  const seen = (await maya.call('GET /wall')).body;
  expect(seen.teams.map((t: { teamId: string }) => t.teamId)).toEqual([billing.id]);
  expect(seen.people).toBeNull();
  const led = (await lena.call('GET /wall')).body;
  expect(led.people.map((p: { personId: string }) => p.personId)).toEqual([ben.id, cleo.id, lena.id, maya.id]);
  // A lead of another team sees the open team's queue, not its people.
  expect((await stranger.call('GET /wall', { query: { teamId: billing.id } })).body).toMatchObject({ teams: [{ teamId: billing.id }], people: null });
  expect((await stranger.call('GET /people/:id/oldest-tickets', { params: { id: maya.id }, query: { helperId: cleo.id } })).body.items).toEqual([]);
  expect((await ben.call('GET /people/:id/oldest-tickets', { params: { id: maya.id }, query: { helperId: ben.id } })).body.items).toEqual([]);
});

test('the wall counts queues by age, what is due and late, and what is waited for', async () => {
  const team = await makeTeam(house, 'Wall');
  const lead = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  const of = { team };
  for (const minutes of [3, 20, 100, 300, 2000, 2000]) await carry(null, 1, { ...of, queuedMinutes: minutes });
  await carry(lead, 2, { ...of, late: true });
  await carry(lead, 1, { ...of, waitingFor: 'vendor' });
  const { teams: [seen], people } = (await lead.call('GET /wall', { query: { teamId: team.id } })).body;
  expect(seen).toMatchObject({ unowned: 6, claimed: 0, late: 2, due: 0, waitingOn: { vendor: 1, customer: 0, teammate: 0, team: 0, date: 0 } });
  expect(seen.ages.map((a: { count: number }) => a.count)).toEqual([1, 1, 1, 1, 2]);
  expect(seen.ages[0].to).toBeNull();
  expect(seen.ages[4].from).toBeNull();
  expect(people).toMatchObject([{ personId: lead.id, open: 2, waiting: 1, late: 2, state: 'available', claims: [] }]);
  // Each figure is counted as its link lists it; who works on one from the queue is seen by who leads them.
  const listed = async (query: Record<string, string>) => (await lead.call('GET /tickets', { query: { view: 'all', teamId: team.id, ...query } })).body.items.length as number;
  for (const age of seen.ages as { from: string | null; to: string | null; count: number }[]) expect(await listed({ status: 'open', ownerId: 'none', ...(age.from ? { queuedAfter: age.from } : {}), ...(age.to ? { queuedBefore: age.to } : {}) })).toBe(age.count);
  expect([await listed({ dueBefore: clock.iso() }), await listed({ status: 'waiting', waitingFor: 'vendor' }), await listed({ status: 'open', ownerId: 'none' })]).toEqual([seen.late, seen.waitingOn.vendor, seen.unowned]);
  const worker = await person(house, { teams: [team] });
  const { ticket } = (await worker.call('POST /queue/next', { body: { id: newId(), teamId: team.id } })).body;
  const now = (await lead.call('GET /wall', { query: { teamId: team.id } })).body;
  expect(now.teams[0].claimed).toBe(1);
  expect(now.people.find((p: { personId: string }) => p.personId === worker.id)).toMatchObject({ claims: [{ ticketId: ticket.id, number: ticket.number }] });
});

test('the wall says who is on shift: for this team, for another one, or off', async () => {
  const [team, other] = [await makeTeam(house, 'Shifts'), await makeTeam(house, 'Night')];
  const [here, there, off] = [await person(house, { teams: [team] }), await person(house, { teams: [team, other] }), await person(house, { teams: [team] })];
  const lead = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  const hour = (later: number) => clock.iso(later * 3600_000).slice(11, 16);
  const duty = async () => Object.fromEntries(((await lead.call('GET /wall', { query: { teamId: team.id } })).body.people as { personId: string; duty: string | null }[]).map((p) => [p.personId, p.duty]));
  expect((await duty())[there.id]).toBeNull();
  await giveShift(house.db, { teamId: other.id, personId: there.id, starts: hour(-2), ends: hour(2) });
  expect(await duty()).toMatchObject({ [here.id]: null, [there.id]: 'elsewhere' });
  await giveShift(house.db, { teamId: team.id, personId: here.id, starts: hour(-2), ends: hour(2) });
  expect(await duty()).toEqual({ [here.id]: 'here', [there.id]: 'elsewhere', [off.id]: 'off', [lead.id]: 'off' });
});

test('help is offered, agreed to and accepted: nothing moves before', async () => {
  const id = newId();
  expect((await cleo.call('POST /helps', { body: { id, ownerId: maya.id, count: 2 } })).body).toMatchObject({ id, ownerId: maya.id, helperId: cleo.id, state: 'offered' });
  // Once more is the same; another offer replaces it.
  expect((await cleo.call('POST /helps', { body: { id, ownerId: maya.id, count: 2 } })).status).toBe(200);
  const again = newId();
  await cleo.call('POST /helps', { body: { id: again, ownerId: maya.id, count: 3 } });
  expect((await maya.call('GET /helps')).body).toMatchObject({ toMe: [{ id: again, count: 3 }], fromMe: [] });
  const { items } = (await maya.call('GET /people/:id/oldest-tickets', { params: { id: maya.id }, query: { helperId: cleo.id, count: 3 } })).body;
  expect(items.map((t: { subject: string }) => t.subject)).toEqual(['Matter 0', 'Matter 1', 'Matter 2'].map((s) => `${s} of ${maya.email}`));
  const ids = items.map((t: { id: string }) => t.id) as string[];
  const yes = (who: TestPerson, of = again, those = ids) => who.call('POST /helps/:id/agree', { params: { id: of }, body: { id: newId(), items: forms(those) } });
  expect((await yes(cleo)).body.code).toBe('workload.help-not-yours');
  expect((await yes(ben)).status).toBe(404);
  expect((await yes(maya, id)).body.code).toBe('workload.help-over');
  const bens = (await sql<{ id: string }>`select id from tickets where owner_id = ${ben.id} limit 1`.execute(house.db)).rows[0]!.id;
  expect((await yes(maya, again, [bens])).body.code).toBe('workload.not-theirs');
  expect((await yes(maya)).body).toMatchObject({ state: 'agreed' });
  const offered = (await cleo.call('GET /handoffs/mine')).body.toMe as { handoff: { id: string }; ticket: { ownerId: string } }[];
  expect(offered.map((o) => o.ticket.ownerId)).toEqual([maya.id, maya.id, maya.id]);
  for (const { handoff } of offered) expect((await decide(cleo, 'accept', handoff.id)).body.ticket.ownerId).toBe(cleo.id);
  // What is on its way is not listed again.
  expect((await maya.call('GET /helps')).body.toMe).toEqual([]);
  expect((await yes(maya)).body.code).toBe('workload.help-over');
});

test('not now, and taken back; an offer holds for a day; nobody helps themselves or a team they are not in', async () => {
  const offer = async (who = ben, ownerId = maya.id) => await who.call('POST /helps', { body: { id: newId(), ownerId, count: 1 } });
  expect((await maya.call('POST /helps/:id/decline', { params: { id: (await offer()).body.id } })).body.state).toBe('declined');
  expect((await ben.call('POST /helps/:id/withdraw', { params: { id: (await offer()).body.id } })).body.state).toBe('withdrawn');
  for (const [who, ownerId] of [[maya, maya.id], [stranger, maya.id], [ben, newId()]] as const) expect((await offer(who, ownerId)).body.code).toBe('workload.cannot-help');
  const { id } = (await offer()).body;
  await house.advance('25h');
  expect((await maya.call('GET /helps')).body.toMe).toEqual([]);
  expect((await maya.call('POST /helps/:id/decline', { params: { id } })).body.code).toBe('workload.help-over');
});

test('a lead arranges help; the helper still accepts', async () => {
  const { items } = (await lena.call('GET /people/:id/oldest-tickets', { params: { id: maya.id }, query: { helperId: ben.id, count: 2 } })).body;
  const arrange = (who: TestPerson, helperId = ben.id) => who.call('POST /helps/arrange', { body: { id: newId(), ownerId: maya.id, helperId, items: forms(items.map((t: { id: string }) => t.id)) } });
  expect((await arrange(maya)).status).toBe(403);
  expect((await arrange(stranger)).body.code).toBe('workload.cannot-help');
  expect((await arrange(lena, stranger.id)).body.code).toBe('workload.cannot-help');
  expect((await arrange(lena)).body).toMatchObject({ state: 'agreed', byId: lena.id, count: 2 });
  const mine = (await ben.call('GET /handoffs/mine')).body.toMe;
  expect(mine).toHaveLength(2);
  expect(mine[0]).toMatchObject({ handoff: { senderId: lena.id, ownerId: maya.id }, ticket: { ownerId: maya.id } });
});

test('W-G1 admins set what tickets weigh; everybody reads it', async () => {
  expect((await lena.call('PUT /workload-settings', { body: { waitingShare: 0.5 } })).status).toBe(403);
  expect((await admin.call('PUT /workload-settings', { body: { waitingShare: 5 } })).status).toBe(400);
  expect((await admin.call('PUT /workload-settings', { body: { waitingShare: 0.5 } })).body).toMatchObject({ waitingShare: 0.5, perMessage: 0.05 });
  expect((await maya.call('GET /workload-settings')).body.waitingShare).toBe(0.5);
});

test('the week is told by hours that were written down', async () => {
  const team = await makeTeam(house, 'Week');
  const lead = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  const dan = await person(house, { teams: [team] });
  const [ticketId] = await carry(dan, 4, { team });
  for (let day = 0; day < 3; day++) { await takeSamples(house.db); await takeSamples(house.db); await house.advance('24h'); }
  await carry(dan, 8, { team });
  expect((await dan.call('POST /tickets/:id/replies', { params: { id: ticketId! }, body: { id: newId(), html: '<p>Refunded</p>', to: [{ name: '', address: 'anna@acme.example' }], seen: 0, anyway: true } })).status).toBe(200);
  await takeSamples(house.db);
  const { teams: [{ people }] } = (await lead.call('GET /workload', { query: { teamId: team.id } })).body;
  expect(people.find((p: { personId: string }) => p.personId === dan.id)).toMatchObject({ points: expect.closeTo(12.05, 0), days: [null, null, null, 4, 4, 4, expect.any(Number)], trend: 'rising', effort: 1 });
  await house.advance('36d');
  await takeSamples(house.db);
  expect((await sql<{ n: number }>`select count(*)::int as n from load_samples where person_id = ${dan.id}`.execute(house.db)).rows[0]!.n).toBe(1);
});
