import fc from 'fast-check';
import { parse, serialize, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { describe, expect, test } from 'vitest';
import { htmlToText } from './html-text.ts';
import { sanitiseHtml, sanitiseOutgoing } from './sanitise.ts';
import { growth } from './samples/growth.ts';
import { textToHtml } from './text-html.ts';

const clean = (html: string) => sanitiseHtml(html, { remoteImages: 'blocked', cid: (id) => (id === 'known' ? '/files/1' : undefined) });
const safe = (html: string) => clean(html).html;
/** As a browser reads it and would write it out again. */
const reparsed = (html: string) => {
  const root = parse(`<!doctype html><body>${html}`).childNodes.find((node) => node.nodeName === 'html') as Tree.Element;
  return serialize(root.childNodes.find((node) => node.nodeName === 'body') as Tree.Element);
};
const DANGEROUS = /<(script|style|iframe|object|embed|form|input|button|svg|math|link|meta|base|template|noscript|textarea|title|video|audio)\b|\son\w+\s*=|javascript:|vbscript:|srcdoc|formaction|\s(id|name|class)=|url\(|expression\(|position\s*:/i;
const withoutText = (html: string) => (html.match(/<[a-z/][^>]*>/g) ?? []).join('');

const PAYLOADS = [
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '<svg><script>alert(1)</script></svg>', '<math><mtext></mtext><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<a href="java\tscript:alert(1)">x</a>', '<a href=" &#1;javascript:alert(1)">x</a>', '<iframe srcdoc="<script>alert(1)</script>">', '<style>@import "//evil";</style>',
  '<p style="background:url(//evil)">x</p>', '<p style="width:expression(alert(1))">x</p>', '<p style="col\\6fr:red;position:fixed">x</p>', '<form action=//evil><input autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>go</button></form>',
  '<template><img src=x onerror=alert(1)></template>', '<xmp><img src=x onerror=alert(1)></xmp>', '<plaintext><img src=x onerror=alert(1)>', '<title><img src=x onerror=alert(1)></title>', '<textarea><img src=x onerror=alert(1)></textarea>',
  '<select><style></select><img src=x onerror=alert(1)></style>', '<table><tr><td><svg><desc><table><a id="><img src=x onerror=alert(1)>">', '<!--><img src=x onerror=alert(1)>-->', '<![CDATA[><img src=x onerror=alert(1)>]]>', '<object data="data:text/html,x">', '<base href=//evil>', '<meta http-equiv=refresh content="0;url=//evil">', '<a href="data:text/html,x">x</a>', '<video poster=//evil><source src=//evil></video>', '<img srcset="//evil 1x">', '<table background="//evil"><tr><td>x', '<input type=image src=//evil>', '<math href="javascript:alert(1)">x</math>', '<a xlink:href="javascript:alert(1)">x</a>',
];

test.each(PAYLOADS)('W-D1 %s', (payload) => {
  for (const html of [payload, `<p>${payload}</p>`, `<table>${payload}`, `<b><a href="https://a.example">${payload}`]) {
    const out = safe(html);
    expect(withoutText(out)).not.toMatch(DANGEROUS);
    expect(out).not.toMatch(/ (src|srcset|poster|background)="(?!\/files|data:image)/);
  }
});

const fragment = fc.array(fc.oneof(fc.constantFrom('<div>', '</div>', '<p>', '</p>', '<b>', '</b>', '<a href="https://x.example">', '</a>', '<table>', '<tr>', '<td>', '</td>', '</table>', '<li>', '<ul>', '</ul>', '<pre>', '\n', '</pre>', '<svg>', '</svg>', '<math>', '<mtext>', '<style>', '</style>', '<title>', '</title>', '<select>', '<option>', '<img src="cid:known">', '<img src=http://y.example/p.gif>', '<font size=2>', '<h1>', '<form>', '<!--', '-->', '<template>', '<p title="</p>', '">', '&lt;', '&amp;lt;', '<br>', '</br>', '</p>', '<col>', '<caption>', '<dd>', '<details open>', '<summary>', '<nobr>', '<hr>', '"', "'", '`'), fc.string({ maxLength: 8 }), fc.constantFrom(...PAYLOADS)), { maxLength: 25 });

test('W-D2 parsing the result again changes nothing, and neither does sanitising it', () => {
  fc.assert(fc.property(fragment, (pieces) => {
    const out = safe(pieces.join(''));
    expect(reparsed(out)).toBe(out);
    expect(safe(out)).toBe(out);
    expect(withoutText(out)).not.toMatch(DANGEROUS);
  }), { numRuns: 1_000 });
});

describe('images', () => {
  test('W-D4 remote images are inert until they may come, and then only through the proxy', () => {
    const mail = '<p>a<img src="https://track.example/p.gif?u=1" alt="logo"><img src="//track.example/q"></p>';
    expect(clean(mail).blockedImages).toBe(2);
    expect(safe(mail)).toContain('<img alt="logo" data-remote-src="https://track.example/p.gif?u=1">');
    const shown = sanitiseHtml(safe(mail), { remoteImages: 'proxied', proxy: (url) => `/proxy?u=${encodeURIComponent(url)}` });
    expect(shown.html).toContain('src="/proxy?u=https%3A%2F%2Ftrack.example%2Fp.gif%3Fu%3D1"');
    expect(shown.blockedImages).toBe(0);
  });

  test('W-E10 cid images get their address; unknown ones none; embedded ones stay', () => {
    expect(safe('<img src="cid:known">')).toBe('<img src="/files/1" data-cid="known">');
    expect(safe('<img src="cid:other">')).toBe('<img data-cid="other">');
    expect(safe('<img src="data:image/png;base64,AAAA">')).toBe('<img src="data:image/png;base64,AAAA">');
    expect(safe('<img src="data:image/svg+xml;base64,AAAA"><img src="/admin/delete">')).toBe('<img><img>');
  });
});

test('W-D5 style elements are dropped, W-D6 styles cannot cover anything', () => {
  expect(safe('<style>p{color:red}</style><p style="color:red;position:fixed;z-index:9;top:0;margin-left:-9px;opacity:0;font-size:12px !important">x</p>')).toBe('<p style="color: red; font-size: 12px">x</p>');
  expect(safe('<p style="color:red;background:var(--x);--x:url(a);border:1px solid rgb(1, 2, 3)">x</p>')).toBe('<p style="color: red; border: 1px solid rgb(1, 2, 3)">x</p>');
});

test('W-D7 forms are only their text', () => expect(safe('<form action="https://x.example"><label>Name<input name=a autofocus></label><button>Send</button></form>')).toBe('NameSend'));

describe('W-D8 links', () => {
  const link = (href: string, text: string) => clean(`<a href="${href}" onclick="x()" ping="https://y.example">${text}</a>`);
  test('good ones open apart and tell nothing', () => {
    expect(link('https://x.example/a?b=1&amp;c=2', 'here').html).toBe('<a href="https://x.example/a?b=1&amp;c=2" title="x.example" target="_blank" rel="noopener noreferrer nofollow">here</a>');
    expect(link('mailto:a@b.example', 'mail').links).toEqual([{ href: 'mailto:a@b.example', host: '', deceptive: false }]);
  });
  test.each(['javascript:alert(1)', 'JaVaScRiPt:x', 'java&#10;script:x', '&#x1f;javascript:x', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', '/settings', '#top', 'cid:x', 'blob:x', 'http://'])('%s is no link', (href) => expect(link(href, 'x').html).toBe('<a>x</a>'));
  test('the true host is shown where the text names another, or letters may deceive', () => {
    expect(link('https://evil.example/x', 'www.bank.example').html).toContain('data-host="evil.example"');
    expect(link('https://evil.example/x', 'https://bank.example/login').links[0]).toMatchObject({ deceptive: true, host: 'evil.example' });
    expect(link('https://bank.example@evil.example/', 'bank.example').links[0]).toMatchObject({ href: 'https://evil.example/', deceptive: true });
    expect(link('https://www.bank.example/x', 'bank.example').links[0]!.deceptive).toBe(false);
    expect(link('https://bаnk.example/', 'our page').html).toContain('data-host="xn--');
  });
});

describe('W-D9 plain text', () => {
  test('markup is text, addresses are links', () => {
    expect(textToHtml('<b onx="1">&\nSee (https://x.example/a_(b)). Or jane@x.example!')).toBe('&lt;b onx=&quot;1&quot;&gt;&amp;<br>\nSee (<a href="https://x.example/a_(b)" target="_blank" rel="noopener noreferrer nofollow">https://x.example/a_(b)</a>). Or <a href="mailto:jane@x.example" target="_blank" rel="noopener noreferrer nofollow">jane@x.example</a>!');
  });
  test('no attribute but the fixed ones, whatever the text', () => {
    const word = fc.constantFrom('https://x.example/', 'https://"onmouseover=alert(1)', "'", '"', '<', '>', '&quot;', 'javascript:', 'www.', 'a@b.example', ' ', '\n', '`', 'mailto:');
    fc.assert(fc.property(fc.array(fc.oneof(word, fc.string())), (words) => {
      const html = textToHtml(words.join(''));
      for (const tag of html.match(/<[^>]*>/g) ?? []) expect(tag).toMatch(/^(<br>|<\/a>|<a href="(https?:|mailto:)[^"<>]*" target="_blank" rel="noopener noreferrer nofollow">)$/);
    }));
  });
  test('W-C7 linear', () => {
    for (const word of ['http://', 'a@', 'www.', '((((', 'http://x.example/(', 'a@b.', ').']) expect(growth((size) => textToHtml(word.repeat(size)), 50_000)).toBeLessThan(4);
  });
});

test('W-D10 nothing clobbers the page: ids, names and classes are dropped', () => {
  expect(safe('<a id=cookie name=forms class=x href="https://x.example">x</a><p id="__proto__">y</p><img name=body>')).not.toMatch(/ (id|name|class)=/);
});

test.each(['<div>', '<b>', '<table><tr><td>', '<a href="https://x.example">', '<b><p>x</b>', '<ul><li>', '<font size=1>', '<blockquote type=cite>', '<svg><a>', '<p>', '</div>', '<a b c d ', '<p style="color:red;', '<!--', '<'])('W-D11 570 KB of %s: cut, linear, no overflow', (tag) => {
  const size = Math.floor(570_000 / tag.length);
  expect(safe(tag.repeat(size) + 'end').length).toBeLessThan(4_000_000);
  expect(growth((times) => safe(tag.repeat(times)), size / 8)).toBeLessThan(4);
});

test('W-D11 text 400 deep is kept', () => expect(htmlToText(safe(`${'<div>'.repeat(400)}deep${'</div>'.repeat(400)}<p>after</p>`))).toBe('deep\n\nafter'));

test('W-D13 an outgoing reply is sanitised again', () => {
  expect(sanitiseOutgoing('<p onclick=x>Hi</p><script>x</script><img data-cid="a" src="/files/1"><img data-remote-src="https://t.example/p"><img src="https://l.example/logo.png"><a href="javascript:x">y</a>')).toBe('<p>Hi</p><img src="cid:a"><img><img src="https://l.example/logo.png"><a>y</a>');
});
