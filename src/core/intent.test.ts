import { describe, expect, test } from 'vitest';
import { intentOf, sentenceAround, type Intent } from './intent.ts';

describe('what a mention asks for', () => {
  test.each<[string, Intent]>([
    ['@Ben is the refund safe?', 'question'], ['Is the refund safe, @Ben?', 'question'], ['@Ben why was Anna charged twice?', 'question'], ['@Ben could you check this?', 'question'],
    ['@Ben please check the second payment', 'action'], ['pls refund this @Ben', 'action'], ['@Ben can you look at the log', 'action'], ['@Ben call Anna back', 'action'], ['@Ben, refund the second one.', 'action'], ['I need you to approve this @Ben', 'action'],
    ['@Ben told me about it', 'fyi'], ['@Ben has the same case', 'fyi'], ['Thanks @Ben', 'fyi'], ['FYI @Ben please see the refund', 'fyi'], ['@Ben FYI the customer called', 'fyi'], ['Spoke to @Ben about the price', 'fyi'], ['', 'fyi'],
    ['@Ben bitte prüfen', 'action'], ['@Ben kannst du die Gutschrift anlegen', 'action'], ['@Ben prüf mal die Zahlung', 'action'], ['@Ben ist die Zahlung da?', 'question'], ['Mit @Ben besprochen', 'fyi'], ['Zur Info @Ben: die Kundin rief an', 'fyi'],
    ['@Ben peux-tu vérifier le virement', 'action'], ['@Ben merci de rappeler la cliente', 'action'], ['@Ben vérifie le virement', 'action'], ['@Ben le virement est passé ?', 'question'], ['Vu avec @Ben', 'fyi'],
    ['@Ben puedes revisar el pago', 'action'], ['@Ben revisa el pago por favor', 'action'], ['@Ben ¿está el pago?', 'question'], ['Hablado con @Ben', 'fyi'],
  ])('%s → %s', (sentence, intent) => expect(intentOf(sentence, '@Ben')).toBe(intent));

  test.each([
    ['One. @Ben please check. Thanks', '@Ben please check.'], ['Is it safe? @Ben knows', '@Ben knows'], ['Hi @Ben. Is the refund safe? Bye', 'Hi @Ben. Is the refund safe?'],
    ['Two payments, e.g. @Ben has one', 'Two payments, e.g. @Ben has one'], ['@Ben', '@Ben'], ['see 14.30 @Ben?', 'see 14.30 @Ben?'],
  ])('of "%s" it is in "%s"', (line, sentence) => expect(sentenceAround(line, line.indexOf('@Ben'), '@Ben')).toBe(sentence));
});
