/**
 * Whether words that hand something over say enough for somebody else to go on with. Plain rules in several languages,
 * the same on the server and while one types: a field is refused only for what can be pointed at.
 */

/** empty: nothing was written; short: too little; boilerplate: words that stand for nothing, such as "see above" or "please help"; repeated: the same words again; copied: the same as another field. */
export type Thin = 'empty' | 'short' | 'boilerplate' | 'repeated' | 'copied';

export interface ThinOptions {
  /** Fewest words of their own (default 3). Scripts without spaces are counted as one word for two signs. */
  readonly words?: number;
  /** "None" or "nothing promised" is an answer here. */
  readonly mayBeNone?: boolean;
  /** Other fields that this one must not merely repeat. */
  readonly others?: readonly string[];
}

/** Phrases that say nothing to whoever takes over, in the languages desks write in. Compared without signs and case. */
const boilerplate = [
  'n a', 'na', 'tbd', 'tba', 'todo', 'to do', 'wip', 'idk', 'asap', 'fyi', 'test', 'asdf', 'qwerty', 'lorem ipsum', 'blah', 'bla', 'xxx', 'abc', 'same', 'same as above', 'ditto', 'etc', 'stuff', 'things', 'various',
  'see above', 'see below', 'see ticket', 'see the ticket', 'see notes', 'see note', 'see the notes', 'see history', 'see thread', 'see conversation', 'see email', 'see mail', 'see message', 'see messages', 'read the ticket', 'read above', 'read thread',
  'as above', 'as below', 'as discussed', 'as agreed', 'as per ticket', 'as mentioned', 'per our chat', 'per chat', 'in the ticket', 'in ticket', 'in notes', 'refer to ticket', 'check ticket', 'check the ticket', 'check notes',
  'please help', 'pls help', 'plz help', 'help', 'help please', 'help needed', 'need help', 'needs help', 'please check', 'pls check', 'please advise', 'pls advise', 'please assist', 'please handle', 'please take over', 'please take', 'please look', 'please take a look', 'pls look',
  'please do the needful', 'do the needful', 'kindly do the needful', 'please action', 'please resolve', 'please fix', 'please see', 'take over', 'talked to customer', 'spoke to customer', 'called customer', 'take care of this', 'take care of it', 'look into this', 'look into it', 'you know what to do', 'follow up', 'please follow up', 'over to you', 'next steps', 'self explanatory', 'take a look', 'handle this', 'handle it', 'fix this', 'fix it', 'please', 'pls', 'plz', 'thanks', 'thank you', 'thx', 'ty', 'cheers', 'regards', 'hi', 'hello', 'hey', 'team', 'all',
  'customer issue', 'customer problem', 'customer complaint', 'customer has an issue', 'customer has a problem', 'customer not happy', 'issue', 'problem', 'question', 'urgent', 'important', 'escalation', 'escalate', 'handoff', 'escalating', 'everything', 'anything', 'something', 'not working', 'does not work', 'it does not work', 'doesnt work', 'broken',
  'siehe oben', 'bitte darum kümmern', 'zur weiteren bearbeitung', 's o', 'so', 'siehe unten', 'siehe ticket', 'siehe notiz', 'siehe notizen', 'siehe verlauf', 'siehe mail', 'wie oben', 'wie besprochen', 'wie gehabt', 'bitte prüfen', 'bitte pruefen', 'bitte ansehen', 'bitte anschauen', 'bitte übernehmen', 'bitte uebernehmen', 'bitte um hilfe', 'bitte helfen', 'bitte', 'danke', 'hilfe', 'problem beim kunden', 'kundenproblem', 'dringend', 'vielen dank', 'hallo', 'zur info', 'k a', 'ka', 'keine ahnung', 'geht nicht', 'funktioniert nicht',
  'voir ci dessus', 'voir ci dessous', 'voir ticket', 'voir le ticket', 'voir note', 'voir notes', 'voir historique', 'voir mail', 'comme discuté', 'comme convenu', 'merci de traiter', 'merci de prendre en charge', 'cf ticket', 'néant', 'merci de vérifier', 'merci de voir', 'à traiter', 'a traiter', 'svp', 's il vous plaît', 'merci', 'bonjour', 'aidez moi', 'besoin d aide', 'urgente', 'urgent svp', 'ne marche pas', 'ne fonctionne pas', 'pour info',
  'ver arriba', 'ver abajo', 'ver ticket', 'ver el ticket', 'ver nota', 'ver notas', 'ver historial', 'ver correo', 'como se habló', 'según lo hablado', 'por favor revisar', 'favor revisar', 'revisar por favor', 'favor de revisar', 'por favor ayuda', 'por favor', 'ayuda', 'gracias', 'hola', 'no funciona', 'para información',
  'zie boven', 'zie ticket', 'graag bekijken', 'graag oppakken', 'vedi sopra', 'vedi ticket', 'vedi note', 'per favore', 'grazie', 'come sopra', 'ver acima', 'favor verificar', 'obrigado',
];
const none = new Set([
  'none', 'nothing', 'no', 'nil', 'nothing promised', 'nothing was promised', 'none made', 'no promises', 'no promise', 'no commitments', 'nothing yet', 'none yet', 'not yet', 'n a', 'na', 'keine', 'keins', 'nichts', 'nichts zugesagt', 'nichts versprochen', 'nein', 'noch nichts', 'aucun', 'aucune', 'rien', 'rien promis', 'non', 'ninguno', 'ninguna', 'nada', 'nada prometido',
]);
/** Answers of nothing where something is asked for. */
const nothing = new Set([...none, 'nothing done', 'unknown', 'not sure', 'unsure', 'dont know', 'i dont know', 'no idea', 'whatever', 'unbekannt', 'weiß nicht', 'inconnu', 'je ne sais pas', 'desconocido', 'no sé', 'no se']);

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[’'`]/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
const apart = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const spacedWords = (text: string): string[] => text.replace(apart, ' ').split(' ').filter(Boolean);
/** Words of a text; two signs of a script without spaces count as one. */
const countWords = (text: string): number => spacedWords(text).length + Math.floor((text.match(apart)?.length ?? 0) / 2);

const phrases = [...new Set(boilerplate.map(plain))].sort((a, b) => b.length - a.length);
/** What is left of plain words when the phrases that say nothing are taken out. */
const own = (text: string): string => phrases.reduce((rest, phrase) => rest.replaceAll(` ${phrase} `, '  ').replaceAll(` ${phrase} `, '  '), ` ${text.replaceAll(' ', '  ')} `.replaceAll('  ', ' ')).replace(/\s+/g, ' ').trim();

/** Why a field says too little, or null when somebody could go on with it. */
export function thinness(text: string, options: ThinOptions = {}): Thin | null {
  const least = options.words ?? 3;
  const said = plain(text);
  if (!said) return options.mayBeNone && /\S/.test(text) ? null : 'empty';
  if (options.mayBeNone && none.has(said)) return null;
  if (nothing.has(said)) return 'boilerplate';
  if (options.others?.some((other) => plain(other) === said)) return 'copied';
  const total = countWords(said);
  const rest = own(said);
  if (total > 0 && countWords(rest) === 0) return 'boilerplate';
  if (total < least) return 'short';
  const words = spacedWords(said);
  if (words.length >= 3 && new Set(words).size === 1) return 'repeated';
  if (/^(.)\1*$/u.test(said.replaceAll(' ', ''))) return 'repeated';
  return countWords(rest) < least ? 'boilerplate' : null;
}

const why: Record<Thin, string> = {
  empty: 'is empty', short: 'says too little to go on with', boilerplate: 'says nothing that somebody else could go on with', repeated: 'repeats the same words', copied: 'says the same as another field',
};
/** "What is the issue says too little to go on with." */
export const thinWords = (label: string, thin: Thin): string => `${label} ${why[thin]}.`;
