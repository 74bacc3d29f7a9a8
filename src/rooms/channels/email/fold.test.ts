import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldHtml } from './fold.ts';

const bare = (html: string) => html.replace(/<[^>]*>/g, '').replace(/\s/g, '');

test.each([
  ['<p>Hello</p><blockquote><p>On Monday you wrote:</p>old</blockquote>', 'Hello', '<p>Hello</p>', '<blockquote><p>On Monday you wrote:</p>old</blockquote>'],
  ['<div><p>Hello.</p><p><img src="/api/files/1"></p><div>-- <br>Anna</div></div>', 'Hello.', '<div><p>Hello.</p><p><img src="/api/files/1"></p></div>', '<div><div>-- <br>Anna</div></div>'],
  ['<table><tbody><tr><td>Hi</td></tr><tr><td>old</td></tr></tbody></table>', 'Hi', '<table><tbody><tr><td>Hi</td></tr></tbody></table>', '<table><tbody><tr><td>old</td></tr></tbody></table>'],
  ['a<b>b</b>', 'different', 'a<b>b</b>', ''],
  ['<p>only this</p>', 'only this', '<p>only this</p>', ''],
  ['<p>one text that goes on</p>', 'one text', '<p>one text that goes on</p>', ''],
])('%s is cut after %j', (html, visible, shown, folded) => {
  expect(foldHtml(html, visible)).toEqual({ html: shown, folded });
});

test('nothing is lost, whatever is cut', () => {
  const word = fc.constantFrom('alpha', 'beta', 'gamma', ' ', '<br>', '<img src="/x">');
  const tree = fc.letrec<{ node: string }>((tie) => ({ node: fc.oneof(word, fc.tuple(fc.constantFrom('p', 'div', 'blockquote', 'b'), fc.array(tie('node'), { maxLength: 4 })).map(([t, all]) => `<${t}>${all.join('')}</${t}>`)) })).node;
  fc.assert(fc.property(fc.array(tree, { maxLength: 6 }), fc.integer({ min: 0, max: 40 }), (parts, n) => {
    const html = parts.join('');
    const { html: shown, folded } = foldHtml(html, bare(html).slice(0, n));
    expect(bare(shown) + bare(folded)).toBe(bare(html));
  }));
});
