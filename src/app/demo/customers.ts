import { companies, customerNotes, names, privateDomains, privatePlans, type CompanyPlan } from './names.ts';
import type { Random } from './random.ts';

export interface CustomerPlan {
  readonly name: string; readonly first: string; readonly email: string; readonly phone: string | null; readonly language: string; readonly zone: string; readonly street: string;
  readonly company: CompanyPlan | null; readonly plan: string; readonly critical: boolean; readonly notes: string; readonly preferred: 'unknown' | 'email' | 'phone' | 'text';
}

/** How many customers speak what: 200 in all. */
const speakers: readonly (readonly [string, number])[] = [['en', 118], ['de', 26], ['es', 18], ['fr', 16], ['pt', 9], ['nl', 5], ['it', 5], ['sv', 3]];

/** The letters that addresses are made of. */
const ascii = (text: string): string => text.toLowerCase().replace(/ß/g, 'ss').replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').normalize('NFD').replace(/[^a-z]+/g, '');

/** 200 people, some of them at one of the companies, no two with the same name. */
export function planCustomers(random: Random): CustomerPlan[] {
  const taken = new Set<string>();
  return speakers.flatMap(([language, count]) => {
    const theirs = companies.filter((c) => c.language === language);
    return Array.from({ length: count }, (_, n) => {
      const company = theirs.length && n < Math.max(theirs.length, Math.floor(count * 0.38)) ? theirs[n % theirs.length]! : null;
      return one(random, language, company, n, taken);
    });
  });
}

function one(random: Random, language: string, company: CompanyPlan | null, n: number, taken: Set<string>): CustomerPlan {
  const from = names[language]!;
  let first: string;
  let last: string;
  do {
    first = random.pick(from.first);
    last = random.pick(from.last);
  } while (taken.has(`${first} ${last}`));
  taken.add(`${first} ${last}`);
  const digits = String(100 + ((taken.size * 37) % 900));
  const english = language === 'en';
  const number = random.whole(2, 188);
  const box = random.pick([`${ascii(first)}.${ascii(last)}`, `${ascii(first)}.${ascii(last)}`, `${ascii(first).slice(0, 1)}${ascii(last)}`, `${ascii(first)}${number}`]);
  return {
    name: `${first} ${last}`, first, language, company, critical: false,
    email: company ? `${ascii(first)}.${ascii(last)}@${company.domain}` : `${box}${taken.size}@${random.pick(privateDomains)}`,
    phone: random.chance(0.66) ? `${from.phone}${digits}` : null, zone: random.pick(company ? from.zones.slice(0, 1) : from.zones),
    street: english ? `${number} ${random.pick(from.streets)}` : `${random.pick(from.streets)} ${number}`,
    plan: company ? '' : random.pick(privatePlans), notes: random.chance(0.14) ? random.pick(customerNotes) : '',
    preferred: n % 4 === 0 ? random.pick(['email', 'phone', 'text'] as const) : 'unknown',
  };
}
