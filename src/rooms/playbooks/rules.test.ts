import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fits, inForce, met, phraseFor, shouted, type Playbook, type Told, type Trigger } from './rules.ts';

describe('phrases are met as whole words', () => {
  test.each([
    [['scam'], 'This is a scam.', 'scam'], [['scam'], 'scampi for two', null], [['scam'], 'SCAM!', 'SCAM'], [['scam'], 'a scam', 'scam'], [['unacceptabl*'], 'UNACCEPTABLY late', 'UNACCEPTABLY'], [['fed up'], 'I am fed\nup with it', 'fed up'],
    [["c'est une honte"], 'C’est une honte !', 'C’est une honte'], [['mir reicht'], 'Mir reicht es', 'Mir reicht'], [['frechheit', 'betrug'], 'Betrug und Frechheit', 'Betrug'], [['vergüenza'], '¡Qué vergüenza!', 'vergüenza'], [['*'], 'anything', null], [[], 'x', null], [['x'], '', null], [['a.c'], 'abc a.c', 'a.c'],
  ])('%j in %j: %j', (phrases, text, words) => expect(met(phrases, text)).toBe(words));

  test('what is met stands in the text', () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 5 }), fc.string(), (phrases, text) => {
      const words = met(phrases, text);
      const even = (one: string) => one.normalize('NFKC').replace(/[’‘`´]/g, "'").toLowerCase().replace(/\s+/g, ' ');
      if (words !== null) expect(even(text)).toContain(even(words).trim());
    }));
  });
  test('W-C6 a megabyte and 200 phrases are read at once', () => { expect(met(Array.from({ length: 200 }, () => 'aaaaaaaaab'), 'a'.repeat(1_000_000))).toBeNull(); });
});

test.each([['WHERE IS MY MONEY I WANT IT NOW', 'WHERE IS MY MONEY WANT'], ['Where is it???!', '???!'], ['Now!!!', '!!!'], ['Thanks!!', null], ['USB and PDF and VAT please tell me', null], ['OK', null], ['', null]])('shouting: %j', (text, what) => expect(shouted(text)).toBe(what));

describe('why a playbook fits', () => {
  const message = (id: string, text: string) => ({ id, text, at: `2026-01-0${id}T00:00:00.000Z` });
  const told = (texts: string[], more: Partial<Told> = {}): Told => ({ since: texts.map((text, n) => message(String(n + 1), text)), firstContact: false, theirs: texts.length > 0, ...more });
  const angry: Trigger = { kind: 'customer-words', words: ['unacceptable'], loud: true };

  test('the newest message that says so is named with its words', () => {
    expect(fits(angry, told(['fine', 'This is unacceptable', 'unacceptable again']))).toEqual({ kind: 'customer-words', words: 'unacceptable', entryId: '2', at: '2026-01-02T00:00:00.000Z' });
    expect(fits(angry, told(['Now!!!']))).toMatchObject({ kind: 'loud', words: '!!!', entryId: '1' });
    expect(fits({ ...angry, loud: false }, told(['Now!!!']))).toBeNull();
    expect(fits(angry, told([]))).toBeNull();
  });
  test('first contact, closing, drafts, by hand', () => {
    expect(fits({ kind: 'first-contact' }, told(['Hello'], { firstContact: true }))).toMatchObject({ kind: 'first-contact', words: '', entryId: '1' });
    expect(fits({ kind: 'first-contact' }, told(['Hello']))).toBeNull();
    expect(fits({ kind: 'closing', words: ['works now'] }, told(['It works now, thanks', 'x']))).toMatchObject({ kind: 'closing', words: 'works now' });
    expect(fits({ kind: 'closing', words: ['works now'] }, told(['And another thing', 'It works now']))).toBeNull();
    expect(fits({ kind: 'draft-words', words: ['hello'] }, told(['hello']))).toBeNull();
    expect(fits({ kind: 'by-hand' }, told(['hello'], { firstContact: true }))).toBeNull();
  });
});

test('a team has its own in place of the workspace’s, or none', () => {
  const one = (id: string, teamId: string | null, more: Partial<Playbook> = {}): Playbook => ({ id, teamId, replaces: null, active: true, name: id, trigger: { kind: 'by-hand' }, steps: [], version: 1, may: { edit: false }, ...more });
  const all = [one('a', null), one('b', null), one('c', null, { active: false }), one('A', 't', { replaces: 'a' }), one('B', 't', { replaces: 'b', active: false }), one('T', 't'), one('x', 'other', { replaces: 'a' })];
  expect(inForce(all, 't').map((p) => p.id).sort()).toEqual(['A', 'T']);
  expect(inForce(all, 'nobody').map((p) => p.id)).toEqual(['a', 'b']);
});

test.each([['de-AT', 'Hallo Ben von Maya'], ['fr', 'Hi Ben from Maya'], [null, 'Hi Ben from Maya']])('a phrase in %s', (language, text) => {
  const phrases = { en: 'Hi {customer} from {me}', de: 'Hallo {customer} von {me}', fr: '', es: '' };
  expect(phraseFor(phrases, language, { customer: 'Ben', me: 'Maya' })).toBe(text);
  expect(phraseFor({ ...phrases, en: 'Hello, {customer}.' }, 'en', { customer: '', me: '' })).toBe('Hello.');
});

describe('the words we ship', () => {
  const file = readFileSync(new URL('../../../migrations/2026-11-22-1811-playbooks.sql', import.meta.url), 'utf8');
  const [angry, unsure, , closing] = [...file.matchAll(/\$json\$(\{.*?\})\$json\$/gs)].map((m) => JSON.parse(m[1]!) as { words: string[] });
  test.each([
    'This is completely unacceptable.', 'I am furious', "I've had enough of this", 'What a rip off', 'Das ist eine Frechheit', 'Mir reicht es jetzt', 'Unverschämtheit', "C'est inadmissible", 'Je suis furieuse', 'C’est une honte', 'Es inaceptable', 'Estoy harto', '¡Qué vergüenza!',
  ])('angry: %s', (text) => expect(met(angry!.words, text)).not.toBeNull());
  test.each(['Please send me the invoice.', 'Können Sie mir helfen?', 'Merci pour votre aide', 'Necesito ayuda con mi pedido', 'I would like to know the price', 'Ich bin zufrieden'])('not angry: %s', (text) => expect(met(angry!.words, text)).toBeNull());
  test.each(['I think it arrives on Monday', 'It should work then', 'Das müsste gehen', 'Ich glaube, das ist so', 'Je crois que oui', 'Creo que sí', 'Quizás mañana', 'I am not sure'])('unsure: %s', (text) => expect(met(unsure!.words, text)).not.toBeNull());
  test.each(['It arrives on Monday.', 'Wir liefern am Montag.', 'Vous serez livré lundi.', 'Llega el lunes.', 'I thought of you'])('sure: %s', (text) => expect(met(unsure!.words, text)).toBeNull());
  test.each(['It works now, thank you', 'Problem solved!', 'Funktioniert wieder, danke', 'Hat sich erledigt', 'Ça marche, merci', 'Ya funciona'])('closing: %s', (text) => expect(met(closing!.words, text)).not.toBeNull());
});
