/** Words by which somebody is told that something will happen, in the languages desks write in: the same on the server and while one types. */
/** Words of a language by which something is promised, and those by which it is not although they sound alike. */
export interface Tongue { readonly says: RegExp; readonly not: RegExp }

export type Language = 'en' | 'de' | 'fr' | 'es';

const any = (...parts: string[]): RegExp => new RegExp(`(?:${parts.join('|')})`, 'iu');
/** Whole words; `\b` knows no letters beyond a to z. */
const w = (words: string): string => `(?<![\\p{L}])(?:${words})(?![\\p{L}])`;

const done = 'resolved|solved|fixed|shipped|refunded|sent|delivered|done|ready|processed|replaced|credited|repaired|completed|finished|sorted|paid|installed|back|there|answered|reviewed|updated|active|booked';

export const tongues: Readonly<Record<Language, Tongue>> = {
  en: {
    says: any(
      w("(?:i|we|they|he|she|it|you|someone|somebody|colleague|technician|engineer|plumber|driver|team|refund|order|parcel|invoice|replacement|customer)(?:'ll|’ll| will| shall| is going to| are going to|'re going to|’re going to|'m going to|’m going to| am going to)"), w('will'),
      w('promis(?:e|ed|ing)|committed|guarantee[ds]?|agreed|told (?:him|her|them|the customer|customer|cust)'),
      w('(?:call|calling|ring|phone|write|writing|get|getting|come|coming|report|reporting) (?:\\p{L}+ ){0,2}back'), w('callback|call-back'),
      w('(?:hear|hears) (?:back )?from (?:us|me|our)|follow(?:ing)? up|let (?:you|him|her|them) know|get back to|getting back to|in touch|send(?:ing)? (?:you|him|her|them)|updat(?:e|ing) (?:you|him|her|them|the customer|customer)'),
      w(`(?:to be |gets? |be |is |are )?(?:${done}) (?:by|before|within|until|no later than|latest|in|on)`),
      w('(?:comes?|visits?|arrives?|visit|coming|arriving) (?:on|by|at|tomorrow|today|next|this|between|within|around|\\p{L}+day)'), w('eta|deadline|due'),
    ),
    not: any("\\?\\s*$", w("won't|won’t|will not|cannot|can't|can’t|could not|couldn't|not be able|unable|never"), `^\\s*(?:please|kindly|could you|can you|would you|do you|you (?:need|must|have) to)`, w('please (?:send|reply|pay|let us|call|confirm|provide|return)'), w('(?:hope|hopes|hoping|try|tries|trying|might|maybe|perhaps|would like) to?'), w("(?:called|wrote|sent|paid|bought|ordered|tried) (?:\\p{L}+ ){0,3}(?:yesterday|last|ago)"), w('yesterday|ago'), w(`(?:was|were|has been|have been|had been) (?:\\p{L}+ ){0,2}(?:${done})`)),
  },
  de: {
    says: any(
      w('(?:wir|ich|er|sie|techniker|kollege|kollegin|monteur|team|ware|paket|ersatz|erstattung|gutschrift) (?:\\p{L}+ ){0,2}(?:werden?|wird|melden?|rufen?|rufe|ruft|schicken?|sende[nt]?|sendet|kümmern?|kümmere|prüfen?|erledigen?|bringen?|kommen?|kommt|liefern?|liefert|erstatten?|informieren?|geben?|klären?|bearbeiten?|überweisen?|reparieren?|tauschen?|antworten?|meldet)'),
      w('(?:werden?|wird|melden?|rufe[n]?|ruft|schicken?|sende[n]?|kümmern?|kümmere|prüfen?|erledigen?|bringen?|kommen?|kommt|liefern?|erstatten?|informieren?|geben?|klären?|bearbeiten?|überweisen?|reparieren?|antworten?|bekommen|erhalten|hören) (?:wir|ich|er|sie)'),
      w('sie (?:erhalten|bekommen|hören|haben)'), w('(?:ist|sind|wird|werden) (?:\\p{L}+ ){0,4}(?:erledigt|behoben|geliefert|erstattet|versendet|verschickt|repariert|gelöst|fertig|da|bezahlt|überwiesen|ersetzt|bearbeitet)'),
      w('rückruf|zurückrufen|rückmeldung|zugesagt|versprochen|zusage|versprechen|zugesichert'), w('(?:erledigt|behoben|geliefert|gelöst|fertig|erstattet) (?:bis|am|innerhalb|binnen)'), w('(?:techniker|monteur|kollege|kollegin) (?:\\p{L}+ ){0,3}kommt'), w('wird|werden'),
    ),
    not: any("\\?\\s*$", w('nicht|kein|keine|keinen|niemals|leider nie'), '^\\s*(?:bitte|könnten sie|können sie|würden sie)', w('bitte (?:senden|schicken|antworten|zahlen|überweisen|melden|rufen|geben) sie'), w('hoffen|hoffe|versuchen|versuche|vielleicht|eventuell|gestern')),
  },
  fr: {
    says: any(
      w("(?:nous|je|on|il|elle|vous|technicien|collègue|équipe|colis|remboursement|client|cela|ce|tout) (?:\\p{L}+['’ ]){0,3}\\p{L}+(?:rai|ras|ra|rons|rez|ront)"), "j['’](?:\\p{L}+ ){0,2}\\p{L}+rai(?!\\p{L})", w('(?:va|vais|allons|vont) (?:\\p{L}+ ){0,2}\\p{L}+(?:er|ir|re)'), w('\\p{L}*(?:sera|seront|aura|auront|recevrez|recevra|viendra|passera|rappellera|rappellerons|rappellerai)'),
      w('(?:je|nous|on) (?:vous |te |le |la |les |lui )?(?:rappelle|rappelons|réponds|répond|répondons|envoie|envoyons|recontacte|recontactons|écris|écrivons|livre|livrons|rembourse|remboursons|reviens|revenons|tiens|tenons|passe|passons|confirme|confirmons)'), w('promis|promets|promettons|engageons|engage'), w('(?:à )?rappeler|rappel'), w('(?:résolu|livré|remboursé|envoyé|traité|réparé|expédié|prêt|réglé)e?s? (?:avant|sous|pour|le|dans|au plus tard|d.ici|demain)'),
    ),
    not: any("\\?\\s*$", "(?<!\\p{L})(?:ne|n['’])\\s*(?:\\p{L}+ ){1,3}?(?:pas|plus|jamais)(?!\\p{L})", '^\\s*(?:veuillez|merci de|pourriez|pouvez)', w('veuillez|espérons|espère|peut-être|hier')),
  },
  es: {
    says: any(
      w('\\p{L}{2,}(?:aré|eré|iré|dré|aremos|eremos|iremos|dremos|ará|erá|irá|drá|arán|erán|irán|drán)'), w('(?:voy|vamos|va|van) a \\p{L}+'), w('prometo|prometido|prometemos|prometí|comprometo|comprometemos|garantizamos'), w('(?:volver a )?llamar|devolver la llamada'),
      w('(?:resuelto|enviado|entregado|reembolsado|reparado|solucionado|listo|lista)s? (?:antes|el|para|en|a más tardar|mañana)'), w('le (?:llamo|envío|mando|escribo|aviso|confirmo)|os (?:llamo|envío)|te (?:llamo|envío|aviso)'),
    ),
    not: any("\\?\\s*$", '¿', w('no (?:\\p{L}+ ){0,2}\\p{L}*(?:ré|remos|rá|rán|puedo|podemos|vamos|voy)'), '^\\s*(?:por favor|podría|puede|podrías)', w('esperamos|espero|quizás|quizá|tal vez|ayer')),
  },
};
