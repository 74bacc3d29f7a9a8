import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { storable } from '../text.ts';
import { ConfigMistakes, readConfig } from './config.ts';
import { safeName, typeOf } from './files.ts';
import { imageSize } from './image-size.ts';
import { hashToken, newToken, openSecrets, seal, sign, signed, unseal } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-rules-'));

test('ids rise with time, also within a millisecond, and are valid UUIDv7', () => {
  const ids = Array.from({ length: 10_000 }, () => newId());
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('all mistakes of a configuration are listed at once', () => {
  writeFileSync(join(folder, 'baton.json'), '{"prot": 1}');
  const mistakes = () => readConfig({ BATON_PORT: 'abc', BATON_PUBLIC_URL: 'desk', BATON_NONSENSE: '1' }, folder);
  expect(mistakes).toThrow(ConfigMistakes);
  for (const part of ['prot', 'BATON_PORT', 'BATON_PUBLIC_URL', 'BATON_NONSENSE']) expect(mistakes).toThrow(new RegExp(part));
});

test('the environment outweighs the file, and both meet the defaults', () => {
  writeFileSync(join(folder, 'baton.json'), '{"port": 4000, "smtpPort": 2600}');
  const config = readConfig({ BATON_PORT: '5000' }, folder);
  expect([config.port, config.smtpPort, config.host]).toEqual([5000, 2600, '127.0.0.1']);
});

test('W-C10 text for the database has no NUL and no half characters', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const kept = storable(text);
    return !kept.includes('\u0000') && Buffer.from(kept, 'utf8').toString('utf8') === kept;
  }));
  expect(storable('a\u0000b\ud83dc😀')).toBe('ab\ufffdc😀');
});

test('a signature holds for its own text and purpose only, one letter off is enough', () => {
  openSecrets(join(folder, 'secret'));
  const mac = sign('reply', 'ticket-1');
  expect(mac).toMatch(/^[a-z2-7]{32}$/);
  expect(signed('reply', 'ticket-1', mac)).toBe(true);
  expect(signed('reply', 'ticket-2', mac)).toBe(false);
  expect(signed('other', 'ticket-1', mac)).toBe(false);
  expect(signed('reply', 'ticket-1', `${mac.slice(0, -1)}${mac.endsWith('a') ? 'b' : 'a'}`)).toBe(false);
});

test('sealed secrets open with the same key and purpose, and not when altered', () => {
  openSecrets(join(folder, 'secret'));
  const sealed = seal('smtp', 'pässword');
  expect(unseal('smtp', sealed)).toBe('pässword');
  expect(unseal('imap', sealed)).toBeNull();
  expect(unseal('smtp', `${sealed.slice(0, -2)}AA`)).toBeNull();
  expect(hashToken(newToken())).not.toBe(hashToken(newToken()));
});

test('W-E4 file names are safe everywhere and cannot turn themselves around', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
    const safe = safeName(name);
    // eslint-disable-next-line no-control-regex
    return safe.length > 0 && safe.length <= 200 && !/[/\\\u0000-\u001f\u202a-\u202e]/.test(safe) && !safe.startsWith('.');
  }));
  expect(safeName('../../etc/passwd')).toBe('_.._etc_passwd');
  expect(safeName('.htaccess')).toBe('htaccess');
  expect(safeName('CON.txt')).toBe('file-CON.txt');
  expect(safeName('gpj.\u202eexe')).toBe('gpj.exe');
});

test('W-E2 a type comes from the content, whatever the sender said', async () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  expect(await typeOf(png, 'page.html')).toBe('image/png');
  expect(await typeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 'a.png')).not.toMatch(/^image\/(png|jpeg|gif|webp)/);
  expect(await typeOf(Buffer.from('<script>alert(1)</script>'), 'a.html')).toBe('application/octet-stream');
  expect(imageSize(png)).toEqual({ width: 1, height: 1 });
});

test('W-E6 a picture of 50,000 × 50,000 is known by its header, and broken headers are no picture', () => {
  const head = Buffer.alloc(32);
  head.writeUInt32BE(0x89504e47, 0);
  head.writeUInt32BE(50_000, 16);
  head.writeUInt32BE(50_000, 20);
  expect(imageSize(head)).toEqual({ width: 50_000, height: 50_000 });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => { imageSize(bytes); return true; }));
});
