import { describe, expect, test } from 'vitest';
import { askedBack, moodIn, sameMatter, signalsIn } from './signals.ts';

const first = (text: string) => signalsIn(text)[0]?.rule;

describe('what speaks for escalating is seen in several languages (E1)', () => {
  test.each([
    ['I want to speak to your manager now', 'asks-for-manager'], ['Let me talk to a supervisor please', 'asks-for-manager'], ['Please escalate this', 'asks-for-manager'], ['Can I speak with someone who is in charge', 'asks-for-manager'], ['I would like your boss to call me', 'asks-for-manager'], ['get me a manager', 'asks-for-manager'],
    ['Ich möchte Ihren Vorgesetzten sprechen', 'asks-for-manager'], ['Verbinden Sie mich mit dem Teamleiter', 'asks-for-manager'], ['Geben Sie mir den Geschäftsführer', 'asks-for-manager'], ['Je veux parler à votre responsable', 'asks-for-manager'], ['Passez-moi un supérieur', 'asks-for-manager'], ['Quiero hablar con su supervisor', 'asks-for-manager'], ['Póngame con el encargado', 'asks-for-manager'],
    ['You will hear from my lawyer', 'legal'], ['I will take you to court', 'legal'], ['I am filing a chargeback', 'legal'], ['Mein Anwalt wird sich melden', 'legal'], ['Ich werde rechtliche Schritte einleiten', 'legal'], ['Ich gehe zur Verbraucherzentrale', 'legal'], ['Je vais porter plainte', 'legal'], ['Mon avocat vous contactera', 'legal'], ['Voy a tomar acciones legales', 'legal'], ['Mi abogado les escribirá', 'legal'],
    ['I am going to the press with this', 'press'], ['I will post this on Twitter', 'press'], ['Expect a one-star review', 'press'], ['Ich wende mich an die Presse', 'press'], ['Das gibt eine schlechte Bewertung', 'press'], ['Je vais contacter les médias', 'press'], ['Lo voy a publicar en redes sociales', 'press'],
    ['The charger caught fire', 'safety'], ['We can smell gas in the kitchen', 'safety'], ['Es riecht nach Gas', 'safety'], ['Il y a une fuite de gaz', 'safety'], ['Hay olor a gas en la cocina', 'safety'],
    ['This is unacceptable', 'complaint'], ['I want to file a formal complaint', 'complaint'], ['Das ist eine Frechheit', 'complaint'], ['Ich möchte mich beschweren', 'complaint'], ['C’est inadmissible', 'complaint'], ['Es una estafa', 'complaint'], ['Ich will mein Geld zurück', 'complaint'],
    ['I get Error 500 when I sign in', 'engineering'], ['The app crashes every time', 'engineering'], ['Die App stürzt immer ab', 'engineering'],
  ] as const)('%s → %s', (text, rule) => expect(first(text)).toBe(rule));

  test.each([
    'Thank you, that solved it', 'Can I change my delivery date to Tuesday?', 'My invoice is wrong', 'Ich hätte gern eine Kopie der Rechnung', 'Bonjour, où est ma commande ?', '¿Cuándo llega mi pedido?', 'I have no complaints, great service', 'Das ist keine Beschwerde, nur eine Frage', 'This is not a complaint', 'I pressed the button twice', 'The expressway was closed', 'Is the password manager included?', 'Please add our new lawyerless contract', 'The issue is pressing',
  ])('nothing in: %s', (text) => expect(signalsIn(text)).toEqual([]));

  test('the weightiest comes first, with the words it was seen in', () => {
    const [one, two] = signalsIn('This is unacceptable. '.padEnd(300, 'x ') + 'You will hear from my lawyer tomorrow morning.');
    expect(one).toEqual({ rule: 'legal', quote: expect.stringContaining('hear from my lawyer tomorrow') });
    expect(two!.rule).toBe('complaint');
  });

  test('W-K4 hostile text is read in linear time', () => {
    // What a slow pattern would never finish.
    for (const text of ['speak to a '.repeat(10_000), 'no '.repeat(30_000), 'want the '.repeat(9000)]) expect(signalsIn(text)).toEqual([]);
  });
});

test('how somebody sounds is read from their words', () => {
  expect(moodIn('I am furious about this')).toBe('angry');
  expect(moodIn('WHERE IS MY MONEY YOU TOOK IT TWICE')).toBe('angry');
  expect(moodIn('I am disappointed')).toBe('upset');
  expect(moodIn('Ich bin enttäuscht')).toBe('upset');
  expect(moodIn('I am worried about my data')).toBe('worried');
  expect(moodIn('Could you send me the invoice?')).toBeNull();
});

test.each([
  ['I want a refund of €240', [[240, 'EUR']]], ['Please pay me back 1,200.50 dollars', [[1200.5, 'USD']]], ['Ich will 1.200,50 EUR erstattet haben, Rückerstattung bitte', [[1200.5, 'EUR']]], ['Je veux un remboursement de 89 €', [[89, 'EUR']]], ['Quiero un reembolso de 300 euros', [[300, 'EUR']]], ['Refund £15.5 now', [[15.5, 'GBP']]],
  ['My invoice says 240 EUR', []], ['I want a refund', []], ['Refund order 4711', []], ['Refund 12.000 EUR', [[12000, 'EUR']]],
] as const)('money asked back: %s', (text, found) => expect(askedBack(text).map((a) => [a.amount, a.currency])).toEqual(found));

test('the same thing is known by its subject', () => {
  expect(sameMatter('Charged twice in January', 'Re: charged twice')).toBe(true);
  expect(sameMatter('Boiler leaks again', 'The boiler leaks')).toBe(true);
  expect(sameMatter('Refund', 'Refund')).toBe(true);
  expect(sameMatter('Charged twice in January', 'Change my address')).toBe(false);
  expect(sameMatter('Question about my invoice', 'Question about delivery')).toBe(false);
  expect(sameMatter('', '')).toBe(false);
});
