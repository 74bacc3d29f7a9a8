import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMail } from './parse.ts';
import { growth } from './samples/growth.ts';

const sample = (name: string) => readFileSync(new URL(`./samples/${name}.eml`, import.meta.url));
const mail = (text: string, encoding: BufferEncoding = 'utf8') => parseMail(Buffer.from(text.replaceAll('\n', '\r\n'), encoding));
const HEAD = 'From: a@b.example\nTo: c@d.example\nSubject: s\nDate: Tue, 3 Mar 2026 12:00:00 +0000\nMessage-ID: <m@b.example>\n';

describe('an ordinary mail', () => {
  test('head, text, thread', () => {
    const read = parseMail(sample('gmail-reply'));
    expect(read).toMatchObject({ messageId: '<reply-1@moor.example>', inReplyTo: ['<desk-7@desk.example>'], references: ['<first@moor.example>', '<desk-7@desk.example>'], from: { name: 'Ada Moor', address: 'ada@moor.example' }, to: [{ name: 'Help', address: 'help@desk.example' }], subject: 'Re: Größe falsch', problems: [] });
    expect(read.date?.toISOString()).toBe('2026-03-02T08:14:05.000Z');
    expect(read.plain).toContain('Size 42 please, and € 5 refund. Can you do that?');
    expect(read.html).toContain('gmail_quote');
  });

  test('W-E10 an inline image without disposition or name is known by its cid', () => {
    const [image] = parseMail(sample('inline-image')).attachments;
    expect(image).toMatchObject({ contentId: 'photo@1', inline: true, declaredType: 'image/png' });
    expect(image!.content.subarray(1, 4).toString()).toBe('PNG');
  });

  test('a forwarded mail is kept as a file, its text shown, its files offered', () => {
    const read = parseMail(sample('forwarded'));
    expect(read.text).toMatch(/Is this one from you\?[^]*Billing <billing@other\.example>[^]*Please pay 40\./);
    expect(read.attachments.map((file) => file.name)).toEqual(['Invoice 77.eml', 'invoice-77.pdf']);
  });

  test('W-B13 a blank mail and one with only an attachment are mails', () => {
    expect(mail(`${HEAD}\n`)).toMatchObject({ text: '', attachments: [] });
    expect(mail(`${HEAD}Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERg==\n`).attachments).toMatchObject([{ name: 'a.pdf' }]);
  });
});

describe('W-A13 the display name is never an address', () => {
  const from = (value: string) => mail(`From: ${value}\n\nx`).from;
  test.each([
    ['"agent@corp.example" <evil@x.example>', 'evil@x.example'],
    ['agent@corp.example <evil@x.example>', 'evil@x.example'],
    ['=?utf-8?Q?agent=40corp.example?= <evil@x.example>', 'evil@x.example'],
    ['evil@x.example (agent@corp.example)', 'evil@x.example'],
    ['"Doe, Jane" <jane@x.example>', 'jane@x.example'],
    ['Doe, Jane <jane@x.example>', 'jane@x.example'],
    ['=?iso-8859-1?Q?B=FCrling,=20Andreas?= <smith@x.example>', 'smith@x.example'],
    ['"never closed <jane@x.example>', 'jane@x.example'],
    ['<valid@x.example>:<attacker@y.example>', 'valid@x.example'],
    ['"quoted local"@x.example', '"quoted local"@x.example'],
    ['<@relay.example:jane@x.example>', 'jane@x.example'],
  ])('%s', (value, address) => expect(from(value)?.address).toBe(address));

  test.each(['=?utf-8?Q?=22A=22_=3Cevil=40x.example=3E?=', 'a@b@c.example', '"jane@x.example"', 'undisclosed:;'])('%s holds none', (value) => expect(from(value)?.address ?? '').toBe(''));

  test('several senders are named as a problem', () => expect(mail('From: a@b.example, c@d.example\n\nx').problems).toContain('several-senders'));
});

describe('W-C8 charsets', () => {
  const body = (charset: string, bytes: Buffer) => parseMail(Buffer.concat([Buffer.from(`${HEAD}Content-Type: text/plain; charset=${charset}\n\n`), bytes])).text;
  test.each([
    ['utf-7', Buffer.from('Gr+APY-n'), 'Grön'],
    ['gb2312', Buffer.from('c4e3bac3', 'hex'), '你好'],
    ['GB18030', Buffer.from('81308130', 'hex'), '\u0080'],
    ['iso-2022-jp', Buffer.from('\x1b$B%F%9%H\x1b(B'), 'テスト'],
    ['iso-2022-jp', Buffer.from('83658358', 'hex'), 'テス'],
    ['ks_c_5601-1987', Buffer.from('c7d1', 'hex'), '한'],
    ['us-ascii', Buffer.from('Größe'), 'Größe'],
    ['iso-8859-1', Buffer.from('Größe'), 'Größe'],
    ['utf-8', Buffer.from('Gr\xf6\xdfe', 'latin1'), 'Größe'],
    ['x-unknown', Buffer.from('Gr\xf6\xdfe', 'latin1'), 'Größe'],
    ['"; drop', Buffer.from('plain'), 'plain'],
    ['cp850', Buffer.from([0x94]), 'ö'],
  ])('%s', (charset, bytes, text) => expect(body(charset, bytes)).toBe(text));

  test('raw 8-bit headers are read in the charset of the body', () => {
    expect(parseMail(sample('raw-8bit'))).toMatchObject({ from: { name: 'Müller' }, subject: 'Größe 42', text: 'Straße' });
  });

  test('a character cut in half between encoded words', () => expect(mail('Subject: =?utf-8?Q?=C3?= =?utf-8?Q?=B6?=\n\n').subject).toBe('ö'));
});

describe('broken and hostile mail', () => {
  test('W-C9 nothing is lost by a missing boundary, bad base64, an unknown encoding or text after the end', () => {
    const { text, problems } = parseMail(sample('broken-parts'));
    for (const said of ['first part', 'second part', 'this third part was never encoded at all', 'after the end']) expect(text).toContain(said);
    expect(problems).toContain('boundary-missing');
  });

  test('W-C10 NUL and lone surrogates go, emoji stay', () => {
    const read = mail('Subject: a\0b =?utf-8?B?8J+OiQ==?= =?utf-16?B?2AA=?=\n\nx\0y 🎉');
    expect(read.subject.startsWith('ab 🎉')).toBe(true);
    expect(read.text).toBe('xy 🎉');
    expect(JSON.stringify(read)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
  });

  test('W-C11 CRLF, LF, CR and mixed line ends read alike', () => {
    const text = sample('forwarded').toString('latin1');
    const whole = parseMail(Buffer.from(text));
    for (const end of ['\n', '\r', '\r\r\n']) {
      const other = parseMail(Buffer.from(text.replaceAll('\r\n', end), 'latin1'));
      expect({ subject: other.subject, text: other.text, files: other.attachments.map((file) => file.name) }).toEqual({ subject: whole.subject, text: whole.text, files: whole.attachments.map((file) => file.name) });
    }
  });

  test('W-C12 no From, To, Date or Message-ID: kept, with an id made from the bytes', () => {
    const read = mail('Subject: s\n\nx');
    expect(read).toMatchObject({ from: null, to: [], date: null, problems: ['no-from', 'no-message-id', 'no-date'] });
    expect(read.messageId).toMatch(/^<[0-9a-f]{64}@missing\.baton>$/);
    expect(mail('Subject: s\n\nx').messageId).toBe(read.messageId);
    expect(mail('Subject: s\n\ny').messageId).not.toBe(read.messageId);
    expect(mail('Date: Tue, 3 Mar 0000 12:00:00 +0000\n\n').date).toBeNull();
    expect(mail('Date: 3 Mar 26 7:05 pm EST\n\n').date?.toISOString()).toBe('2026-03-04T00:05:00.000Z');
  });

  test('W-C13 a uuencoded file is a file', () => {
    const read = parseMail(sample('uuencoded'));
    expect(read.attachments).toMatchObject([{ name: 'note.txt', content: Buffer.from('Cat') }]);
    expect(read.text).toMatch(/Here is the log:[^]*Bye/);
  });

  test('W-C13 winmail.dat is unpacked, and kept as it is when it cannot be', () => {
    const attribute = (id: number, data: Buffer) => Buffer.concat([Buffer.from([2]), u32(id), u32(data.length), data, Buffer.alloc(2)]);
    const u32 = (value: number) => Buffer.from(new Uint32Array([value]).buffer);
    const tnef = Buffer.concat([u32(0x223e9f78), Buffer.alloc(2), attribute(0x00069002, Buffer.alloc(14)), attribute(0x00018010, Buffer.from('list.csv\0')), attribute(0x0006800f, Buffer.from('a;b'))]);
    const packed = (bytes: Buffer) => mail(`${HEAD}Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n${bytes.toString('base64')}\n`);
    expect(packed(tnef).attachments).toMatchObject([{ name: 'list.csv', content: Buffer.from('a;b') }]);
    expect(packed(tnef.subarray(2))).toMatchObject({ attachments: [{ name: 'winmail.dat' }], problems: ['tnef-unreadable'] });
    for (let cut = 0; cut < tnef.length; cut++) expect(() => packed(tnef.subarray(0, cut))).not.toThrow();
  });

  test('W-C13 calendar parts are files', () => {
    expect(mail(`${HEAD}Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n`).attachments).toMatchObject([{ name: 'invite.ics' }]);
  });

  test('W-C1 deeply nested address groups', () => {
    expect(growth((size) => mail(`From: ${'g:'.repeat(size)}a@b.example${';'.repeat(size)}\n\nx`), 60_000)).toBeLessThan(4);
    expect(mail(`To: ${'g:'.repeat(60_000)}a@b.example\n\nx`).to).toEqual([{ name: '', address: 'a@b.example' }]);
  });

  test('W-C2 multiparts and enclosed mails nested 10,000 deep', () => {
    const multiparts = Array.from({ length: 10_000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join('');
    expect(mail(`${HEAD}${multiparts}\nhi`).problems).toContain('nested-too-deep');
    expect(mail(`${HEAD}${'Content-Type: message/rfc822\n\n'.repeat(10_000)}\nhi`).problems).toContain('nested-too-deep');
  });

  test('W-C3 a million parts: a thousand are read', () => {
    const read = mail(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${'--b\nContent-Type: a/b\n\nx\n'.repeat(200_000)}`);
    expect(read.problems).toContain('too-many-parts');
    expect(read.attachments.length).toBeLessThan(1_000);
  });

  test('W-C4 a long header, a hundred thousand references, much text: bounded', () => {
    const ids = Array.from({ length: 5_000 }, (_, i) => `<${i}@x>`);
    expect(mail(`${HEAD}References: ${ids.join('\n ')}\n\nx`).references).toEqual([ids[0], ...ids.slice(-99)]);
    expect(mail(`X-Long: ${'a'.repeat(300_000)}\nSubject: s\n\nstill here`)).toMatchObject({ text: 'still here', problems: expect.arrayContaining(['header-too-long']) });
    const long = mail(`${HEAD}\n${'a'.repeat(4_000_000)}`);
    expect([long.text.length, long.problems]).toEqual([3_000_000, ['text-cut']]);
  });

  test('W-C5 mails enclosed in mails without end', () => {
    const enclosed = (depth: number): string => (depth === 0 ? 'Subject: in\n\ndeep' : `Subject: ${depth}\nContent-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\nContent-Type: message/rfc822\n\n${enclosed(depth - 1)}\n`);
    expect(mail(`${HEAD}Content-Type: message/rfc822\n\n${enclosed(300)}`).attachments.length).toBeGreaterThan(0);
  });

  test.each([
    ['encoded words', (n: number) => `Subject: ${'=?a?q?'.repeat(n)}\n\nx`],
    ['parentheses', (n: number) => `From: ${'('.repeat(n)})\nContent-Type: text/plain; ${'('.repeat(n)}\n\nx`],
    ['ids', (n: number) => `References: ${'<'.repeat(n)}\nMessage-ID: ${'<a'.repeat(n)}\n\nx`],
    ['bare CR', (n: number) => `${HEAD}\n${'\r'.repeat(n)}`],
    ['boundary-like lines', (n: number) => `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${'--\n'.repeat(n)}`],
  ])('W-C7 linear on many %s', (_, make) => {
    expect(growth((size) => parseMail(Buffer.from(make(size), 'latin1')), 40_000)).toBeLessThan(4);
  });

  test('W-C16 any bytes at all are read, and give the same again', () => {
    const piece = fc.constantFrom('From: ', 'Content-Type: multipart/mixed; boundary=b', '--b', '--b--', '\r\n', '\n', '\r', '=?utf-8?Q?', '?=', '"', '<a@b.c>', 'Content-Transfer-Encoding: base64', 'QQ==', 'begin 644 a', ';', '(', '\0', '\xff', 'message/rfc822', 'x');
    fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
      const raw = Buffer.from(pieces.join(''), 'latin1');
      const read = parseMail(raw);
      expect(read.messageId).toMatch(/^<[^]+>$/);
      expect(`${read.text}${read.html ?? ''}${read.subject}${read.headers.map((line) => line.value).join('')}`).not.toMatch(/\0|\p{Surrogate}/u);
      expect(parseMail(raw)).toEqual(read);
    }), { numRuns: 300 });
  });
});
