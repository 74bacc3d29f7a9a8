import { expect, test } from 'vitest';
import { isPublic, publicLookup, refusePrivateLiteral } from './outside.ts';

const privately = ['127.0.0.1', '10.1.2.3', '192.168.1.1', '172.16.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', 'fd00:ec2::254', 'fe80::1', '64:ff9b::7f00:1', '2002:7f00:1::', 'ff02::1'];
test.each(privately)('W-J1 %s is private', (address) => { expect(isPublic(address)).toBe(false); });
test.each(['1.1.1.1', '93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('%s is public', (address) => { expect(isPublic(address)).toBe(true); });

test.each(['127.1', '0x7f000001', '2130706433', '0177.0.0.1', '127.0.0.1', '[::1]', '0', '127.0.0.1.'])('W-J1 the literal %s is refused in this spelling too', (host) => {
  expect(() => refusePrivateLiteral(host)).toThrow();
});
test('ordinary names pass to the lookup', () => { expect(() => refusePrivateLiteral('mail.example.com')).not.toThrow(); });

test('W-J1 a name that leads to this machine is refused by the lookup', async () => {
  const error = await new Promise((done) => publicLookup('localhost', {}, (e) => done(e)));
  expect(error).toBeInstanceOf(Error);
});
