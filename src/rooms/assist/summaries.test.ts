import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageOf, longestMessage, paragraphs, plain, sentencesIn, sentencesOf } from './sentences.ts';
import { summarise, type Said } from './summaries.ts';

const at = (n: number) => new Date(Date.UTC(2026, 0, 5, 9, n)).toISOString();
const thread = (...all: [Said['by'], string][]): Said[] => all.map(([by, text], n) => ({ id: `m${n}`, by, personId: null, at: at(n), text }));
const lines = (subject: string, ...all: [Said['by'], string][]) => summarise({ subject, said: thread(...all) }).map((one) => [one.kind, one.entryId, one.text]);
const wants = (text: string, subject = '') => summarise({ subject, said: thread(['customer', text]) }).map((one) => one.text);

describe('sentences', () => {
  test.each([
    ['One. Two? Three! Four', ['One.', 'Two?', 'Three!', 'Four']], ['It costs 12.50 euro. Fine.', ['It costs 12.50 euro.', 'Fine.']], ['Ask Dr. Weber. He knows.', ['Ask Dr. Weber.', 'He knows.']],
    ['Der Termin ist am 3. Februar. Passt das?', ['Der Termin ist am 3. Februar.', 'Passt das?']], ['z. B. am Montag. Danke', ['z. B. am Montag.', 'Danke']], ['Wait... what? ok', ['Wait... what?', 'ok']],
    ['¿Cuándo llega? No lo sé.', ['¿Cuándo llega?', 'No lo sé.']], ['See www.example.org. Then call.', ['See www.example.org.', 'Then call.']], ['"Stop." He said so.', ['"Stop."', 'He said so.']], ['... - !', []],
  ])('%j', (text, all) => expect(sentencesIn(text)).toEqual(all));

  test('lines that a mail program broke are one; lists and forms stay apart', () => {
    expect(sentencesOf('I ordered two lamps and only\none of them arrived today.')).toEqual(['I ordered two lamps and only one of them arrived today.']);
    expect(sentencesOf('These are broken:\n- the lamp\n- the chair')).toEqual(['These are broken:', 'the lamp', 'the chair']);
    expect(sentencesOf('Order: 4711\nSize: 42\nColour: red')).toEqual(['Order: 4711', 'Size: 42', 'Colour: red']);
  });

  test.each([
    ['Hello Anna,\n\nmy lamp is broken.\n\nBest regards\nBen Miller\n+49 30 1234', ['my lamp is broken.']],
    ['Hi, my lamp is broken.', ['my lamp is broken.']],
    ['Sehr geehrte Damen und Herren,\ndie Lampe ist kaputt.\nMit freundlichen Grüßen\nBen', ['die Lampe ist kaputt.']],
    ['Bonjour,\n\nla lampe est cassée.\n\nCordialement,\nBen', ['la lampe est cassée.']],
    ['Hola:\nla lámpara está rota.\nUn saludo\nBen', ['la lámpara está rota.']],
    ['My lamp is broken.\n> Which lamp?\n> Desk', ['My lamp is broken.']],
    ['Thanks, but the lamp is still broken and nobody called me back as you had told me.', ['Thanks, but the lamp is still broken and nobody called me back as you had told me.']],
  ])('greetings, goodbyes and quotes are left out: %j', (text, all) => expect(sentencesOf(text)).toEqual(all));

  test.each([['The lamp that you sent me is not the one I ordered', 'en'], ['Die Lampe, die Sie mir geschickt haben, ist nicht die, die ich bestellt habe', 'de'], ["La lampe que vous m'avez envoyée n'est pas celle que j'ai commandée", 'fr'], ['La lámpara que me han enviado no es la que yo pedí por la web', 'es'], ['灯坏了', null], ['', null]] as const)('%s is %s', (text, language) => expect(languageOf(text)).toBe(language));
});

describe('what a customer wants, out of one message', () => {
  test.each([
    ['Hello,\nI hope you are well. We have been customers since 2019. In January I was charged twice for the same order. The weather is lovely here. Could you please refund the second payment of 49 EUR?\nThank you in advance\nAnna', ['In January I was charged twice for the same order.', 'Could you please refund the second payment of 49 EUR?']],
    ['Hi team,\n\nthank you for your help last week. The boiler you installed on Monday leaks again, there is water on the floor. When can somebody come?\n\nThanks\nBen', ['The boiler you installed on Monday leaks again, there is water on the floor.', 'When can somebody come?']],
    ['How do I change my address?', ['How do I change my address?']],
    ['Please cancel my subscription.', ['Please cancel my subscription.']],
    ['Hallo,\nvielen Dank für die schnelle Lieferung. Leider ist der Schirm der Lampe gebrochen. Können Sie mir bitte einen neuen schicken? Ich freue mich auf Ihre Antwort.\nViele Grüße\nAnna Keller', ['Leider ist der Schirm der Lampe gebrochen.', 'Können Sie mir bitte einen neuen schicken?']],
    ['Guten Tag, ich habe am 3. Januar bestellt und bis heute nichts bekommen. Wann kommt mein Paket?', ['ich habe am 3. Januar bestellt und bis heute nichts bekommen.', 'Wann kommt mein Paket?']],
    ['Bonjour,\nJe vous remercie pour votre accueil. Ma commande 4711 est arrivée mais il manque deux chaises. Pourriez-vous me les envoyer avant vendredi ?\nCordialement', ['Ma commande 4711 est arrivée mais il manque deux chaises.', 'Pourriez-vous me les envoyer avant vendredi ?']],
    ['Buenos días:\nEspero que estén bien. Me han cobrado dos veces la factura de enero. ¿Pueden devolverme el segundo cargo?\nMuchas gracias', ['Me han cobrado dos veces la factura de enero.', '¿Pueden devolverme el segundo cargo?']],
    ["Hi there,\n\nI've been a customer for about six years and I've generally been happy. Since then the connection drops every evening between 8 and 10pm, and I work from home so this is a real problem for me. I've restarted it ten times.\n\nIs there something wrong on your side? If it can't be fixed this week I'd like to go back to my old router.\n\nKind regards,\nTom Baker\nAccount 88231", ['Since then the connection drops every evening between 8 and 10pm, and I work from home so this is a real problem for me.', "If it can't be fixed this week I'd like to go back to my old router."]],
    ['Sehr geehrte Damen und Herren,\n\nanbei erhalten Sie eine Kopie meiner Rechnung vom 02.01.2026. Außerdem wurde mir die Grundgebühr für zwei Verträge berechnet. Ich bitte um eine korrigierte Rechnung bis zum 15. Januar.\n\nMit freundlichen Grüßen\nDr. Sabine Holm', ['Außerdem wurde mir die Grundgebühr für zwei Verträge berechnet.', 'Ich bitte um eine korrigierte Rechnung bis zum 15. Januar.']],
    ['Bonjour Madame, Monsieur,\n\nNous sommes le 5 janvier et je n\'ai toujours rien reçu. C\'était un cadeau pour ma fille. Je souhaite être remboursée intégralement, frais de port compris.\n\nCordialement,\nClaire', ["Nous sommes le 5 janvier et je n'ai toujours rien reçu.", 'Je souhaite être remboursée intégralement, frais de port compris.']],
    ['Hola, compré una lavadora hace dos semanas y no centrifuga. Quiero que me cambien la lavadora o me devuelvan el dinero ya.', ['compré una lavadora hace dos semanas y no centrifuga.', 'Quiero que me cambien la lavadora o me devuelvan el dinero ya.']],
    ['Order number: 1123\nName: Petra Lang\nProblem: One leg is shorter than the others, table wobbles.\nWhat I expect: a new leg or 20% off', ['Problem: One leg is shorter than the others, table wobbles.', 'What I expect: a new leg or 20% off']],
    ['hi can u tell me if the XL tent is waterproof and how much is shipping to ireland? thx', ['hi can u tell me if the XL tent is waterproof and how much is shipping to ireland?']],
  ])('%#', (text, found) => expect(wants(text)).toEqual(found));

  test('the subject says which sentence is the matter where no words do', () => {
    expect(wants('We moved to Kiel in spring. The meter in the cellar shows 4711. Our dog is fine.', 'Meter reading cellar')).toEqual(['The meter in the cellar shows 4711.']);
  });
  test('thanks, a greeting or nothing make no line', () => {
    for (const text of ['Thanks!', 'Thank you very much for your help.', 'Danke schön', 'Merci beaucoup', 'Muchas gracias', 'Hello,', '', '   \n\n', '👍', '> only this']) expect(wants(text), text).toEqual([]);
  });
});

describe('a thread', () => {
  test('wants, done, asked', () => {
    expect(lines('Charged twice', ['customer', 'I was charged twice in January. Please refund one.'], ['note', 'Found both payments, 4711 and 4712. Customer seems calm.'], ['us', 'Hello Anna,\nI have refunded the second payment today. Thank you for telling us. Which account did you pay from?\nBest regards\nMaya'])).toEqual([
      ['wants', 'm0', 'I was charged twice in January.'], ['wants', 'm0', 'Please refund one.'], ['done', 'm1', 'Found both payments, 4711 and 4712.'], ['done', 'm2', 'I have refunded the second payment today.'], ['asked', 'm2', 'Which account did you pay from?'],
    ]);
  });
  test('what is asked falls away when they answer, and what they say now comes', () => {
    expect(lines('Charged twice', ['customer', 'I was charged twice in January.'], ['us', 'Which account did you pay from?'], ['customer', 'From the old one. It still shows the wrong amount, can you check again?'])).toEqual([
      ['wants', 'm0', 'I was charged twice in January.'], ['now', 'm2', 'It still shows the wrong amount, can you check again?'],
    ]);
  });
  test('what is announced is promised; in each language', () => {
    for (const [text, promised] of [
      ['We checked it. We will call you back tomorrow at 2 pm.', 'We will call you back tomorrow at 2 pm.'], ['Ich habe es geprüft. Wir rufen Sie morgen um 14 Uhr zurück.', 'Wir rufen Sie morgen um 14 Uhr zurück.'],
      ['Nous avons vérifié. Nous vous rappellerons demain à 14 h.', 'Nous vous rappellerons demain à 14 h.'], ['Lo hemos revisado. Le llamaremos mañana a las 14 h.', 'Le llamaremos mañana a las 14 h.'],
    ] as const) {
      const found = lines('', ['customer', 'The lamp is broken.'], ['us', text]);
      expect(found.map(([kind]) => kind), text).toEqual(['wants', 'done', 'promised']);
      expect(found[2]![2]).toBe(promised);
    }
  });
  test('promises that were written down stand for what is owed; of settled ones nothing is said', () => {
    const said = thread(['customer', 'The lamp is broken.'], ['us', 'We will send a new one by Friday.']);
    expect(summarise({ subject: '', said, owed: [{ text: 'A new lamp', entryId: 'm1', at: at(1), dueAt: at(99), personId: 'p' }] }).filter((one) => one.kind === 'promised')).toMatchObject([{ text: 'A new lamp', entryId: 'm1', dueAt: at(99) }]);
    expect(summarise({ subject: '', said, settledIn: new Set(['m1']) }).filter((one) => one.kind === 'promised')).toEqual([]);
    expect(summarise({ subject: '', said }).filter((one) => one.kind === 'promised')).toMatchObject([{ text: 'We will send a new one by Friday.', dueAt: null }]);
  });
  test('a ticket that we began; a ticket with notes alone; an empty one', () => {
    expect(lines('Visit', ['us', 'We would like to change your meter on Tuesday. Is that possible?'])[0]![0]).toBe('wants');
    expect(lines('', ['note', 'Called the customer, no answer.'])).toEqual([['done', 'm0', 'Called the customer, no answer.']]);
    expect(lines('')).toEqual([]);
  });
  test('a greeting as first message does not hide what comes after it', () => {
    expect(lines('', ['customer', 'Hello'], ['customer', 'My lamp is broken.'])).toEqual([['wants', 'm1', 'My lamp is broken.']]);
  });
});

describe('whatever is sent', () => {
  const word = fc.constantFrom('please', 'refund', 'lamp', '.', '?', '\n', '\n\n', '> quoted', 'Best regards', '-- ', '<b>', '&amp;', 'wurde', 'nicht', 'will', '4711', 'Hello,', '…', 'I', 'have', 'checked', '\u202e', '\u0000', '😀', '\ud800', 'ne', 'pas', 'a'.repeat(500), '\t');
  const text = fc.oneof(fc.array(word, { maxLength: 60 }).map((all) => all.join(' ')), fc.string({ unit: 'binary', maxLength: 400 }));
  const squeezed = (s: string) => plain(s).replace(/\s+/g, ' ');

  test('every line stands word for word in what it points at, and there are few', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('customer' as const, 'us' as const, 'note' as const), text), { maxLength: 8 }), text, (all, subject) => {
      const said = thread(...all);
      const found = summarise({ subject, said });
      expect(found.length).toBeLessThanOrEqual(9);
      for (const line of found) {
        const source = said.find((one) => one.id === line.entryId)!;
        const words = line.text.endsWith('…') ? line.text.slice(0, -1).trimEnd() : line.text;
        expect(squeezed(source.text.replace(/^[ \t]*(?:[-*•–—·]|\d{1,2}[.)]|[a-z]\))\s+/gim, '').replace(/\n[ \t]*\n/g, '\n'))).toContain(words);
        expect(line.text.length).toBeLessThanOrEqual(220);
        // eslint-disable-next-line no-control-regex
        expect(line.text).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
      }
      expect(summarise({ subject, said })).toEqual(found);
    }), { numRuns: 300 });
  });

  test('quoted lines are never told', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('> MARK please refund', 'My lamp is broken.', '', '>> MARK?', 'Can you help?'), { maxLength: 20 }), (all) => { expect(JSON.stringify(wants(all.join('\n')))).not.toContain('MARK'); }));
  });

  test.each([['one word', 'a'], ['dots', '.'], ['question marks', '? '], ['blanks', ' '], ['lines', 'a\n'], ['quotes', '> \n'], ['greetings', 'hi '], ['participles', 'I have ever '], ['haben', 'habe ge '], ['digits', '1. '], ['short forms', 'a. b. '], ['capitals', 'A? B! ']])('W-C6 a megabyte of %s is read at once', (_, bit) => {
    const huge = bit.repeat(1_000_000 / bit.length);
    expect(summarise({ subject: huge.slice(0, 300), said: thread(['customer', huge], ['us', huge], ['note', huge]) }).length).toBeLessThanOrEqual(9);
    expect(paragraphs(huge).join('').length).toBeLessThanOrEqual(longestMessage);
  });
});
