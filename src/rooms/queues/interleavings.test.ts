import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { offerTo, decide } from '../handoffs/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { asked } from './fixtures.ts';
import { renew } from './leases.ts';

let house: TestHouse;
let people: TestPerson[];
let teams: { id: string }[];
let ids: string[];
beforeAll(async () => {
  house = await openTestHouse();
  teams = await Promise.all(['Billing', 'Tech'].map((name) => makeTeam(house, name)));
  people = [await person(house, { role: 'lead', teams: [{ ...teams[0]!, lead: true }, teams[1]!] }), await person(house, { teams }), await person(house, { teams: [teams[0]!] })];
  ids = [];
  for (let n = 0; n < 4; n++) ids.push((await mailIn(house.db, { teamId: teams[n % 2]!.id })).ticketId);
});
afterAll(() => house.close());

const kinds = ['next', 'next', 'next', 'keep', 'give-back', 'renew', 'release', 'idle', 'time', 'take', 'assign', 'give', 'close', 'wait', 'reopen', 'offer', 'accept', 'mail', 'undo', 'merge', 'bulk'] as const;
interface Step { who: number; what: (typeof kinds)[number]; on: number; other: number }
const step: fc.Arbitrary<Step> = fc.record({ who: fc.nat(2), on: fc.nat(3), other: fc.nat(3), what: fc.constantFrom(...kinds) });
let undos: string[] = [];
let handoffs: string[] = [];

async function run({ who, what, on, other }: Step): Promise<number> {
  const [me, id] = [people[who]!, ids[on]!];
  const verb = (name: string, body: object = {}) => me.call(`POST /tickets/:id/${name}`, { params: { id }, body });
  const held = async () => (await sql<{ id: string }>`select id from claims order by at desc limit 4`.execute(house.db)).rows.map((r) => r.id)[on] ?? newId();
  const claim = async (name: string, body: object = {}) => me.call(`POST /claims/:id/${name}`, { params: { id: await held() }, body });
  const done = async (): Promise<{ status: number; body: { undoId?: string; handoff?: { id: string } } }> => {
    switch (what) {
      case 'next': return me.call('POST /queue/next', { body: { id: newId(), ...(other === 0 ? { teamId: teams[0]!.id } : {}) } });
      case 'keep': case 'give-back': case 'renew': return claim(what);
      case 'release': return claim('release', { reason: 'because' });
      case 'idle': await house.advance('2m31s'); return { status: 200, body: {} };
      case 'time': await renew(house.db, [{ personId: me.id, at: clock.iso() }]); await house.advance('70s'); return { status: 200, body: {} };
      case 'take': return verb('take', asked);
      case 'assign': return verb('assign', { personId: people[other % 3]!.id, ...asked });
      case 'give': return verb('give', { teamId: teams[other % 2]!.id });
      case 'close': return verb('close', asDone);
      case 'wait': return verb('wait', { for: 'vendor', until: clock.iso(3600_000) });
      case 'offer': return offerTo(me, id, other % 2 ? { personId: people[other % 3]!.id } : { teamId: teams[on % 2]!.id });
      case 'accept': return decide(me, 'accept', handoffs[on] ?? newId());
      case 'mail': await mailIn(house.db, { ticketId: id }); return { status: 200, body: {} };
      case 'undo': return me.call('POST /tickets/undo/:id', { params: { id: undos[on] ?? newId() } });
      case 'merge': return on === other ? { status: 200, body: {} } : verb('merge', { intoId: ids[other]!, anyway: true });
      case 'bulk': return me.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: [...new Set([id, ids[other]!])], change: { kind: 'take', ...asked } } });
      default: return verb(what);
    }
  };
  const answer = await done();
  if (answer.body.undoId) undos = [answer.body.undoId, ...undos].slice(0, 4);
  if (answer.body.handoff) handoffs = [answer.body.handoff.id, ...handoffs].slice(0, 4);
  return answer.status;
}

/** One owner or one queue; one claim for a ticket and for a person; its clock runs while it does, and no longer. */
async function hold(): Promise<void> {
  const { rows } = await sql<{ id: string; wrong: string }>`
    select t.id, 'neither one owner nor one queue' as wrong from tickets t where (t.queued_at is not null) <> (t.status = 'open' and t.owner_id is null)
    union all select t.id, 'the claim and the ticket disagree' from tickets t left join claims c on c.ticket_id = t.id and c.ended_at is null where t.claimed_by is distinct from c.person_id
    union all select t.id, 'claimed outside of the queue' from tickets t where t.claimed_by is not null and t.queued_at is null
    union all select person_id, 'more claims than allowed' from claims where ended_at is null group by person_id having count(*) > 1
    union all select ticket_id, 'two claims' from claims where ended_at is null group by ticket_id having count(*) > 1
    union all select c.id, 'a clock runs for what is over, or none for what is not' from claims c where (select count(*) from clocks k where k.about_id = c.id and k.state in ('running', 'paused')) <> case when c.ended_at is null then 1 else 0 end
    union all select t.id, 'the row and its facts disagree' from tickets t where t.claimed_by::text is distinct from (select f.data->'set'->>'claimedBy' from facts f where f.about_id = t.id and f.data->'set' ? 'claimedBy' order by f.id desc limit 1)
    union all select c.id, 'kept, and yet not once theirs' from claims c where c.outcome = 'kept' and not exists (select from facts f where f.about_id = c.ticket_id and f.data->'set'->>'ownerId' = c.person_id::text)`.execute(house.db);
  expect(rows).toEqual([]);
}

test('W-L10 no sequence of take, give back, lease end, close and handoff breaks "one owner or one queue, one claim"', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
    for (const s of steps) expect(await run(s), s.what).toBeLessThan(500);
    await hold();
  }), { numRuns: 14 });
}, 120_000);

test('W-L10 nor does any interleaving of them at once', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 12 }), async (steps) => {
    for (const status of await Promise.all(steps.map(run))) expect(status).toBeLessThan(500);
    await house.settle();
    await hold();
  }), { numRuns: 14 });
}, 120_000);
