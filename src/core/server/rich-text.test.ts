import fc from 'fast-check';
import { expect, test } from 'vitest';
import { richText, richTextToPlain } from './rich-text.ts';

const id = '0198c0de-0000-7000-8000-000000000001';

test('what the editor writes is kept', () => {
  const html = `<p>Hello <strong>Anna</strong>, <em>soon</em> <code>x</code></p><ul><li><p>one</p></li></ul><blockquote><p>said</p></blockquote><p><span data-mention="person" data-id="${id}" data-intent="action">@Ben</span></p>`;
  expect(richText(html).html).toBe(html);
  expect(richText(html).mentions).toEqual([{ kind: 'person', id, intent: 'action' }]);
  expect(richText(`<p><img src="/api/files/${id}" onerror="x"></p>`)).toMatchObject({ fileIds: [id], html: `<p><img src="/api/files/${id}" alt="" data-file-id="${id}" /></p>` });
});

test.each([
  ['<script>alert(1)</script>x', 'x'], ['<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer" target="_blank">x</a>'], ['<img src="https://evil.example/p.gif">', ''], ['<img src="//evil.example/p.gif">', ''],
  ['<p onclick="x" style="position:fixed" id="a" class="b">t</p>', '<p>t</p>'], ['<svg><style><a title="</style><img src=x onerror=alert(1)>">', '"&gt;'], ['<span data-mention="admin" data-id="1">@x</span>', '<span>@x</span>'],
  ['<iframe src="/api"></iframe><form action="/x"><input name="y"></form>', ''], ['<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', ''],
])('only the list gets through: %s', (written, clean) => expect(richText(written).html).toBe(clean));

test('a mention says what it asks for: as it was chosen, else as its sentence says; quoted text mentions nobody', () => {
  const who = (n: number) => `0198c0de-0000-7000-8000-00000000000${n}`;
  const at = (n: number, intent = '') => `<span data-mention="person" data-id="${who(n)}"${intent && ` data-intent="${intent}"`}>@Ben</span>`;
  const asked = (html: string) => richText(html).mentions.map((m) => [m.id.at(-1), m.intent]);
  expect(asked(`<p>${at(1)} is it safe?<br>${at(2)} please look. Thanks ${at(3)}</p><p>${at(4, 'fyi')} please look</p>`)).toEqual([['1', 'question'], ['2', 'action'], ['3', 'fyi'], ['4', 'fyi']]);
  expect(asked(`<p>${at(1)} knows</p><p>${at(1)} is it safe?</p>`)).toEqual([['1', 'question']]);
  expect(asked(`<blockquote><p>${at(1, 'question')} is it safe?</p></blockquote><p>${at(2)} see above</p>`)).toEqual([['2', 'fyi']]);
  expect(richText(`<p>${at(1)} is it safe?</p><blockquote><p>${at(2, 'action')}</p></blockquote><p>${at(3, 'loud')}</p>`).html).toBe(`<p>${at(1, 'question')} is it safe?</p><blockquote><p>${at(2)}</p></blockquote><p>${at(3, 'fyi')}</p>`);
});

test('cleaning twice changes nothing, and no handler, script or foreign address is left', () => {
  const piece = fc.constantFrom('<p>', '</p>', '<svg>', '<math>', '<style>', '</style>', '<a href="javascript:x">', '</a>', '<img src=x onerror=y>', '<!--', '-->', '<table>', '<li>', '"', "'", '>', '<', '&lt;', 'text', '<pre>', '<noscript>', '<title>', '<template>');
  fc.assert(fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
    const { html } = richText(pieces.join(''));
    expect(richText(html).html).toBe(html);
    expect(html).not.toMatch(/<[^>]*(onerror|javascript:|<script|<svg|<style)/i);
  }));
});

test('paragraphs that only met because something between them was left out stand beside each other', () => {
  expect(richText(richText('<p><noscript><p>').html).html).toBe(richText('<p><noscript><p>').html);
});

test('plain text reads like what was written', () => {
  expect(richTextToPlain('<p>Hello &amp; welcome</p><ul><li><p>one</p></li><li><p>two</p></li></ul><ol><li>first</li><li>second</li></ol><blockquote><p>said</p><p>more</p></blockquote><p>a<br>b</p>'))
    .toBe('Hello & welcome\n- one\n- two\n1. first\n2. second\n> said\n> more\na\nb');
});

test('deep nesting and long text stay quick and whole', () => {
  expect(richText(`${'<blockquote>'.repeat(5000)}deep`).text).toContain('deep');
  expect(richText(`<p>${'x '.repeat(200_000)}</p>`).text.length).toBeGreaterThan(300_000);
});
