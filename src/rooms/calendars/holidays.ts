import type Holidays from 'date-holidays';
import type { Out } from '../../core/contract.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { unknownPlace, type place } from './contract.ts';
import { tables } from './tables.ts';

export type Place = Out<typeof place>;
export interface Holiday { readonly date: string; readonly name: string; readonly bank: boolean }
type Library = typeof Holidays;

/** Years whose holidays are looked up, before and after this one. Beyond, a week is as usual. */
const before = 2;
const after = 3;
const source = 'date-holidays 3.37.0';

/** The library is large and most calendars of a young desk need none of it: it is loaded when first asked. */
const library = async (): Promise<Library> => (await import('date-holidays')).default;
const open = (Made: Library, { country, state, region }: Place) => (state ? (region ? new Made(country, state, region) : new Made(country, state)) : new Made(country));
const nameOf = ({ country, state, region }: Place): string => [country, state, region].filter((part) => part !== null).join('-');

const known = new Map<string, readonly Holiday[]>();

/**
 * The public and bank holidays of a place around now, by date. Worked out once for each year and kept in the database,
 * as it takes the library a good part of a second.
 */
export async function holidaysOf(db: Reads, place: Place): Promise<ReadonlyMap<string, Holiday>> {
  const now = clock.now().getUTCFullYear();
  const years = Array.from({ length: before + after + 1 }, (_, n) => now - before + n);
  const all = await yearsOf(db, place, years);
  return new Map(all.filter((h) => place.bank || !h.bank).map((h) => [h.date, h]));
}

/** The same for some years, asked for by whoever looks at one. */
export async function yearsOf(db: Reads, place: Place, years: readonly number[]): Promise<Holiday[]> {
  const missing = years.filter((year) => !known.has(`${nameOf(place)} ${year}`));
  if (missing.length) await learn(db, place, missing);
  return years.flatMap((year) => known.get(`${nameOf(place)} ${year}`) ?? []);
}

async function learn(db: Reads, place: Place, years: readonly number[]): Promise<void> {
  const name = nameOf(place);
  const rows = await tables(db).selectFrom('calendar_holidays').select(['year', 'days']).where('place', '=', name).where('source', '=', source).where('year', 'in', [...years]).execute();
  for (const row of rows) known.set(`${name} ${row.year}`, row.days as unknown as Holiday[]);
  for (const year of years) {
    if (known.has(`${name} ${year}`)) continue;
    const days = await workOut(place, year);
    known.set(`${name} ${year}`, days);
    await tables(db).insertInto('calendar_holidays').values({ place: name, year, source, days: JSON.stringify(days), at: clock.now() }).onConflict((c) => c.doNothing()).execute();
  }
}

/** A holiday counts for the days whose noon lies in it: those that begin at sunset or in the afternoon close the day they are kept on. */
async function workOut(place: Place, year: number): Promise<Holiday[]> {
  const found = open(await library(), place).getHolidays(year, 'en').filter((h) => h.type === 'public' || h.type === 'bank');
  const days = new Map<string, Holiday>();
  for (const { date, start, end, name, type } of found) {
    const first = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 19) || '00:00:00'}Z`);
    const last = first + (end.getTime() - start.getTime());
    for (let noon = Date.parse(`${date.slice(0, 10)}T12:00:00Z`); noon < last; noon += 86_400_000) {
      const day = new Date(noon).toISOString().slice(0, 10);
      if (noon >= first && (!days.has(day) || type === 'public')) days.set(day, { date: day, name, bank: type === 'bank' });
    }
  }
  return [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Refuses a place the library does not know. */
export async function mustKnow(place: Place): Promise<void> {
  const { states, regions, countries } = await placesIn(place.country, place.state ?? undefined);
  const has = (all: readonly { id: string }[], id: string | null) => id === null || all.some((one) => one.id === id);
  if (!has(countries, place.country) || !has(states, place.state) || !has(regions, place.region)) refuse(unknownPlace);
}

type Option = { id: string; name: string };
const options = (found: Record<string, string> | undefined): Option[] => Object.entries(found ?? {}).map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en'));

/** The places one can choose from. */
export async function placesIn(country?: string, state?: string): Promise<{ countries: Option[]; states: Option[]; regions: Option[] }> {
  const all = new (await library())();
  return {
    countries: options(all.getCountries('en')), states: country ? options(all.getStates(country, 'en')) : [], regions: country && state ? options(all.getRegions(country, state, 'en')) : [],
  };
}
