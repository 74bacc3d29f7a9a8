import type { Random } from './random.ts';

const dayMs = 24 * 3600_000;
const locales: Readonly<Record<string, string>> = { en: 'en-US', de: 'de-DE', fr: 'fr-FR', es: 'es-ES', pt: 'pt-PT', nl: 'nl-NL', it: 'it-IT', sv: 'sv-SE' };

/** What the slots of one ticket stand for, chosen once, so that an amount stays the same throughout a conversation. */
export type Slots = Map<string, string>;

interface Saying { readonly random: Random; readonly slots: Slots; readonly choices?: Readonly<Record<string, readonly string[]>>; readonly language: string }
interface Dating { readonly random: Random; readonly slots: Slots; readonly language: string; readonly at: Date; readonly zone: string }

/** One wording of a text: alternatives chosen, slots filled; dates stay open. */
export function worded(text: string, by: Saying): string {
  const chosen = text.replace(/\[([^[\]]*\|[^[\]]*)\]/g, (_, all: string) => by.random.pick(all.split('|')));
  return chosen.replace(/<([a-z]+)>/g, (open, name: string) => (name === 'date' ? open : slot(name, by))).replace(/ +/g, ' ');
}

/** The dates of a text: `<day+2>` seen from the moment it was said, `<date>` a while before the ticket began. */
export function dated(text: string, by: Dating): string {
  return text.replace(/<day\+(\d+)>/g, (_, days: string) => dayIn(by, Number(days))).replace(/<date>/g, () => {
    const known = by.slots.get('date') ?? new Intl.DateTimeFormat(localeOf(by.language), { day: 'numeric', month: 'long', timeZone: by.zone }).format(new Date(by.at.getTime() - by.random.whole(3, 17) * dayMs));
    by.slots.set('date', known);
    return known;
  });
}

function slot(name: string, by: Saying): string {
  const known = by.slots.get(name);
  if (known !== undefined) return known;
  const value = by.choices?.[name] ? by.random.pick(by.choices[name]) : made(name, by);
  by.slots.set(name, value);
  return value;
}

function made(name: string, by: Saying): string {
  const { random } = by;
  switch (name) {
    case 'order': return `HH-${random.whole(41_200, 58_900)}`;
    case 'version': return `${random.whole(4, 5)}.${random.whole(0, 14)}.${random.whole(0, 3)}`;
    case 'amount': return new Intl.NumberFormat(locales[by.language], { minimumFractionDigits: 2 }).format(random.whole(36, 980) / 2 + random.pick([0, 0, 0.4, 0.45]));
    default: throw new Error(`no words for <${name}>`);
  }
}

const dayIn = (by: Dating, days: number): string =>
  days === 0 ? today[by.language] ?? 'today' : new Intl.DateTimeFormat(locales[by.language], { weekday: 'long', day: 'numeric', month: 'long', timeZone: by.zone }).format(new Date(by.at.getTime() + days * dayMs));
const today: Readonly<Record<string, string>> = { en: 'today', de: 'heute', fr: 'aujourd’hui', es: 'hoy', pt: 'hoje', nl: 'vandaag', it: 'oggi', sv: 'i dag' };

const greetings: Readonly<Record<string, (first: string, name: string) => string>> = {
  en: (first) => `Hi ${first},`, de: (_, name) => `Guten Tag ${name},`, fr: (first) => `Bonjour ${first},`, es: (first) => `Hola, ${first}:`, pt: (first) => `Olá ${first},`, nl: (first) => `Beste ${first},`, it: (first) => `Gentile ${first},`, sv: (first) => `Hej ${first}!`,
};
export const greeting = (language: string, first: string, name: string): string => (greetings[language] ?? greetings.en!)(first, name);

const closings: Readonly<Record<string, readonly string[]>> = {
  en: ['Best,', 'Kind regards,', 'All the best,'], de: ['Viele Grüße', 'Freundliche Grüße'], fr: ['Bien à vous,', 'Cordialement,'], es: ['Un saludo,', 'Saludos cordiales,'], pt: ['Com os melhores cumprimentos,'], nl: ['Met vriendelijke groet,'], it: ['Cordiali saluti,'], sv: ['Vänliga hälsningar'],
};
const thanks: Readonly<Record<string, readonly string[]>> = {
  en: ['Thanks,', 'Thank you,', 'Regards,', 'Best,', 'Cheers,', ''], de: ['Mit freundlichen Grüßen', 'Viele Grüße', 'Danke und Gruß'], fr: ['Cordialement,', 'Merci d’avance,', 'Bien à vous,'], es: ['Gracias y un saludo,', 'Saludos,', 'Un cordial saludo,'],
  pt: ['Obrigada,', 'Cumprimentos,'], nl: ['Groet,', 'Met vriendelijke groet,'], it: ['Grazie,', 'Cordiali saluti,'], sv: ['Hälsningar'],
};
export const closing = (language: string, random: Random): string => random.pick(closings[language] ?? closings.en!);
export const farewell = (language: string, random: Random): string => random.pick(thanks[language] ?? thanks.en!);
const localeOf = (language: string): string => locales[language] ?? 'en-US';
