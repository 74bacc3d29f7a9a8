/**
 * What somebody who is mentioned is meant to do, told from the sentence they are mentioned in. Plain rules in English,
 * German, French and Spanish, the same on the server and while one types; who writes may say otherwise.
 */
export type Intent = 'question' | 'action' | 'fyi';
export const intents: readonly Intent[] = ['question', 'action', 'fyi'];

/** Words that ask somebody to do something, wherever they stand in the sentence. */
const asks = [
  'please', 'pls', 'plz', '(?:can|could|would|will) (?:you|someone|somebody|one of you)', 'need(?:s)? you to', 'you need to', 'your turn', 'over to you', 'take over', 'to do',
  'bitte', '(?:kannst|könntest|würdest|magst|schaust|machst|übernimmst|prüfst) du', 'kannst', 'könntest', '(?:könnt|könntet|würdet|mögt) ihr', 'kann (?:jemand|wer|einer)', 'könnte (?:jemand|wer|einer)', 'du müsstest', 'ihr müsstet',
  's[’\' ]?il (?:te|vous) pla[iî]t', 'stp', 'svp', 'merci de', '(?:peux|pourrais)[- ]tu', 'tu (?:peux|pourrais)', '(?:pouvez|pourriez)[- ]vous', 'vous (?:pouvez|pourriez)', 'il faudrait que tu', 'quelqu[’\']un p(?:eut|ourrait)',
  'por favor', 'porfa', '(?:puedes|podr[ií]as|pod[eé]is|pueden|podr[ií]an)', 'necesito que', 'hace falta que', 'te toca', 'alguien puede',
];
/** What a request begins with, right after the name or at the start. */
const begins = [
  'check', 'look', 'call', 'ring', 'send', 'refund', 'review', 'approve', 'confirm', 'take', 'have a look', 'reply', 'answer', 'ask', 'tell', 'fix', 'update', 'book', 'cancel', 'issue', 'verify', 'investigate', 'handle', 'follow up', 'let', 'make', 'get', 'find', 'test', 'chase', 'escalate', 'prepare', 'order', 'schedule', 'resend', 'write', 'decide', 'assign', 'close', 'add', 'remove', 'change',
  'prüfe', 'prüf', 'schau', 'ruf', 'sende', 'schick', 'schicke', 'erstatte', 'bestätige', 'übernimm', 'antworte', 'frag', 'frage', 'kläre', 'klär', 'mach', 'buche', 'storniere', 'gib',
  'vérifie', 'vérifiez', 'regarde', 'regardez', 'appelle', 'appelez', 'envoie', 'envoyez', 'rembourse', 'remboursez', 'confirme', 'confirmez', 'réponds', 'répondez', 'prends', 'prenez', 'demande', 'demandez', 'valide', 'validez', 'annule', 'annulez',
  'revisa', 'revisad', 'mira', 'llama', 'envía', 'envia', 'reembolsa', 'confirma', 'responde', 'toma', 'pregunta', 'aprueba', 'cancela', 'comprueba', 'verifica',
];
const told = /^\W*(?:fyi|f\.y\.i|for your information|for info|zur info|zur kenntnis|z\.k\.|pour info|pour information|para tu información|para info|a título informativo)\b/iu;

const edge = (words: readonly string[]): string => `(?<![\\p{L}])(?:${words.join('|')})(?![\\p{L}])`;
const asking = new RegExp(edge(asks), 'iu');
const beginning = new RegExp(`^[^\\p{L}\\p{N}]*(?:${begins.join('|')})(?![\\p{L}])`, 'iu');

/** A question when its sentence ends with a question mark, an action when it begins with or holds a request, else for information. `name` is how they are mentioned in it. */
export function intentOf(sentence: string, name = ''): Intent {
  const said = sentence.trim();
  if (told.test(without(said, name))) return 'fyi';
  if (/[?？]["”»)\]]*$/u.test(said)) return 'question';
  if (asking.test(said)) return 'action';
  const after = name ? said.slice(said.indexOf(name) + name.length) : said;
  return beginning.test(after) || beginning.test(without(said, name)) ? 'action' : 'fyi';
}

const without = (sentence: string, name: string): string => (name ? sentence.replace(name, ' ') : sentence).trim();
/** Sentence ends: not behind a single letter, so that "e.g." and "z. B." end nothing. */
const ends = /(?<![\s.(]\p{L}|^\p{L})[.!?？…]+["”»)\]]*(?=\s|$)/gu;

/** The sentence around a mention that stands at `at` in a line, with the next one where it is no more than a greeting. */
export function sentenceAround(line: string, at: number, name = ''): string {
  const stops = [...line.matchAll(ends)].map((end) => end.index + end[0].length);
  const from = stops.filter((stop) => stop <= at).at(-1) ?? 0;
  const following = stops.filter((stop) => stop > at);
  const one = line.slice(from, following[0] ?? line.length).trim();
  const own = without(one, name).match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return own < 2 && following[0] !== undefined && !one.endsWith('?') ? line.slice(from, following[1] ?? line.length).trim() : one;
}
