import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { publicUrl } from '../../core/server/config.ts';
import type { Db, Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { newToken, seal, sign, unseal } from '../../core/server/secrets.ts';
import { FeedRenewed } from './contract.ts';
import { calendarText, revised, type AllTold, type Entry } from './ical-text.ts';
import { worked } from './occurrences.ts';
import { tables } from './tables.ts';

const purpose = 'rota-feed';
const dayMs = 24 * 3600_000;
/** What is kept to know a feed's secret again. */
const mark = (token: string): string => sign(purpose, token);
const urlOf = (token: string): string => `${publicUrl()}/api/rota-feeds/${token}.ics`;

/** Somebody's feed, if they have one. */
export async function feedOf(db: Reads, personId: string): Promise<{ url: string | null; readAt: string | null }> {
  const row = await tables(db).selectFrom('rota_feeds').select(['sealed', 'read_at']).where('person_id', '=', personId).executeTakeFirst();
  const token = row ? unseal(purpose, row.sealed) : null;
  return { url: token && urlOf(token), readAt: row?.read_at ?? null };
}

/** A feed with a new secret; the one before is dead at once. */
export async function renewFeed(tx: Tx, actor: PersonActor): Promise<void> {
  const token = newToken();
  const row = { hash: mark(token), sealed: seal(purpose, token), made_at: clock.now(), read_at: null, told: '{}' };
  await tables(tx).insertInto('rota_feeds').values({ person_id: actor.id, ...row }).onConflict((c) => c.column('person_id').doUpdateSet(row)).execute();
  await record(tx, actor, FeedRenewed, { about: actor.id, to: [`person:${actor.id}`], data: { on: true } });
}
export async function endFeed(tx: Tx, actor: PersonActor): Promise<void> {
  await tables(tx).deleteFrom('rota_feeds').where('person_id', '=', actor.id).execute();
  await record(tx, actor, FeedRenewed, { about: actor.id, to: [`person:${actor.id}`], data: { on: false } });
}

/** What a calendar reads by a secret, with its entity tag; unknown secrets and those of people who left answer like what is not there. */
export async function readFeed(db: Db, token: string): Promise<{ text: string; etag: string }> {
  const row = (await tables(db).selectFrom('rota_feeds as f').innerJoin('people as p', 'p.id', 'f.person_id').select(['p.id', 'p.name', 'f.hash', 'f.read_at', 'f.told']).where('f.hash', '=', mark(token.replace(/\.ics$/, ''))).where('p.deactivated_at', 'is', null).executeTakeFirst()) ?? refuse(notFound);
  const now = clock.ms();
  const before = row.told as AllTold;
  const told = revised(before, await entriesOf(db, row.id, now), now);
  const changed = !isDeepStrictEqual(told, before);
  if (changed || !row.read_at || Date.parse(row.read_at) < now - 60_000) await tables(db).updateTable('rota_feeds').set({ read_at: clock.now(), ...(changed ? { told: JSON.stringify(told) } : {}) }).where('hash', '=', row.hash).execute();
  const { name: desk } = (await tables(db).selectFrom('workspace').select('name').executeTakeFirst()) ?? { name: 'Baton' };
  const text = calendarText({ name: `Shifts of ${row.name} · ${desk}`, host: new URL(publicUrl()).hostname, url: `${publicUrl()}/team/rota`, now }, told);
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"` };
}

/** Somebody's shifts as a calendar tells of them, from four weeks back to half a year ahead, by id. */
async function entriesOf(db: Db, personId: string, now: number): Promise<Record<string, Entry>> {
  const all = await worked(db, { personIds: [personId] }, { from: now - 28 * dayMs, until: now + 183 * dayMs });
  const teams = new Map((all.length ? await tables(db).selectFrom('teams').select(['id', 'name']).where('id', 'in', [...new Set(all.map((one) => one.teamId))]).execute() : []).map((t) => [t.id, t.name]));
  return Object.fromEntries(all.map((one) => [one.id, {
    start: one.start, end: one.end, title: [one.name || 'Shift', teams.get(one.teamId) ?? ''].filter(Boolean).join(' · '), words: one.ofId === one.personId ? '' : 'Taken over from a teammate',
  }]));
}
