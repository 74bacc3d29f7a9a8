import type { Language } from '../../core/commitments.ts';

export const numbers: Readonly<Record<string, number>> = {
  a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, ein: 1, eine: 1, einem: 1, einer: 1, eines: 1, zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, zehn: 10,
  un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, sept: 7, huit: 8, neuf: 9, dix: 10, uno: 1, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, half: 0.5, media: 0.5,
};
export const count = `(?:(\\d{1,3}|${Object.keys(numbers).join('|')})(?:\\s*(?:-|–|to|or|bis|oder|à|ou|a|o)\\s*(\\d{1,3}|${Object.keys(numbers).join('|')}))?)`;
export const units: Readonly<Record<Language, Readonly<Record<'minute' | 'hour' | 'workday' | 'day' | 'week', string>>>> = {
  en: { minute: 'min(?:ute)?s?', hour: 'hours?|hrs?|h', workday: '(?:working|business|work) ?days?', day: 'days?', week: 'weeks?' },
  de: { minute: 'min(?:uten?)?', hour: 'stunden?|std|h', workday: '(?:werk|arbeits)tag(?:en?|e)?', day: 'tag(?:en?|e)?', week: 'wochen?' },
  fr: { minute: 'min(?:utes?)?', hour: 'heures?|h', workday: 'jours? (?:ouvrés?|ouvrables?)', day: 'jours?', week: 'semaines?' },
  es: { minute: 'min(?:utos?)?', hour: 'horas?|h', workday: 'días? (?:hábil(?:es)?|laborables?)', day: 'días?', week: 'semanas?' },
};
export const before: Readonly<Record<Language, string>> = {
  en: "(?:with)?in (?:the next |the |about |a |another )?|(?:no|not) later than |over the next |after ", de: '(?:innerhalb|binnen|in|spätestens in|nach)(?: von| der nächsten| den nächsten)? ', fr: "(?:sous|dans|d['’]ici|en|après)(?: les| un délai de)? ", es: '(?:en|dentro de|antes de|en un plazo (?:máximo )?de|tras)(?: las próximas| los próximos)? ',
};
/** Times of a day that have a name. `end` is the end of the working day. */
export const named: Readonly<Record<Language, readonly (readonly [RegExp, 'end' | number])[]>> = {
  en: [[/\b(?:eod|cob|eob|(?:the )?end of (?:the |my |our )?(?:working |business )?(?:day|(?=tomorrow|today|monday|tuesday|wednesday|thursday|friday))|close of (?:business|play)|end of business)\b/iu, 'end'], [/\b(?:noon|midday|lunchtime)\b/iu, 12 * 60], [/\bfirst thing\b/iu, 9 * 60], [/\b(?:in the |this |by )?morning\b/iu, 12 * 60], [/\b(?:in the |this |by )?afternoon\b/iu, 17 * 60], [/\b(?:tonight|this evening|in the evening)\b/iu, 20 * 60]],
  de: [[/(?:feierabend|tagesende|ende des (?:arbeits)?tages|dienstschluss|geschäftsschluss|noch heute|heute noch)/iu, 'end'], [/(?<!\p{L})mittags?(?!\p{L})/iu, 12 * 60], [/(?<!\p{L})(?:vormittags?|(?:heute|morgen) früh)(?!\p{L})/iu, 12 * 60], [/(?<!\p{L})nachmittags?(?!\p{L})/iu, 17 * 60], [/(?<!\p{L})abends?(?!\p{L})/iu, 20 * 60]],
  fr: [[/fin de (?:la )?journée/iu, 'end'], [/(?<![\p{L}-])midi(?!\p{L})/iu, 12 * 60], [/dans la matinée|(?<!\p{L})matin(?!\p{L})/iu, 12 * 60], [/(?:cet |dans l['’]|l['’])?après-midi/iu, 17 * 60], [/(?<!\p{L})(?:ce |au )?soir(?!\p{L})/iu, 20 * 60]],
  es: [[/(?:final|fin) del? día|última hora/iu, 'end'], [/mediodía/iu, 12 * 60], [/por la mañana/iu, 12 * 60], [/(?:esta|por la) tarde/iu, 17 * 60], [/(?:esta|por la) noche/iu, 20 * 60]],
};
export const weekEnd: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:eow|(?:the )?end of (?:the |this )?(?:working )?week|(?:later )?this week)\b/iu, de: /(?:ende (?:der|dieser) woche|(?:noch )?diese woche|(?:noch )?in dieser woche)/iu, fr: /(?:(?:la )?fin de (?:la |cette )?semaine|cette semaine)/iu, es: /(?:(?:final|fin)(?:es)? de (?:la |esta )?semana|esta (?:misma )?semana)/iu,
};
export const monthEnd: Readonly<Record<Language, RegExp>> = { en: /\b(?:the )?end of (?:the |this )?month\b/iu, de: /(?:ende (?:des|dieses) monats|monatsende)/iu, fr: /(?:la )?fin (?:du|de ce) mois/iu, es: /(?:final|fin)(?:es)? de(?:l| este)? mes/iu };
/** Days that the library does not know by that name. */
export const dayNames: Readonly<Record<Language, readonly (readonly [RegExp, number])[]>> = {
  en: [[/\bday after tomorrow\b/iu, 2]], de: [[/übermorgen/iu, 2]], fr: [[/après[- ]demain/iu, 2], [/aujourd['’]hui|(?<!\p{L})ce jour(?!\p{L})/iu, 0]], es: [[/pasado mañana/iu, 2], [/(?<!\p{L})hoy(?: mismo)?(?!\p{L})/iu, 0]],
};
export const oclock: Readonly<Record<Language, RegExp>> = {
  en: /(?:\b(?:at|by|before|around|until) )?\b(\d{1,2})(?::(\d{2}))?\s?(am|pm|a\.m\.|p\.m\.)(?!\p{L})|\b(?:at|by|before|around|until) (\d{1,2}):(\d{2})\b/iu, de: /(\d{1,2})(?:[:.](\d{2}))?\s?uhr|(?:um|bis|gegen|vor) (\d{1,2})[:.](\d{2})(?![\d.])/iu,
  fr: /(?:à |avant |vers )?(\d{1,2})\s?(?:h|heures?)\s?(\d{2})?(?!\p{L})|(?:à|avant|vers) (\d{1,2}):(\d{2})/iu, es: /(?:a|antes de|hacia|sobre) las? (\d{1,2})(?::(\d{2}))?(?:\s?h)?(?:\s?(de la (?:tarde|noche|mañana)|pm|am|p\.m\.|a\.m\.))?/iu,
};
