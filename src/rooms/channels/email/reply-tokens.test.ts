import { expect, test } from 'vitest';
import { newId } from '../../../core/ids.ts';
import { openSecrets } from '../../../core/server/secrets.ts';
import { bouncedOf, entryOf, messageIdFor, replyAddress, returnAddress, ticketOf, untagged } from './reply-tokens.ts';

openSecrets('', 'x'.repeat(44));
const entry = newId();

test('what is made is read', () => {
  expect(ticketOf(replyAddress('support@acme.example', 1042)!)).toBe(1042);
  expect(ticketOf(replyAddress('support@acme.example', 1042)!.toUpperCase())).toBe(1042);
  expect(bouncedOf(returnAddress('support@acme.example', 7)!)).toBe(7);
  expect(entryOf(messageIdFor(entry, 'support@acme.example'))).toBe(entry);
  expect(untagged(replyAddress('support@acme.example', 1042)!)).toBe('support@acme.example');
});

test('W-A4 one altered character makes it nothing', () => {
  for (const [text, read] of [[replyAddress('s@a.example', 1042)!, ticketOf], [returnAddress('s@a.example', 1042)!, bouncedOf], [messageIdFor(entry, 's@a.example'), entryOf]] as const) {
    const from = text.indexOf('.') - 4, to = text.lastIndexOf('@');
    for (let i = from; i < to; i++) {
      if (text[i] === '.' || text[i] === '-') continue;
      const other = text.slice(0, i) + (text[i] === '3' ? '4' : '3') + text.slice(i + 1);
      expect(read(other), other).toBeNull();
    }
  }
});

test('W-A4 the MAC holds 128 bits and more', () => {
  expect(/\.([a-z2-7]+)@/.exec(replyAddress('s@a.example', 1)!)![1]!.length * 5).toBeGreaterThanOrEqual(128);
});

test('W-A5 nothing without a MAC, with a cut one, or with one made for another purpose is taken', () => {
  const mac = /\.([a-z2-7]+)@/.exec(returnAddress('s@a.example', 1042)!)![1]!;
  for (const address of ['s+t1042@a.example', 's+1042@a.example', 's+t1042.@a.example', `s+t1042.${mac}@a.example`, `s+t1042.${mac.slice(0, 10)}@a.example`, '']) expect(ticketOf(address), address).toBeNull();
  for (const id of [`<${entry}@a.example>`, `<ticket-1042@a.example>`, '<>', '']) expect(entryOf(id), id).toBeNull();
});

test('a mailbox too long for a tag goes without', () => {
  expect(replyAddress(`${'long-name-of-a-mailbox-that-goes-on'}@a.example`, 1042)).toBeNull();
});
