import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMail } from './parse.ts';
import { splitHtmlReply, splitMail, splitReply } from './quote.ts';
import { growth } from './samples/growth.ts';

describe('what is said now is told apart from what was answered to', () => {
  test.each([
    'On Mon, 2 Mar 2026 at 09:00, Desk <help@desk.example> wrote:',
    'On Mon, 2 Mar 2026 at 09:00, Desk\n<help@desk.example>\nwrote:',
    'Am 02.03.2026 um 09:00 schrieb Desk <help@desk.example>:',
    'Le lun. 2 mars 2026 à 09:00, Desk <help@desk.example> a écrit :',
    'El lun, 2 mar 2026 a las 9:00, Desk (<help@desk.example>) escribió:',
    'Il giorno lun 2 mar 2026 alle ore 09:00 Desk <help@desk.example> ha scritto:',
    'Op ma 2 mrt. 2026 om 09:00 schreef Desk <help@desk.example>:',
    'Em seg., 2 de mar. de 2026 às 09:00, Desk <help@desk.example> escreveu:',
    'Den mån 2 mars 2026 kl 09:00 skrev Desk <help@desk.example>:',
    'pon., 2 mar 2026 o 09:00 Desk <help@desk.example> napisał(a):',
    'пн, 2 мар. 2026 г. в 09:00, Desk <help@desk.example>:',
    'ma 2. maaliskuuta 2026 klo 9.00 Desk <help@desk.example> kirjoitti:',
    '2026年3月2日(月) 9:00 Desk <help@desk.example>:',
    '---- On Mon, 02 Mar 2026 09:00:00 +0100 help@desk.example wrote ----',
    '-----Original Message-----\nFrom: Desk\nSent: Monday\nSubject: x',
    '-----Ursprüngliche Nachricht-----\nVon: Desk',
    'From: Desk <help@desk.example>\nSent: Monday, 2 March 2026 9:00 AM\nTo: Ada\nSubject: Re: x',
    'Von: Desk <help@desk.example>\nGesendet: Montag, 2. März 2026 09:00\nAn: Ada\nBetreff: AW: x',
    '________________________________\nDe : Desk <help@desk.example>\nEnvoyé : lundi 2 mars 2026\nÀ : Ada\nObjet : x',
    '*Från:* Desk\n*Skickat:* den 2 mars 2026\n*Till:* Ada\n*Ämne:* x',
  ])('%s', (introduction) => {
    for (const quote of ['> Which size?\n>\n> Desk', 'Which size?\n\nDesk']) {
      const reply = splitReply(`Size 42 please.\n\nAda\n\n${introduction}\n\n${quote}\n`);
      expect(reply.visible).toBe('Size 42 please.\n\nAda');
      expect(reply.quoted).toContain('Which size?');
    }
  });

  test.each([
    'On the surface, this looks like a quote but it is not.\nOn average it works.',
    'Hello, as I wrote 2 days ago:\nthe parcel is late.',
    'Please note:\nFrom: my house\nit is far.',
    'I bought -- two years ago -- a lamp.',
    'a > b\nb < c',
  ])('a person may write so: %s', (text) => expect(splitReply(text).visible).toBe(text));

  test('an answer below its quote, and answers in between', () => {
    expect(splitReply('On Mon, 2 Mar 2026, Desk <h@d.example> wrote:\n> Which size?\n42').visible).toBe('42');
    const between = splitReply('Hi\n\nOn Mon, 2 Mar 2026, Desk <h@d.example> wrote:\n> Size?\n42\n> Colour?\nred');
    expect(between.visible).toBe('Hi\n\n> Size?\n42\n> Colour?\nred');
  });

  test('signatures', () => {
    expect(splitReply('Thanks\n\n-- \nAda\nMoor Ltd')).toEqual({ visible: 'Thanks', quoted: '', signature: '-- \nAda\nMoor Ltd' });
    expect(splitReply('Merci\n\nEnvoyé de mon iPhone').visible).toBe('Merci');
    expect(splitReply('Thanks\n\nSent from my phone\n\nOn 2 Mar 2026, Desk <h@d.example> wrote:\n> a').visible).toBe('Thanks');
  });

  test('a mail that is all quote stays visible', () => expect(splitReply('> only this').visible).toBe('> only this'));

  test.each([
    '<div class="gmail_quote">old</div>', '<blockquote type="cite">old</blockquote>', '<div id="appendonsend"></div><hr><div>old</div>', '<div id="divRplyFwdMsg">From: x</div><div>old</div>',
    '<div class="yahoo_quoted">old</div>', '<div class="moz-cite-prefix">On x</div><blockquote type="cite">old</blockquote>', "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p>From: x</p></div><p>old</p>", '<hr id="stopSpelling">Date: x<br>old',
  ])('HTML: %s', (quote) => {
    const reply = splitHtmlReply(`<html><body><p>new words</p>${quote}</body></html>`);
    expect(reply.visible).toBe('new words');
    expect(reply.quoted).toContain('old');
  });

  test('a whole mail', () => {
    const reply = splitMail(parseMail(readFileSync(new URL('./samples/gmail-reply.eml', import.meta.url))));
    expect(reply.visible).toBe('Size 42 please, and € 5 refund. Can you do that?\n\nAda');
    expect(reply.quoted).toContain('Which size do you need?');
  });
});

test('nothing is deleted: every line is in exactly one of the three', () => {
  const line = fc.constantFrom('', 'text', '> quote', '> > deep', '-- ', 'Ada', 'On 2 Mar 2026, a@b.example wrote:', 'From: a@b.example', 'Sent: today', 'Subject: x', '-----Original Message-----', 'Jo> hm', '______', 'Sent from my phone');
  const words = (text: string) => text.split('\n').map((one) => one.trim()).filter((one) => one !== '').sort();
  fc.assert(fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
    const { visible, quoted, signature } = splitReply(lines.join('\n'));
    expect(words([visible, quoted, signature].join('\n'))).toEqual(words(lines.join('\n')));
  }), { numRuns: 500 });
});

test.each([
  ['one line', 'a'], ['one line of words', 'on x at y wrote '], ['attributions', 'On 2026-01-01 at 10:10 a@b.example wrote:\n'], ['half attributions', 'On 2026 at a@b.example\n'],
  ['quotes', '> a\nb\n'], ['heads', 'From: a@b.example\n'], ['blank lines', '\n'], ['marks', '>'], ['rules', '______\n'], ['blanks', '          '],
])('W-C6 linear on %s', (_, word) => {
  expect(growth((size) => splitReply(word.repeat(size)), 50_000)).toBeLessThan(4);
});

test('W-C6 a megabyte on one line and 100,000 attributions are split', () => {
  expect(splitReply('a'.repeat(1_000_000)).visible.length).toBe(1_000_000);
  expect(splitReply('Hi\n' + 'on x at y wrote\n'.repeat(100_000)).visible.startsWith('Hi')).toBe(true);
});
