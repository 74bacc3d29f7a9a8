import { expect, test } from 'vitest';
import { plainAddress } from './mail-address.ts';

test.each(['a@b.de', "o'neil+tag@mail.example", 'jörg@bücher.example', 'x@localhost'])('%s is plain', (address) => {
  expect(plainAddress(address)).toBe(address);
});

test.each([
  '"victim@x y"@internal', 'a@good.com(x)evil.com', 'a@b@c', 'a b@c.de', 'a@b.de\r\nBcc: x@y.de', '<a@b.de>', 'a@[127.0.0.1]', '.a@b.de', 'a..b@c.de', '@b.de', 'a@', 'a@-b.de', `${'a'.repeat(65)}@b.de`, 'a@b.de,c@d.de',
])('W-F3 %j is refused', (address) => {
  expect(plainAddress(address)).toBeNull();
});
