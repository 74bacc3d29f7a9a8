import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { diversionsOf } from '../channels/phone/diversions.ts';
import { progressOf } from '../handoffs/progress.ts';
import { seenRows } from '../tickets/queries.ts';
import { leaveSettings, type bin } from './contract.ts';
import { coversAt } from './cover-choices.ts';
import { holdingsOf, type Holding } from './holdings.ts';
import { callsVerdict, coverVerdict, leftIn, sorted, type Gone, type Item, type Verdict } from './rules.ts';
import { tables, type LeaveRecord } from './tables.ts';

export type Bin = Out<typeof bin>;
/** A thing as it was found, before it is said who may see what of it. */
interface Found extends Verdict { readonly id: string; readonly title: string; readonly refId: string | null; readonly ticketId: string | null; readonly dueAt: string | null; readonly byId?: string }

/** All that has to be clear before a leave, as the viewer may see it: a ticket hidden from them is counted without its words. */
export async function binOf(db: Reads, viewer: PersonActor, leave: LeaveRecord): Promise<Bin> {
  return await shown(db, viewer, (await found(db, [leave])).get(leave.id)!, leave.person_id);
}

/** All that is somebody's, to be cleared before they leave for good. */
export async function wholeBinOf(db: Reads, viewer: PersonActor, personId: string): Promise<Bin> {
  const held = (await holdingsOf(db, [personId])).get(personId)!;
  return await shown(db, viewer, held.map((one) => judged(one, { from: clock.iso(), until: null })), personId);
}

/** How many things are not clear, for each leave. */
export async function leftOf(db: Reads, leaves: readonly LeaveRecord[]): Promise<Map<string, number>> {
  return new Map([...(await found(db, leaves))].map(([id, all]) => [id, all.filter((one) => !one.clear).length]));
}

const judged = ({ verdict, ...one }: Holding, gone: Gone): Found => ({ ...one, ...verdict(gone) });

/** What is found for each leave, in as many questions for all of them as for one. */
async function found(db: Reads, leaves: readonly LeaveRecord[]): Promise<Map<string, Found[]>> {
  const [covers, calls, held] = [await coverItems(db, leaves), await callItems(db, leaves), await holdingsOf(db, [...new Set(leaves.map((l) => l.person_id))])];
  return new Map(leaves.map((l) => [l.id, [covers.get(l.id)!, ...(calls.get(l.id) ?? []), ...held.get(l.person_id)!.map((one) => judged(one, { from: l.from_at, until: l.until_at }))]]));
}

async function shown(db: Reads, viewer: PersonActor, all: readonly Found[], personId: string): Promise<Bin> {
  const rows = new Map((await seenRows(db, viewer, [...new Set(all.flatMap((f) => f.ticketId ?? []))])).map((t) => [t.id, t]));
  const noted = await progressOf(db, [...rows.keys()]);
  const items = all.map(({ ticketId, ...one }): Item => {
    const ticket = ticketId ? rows.get(ticketId) ?? null : null;
    const progress = ticket && (noted.get(ticket.id) ?? { validation: '', next: '', version: 0 });
    const hidden = ticketId !== null && ticket === null && viewer.id !== personId;
    return { byId: null, ...one, title: hidden ? 'Something on a ticket that you may not see' : one.title, ticket, progress: progress && { validation: progress.validation, next: progress.next, version: progress.version } };
  });
  return { items: sorted(items), left: leftIn(items).length, at: clock.iso() };
}

const ofLeave = (verdict: Verdict, leave: LeaveRecord, title: string): Found => ({ id: `${verdict.kind}:${leave.id}`, title, refId: leave.id, ticketId: null, dueAt: null, ...verdict });

async function coverItems(db: Reads, leaves: readonly LeaveRecord[]): Promise<Map<string, Found>> {
  const covers = await coversAt(db, leaves.flatMap((l) => (l.cover_id ? [{ id: l.id, coverId: l.cover_id, from: l.from_at, until: l.until_at }] : [])));
  return new Map(leaves.map((l) => [l.id, ofLeave(coverVerdict(covers.get(l.id) ?? null), l, 'Who stands in')]));
}

/** Where their calls go; nothing where the workspace does not ask for it. */
async function callItems(db: Reads, leaves: readonly LeaveRecord[]): Promise<Map<string, Found[]>> {
  if (!leaves.length || !(await readSettings(db, leaveSettings, null)).calls) return new Map();
  const set = await diversionsOf(db, leaves.map((l) => l.person_id));
  const ids = [...set.values()].flatMap((d) => d.toPersonId ?? []);
  const names = new Map((ids.length ? await tables(db).selectFrom('people').select(['id', 'name']).where('id', 'in', ids).execute() : []).map((p) => [p.id, p.name]));
  return new Map(leaves.map((l) => {
    const d = set.get(l.person_id);
    const to = d && ((d.toPersonId && names.get(d.toPersonId)) || d.number || 'somebody');
    return [l.id, [ofLeave(callsVerdict(d ? { from: d.from, until: d.until, to: to! } : null, l.no_calls, { from: l.from_at, until: l.until_at }), l, 'Calls')]];
  }));
}
