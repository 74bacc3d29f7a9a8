/** Words by which prices, days and commitments are said, in English, German, French and Spanish. Patterns without flags, matched whatever the case. */
export const currencies: Readonly<Record<string, readonly string[]>> = {
  EUR: ['€', 'eur', 'euro', 'euros'], USD: ['$', 'us$', 'usd', 'dollar', 'dollars', 'dólares', 'dólar'], GBP: ['£', 'gbp', 'pound', 'pounds', 'quid', 'libras'], CHF: ['chf', 'sfr.', 'franken', 'francs', 'francos'],
};
export const percentWords = '%|percent|per cent|prozent|pour cent|pourcent|por ciento';

const months: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'jänner', 'janvier', 'janv', 'enero', 'ene'], ['february', 'feb', 'februar', 'feber', 'février', 'févr', 'febrero'], ['march', 'mar', 'märz', 'mars', 'marzo'],
  ['april', 'apr', 'avril', 'avr', 'abril', 'abr'], ['may', 'mai', 'mayo'], ['june', 'jun', 'juni', 'juin', 'junio'], ['july', 'jul', 'juli', 'juillet', 'juil', 'julio'],
  ['august', 'aug', 'août', 'agosto', 'ago'], ['september', 'sep', 'sept', 'septembre', 'septiembre'], ['october', 'oct', 'oktober', 'okt', 'octobre', 'octubre'],
  ['november', 'nov', 'novembre', 'noviembre'], ['december', 'dec', 'dezember', 'dez', 'décembre', 'déc', 'diciembre', 'dic'],
];
export const monthNames: Readonly<Record<string, number>> = Object.fromEntries(months.flatMap((all, at) => all.map((name) => [name, at + 1])));

const weekdays: readonly (readonly string[])[] = [
  ['sunday', 'sonntag', 'dimanche', 'domingo'], ['monday', 'montag', 'lundi', 'lunes'], ['tuesday', 'dienstag', 'mardi', 'martes'], ['wednesday', 'mittwoch', 'mercredi', 'miércoles'],
  ['thursday', 'donnerstag', 'jeudi', 'jueves'], ['friday', 'freitag', 'vendredi', 'viernes'], ['saturday', 'samstag', 'sonnabend', 'samedi', 'sábado'],
];
export const weekdayNames: Readonly<Record<string, number>> = Object.fromEntries(weekdays.flatMap((all, at) => all.map((name) => [name, at])));
/** "mañana" after "la" or "de" is a morning; "morgens" is one too, and no whole word here. */
export const nextDayWords = 'tomorrow|morgen(?!\\s+(?:früh\\s+)?um\\s+(?:halb\\s+)?\\d+\\s+uhr\\s+morgens)|demain|(?<!(?:la|de|por la|esta)\\s)mañana';

/** Beginnings of words: what somebody commits to when the sentence promises. */
export const commitmentWords: Readonly<Record<'refund' | 'credit' | 'free' | 'replace' | 'guarantee', string>> = {
  refund: 'refund|reimburs|money back|pay(?:ing)? (?:you )?back|rückerstatt|erstatt|rückzahl|zurückzahl|geld zurück|rembours|reembols|reintegr|devolver(?:emos|é|le)|devoluci[oó]n del (?:dinero|importe)',
  credit: 'credit(?: note)?(?![\\p{L}])|voucher|discount|gutschrift|gutschreib|gutschein|rabatt|nachlass|preisnachlass|bon d[’\' ]achat|un avoir|remise|réduction|vale de|cup[oó]n|abono|abonar(?:emos|é|le)|descuento',
  free: 'free of charge|for free|at no (?:extra )?(?:cost|charge)|without (?:extra )?(?:cost|charge)|kostenlos|kostenfrei|gratis|ohne (?:weitere )?kosten|gratuit|sans frais|offert(?:e|s)?(?![\\p{L}])|sin (?:coste|costo|cargo)|gratuito',
  replace: 'replac(?:e|ement|ing)|new (?:one|unit|device)|ersatzgerät|ersatzlieferung|austausch|ersetzen|umtausch|remplac|échang|reemplaz|sustitu|cambiar(?:emos|é|le) (?:el|la|por)',
  guarantee: 'guarantee|warrant(?:y|ies)|garantie|garantieren|zusicher|garanti(?:r|ssons|s)(?![\\p{L}])|garantiz|garantía',
};
