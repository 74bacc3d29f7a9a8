import fc from 'fast-check';
import { expect, test } from 'vitest';
import { companyDomain, normalDomain, normalEmail, normalPhone, plausibleEmail, shownName } from './rules.ts';

test('W-A12 letters that look alike, plus-tags and dots stay apart; case and domain spelling do not', () => {
  const same: [string, string][] = [
    ['Anna@Example.COM', 'anna@example.com'], [' anna@example.com ', 'anna@example.com'], ['anna@example.com.', 'anna@example.com'],
    ['anna@bücher.example', 'anna@xn--bcher-kva.example'], ['ANNA@BÜCHER.example', 'anna@xn--bcher-kva.example'], ['"a@b"@example.com', '"a@b"@EXAMPLE.com'],
  ];
  for (const [a, b] of same) expect(normalEmail(a), a).toBe(normalEmail(b));
  const apart: [string, string][] = [
    ['a+x@example.com', 'a@example.com'], ['a.b@gmail.com', 'ab@gmail.com'], ['a@googlemail.com', 'a@gmail.com'],
    // Cyrillic а; the Kelvin sign, which Unicode lower-cases to k; dotted capital I; full-width a; composed and decomposed é; ß and ss
    ['аnna@example.com', 'anna@example.com'], ['\u212Aate@example.com', 'kate@example.com'], ['\u0130an@example.com', 'ian@example.com'], ['ａnna@example.com', 'anna@example.com'],
    ['jos\u00e9@example.com', 'jose\u0301@example.com'], ['anna@exаmple.com', 'anna@example.com'], ['a@strasse.example', 'a@straße.example'],
    ['anna@example.com', 'anna@example.com@evil.example'],
  ];
  for (const [a, b] of apart) expect(normalEmail(a), a).not.toBe(normalEmail(b));
});

test('normalising twice is normalising once, whatever comes', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => normalEmail(normalEmail(text)) === normalEmail(text)));
});

test('domains are what DNS compares, and nothing else passes for one', () => {
  expect(normalDomain('Example.COM.')).toBe('example.com');
  for (const odd of ['', 'a b.com', 'a/b.com', 'user@host', 'a.com:80', '[127.0.0.1]', '127.1', '0x7f000001', '2130706433', 'a%2eb.com', 'xn--a.com', `${'a'.repeat(254)}.com`]) expect(normalDomain(odd), odd).toBeNull();
});

test('a typed address must be one', () => {
  for (const good of ['a@b.co', "o'hara+x@sub.example.org", 'jürgen@bücher.example']) expect(plausibleEmail(good), good).toBe(true);
  for (const bad of ['', 'a', '@b.co', 'a@', 'a@b', 'a b@c.de', 'a@b@c.de', 'A <a@b.co>', 'a@b.co\r\nBcc: x@y.z', 'a@-', `${'a'.repeat(65)}@b.co`]) expect(plausibleEmail(bad), bad).toBe(false);
});

test('phone numbers compare by their digits', () => {
  for (const spelt of ['+49 (30) 123-456', '0049 30 123456', '+49.30.123456', '+49/30/123456']) expect(normalPhone(spelt), spelt).toBe('+4930123456');
  expect(normalPhone('030 123456')).toBe('030123456');
  for (const bad of ['1234', '+1234567890123456', 'call me', '', '+49 30 ext 4']) expect(normalPhone(bad), bad).toBeNull();
});

test('public mail providers tell no company', () => {
  expect(companyDomain('a@Acme.example')).toBe('acme.example');
  for (const address of ['a@gmail.com', 'a@GMX.de', 'a@localhost', 'a', '']) expect(companyDomain(address), address).toBeNull();
});

test('names are one harmless line', () => {
  expect(shownName(' Anna\r\n  Keller ')).toBe('Anna Keller');
  expect(shownName('"Keller, Anna"')).toBe('Keller, Anna');
  expect(shownName('Anna \u202egro.live\u202c')).toBe('Anna gro.live');
  expect(shownName('ANNA@example.com', 'anna@example.com')).toBe('');
  expect(shownName('<script>alert(1)</script>')).toBe('<script>alert(1)</script>');
  expect(Array.from(shownName('😀'.repeat(500)))).toHaveLength(200);
});
