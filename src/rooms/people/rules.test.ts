import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attackerKey, deviceName, isOwnName, isPlain, safeNext, signOf } from './rules.ts';

test('W-H10 only a path of this site is gone to after sign-in', () => {
  for (const fine of ['/', '/inbox/mine', '/tickets/1042#entry', '/search?q=a%20b&x=/y', '/a//b']) expect(safeNext(fine)).toBe(fine);
  for (const bad of ['//e.example', '/\\e.example', '\\\\e.example', 'https://e.example', 'javascript:alert(1)', '/\t/e.example', '/\n//e.example', '/a\\..\\..\\/e', 'e.example', '', '/..//e.example', '/./\\e', undefined, 7, `/${'a'.repeat(3000)}`]) {
    expect(safeNext(bad), String(bad)).toBe('/');
  }
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((s) => `/${s}`), fc.webUrl(), fc.array(fc.constantFrom('/', '\\', '.', 'e', ':', '@', '\t', '?', '#')).map((a) => a.join(''))), (next) => {
    const gone = new URL(safeNext(next), 'https://desk.example');
    expect(gone.origin).toBe('https://desk.example');
  }));
});

test('browsers are named in our own words, whatever they send', () => {
  expect(deviceName('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox on Windows');
  expect(deviceName('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15')).toBe('Safari on Mac');
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1')).toBe('Chrome on iPhone');
  expect(deviceName('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe('Edge on Windows');
  expect(deviceName('<script>alert(1)</script>')).toBe('Unknown browser');
});

test('W-H12 repeats, rows of keys and own names are seen for what they are', () => {
  for (const bad of ['aaaaaaaaaaaa', 'abababababab', 'abcabcabcabc', 'abcdefghijkl', 'lkjhgfdsapoiuytrewq', '9876543210', '1qaz2wsx3edc', 'maya1maya1maya1']) expect(isPlain(bad), bad).toBe(true);
  for (const fine of ['correct horse battery', 'pärt of the river', 'four plain words', 'x8#kQ!2mVw']) expect(isPlain(fine), fine).toBe(false);
  const own = ['Maya Okafor', 'maya.okafor@example.com', 'Hearth & Home'];
  for (const bad of ['Maya Okafor', 'mayaokafor1', '12MayaOkafor34', 'maya.okafor@example.com', 'hearth & home', 'okafor-okafor']) expect(isOwnName(bad, own), bad).toBe(true);
  expect(isOwnName('maya likes slow rivers', own)).toBe(false);
});

test('one attacker is counted as one: an IPv4 address, or an IPv6 network', () => {
  expect(attackerKey('::ffff:10.1.2.3')).toBe('10.1.2.3');
  expect(attackerKey('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(attackerKey('2001:0db8:0001:2::1')).toBe(attackerKey('2001:db8:1:2:ffff::9'));
  expect(attackerKey('2001:db8::1')).toBe('2001:db8:0:0');
  expect(attackerKey('fe80::1%eth0')).toBe('fe80:0:0:0');
});

test('a team without a sign gets its first letters', () => {
  expect(signOf('Customer Care', '')).toBe('CC');
  expect(signOf('Support', 'SU')).toBe('SU');
  expect(signOf('ärzte', '')).toBe('ÄR');
  expect(signOf('Billing & Contracts', '')).toBe('BC');
});
