import { describe, expect, test } from 'vitest'
import { mailboxWords, usualRecipients } from './reply-recipients.ts'
import type { Entry, Head, Participant } from './tickets-call.ts'

const at = '2026-01-14T12:00:00Z'
const who = (address: string, role: Participant['role'], name = ''): Participant => ({ address, name, customerId: null, role, at })
const headOf = (...participants: Participant[]) => ({ ticket: { id: 't' }, participants }) as unknown as Head
const wrote = (id: string, address: string, direction: 'in' | 'out' = 'in') => ({ id, message: { id, ticketId: 't', direction, sender: { name: '', address } } }) as unknown as Entry

describe('whom a reply goes to', () => {
  const anna = who('anna@acme.example', 'requester', 'Anna')
  const ben = who('ben@acme.example', 'copied', 'Ben')

  test('the one who wrote last, copies to all who take part', () => {
    const usual = usualRecipients(headOf(anna, ben), [wrote('1', 'anna@acme.example'), wrote('2', 'us@desk.example', 'out'), wrote('3', 'Ben@acme.example')], null)
    expect(usual).toEqual({ to: [{ name: '', address: 'Ben@acme.example' }], cc: [{ name: 'Anna', address: 'anna@acme.example' }], quote: '3' })
  })

  test('a stranger who was not let in, or is kept out, gets nothing', () => {
    const heads = [headOf(anna, who('eve@x.example', 'proposed')), headOf(anna, who('eve@x.example', 'refused'))]
    for (const head of heads) {
      const usual = usualRecipients(head, [wrote('1', 'anna@acme.example'), wrote('2', 'eve@x.example')], null)
      expect(usual).toEqual({ to: [{ name: '', address: 'anna@acme.example' }], cc: [], quote: '1' })
    }
  })

  test('the message chosen to answer decides; without any message the requester', () => {
    const entries = [wrote('1', 'anna@acme.example'), wrote('2', 'ben@acme.example')]
    expect(usualRecipients(headOf(anna, ben), entries, entries[0]!.message).to).toEqual([{ name: '', address: 'anna@acme.example' }])
    expect(usualRecipients(headOf(anna, ben), [], null)).toEqual({ to: [{ name: 'Anna', address: 'anna@acme.example' }], cc: [{ name: 'Ben', address: 'ben@acme.example' }], quote: null })
  })

  test('many are counted', () => {
    expect(mailboxWords(['a', 'b', 'c', 'd'].map((name) => ({ name, address: `${name}@x` })))).toBe('a, b and 2 more')
  })
})
