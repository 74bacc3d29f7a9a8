import { describe, expect, test } from 'vitest'
import { KeyTrail, matches, parseKeys, type Press } from './key-chords.ts'
import { keyCaps } from './keys-text.ts'

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, metaKey: false, ctrlKey: false, shiftKey: false, altKey: false, ...more })

describe('keys', () => {
  test('a chord needs exactly its modifiers', () => {
    const [chord] = parseKeys('⌘k')
    expect(matches(chord!, press('k', { metaKey: true }))).toBe(true)
    expect(matches(chord!, press('k', { ctrlKey: true }))).toBe(true)
    expect(matches(chord!, press('k'))).toBe(false)
    expect(matches(parseKeys('k')[0]!, press('k', { ctrlKey: true }))).toBe(false)
    expect(matches(parseKeys('⇧x')[0]!, press('X', { shiftKey: true }))).toBe(true)
    expect(matches(parseKeys('x')[0]!, press('X', { shiftKey: true }))).toBe(false)
  })

  test('signs may need shift on this keyboard', () => {
    expect(matches(parseKeys('?')[0]!, press('?', { shiftKey: true }))).toBe(true)
    expect(matches(parseKeys('/')[0]!, press('/'))).toBe(true)
  })

  test('two keys in turn win over the last one alone', () => {
    const trail = new KeyTrail()
    const keys = ['i', 'g i', 'j']
    expect(trail.next(press('g'), 0, keys)).toBeUndefined()
    expect(trail.next(press('i'), 300, keys)).toBe('g i')
    expect(trail.next(press('i'), 400, keys)).toBe('i')
  })

  test('a second key that comes too late stands alone', () => {
    const trail = new KeyTrail()
    trail.next(press('g'), 0, ['g i', 'i'])
    expect(trail.next(press('i'), 1500, ['g i', 'i'])).toBe('i')
  })

  test('caps are drawn for the machine at hand', () => {
    expect(keyCaps('⌘enter', true)).toEqual([['⌘', '↵']])
    expect(keyCaps('⌘k', false)).toEqual([['Ctrl', 'K']])
    expect(keyCaps('g i', true)).toEqual([['G'], ['I']])
  })
})
