/**
 * What in a customer's words speaks for escalating (E1): plain patterns in several languages, no network, each with the
 * reason in words. They suggest, they never act.
 */

export type Rule = 'asks-for-manager' | 'legal' | 'press' | 'safety' | 'complaint' | 'engineering' | 'again' | 'service-level' | 'authority' | 'forced';
export interface Signal { readonly rule: Rule; /** The words it was seen in. */ readonly quote: string }

// \b knows Latin letters only: words end where no letter or digit follows.
const word = (source: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'iu');

const patterns: readonly (readonly [Rule, RegExp])[] = [
  ['legal', word([
    'my (?:lawyer|attorney|solicitor)', '(?:hire|contact|call|speak (?:to|with)|consult(?:ing)?|involve) (?:a|an|my|our) (?:lawyer|attorney|solicitor)s?', 'legal (?:action|steps|proceedings|team|department)', 'take (?:you|this|it|them) to (?:court|small claims)', 'see you in court', 'small claims(?: court)?', 'i(?:\'|’)?ll sue', 'i will sue', '(?:going|ready|want|about) to sue', 'sue you', 'law ?suit', 'class action', 'trading standards', 'consumer protection', 'ombudsman', 'better business bureau', 'chargeback', 'gdpr (?:request|complaint|breach)', 'data protection (?:authority|officer|commissioner)', 'cease and desist',
    'rechtsanw[aä]lt(?:e|in|s)?', 'mein(?:en|em)? anwalt', 'meine(?:r)? anwältin', 'anwalt einschalten', 'rechtliche schritte', 'juristische schritte', 'rechtsweg', 'vor gericht', 'gerichtlich', 'verklage(?:n)?', 'klage einreichen', 'anzeige erstatten', 'verbraucherzentrale', 'verbraucherschutz', 'schlichtungsstelle', 'mahnbescheid', 'datenschutzbehörde',
    'mon avocate?', 'un avocat', 'action en justice', 'poursuites? judiciaires?', 'porter plainte', 'déposer plainte', 'au tribunal', 'saisir (?:la justice|le tribunal|le médiateur)', 'mise en demeure', '60 millions de consommateurs', 'que choisir', 'la cnil',
    'mi abogad[oa]', 'un abogado', 'acciones? legales?', 'vía legal', 'demandarles?', 'voy a demandar', 'una demanda', 'denunciar(?:les|los)?', 'poner una denuncia', 'juzgado', 'tribunales', 'oficina del consumidor', 'hoja de reclamaciones', 'burofax',
    'il mio avvocato', 'vie legali', 'azione legale', 'meu advogado', 'procon', 'mijn advocaat', 'juridische stappen',
  ].join('|'))],
  ['press', word([
    'the press', '(?:go|going|went|talk|speak) to (?:the )?(?:press|media|news(?:paper)?s?)', 'journalists?', 'newspapers?', 'local news', 'on (?:twitter|x\\.com|tiktok|instagram|facebook|youtube|reddit|linkedin|trustpilot)', '(?:post|share|tweet) (?:this|it|about (?:this|it|you)) (?:on|online|everywhere)', 'go(?:ing|es)? viral', 'bad reviews?', 'one[- ]star(?: review)?', '1[- ]star(?: review)?', 'negative review', 'trustpilot', 'social media', 'watchdog',
    'die presse', 'an die presse', 'journalist(?:en|in)?', 'an die öffentlichkeit', 'in den medien', 'schlechte bewertung', 'negative bewertung', '1[- ]stern(?:[- ]bewertung)?', 'auf (?:twitter|facebook|instagram|tiktok|google)', 'soziale(?:n)? medien', 'stiftung warentest',
    'la presse', 'les médias', 'journalistes?', 'réseaux sociaux', 'mauvais avis', 'avis négatif', 'sur (?:twitter|facebook|instagram|tiktok|google)',
    'la prensa', 'los medios', 'periodistas?', 'redes sociales', 'mala reseña', 'reseña negativa', 'en (?:twitter|facebook|instagram|tiktok|google)',
    'giornalist[ai]', 'recensione negativa', 'redes de notícias', 'de pers', 'slechte recensie',
  ].join('|'))],
  ['safety', word([
    'caught fire', 'on fire', 'smoke', 'gas leak', 'smell(?:s|ed|ing)? (?:of )?gas', 'smell gas', 'carbon monoxide', 'electric(?:al)? shock', 'electrocuted', 'got (?:hurt|injured|burn(?:t|ed))', 'was (?:hurt|injured|burn(?:t|ed))', 'ambulance', 'to (?:the )?hospital', 'unsafe', 'dangerous',
    'brennt', 'gebrannt', 'feuer gefangen', 'rauch', 'gasgeruch', 'riecht nach gas', 'gasleck', 'stromschlag', 'verletzt', 'verbrannt', 'krankenhaus', 'lebensgefähr(?:lich|dung)', 'gefährlich',
    'a pris feu', 'incendie', 'fumée', 'fuite de gaz', 'odeur de gaz', 'choc électrique', 'blessée?s?', 'brûlée?s?', 'hôpital', 'dangereu(?:x|se)',
    'se incendió', 'incendio', 'humo', 'fuga de gas', 'olor a gas', 'descarga eléctrica', 'herid[oa]s?', 'quemadura', 'hospital', 'peligros[oa]',
  ].join('|'))],
  ['asks-for-manager', word([
    '(?:speak|talk|speaking|talking|complain|write|escalate|transfer(?:red)?|put (?:me )?through) (?:to|with) (?:a|an|the|your|his|her|some(?:one|body)|any(?:one|body))(?: \\w+){0,3}? (?:manager|supervisor|boss|team lead(?:er)?|superior|director|ceo|management|in charge|higher up|above you|more senior)', '(?:want|need|demand|get me|give me|request|like|see|ask(?:ed|ing)? for) (?:a|an|the|your)(?: \\w+)? (?:manager|supervisor|boss|superior)', 'your (?:manager|supervisor|boss|superior|ceo|management)', 'escalate (?:this|it|my|the)', 'please escalate', 'higher up', 'someone (?:higher|senior|above you|in charge|who can (?:actually )?decide)', 'who is in charge', 'manager,? please', 'supervisor,? please',
    'ihren? (?:vorgesetzten?|chefin?|chef|manager(?:in)?|teamleiter(?:in)?|abteilungsleiter(?:in)?|geschäftsführ(?:er|erin|ung))', '(?:einen|den|eine|die|dem|der) (?:vorgesetzten?|manager(?:in)?|teamleiter(?:in)?|teamleitung|abteilungsleiter(?:in)?|geschäftsführ(?:er|erin|ung)|geschäftsleitung|chefin?)', 'vorgesetzten?', 'nächsthöhere(?:n)? (?:stelle|instanz)', 'eskalier(?:en|t|e) sie', 'wer ist (?:hier )?verantwortlich',
    '(?:un|votre|le|son) (?:responsable|supérieur|directeur|manager|superviseur|chef)', 'votre hiérarchie', 'la direction', 'parler à (?:un|votre|quelqu(?:\'|’)un de) (?:responsable|supérieur|la direction)',
    '(?:un|su|el|tu|al|una) (?:supervisora?|gerente|encargad[oa]|responsable|jef[ea]|superior)', 'hablar con (?:un|su|el|la|alguien) (?:supervisor|gerente|encargado|responsable|jefe|superior)',
    '(?:un|il|suo|tuo) (?:responsabile|superiore|direttore|capo)', 'seu (?:gerente|supervisor|chefe)', 'um (?:gerente|supervisor)', '(?:uw|jullie|een|je) (?:manager|leidinggevende|supervisor|baas)',
  ].join('|'))],
  ['complaint', word([
    'formal complaint', 'official complaint', '(?:file|filing|make|making|lodge|lodging|raise|register|submit) (?:a|an|my|this)(?: \\w+)? complaint', 'this is a complaint', 'i(?: \\w+)? (?:want|wish|would like) to complain', 'complaints? (?:department|procedure|team)', 'unacceptable', 'outrageous', 'disgrace(?:ful)?', 'appalling', 'worst (?:service|company|support|experience)', 'disgusted', 'rip[- ]?off', 'scam(?:med|mers?)?', 'fraud(?:ulent)?', 'never (?:again|buy(?:ing)? from you)', 'cancel (?:my|our|the) (?:account|contract|subscription)', 'leaving (?:you|your company)', 'want my money back',
    'beschwerde', 'beschweren', 'reklamation', 'unverschämt(?:heit)?', 'frechheit', 'inakzeptabel', 'nicht (?:akzeptabel|hinnehmbar)', 'unmöglich(?:er)? (?:service|zustand)', 'katastroph(?:e|al)', 'abzocke', 'betrug', 'betrüger', 'nie wieder', 'unzumutbar', 'kündige(?:n)? (?:ich|den|meinen)', 'mein geld zurück', 'schlechteste(?:r|n)? (?:service|kundendienst)',
    'réclamation', 'me plaindre', 'inacceptable', 'inadmissible', 'scandaleux', 'honteux', 'arnaque', 'escroquerie', 'plus jamais', 'rembours(?:ez|er) (?:moi|immédiatement)', 'résilier (?:mon|notre)', 'lamentable',
    'reclamación', 'queja formal', 'presentar una queja', 'quejarme', 'inaceptable', 'indignante', 'vergonzoso', 'estafa', 'fraude', 'nunca más', 'cancelar (?:mi|nuestra?|la) (?:cuenta|contrato|suscripción)', 'devuélvanme', 'pésimo servicio',
    'reclamo formale', 'inaccettabile', 'vergogna', 'truffa', 'reclamação', 'inaceitável', 'klacht indienen', 'onacceptabel', 'schandalig', 'oplichting',
  ].join('|'))],
  ['engineering', word([
    'stack ?trace', 'error (?:code|message|500|502|503|504)', '(?:http|error|status) ?5\\d\\d', 'internal server error', 'bad gateway', 'exception', 'crash(?:es|ed|ing)?', 'data (?:loss|is gone|disappeared)', 'bug', 'api (?:returns|error|is down)', 'outage', 'still (?:not working|broken|down|failing)', 'time ?outs?', 'segfault',
    'fehlermeldung', 'fehlercode', 'stürzt (?:immer )?ab', 'abgestürzt', 'serverfehler', 'daten(?:verlust| sind weg)', 'störung', 'ausfall', 'message d(?:\'|’)erreur', 'plante', 'erreur serveur', 'panne', 'mensaje de error', 'se cierra sol[oa]', 'error del servidor', 'caído', 'avería',
  ].join('|'))],
];

const longest = 20_000;
/** The signals in one text, the weightiest first, each at most once. */
export function signalsIn(text: string): Signal[] {
  const read = text.slice(0, longest);
  return patterns.flatMap(([rule, pattern]) => {
    const found = pattern.exec(read);
    return found && !unmeant(read, found.index, rule) ? [{ rule, quote: around(read, found.index, found[0].length) }] : [];
  });
}

/** "No complaint", "keine Beschwerde": said to be absent. */
const negated = /(?:^|[\s,.;])(?:no|not (?:a|an)|without|isn['’]t (?:a|an)|keine?n?|ohne|pas (?:de|d['’]|une?)|sans|ninguna?|sin)\s+(?:\p{L}+\s+)?$/iu;
const unmeant = (text: string, at: number, rule: Rule): boolean => rule !== 'legal' && negated.test(text.slice(Math.max(0, at - 40), at));

const reach = 60;
/** The words around a place, cut at words. */
function around(text: string, at: number, length: number): string {
  const from = Math.max(0, at - reach);
  const to = Math.min(text.length, at + length + reach);
  const cut = text.slice(from, to).replace(/\s+/g, ' ');
  const start = from > 0 ? cut.replace(/^\S*\s/, '…') : cut.trimStart();
  return to < text.length ? start.replace(/\s\S*$/, '…') : start.trimEnd();
}

const angry = word(['furious', 'angry', 'fed up', 'ridiculous', 'disgusted', 'outrageous', 'unacceptable', 'worst', 'joke', 'pathetic', 'wütend', 'sauer', 'unverschämt', 'frechheit', 'inakzeptabel', 'lächerlich', 'furieu(?:x|se)', 'en colère', 'scandaleux', 'inadmissible', 'ridicule', 'furios[oa]', 'enfadad[oa]', 'indignante', 'inaceptable', 'vergüenza'].join('|'));
const upset = word(['disappointed', 'frustrat(?:ed|ing)', 'annoy(?:ed|ing)', 'upset', 'unhappy', 'again', 'still waiting', 'third time', 'enttäuscht', 'verärgert', 'ärgerlich', 'schon wieder', 'immer noch', 'déçue?', 'agacée?', 'toujours pas', 'encore une fois', 'decepcionad[oa]', 'molest[oa]', 'otra vez', 'todavía'].join('|'));
const worried = word(['worried', 'concerned', 'afraid', 'urgent(?:ly)?', 'anxious', 'besorgt', 'sorge', 'dringend', 'inqui(?:et|ète)', 'urgente?', 'preocupad[oa]'].join('|'));

/** How the customer sounds, by their words alone; null when nothing says so. A suggestion for the form. */
export function moodIn(text: string): 'angry' | 'upset' | 'worried' | null {
  const read = text.slice(0, longest);
  const letters = read.replace(/[^\p{L}]/gu, '');
  const shouting = letters.length > 20 && letters.replace(/[^\p{Lu}]/gu, '').length / letters.length > 0.6;
  return angry.test(read) || shouting || /[!?]{3,}/.test(read) ? 'angry' : upset.test(read) ? 'upset' : worried.test(read) ? 'worried' : null;
}

const money = new RegExp('(?:(€|\\$|£|\\b(?:EUR|USD|GBP|CHF)\\b)\\s?(\\d{1,9}(?:[.,]\\d{1,3}){0,3}))|(?:(\\d{1,9}(?:[.,]\\d{1,3}){0,3})(?:,-)?\\s?(€|\\$|£|(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?)\\b))', 'giu');
const currencies: Readonly<Record<string, string>> = { '€': 'EUR', eur: 'EUR', euro: 'EUR', euros: 'EUR', $: 'USD', usd: 'USD', dollar: 'USD', dollars: 'USD', '£': 'GBP', gbp: 'GBP', pound: 'GBP', pounds: 'GBP', chf: 'CHF' };
const wantsMoney = word(['refund(?:ed|s)?', 'money back', 'reimburse(?:d|ment)?', 'compensat(?:e|ed|ion)', 'credit(?:ed)?', 'pay (?:me )?back', 'rückerstatt(?:en|et|ung)', 'erstatt(?:en|et|ung)', 'gutschrift', 'geld zurück', 'entschädig(?:en|ung)', 'rembours(?:er|ez|ement)', 'indemnis(?:er|ation)', 'dédommagement', 'reembolso', 'reembols(?:ar|en)', 'devolución', 'devuelvan', 'indemnización', 'compensación'].join('|'));

/** Sums of money somebody asks back; none where nothing is asked back. 1.200,50 and 1,200.50 are the same. */
export function askedBack(text: string): { amount: number; currency: string; quote: string }[] {
  const read = text.slice(0, longest);
  if (!wantsMoney.test(read)) return [];
  return [...read.matchAll(money)].map((m) => ({ amount: numberOf(m[2] ?? m[3]!), currency: currencies[(m[1] ?? m[4]!).toLowerCase()]!, quote: around(read, m.index, m[0].length) }));
}
/** The last sign before one or two figures divides cents; other signs divide thousands. */
function numberOf(text: string): number {
  const cents = /[.,](\d{1,2})$/.exec(text);
  const whole = (cents ? text.slice(0, cents.index) : text).replace(/[.,]/g, '');
  return Number(cents ? `${whole}.${cents[1]}` : whole);
}

const filler = new Set('re fw fwd aw wg tr the a an of to for and or in on at my our your with about is it this der die das ein eine und oder zu im am mein meine le la les un une de du des et mon ma el los las y mi tu'.split(' '));
const wordsOf = (subject: string): Set<string> => new Set(subject.toLowerCase().normalize('NFKC').split(/[^\p{L}\p{N}]+/u).filter((w) => w.length > 1 && !filler.has(w)));
/** Whether two subjects are about the same thing: at least half of their words, and two, in common; or the same single word. */
export function sameMatter(a: string, b: string): boolean {
  const [x, y] = [wordsOf(a), wordsOf(b)];
  if (!x.size || !y.size) return false;
  const common = [...x].filter((w) => y.has(w)).length;
  return common / Math.min(x.size, y.size) >= 0.5 && (common >= 2 || (x.size === 1 && y.size === 1));
}
